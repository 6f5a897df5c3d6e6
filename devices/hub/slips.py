"""What is printed and shown for visitors outside the screens: the ticket's slip, the strip's text, the call.

Pure: the hall and the forecast in, values out. No name and no digit of an ID number stands on any of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from config.schema import Device, Item
from config.schema import Hall as HallSettings
from devices.boards.strip import strip
from devices.hub.state import Call, Hall, PrintJob, Ticket
from devices.hub.waits import Waits
from devices.link.jobs import Announce, ShowText, Slip
from devices.link.rows import Minutes
from devices.link.words import Language, TicketState, VisitorClass, WindowState

CLASSES = {
    VisitorClass.PRIORITY: ("优先", "Priority"),
    VisitorClass.SECOND_VISIT: ("二次优先", "Second visit"),
    VisitorClass.APPOINTMENT: ("预约", "Appointment"),
    VisitorClass.ORDINARY: ("", ""),
}


def slip(hall: Hall, waits: Waits, job: PrintJob) -> Slip:
    """The ticket on paper, with people ahead and the forecast as they are now."""
    ticket = hall.tickets[job.ticket]
    zh = job.language is Language.ZH
    who, items = hall.config.hall, [hall.item(code) for code in ticket.items or (ticket.item,)]
    # Only a hall whose file has lost the queue since has no zone for it.
    queue = hall.queue_of.get(ticket.queue)
    zone = next((z for z in hall.config.zones if queue and z.id == queue.zone), None)
    ahead, wait = _standing(hall, waits, ticket, zh)
    url = hall.config.tickets.show_ticket_url
    # Without an address for phones the code is the ticket's id, which a kiosk's scanner knows.
    scan = (
        ("扫一扫，看叫到几号", "Scan to follow your place")
        if url
        else ("在取号机扫此码可补打", "Scan at a kiosk to reprint")
    )
    taken = ticket.taken_at.astimezone(ZoneInfo(who.timezone))
    return Slip(
        hall=who.name if zh else who.name_en,
        zone=(zone.name if zh else zone.name_en or zone.name) if zone else "",
        number=ticket.number,
        item=_errand(hall, ticket, items, zh),
        visitor_class=_class_words(hall, ticket, zh),
        ahead=ahead,
        wait=wait,
        windows=_windows(hall, ticket, zh),
        taken_at=taken.strftime("%Y-%m-%d %H:%M"),
        qr=url.replace("{id}", ticket.id) if url else ticket.id,
        qr_words=scan[0 if zh else 1],
        lines=tuple(_advice(who, items, _to_do(hall, ticket), zh)),
        mark=_mark(ticket, zh, again=job.again),
        language=job.language,
    )


def _errand(hall: Hall, ticket: Ticket, items: list[Item], zh: bool) -> str:
    """What the ticket is for: its items, behind the life event (一件事) that they belong to."""
    bundle = hall.bundle_of.get(ticket.bundle)
    if bundle is None:
        return _names(items, zh)
    return (
        f"{bundle.name}：{_names(items, zh)}"
        if zh
        else f"{bundle.name_en or bundle.name}: {_names(items, zh)}"
    )


def _mark(ticket: Ticket, zh: bool, *, again: bool) -> str:
    """What is to be known of the paper itself: that it is a reprint, that its number was given offline."""
    marks = ((again, "补打", "REPRINT"), (ticket.away, "离线取号", "TAKEN OFFLINE"))
    return " · ".join((word if zh else english) for holds, word, english in marks if holds)


def _names(items: list[Item], zh: bool) -> str:
    return "、".join(item.name for item in items) if zh else ", ".join(i.name_en or i.name for i in items)


def _class_words(hall: Hall, ticket: Ticket, zh: bool) -> str:
    """Why the visitor goes first, by the hall's table where it says so."""
    ground = hall.ground_of.get(ticket.ground)
    if ground is None or ticket.visitor_class is not VisitorClass.PRIORITY:
        return CLASSES[ticket.visitor_class][0 if zh else 1]
    return f"{ground.name}优先" if zh else f"Priority: {ground.name_en or ground.name}"


def _to_do(hall: Hall, ticket: Ticket) -> list[Item]:
    """What is still to be done after this ticket."""
    visit = hall.visits.get(ticket.visit)
    return [hall.item(code) for code in visit.to_do] if visit else []


def _advice(who: HallSettings, items: list[Item], to_do: list[Item], zh: bool) -> Iterator[str]:
    """The small lines at the end of a ticket."""
    parts = (part.strip() for item in items for part in item.materials.split(";"))
    if wanted := [part for part in dict.fromkeys(parts) if part]:
        materials = "、".join(wanted)
        # Named in Chinese in both languages, as the papers themselves are.
        yield f"请备好：{materials}" if zh else f"Please have ready: {materials}"
    if to_do:
        yield (
            f"之后还要办：{_names(to_do, zh)}，凭本号即可"
            if zh
            else f"Then, by this number: {_names(to_do, zh)}"
        )
    if zh:
        yield "过号请到原窗口或服务台恢复，不必重新取号。"
        yield f"咨询 {who.consult_phone}　投诉 {who.complaint_phone}"
    else:
        yield "Missed your call? Go to the window or the desk; keep this number."
        yield f"Questions {who.consult_phone}, complaints {who.complaint_phone}"
    if who.address:
        yield who.address


def board_text(hall: Hall, device: Device) -> ShowText:
    """What a window's strip shows now: of several ways to say it, the fullest that the strip has room for.

    The strip hangs over its window, so a call may leave out the window's number, never the visitor's.
    """
    window = hall.windows[device.window]
    here = f"{device.window}号窗口"
    ticket = hall.current(device.window)
    if ticket is not None and ticket.number and ticket.state is TicketState.CALLED:
        number = ticket.number
        said = _fitting(device, f"请{number}到{here}", f"请{number}到本窗口", f"请{number}", number)
        return ShowText(text=said, colour="red")
    if ticket is not None:
        said = _fitting(device, f"{ticket.number}正在办理", f"{ticket.number}办理", ticket.number)
        return ShowText(text=said, colour="green")
    match window.state:
        case WindowState.OPEN:
            said = _fitting(device, f"{here}欢迎您", here, f"{device.window}号")
            return ShowText(text=said, colour="green")
        case WindowState.PAUSED:
            return ShowText(text="暂停服务", colour="yellow")
        case WindowState.CLOSED:
            return ShowText(text="窗口未开放", colour="yellow")


def _fitting(device: Device, *ways: str) -> str:
    try:
        board = strip(device.options)
    except ValueError:
        return ways[0]  # the strip's driver refuses the options too, and says so as the device's fault
    return next((way for way in ways if board.fits(way)), ways[-1])


def announcement(hall: Hall, call: Call) -> Announce:
    """The call as it is spoken in the window's zone."""
    return Announce(
        number=hall.tickets[call.ticket].number,
        window=call.window,
        english=hall.config.voice.english,
        repeat=hall.config.voice.repeat,
    )


def _standing(hall: Hall, waits: Waits, ticket: Ticket, zh: bool) -> tuple[str, str]:
    """Two lines: who is ahead and how long it takes, or for a ticket that was called, where to go."""
    match ticket.state:
        case TicketState.WAITING:
            ahead = waits.ahead_of(hall, ticket)
            words = f"前面 {ahead} 人" if zh else f"{ahead} ahead of you"
            return words, _wait_words(waits.wait_of(hall, ticket), zh)
        case TicketState.CALLED | TicketState.SERVING | TicketState.HELD:
            where = f"请到 {ticket.window} 号窗口" if zh else f"please go to window {ticket.window}"
            return ("已叫到您", where) if zh else ("Your number was called", where)
        case TicketState.NO_SHOW:
            return ("已过号", "请到服务台恢复") if zh else ("Your call was missed", "please go to the desk")
        case _:
            return "", ""


def _wait_words(wait: Minutes | None, zh: bool) -> str:
    if wait is None:
        return ""
    if wait.high == 0:
        return "无需等候" if zh else "no wait"
    if wait.low == 0:
        return f"预计 {wait.high} 分钟以内" if zh else f"up to {wait.high} min"
    if wait.low == wait.high:
        return f"约 {wait.high} 分钟" if zh else f"about {wait.high} min"
    return f"预计 {wait.low}–{wait.high} 分钟" if zh else f"about {wait.low}–{wait.high} min"


def _windows(hall: Hall, ticket: Ticket, zh: bool) -> str:
    line = hall.line_name(ticket)
    queued = [
        w.number for w in hall.config.windows if line in hall.lines_of(w.number) and _is_there(hall, w.number)
    ]
    serving = [ticket.for_window] if ticket.for_window else queued
    where = "、".join(_spans(serving)) if zh else ", ".join(_spans(serving))
    if not where:
        return ""
    if zh:
        return f"{where} 号窗口"
    return f"Windows {where}" if len(serving) > 1 else f"Window {where}"


def _is_there(hall: Hall, number: int) -> bool:
    """Whether a paper may name a window: a tidal one only while it serves or is lent (潮汐窗口)."""
    now = hall.windows[number]
    return (
        hall.window_of[number].type != "tidal" or now.lent is not None or now.state is not WindowState.CLOSED
    )


def _spans(numbers: list[int]) -> list[str]:
    """1, 2, 3, 7 as ``1–3`` and ``7``."""
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and number == spans[-1][-1] + 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    return [f"{span[0]}–{span[-1]}" if len(span) > 1 else str(span[0]) for span in spans]
