"""From a document to passages that are kept and found again."""
