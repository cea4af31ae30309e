"""Split a document into passages: units, headings, numbers, and the walk down them."""
