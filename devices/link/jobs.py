"""Work for devices and what came of it: the messages between hub, device runner and driver.

The same values go from the hub to a device of its own and, over the link, to a device agent; a driver
cannot tell the difference. Readings of people are redacted in every ``repr``.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from devices.link.words import DeviceState, Language


class Work(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="work"):
    """Something that one device is to do."""


class Slip(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stands on a printed ticket (号票), top to bottom."""

    hall: str
    zone: str
    number: str
    item: str
    visitor_class: str = ""
    ahead: str
    wait: str
    windows: str = ""
    taken_at: str
    qr: str
    qr_words: str = ""
    lines: tuple[str, ...] = ()
    mark: str = ""
    language: Language = Language.ZH


class Print(Work, frozen=True, kw_only=True):
    """Put something on paper, at most once.

    Attributes:
        doubt: whether nobody knows how the paper before it ended, so that half of it may be in the printer.
    """

    doubt: bool = False


class PrintSlip(Print, frozen=True, kw_only=True, tag="print_slip"):
    """Put a ticket on paper, at most once."""

    slip: Slip


class Sheet(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stands on an official paper (告知单, 受理凭证, 通知书, 承诺书, 领取凭证), top to bottom.

    Empty texts and lists take no paper. Words may be what somebody told a clerk: never in a log.

    Attributes:
        number: the paper's own number; printed behind 编号.
        rows: label and value; an empty value becomes a line to write on, as for a name.
        paragraphs: running text; a line break begins another paragraph.
        items_title: what ``items`` are; printed above them with how many there are.
        items: a numbered list, such as materials.
        signatures: who signs; each with a line to sign on.
        lines: small lines at the foot, such as phones.
        mark: white on black at the top, such as 补打.
        copies: printed one after the other, each cut off and marked with whom it stays.
    """

    hall: str
    title: str
    number: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    paragraphs: tuple[str, ...] = ()
    items_title: str = ""
    items: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    qr: str = ""
    qr_words: str = ""
    lines: tuple[str, ...] = ()
    made_at: str
    mark: str = ""
    copies: Annotated[int, Meta(ge=1, le=2)] = 1
    language: Language = Language.ZH

    def __repr__(self) -> str:
        """Say which paper it is, and nothing of what was told or agreed."""
        return f"Sheet(title={self.title!r}, copies={self.copies}, <redacted>)"

    __str__ = __repr__


class PrintSheet(Print, frozen=True, kw_only=True, tag="print_sheet"):
    """Put an official paper, in all its copies, on paper, at most once."""

    sheet: Sheet


class ReadCard(Work, frozen=True, kw_only=True, tag="read_card"):
    """Wait for an ID card and read it once."""

    timeout_s: Annotated[float, Meta(gt=0, le=120)] = 30.0


class ReadCode(Work, frozen=True, kw_only=True, tag="read_code"):
    """Wait for a QR code and read it once."""

    timeout_s: Annotated[float, Meta(gt=0, le=120)] = 30.0


class ShowText(Work, frozen=True, kw_only=True, tag="show_text"):
    """Show this text on a board; a newer one replaces it."""

    text: str
    colour: Annotated[str, Meta(pattern=r"^(red|green|yellow)(?!\n)$")] = "red"


class Announce(Work, frozen=True, kw_only=True, tag="announce"):
    """Say that a number is called to a window."""

    number: str
    window: int
    english: bool = False
    repeat: int = 1


AnyWork = PrintSlip | PrintSheet | ReadCard | ReadCode | ShowText | Announce


class News(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="news"):
    """Something a driver has learned; ``job`` is empty when it belongs to no job."""

    job: str = ""


class WorkStarted(News, frozen=True, kw_only=True, tag="work_started"):
    """The next bytes would begin the job: told, and answered, before any of them is sent."""


class WorkDone(News, frozen=True, kw_only=True, tag="work_done"):
    """The device itself said that the work is done (or, without an answer line, it was sent)."""


class WorkFailed(News, frozen=True, kw_only=True, tag="work_failed"):
    """The work is certainly not done; ``cause`` is a fault code."""

    cause: str


class WorkUnknown(News, frozen=True, kw_only=True, tag="work_unknown"):
    """Nobody can tell whether the work was done."""

    cause: str


class DeviceIs(News, frozen=True, kw_only=True, tag="device_is"):
    """The device's state changed."""

    state: DeviceState
    fault: str = ""


class CardRead(News, frozen=True, kw_only=True, tag="card_read"):
    """An ID card was read (GA 450 family). Never logged, never kept as read."""

    card_type: str
    name: str
    id_number: str
    born: date
    valid_to: date | None = None

    def __repr__(self) -> str:
        """Say that a card was read, and nothing of what it says."""
        return f"CardRead(job={self.job!r}, card_type={self.card_type!r}, <redacted>)"

    __str__ = __repr__


class CodeRead(News, frozen=True, kw_only=True, tag="code_read"):
    """A code was scanned; ``data`` is what the symbol holds, byte by byte."""

    data: bytes

    def __repr__(self) -> str:
        """Say how long the code is; it may name a person."""
        return f"CodeRead(job={self.job!r}, <{len(self.data)} bytes>)"

    __str__ = __repr__


AnyNews = WorkStarted | WorkDone | WorkFailed | WorkUnknown | DeviceIs | CardRead | CodeRead
