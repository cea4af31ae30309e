"""The page's tabs, one task a file."""
