"""Windows that open, pause and close."""

from __future__ import annotations

from devices.link.commands.base import Command, Short


class OpenWindow(Command, frozen=True, kw_only=True, tag="open_window"):
    """The session's window begins, or goes on after a pause."""


class PauseWindow(Command, frozen=True, kw_only=True, tag="pause_window"):
    """The session's window pauses (暂停服务) for a reason of the hall's list."""

    reason: Short


class CloseWindow(Command, frozen=True, kw_only=True, tag="close_window"):
    """The session's window closes."""


WindowsCommand = OpenWindow | PauseWindow | CloseWindow
