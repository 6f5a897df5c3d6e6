"""The kiosk's pages: which one is shown, what a touch does, and what is left when the visitor has gone.

Every rule of the hall is the hub's; here is only what a visitor sees next. When a visit is over, nothing
of it remains.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from devices.link.commands import AnyCommand, CheckIn, Reprint, TakeTicket
from devices.link.jobs import ReadCard, ReadCode
from devices.link.messages import CardSeen, CodeSeen, Done, No, TicketResult
from devices.link.qt import HubLink
from devices.link.qtclock import HallClock
from devices.link.rows import KioskRow
from devices.link.words import Language
from kiosk.errand import Errand, Reading
from kiosk.offers import Shelf
from kiosk.pages import HOME, Pages
from kiosk.viewmodel_choices import Choices
from kiosk.viewmodel_hall import HallNow
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

READ_S = 30.0
"""How long the reader waits for a card or a code before the kiosk offers another way."""


@QmlElement
class KioskModel(QObject):
    """What the kiosk shows.

    Args:
        link: the link to the hub.
        clock: the hall's clock, for the silence.
        speak: switches the words of the screen to another language.
        language: the language of a new visit.
        zone: zone in which the kiosk stands until the hub has told; empty for the whole hall.
        idle_s: seconds of silence after which it asks whether anybody is there, until the hub has told.
        count_s: seconds it then counts, until the hub has told.
    """

    changed = Signal()

    def __init__(
        self,
        link: HubLink,
        clock: HallClock,
        speak: Callable[[str], None],
        *,
        language: str = "zh",
        zone: str = "",
        idle_s: float = 60.0,
        count_s: float = 20.0,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link = link
        self._speak = speak
        self._first_language = language
        self._language = language
        self._elder = False
        self._reading = ""
        self._used_ticket = ""
        self._pages = Pages()
        self._hall = HallNow(zone, self)
        self._choices = Choices(self)
        self._item = ItemView(self)
        self._person = PersonView(self)
        self._ticket = TicketView(self)
        self._trouble = TroubleView(self)
        self._silence = Silence(idle_s, count_s, clock, self)
        self._silence.over.connect(self.finish)
        self._shelf = Shelf({}, language, elder=False)
        self._errand = Errand(link, self._carried_out, self._refuse)
        self._reader = Reading(link, self._was_read)
        self._slow = QTimer(self, singleShot=True, interval=SHOW_WORK_MS)
        self._slow.timeout.connect(self._show_work)
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
        self._shelf = Shelf(rows, self._language, self._elder, self._hall.here)
        self._hall.show(rows, english)
        self._choices.show(self._shelf, self._elder)
        self._item.show(self._shelf)
        self._ticket.show(rows, english)
        self._person.show(rows, english, self._hall.timezone)
        self._trouble.show(english)

    def _line_changed(self) -> None:
        if not self._is_live():
            self._show_work()
        self.changed.emit()

    def _carried_out(self, command: AnyCommand, answer: Done) -> None:
        self._slow.stop()
        if isinstance(answer.result, TicketResult):
            self._ticket.give(answer.result, self._link.rows, self._language == "en")
            self._person.forget()
            self._pages.start_over("ticket")
            self._settle()
        else:
            self.back()

    def _refuse(self, no: No) -> None:
        self._slow.stop()
        self._trouble.tell(no.code, no.zh, no.en)
        self._go("trouble")

    def _was_read(self, answer: Done | No) -> None:
        match answer:
            case Done(result=CardSeen() as card):
                self._meet(card)
            case Done(result=CodeSeen() as code):
                self._see(code)
            case No(code="no_reader" | "reader_fault"):
                self._read("fault")
            case No() if answer.code != "nothing_read":
                self._refuse(answer)
            case _:
                self._read("nothing")

    def _meet(self, card: CardSeen) -> None:
        self._person.met(card)
        self._show_rows()
        self._read("read")
        if self._item.item:
            self.take()
        else:
            self._pages.replace("person")
            self._settle()

    def _see(self, code: CodeSeen) -> None:
        self._read("read")
        if code.appointment is not None and not code.appointment.ticket:
            self.checkin(code.appointment.code)
        elif code.appointment is not None:
            self._used_ticket = code.appointment.ticket
            self._trouble.tell_ours("appointment_used")
            self._go("trouble")
        elif code.ticket is not None:
            self._person.holds(code.ticket)
            self._show_rows()
            self._pages.replace("person")
            self._settle()
        else:
            self._trouble.tell_ours("unknown_appointment")
            self._go("trouble")

    def _read(self, state: str) -> None:
        self._reading = state
        self._settle()

    # Pages ----------------------------------------------------------------------------------------

    def _go(self, page: str) -> None:
        self._pages.go(page)
        self._settle()

    def _settle(self) -> None:
        """After every step: nothing is read on another page, and the silence begins anew."""
        if self._pages.page not in ("card", "appointment"):
            self._reader.stop()
            self._reading = ""
        pristine = self._pages.page == HOME and self._language == self._first_language and not self._elder
        self._silence.watch(not pristine)
        self.changed.emit()

    def _leave_errand(self) -> None:
        self._errand.leave()
        self._slow.stop()

    @Slot()
    def home(self) -> None:
        """Go home; the visit is forgotten, language and version of the screen stay."""
        self._leave_errand()
        self._person.forget()
        self._trouble.forget()
        self._item.choose("", self._shelf)
        self._ticket.give(None, self._link.rows, self._language == "en")
        self._used_ticket = ""
        self._choices.open("")
        self._pages.start_over()
        self._settle()

    @Slot()
    def finish(self) -> None:
        """The visitor has gone: forget everything and be as new."""
        self._elder = False
        self.home()
        self.speak(self._first_language)

    @Slot()
    def back(self) -> None:
        """Go back one page, and wait for nothing any more."""
        self._leave_errand()
        page = self._pages.back()
        if page == HOME:
            self.home()
            return
        if page != "item":
            self._item.choose("", self._shelf)
        if page == "groups":
            self._choices.open("")
        self._settle()

    @Slot()
    def others(self) -> None:
        """Show everything that is done here."""
        self._item.choose("", self._shelf)
        self._choices.open("")
        known = self._person.person is not None
        self._pages.start_over(*([HOME, "person"] if known else [HOME]))
        self._go("groups" if self._choices.holds_groups() else "items")

    @Slot(str)
    def choose(self, code: str) -> None:
        """A group or an item was touched."""
        if self._pages.page == "groups":
            self._choices.open(code)
            self._go("items")
        else:
            self._item.choose(code, self._shelf)
            self._go("item")

    @Slot(int)
    def turn(self, pages: int) -> None:
        """Turn the pages of the list."""
        self._choices.turn(pages)
        self._settle()

    @Slot()
    def desk(self) -> None:
        """Somebody would rather be helped by people."""
        self._leave_errand()
        self._go("desk")

    @Slot()
    def mine(self) -> None:
        """Show what the card brought."""
        self._item.choose("", self._shelf)
        if self._person.person is None:
            self.card()
        else:
            self._pages.start_over(HOME, "person")
            self._settle()

    # What is asked of the hub -----------------------------------------------------------------------

    def _run(self, command: AnyCommand) -> None:
        if self._errand.run(command):
            self._under_way()

    def _under_way(self) -> None:
        if not self._errand.busy:
            return  # refused on the spot
        if self._is_live():
            self._slow.start()
            self._settle()
        else:
            self._show_work()

    def _show_work(self) -> None:
        if self._errand.busy:
            self._go("working")

    @Slot()
    def take(self) -> None:
        """Take a number for the chosen item."""
        if self._item.item:
            language = Language(self._language)
            self._run(TakeTicket(item=self._item.item, person=self._person.person, language=language))

    @Slot(str)
    def checkin(self, code: str) -> None:
        """The booked visitor is here."""
        self._run(CheckIn(code=code, language=Language(self._language)))

    @Slot(str)
    def reprint(self, ticket: str) -> None:
        """A ticket is wanted on paper once more."""
        self._run(Reprint(ticket=ticket, language=Language(self._language)))

    @Slot()
    def again(self) -> None:
        """The shown ticket did not come out: print it once more."""
        if self._ticket.id:
            self.reprint(self._ticket.id)

    @Slot()
    def paper(self) -> None:
        """The appointment is checked in already: give its ticket on paper."""
        if self._used_ticket:
            self.reprint(self._used_ticket)

    @Slot()
    def retry(self) -> None:
        """What was refused is tried once more."""
        if self._errand.again():
            self._under_way()
        else:
            self.back()

    @Slot()
    def card(self) -> None:
        """Wait for an ID card; with an item chosen, its number is taken as soon as the card is read."""
        self._go("card")
        self._reader.start(ReadCard(timeout_s=READ_S))
        self._read("waiting")

    @Slot()
    def appointment(self) -> None:
        """Wait for the code of an appointment."""
        self._go("appointment")
        self._reader.start(ReadCode(timeout_s=READ_S))
        self._read("waiting")

    # How it is shown --------------------------------------------------------------------------------

    @Slot(str)
    def speak(self, language: str) -> None:
        """Show everything in another language."""
        self._language = language
        self._speak(language)
        self._show_rows()
        self._settle()

    @Slot(bool)
    def enlarge(self, elder: bool) -> None:
        """Switch between the ordinary and the elder version."""
        self._elder = elder
        self._show_rows()
        self._settle()

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

    def _who(self) -> PersonView:
        return self._person

    def _given_ticket(self) -> TicketView:
        return self._ticket

    def _what_went_wrong(self) -> TroubleView:
        return self._trouble

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
    person = Property(PersonView, _who, notify=changed)
    ticket = Property(TicketView, _given_ticket, notify=changed)
    trouble = Property(TroubleView, _what_went_wrong, notify=changed)
    silence = Property(Silence, _how_quiet, notify=changed)
