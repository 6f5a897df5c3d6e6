"""How a day began, kept in a file: a start that has it finds the same hall as one that reads every day."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import ExitStack, closing
from copy import deepcopy
from datetime import timedelta
from pathlib import Path
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.schema import HallConfig, Hours
from devices.hub.dawn import Dawn
from devices.hub.events import AnyEvent
from devices.hub.hub import Hub
from devices.hub.journal import RECENT_DAYS, Journal, JournalFailed
from devices.hub.state import Hall
from devices.hub.vault import Vault
from devices.hub.waits import Waits
from devices.link import commands as c
from devices.link.messages import Done
from tests.devices.hub.clocks import Clock
from tests.devices.hub.data_folders import entry
from tests.devices.hub.doors import running
from tests.devices.hub.histories import HALL, Lived, go_on, played, tomorrow
from tests.devices.hub.played import BOOKING, KIOSK, clerk
from tests.devices.hub.test_histories import vars_of
from tests.devices.hub.test_hub import Breaking, code_of, ticket_of
from tests.halls import small_hall

TAKE = c.TakeTicket(item="a-1", paper=False)
CONFIG = small_hall(hours=Hours(closing="end"))


def sealed(data: bytes) -> str:
    return f"{len(data)}:{hash(data)}"


def lived(stretches: list[list[int]]) -> Lived:
    """A life of some days."""
    p = played(stretches[0])
    for numbers in stretches[1:]:
        tomorrow(p)
        go_on(p, numbers)
    return p


NUMBERS = st.lists(st.integers(0, 2**20), min_size=40, max_size=150)
LIVES = st.builds(lived, st.lists(NUMBERS, min_size=2, max_size=4))


def known(hall: Hall, waits: Waits) -> dict[str, object]:
    """All that a hub makes of its journal."""
    queues = [queue.id for queue in hall.config.queues]
    tickets = [ticket for ticket in hall.tickets.values() if ticket.queue in queues]
    served, taken = waits._served, waits._taken
    return {
        **vars_of(hall),
        "learned": waits._forecast.learned(),
        "pools": [waits._forecast.pool(queue) for queue in queues],
        "taken": taken,
        "served": hall.last_at and served.shown(hall.last_at),
        "said": [(waits.wait(hall, queue), waits.expected_min(hall, queue)) for queue in queues],
        "said of each": [waits.wait_of(hall, ticket) for ticket in tickets],
    }


def groups_of(events: list[AnyEvent], dice: Random) -> list[list[AnyEvent]]:
    """The events as the transactions of a hub: what happens at one moment is in one of them."""
    groups: list[list[AnyEvent]] = []
    for event in events:
        if groups and (groups[-1][-1].at == event.at or dice.random() < 0.7):
            groups[-1].append(event)
        else:
            groups.append([event])
    return groups


class Living:
    """A hub's way with its journal: follow, write, keep; and begin anew."""

    def __init__(self, folder: Path, config: HallConfig = HALL) -> None:
        self.file, self.config = folder / "dawn.json", config
        self.journal = Journal(folder / "journal.db")
        self.begin()

    def begin(self) -> None:
        self.dawn = Dawn(self.config, self.journal, self.file, sealed)
        self.hall, self.waits = self.dawn.replayed()

    def happen(self, name: str, events: list[AnyEvent]) -> None:
        for event in events:
            self.dawn.follow(event, self.hall, self.waits)
        self.journal.append([entry(name, *events)])
        self.dawn.keep(lambda write: write())

    def known(self) -> dict[str, object]:
        return known(self.hall, self.waits)

    def without_file(self) -> dict[str, object]:
        return known(*Dawn(self.config, self.journal, None, sealed).replayed())


@settings(max_examples=40, deadline=None)
@given(LIVES, st.integers(0, 2**20))
def test_a_start_with_the_file_finds_what_one_without_finds_at_any_moment_of_any_life(
    p: Lived, seed: int
) -> None:
    dice = Random(seed)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as files:
        hub = Living(Path(folder))
        files.enter_context(closing(hub.journal))
        for n, group in enumerate(groups_of(p.events, dice)):
            hub.happen(f"said-{n:05}", group)
            if dice.random() < 0.1:
                hub.begin()
        went_on = hub.known()
        hub.begin()

        assert hub.file.exists()
        assert hub.known() == went_on
        if p.events[-1].at - p.events[0].at < timedelta(days=RECENT_DAYS):
            assert hub.known() == hub.without_file()


def test_most_lives_of_the_tests_hold_waits_that_teach_and_things_that_outlast_a_night() -> None:
    taught = outlast = 0
    for seed in range(12):
        dice = Random(seed)
        p = lived([[dice.randrange(2**20) for _ in range(120)] for _ in range(3)])
        with tempfile.TemporaryDirectory() as folder:
            hub = Living(Path(folder))
            with closing(hub.journal):
                for n, group in enumerate(groups_of(p.events, dice)):
                    hub.happen(f"said-{n:05}", group)
            kept = msgspec.json.decode(hub.file.read_bytes().partition(b"\n")[2])["morning"]
        taught += bool(kept["past"]["learned"]["slopes"]["queues"])
        outlast += {"devices", "notices"} <= kept["hall"].keys()
    assert taught > 6
    assert outlast > 6


# The hub


def opened(folder: Path) -> Vault:
    return Vault(folder / "vault.db", folder / "keys" / "vault.key")


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return opened(tmp_path)


def hub_of(tmp_path: Path, vault: Vault, clock: Clock, config: HallConfig = CONFIG) -> Hub:
    return Hub(config, Breaking(tmp_path / "journal.db"), vault, clock, dawn=tmp_path / "dawn.json")


async def days_pass(hub: Hub, clock: Clock, days: int = 3) -> None:
    """Days with visitors who wait and are called; the last one is not over."""
    start = clock.now + timedelta(days=100)
    booking = c.BookAppointment(
        code="x",
        item="a-1",
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        name="陈静",
        phone="13800000000",
    )
    assert isinstance(await hub.do(BOOKING, "book-0001", booking), Done)
    for day in range(days):
        if day:
            clock.turn(days=1)
        await hub.do(clerk(1), f"sign-in-{day}", c.SignIn(clerk="0101"))
        await hub.do(clerk(1), f"open-{day:04}", c.OpenWindow())
        for n in range(4):
            ticket_of(await hub.do(KIOSK, f"touch-{day}-{n}", TAKE))
        for n in range(3):
            clock.turn(minutes=7)
            await hub.do(clerk(1), f"call-{day}-{n}", c.CallNext())
            await hub.do(clerk(1), f"start-{day}-{n}", c.Start())
            await hub.do(clerk(1), f"finish-{day}-{n}", c.Finish())


async def test_a_hub_starts_without_a_look_at_the_days_before(
    tmp_path: Path, vault: Vault, clock: Clock
) -> None:
    async with running(hub_of(tmp_path, vault, clock)) as hub:
        await days_pass(hub, clock)
        before = known(hub.hall, hub.waits)
    with closing(sqlite3.connect(tmp_path / "journal.db")) as conn, conn:
        (first,) = conn.execute("SELECT max(seq) FROM events WHERE kind = 'day_began'").fetchone()
        conn.execute("UPDATE events SET body = '{}' WHERE seq < ?", (first,))

    again = hub_of(tmp_path, opened(tmp_path), clock)
    assert known(again.hall, again.waits) == before
    assert again.hall.appointments.keys() == {"x"}
    again.close()
    (tmp_path / "dawn.json").unlink()
    with pytest.raises(JournalFailed):
        hub_of(tmp_path, vault, clock)


async def test_the_file_is_its_owners_alone_and_names_nobody(
    tmp_path: Path, vault: Vault, clock: Clock
) -> None:
    async with running(hub_of(tmp_path, vault, clock)) as hub:
        await days_pass(hub, clock)
    content = (tmp_path / "dawn.json").read_text("utf-8")

    assert (tmp_path / "dawn.json").stat().st_mode & 0o777 == 0o600
    assert '"appointments"' in content
    assert not [word for word in ("陈静", "13800000000") if word in content]


def torn(content: bytes) -> bytes:
    return content[: len(content) // 2]


def turned(content: bytes) -> bytes:
    return content[:-40] + bytes([content[-40] ^ 1]) + content[-39:]


@pytest.mark.parametrize(
    "change",
    [
        torn,
        turned,
        lambda content: b"",
        lambda content: b"\xff\n{}",
        lambda content: content.partition(b"\n")[2],
    ],
    ids=["torn", "a bit turned", "empty", "garbage", "no seal"],
)
async def test_a_damaged_file_is_made_anew_and_nobody_sees_a_difference(
    tmp_path: Path, vault: Vault, clock: Clock, change: Callable[[bytes], bytes]
) -> None:
    async with running(hub_of(tmp_path, vault, clock)) as hub:
        await days_pass(hub, clock)
        before = known(hub.hall, hub.waits)
    file = tmp_path / "dawn.json"
    whole = file.read_bytes()
    file.write_bytes(change(whole))

    again = hub_of(tmp_path, opened(tmp_path), clock)
    again.close()

    assert known(again.hall, again.waits) == before
    assert file.read_bytes() == whole


async def test_a_hall_whose_file_was_changed_reads_its_days_again(
    tmp_path: Path, vault: Vault, clock: Clock
) -> None:
    async with running(hub_of(tmp_path, vault, clock)) as hub:
        await days_pass(hub, clock)
    changed = msgspec.structs.replace(CONFIG, bookings=msgspec.structs.replace(CONFIG.bookings, no_shows=7))

    again = hub_of(tmp_path, opened(tmp_path), clock, changed)
    bare = Hub(changed, again.journal, again.vault, clock)
    again.close()

    assert known(again.hall, again.waits) == known(bare.hall, bare.waits)


async def test_a_journal_that_was_put_back_to_an_earlier_day_is_read_for_itself(
    tmp_path: Path, vault: Vault, clock: Clock
) -> None:
    async with running(hub_of(tmp_path, vault, clock)) as hub:
        await days_pass(hub, clock, days=2)
        early = tmp_path / "early.db"
        with closing(sqlite3.connect(tmp_path / "journal.db")) as of, closing(sqlite3.connect(early)) as to:
            of.backup(to)
        clock.turn(days=1)
        await hub.do(KIOSK, "touch-later", TAKE)
    for name in ("journal.db", "journal.db-wal", "journal.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    early.rename(tmp_path / "journal.db")

    again = hub_of(tmp_path, opened(tmp_path), clock)
    bare = Hub(CONFIG, again.journal, again.vault, clock)
    again.close()

    assert known(again.hall, again.waits) == known(bare.hall, bare.waits)
    assert "touch-later" not in (tmp_path / "dawn.json").read_text("utf-8")


async def test_a_day_that_came_to_be_in_no_journal_is_not_kept(
    tmp_path: Path, vault: Vault, clock: Clock, expects_log: Callable[[str], None]
) -> None:
    expects_log("could not be written")
    async with running(hub_of(tmp_path, vault, clock)) as hub:
        await days_pass(hub, clock)
        await hub.settle()
        before, was = deepcopy(known(hub.hall, hub.waits)), (tmp_path / "dawn.json").read_bytes()
        assert isinstance(hub.journal, Breaking)
        hub.journal.broken = True
        clock.turn(days=1)
        assert code_of(await hub.do(KIOSK, "touch-lost", TAKE)) == "journal_failed"
        assert known(hub.hall, hub.waits) == before
        hub.journal.broken = False
        assert (tmp_path / "dawn.json").read_bytes() == was
        assert ticket_of(await hub.do(KIOSK, "touch-kept", TAKE)).number == "A001"
        now = known(hub.hall, hub.waits)
    again = hub_of(tmp_path, opened(tmp_path), clock)
    again.close()

    assert (tmp_path / "dawn.json").read_bytes() != was
    assert known(again.hall, again.waits) == now


async def test_a_file_that_cannot_be_written_or_read_keeps_no_hall_closed(
    tmp_path: Path, vault: Vault, clock: Clock, expects_log: Callable[[str], None]
) -> None:
    expects_log("How the day began could not be kept")
    expects_log("How the day began cannot be read")
    (tmp_path / "dawn.json").mkdir()
    async with running(hub_of(tmp_path, vault, clock)) as hub:
        await days_pass(hub, clock)
        before = known(hub.hall, hub.waits)
    again = hub_of(tmp_path, opened(tmp_path), clock)
    again.close()

    assert known(again.hall, again.waits) == before
