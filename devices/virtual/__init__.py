"""Pretend hardware that speaks the true bytes: for the demo, for training, for tests.

It shares no code with the encoders and drivers it faces, so that a misreading of a manual cannot hide
by being made twice.
"""
