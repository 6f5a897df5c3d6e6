"""The data folder of a hall that has had some days: a journal of a history, a vault, a register, tokens."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from devices.hub.backup import Source
from devices.hub.events import AnyEvent
from devices.hub.evolve import evolve
from devices.hub.files import Files
from devices.hub.journal import Entry, Journal
from devices.hub.staff_register import MARK, StaffRegister
from devices.hub.state import Hall
from devices.hub.tokens import Tokens
from devices.hub.vault import Contact, Vault
from devices.link.jobs import CardRead
from devices.link.words import Role
from tests.devices.hub.histories import HALL, Lived, go_on, played

CARD = CardRead(job="j", card_type="id", name="陈静", id_number="11010519491231002X", born=date(1949, 12, 31))
NUMBERS = list(range(60))


def entries_of(events: list[AnyEvent]) -> list[Entry]:
    """The events as commands: those of one moment belong together, and some commands change nothing."""
    groups: list[list[AnyEvent]] = []
    for event in events:
        if groups and groups[-1][-1].at == event.at and len(groups[-1]) < 7:
            groups[-1].append(event)
        else:
            groups.append([event])
    entries = []
    for n, group in enumerate(groups):
        entries.append(entry(f"said-{n:05}", *group))
        if n % 5 == 0:
            entries.append(entry(f"nothing-{n:05}"))
    return entries


def entry(name: str, *events: AnyEvent) -> Entry:
    return Entry(command_id=name, principal="kiosk:K1", digest="d", answer=b"null", events=events)


def journal_of(path: Path, events: list[AnyEvent], algorithm: str = "sha256") -> list[Entry]:
    """Write a history as a journal; returns its commands."""
    entries = entries_of(events)
    with closing(Journal(path, algorithm)) as journal:
        journal.append(entries)
    return entries


def data_of(folder: Path, p: Lived | None = None) -> Source:
    """Everything that a hub leaves of a history."""
    files = Files(folder / "data")
    journal_of(files.journal, (p or played(NUMBERS)).events)
    with closing(Vault(files.vault, files.key)) as vault:
        vault.remember(CARD)
        vault.keep_contact("c1", Contact(name="陈静", phone="13800000000"))
        vault.keep_words("w1", "谢谢")
        StaffRegister(files.staff, partial(vault.mark, MARK), partial(datetime.now, UTC)).close()
    with closing(Tokens(files.tokens)) as tokens:
        tokens.make(Role.KIOSK, "K1")
    return Source(data=files.data, name="myhall", hall="测试大厅")


def long_life(numbers: list[int], more: list[int], days: int = 250) -> Lived:
    """Two stretches of a hall's life with many days between them."""
    p = played(numbers)
    p.later(days=days)
    go_on(p, more)
    return p


def replayed(path: Path) -> Hall:
    """The hall that a hub finds when it starts on this journal."""
    hall = Hall(HALL)
    with closing(Journal(path)) as journal:
        for event in journal.recent():
            evolve(hall, event)
    return hall
