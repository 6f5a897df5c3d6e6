"""A hall read from its folder."""
