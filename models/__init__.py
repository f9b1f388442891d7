"""What exists: the records, the closed vocabularies and the database."""
