"""Call screens: the strip above a window and the board of a zone."""
