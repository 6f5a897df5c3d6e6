"""The scanner's driver as a script, and with the pretend scanner under a pretend clock."""

from __future__ import annotations

import pytest

from devices.link.jobs import CodeRead, DeviceIs, ReadCard, ReadCode, WorkDone, WorkFailed
from devices.link.words import DeviceState
from devices.scanners.driver import CodeScanner
from devices.virtual.scanner import VirtualScanner
from tests.devices.wirebench import Bench


def ready(**options: str) -> CodeScanner:
    driver = CodeScanner(options)
    driver.connected(0.0)
    driver.news()
    driver.outbox()
    return driver


def read(job: str, data: bytes) -> list[CodeRead | WorkDone]:
    return [CodeRead(job=job, data=data), WorkDone(job=job)]


def test_an_open_line_is_all_that_is_known_of_a_scanner() -> None:
    driver = CodeScanner()

    driver.connected(0.0)
    assert driver.news() == [DeviceIs(state=DeviceState.READY)]
    driver.lost(1.0, "unplugged")
    assert driver.news() == [DeviceIs(state=DeviceState.FAULT, fault="unplugged")]


def test_a_code_is_read_once() -> None:
    driver = ready()

    driver.begin("j1", ReadCode(), 1.0)
    driver.receive(b"YY-0001\r\n", 2.0)

    assert driver.news() == read("j1", b"YY-0001")
    assert driver.idle
    assert driver.outbox() == []


def test_a_code_ended_by_silence_is_read_at_the_drivers_deadline() -> None:
    driver = ready()
    driver.begin("j1", ReadCode(), 1.0)
    driver.receive(b"YY-0001", 2.0)
    assert driver.deadline is not None

    driver.tick(driver.deadline)

    assert driver.news() == read("j1", b"YY-0001")


def test_what_is_scanned_when_nobody_was_asked_is_dropped() -> None:
    driver = ready()
    driver.receive(b"YY-0001\r", 1.0)

    driver.begin("j1", ReadCode(), 1.1)

    assert driver.news() == []
    driver.receive(b"YY-0002\r", 1.2)
    assert driver.news() == read("j1", b"YY-0002")


def test_a_code_that_began_before_the_job_is_the_visitors_before() -> None:
    driver = ready()
    driver.receive(b"YY-00", 1.0)

    driver.begin("j1", ReadCode(), 1.0)
    driver.receive(b"01\r", 1.01)

    assert driver.news() == []
    assert not driver.idle


def test_a_code_dropped_before_the_job_may_be_shown_again_at_once() -> None:
    driver = ready()
    driver.receive(b"YY-0001\r", 1.0)

    driver.begin("j1", ReadCode(), 1.1)
    driver.receive(b"YY-0001\r", 1.2)

    assert driver.news() == read("j1", b"YY-0001")


def test_a_scanner_that_fires_twice_does_not_answer_the_next_job() -> None:
    driver = ready()
    driver.begin("j1", ReadCode(), 1.0)
    driver.receive(b"YY-0001\r", 1.1)
    driver.news()

    driver.begin("j2", ReadCode(), 1.2)
    driver.receive(b"YY-0001\r", 1.3)
    assert driver.news() == []
    driver.receive(b"YY-0001\r", 3.2)

    assert driver.news() == read("j2", b"YY-0001")


def test_a_visitor_without_a_code_ends_the_wait() -> None:
    driver = ready()
    driver.begin("j1", ReadCode(timeout_s=5), 1.0)

    assert driver.deadline == 6.0
    driver.tick(6.0)

    assert driver.news() == [WorkFailed(job="j1", cause="nobody")]


def test_revoking_ends_the_wait() -> None:
    driver = ready()
    driver.begin("j1", ReadCode(), 1.0)

    driver.revoke("j0", 1.5)
    assert not driver.idle
    driver.revoke("j1", 1.5)
    driver.receive(b"YY-0001\r", 1.6)

    assert driver.news() == [WorkFailed(job="j1", cause="revoked")]


def test_an_unplugged_scanner_has_certainly_read_nothing() -> None:
    driver = ready(trigger="honeywell")
    driver.begin("j1", ReadCode(), 1.0)
    driver.receive(b"YY-", 1.1)

    driver.lost(1.2, "unplugged")

    assert driver.news()[0] == WorkFailed(job="j1", cause="unplugged")
    assert driver.outbox() == []
    assert driver.deadline is None


def test_other_work_is_refused() -> None:
    driver = ready()

    driver.begin("j1", ReadCard(), 1.0)

    assert driver.news() == [WorkFailed(job="j1", cause="wrong_work")]
    assert driver.idle


@pytest.mark.parametrize(
    ("trigger", "on", "off"),
    [
        ("honeywell", "16 54 0D", "16 55 0D"),
        ("newland", "01 54 04", "01 50 04"),
        ("datalogic", "54", "58"),
    ],
)
def test_a_triggered_scanner_looks_while_a_code_is_waited_for(trigger: str, on: str, off: str) -> None:
    driver = CodeScanner({"trigger": trigger})
    driver.connected(0.0)
    assert driver.outbox() == [bytes.fromhex(off)]

    driver.begin("j1", ReadCode(), 1.0)
    assert driver.outbox() == [bytes.fromhex(on)]
    driver.tick(3.5)
    assert driver.outbox() == [bytes.fromhex(on)], "engines stop looking by themselves"
    driver.receive(b"YY-0001\r", 4.0)
    assert driver.outbox() == [bytes.fromhex(off)]


def test_trigger_bytes_may_be_said_in_the_settings() -> None:
    driver = CodeScanner({"trigger": "newland", "trigger_on": "7E 01", "trigger_off": ""})

    driver.connected(0.0)
    driver.begin("j1", ReadCode(), 0.0)
    driver.revoke("j1", 0.5)

    assert driver.outbox() == [b"\x7e\x01"]


@pytest.mark.parametrize(
    "options",
    [{"trigger": "zebra"}, {"trigger_on": "xy"}, {"suffix": "tab"}, {"aim": "perhaps"}],
)
def test_an_unreadable_option_is_named(options: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=f"option {next(iter(options))}"):
        CodeScanner(options)


def test_the_suffix_and_aim_options_are_obeyed() -> None:
    driver = ready(suffix="etx", aim="no")
    driver.begin("j1", ReadCode(), 1.0)

    driver.receive(b"]Q1one\rtwo\x03", 1.1)

    assert driver.news() == read("j1", b"]Q1one\rtwo")


@pytest.mark.parametrize("trigger", ["none", "honeywell", "newland", "datalogic"])
@pytest.mark.parametrize(
    ("prefix", "suffix"), [(b"", b"\r"), (b"\x02", b"\x03"), (b"]Q1", b"\r\n"), (b"", b"")]
)
def test_the_pretend_scanner_is_served_in_every_set_up(trigger: str, prefix: bytes, suffix: bytes) -> None:
    bench = Bench(CodeScanner({"trigger": trigger}))
    scanner = VirtualScanner(bench, prefix=prefix, suffix=suffix, trigger=trigger)
    bench.connect()
    bench.run(1)
    assert scanner.looking is (trigger == "none")

    bench.begin("j1", ReadCode())
    bench.run(4)
    scanner.show("郑州号A001".encode("gbk"))
    bench.run(1)

    assert bench.of("j1") == read("j1", "郑州号A001".encode("gbk"))
    assert scanner.looking is (trigger == "none")
    assert scanner.pulls == (0 if trigger == "none" else 2)


def test_a_silent_scanner_is_a_visitor_who_shows_nothing() -> None:
    bench = Bench(CodeScanner())
    scanner = VirtualScanner(bench)
    scanner.silent = True
    bench.connect()
    bench.begin("j1", ReadCode(timeout_s=3))
    scanner.show(b"YY-0001")

    bench.run(5)

    assert bench.of("j1") == [WorkFailed(job="j1", cause="nobody")]
