"""Notices that staff have not settled yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass
class Notice:
    """Something that staff must know or do; ``words`` fill the gaps of its sentence."""

    id: str
    code: str
    about: str
    at: datetime
    words: dict[str, str] = field(default_factory=dict)
    zone: str = ""
    window: int = 0
