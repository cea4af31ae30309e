"""The engines that keep and find passages, one a file."""
