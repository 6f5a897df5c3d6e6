"""From page to page: what a touch leads to before anything is asked of the hub.

When a visit is over, nothing of it remains.
"""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtQml import QmlElement

from kiosk.pages import HOME
from kiosk.viewmodel_visit import Visit

QML_IMPORT_NAME = "Kiosk.Model"
QML_IMPORT_MAJOR_VERSION = 1
QML_IMPORT_MINOR_VERSION = 0


@QmlElement
class Steps(Visit):
    """A visit that goes on from page to page."""

    def home(self) -> None:
        """Go home; the visit is forgotten, language and version of the screen stay."""
        self._leave_errand()
        self._begin_anew()
        self._person.forget()
        self._trouble.forget()
        self._ticket.give(None, self._link.rows, self._language == "en")
        self._used_ticket = ""
        self._choices.open("")
        self._pages.start_over()
        self._show_rows()
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
        self._dial.clear()
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
        """Show everything that is done here, for another errand."""
        self._begin_anew()
        self._open_choices()

    @Slot()
    def more(self) -> None:
        """Have something else done in the same visit: what is chosen stays chosen."""
        self._basket.put(self._item.item)
        self._item.choose("", self._shelf)
        self._open_choices()

    @Slot(str)
    def choose(self, code: str) -> None:
        """A group, a life event or an item was touched."""
        if self._pages.page == "groups":
            self._choices.open(code)
            self._go("items")
        elif self._basket.codes:
            self._basket.put(code)
            self._review()
        else:
            self._item.choose(code, self._shelf)
            self._go("item")

    @Slot(str)
    def remove(self, code: str) -> None:
        """Do without one of the chosen items; a single one is looked at by itself again."""
        self._basket.take_out(code)
        if len(self._basket.codes) > 1:
            self._show_rows()
            self._settle()
            return
        left = self._basket.codes[0] if self._basket.codes else ""
        self._basket.clear()
        self._choices.unite(False)
        self._show_rows()
        self._pages.start_over(HOME)
        if left:
            self.choose(left)
        else:
            self.others()

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
    def phone(self) -> None:
        """Somebody booked by telephone, and has neither card nor code at hand."""
        self._dial.clear()
        self._go("phone")

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

    def _begin_anew(self) -> None:
        """Nothing is chosen, typed or to be brought back any more; whoever showed a card is still known."""
        self._item.choose("", self._shelf)
        self._basket.clear()
        self._dial.clear()
        self._slip = ""
        self._choices.unite(False)

    def _open_choices(self) -> None:
        self._choices.unite(bool(self._basket.codes))
        self._choices.open("")
        known = self._person.person is not None
        path = [HOME, "person"] if known else [HOME]
        if self._basket.codes:
            path = [*path, "basket"]
        self._pages.start_over(*path)
        self._show_rows()
        self._go("groups" if self._choices.holds_groups() else "items")

    def _review(self) -> None:
        known = self._person.person is not None
        self._pages.start_over(HOME, *(["person"] if known else []), "basket")
        self._show_rows()
        self._settle()
