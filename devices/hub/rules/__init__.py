"""The hall's rules: what a command makes happen, or why it is refused.

Nothing here reads a clock, a file or a socket. ``decide`` says what would happen; ``devices.hub.evolve`` says
what the hall is afterwards. Each part of the hall has its rules in a module of its own.
"""

from devices.hub.rules.day import turn_day
from devices.hub.rules.decide import decide

__all__ = ["decide", "turn_day"]
