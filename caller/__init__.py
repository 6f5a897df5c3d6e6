"""The clerk's panel, and the rating pad of the same window."""
