"""Write answers as JSON, in the shapes that scripts rely on."""
