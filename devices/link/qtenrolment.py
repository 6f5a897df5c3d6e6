"""The page on which a technician enrols a screen: what is typed there, and what becomes of it.

It is shown where there is no identity yet, or where the technician asked for it; never by itself over one
that the hub revoked, or a stranger in the hall could enrol the screen elsewhere. The code is kept nowhere.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from devices.link.enrolment import NAME_LETTERS, SECRET_LETTERS, BadCode, Code, code_letters
from devices.link.identity import Identity, IdentityFailed, placeable
from devices.link.newcomer import JoinFailed, JoinTrouble, Newcomer, whole_address
from devices.link.qtjoining import HubJoin
from devices.link.words import Role

log = logging.getLogger(__name__)

QML_IMPORT_NAME = "Enrolment.Model"
QML_IMPORT_MAJOR_VERSION = 1
QML_IMPORT_MINOR_VERSION = 0

THIS_COMPUTER = "ws://127.0.0.1:8710/link"
"""A hub on the screen's own computer; what stands in the field when nobody named a hub."""
LETTERS = NAME_LETTERS + SECRET_LETTERS
UNWRITABLE = "unwritable"
"""Trouble with the file, beside those of ``JoinTrouble``."""
INCOMPLETE = "incomplete"
"""Trouble with what was typed: not enough."""
SHOWN_MS = 2000
"""How long it is to be read who the screen is."""
DRAWN_MS = 40
"""Until the page has drawn that it is at work; the code's Argon2id then holds it for a moment."""
LOOK_MS = 1000


@dataclass(frozen=True, kw_only=True)
class Newcomers:
    """What may be enrolled here.

    Attributes:
        app: the program's name, as the hub is told it.
        role: what it can be.
        place: where it can be that; empty for anywhere.
        file: where its identity is kept.
        anew: whether an identity that is there is to be replaced.
    """

    app: str
    role: Role
    place: str = ""
    file: Path
    anew: bool = False


@QmlElement
class Enrolment(QObject):
    """What the page shows, and what its keys do."""

    changed = Signal()
    addressChanged = Signal()  # noqa: N815
    codeChanged = Signal()  # noqa: N815
    languageChanged = Signal()  # noqa: N815
    typed = Signal()
    done = Signal()
    """The screen is enrolled, and that was long enough to be read."""

    def __init__(
        self,
        who: Newcomers,
        speak: Callable[[str], None],
        *,
        hub: str = "",
        language: str = "zh",
        shown_ms: int = SHOWN_MS,
        drawn_ms: int = DRAWN_MS,
        parent: QObject | None = None,
    ) -> None:
        """Prepare an empty page.

        Args:
            who: what may be enrolled here.
            speak: shows another language.
            hub: the hub's link, if somebody named it.
            language: what is spoken now.
            shown_ms: milliseconds for which it is shown who the screen is.
            drawn_ms: milliseconds until it begins what it has said it does.
        """
        super().__init__(parent)
        self._who = who
        self._speak = speak
        self._language = language
        self._address = hub or THIS_COMPUTER
        self._named = bool(hub)
        self._code = ""
        self._page = "typing"
        self._trouble = ""
        self._identity: Identity | None = None
        self._join: HubJoin | None = None
        self._work = QTimer(self, singleShot=True, interval=drawn_ms)
        self._work.timeout.connect(self._open)
        self._leave = QTimer(self, singleShot=True, interval=shown_ms)
        self._leave.timeout.connect(self.done)
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self.look)
        if not who.anew:
            self._look.start()

    # What is typed ----------------------------------------------------------------------------------

    @Slot(str)
    def writeAddress(self, text: str) -> None:  # noqa: N802
        """The field of the address holds this now."""
        if text != self._address:
            self._address = text
            self.addressChanged.emit()
            self.typed.emit()

    @Slot(str)
    def writeCode(self, text: str) -> None:  # noqa: N802
        """The field of the code holds this now; what is no letter of a code is left out."""
        letters = code_letters(text)[:LETTERS]
        if letters != self._code:
            self._code = letters
            self.codeChanged.emit()
            self.typed.emit()

    @Slot()
    def switchLanguage(self) -> None:  # noqa: N802
        """Show the page in the other language."""
        self._language = "zh" if self._language == "en" else "en"
        self._speak(self._language)
        self.languageChanged.emit()

    # What becomes of it -----------------------------------------------------------------------------

    @Slot()
    def join(self) -> None:
        """Enrol with what was typed, or save again what was enrolled already."""
        if self._page != "typing":
            return
        if not self._is_complete():
            self._trouble = INCOMPLETE
            self.changed.emit()
            return
        self._page, self._trouble = "joining", ""
        self.changed.emit()
        self._work.start()

    def look(self) -> None:
        """Go on when somebody enrolled this screen from outside meanwhile."""
        if self._page == "typing" and is_there(self._who.file):
            self._page = "left"
            self._look.stop()
            self.done.emit()

    def _open(self) -> None:
        if self._identity is not None:
            self.taken(self._identity)
            return
        self.writeAddress(whole_address(self._address))
        who = self._who
        try:
            placeable(who.file)
            newcomer = Newcomer(self._address, Code.typed(self._code), who.app, who.role, who.place)
        except (JoinFailed, IdentityFailed, BadCode) as error:
            self.failed(error)
            return
        self._join = HubJoin(newcomer, self)
        self._join.joined.connect(self.taken)
        self._join.failed.connect(self.failed)
        self._join.start()

    def taken(self, identity: Identity) -> None:
        """The hub took this screen in."""
        self._identity = identity
        try:
            identity.save(self._who.file)
        except IdentityFailed as error:
            self.failed(error)
            return
        self._part()
        self._look.stop()
        self._code = ""
        self._page = "enrolled"
        log.info("Enrolled as %s %s.", identity.role.value, identity.place or "-")
        self.codeChanged.emit()
        self.changed.emit()
        self._leave.start()

    def failed(self, error: JoinFailed | IdentityFailed | BadCode) -> None:
        """It did not, or what it said cannot be kept."""
        self._part()
        log.info("Not enrolled: %s.", error)
        if isinstance(error, JoinFailed):
            self._trouble = error.trouble.value
        else:
            self._trouble = UNWRITABLE if isinstance(error, IdentityFailed) else JoinTrouble.CODE.value
        self._page = "typing"
        self.changed.emit()
        self.typed.emit()

    def _part(self) -> None:
        if self._join is not None:
            self._join.deleteLater()
            self._join = None

    # What QML sees ----------------------------------------------------------------------------------

    def _is_complete(self) -> bool:
        return self._identity is not None or (len(self._code) == LETTERS and bool(self._address.strip()))

    def _shown_page(self) -> str:
        return self._page

    def _shown_trouble(self) -> str:
        return self._trouble

    def _typed_address(self) -> str:
        return self._address

    def _is_named(self) -> bool:
        return self._named

    def _typed_code(self) -> str:
        return self._code

    def _spoken(self) -> str:
        return self._language

    def _wanted_role(self) -> str:
        return self._who.role.value

    def _wanted_place(self) -> str:
        return self._who.place

    def _file_name(self) -> str:
        return str(self._who.file)

    def _enrolled_place(self) -> str:
        return self._identity.place if self._identity else ""

    def _enrolled_hall(self) -> str:
        return self._identity.hall if self._identity else ""

    page = Property(str, _shown_page, notify=changed)
    trouble = Property(str, _shown_trouble, notify=changed)
    address = Property(str, _typed_address, notify=addressChanged)
    named = Property(bool, _is_named, notify=changed)
    code = Property(str, _typed_code, notify=codeChanged)
    complete = Property(bool, _is_complete, notify=typed)
    language = Property(str, _spoken, notify=languageChanged)
    role = Property(str, _wanted_role, notify=changed)
    place = Property(str, _wanted_place, notify=changed)
    file = Property(str, _file_name, notify=changed)
    enrolledPlace = Property(str, _enrolled_place, notify=changed)  # noqa: N815
    hall = Property(str, _enrolled_hall, notify=changed)


def is_there(file: Path) -> bool:
    """Whether there is anything where the identity should be, readable or not."""
    try:
        file.lstat()
    except FileNotFoundError:
        return False
    except OSError:
        # Who may not even look there is told so by whoever reads the file.
        return True
    return True
