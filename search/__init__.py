"""From a question to an answer: finding, comparing, telling what was not found."""
