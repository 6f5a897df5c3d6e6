"""Windows that open, pause and close, and that the leader lends to other queues."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from devices.link.commands.base import Command, Short

_Number = Annotated[str, Meta(max_length=64)]


class OpenWindow(Command, frozen=True, kw_only=True, tag="open_window"):
    """The session's window begins, or goes on after a pause."""


class PauseWindow(Command, frozen=True, kw_only=True, tag="pause_window"):
    """The session's window pauses (暂停服务) for a reason of the hall's list.

    What is served or held goes to the colleague whose staff number is ``hand_over``.
    """

    reason: Short
    hand_over: _Number = ""


class CloseWindow(Command, frozen=True, kw_only=True, tag="close_window"):
    """The session's window closes; ``hand_over`` as for a pause."""

    hand_over: _Number = ""


class OpenTidal(Command, frozen=True, kw_only=True, tag="open_tidal"):
    """The leader gives a window these queues until then (潮汐), instead of those it has; said again, others.

    No queues mean those that the hall's file gives it.
    """

    window: Annotated[int, Meta(ge=1, le=9999)]
    queues: Annotated[tuple[Short, ...], Meta(max_length=64)] = ()
    until: datetime


class CloseTidal(Command, frozen=True, kw_only=True, tag="close_tidal"):
    """A lent window takes nobody new; it finishes what it has, then it is its own again."""

    window: Annotated[int, Meta(ge=1, le=9999)]


WindowsCommand = OpenWindow | PauseWindow | CloseWindow | OpenTidal | CloseTidal
