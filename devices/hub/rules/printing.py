"""Tickets and official papers in print: the papers' numbers, and the printer that stands nearest.

A paper exists whether or not a printer puts it on paper: where none stands, or it fails, a person may have
it printed again later.
"""

from __future__ import annotations

from devices.hub.events import AnyEvent, PrintRequested
from devices.hub.rules.asked import Asked
from devices.hub.state import Hall
from devices.link.words import Language


def next_number(hall: Hall, letters: str, asked: Asked) -> tuple[str, int]:
    """The next number of a sort of papers, such as ``SL20260302-001``, and how many there are by then."""
    count = hall.paper_counts.get(letters, 0) + 1
    return f"{letters}{asked.at:%Y%m%d}-{count:03}", count


def print_paper(
    hall: Hall,
    asked: Asked,
    paper: str,
    wanted: bool,
    language: Language = Language.ZH,
    *,
    again: bool = False,
) -> list[AnyEvent]:
    """Ask for an official paper at the session's place; nothing where no printer is near."""
    device = hall.printer_for(asked.by.place) if wanted else None
    if device is None:
        return []
    return [_job(asked, device, language, again=again, paper=paper)]


def print_ticket(
    hall: Hall, asked: Asked, ticket: str, wanted: bool, language: Language, *, again: bool = False
) -> list[AnyEvent]:
    """Ask for a ticket on paper, where a printer stands; none is no reason to give no number."""
    device = hall.device_for(asked.by.place, "printer") if wanted else None
    if device is None:
        return []
    return [_job(asked, device, language, again=again, ticket=ticket)]


def _job(
    asked: Asked, device: str, language: Language, *, again: bool, ticket: str = "", paper: str = ""
) -> PrintRequested:
    return PrintRequested(
        at=asked.at,
        by=asked.by.name,
        job=f"p-{asked.fresh}",
        ticket=ticket,
        device=device,
        language=language,
        again=again,
        paper=paper,
    )
