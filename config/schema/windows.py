"""Windows, and who works there."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from config.schema.base import Id, Name, Setting

WindowType = Literal[
    "accept", "immediate", "issue", "consult", "tidal", "unsolved", "inter_province", "elder", "dedicated"
]


class Window(Setting, frozen=True, kw_only=True):
    """``[[windows]]``: where a clerk serves."""

    number: Annotated[int, Meta(ge=1, le=9999, description="The window's number on its sign.")]
    zone: Annotated[Id, Meta(description="Its zone.")]
    name: Annotated[str, Meta(description="Words on its screen; empty is the type's name.")] = ""
    type: Annotated[WindowType, Meta(description="What the window is for.")] = "accept"
    queues: Annotated[
        tuple[Id, ...], Meta(description="Queues it serves, the preferred one first; none for a 专职 window.")
    ] = ()
    where: Annotated[str, Meta(description="How to get there, in a few words, as 大厅左侧.")] = ""
    where_en: Annotated[str, Meta(description="The same in English.")] = ""


class Clerk(Setting, frozen=True, kw_only=True):
    """``[[clerks]]``: somebody who works at a window."""

    number: Annotated[Id, Meta(description="Staff number.")]
    name: Annotated[Name, Meta(description="Full name; visitors see it as [screens] staff_names says.")]
    role: Annotated[
        Literal["clerk", "leader", "guide"],
        Meta(description="Clerks and leaders sign in at windows; a guide works at the desk."),
    ] = "clerk"


class Reason(Setting, frozen=True, kw_only=True):
    """``[[pauses]]``: a reason for a pause that a clerk may choose."""

    id: Annotated[Id, Meta(description="Short name in the journal.")]
    name: Annotated[Name, Meta(description="Words on the panel and the window's screen.")]
    name_en: Annotated[str, Meta(description="English words.")] = ""
