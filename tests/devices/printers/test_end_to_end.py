"""Driver, runner, transport and pretend printer together, over a real pty and a real socket."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from devices import runner as runner_module
from devices.link.jobs import (
    AnyNews,
    DeviceIs,
    PrintSheet,
    PrintSlip,
    Sheet,
    WorkDone,
    WorkFailed,
    WorkStarted,
    WorkUnknown,
)
from devices.link.messages import Job
from devices.link.words import DeviceState
from devices.printers import driver, health, proof, questions
from devices.printers.driver import EscPosPrinter
from devices.runner import DeviceRunner
from devices.transports.ports import open_port
from devices.virtual.lines import Line, PtyLine, TcpLine
from devices.virtual.paper import render
from devices.virtual.printer import BUFFER_BYTES, VirtualPrinter
from tests.devices.printers.sheets import LONG, NOTICE, SUPPLEMENT
from tests.devices.printers.slips import EN, ZH


@dataclass
class Listener:
    """Stands for the hub: hears the news, says yes, and lets a test wait for what it wants to hear."""

    heard: list[AnyNews] = field(default_factory=list)
    on_start: Callable[[], None] = lambda: None
    _more: asyncio.Event = field(default_factory=asyncio.Event)

    async def started(self, device: str, news: WorkStarted) -> bool:
        self.tell(device, news)
        self.on_start()
        return True

    def tell(self, device: str, news: AnyNews) -> None:
        self.heard.append(news)
        self._more.set()

    async def until(self, wanted: AnyNews) -> None:
        async with asyncio.timeout(10):
            while wanted not in self.heard:
                self._more.clear()
                await self._more.wait()


@dataclass
class Bench:
    """One printer on one line, and everything that drives it."""

    line: Line
    printer: VirtualPrinter
    hub: Listener
    runner: DeviceRunner
    task: asyncio.Task[None]

    def print(self, job: str, *, english: bool = False) -> None:
        self.runner.give(Job(id=job, device="printer", work=PrintSlip(slip=EN if english else ZH)))

    def print_sheet(self, job: str, sheet: Sheet) -> None:
        self.runner.give(Job(id=job, device="printer", work=PrintSheet(sheet=sheet)))

    def jobs(self, job: str) -> list[AnyNews]:
        return [news for news in self.hub.heard if news.job == job]


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits ten seconds in a test: the same rules, with shorter times."""
    monkeypatch.setattr(driver, "CALM_S", 0.02)
    monkeypatch.setattr(driver, "LIMIT_S", 1.0)
    monkeypatch.setattr(driver, "GRACE_S", 0.4)
    monkeypatch.setattr(driver, "POLL_S", 0.1)
    monkeypatch.setattr(driver, "SLOWEST_BYTES_A_S", 1_000_000)
    monkeypatch.setattr(health, "SETTLE_S", 0.02)
    monkeypatch.setattr(health, "POLL_S", 0.1)
    monkeypatch.setattr(health, "HEARTBEAT_S", 0.3)
    monkeypatch.setattr(proof, "PROBE_S", 0.3)
    monkeypatch.setattr(proof, "DRAIN_S", 0.4)
    monkeypatch.setattr(questions, "ANSWER_S", 0.4)
    monkeypatch.setattr(questions, "QUIET_S", 0.02)
    monkeypatch.setattr(runner_module, "BACKOFF_S", (0.02,))


@pytest.fixture(params=["pty", "tcp"])
async def bench(request: pytest.FixtureRequest, tmp_path: Path, hurried: None) -> AsyncIterator[Bench]:
    line: Line = PtyLine(tmp_path / "printer") if request.param == "pty" else TcpLine()
    printer = VirtualPrinter(line)
    line.start()
    hub = Listener()
    runner = DeviceRunner("printer", EscPosPrinter({}), open_port(line.url, tmp_path), hub)
    task = asyncio.create_task(runner.run(), name="printer")
    await hub.until(DeviceIs(state=DeviceState.READY))
    yield Bench(line, printer, hub, runner, task)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    line.close()


async def test_tickets_are_printed_and_confirmed_by_the_printer(bench: Bench) -> None:
    bench.print("a")
    bench.print("b", english=True)
    await bench.hub.until(WorkDone(job="b"))
    assert bench.jobs("a") == [WorkStarted(job="a"), WorkDone(job="a")]
    assert len(bench.printer.tickets) == 2
    assert "不动产首次登记".encode("gbk") in bench.printer.tickets[0]
    assert bench.printer.violations == []


async def test_official_papers_are_printed_copy_by_copy_and_confirmed(bench: Bench) -> None:
    bench.print_sheet("a", NOTICE)
    bench.print_sheet("b", SUPPLEMENT)
    await bench.hub.until(WorkDone(job="b"))
    assert bench.jobs("a") == [WorkStarted(job="a"), WorkDone(job="a")]
    first, second, supplement = bench.printer.tickets
    assert "第一联".encode("gbk") in first
    assert "第二联".encode("gbk") in second
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(render(supplement))))
    assert found.text == SUPPLEMENT.qr
    assert bench.printer.violations == []


async def test_a_paper_longer_than_the_printers_buffer_comes_out_whole(bench: Bench) -> None:
    bench.print_sheet("a", LONG)
    await bench.hub.until(WorkDone(job="a"))
    (paper,) = bench.printer.tickets
    assert len(paper) > BUFFER_BYTES
    assert paper.count("种材料".encode("gbk")) == 40
    assert bench.printer.violations == []


async def test_a_long_paper_that_cannot_be_ended_is_struck_out_and_the_line_stays_alive(bench: Bench) -> None:
    bench.printer.paper_out_after(50)
    bench.print_sheet("a", LONG)
    await bench.hub.until(WorkUnknown(job="a", cause="paper_out"))
    # The buffer was never full: the printer still answers, and a new roll is noticed on the same line.
    bench.hub.heard.clear()
    bench.printer.load_paper()
    await bench.hub.until(DeviceIs(state=DeviceState.READY))
    bench.print("b")
    await bench.hub.until(WorkDone(job="b"))
    torso, ticket = bench.printer.tickets
    assert torso.count("种材料".encode("gbk")) < 40
    assert torso.index("以上未打完，作废".encode("gbk")) > torso.rindex("种材料".encode("gbk"))
    assert "不动产首次登记".encode("gbk") in ticket
    assert not any(isinstance(news, DeviceIs) and news.state is DeviceState.AWAY for news in bench.hub.heard)
    assert bench.printer.violations == []


async def test_without_paper_nothing_is_sent_and_with_paper_it_goes_on(bench: Bench) -> None:
    bench.printer.paper_out()
    bench.print("a")
    await bench.hub.until(WorkFailed(job="a", cause="paper_out"))
    assert bench.jobs("a") == [WorkFailed(job="a", cause="paper_out")]
    bench.printer.load_paper()
    bench.print("b")
    await bench.hub.until(WorkDone(job="b"))
    assert len(bench.printer.tickets) == 1


async def test_paper_that_ends_in_the_middle_leaves_the_ticket_unknown(bench: Bench) -> None:
    bench.printer.paper_out_after(5)
    bench.print("a")
    await bench.hub.until(WorkUnknown(job="a", cause="paper_out"))
    assert bench.printer.tickets == []
    bench.printer.load_paper()
    bench.print("b")
    await bench.hub.until(WorkDone(job="b"))
    # the rest of the first ticket came out when there was paper; that was not printed twice
    assert len(bench.printer.tickets) == 2
    assert bench.jobs("a")[-1] == WorkUnknown(job="a", cause="paper_out")


async def test_an_open_cover_is_told_and_closing_it_mends_it(bench: Bench) -> None:
    bench.printer.open_cover()
    await bench.hub.until(DeviceIs(state=DeviceState.FAULT, fault="cover_open"))
    bench.print("a")
    await bench.hub.until(WorkFailed(job="a", cause="cover_open"))
    bench.printer.close_cover()
    bench.print("b")
    await bench.hub.until(WorkDone(job="b"))


async def test_a_cutter_that_blocks_at_the_cut_leaves_the_ticket_unknown(bench: Bench) -> None:
    bench.printer.jam_cutter(at_cut=True)
    bench.print("a")
    await bench.hub.until(WorkUnknown(job="a", cause="cutter"))


async def test_a_silent_printer_fails_the_ticket(bench: Bench) -> None:
    bench.printer.hang()
    bench.print("a")
    await bench.hub.until(WorkFailed(job="a", cause="silent"))
    bench.printer.switch_off_and_on()
    bench.print("b")
    await bench.hub.until(WorkDone(job="b"))


async def test_garbage_confirms_nothing(bench: Bench) -> None:
    bench.hub.on_start = lambda: setattr(bench.printer, "garbage", b"\xff\x80 eeeh \r\n")
    bench.print("a")
    await bench.hub.until(WorkUnknown(job="a", cause="silent"))
    assert len(bench.printer.tickets) == 1


async def test_a_cable_pulled_in_the_middle_leaves_the_ticket_unknown_and_prints_nothing_twice(
    bench: Bench,
) -> None:
    def pull_soon() -> None:
        asyncio.get_running_loop().call_later(0.05, bench.line.unplug)

    bench.printer.paper_out_after(3)
    bench.hub.on_start = pull_soon
    bench.print("a")
    await bench.hub.until(WorkUnknown(job="a", cause="unplugged"))
    bench.hub.on_start = lambda: None
    bench.hub.heard.clear()
    bench.printer.switch_off_and_on()
    bench.printer.load_paper()
    bench.line.replug()
    await bench.hub.until(DeviceIs(state=DeviceState.READY))
    bench.print("b")
    await bench.hub.until(WorkDone(job="b"))
    assert len(bench.printer.tickets) == 1


async def test_a_line_that_takes_no_bytes_leaves_the_ticket_unknown(bench: Bench) -> None:
    bench.hub.on_start = bench.line.stall
    bench.print("a")
    await bench.hub.until(WorkUnknown(job="a", cause="silent"))
    assert bench.printer.tickets == []


@pytest.mark.parametrize("process_id", ["skip", "text"])
async def test_a_model_without_process_ids_prints_clean_tickets(
    process_id: str, tmp_path: Path, hurried: None
) -> None:
    line = PtyLine(tmp_path / "printer")
    printer = VirtualPrinter(line, process_id="skip" if process_id == "skip" else "text", automatic=False)
    line.start()
    hub = Listener()
    runner = DeviceRunner("printer", EscPosPrinter({}), open_port(line.url, tmp_path), hub)
    task = asyncio.create_task(runner.run(), name="printer")
    await hub.until(DeviceIs(state=DeviceState.READY))
    runner.give(Job(id="a", device="printer", work=PrintSlip(slip=ZH)))
    await hub.until(WorkDone(job="a"))
    assert printer.violations == []
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    line.close()


async def test_a_second_host_on_a_one_client_printer_finds_it_silent(tmp_path: Path, hurried: None) -> None:
    line = TcpLine()
    VirtualPrinter(line)
    line.start()
    first = open_port(line.url, tmp_path)
    await first.open()
    await first.write(b"\x10\x04\x01")
    assert await first.read() == b"\x12"
    hub = Listener()
    runner = DeviceRunner("printer", EscPosPrinter({}), open_port(line.url, tmp_path), hub)
    task = asyncio.create_task(runner.run(), name="printer")
    await hub.until(DeviceIs(state=DeviceState.FAULT, fault="silent"))
    await first.close()
    await hub.until(DeviceIs(state=DeviceState.READY))
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    line.close()
