"""A whole hall at once, and those who mean it ill: rushes, restarts, slow and dead lines, floods."""
