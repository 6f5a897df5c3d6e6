"""Calls for the desk's help as they are now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from devices.link.words import HelpTopic


@dataclass
class Help:
    """A call for help that has not ended; ``clerk`` is whoever is on the way."""

    id: str
    place: str
    about: HelpTopic
    zone: str
    since: datetime
    clerk: str = ""
