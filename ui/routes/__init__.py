"""Answer what the page asks beside Gradio: papers, trays, saved searches, documents."""
