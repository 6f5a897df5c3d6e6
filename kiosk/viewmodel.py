"""What the kiosk asks of the hub and of its readers, and which page shows the answer.

Every rule of the hall is the hub's; here is only what a visitor sees next.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtQml import QmlElement

from devices.link.commands import AnyCommand, CheckIn, Reprint, ReturnWithSlip
from devices.link.jobs import ReadCard, ReadCode
from devices.link.messages import CardSeen, CodeSeen, Done, No
from devices.link.qt import HubLink
from devices.link.qtclock import HallClock
from devices.link.words import HelpTopic, Language
from kiosk.pages import HOME
from kiosk.viewmodel_steps import Steps

QML_IMPORT_NAME = "Kiosk.Model"
QML_IMPORT_MAJOR_VERSION = 1
QML_IMPORT_MINOR_VERSION = 0

READ_S = 30.0
"""How long the reader waits for a card or a code before the kiosk offers another way."""


@QmlElement
class KioskModel(Steps):
    """What the kiosk shows.

    Args:
        link: the link to the hub.
        clock: the hall's clock, for the silence and for queues that close.
        speak: switches the words of the screen to another language.
        language: the language of a new visit.
        zone: zone in which the kiosk stands until the hub has told; empty for the whole hall.
        idle_s: seconds of silence after which it asks whether anybody is there, until the hub has told.
        count_s: seconds it then counts, until the hub has told.
    """

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
        super().__init__(
            link,
            clock,
            speak,
            language=language,
            zone=zone,
            idle_s=idle_s,
            count_s=count_s,
            parent=parent,
        )
        self._silence.over.connect(self.finish)
        self.read.connect(self._was_read)

    # What a card or a code brings -----------------------------------------------------------------

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
        if self._slip:
            self._come_back()
        elif self._item.item or self._basket.codes:
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
        elif code.slip is not None:
            self._slip = code.slip.slip
            self._come_back()
        elif code.ticket is not None or code.results:
            self._person.brings(code)
            self._show_rows()
            self._pages.replace("person")
            self._settle()
        elif code.advice:
            # What the consult desk told is read again at the window; here a number is wanted.
            self.others()
        else:
            self._trouble.tell_ours("unknown_appointment")
            self._go("trouble")

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

    def _come_back(self) -> None:
        """Somebody is back with what a slip asked for."""
        words = Language(self._language)
        self._run(ReturnWithSlip(slip=self._slip, person=self._person.person, language=words))

    @Slot()
    def take(self) -> None:
        """Take a number for whatever is chosen."""
        command = self._basket.order(self._item.item, self._shelf, self._person.person, self._language)
        if command is not None:
            self._run(command)

    @Slot(str)
    def checkin(self, code: str) -> None:
        """The booked visitor is here."""
        self._run(CheckIn(code=code, language=Language(self._language)))

    @Slot()
    def arrive(self) -> None:
        """Whoever booked with the telephone number that was typed is here."""
        if self._dial.digits:
            self._run(CheckIn(phone=self._dial.digits, language=Language(self._language)))

    @Slot(str)
    def reprint(self, ticket: str) -> None:
        """A ticket is wanted on paper once more."""
        self._run(Reprint(ticket=ticket, language=Language(self._language)))

    @Slot()
    def again(self) -> None:
        """The shown ticket did not come out, or was lost: print it once more."""
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
        """Wait for an ID card; with something chosen, its number is taken as soon as the card is read."""
        self._go("card")
        self._reader.start(ReadCard(timeout_s=READ_S))
        self._read("waiting")

    @Slot()
    def appointment(self) -> None:
        """Wait for a code: of an appointment, a ticket, or a slip to be back with."""
        self._go("appointment")
        self._reader.start(ReadCode(timeout_s=READ_S))
        self._read("waiting")

    @Slot()
    def mine(self) -> None:
        """Show what the card brought."""
        self._begin_anew()
        if self._person.person is None:
            self.card()
        else:
            self._pages.start_over(HOME, "person")
            self._settle()

    @Slot()
    def ring(self) -> None:
        """Call somebody of the staff to this kiosk, and show that they come."""
        self._help.call(self._what_help_is_about())
        self.desk()

    def _what_help_is_about(self) -> HelpTopic:
        stuck = self._reading in ("nothing", "fault") or not self._hall.works("printer")
        if stuck or self._pages.page in ("trouble", "ticket", "working"):
            return HelpTopic.KIOSK_TROUBLE
        if self._language != "zh":
            return HelpTopic.LANGUAGE
        return HelpTopic.FRAIL if self._elder else HelpTopic.QUESTION
