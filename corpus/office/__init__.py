"""Read Word and OpenDocument files, and tell them from other files that are zip archives inside."""
