"""Read PDFs: printed lines, then blocks, with their place on the page."""
