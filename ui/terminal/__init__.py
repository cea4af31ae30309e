"""Write answers in words, for a terminal."""
