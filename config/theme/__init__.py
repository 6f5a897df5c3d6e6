"""The look that all screens share, and how a screen program starts; it imports nothing else of ours."""
