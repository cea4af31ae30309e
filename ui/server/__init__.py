"""Serve the page, and the same to programs and assistants."""
