"""What the hub does at once: commands that wait for their turn, and what one batch of them comes to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from devices.hub.journal import Entry
from devices.hub.people import Principal
from devices.hub.rules.proof import Proof
from devices.hub.vault import Contact
from devices.link import commands as c
from devices.link.messages import Done, No


@dataclass(frozen=True, kw_only=True)
class Said:
    """A command that waits for its turn; ``digest`` is keyed and holds no card and no PIN."""

    by: Principal
    id: str
    command: c.AnyCommand
    digest: str
    proof: Proof
    answer: asyncio.Future[Done | No]


@dataclass
class Turn:
    """What one batch comes to, until it is written and told.

    Attributes:
        words: free words to keep, by their row in the vault.
        contacts: names and phones to keep, by their row.
        torn: whether a change broke off in the middle, so that the hall is no longer what its events say.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    replies: list[tuple[Said, Done | No]] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    contacts: dict[str, Contact] = field(default_factory=dict)
    torn: bool = False


class Torn(Exception):
    """A change of the hall broke off in the middle; the cause is a bug of ours."""


@dataclass(frozen=True)
class Look:
    """Somebody who wants to see the hall between two batches."""

    look: Callable[[], None]
