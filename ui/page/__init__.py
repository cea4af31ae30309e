"""Lay out the page in Gradio."""
