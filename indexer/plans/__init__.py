"""Read action plans and measures tables as records."""
