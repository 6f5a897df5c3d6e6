"""Rows for whoever helps and advises: calls for help, rooms, matters, and what staff must know.

A call for help is seen by the desks, by the leader, and by whoever called, who may say 工作人员马上来.
"""

from __future__ import annotations

from collections.abc import Iterator

from devices.hub.rules.desk import UNANSWERED
from devices.hub.state import Hall, Help
from devices.hub.views.parts import Name
from devices.hub.views.row_of import RowOf
from devices.link import rows as r
from devices.link.notices import NOTICES, said
from devices.link.words import Role


def helps(of: RowOf, name: Name) -> Iterator[r.AnyRow]:
    """The calls for help that a role may see at a place."""
    hall = of.state
    everywhere = name.role in (Role.DESK, Role.LEADER, Role.ADMIN)
    for help_ in hall.helps.values():
        if not everywhere and help_.place != name.place:
            continue
        clerk = hall.clerk_of.get(help_.clerk)
        staff = everywhere or name.role is Role.CLERK
        yield r.HelpRow(
            id=help_.id,
            place=help_.place,
            zone=help_.zone,
            about=help_.about,
            since=help_.since,
            accepted=bool(help_.clerk),
            accepted_by=(clerk.name if clerk and staff else of.clerk_name(help_.clerk)),
            rings=name.role is Role.DESK and _rings(hall, help_, name.place, of),
        )


def _rings(hall: Hall, help_: Help, place: str, of: RowOf) -> bool:
    """Whether a call rings here: at the desks of its zone first, and everywhere when they do not answer."""
    if help_.clerk:
        return False
    near = [desk.id for desk in hall.config.desks if desk.zone in ("", help_.zone)]
    return not near or place in near or of.now - help_.since >= UNANSWERED / 2


def notices(hall: Hall) -> Iterator[r.NoticeRow]:
    """What staff must know and have not settled."""
    for notice in hall.notices.values():
        if notice.code not in NOTICES:
            continue  # a code of another release has no sentence here
        sentence = said(notice.code, notice.words)
        yield r.NoticeRow(
            id=notice.id,
            code=notice.code,
            zh=sentence.zh,
            en=sentence.en,
            since=notice.at,
            zone=notice.zone,
            window=notice.window,
        )


def rooms(hall: Hall) -> Iterator[r.RoomRow]:
    """All rooms with the times at which they are taken."""
    for room in hall.config.rooms:
        taken = sorted(
            (b for b in hall.rooms.values() if b.room == room.id), key=lambda b: (b.starts_at, b.id)
        )
        yield r.RoomRow(
            id=room.id,
            name=room.name,
            zone=room.zone,
            seats=room.seats,
            taken=tuple(
                r.RoomTime(
                    booking=booking.id,
                    starts_at=booking.starts_at,
                    ends_at=booking.ends_at,
                    number=hall.tickets[booking.ticket].number if booking.ticket in hall.tickets else "",
                )
                for booking in taken
            ),
        )


def matters(hall: Hall, of: RowOf) -> Iterator[r.MatterRow]:
    """Matters that are still to be answered."""
    for matter in hall.matters.values():
        yield r.MatterRow(
            id=matter.id,
            number=matter.number,
            registered_at=matter.at,
            reply_by=matter.reply_by,
            item=matter.item,
            item_name=hall.item(matter.item).name if matter.item else "",
            department=matter.department,
            contact=matter.contact is not None,
            overdue=matter.reply_by < of.now.date(),
        )
