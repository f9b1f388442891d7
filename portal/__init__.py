"""Takes the answer back: the pages that people open."""
