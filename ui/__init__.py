"""The two ways in: one command, one web page."""
