"""How the waiting of each class, and of each ground, counts in the calling order."""

from __future__ import annotations

from typing import NamedTuple

from config.schema import HallConfig
from devices.link.words import VisitorClass

PREFERRED = frozenset({VisitorClass.PRIORITY, VisitorClass.SECOND_VISIT})
"""Classes whose calls in a row are capped, and that go first at a green-channel window (绿色通道)."""


class Weighing(NamedTuple):
    """What a standing's score is made of: ``weight × (seconds waited + head start)``."""

    weight: int
    head_start_s: int
    preferred: bool


def weighings(config: HallConfig) -> dict[str, Weighing]:
    """How each standing of the hall counts: every class by its value and every ground by its id."""
    order = config.order
    classes = {
        VisitorClass.PRIORITY: order.priority,
        VisitorClass.SECOND_VISIT: order.second_visit,
        VisitorClass.APPOINTMENT: order.appointment,
        VisitorClass.ORDINARY: order.ordinary,
    }
    found = {
        c.value: Weighing(standing.weight, round(standing.head_start_min * 60), c in PREFERRED)
        for c, standing in classes.items()
    }
    for ground in config.grounds:
        its_class = found[ground.visitor_class]
        found[ground.id] = its_class._replace(weight=ground.weight or its_class.weight)
    return found
