"""Every setting of a hall: its type, its default and one sentence that says what it does.

This is the only place where a setting is described; ``config.load`` checks a hall's files against it
and the README's table is generated from it. Values only: nothing here opens a file.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

Name = Annotated[str, Meta(min_length=1)]
Id = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=32)]
ClockSpan = Annotated[str, Meta(pattern=r"^[0-2]\d:[0-5]\d-[0-2]\d:[0-5]\d$")]

ZoneType = Literal["consult", "accept", "wait", "back_office", "online", "elder", "self_service"]
WindowType = Literal[
    "accept", "immediate", "issue", "consult", "tidal", "unsolved", "inter_province", "elder", "dedicated"
]


class Setting(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of the hall's file; every field is one setting."""


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
    data: Annotated[
        Name, Meta(description="Folder of journal, vault and keys; relative to the working folder.")
    ] = "var/hall"
    heartbeat_s: Annotated[
        float, Meta(gt=0, description="Seconds between heartbeats; two missed ones end a link.")
    ] = 5.0


class Hours(Setting, frozen=True, kw_only=True):
    """``[hours]``: when tickets are given, unless a queue has hours of its own."""

    days: Annotated[
        tuple[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"], ...],
        Meta(description="Days of the week on which the hall is open."),
    ] = ("mon", "tue", "wed", "thu", "fri")
    open: Annotated[
        tuple[ClockSpan, ...], Meta(description='Spans of the hall\'s clock, such as "09:00-12:00".')
    ] = ("09:00-12:00", "13:00-17:00")


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


class Kiosk(Setting, frozen=True, kw_only=True):
    """``[[kiosks]]``: one ticket machine."""

    id: Annotated[Id, Meta(description="Short name of the kiosk; devices name it as their host.")]
    zone: Annotated[Id, Meta(description="Zone in which it stands.")]
    name: Annotated[str, Meta(description="Name for staff.")] = ""
    featured: Annotated[
        tuple[str, ...], Meta(max_length=6, description="Codes of the items on its home page, at most six.")
    ] = ()


class Screens(Setting, frozen=True, kw_only=True):
    """``[screens]``: how the screens behave."""

    idle_s: Annotated[
        int, Meta(ge=10, description="Seconds of silence after which a kiosk asks whether anyone is there.")
    ] = 60
    idle_count_s: Annotated[
        int, Meta(ge=20, description="Seconds it counts before it wipes and goes home.")
    ] = 20
    call_s: Annotated[
        float, Meta(ge=8, description="Seconds a call stays large on a zone screen, at least eight.")
    ] = 8.0
    staff_names: Annotated[
        Literal["full", "masked", "number"], Meta(description="How clerks are named to visitors.")
    ] = "masked"


class Rating(Setting, frozen=True, kw_only=True):
    """``[rating]``: 好差评."""

    wake_s: Annotated[int, Meta(ge=10, description="Seconds a pad waits for a rating after a service.")] = 60
    words_max: Annotated[
        int, Meta(ge=0, description="Longest free text in characters; 0 takes no words.")
    ] = 150


class Forecast(Setting, frozen=True, kw_only=True):
    """``[forecast]``: the range of minutes shown to visitors."""

    prior_weight: Annotated[
        float,
        Meta(gt=0, description="How many observed waits the hall's own minutes weigh on the first days."),
    ] = 20.0
    low: Annotated[
        float, Meta(gt=0, lt=1, description="Lower share of the shown range before the hall has learned.")
    ] = 0.6
    high: Annotated[
        float, Meta(gt=1, description="Upper factor of the shown range before the hall has learned.")
    ] = 1.5


class Sync(Setting, frozen=True, kw_only=True):
    """``[sync]``: the exchange database of the hall server; off while ``postgres`` is empty."""

    hall_id: Annotated[
        str, Meta(description="This hall's name in the exchange database; empty is the folder's name.")
    ] = ""
    postgres: Annotated[
        str,
        Meta(description="Connection string of the exchange database without password (use a passfile)."),
    ] = ""
    every_s: Annotated[float, Meta(gt=0, description="Seconds between two looks at the journal.")] = 5.0
    batch: Annotated[int, Meta(gt=0, le=10000, description="Events sent in one transaction.")] = 500


class Voice(Setting, frozen=True, kw_only=True):
    """``[voice]``: announcements."""

    clips: Annotated[
        str, Meta(description="Folder of clips beside hall.toml; empty uses the shipped ones.")
    ] = ""
    repeat: Annotated[int, Meta(ge=1, le=3, description="How often a call is spoken.")] = 2
    english: Annotated[bool, Meta(description="Whether a call is spoken in English too.")] = False


class Zone(Setting, frozen=True, kw_only=True):
    """``[[zones]]``: windows, a waiting area and their screens."""

    id: Annotated[Id, Meta(description="Short name of the zone.")]
    name: Annotated[Name, Meta(description="Name on signs and screens.")]
    name_en: Annotated[str, Meta(description="English name.")] = ""
    floor: Annotated[int, Meta(description="Floor, 1 is the ground floor.")] = 1
    type: Annotated[ZoneType, Meta(description="What the zone is for.")] = "accept"


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


class Device(Setting, frozen=True, kw_only=True):
    """``[[devices]]``: one piece of hardware, where its cable ends, and whom it serves."""

    id: Annotated[Id, Meta(description="Short name of the device.")]
    kind: Annotated[Name, Meta(description="Driver, one of the README's table of devices.")]
    host: Annotated[
        Id, Meta(description='Computer its cable ends at: "hub", a kiosk\'s id, or "window-5".')
    ] = "hub"
    port: Annotated[
        Name,
        Meta(
            description="How to reach it: tcp://host:9100, serial:///dev/ttyUSB0?baud=9600, camera://0, "
            "alsa://default, folder://announcements. A relative path is below the hub's data folder."
        ),
    ]
    kiosk: Annotated[str, Meta(description="Kiosk that it serves.")] = ""
    window: Annotated[int, Meta(ge=0, description="Window that it serves; 0 for none.")] = 0
    zone: Annotated[str, Meta(description="Zone that it serves.")] = ""
    options: Annotated[
        dict[str, str], Meta(description="Settings of the driver, as the README's table of devices says.")
    ] = {}


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


class HallConfig(Setting, frozen=True, kw_only=True):
    """All of one hall: ``hall.toml`` with ``items.csv`` beside it."""

    hall: Hall
    hub: Hub = Hub()
    hours: Hours = Hours()
    tickets: Tickets = Tickets()
    screens: Screens = Screens()
    rating: Rating = Rating()
    forecast: Forecast = Forecast()
    sync: Sync = Sync()
    voice: Voice = Voice()
    zones: tuple[Zone, ...]
    queues: tuple[Queue, ...]
    windows: tuple[Window, ...]
    kiosks: tuple[Kiosk, ...] = ()
    clerks: tuple[Clerk, ...] = ()
    pauses: tuple[Reason, ...] = ()
    devices: tuple[Device, ...] = ()
    items: tuple[Item, ...] = ()
