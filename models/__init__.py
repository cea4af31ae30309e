"""The language models: from text to vectors and sentences."""
