"""The hub and everything it drives."""
