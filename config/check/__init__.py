"""What must hold between the parts of a hall: nothing named twice, nothing named that is not there.

``config.walk`` has looked at each value alone; here only values that were read are compared, and every
problem says where it stands in ``hall.toml`` or ``items.csv``. Each module looks for one sort of fault.
"""

from __future__ import annotations

from collections.abc import Collection

from config.check import clock, copies, days, keeping, lines, machines, names, numbers, references, service
from config.check.places import CSV, FIRST_ITEM_ROW, TOML
from config.problems import Problem
from config.schema import HallConfig

__all__ = ["CSV", "FIRST_ITEM_ROW", "TOML", "problems_of"]


def problems_of(config: HallConfig, kinds: Collection[str] | None = None) -> list[Problem]:
    """Find everything that does not fit together; ``kinds`` are the drivers there are, None skips them."""
    return [
        *names.twice(config),
        *references.unknown(config),
        *service.unserved(config),
        *service.unbookable(config),
        *numbers.misfits(config),
        *clock.faults(config),
        *days.faults(config),
        *machines.misplaced(config, kinds),
        *copies.faults(config),
        *keeping.faults(config),
        *machines.texts(config),
        *lines.faults(config),
    ]
