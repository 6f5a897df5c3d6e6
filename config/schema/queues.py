"""Queues, items and what is printed on their tickets."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from config.schema.base import ClockSpan, Id, Name, Setting


class Tickets(Setting, frozen=True, kw_only=True):
    """``[tickets]``: numbers, calls, and what happens to those who miss theirs."""

    width: Annotated[int, Meta(ge=2, le=6, description="Digits behind the prefix: 3 gives A001.")] = 3
    recalls: Annotated[int, Meta(ge=0, description="How often one call may be repeated.")] = 5
    return_places: Annotated[
        int, Meta(ge=0, description="Places behind the head at which a no-show returns.")
    ] = 3
    returns: Annotated[int, Meta(ge=0, description="How often one ticket may return after a no-show.")] = 2
    appointment_early_min: Annotated[
        int, Meta(ge=0, description="Minutes before its slot an appointment may check in.")
    ] = 30
    appointment_grace_min: Annotated[
        int,
        Meta(ge=0, description="Minutes after its slot until an appointment counts as an ordinary ticket."),
    ] = 15
    elder_age: Annotated[int, Meta(ge=50, le=100, description="Age from which a card gives priority.")] = 70
    priority_in_a_row: Annotated[
        int,
        Meta(ge=1, description="Priority calls in a row at one window before an ordinary ticket goes first."),
    ] = 3
    show_ticket_url: Annotated[
        str,
        Meta(description="Address in the ticket's QR code, {id} being the ticket's id; empty prints the id."),
    ] = ""


class Queue(Setting, frozen=True, kw_only=True):
    """``[[queues]]``: a line with a letter and a counter of its own."""

    id: Annotated[Id, Meta(description="Short name of the queue.")]
    prefix: Annotated[str, Meta(pattern=r"^[A-Z]{1,2}$", description="Letter(s) before the number.")]
    name: Annotated[Name, Meta(description="Name for visitors.")]
    name_en: Annotated[str, Meta(description="English name.")] = ""
    zone: Annotated[Id, Meta(description="Zone in which its windows are.")]
    minutes: Annotated[
        float, Meta(gt=0, description="Minutes one service takes until the hall has learned better.")
    ] = 10.0
    first: Annotated[int, Meta(ge=1, description="First number of the day.")] = 1
    last: Annotated[
        int, Meta(ge=1, description="Last number of the day; when it is reached the queue is full.")
    ] = 999
    hours: Annotated[
        tuple[ClockSpan, ...], Meta(description="Hours of this queue; empty means the hall's.")
    ] = ()
    quota: Annotated[int, Meta(ge=0, description="Tickets a day; 0 means no limit.")] = 0
    real_name: Annotated[
        bool, Meta(description="Whether a kiosk asks for an ID card (the desk helps without one).")
    ] = False


class Item(Setting, frozen=True, kw_only=True):
    """A row of ``items.csv``: what a visitor comes for."""

    code: Annotated[Id, Meta(description="The item's code, unique in the hall.")]
    name: Annotated[Name, Meta(description="Name for visitors.")]
    name_en: Annotated[str, Meta(description="English name; empty shows the Chinese one.")] = ""
    queue: Annotated[Id, Meta(description="Queue that its visitors wait in.")]
    department: Annotated[str, Meta(description="Department that decides.")] = ""
    keywords: Annotated[str, Meta(description="Everyday words for the search, separated by spaces.")] = ""
    subject: Annotated[Literal["person", "legal", "both"], Meta(description="Who may apply.")] = "both"
    minutes: Annotated[
        float,
        Meta(ge=0, description="Minutes of one service, for the first days' forecast; 0 takes the queue's."),
    ] = 0.0
    elder: Annotated[bool, Meta(description="Whether it is on the list of items for the elderly.")] = False
    materials: Annotated[
        str, Meta(description="What to bring, separated by semicolons; printed on the ticket.")
    ] = ""
    example: Annotated[
        bool, Meta(description="Whether the row is only an example and not from an official list.")
    ] = True
