"""Ask a library, add to it, and hide names in what it answers."""
