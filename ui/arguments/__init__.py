"""What can be typed at the command line."""
