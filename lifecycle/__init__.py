"""What may happen: the table of the pathway, its rules and the one door."""
