"""Where the parts of the hall's change meet: which function changes the hall for an event."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from devices.hub.events import Event
from devices.hub.state import Hall

E = TypeVar("E", bound=Event)
Change = Callable[[Hall, E], None]


class Changebook:
    """The changes of one part of the hall, by the event that makes them."""

    def __init__(self) -> None:
        """Begin with none."""
        self._changes: dict[type[Event], Callable[..., None]] = {}

    def on(self, kind: type[E]) -> Callable[[Change[E]], Change[E]]:
        """Let the function below change the hall for events of this kind."""

        def kept(change: Change[E]) -> Change[E]:
            self._changes[kind] = change
            return change

        return kept

    def __iter__(self) -> Iterator[tuple[type[Event], Callable[..., None]]]:
        """Every kind of event with its change."""
        return iter(self._changes.items())


def together(books: Iterable[Changebook], kinds: Iterable[type]) -> dict[type, Callable[..., None]]:
    """Put the books together.

    Raises:
        LookupError: an event has no change, or two.
    """
    found: dict[type, Callable[..., None]] = {}
    for book in books:
        for kind, change in book:
            if kind in found:
                raise LookupError(f"two changes follow {kind.__name__}")
            found[kind] = change
    missing = [kind.__name__ for kind in kinds if kind not in found]
    if missing:
        raise LookupError(f"no change follows {', '.join(missing)}")
    return found
