"""A printer's condition is told when it changes, and not at every flutter of a sensor."""

from __future__ import annotations

from devices.link.jobs import DeviceIs
from devices.link.words import DeviceState
from devices.printers.condition import Condition, Told
from devices.printers.status import Status

READY, DEGRADED, FAULT = DeviceState.READY, DeviceState.DEGRADED, DeviceState.FAULT


def test_the_cause_a_person_can_mend_comes_first() -> None:
    condition = Condition()
    assert condition.fault == ""
    condition.learn(Status(offline=True))
    assert condition.fault == "offline"
    condition.learn(Status(cutter=True, error=True))
    assert condition.fault == "cutter"
    condition.learn(Status(paper_out=True))
    assert condition.fault == "paper_out"
    condition.learn(Status(cover_open=True))
    assert condition.fault == "cover_open"


def test_a_status_that_does_not_speak_of_something_leaves_it_as_it_was() -> None:
    condition = Condition()
    condition.learn(Status(paper_out=True))
    condition.learn(Status(cover_open=False))
    assert condition.fault == "paper_out"


def test_the_cutter_is_free_when_there_is_no_error_any_more() -> None:
    condition = Condition()
    condition.learn(Status(cutter=True, error=True))
    condition.learn(Status(cover_open=False, error=False))
    assert condition.fault == ""


def test_a_fault_is_told_at_once_and_only_once() -> None:
    told = Told(2.0)
    assert told.see(READY, "", 0) == DeviceIs(state=READY)
    assert told.see(FAULT, "paper_out", 1) == DeviceIs(state=FAULT, fault="paper_out")
    assert told.see(FAULT, "paper_out", 2) is None


def test_that_a_fault_is_over_is_told_when_it_has_stayed_so() -> None:
    told = Told(2.0)
    told.see(FAULT, "cover_open", 0)
    assert told.see(READY, "", 1) is None
    assert told.deadline == 3
    assert told.see(READY, "", 2.9) is None
    assert told.see(READY, "", 3) == DeviceIs(state=READY)
    assert told.deadline is None


def test_a_sensor_that_flutters_is_told_once() -> None:
    told = Told(2.0)
    news = [told.see(*(DEGRADED, "paper_low") if i % 2 else (READY, ""), i * 0.5) for i in range(20)]
    assert [n for n in news if n] == [DeviceIs(state=READY), DeviceIs(state=DEGRADED, fault="paper_low")]


def test_another_fault_is_told_at_once() -> None:
    told = Told(2.0)
    told.see(FAULT, "paper_out", 0)
    assert told.see(FAULT, "cover_open", 0.1) == DeviceIs(state=FAULT, fault="cover_open")


def test_a_printer_that_starts_is_ready_without_delay() -> None:
    told = Told(2.0)
    told.see(DeviceState.STARTING, "", 0)
    assert told.see(READY, "", 0.1) == DeviceIs(state=READY)
