"""Who waits for the same windows: queues joined by the open windows that serve them.

A visitor competes with everybody whom the same windows may call, not only with the own queue, so people
ahead are counted over the connected component of queues that share open windows. Counting the own queue
alone is what makes a forecast in a hall of 综合窗口 far too short.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct


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

    @property
    def servers(self) -> int:
        """How many windows to reckon with, at least one."""
        return max(1, len(self.windows))


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
        self._pools: dict[str, Pool] = {}
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

    def ahead(self, queue: str, waiting: Mapping[str, int]) -> int:
        """People who wait for the windows that this queue waits for.

        Args:
            queue: the queue a newcomer would join.
            waiting: people waiting now, by queue; a queue not named has none.
        """
        return sum(waiting.get(name, 0) for name in self.of(queue).queues)

    def free(self, queue: str, idle: Collection[int]) -> int:
        """How many of the ``idle`` windows are open and serve this very queue."""
        return len(self._serving.get(queue, set()).intersection(idle))

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
                if served:
                    self._serving.setdefault(queue, set()).add(number)
        members: dict[str, list[str]] = {}
        numbers: dict[str, list[int]] = {}
        for name in names:
            members.setdefault(find(name), []).append(name)
        for number, queues in windows:
            if queues:
                numbers.setdefault(find(queues[0]), []).append(number)
        for top, queues_of in members.items():
            pool = Pool(queues=tuple(queues_of), windows=tuple(numbers.get(top, ())), served=served)
            self._pools.update(dict.fromkeys(queues_of, pool))
