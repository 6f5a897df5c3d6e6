"""What the hub does at once: commands that wait for their turn, and what one batch of them comes to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from devices.hub.journal import Entry, Journal, JournalUnsure
from devices.hub.people import Principal
from devices.hub.rules.proof import Proof
from devices.hub.vault import Contact, Vault
from devices.link import commands as c
from devices.link.messages import Done, No
from devices.link.refusals import REFUSALS


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


def refused(name: str, code: str) -> No:
    """The answer to a command that was refused."""
    sentence = REFUSALS[code]
    return No(id=name, code=code, zh=sentence.zh, en=sentence.en)


def write(journal: Journal, vault: Vault, entries: list[Entry], turn: Turn) -> None:
    """Write a turn, its words and contacts before the events that name them; blocks.

    Raises:
        JournalFailed: nothing of it was written; rows that were made for it are gone again.
        JournalUnsure: the disk keeps it from being known.
        VaultFailed: the vault could not be written, and so nothing was.
    """
    made: list[str] = []
    try:
        for row, text in turn.words.items():
            vault.keep_words(row, text)
            made.append(row)
        for row, contact in turn.contacts.items():
            if vault.keep_contact(row, contact):
                made.append(row)
        journal.append(entries)
    except JournalUnsure:
        # Should the next hub find the commands, it must find their words too.
        raise
    except Exception:
        for row in made:
            vault.erase(row)
        raise
