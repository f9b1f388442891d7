"""What a user would pick instead: each peer a program of its own, run with its own environment."""
