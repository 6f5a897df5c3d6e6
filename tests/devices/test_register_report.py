"""``hall report results`` and ``acceptances``: who got what on which evidence, and who passed at once."""

from __future__ import annotations

import csv
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from config.load import load
from devices.__main__ import main
from devices.command_line import FAILED
from devices.hub.events import (
    AnyEvent,
    CaseAccepted,
    DeliveryChosen,
    ResultArrived,
    ResultHandedOver,
    ResultInLocker,
    ResultNotified,
    ResultSent,
)
from devices.hub.files import Files
from devices.hub.journal import Entry, Journal
from devices.hub.vault import Contact, Vault
from devices.kinds import FAMILIES
from devices.link.words import Delivery, Evidence, NoticeWay
from tests.halls import MORNING

DEMO = Path("config/halls/demo")
LONG_AGO = MORNING - timedelta(days=90)


def write(data: Path, *events: AnyEvent) -> None:
    journal = Journal(Files(data).journal)
    journal.append([Entry(command_id="all", principal="x", digest="d", answer=b"null", events=events)])
    journal.close()


def report(data: Path, *words: str) -> Result:
    where = ["--hall", str(DEMO), "--data", str(data), "--date", "2026-03-02"]
    return CliRunner().invoke(main, ["report", *words, *where])


def arrived(name: str, item: str, contact: str | None = None) -> ResultArrived:
    return ResultArrived(
        at=LONG_AGO, by="integration", result=name, code=f"JG-{name}", item=item, contact=contact
    )


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A day on which one result was fetched, one taken from the locker, one posted, and one not moved."""
    item = load(DEMO, kinds=FAMILIES).items[0].code
    vault = Vault(Files(tmp_path).vault, Files(tmp_path).key)
    vault.keep_contact("c-1", Contact("张建国", "13900001111"))
    vault.close()

    def given(name: str, n: int, evidence: Evidence, *, window: int = 0) -> ResultHandedOver:
        return ResultHandedOver(
            at=MORNING + timedelta(minutes=n),
            by="x",
            result=name,
            paper=f"p{n}",
            number=f"LQ20260302-00{n}",
            count=n,
            clerk="1001" if window else "",
            window=window,
            person_checked=evidence is Evidence.ID_SHOWN,
            evidence=evidence,
        )

    write(
        tmp_path,
        *(arrived(name, item, "c-1" if name == "1" else None) for name in "1234"),
        ResultNotified(at=LONG_AGO + timedelta(days=1), by="x", result="1", how=NoticeWay.SMS),
        given("1", 1, Evidence.AUTHORITY, window=8),
        ResultInLocker(at=MORNING, by="x", result="2", locker="A1"),
        given("2", 2, Evidence.LOCKER_CODE),
        DeliveryChosen(at=MORNING, by="x", result="3", way=Delivery.MAIL),
        ResultSent(at=MORNING, by="x", result="3", waybill="EA123456789CN", clerk="1001"),
    )
    return tmp_path


def test_the_register_says_who_got_what_when_on_which_evidence_from_whom(data: Path) -> None:
    done = report(data, "results", "--csv")
    assert done.exit_code == 0, done.output
    head, *rows = list(csv.reader(done.output.splitlines()))
    lines = [dict(zip(head, row, strict=True)) for row in rows]
    assert [line["结果编号"] for line in lines] == ["JG-1", "JG-2", "JG-3"]
    first, locker, posted = lines
    assert (first["时间"], first["凭证编号"]) == ("2026-03-02 09:31", "LQ20260302-001")
    assert (first["申请人"], first["核验"], first["窗口"]) == ("张*", "委托书及受托人证件", "8")
    assert (first["到件时间"][:10], first["通知时间"][:10]) == ("2025-12-02", "2025-12-03")
    assert (locker["送达方式"], locker["核验"], locker["经办人"]) == ("取件柜", "取件码", "")
    assert (posted["送达方式"], posted["邮单号"]) == ("邮寄", "EA123456789CN")
    assert (posted["凭证编号"], posted["核验"]) == ("", "")
    assert "13900001111" not in done.output
    assert "建国" not in done.output


def test_the_register_can_be_read_without_a_spreadsheet_and_after_an_erasure(data: Path) -> None:
    vault = Vault(Files(data).vault, Files(data).key)
    vault.erase("c-1")
    vault.close()
    done = report(data, "results")
    assert done.exit_code == 0, done.output
    assert len(done.output.splitlines()) == 5
    assert "张" not in done.output
    Files(data).vault.unlink()
    assert report(data, "results").exit_code == 0


def test_a_vault_that_does_not_open_ends_the_report(data: Path) -> None:
    Files(data).key.unlink()
    done = report(data, "results")
    assert done.exit_code == FAILED
    assert "hall report" in done.output


def test_the_rate_of_cases_that_passed_at_once_is_told_with_and_without_advice(tmp_path: Path) -> None:
    def case(n: int, days: int, *, first: bool, advised: bool = False) -> CaseAccepted:
        return CaseAccepted(
            at=MORNING - timedelta(days=days),
            by="x",
            paper=f"p{n}",
            number=f"SL-{n}",
            count=n,
            ticket=f"t{n}",
            ticket_number="A001",
            window=1,
            clerk="1001",
            item="a-1",
            first_pass=first,
            advised=advised,
        )

    good = [case(n, 1, first=True, advised=n % 2 == 0) for n in range(20)]
    write(tmp_path, *good, case(20, 0, first=False), case(21, 0, first=True, advised=True))
    done = report(tmp_path, "acceptances")
    assert done.exit_code == 0, done.output
    rows = [line.split() for line in done.output.splitlines()[2:]]
    assert rows == [
        ["2026-03-01", "20", "20", "100.0%", "10", "10", "100.0%"],
        ["2026-03-02", "2", "1", "50.0%", "1", "1", "100.0%", "低于", "95%"],
    ]
    sheet = list(csv.reader(report(tmp_path, "acceptances", "--csv").output.splitlines()))
    assert [row[:4] for row in sheet] == [["日期", "受理", "一次通过", "通过率"], *(row[:4] for row in rows)]
