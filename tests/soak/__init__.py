"""A month of a large hall, as fast as it goes: does anything grow that should not?"""
