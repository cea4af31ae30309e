"""Turn what is asked into the end of a page's address, and back."""
