"""Windows, and who works there."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from config.schema.base import ClockSpan, Id, Name, Setting, Weekday

WindowType = Literal[
    "accept", "immediate", "issue", "consult", "tidal", "unsolved", "inter_province", "elder", "dedicated"
]


class Window(Setting, frozen=True, kw_only=True):
    """``[[windows]]``: where a clerk serves."""

    number: Annotated[int, Meta(ge=1, le=9999, description="The window's number on its sign.")]
    zone: Annotated[Id, Meta(description="Zone in which the window stands.")]
    name: Annotated[str, Meta(description="Words on its screen; empty is the type's name.")] = ""
    type: Annotated[WindowType, Meta(description="What the window is for.")] = "accept"
    queues: Annotated[
        tuple[Id, ...], Meta(description="Queues it serves, the preferred one first; none for a 专职 window.")
    ] = ()
    shifts: Annotated[
        tuple[ClockSpan, ...], Meta(description="Hours of its own, as noon service; empty means the hall's.")
    ] = ()
    days: Annotated[tuple[Weekday, ...], Meta(description="Days of its own; empty means the hall's.")] = ()
    green: Annotated[
        bool,
        Meta(description="Whether priority visitors always go first here (绿色通道); it serves others too."),
    ] = False
    where: Annotated[str, Meta(description="How to get there, in a few words, as 大厅左侧.")] = ""
    where_en: Annotated[str, Meta(description="How to get there, in English.")] = ""


class Clerk(Setting, frozen=True, kw_only=True):
    """``[[clerks]]``: somebody who works at a window."""

    number: Annotated[Id, Meta(description="Staff number.")]
    name: Annotated[Name, Meta(description="Full name; visitors see it as [screens] staff_names says.")]
    role: Annotated[
        Literal["clerk", "leader", "guide", "admin"],
        Meta(
            description="Clerks and leaders sign in at windows; a guide works at the desk, an admin on the "
            "hub's pages, with PIN and second factor, and nowhere else."
        ),
    ] = "clerk"
    department: Annotated[str, Meta(description="Department that sent them.")] = ""
    photo: Annotated[str, Meta(description="Picture for window screen and pad, beside hall.toml.")] = ""
    skills: Annotated[
        tuple[Id, ...], Meta(description="Queues that they can serve; empty means every queue.")
    ] = ()
    zones: Annotated[
        tuple[Id, ...], Meta(description="Zones in which they work; empty means every zone (机动人员).")
    ] = ()
    valid_from: Annotated[date | None, Meta(description="First day of temporary staff.")] = None
    valid_to: Annotated[date | None, Meta(description="Last day of temporary staff.")] = None


class Staff(Setting, frozen=True, kw_only=True):
    """``[staff]``: sign-in, absence, and the attendance sheet."""

    sign_in: Annotated[
        Literal["number", "pin", "card", "card_pin"],
        Meta(description="What a clerk proves: a number on a list, PIN, staff card, or card and PIN."),
    ] = "card_pin"
    absent_min: Annotated[
        float,
        Meta(
            ge=0,
            description="Minutes without a touch at an open window, with people waiting, that are absence; "
            "also minutes somebody waits whom no open window serves, until staff are told; 0 never does.",
        ),
    ] = 10.0
    idle_min: Annotated[
        float,
        Meta(
            ge=0,
            description="Minutes without a touch at a panel after which its sign-in ends, unless a visitor "
            "is there; 0 never. The panel counts down in the last one.",
        ),
    ] = 30.0
    late_min: Annotated[
        float, Meta(ge=0, description="Minutes after a shift's begin, or before its end, that are on time.")
    ] = 5.0
    tidal_hint: Annotated[
        int,
        Meta(
            ge=0,
            description="People waiting per open window above which a free tidal window is named; 0 never.",
        ),
    ] = 20


class Desk(Setting, frozen=True, kw_only=True):
    """``[[desks]]``: a desk (总咨询台, 总服务台, 总投诉台) where guides help."""

    id: Annotated[Id, Meta(description="Short name, such as desk-1; tokens and devices name it.")]
    name: Annotated[Name, Meta(description="Name on its sign.")]
    name_en: Annotated[str, Meta(description="The desk's name in English.")] = ""
    zone: Annotated[str, Meta(description="Zone whose help calls ring here first; empty means all.")] = ""


class Room(Setting, frozen=True, kw_only=True):
    """``[[rooms]]``: a counselling room that can be booked (联合辅导室)."""

    id: Annotated[Id, Meta(description="Short name of the room.")]
    name: Annotated[Name, Meta(description="Name on its door.")]
    zone: Annotated[Id, Meta(description="Zone whose counselling room it is.")]
    seats: Annotated[int, Meta(ge=1, description="Seats.")] = 6


class Reason(Setting, frozen=True, kw_only=True):
    """``[[pauses]]`` and ``[[call_reasons]]``: a reason that a clerk may choose."""

    id: Annotated[Id, Meta(description="Short name by which the journal knows the reason.")]
    name: Annotated[Name, Meta(description="Words on the panel, and on the window's screen while it pauses.")]
    name_en: Annotated[str, Meta(description="The same words in English.")] = ""
