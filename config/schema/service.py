"""Appointments, consulting, papers, and what holds while the hub is away."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from config.schema.base import Setting


class Bookings(Setting, frozen=True, kw_only=True):
    """``[bookings]``: appointments (预约)."""

    ahead_days: Annotated[
        int, Meta(ge=0, description="Working days ahead that may be booked at the desk; 0 for no limit.")
    ] = 5
    min_days_ahead: Annotated[
        int,
        Meta(ge=0, description="Working days before which the desk books; 0 for the same day too."),
    ] = 0
    cancel_hours: Annotated[
        int,
        Meta(
            ge=0,
            le=720,
            description="Hours before its time until which an appointment may be cancelled; 0 for any time.",
        ),
    ] = 0
    per_person_day: Annotated[
        int,
        Meta(ge=0, description="Appointments of one person on a day that the desk makes; 0 for no limit."),
    ] = 0
    no_shows: Annotated[
        int, Meta(ge=0, description="Missed appointments that restrict a person's booking; 0 for never.")
    ] = 3
    no_show_days: Annotated[
        int,
        Meta(ge=1, le=59, description="Days over which they are counted, and for which it is restricted."),
    ] = 30
    request_days: Annotated[
        int, Meta(ge=0, description="Working days before a holiday by which its service is requested.")
    ] = 3


class Papers(Setting, frozen=True, kw_only=True):
    """``[papers]``: limits on slips, in working days from the day after."""

    reply_days: Annotated[int, Meta(ge=1, description="Until a registered matter is answered.")] = 5
    supplement_days: Annotated[
        int, Meta(ge=1, description="Until what a supplement notice (补齐补正) asks for is handed in.")
    ] = 10
    deferral_days: Annotated[int, Meta(ge=1, description="Until what was deferred (容缺) is handed in.")] = 10
    keep_days: Annotated[
        int, Meta(ge=1, description="Days a result waits at the counter before staff are reminded.")
    ] = 30


class Away(Setting, frozen=True, kw_only=True):
    """``[away]``: what kiosks and panels do without the hub."""

    per_kiosk: Annotated[
        int, Meta(ge=1, le=999, description="Numbers of each queue that a kiosk may give without the hub.")
    ] = 20
    second_visit: Annotated[
        bool,
        Meta(description="Whether who was overtaken meanwhile gets second-visit priority at the merge."),
    ] = True
