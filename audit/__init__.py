"""What proves the history: the Merkle log, its checkpoints, verification, exports, as of a date."""
