"""Marks: which themes a passage speaks of, with the score and the words that earned each."""
