"""A whole day of a hall with a pretend clock: made-up visitors and staff, and the hall's real rules.

Nothing here decides what happens in the hall: visitors and staff say commands, as screens do, and the rules
answer. What comes of it is a true journal, the same for the same hall's file and the same seed.
"""
