"""The clerk's panel as QML binds to it: the window, its visitor, who waits, and what may be done next.

Nothing is decided here: a step becomes a command, and the hub's rows say what came of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from caller import choices
from caller.desk import Desk, WaitingLine
from caller.errands import Errands
from caller.steps import KEYS, Step, main_step, possible
from caller.viewmodel_chooser import Chooser
from devices.link import commands as c
from devices.link.qt import HubLink
from devices.link.qtclock import HallClock
from devices.link.qtmodel import RowModel
from devices.link.words import DeviceState, TransferPlace

QML_IMPORT_NAME = "Caller.Model"
QML_IMPORT_MAJOR_VERSION = 1
QML_IMPORT_MINOR_VERSION = 0

GRID = (
    Step.RECALL,
    Step.NO_SHOW,
    Step.FINISH,
    Step.HOLD,
    Step.RESUME,
    Step.TRANSFER,
    Step.RETURN,
    Step.PAUSE,
    Step.CLOSE,
)
"""Steps below the main one, three in a row."""

SIMPLE: dict[Step, tuple[c.AnyCommand, ...]] = {
    Step.OPEN: (c.OpenWindow(),),
    Step.CALL_NEXT: (c.CallNext(),),
    Step.START: (c.Start(),),
    Step.FINISH_NEXT: (c.Finish(), c.CallNext()),
    Step.FINISH: (c.Finish(),),
    Step.RECALL: (c.Recall(),),
    Step.HOLD: (c.Hold(),),
}
"""Steps that need no further choice."""

THOUGHT_OVER: dict[Step, c.AnyCommand] = {
    Step.NO_SHOW: c.MarkNoShow(),
    Step.CLOSE: c.CloseWindow(),
    Step.SIGN_OUT: c.SignOut(),
}
"""Steps that no command undoes: they wait a few seconds in which they can be taken back."""

WORKS = (DeviceState.READY, DeviceState.DEGRADED, DeviceState.STARTING)


@dataclass(frozen=True)
class StepLine:
    """A step as its button shows it."""

    place: int
    step: Step
    count: int
    possible: bool


@QmlElement
class Panel(QObject):
    """Everything on the clerk's panel.

    Signals:
        changed(): some property has another value.
    """

    changed = Signal()

    def __init__(self, link: HubLink, clock: HallClock, english: bool = False) -> None:
        """Show the window of this session, with the hall's Chinese or English names."""
        super().__init__()
        self._link = link
        self._speaks_english = english
        self._desk = Desk(link, clock)
        self._errands = Errands(link, clock, self)
        self._chooser = Chooser(self)
        self._grid = RowModel[StepLine](
            {
                "step": lambda line: line.step.value,
                "keyName": lambda line: KEYS[line.step],
                "count": lambda line: line.count,
                "possible": lambda line: line.possible,
            },
            order=lambda line: line.place,
            key=lambda line: line.step.value,
            parent=self,
        )
        self._queue = RowModel[WaitingLine](
            {
                "number": lambda line: line.number,
                "visitorClass": lambda line: line.visitor_class,
                "slot": lambda line: line.slot,
                "minutes": lambda line: line.minutes,
                "returned": lambda line: line.returned,
                "why": lambda line: line.why,
                "first": lambda line: line.order == 1,
            },
            order=lambda line: line.order,
            key=lambda line: line.ticket,
            parent=self,
        )
        link.rowsChanged.connect(self._look)
        link.liveChanged.connect(self._look)
        link.welcomed.connect(self._look)
        link.refusedChanged.connect(self.changed)
        clock.ticked.connect(self._look)
        self._errands.changed.connect(self._look)
        self._look()

    # What the clerk does --------------------------------------------------------------------------

    @Slot(str)
    def go(self, step: str) -> None:
        """Take a step, if the window's state allows it."""
        wanted = Step(step)
        if wanted not in self._possible() or not self._errands.free:
            return
        match wanted:
            case Step.SIGN_IN:
                self._choose("clerk", lambda key: self._do(c.SignIn(clerk=key)))
            case Step.PAUSE:
                self._choose("pause", lambda key: self._do(c.PauseWindow(reason=key)))
            case Step.RESUME:
                self._choose("held", lambda key: self._do(c.Resume(ticket=key)))
            case Step.RETURN:
                self._choose("missed", lambda key: self._do(c.ReturnTicket(ticket=key)))
            case Step.TRANSFER:
                self._choose("transfer", self._choose_place)
            case Step.SIGN_OUT if self._state() == "closed":
                self._do(c.SignOut())
            case Step.NO_SHOW | Step.CLOSE | Step.SIGN_OUT:
                ticket = self._ticket_id()
                self._errands.think_over(
                    wanted,
                    lambda: self._ticket_id() == ticket and wanted in self._possible(),
                    THOUGHT_OVER[wanted],
                )
            case _:
                self._do(*SIMPLE[wanted])

    @Slot()
    def goOn(self) -> None:  # noqa: N802
        """Take the main step of the window's state, as the space bar does."""
        step = main_step(self._desk.window)
        if step is not None:
            self.go(step.value)

    @Slot()
    def back(self) -> None:
        """Take back, put away or close what is in front, as Escape does."""
        if self._errands.thinking is not None:
            self._errands.take_back()
        elif self._chooser.about:
            self._chooser.close()
        else:
            self._errands.put_away()

    @Slot()
    def atOnce(self) -> None:  # noqa: N802
        """Do at once what is being thought over."""
        self._errands.at_once()

    def _do(self, *commands: c.AnyCommand) -> None:
        self._errands.carry_out(*commands)

    def _choose(self, about: str, then: choices.Then) -> None:
        if self._errands.settled:
            self._chooser.ask(about, self._choices(about), then, whom=self._ticket_number())

    def _choose_place(self, destination: str) -> None:
        kind, _, name = destination.partition("/")

        def send(place: str) -> None:
            self._do(
                c.Transfer(
                    queue=name if kind == "queue" else None,
                    window=int(name) if kind == "window" else None,
                    place=TransferPlace(place),
                )
            )

        self._chooser.ask("place", choices.places(), send, whom=self._ticket_number())

    # Keeping up -----------------------------------------------------------------------------------

    def _look(self) -> None:
        counts = {Step.RESUME: len(self._desk.held), Step.RETURN: len(self._desk.missed)}
        can = self._possible() if self._errands.ready else frozenset()
        self._grid.show([StepLine(n, step, counts.get(step, 0), step in can) for n, step in enumerate(GRID)])
        self._queue.show(self._desk.waiting)
        if self._chooser.about:
            self._keep_choosing()
        self.changed.emit()

    def _keep_choosing(self) -> None:
        """Keep the open list as it should be, and close it when it has lost its sense."""
        steps = {
            "clerk": Step.SIGN_IN,
            "pause": Step.PAUSE,
            "held": Step.RESUME,
            "missed": Step.RETURN,
            "transfer": Step.TRANSFER,
            "place": Step.TRANSFER,
        }
        if steps[self._chooser.about] in self._possible() and self._errands.ready:
            self._chooser.refresh(self._choices(self._chooser.about))
        else:
            self._chooser.close()

    def _choices(self, about: str) -> list[choices.Choice]:
        rows, english = self._link.rows.values(), self._speaks_english
        match about:
            case "clerk":
                return choices.clerks(rows)
            case "pause":
                return choices.reasons(rows, english)
            case "transfer":
                return choices.destinations(rows, self._desk.number, english)
            case "held":
                return choices.tickets(self._desk.held, english)
            case "missed":
                return choices.tickets(self._desk.missed, english)
            case _:
                return choices.places()

    def _possible(self) -> frozenset[Step]:
        return possible(self._desk.window, held=len(self._desk.held), missed=len(self._desk.missed))

    # What QML sees --------------------------------------------------------------------------------

    def _is_live(self) -> bool:
        return self._desk.live

    def _why_refused(self) -> str:
        return str(self._link.property("refused"))

    def _number(self) -> int:
        return self._desk.number

    def _state(self) -> str:
        """One of: unknown, signed_out, closed, paused, free, called, serving."""
        window = self._desk.window
        if window is None:
            return "unknown"
        return window.phase if window.clerk else "signed_out"

    def _pause_reason(self) -> str:
        window = self._desk.window
        if window is None:
            return ""
        return (window.reason_en or window.reason) if self._speaks_english else window.reason

    def _clerk_name(self) -> str:
        return self._desk.clerk_name

    def _ticket_id(self) -> str:
        window = self._desk.window
        return window.ticket if window else ""

    def _ticket_number(self) -> str:
        window = self._desk.window
        return window.number_shown if window else ""

    def _item_name(self) -> str:
        ticket = self._desk.current
        if ticket is None:
            return ""
        return ticket.item_name_en if self._speaks_english else ticket.item_name

    def _person(self) -> str:
        ticket = self._desk.current
        return ticket.person if ticket else ""

    def _visitor_class(self) -> str:
        ticket = self._desk.current
        return ticket.visitor_class.value if ticket else ""

    def _waited(self) -> int:
        return self._desk.waited

    def _recalls(self) -> int:
        ticket = self._desk.current
        return ticket.recalls if ticket else 0

    def _seconds(self) -> int:
        return self._desk.seconds

    def _main(self) -> str:
        step = main_step(self._desk.window)
        return step.value if step else ""

    def _is_ready(self) -> bool:
        return self._errands.ready and self._desk.window is not None

    def _may_sign_out(self) -> bool:
        return self._errands.ready and Step.SIGN_OUT in self._possible()

    def _thinking(self) -> str:
        return self._errands.thinking.value if self._errands.thinking else ""

    def _seconds_left(self) -> int:
        return self._errands.seconds_left

    def _refusal(self) -> str:
        refusal = self._errands.refusal
        if refusal is None:
            return ""
        return refusal.en if self._speaks_english else refusal.zh

    def _refusal_code(self) -> str:
        return self._errands.refusal.code if self._errands.refusal else ""

    def _is_unsent(self) -> bool:
        return self._errands.unsent

    def _next_number(self) -> str:
        waiting = self._desk.waiting
        return waiting[0].number if waiting else ""

    def _waiting_count(self) -> int:
        day = self._desk.day
        return day.waiting if day else 0

    def _longest_wait(self) -> int:
        day = self._desk.day
        return day.longest_wait_min if day else 0

    def _finished(self) -> int:
        day = self._desk.day
        return day.finished if day else 0

    def _mean(self) -> float:
        day = self._desk.day
        return day.mean_minutes if day else 0.0

    def _broken(self) -> str:
        """Ids of the window's devices that do not work."""
        return " ".join(device.id for device in self._desk.devices if device.state not in WORKS)

    def _device_count(self) -> int:
        return len(self._desk.devices)

    def _steps(self) -> RowModel[StepLine]:
        return self._grid

    def _waiting_lines(self) -> RowModel[WaitingLine]:
        return self._queue

    def _list(self) -> Chooser:
        return self._chooser

    live = Property(bool, _is_live, notify=changed)
    refused = Property(str, _why_refused, notify=changed)
    window = Property(int, _number, notify=changed)
    state = Property(str, _state, notify=changed)
    reason = Property(str, _pause_reason, notify=changed)
    clerkName = Property(str, _clerk_name, notify=changed)  # noqa: N815
    number = Property(str, _ticket_number, notify=changed)
    item = Property(str, _item_name, notify=changed)
    person = Property(str, _person, notify=changed)
    visitorClass = Property(str, _visitor_class, notify=changed)  # noqa: N815
    waited = Property(int, _waited, notify=changed)
    recalls = Property(int, _recalls, notify=changed)
    seconds = Property(int, _seconds, notify=changed)
    main = Property(str, _main, notify=changed)
    ready = Property(bool, _is_ready, notify=changed)
    maySignOut = Property(bool, _may_sign_out, notify=changed)  # noqa: N815
    thinking = Property(str, _thinking, notify=changed)
    secondsLeft = Property(int, _seconds_left, notify=changed)  # noqa: N815
    refusal = Property(str, _refusal, notify=changed)
    refusalCode = Property(str, _refusal_code, notify=changed)  # noqa: N815
    unsent = Property(bool, _is_unsent, notify=changed)
    next = Property(str, _next_number, notify=changed)
    waitingCount = Property(int, _waiting_count, notify=changed)  # noqa: N815
    longest = Property(int, _longest_wait, notify=changed)
    finished = Property(int, _finished, notify=changed)
    mean = Property(float, _mean, notify=changed)
    broken = Property(str, _broken, notify=changed)
    devices = Property(int, _device_count, notify=changed)
    steps = Property(QObject, _steps, notify=changed)
    waiting = Property(QObject, _waiting_lines, notify=changed)
    chooser = Property(Chooser, _list, notify=changed)
