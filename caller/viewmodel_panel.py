"""The clerk's panel as QML binds to it: the window, its visitor, who waits, and what may be done next.

Nothing is decided here: a step becomes a command, and the hub's rows say what came of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from caller import routes_waiting
from caller.asking import Asking
from caller.desk import Desk
from caller.errands import Errands
from caller.routes import Routes
from caller.routes_case import CaseRoutes
from caller.steps import GRID, KEYS, SELDOM, Step, main_step
from caller.viewmodel_case import CaseForm
from caller.viewmodel_checklist import Checklist
from caller.viewmodel_chooser import Chooser
from caller.viewmodel_outcome import Outcome
from caller.viewmodel_post import Post
from caller.viewmodel_presence import Presence
from caller.viewmodel_sign_in import SignInForm
from caller.viewmodel_visitor import VisitorCard
from caller.viewmodel_waiting import WaitingRoom
from devices.link.qt import HubLink
from devices.link.qtclock import HallClock
from devices.link.qtmodel import RowModel

QML_IMPORT_NAME = "Caller.Model"
QML_IMPORT_MAJOR_VERSION = 1
QML_IMPORT_MINOR_VERSION = 0


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
        self._desk = Desk(link, clock, english)
        self._errands = Errands(link, clock, self)
        self._outcome = Outcome(self._desk, self._errands, self)
        self._post = Post(self._desk, self)
        self._presence = Presence(link, self._desk, self)
        self._visitor = VisitorCard(self._desk, self)
        self._room = WaitingRoom(self._desk, self)
        self._chooser = Chooser(self)
        self._checklist = Checklist(self)
        self._case = CaseForm(self)
        self._sign_in = SignInForm(link, self._desk.said, self)
        self._ask = Asking(self._desk, self._errands, self._chooser)
        cases = CaseRoutes(self._ask, self._checklist, self._case)
        self._routes = Routes(self._ask, cases, self._sign_in)
        self._grid = self._step_model()
        self._keys = self._step_model()
        for form in (self._chooser, self._checklist, self._case, self._sign_in):
            form.changed.connect(self.changed)
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
        if self._presence.touched():
            return
        if self._errands.free and self._errands.settled and self._ask.can(wanted):
            self._routes.take(wanted)

    @Slot()
    def goOn(self) -> None:  # noqa: N802
        """Take the main step of the window's state, as the space bar does."""
        # Shortcuts never reach the window's own keys.
        if self._presence.touched():
            return
        step = main_step(self._desk.window, self._desk.around)
        if step is not None:
            self.go(step.value)

    @Slot()
    def lookAt(self) -> None:  # noqa: N802
        """Say why the marked ticket waits where it does, and offer what can be done for it."""
        if self._presence.touched():
            return
        if self._room.marked and self._errands.free and self._errands.settled:
            routes_waiting.look_at(self._ask, self._room.marked)

    @Slot()
    def back(self) -> None:
        """Take back, put away or close what is in front, as Escape does."""
        if self._presence.touched():
            return
        if self._errands.thinking is not None:
            self._errands.take_back()
        elif self._sign_in.is_open:
            self._sign_in.close()
        elif self._case.is_open:
            self._case.close()
        elif self._checklist.is_open:
            self._checklist.close()
        elif self._chooser.about:
            self._chooser.close()
        elif self._errands.noticed:
            self._errands.put_away()
        else:
            self._room.unmark()

    @Slot()
    def atOnce(self) -> None:  # noqa: N802
        """Do at once what is being thought over."""
        self._errands.at_once()

    # Keeping up -----------------------------------------------------------------------------------

    def _step_model(self) -> RowModel[StepLine]:
        return RowModel[StepLine](
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

    def _look(self) -> None:
        counts = {Step.RESUME: len(self._desk.held), Step.RETURN: len(self._desk.missed)}
        can = self._ask.possible if self._errands.ready else frozenset()
        for model, steps in ((self._grid, GRID), (self._keys, SELDOM)):
            model.show([StepLine(n, step, counts.get(step, 0), step in can) for n, step in enumerate(steps)])
        self._room.look()
        self._presence.look()
        for form in (self._chooser, self._checklist, self._case):
            form.look()
        if self._sign_in.is_open and Step.SIGN_IN not in self._ask.possible:
            self._sign_in.close()
        for part in (self._outcome, self._post, self._visitor, self):
            part.changed.emit()

    # What QML sees --------------------------------------------------------------------------------

    def _why_refused(self) -> str:
        return str(self._link.property("refused"))

    def _main(self) -> str:
        step = main_step(self._desk.window, self._desk.around)
        return step.value if step else ""

    def _is_ready(self) -> bool:
        return self._errands.ready and self._desk.window is not None

    def _is_bare(self) -> bool:
        """Whether no list and no form is in front, so that keys mean steps."""
        forms = (self._chooser.about, self._checklist.is_open, self._case.is_open, self._sign_in.is_open)
        return not any(forms)

    def _may_sign_out(self) -> bool:
        return self._ask.can(Step.SIGN_OUT)

    def _may_help(self) -> bool:
        return self._ask.can(Step.HELP)

    def _may_go_on(self) -> bool:
        return self._ask.can(Step.FINISH_ON)

    def _the_post(self) -> Post:
        return self._post

    def _the_presence(self) -> Presence:
        return self._presence

    def _the_visitor(self) -> VisitorCard:
        return self._visitor

    def _the_room(self) -> WaitingRoom:
        return self._room

    def _the_outcome(self) -> Outcome:
        return self._outcome

    def _the_chooser(self) -> Chooser:
        return self._chooser

    def _the_checklist(self) -> Checklist:
        return self._checklist

    def _the_case(self) -> CaseForm:
        return self._case

    def _the_sign_in(self) -> SignInForm:
        return self._sign_in

    def _the_grid(self) -> RowModel[StepLine]:
        return self._grid

    def _the_keys(self) -> RowModel[StepLine]:
        return self._keys

    refused = Property(str, _why_refused, notify=changed)
    main = Property(str, _main, notify=changed)
    ready = Property(bool, _is_ready, notify=changed)
    bare = Property(bool, _is_bare, notify=changed)
    maySignOut = Property(bool, _may_sign_out, notify=changed)  # noqa: N815
    mayHelp = Property(bool, _may_help, notify=changed)  # noqa: N815
    mayGoOn = Property(bool, _may_go_on, notify=changed)  # noqa: N815
    post = Property(Post, _the_post, notify=changed)
    presence = Property(Presence, _the_presence, notify=changed)
    visitor = Property(VisitorCard, _the_visitor, notify=changed)
    waiting = Property(WaitingRoom, _the_room, notify=changed)
    outcome = Property(Outcome, _the_outcome, notify=changed)
    chooser = Property(Chooser, _the_chooser, notify=changed)
    checklist = Property(Checklist, _the_checklist, notify=changed)
    case = Property(CaseForm, _the_case, notify=changed)
    signIn = Property(SignInForm, _the_sign_in, notify=changed)  # noqa: N815
    steps = Property(QObject, _the_grid, notify=changed)
    keys = Property(QObject, _the_keys, notify=changed)
