"""The documents that people take away: what stands in them, and how each format is written."""
