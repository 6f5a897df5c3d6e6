"""Who waits for the same windows: queues joined by the open windows that serve them.

A visitor competes with everybody whom the same windows may call, not only with the own queue: counting the
own queue alone is what makes a forecast in a hall of 综合窗口 far too short. Nor do all of a pool compete
alike: where some windows serve one queue only and others several, people spread over them as water does,
and only the calls that the own queue's windows make before somebody's turn are ahead of that turn.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from math import ceil

from msgspec import Struct

SWEEPS = 60
"""How often people are spread anew at most; halls of few kinds of windows need two or three."""
STILL = 1e-4
"""People that may still move when the level is taken."""
SLACK = 0.01
"""What is lost in spreading makes nobody more ahead."""


class Window(Struct, frozen=True, kw_only=True):
    """A window as far as waiting is concerned: whether it calls now, and from which queues."""

    number: int
    open: bool
    queues: tuple[str, ...]


class Pool(Struct, frozen=True, kw_only=True):
    """Queues that share windows. ``served`` tells whether those windows are open now."""

    queues: tuple[str, ...]
    windows: tuple[int, ...]
    served: bool


class _Kind(Struct, frozen=True):
    """Windows of a pool that serve the same queues."""

    queues: frozenset[str]
    count: int


class Pools:
    """All queues of the hall, each in exactly one pool.

    Queues that no open window serves stand together by their configured windows, as if those opened now.
    """

    def __init__(self, windows: Iterable[Window], queues: Iterable[str] = ()) -> None:
        """Sort queues into pools.

        Args:
            windows: every configured window; paused and closed ones are not open.
            queues: queues to know beside those that the windows name.
        """
        every = tuple(windows)
        self._serving: dict[str, set[int]] = {}
        self._queues_of: dict[int, tuple[str, ...]] = {}
        self._pools: dict[str, Pool] = {}
        self._kinds: dict[tuple[str, ...], tuple[_Kind, ...]] = {}
        names = dict.fromkeys([*queues, *(queue for window in every for queue in window.queues)])
        called = {queue for window in every if window.open for queue in window.queues}
        working = [(window.number, window.queues) for window in every if window.open]
        resting = [
            (window.number, tuple(queue for queue in window.queues if queue not in called))
            for window in every
            if not window.open
        ]
        self._join([name for name in names if name in called], working, served=True)
        self._join([name for name in names if name not in called], resting, served=False)

    def of(self, queue: str) -> Pool:
        """The queue's pool; a queue nobody has heard of stands alone."""
        return self._pools.get(queue) or Pool(queues=(queue,), windows=(), served=False)

    def servers(self, queue: str) -> int:
        """How many windows to reckon with that serve this very queue, at least one."""
        return max(1, len(self._serving.get(queue, ())))

    def ahead(self, queue: str, waiting: Mapping[str, int], idle: Collection[int] = ()) -> int:
        """People whom the windows of a queue call before somebody who joins it.

        Args:
            queue: the queue a newcomer would join.
            waiting: people waiting now, by queue; a queue not named has none.
            idle: windows that have nobody, by number.
        """
        near = self._free(queue, idle)
        if near:
            # Whoever finds a free window, and nobody whom it calls first, is not kept by lines elsewhere.
            names = {name for number in near for name in self._queues_of[number]}
            before = sum(waiting.get(name, 0) for name in names)
            if before < len(near):
                return before
        return max(0, ceil(self._level(queue, waiting) * self.servers(queue) - 1 - SLACK))

    def free(self, queue: str, idle: Collection[int]) -> int:
        """How many of the ``idle`` windows are open and serve this very queue."""
        return len(self._free(queue, idle))

    def _free(self, queue: str, idle: Collection[int]) -> set[int]:
        if not idle or not self.of(queue).served:
            return set()
        return self._serving.get(queue, set()).intersection(idle)

    def _level(self, queue: str, waiting: Mapping[str, int]) -> float:
        """Calls that each window of a queue makes until somebody who joins it now has been called.

        Each queue's people go to those of its windows that have least to do. One queue after the other is
        spread anew until nobody gains by it: the one level that water would have.
        """
        pool = self.of(queue)
        people = {name: float(waiting.get(name, 0)) for name in pool.queues}
        people[queue] += 1
        kinds = self._kinds.get(pool.queues, ())
        if len(kinds) < 2:
            return sum(people.values()) / max(1, len(pool.windows))
        mine = {
            name: [n for n, kind in enumerate(kinds) if name in kind.queues]
            for name, count in people.items()
            if count
        }
        loads = [0.0] * len(kinds)
        put = {name: dict.fromkeys(places, 0.0) for name, places in mine.items()}
        for _ in range(SWEEPS):
            moved = 0.0
            for name, places in mine.items():
                for n in places:
                    loads[n] -= put[name][n]
                levels = [(loads[n] / kinds[n].count, kinds[n].count, n) for n in places]
                spread = _spread(people[name], levels)
                for n, share in spread.items():
                    moved += abs(share - put[name][n])
                    loads[n] += share
                put[name] = spread
            if moved < STILL:
                break
        return min(loads[n] / kinds[n].count for n in mine[queue])

    def _join(self, names: list[str], windows: list[tuple[int, tuple[str, ...]]], *, served: bool) -> None:
        root = {name: name for name in names}

        def find(name: str) -> str:
            while root[name] != name:
                root[name] = root[root[name]]
                name = root[name]
            return name

        for number, queues in windows:
            for queue in queues:
                root[find(queue)] = find(queues[0])
                self._serving.setdefault(queue, set()).add(number)
        members: dict[str, list[str]] = {}
        numbers: dict[str, list[int]] = {}
        kinds: dict[str, dict[frozenset[str], int]] = {}
        for name in names:
            members.setdefault(find(name), []).append(name)
        for number, queues in windows:
            if queues:
                top, kind = find(queues[0]), frozenset(queues)
                self._queues_of[number] = queues
                numbers.setdefault(top, []).append(number)
                kinds.setdefault(top, {})[kind] = kinds.get(top, {}).get(kind, 0) + 1
        for top, queues_of in members.items():
            pool = Pool(queues=tuple(queues_of), windows=tuple(numbers.get(top, ())), served=served)
            self._pools.update(dict.fromkeys(queues_of, pool))
            self._kinds[pool.queues] = tuple(_Kind(*kind) for kind in kinds.get(top, {}).items())


def _spread(people: float, places: list[tuple[float, int, int]]) -> dict[int, float]:
    """Put people where least is done, up to one level.

    Args:
        people: how many.
        places: level, number of windows and name of each kind that may take them; at least one.
    """
    places = sorted(places)
    done, windows, top = 0.0, 0, 0.0
    for at, (level, count, _) in enumerate(places):
        windows += count
        done += level * count
        top = (people + done) / windows
        if at + 1 == len(places) or top <= places[at + 1][0]:
            break
    return {n: max(0.0, (top - level) * count) for level, count, n in places}
