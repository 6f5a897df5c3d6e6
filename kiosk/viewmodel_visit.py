"""One visit at the kiosk: everything that its pages show of it, in the visitor's language and version.

What the hub shows and answers comes in here. Which page follows a touch is not said here.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Property, QObject, QTimer, Signal
from PySide6.QtQml import QmlElement

from devices.link.commands import AnyCommand
from devices.link.messages import Done, No, TicketResult
from devices.link.qt import HubLink
from devices.link.qtclock import HallClock
from devices.link.rows import KioskRow
from kiosk.basket import Basket
from kiosk.errand import Errand, Reading
from kiosk.offers import Shelf
from kiosk.pages import HOME, Pages
from kiosk.viewmodel_basket import BasketView
from kiosk.viewmodel_choices import Choices
from kiosk.viewmodel_dial import DialView
from kiosk.viewmodel_hall import HallNow
from kiosk.viewmodel_help import HelpCall
from kiosk.viewmodel_item import ItemView
from kiosk.viewmodel_person import PersonView
from kiosk.viewmodel_silence import Silence
from kiosk.viewmodel_ticket import TicketView
from kiosk.viewmodel_trouble import TroubleView

QML_IMPORT_NAME = "Kiosk.Model"
QML_IMPORT_MAJOR_VERSION = 1
QML_IMPORT_MINOR_VERSION = 0

SHOW_WORK_MS = 400
"""An answer that takes longer gets a page of its own; nearly all come sooner."""


@QmlElement
class Visit(QObject):
    """What the kiosk shows of a visit.

    Signals:
        changed(): some property has another value.
        read(answer): the reader has brought something, or nothing.
    """

    changed = Signal()
    read = Signal(object)

    def __init__(
        self,
        link: HubLink,
        clock: HallClock,
        speak: Callable[[str], None],
        *,
        language: str,
        zone: str,
        idle_s: float,
        count_s: float,
        parent: QObject | None,
    ) -> None:
        super().__init__(parent)
        self._link = link
        self._clock = clock
        self._speak = speak
        self._first_language = language
        self._language = language
        self._elder = False
        self._minute = ""
        self._reading = ""
        self._used_ticket = ""
        self._slip = ""
        self._basket = Basket()
        self._pages = Pages()
        self._hall = HallNow(zone, self)
        self._choices = Choices(self)
        self._item = ItemView(self)
        self._together = BasketView(self)
        self._dial = DialView(self)
        self._person = PersonView(self)
        self._ticket = TicketView(self)
        self._trouble = TroubleView(self)
        self._help = HelpCall(link, self)
        self._silence = Silence(idle_s, count_s, clock, self)
        self._shelf = Shelf({}, language, elder=False)
        self._errand = Errand(link, self._carried_out, self._refuse)
        self._reader = Reading(link, self.read.emit)
        self._slow = QTimer(self, singleShot=True, interval=SHOW_WORK_MS)
        self._slow.timeout.connect(self._show_work)
        clock.ticked.connect(self._look_at_the_clock)
        link.rowsChanged.connect(self._show_rows)
        link.liveChanged.connect(self._line_changed)
        link.refusedChanged.connect(self.changed)
        link.welcomed.connect(self.changed)
        self._show_rows()

    # What the hub says ----------------------------------------------------------------------------

    def _show_rows(self) -> None:
        rows, english = self._link.rows, self._language == "en"
        kiosk = rows.get("kiosk")
        if isinstance(kiosk, KioskRow):
            self._hall.stand_in(kiosk.zone)
            self._silence.allow(kiosk.idle_s, kiosk.count_s)
        self._shelf = Shelf(rows, self._language, self._elder, self._hall.here, self._clock.now())
        self._hall.show(rows, english)
        self._choices.show(self._shelf, self._elder)
        self._item.show(self._shelf)
        self._together.show(self._basket, self._shelf, self._hall.items_max)
        self._ticket.show(rows, english)
        self._person.show(rows, english, self._hall.timezone)
        self._help.show(rows)
        self._trouble.show(english)

    def _look_at_the_clock(self) -> None:
        """Queues close by the minute, also when nothing else happens in the hall."""
        minute = f"{self._clock.now():%H:%M}"
        if minute != self._minute:
            self._minute = minute
            self._show_rows()

    def _line_changed(self) -> None:
        if not self._is_live():
            self._show_work()
        self.changed.emit()

    def _carried_out(self, command: AnyCommand, answer: Done) -> None:
        self._slow.stop()
        if not isinstance(answer.result, TicketResult):
            self._pages.back()
            self._settle()
            return
        result = answer.result
        if result.offer:
            # What the card told of the ticket: another kiosk may have given it.
            result = self._person.told_of(result)
        else:
            self._person.forget()
        self._basket.clear()
        self._dial.clear()
        self._ticket.give(result, self._link.rows, self._language == "en")
        self._pages.start_over("offer" if result.offer else "ticket")
        self._show_rows()
        self._settle()

    def _refuse(self, no: No) -> None:
        self._slow.stop()
        self._trouble.tell(no.code, no.zh, no.en)
        self._go("trouble")

    # Where the visit stands -----------------------------------------------------------------------

    def _go(self, page: str) -> None:
        self._pages.go(page)
        self._settle()

    def _read(self, state: str) -> None:
        self._reading = state
        self._settle()

    def _settle(self) -> None:
        """After every step: nothing is read on another page, and the silence begins anew."""
        if self._pages.page not in ("card", "appointment"):
            self._reader.stop()
            self._reading = ""
        pristine = self._pages.page == HOME and self._language == self._first_language and not self._elder
        self._silence.watch(not pristine)
        self.changed.emit()

    def _show_work(self) -> None:
        if self._errand.busy:
            self._go("working")

    def _leave_errand(self) -> None:
        self._errand.leave()
        self._slow.stop()

    # For QML ----------------------------------------------------------------------------------------

    def _shown_page(self) -> str:
        return self._pages.page

    def _shown_language(self) -> str:
        return self._language

    def _is_elder(self) -> bool:
        return self._elder

    def _is_live(self) -> bool:
        return self._link.property("live") is True

    def _is_stopped(self) -> bool:
        return bool(self._link.property("refused"))

    def _is_busy(self) -> bool:
        return self._errand.busy

    def _shown_reading(self) -> str:
        return self._reading

    def _hall_now(self) -> HallNow:
        return self._hall

    def _all_choices(self) -> Choices:
        return self._choices

    def _chosen_item(self) -> ItemView:
        return self._item

    def _chosen_together(self) -> BasketView:
        return self._together

    def _typed(self) -> DialView:
        return self._dial

    def _who(self) -> PersonView:
        return self._person

    def _given_ticket(self) -> TicketView:
        return self._ticket

    def _what_went_wrong(self) -> TroubleView:
        return self._trouble

    def _who_comes(self) -> HelpCall:
        return self._help

    def _how_quiet(self) -> Silence:
        return self._silence

    page = Property(str, _shown_page, notify=changed)
    language = Property(str, _shown_language, notify=changed)
    elder = Property(bool, _is_elder, notify=changed)
    live = Property(bool, _is_live, notify=changed)
    stopped = Property(bool, _is_stopped, notify=changed)
    busy = Property(bool, _is_busy, notify=changed)
    reading = Property(str, _shown_reading, notify=changed)
    hall = Property(HallNow, _hall_now, notify=changed)
    choices = Property(Choices, _all_choices, notify=changed)
    item = Property(ItemView, _chosen_item, notify=changed)
    together = Property(BasketView, _chosen_together, notify=changed)
    dial = Property(DialView, _typed, notify=changed)
    person = Property(PersonView, _who, notify=changed)
    ticket = Property(TicketView, _given_ticket, notify=changed)
    trouble = Property(TroubleView, _what_went_wrong, notify=changed)
    help = Property(HelpCall, _who_comes, notify=changed)
    silence = Property(Silence, _how_quiet, notify=changed)
