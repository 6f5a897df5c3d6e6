"""Waits: how many people are ahead, and how long that lasted before."""
