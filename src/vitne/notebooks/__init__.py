"""What a researcher uses in a notebook: readings and look-ups as tables."""
