from __future__ import annotations

from datetime import UTC, datetime

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from devices.hub.certificate_status import CertificateState, CertificateStatus
from devices.hub.tally import BUCKETS_S, Tally
from devices.link.commands import CallNext, TakeTicket
from devices.sync.protocol import Status, SyncState
from devices.web.app import make_app
from tests.devices.web.halls import PaperHall, browser, clock, well

Samples = dict[tuple[str, tuple[tuple[str, str], ...]], float]


async def scraped(hall: PaperHall, accept: str = "") -> httpx.Response:
    async with browser(make_app(hall, clock=clock)) as client:
        return await client.get("/metrics", headers={"Accept": accept} if accept else {})


def samples(text: str) -> Samples:
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def test_queues_windows_and_devices_are_gauged() -> None:
    found = samples((await scraped(PaperHall())).text)

    assert found["hall_tickets_waiting", (("queue", "affairs"),)] == 7
    assert found["hall_wait_minutes", (("end", "high"), ("queue", "affairs"))] == 20
    assert found["hall_windows", (("state", "open"),)] == 1
    assert found["hall_windows", (("state", "paused"),)] == 1
    assert found["hall_devices", (("state", "fault"),)] == 1
    assert found["hall_device_ready", (("device", "printer-1"), ("kind", "escpos"))] == 1
    assert found["hall_device_ready", (("device", "strip-2"), ("kind", "strip"))] == 0


async def test_commands_and_commits_are_counted_as_the_hub_did() -> None:
    tally = Tally()
    for _ in range(3):
        tally.answered(TakeTicket(item="x"), "done")
    tally.answered(CallNext(), "nobody_waiting")
    tally.committed(3, 0.004)
    tally.committed(1, 0.3)
    tally.committed(1, 9.0)
    tally.commit_failures = 2
    hall = PaperHall()
    hall.now = well(tally=tally)

    found = samples((await scraped(hall)).text)

    assert found["hall_commands_total", (("command", "take_ticket"), ("outcome", "done"))] == 3
    assert found["hall_commands_total", (("command", "call_next"), ("outcome", "nobody_waiting"))] == 1
    assert found["hall_commit_seconds_bucket", (("le", "0.002"),)] == 0
    assert found["hall_commit_seconds_bucket", (("le", "0.005"),)] == 1
    assert found["hall_commit_seconds_bucket", (("le", "0.5"),)] == 2
    assert found["hall_commit_seconds_bucket", (("le", "+Inf"),)] == 3
    assert found["hall_commit_seconds_count", ()] == 3
    assert found["hall_commit_seconds_sum", ()] == pytest.approx(9.304)
    assert found["hall_committed_commands_total", ()] == 5
    assert found["hall_commit_failures_total", ()] == 2
    assert len([name for name, _ in found if name == "hall_commit_seconds_bucket"]) == len(BUCKETS_S) + 1


async def test_links_and_sync_are_told() -> None:
    hall = PaperHall()
    hall.now = well(sync=Status(state=SyncState.UNREACHABLE, behind_by=31, last_error="no route"))

    answer = await scraped(hall)
    found = samples(answer.text)

    assert found["hall_links", (("role", "kiosk"),)] == 2
    assert found["hall_links", (("role", "admin"),)] == 0
    assert found["hall_sync_behind_events", ()] == 31
    assert found["hall_sync_state", (("state", "unreachable"),)] == 1
    assert found["hall_sync_state", (("state", "off"),)] == 0
    assert "no route" not in answer.text


async def test_when_certificates_end_is_told_where_there_are_some() -> None:
    name = "hall_certificate_ends_timestamp_seconds"
    hall = PaperHall()
    assert not [found for found, _ in samples((await scraped(hall)).text) if found == name]
    ends_at = datetime(2027, 3, 2, tzinfo=UTC)
    hall.now = well(certificates=CertificateStatus(hub=CertificateState.GOOD, hub_ends_at=ends_at))

    found = samples((await scraped(hall)).text)

    assert found[name, (("of", "hub"),)] == ends_at.timestamp()
    assert (name, (("of", "authority"),)) not in found


async def test_a_hall_without_events_has_no_age_of_the_newest() -> None:
    hall = PaperHall()
    hall.now = well(last_event_age_s=None, events=0)

    found = samples((await scraped(hall)).text)

    assert ("hall_journal_last_event_age_seconds", ()) not in found
    assert found["hall_journal_events_total", ()] == 0


async def test_open_metrics_is_spoken_to_who_asks() -> None:
    answer = await scraped(PaperHall(), "application/openmetrics-text; version=1.0.0")

    assert answer.headers["content-type"].startswith("application/openmetrics-text")
    assert answer.text.endswith("# EOF\n")
