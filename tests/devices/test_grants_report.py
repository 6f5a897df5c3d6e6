"""``hall report grants`` prints who granted priority, day by day, and marks what is worth a look."""

from __future__ import annotations

import csv
from datetime import timedelta
from pathlib import Path

from click.testing import CliRunner

from config.load import load
from devices.__main__ import main
from devices.hub.events import AnyEvent, ClassGranted, TicketTaken
from devices.hub.files import Files
from devices.hub.journal import Entry, Journal
from devices.kinds import FAMILIES
from devices.link.words import VisitorClass
from tests.halls import MORNING

DEMO = Path("config/halls/demo")


def taken_and_granted(grantor: str, count: int, days: int) -> list[AnyEvent]:
    found: list[AnyEvent] = []
    for n in range(count):
        at, name = MORNING + timedelta(days=days, minutes=n), f"{grantor}-{days}-{n}"
        found.append(
            TicketTaken(
                at=at,
                by="kiosk:K1",
                ticket=name,
                number=f"A{len(grantor)}{name}",
                count=1,
                queue="a",
                item="a-1",
                visitor_class=VisitorClass.ORDINARY,
                place="K1",
                order_at=at,
            )
        )
        found.append(
            ClassGranted(
                at=at,
                by="desk:desk-1",
                ticket=name,
                ground="disabled",
                visitor_class=VisitorClass.PRIORITY,
                evidence="残疾人证",
                grantor=grantor,
            )
        )
    return found


def report(data: Path, *words: str) -> str:
    done = CliRunner().invoke(
        main, ["report", "grants", "--hall", str(DEMO), "--data", str(data), "--date", "2026-03-03", *words]
    )
    assert done.exit_code == 0, done.output
    return done.output


def test_the_report_names_grantors_grounds_evidence_and_what_is_worth_a_look(tmp_path: Path) -> None:
    guide = load(DEMO, kinds=FAMILIES).clerks[0]
    journal = Journal(Files(tmp_path).journal)
    events = (
        *taken_and_granted("x", 1, 0),
        *taken_and_granted("y", 3, 0),
        *taken_and_granted(guide.number, 1, 1),
        *taken_and_granted("x", 12, 1),
        *taken_and_granted("kiosk:K1", 2, 1),
    )
    journal.append([Entry(command_id="all", principal="x", digest="d", answer=b"null", events=events)])
    journal.close()
    rows = [line.split() for line in report(tmp_path).splitlines()[2:]]
    assert [row[:3] for row in rows[:2]] == [["2026-03-02", "x", "1"], ["2026-03-02", "y", "3"]]
    mine = next(row for row in rows if guide.number in row)
    assert mine[2:] == [guide.name, "1", "7%", "残疾人", "1", "残疾人证", "1"]
    assert [row[1] for row in rows if "请核查" in row] == ["x"]
    assert next(row[2] for row in rows if "kiosk:K1" in row) == "自动（按规则）"
    assert len(report(tmp_path, "--days", "1").splitlines()) == 5
    sheet = list(csv.reader(report(tmp_path, "--csv").splitlines()))
    assert [row[1] for row in sheet] == ["工号", *(row[1] for row in rows)]
