from __future__ import annotations

import httpx
import pytest

from devices.hub.backup_status import BackupState, BackupStatus
from devices.hub.certificate_status import CertificateState, CertificateStatus
from devices.sync.protocol import Status, SyncState
from devices.web.app import make_app
from tests.devices.web.halls import GOOD, PaperHall, browser, clock, well


async def asked(hall: PaperHall, host: str = "127.0.0.1", token: str = "") -> httpx.Response:
    async with browser(make_app(hall, clock=clock), host=host, token=token) as client:
        return await client.get("/health")


async def test_a_hub_that_is_well_says_so_with_its_figures() -> None:
    answer = await asked(PaperHall())

    assert answer.status_code == 200
    assert answer.json() == {
        "state": "ok",
        "reasons": [],
        "events": 42,
        "last_event_age_s": 1.5,
        "commit_failures": 0,
        "disk_free_mb": 51200,
        "links": {"kiosk": 2, "clerk": 1},
        "devices": {"ready": 1, "fault": 1, "away": 1},
        "sync": "off",
        "sync_behind": 0,
        "backup": "off",
        "certificate": "off",
    }


@pytest.mark.parametrize(
    ("changed", "code", "status"),
    [
        ({"journal_writable": False}, "journal_read_only", 503),
        ({"commit_failing": True}, "commit_failed", 503),
        ({"disk_free_bytes": 100 * 2**20}, "disk_low", 200),
        ({"sync": Status(state=SyncState.UNREACHABLE, behind_by=7)}, "sync_unreachable", 200),
        ({"sync": Status(state=SyncState.DIVERGED)}, "sync_diverged", 200),
        ({"backup": BackupStatus(state=BackupState.FAILED)}, "backup_failed", 200),
        ({"certificates": CertificateStatus(hub=CertificateState.ENDING)}, "certificate_ends", 200),
        ({"certificates": CertificateStatus(hub=CertificateState.ENDED)}, "certificate_ended", 200),
        ({"certificates": CertificateStatus(authority=CertificateState.ENDING)}, "authority_ends", 200),
    ],
)
async def test_what_is_wrong_has_a_reason_and_only_what_stops_commands_is_a_503(
    changed: dict[str, object], code: str, status: int
) -> None:
    hall = PaperHall()
    hall.now = well(**changed)

    answer = await asked(hall)

    assert answer.status_code == status
    assert answer.json()["state"] == "degraded"
    assert [reason["code"] for reason in answer.json()["reasons"]] == [code]
    assert all(reason["zh"] and reason["en"] for reason in answer.json()["reasons"])


async def test_a_hub_whose_writer_is_stuck_is_told_from_one_that_is_well() -> None:
    hall = PaperHall()
    hall.fails = TimeoutError()

    answer = await asked(hall)

    assert answer.status_code == 503
    assert [reason["code"] for reason in answer.json()["reasons"]] == ["not_answering"]


async def test_a_sync_that_is_idle_or_behind_is_no_trouble() -> None:
    for state in (SyncState.IDLE, SyncState.BEHIND):
        hall = PaperHall()
        hall.now = well(sync=Status(state=state, behind_by=3))

        assert (await asked(hall)).json()["state"] == "ok"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1"])
@pytest.mark.parametrize("path", ["/health", "/metrics"])
async def test_this_computer_needs_no_token(host: str, path: str) -> None:
    async with browser(make_app(PaperHall(), clock=clock), host=host) as client:
        assert (await client.get(path)).status_code == 200


@pytest.mark.parametrize("host", ["192.168.1.20", "10.0.0.1", "2001:db8::1", "not an address"])
@pytest.mark.parametrize("path", ["/health", "/metrics"])
async def test_another_computer_needs_one(host: str, path: str) -> None:
    app = make_app(PaperHall(), clock=clock)
    async with browser(app, host=host) as client:
        assert (await client.get(path)).status_code == 401
    async with browser(app, host=host, token=GOOD) as client:
        assert (await client.get(path)).status_code == 200
