"""The hall itself: its name, its hub, its opening hours, its zones."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from config.schema.base import ClockSpan, Id, Name, Setting, Weekday

Closing = Literal["forecast", "fixed", "end"]
ZoneType = Literal["consult", "accept", "wait", "back_office", "online", "elder", "self_service"]


class Hall(Setting, frozen=True, kw_only=True):
    """``[hall]``: who this hall is, as printed on tickets and shown on every screen."""

    name: Annotated[Name, Meta(description="The hall's full name, on every ticket and screen.")]
    name_en: Annotated[Name, Meta(description="The hall's name in English.")]
    address: Annotated[str, Meta(description="Street address, printed on the ticket when set.")] = ""
    consult_phone: Annotated[Name, Meta(description="Number visitors may ring with questions.")]
    complaint_phone: Annotated[Name, Meta(description="Number visitors may ring to complain.")]
    timezone: Annotated[Name, Meta(description="IANA zone in which the hall's day begins and ends.")] = (
        "Asia/Shanghai"
    )


class Hub(Setting, frozen=True, kw_only=True):
    """``[hub]``: the hub's port and where it keeps the hall's days."""

    host: Annotated[
        Name, Meta(description="Address the hub listens on; loopback unless the hall says otherwise.")
    ] = "127.0.0.1"
    port: Annotated[int, Meta(ge=1, le=65535, description="The one port for link, API and pages.")] = 8710
    tls: Annotated[
        Literal["auto", "on", "off"],
        Meta(
            description="Whether the port speaks TLS: beyond this computer (auto), always (on), or never, "
            "which only loopback may (off)."
        ),
    ] = "auto"
    data: Annotated[
        Name, Meta(description="Folder of journal, vault and keys; relative to the working folder.")
    ] = "var/hall"
    heartbeat_s: Annotated[
        float, Meta(gt=0, description="Seconds between heartbeats; two missed ones end a link.")
    ] = 5.0
    hash: Annotated[
        Literal["sha256", "sm3"],
        Meta(description="Hash of a new journal's chain; one that was begun keeps its own."),
    ] = "sha256"


class Limits(Setting, frozen=True, kw_only=True):
    """``[limits]``: how much the hub takes from whom; beyond it, somebody is refused, slowed or cut off."""

    lines: Annotated[
        int,
        Meta(
            ge=16,
            description="Open lines of those who are not proven, phones included; one more displaces the "
            "oldest of whoever holds most. Never more than the system's open files allow.",
        ),
    ] = 6000
    lines_per_address: Annotated[
        int, Meta(ge=1, description="The same from one address, behind which there may be a whole hall.")
    ] = 2000
    new_lines_per_s: Annotated[
        float, Meta(gt=0, description="New lines a second from one address in the long run.")
    ] = 25.0
    new_lines_burst: Annotated[
        int, Meta(ge=1, description="New lines from one address at once, as after a restart of the hub.")
    ] = 1000
    hello_s: Annotated[
        float, Meta(gt=0, description="Seconds in which a new line must prove whose it is.")
    ] = 5.0
    request_s: Annotated[
        float, Meta(gt=0, description="Seconds in which a request must be here whole, and its answer read.")
    ] = 15.0
    idle_s: Annotated[
        float, Meta(gt=0, description="Seconds for which a line is kept open for the next request.")
    ] = 5.0
    sessions: Annotated[int, Meta(ge=1, description="Sessions of proven clients at once.")] = 2000
    sessions_per_client: Annotated[
        int, Meta(ge=1, description="Sessions of one client at once; one more ends its oldest.")
    ] = 4
    messages_per_s: Annotated[
        float, Meta(gt=0, description="Messages a second from one client in the long run.")
    ] = 100.0
    messages_burst: Annotated[
        int, Meta(ge=1, description="Messages from one client at once; one more is a flood and ends it.")
    ] = 1500
    commands_per_s: Annotated[
        float, Meta(gt=0, description="Commands a second from one client in the long run.")
    ] = 50.0
    commands_burst: Annotated[
        int,
        Meta(ge=1, description="Commands from one client at once, as after an outage; one more is refused."),
    ] = 1200
    bad_per_min: Annotated[
        float,
        Meta(
            ge=1, description="Wrong proofs and broken messages a minute from one address, for each client."
        ),
    ] = 60.0
    refused_s: Annotated[
        float, Meta(gt=0, description="Seconds for which strangers there are refused after more of them.")
    ] = 60.0
    queue_kb: Annotated[
        int, Meta(ge=64, description="KiB that may wait for one slow client; with more it begins anew.")
    ] = 4096
    queue_total_mb: Annotated[
        int, Meta(ge=1, description="MiB that may wait for all slow clients; the slowest begin anew.")
    ] = 256
    requests_per_s: Annotated[
        float, Meta(gt=0, description="Requests a second from one address without a token.")
    ] = 50.0
    requests_total_per_s: Annotated[
        float, Meta(gt=0, description="Requests a second without a token, from everywhere together.")
    ] = 100.0
    token_requests_per_s: Annotated[float, Meta(gt=0, description="Requests a second with one token.")] = 50.0
    requests_at_once: Annotated[
        int, Meta(ge=2, description="Requests under way at once; half of them may be without a token.")
    ] = 64


class Hours(Setting, frozen=True, kw_only=True):
    """``[hours]``: when tickets are given, unless a queue has hours of its own."""

    days: Annotated[
        tuple[Weekday, ...],
        Meta(description="Days of the week on which the hall is open."),
    ] = ("mon", "tue", "wed", "thu", "fri")
    open: Annotated[
        tuple[ClockSpan, ...], Meta(description='Spans of the hall\'s clock, such as "09:00-12:00".')
    ] = ("09:00-12:00", "13:00-17:00")
    closing: Annotated[
        Closing,
        Meta(
            description="When ticketing ends before each span's end: by the forecast (whoever could not be "
            "served before it), at a fixed number of minutes, or not before the end."
        ),
    ] = "forecast"
    closing_min: Annotated[
        int, Meta(ge=0, description="Minutes before the end: of a fixed closing, or to spare by forecast.")
    ] = 0


class Calendar(Setting, frozen=True, kw_only=True):
    """``[calendar]``: days that differ from their weekday, by each year's notice."""

    holidays: Annotated[
        tuple[date, ...], Meta(description="Days off (放假), also those that fall on weekdays.")
    ] = ()
    workdays: Annotated[
        tuple[date, ...], Meta(description="Made-up working days (调休上班) on weekends.")
    ] = ()
    until: Annotated[
        date | None, Meta(description="Last day that the lists cover; staff are warned before it comes.")
    ] = None
    warn_days: Annotated[
        int, Meta(ge=1, description="Days before ``until`` from which staff are warned.")
    ] = 60


class Zone(Setting, frozen=True, kw_only=True):
    """``[[zones]]``: windows, a waiting area and their screens."""

    id: Annotated[Id, Meta(description="Short name of the zone.")]
    name: Annotated[Name, Meta(description="Name on signs and screens.")]
    name_en: Annotated[str, Meta(description="The zone's name in English.")] = ""
    floor: Annotated[int, Meta(description="Floor, 1 is the ground floor.")] = 1
    type: Annotated[ZoneType, Meta(description="What the zone is for.")] = "accept"
