"""How long nobody has touched the kiosk: first it asks, then it counts, then it forgets the visitor.

Pure: the caller gives the time, in seconds of a monotonic clock.
"""

from __future__ import annotations

import math


class Quiet:
    """Counts a kiosk's silence.

    Args:
        idle_s: seconds of silence after which it asks whether anybody is there.
        count_s: seconds that it counts down before it is over; at least 20 by WCAG 2.2.1.
        now: seconds of a monotonic clock.
    """

    def __init__(self, idle_s: float, count_s: float, now: float) -> None:
        self.idle_s = idle_s
        self.count_s = count_s
        self._touched_at = now

    def touched(self, now: float) -> None:
        """Somebody is there."""
        self._touched_at = now

    def seconds_left(self, now: float) -> int | None:
        """Seconds to show while it asks, 0 when it is over, None while it need not ask."""
        silent_s = now - self._touched_at
        if silent_s < self.idle_s:
            return None
        return max(0, math.ceil(self.idle_s + self.count_s - silent_s))
