"""Queues, items and what is printed on their tickets."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from config.schema.base import ClockSpan, Id, Name, Setting, Weekday


class Tickets(Setting, frozen=True, kw_only=True):
    """``[tickets]``: numbers, calls, and what happens to those who miss theirs."""

    width: Annotated[int, Meta(ge=2, le=6, description="Digits behind the prefix: 3 gives A001.")] = 3
    recalls: Annotated[int, Meta(ge=0, description="How often one call may be repeated.")] = 5
    return_places: Annotated[
        int, Meta(ge=0, description="Places behind the head at which a no-show returns.")
    ] = 3
    returns: Annotated[int, Meta(ge=0, description="How often one ticket may return after a no-show.")] = 2
    appointment_early_min: Annotated[
        int, Meta(ge=0, description="Minutes before its slot begins from which an appointment may check in.")
    ] = 30
    appointment_grace_min: Annotated[
        int,
        Meta(
            ge=0,
            description="Minutes after its slot begins until an appointment is an ordinary ticket.",
        ),
    ] = 15
    elder_age: Annotated[int, Meta(ge=50, le=100, description="Age from which a card gives priority.")] = 70
    priority_in_a_row: Annotated[
        int,
        Meta(ge=1, description="Priority calls in a row at one window before an ordinary ticket goes first."),
    ] = 3
    recall_guard_s: Annotated[
        float, Meta(ge=0, description="Seconds after a call before it may be repeated.")
    ] = 5.0
    undo_s: Annotated[
        float, Meta(ge=0, description="Seconds in which a clerk may take the last step back.")
    ] = 5.0
    items_max: Annotated[int, Meta(ge=1, le=20, description="Most items on one ticket.")] = 5
    per_person_day: Annotated[
        int, Meta(ge=0, description="Tickets that one person (by card) may take a day; 0 means no limit.")
    ] = 0
    show_ticket_url: Annotated[
        str,
        Meta(description="Address in the ticket's QR code, {id} being the ticket's id; empty prints the id."),
    ] = ""


class Band(Setting, frozen=True, kw_only=True):
    """``[[queues.bands]]``: a range of numbers of its own for some classes, readable at a glance."""

    classes: Annotated[
        tuple[Literal["priority", "appointment", "second_visit", "ordinary"], ...],
        Meta(min_length=1, description="Visitor classes that get their numbers from this band."),
    ]
    prefix: Annotated[
        str, Meta(pattern=r"^[A-Z]{0,3}$", description="Letter(s) of the band; empty takes the queue's.")
    ] = ""
    first: Annotated[int, Meta(ge=1, description="First number of the band.")] = 1
    last: Annotated[int, Meta(ge=1, description="Last number of the band.")] = 999


class QuotaSlot(Setting, frozen=True, kw_only=True):
    """``[[queues.slots]]``: how many numbers are given in one span of the day."""

    span: Annotated[ClockSpan, Meta(description='Span that has a quota, such as "09:00-10:00".')]
    quota: Annotated[int, Meta(ge=0, description="Numbers given in it; 0 gives none.")]


class BookingSlot(Setting, frozen=True, kw_only=True):
    """``[[queues.bookings]]``: a span that can be booked, and how many may."""

    span: Annotated[ClockSpan, Meta(description='Span that can be booked, such as "09:00-10:00".')]
    capacity: Annotated[int, Meta(ge=1, description="Appointments that fit into it on one day.")]


class Queue(Setting, frozen=True, kw_only=True):
    """``[[queues]]``: a line with a letter and a counter of its own."""

    id: Annotated[Id, Meta(description="Short name of the queue.")]
    prefix: Annotated[str, Meta(pattern=r"^[A-Z]{1,2}$", description="Letter(s) before the number.")]
    name: Annotated[Name, Meta(description="The queue's name for visitors.")]
    name_en: Annotated[str, Meta(description="The queue's name in English.")] = ""
    zone: Annotated[Id, Meta(description="Zone in which its windows are.")]
    minutes: Annotated[
        float, Meta(gt=0, description="Minutes one service takes until the hall has learned better.")
    ] = 10.0
    first: Annotated[int, Meta(ge=1, description="First number of the day.")] = 1
    last: Annotated[
        int, Meta(ge=1, description="Last number of the day; when it is reached the queue is full.")
    ] = 999
    wrap: Annotated[
        str,
        Meta(
            pattern=r"^([A-Z]{1,3})?$",
            description="Letter(s) under which the counter starts again at its end (no number "
            "is given twice a day); empty means the queue is then full.",
        ),
    ] = ""
    bands: Annotated[
        tuple[Band, ...], Meta(description="Ranges of their own for some classes; empty for none.")
    ] = ()
    away_first: Annotated[
        int,
        Meta(
            ge=0,
            description="First number of those that kiosks give while the hub is away, [away] per_kiosk to "
            "each in the file's order; 0 gives none.",
        ),
    ] = 0
    hours: Annotated[
        tuple[ClockSpan, ...], Meta(description="Hours of this queue; empty means the hall's.")
    ] = ()
    days: Annotated[tuple[Weekday, ...], Meta(description="Days of this queue; empty means the hall's.")] = ()
    holiday: Annotated[
        Literal["closed", "open", "request"],
        Meta(
            description="On holidays: closed, open as on other days, or only for those who asked "
            "[bookings] request_days working days before."
        ),
    ] = "closed"
    closing: Annotated[
        Literal["", "forecast", "fixed", "end"],
        Meta(description="As [hours] closing, for this queue; empty means the hall's."),
    ] = ""
    closing_min: Annotated[
        int, Meta(ge=-1, description="As [hours] closing_min, for this queue; -1 means the hall's.")
    ] = -1
    slots: Annotated[
        tuple[QuotaSlot, ...], Meta(description="Numbers given per span of the day; empty for no limit.")
    ] = ()
    bookings: Annotated[
        tuple[BookingSlot, ...], Meta(description="Spans that can be booked; empty takes any time.")
    ] = ()
    elsewhere: Annotated[
        str, Meta(description="Where else the same can be done when this queue gives no number.")
    ] = ""
    elsewhere_en: Annotated[str, Meta(description="That other place in English.")] = ""
    quota: Annotated[int, Meta(ge=0, description="Tickets a day; 0 means no limit.")] = 0
    real_name: Annotated[
        bool, Meta(description="Whether a kiosk asks for an ID card (the desk helps without one).")
    ] = False


class Bundle(Setting, frozen=True, kw_only=True):
    """``[[bundles]]``: one life event (一件事) that takes several items in one visit."""

    id: Annotated[Id, Meta(description="Short name of the bundle.")]
    name: Annotated[Name, Meta(description="Name for visitors, such as 新生儿出生一件事.")]
    name_en: Annotated[str, Meta(description="The bundle's English name; empty shows the Chinese one.")] = ""
    items: Annotated[
        tuple[Id, ...], Meta(min_length=1, description="Codes of its items, in the order of the steps.")
    ]


class Season(Setting, frozen=True, kw_only=True):
    """``[[seasons]]``: an item that only some windows serve for a season."""

    item: Annotated[Id, Meta(description="Code of the item.")]
    windows: Annotated[tuple[int, ...], Meta(min_length=1, description="Numbers of the windows.")]
    first: Annotated[date, Meta(description="First day.")]
    last: Annotated[date, Meta(description="Last day.")]


class Item(Setting, frozen=True, kw_only=True):
    """A row of ``items.csv``: what a visitor comes for."""

    code: Annotated[Id, Meta(description="The item's code, unique in the hall.")]
    name: Annotated[Name, Meta(description="The item's name for visitors.")]
    name_en: Annotated[str, Meta(description="The item's English name; empty shows the Chinese one.")] = ""
    queue: Annotated[Id, Meta(description="Queue that its visitors wait in.")]
    department: Annotated[str, Meta(description="Department that decides.")] = ""
    keywords: Annotated[str, Meta(description="Everyday words for the search, separated by spaces.")] = ""
    subject: Annotated[
        Literal["person", "legal", "both"],
        Meta(description="Who may apply: a person, a legal person, or both."),
    ] = "both"
    minutes: Annotated[
        float,
        Meta(ge=0, description="Minutes of one service, for the first days' forecast; 0 takes the queue's."),
    ] = 0.0
    next: Annotated[
        str, Meta(description="Queue proposed as the next step when this one is done; empty for none.")
    ] = ""
    elder: Annotated[bool, Meta(description="Whether it is on the list of items for the elderly.")] = False
    materials: Annotated[
        str, Meta(description="What to bring, separated by semicolons; printed on the ticket.")
    ] = ""
    example: Annotated[
        bool, Meta(description="Whether the row is only an example and not from an official list.")
    ] = True
