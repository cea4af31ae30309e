"""Run what is typed in a terminal."""
