"""What one hall is like: its settings, their shape, and the look shared by all screens."""
