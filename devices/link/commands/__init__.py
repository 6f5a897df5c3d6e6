"""What may be asked of the hall: the commands of the wire contract.

A command says what somebody wants and never who or where they are: role, window and kiosk are the
session's. Each carries plain values and is refused with a code of ``devices.link.refusals`` or done.
"""

from __future__ import annotations

from devices.link.commands.base import PRIVATE, Command, Name, Phone, Short, Words
from devices.link.commands.bookings import BookAppointment, BookingsCommand
from devices.link.commands.counter import (
    CallNext,
    CounterCommand,
    Finish,
    Hold,
    MarkNoShow,
    Recall,
    Resume,
    ReturnTicket,
    Start,
    Transfer,
)
from devices.link.commands.devices import (
    DevicesCommand,
    IdentifyPerson,
    PrintConfirmed,
    PrintFailed,
    PrintStarted,
    PrintUnknown,
    ReportDevice,
)
from devices.link.commands.hub import HubCommand, SettleNotice, Tick
from devices.link.commands.ratings import DeclineRating, Rate, RatingsCommand
from devices.link.commands.staff import SignIn, SignOut, StaffCommand
from devices.link.commands.visitor import CancelTicket, CheckIn, Reprint, TakeTicket, VisitorCommand
from devices.link.commands.windows import CloseWindow, OpenWindow, PauseWindow, WindowsCommand

AnyCommand = (
    VisitorCommand
    | CounterCommand
    | WindowsCommand
    | StaffCommand
    | BookingsCommand
    | RatingsCommand
    | HubCommand
    | DevicesCommand
)

__all__ = [
    "PRIVATE",
    "AnyCommand",
    "BookAppointment",
    "BookingsCommand",
    "CallNext",
    "CancelTicket",
    "CheckIn",
    "CloseWindow",
    "Command",
    "CounterCommand",
    "DeclineRating",
    "DevicesCommand",
    "Finish",
    "Hold",
    "HubCommand",
    "IdentifyPerson",
    "MarkNoShow",
    "Name",
    "OpenWindow",
    "PauseWindow",
    "Phone",
    "PrintConfirmed",
    "PrintFailed",
    "PrintStarted",
    "PrintUnknown",
    "Rate",
    "RatingsCommand",
    "Recall",
    "ReportDevice",
    "Reprint",
    "Resume",
    "ReturnTicket",
    "SettleNotice",
    "Short",
    "SignIn",
    "SignOut",
    "StaffCommand",
    "Start",
    "TakeTicket",
    "Tick",
    "Transfer",
    "VisitorCommand",
    "WindowsCommand",
    "Words",
]
