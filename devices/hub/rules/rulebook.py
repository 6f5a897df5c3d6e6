"""Where the parts of the rules meet: which function decides a command, which changes the hall for an event.

Each part of the hall has a book of its own, and ``decide`` and ``evolve`` put them together; a command or an
event that stands in no book, or in two, is found when the program starts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from devices.hub.events import AnyEvent
from devices.hub.rules.asked import Asked
from devices.hub.state import Hall
from devices.link.commands import Command

C = TypeVar("C", bound=Command)
Rule = Callable[[Hall, C, Asked], list[AnyEvent]]
Due = Callable[[Hall, Asked], list[AnyEvent]]
"""What time alone makes happen; nothing, as soon as it has happened."""


class Rulebook:
    """The rules of one part of the hall, by the command that they decide."""

    def __init__(self) -> None:
        """Begin with none."""
        self._rules: dict[type[Command], Callable[..., list[AnyEvent]]] = {}
        self.dues: list[Due] = []

    def rule(self, kind: type[C]) -> Callable[[Rule[C]], Rule[C]]:
        """Let the function below decide commands of this kind."""

        def kept(rule: Rule[C]) -> Rule[C]:
            self._rules[kind] = rule
            return rule

        return kept

    def due(self, rule: Due) -> Due:
        """Let the function below say what is due whenever the hub looks at its clock."""
        self.dues.append(rule)
        return rule

    def __iter__(self) -> Iterator[tuple[type[Command], Callable[..., list[AnyEvent]]]]:
        """Every kind of command with its rule."""
        return iter(self._rules.items())


def together(books: Iterable[Rulebook], kinds: Iterable[type]) -> dict[type, Callable[..., list[AnyEvent]]]:
    """Put the books together.

    Raises:
        LookupError: a command has no rule, or two.
    """
    found: dict[type, Callable[..., list[AnyEvent]]] = {}
    for book in books:
        for kind, rule in book:
            if kind in found:
                raise LookupError(f"two rules decide {kind.__name__}")
            found[kind] = rule
    missing = [kind.__name__ for kind in kinds if kind not in found]
    if missing:
        raise LookupError(f"no rule decides {', '.join(missing)}")
    return found
