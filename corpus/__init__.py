"""The papers: from a file to a document whose text can be quoted."""
