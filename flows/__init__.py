"""When: the clock and the hand."""
