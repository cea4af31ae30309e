"""Read web pages."""
