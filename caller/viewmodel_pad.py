"""What the rating pad shows, as QML binds to it: which page, and what a touch does.

The pad never chooses: a visitor who touches nothing has said nothing, and nothing of a visitor stays on it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Property, QAbstractItemModel, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from caller.opinion import Opinion
from caller.saying import Saying
from caller.viewmodel_place import Place
from config.reasons import reasons_for
from devices.link.commands import DeclineRating
from devices.link.qt import HubLink
from devices.link.qtclock import HallClock
from devices.link.qtmodel import RowModel
from devices.link.rows import RatingRow
from devices.link.words import Grade

QML_IMPORT_NAME = "Pad.Model"
QML_IMPORT_MAJOR_VERSION = 1
QML_IMPORT_MINOR_VERSION = 0

THANKS_S = 5.0
"""Seconds a thank-you stays."""

REFUSED_S = 20.0
"""Seconds a refusal stays when nobody touches it."""

STEP_S = 10
"""The time that is left is told in steps of so many seconds, so that no figure runs before the visitor."""

AGAIN = frozenset({"busy", "stopping", "journal_failed", "journal_unsure", "fault"})
"""Refusals after which the same may be said once more."""

ANEW = frozenset({"reasons_needed", "unknown_reason", "words_too_long"})
"""Refusals after which something else may be chosen."""

FOR_VISITORS = frozenset({"already_rated", "not_rateable", "reasons_needed", "busy", "stopping"})
"""Refusals whose sentence is meant for a visitor; the others speak to the hall's staff."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A reason as a thing to tick; ``position`` is its place in the national list."""

    code: str
    position: int
    words: str
    ticked: bool


@QmlElement
class RatingPad(QObject):
    """The pages of one rating pad: idle, grades, reasons, thanks, refused.

    Args:
        link: the link to the hub.
        clock: the hall's clock; a rating ends by it.
        speak: switches the words of the screen to another language.
        language: the language in which every visitor finds the pad.
    """

    changed = Signal()

    def __init__(
        self, link: HubLink, clock: HallClock, speak: Callable[[str], None], language: str = "zh"
    ) -> None:
        super().__init__()
        self._link = link
        self._clock = clock
        self._speak = speak
        self._first = language
        self._language = language
        self._place = Place(link, language == "en", self)
        self._saying = Saying(link, clock.steady, self._heard)
        self._choices = RowModel[Choice](
            {
                "code": lambda choice: choice.code,
                "words": lambda choice: choice.words,
                "ticked": lambda choice: choice.ticked,
            },
            order=lambda choice: choice.position,
            key=lambda choice: choice.code,
            parent=self,
        )
        self._page = "idle"
        self._service: RatingRow | None = None
        self._opinion: Opinion | None = None
        self._over = ""
        self._shut_at = 0.0
        link.rowsChanged.connect(self._look)
        link.liveChanged.connect(self._look)
        clock.ticked.connect(self._tick)
        self._place.visitorChanged.connect(self._greet)

    @Slot(int)
    def grade(self, grade: int) -> None:
        """A face was touched: 5 (非常满意) to 1 (非常不满意)."""
        if self._page == "grades" and self._opinion is not None and not self._is_busy():
            self._opinion = self._opinion.with_grade(Grade(grade))
            self._show("reasons")

    @Slot(str)
    def toggle(self, code: str) -> None:
        """A reason was touched."""
        if self._page == "reasons" and self._opinion is not None and not self._is_busy():
            self._opinion = self._opinion.toggled(code)
            self._show("reasons")

    @Slot()
    def back(self) -> None:
        """Another grade is wanted; nothing was said yet."""
        if self._page == "reasons" and self._opinion is not None and not self._is_busy():
            self._opinion = self._opinion.without_grade()
            self._show("grades")

    @Slot()
    def send(self) -> None:
        """Say what is chosen."""
        rating = self._opinion.rating() if self._page == "reasons" and self._opinion is not None else None
        if rating is not None:
            self._saying.say(rating)
            self.changed.emit()

    @Slot()
    def decline(self) -> None:
        """The visitor would rather not rate."""
        if self._page in ("grades", "reasons") and self._opinion is not None:
            self._saying.say(DeclineRating(ticket=self._opinion.ticket))
            self.changed.emit()

    @Slot()
    def goOn(self) -> None:  # noqa: N802
        """Take the way on that a refusal offers."""
        if self._page != "refused":
            return
        match self._way():
            case "again":
                self._saying.again()
                self.changed.emit()
            case "anew" if self._opinion is not None:
                self._saying.forget()
                self._opinion = self._opinion.without_grade()
                self._show("grades")
                self._look()
            case _:
                self.close()

    @Slot()
    def close(self) -> None:
        """A refusal was read."""
        if self._page == "refused" and not self._is_busy():
            self._rest()

    @Slot()
    def switchLanguage(self) -> None:  # noqa: N802
        """Speak the other language to this visitor."""
        self._use("zh" if self._language == "en" else "en")

    def _heard(self) -> None:
        """What was said is taken, kept or refused."""
        refused = self._saying.state == "refused"
        self._shut_at = self._clock.steady() + (REFUSED_S if refused else THANKS_S)
        self._show("refused" if refused else "thanks")

    def _look(self) -> None:
        """Wake for a service that may be rated, and rest when it may no longer be."""
        self._saying.look()
        row = self._rateable()
        if row is not None and (self._service is None or row.ticket != self._service.ticket):
            self._wake(row)
        elif row is None and self._page in ("grades", "reasons") and not self._is_busy():
            self._rest()
        elif self._page != "idle":
            self.changed.emit()

    def _tick(self) -> None:
        shut = self._page in ("thanks", "refused") and self._clock.steady() >= self._shut_at
        if shut and not self._is_busy():
            self._rest()
        else:
            self._look()

    def _rateable(self) -> RatingRow | None:
        row = self._link.rows.get("rating")
        if isinstance(row, RatingRow) and row.ticket != self._over and row.until > self._clock.now():
            return row
        return None

    def _wake(self, row: RatingRow) -> None:
        if self._page != "idle":
            self._use(self._first)
        self._saying.forget()
        self._service = row
        self._opinion = Opinion(ticket=row.ticket)
        self._show("grades")

    def _rest(self) -> None:
        # Nobody is asked about the same service twice.
        self._over = self._service.ticket if self._service is not None else self._over
        self._saying.forget()
        self._service = None
        self._opinion = None
        self._use(self._first)
        self._show("idle")
        self._look()

    def _greet(self) -> None:
        """Another visitor is called: the pad speaks the hall's language again."""
        if self._page == "idle":
            self._use(self._first)

    def _use(self, language: str) -> None:
        if language != self._language:
            self._language = language
            self._place.use(language == "en")
            self._speak(language)
            self._show(self._page)

    def _show(self, page: str) -> None:
        self._page = page
        opinion = self._opinion
        if opinion is not None and opinion.grade is not None:
            self._choices.show(
                [
                    Choice(
                        code=reason.code,
                        position=position,
                        words=reason.en if self._language == "en" else reason.zh,
                        ticked=reason.code in opinion.reasons,
                    )
                    for position, reason in enumerate(reasons_for(opinion.grade))
                ]
            )
        self.changed.emit()

    def _shown_page(self) -> str:
        return self._page

    def _shown_place(self) -> Place:
        return self._place

    def _is_busy(self) -> bool:
        return self._saying.state == "sending"

    def _shown_language(self) -> str:
        return self._language

    def _number(self) -> str:
        return self._service.number if self._service is not None else ""

    def _item(self) -> str:
        row = self._service
        if row is None:
            return ""
        return (row.item_name_en or row.item_name) if self._language == "en" else row.item_name

    def _seconds(self) -> int:
        """About how many seconds are left, in steps; 0 when nothing is to be rated."""
        row = self._service
        left = (row.until - self._clock.now()).total_seconds() if row is not None else 0.0
        return max(0, -int(-left // STEP_S) * STEP_S)

    def _chosen(self) -> int:
        """The grade that was touched, 0 for none."""
        return (
            int(self._opinion.grade) if self._opinion is not None and self._opinion.grade is not None else 0
        )

    def _shown_choices(self) -> QAbstractItemModel:
        return self._choices

    def _needs_reason(self) -> bool:
        return self._opinion is not None and self._opinion.needs_reason

    def _is_complete(self) -> bool:
        return self._opinion is not None and self._opinion.rating() is not None

    def _thanks(self) -> str:
        """For what the pad thanks: rated, kept (to be sent when the hub is back) or declined."""
        if not self._saying.rated:
            return "declined"
        return "kept" if self._saying.state == "kept" else "rated"

    def _why(self) -> str:
        """The hub's own sentence, if it is meant for a visitor."""
        refusal = self._saying.refusal
        if refusal is None or refusal.code not in FOR_VISITORS:
            return ""
        return refusal.en if self._language == "en" else refusal.zh

    def _way(self) -> str:
        """What may be done after a refusal: again, anew, or only close."""
        code = self._saying.refusal.code if self._saying.refusal is not None else ""
        return "again" if code in AGAIN else "anew" if code in ANEW else "close"

    page = Property(str, _shown_page, notify=changed)
    place = Property(Place, _shown_place, notify=changed)
    busy = Property(bool, _is_busy, notify=changed)
    language = Property(str, _shown_language, notify=changed)
    number = Property(str, _number, notify=changed)
    item = Property(str, _item, notify=changed)
    seconds = Property(int, _seconds, notify=changed)
    chosen = Property(int, _chosen, notify=changed)
    choices = Property(QAbstractItemModel, _shown_choices, notify=changed)
    needsReason = Property(bool, _needs_reason, notify=changed)  # noqa: N815
    complete = Property(bool, _is_complete, notify=changed)
    thanks = Property(str, _thanks, notify=changed)
    why = Property(str, _why, notify=changed)
    way = Property(str, _way, notify=changed)
