"""Write answers as escaped, semantic HTML. Nothing here knows Gradio."""
