"""What may be asked of the hall: the commands of the wire contract.

A command says what somebody wants and never who or where they are: role, window and kiosk are the
session's. Each carries plain values and is refused with a code of ``devices.link.refusals`` or done.
"""

from __future__ import annotations

from devices.link.commands.away import AwayCommand, HandInService, HandInTicket, Moment, TicketName
from devices.link.commands.base import PRIVATE, Command, Name, Phone, Short, Words
from devices.link.commands.bookings import BookAppointment, BookingsCommand, CancelAppointment
from devices.link.commands.consult import (
    AnswerMatter,
    AttachAdvice,
    BookRoom,
    ConsultCommand,
    FreeRoom,
    GiveAdvice,
    RegisterMatter,
)
from devices.link.commands.counter import (
    AddStep,
    CallNext,
    CallTicket,
    ComeBack,
    CorrectItems,
    CounterCommand,
    Finish,
    Hold,
    Items,
    MarkNoShow,
    ReasonId,
    Recall,
    Resume,
    ReturnTicket,
    ServeDirect,
    Start,
    Transfer,
    Undo,
    WindowNumber,
)
from devices.link.commands.desk import AcceptHelp, CallHelp, DeskCommand, EndHelp, GrantClass, RevokeClass
from devices.link.commands.devices import (
    DevicesCommand,
    IdentifyPerson,
    LookUpCard,
    PrintConfirmed,
    PrintFailed,
    PrintStarted,
    PrintUnknown,
    ReportDevice,
)
from devices.link.commands.hub import HubCommand, SettleNotice, Tick
from devices.link.commands.papers import (
    Accept,
    CaseNumber,
    Code,
    Days,
    IssueSlip,
    Material,
    Materials,
    PapersCommand,
    ReprintPaper,
    ReturnWithSlip,
    SettleSlip,
)
from devices.link.commands.ratings import DeclineRating, Rate, RatingsCommand
from devices.link.commands.results import (
    ChooseDelivery,
    HandOverResult,
    NotifyResult,
    PutInLocker,
    RegisterResult,
    ResultCode,
    ResultsCommand,
    SendResult,
    Waybill,
)
from devices.link.commands.staff import (
    CorrectAttendance,
    PostClerk,
    Present,
    SignIn,
    SignOut,
    StaffCommand,
)
from devices.link.commands.ticketing import CloseTicketing, ReopenTicketing, TicketingCommand
from devices.link.commands.visitor import CancelTicket, CheckIn, Reprint, TakeTicket, VisitorCommand
from devices.link.commands.windows import (
    CloseTidal,
    CloseWindow,
    OpenTidal,
    OpenWindow,
    PauseWindow,
    WindowsCommand,
)

AnyCommand = (
    VisitorCommand
    | TicketingCommand
    | CounterCommand
    | WindowsCommand
    | StaffCommand
    | BookingsCommand
    | RatingsCommand
    | DeskCommand
    | ConsultCommand
    | PapersCommand
    | ResultsCommand
    | AwayCommand
    | HubCommand
    | DevicesCommand
)

__all__ = [
    "PRIVATE",
    "Accept",
    "AcceptHelp",
    "AddStep",
    "AnswerMatter",
    "AnyCommand",
    "AttachAdvice",
    "AwayCommand",
    "BookAppointment",
    "BookRoom",
    "BookingsCommand",
    "CallHelp",
    "CallNext",
    "CallTicket",
    "CancelAppointment",
    "CancelTicket",
    "CaseNumber",
    "CheckIn",
    "ChooseDelivery",
    "CloseTicketing",
    "CloseTidal",
    "CloseWindow",
    "Code",
    "ComeBack",
    "Command",
    "ConsultCommand",
    "CorrectAttendance",
    "CorrectItems",
    "CounterCommand",
    "Days",
    "DeclineRating",
    "DeskCommand",
    "DevicesCommand",
    "EndHelp",
    "Finish",
    "FreeRoom",
    "GiveAdvice",
    "GrantClass",
    "HandInService",
    "HandInTicket",
    "HandOverResult",
    "Hold",
    "HubCommand",
    "IdentifyPerson",
    "IssueSlip",
    "Items",
    "LookUpCard",
    "MarkNoShow",
    "Material",
    "Materials",
    "Moment",
    "Name",
    "NotifyResult",
    "OpenTidal",
    "OpenWindow",
    "PapersCommand",
    "PauseWindow",
    "Phone",
    "PostClerk",
    "Present",
    "PrintConfirmed",
    "PrintFailed",
    "PrintStarted",
    "PrintUnknown",
    "PutInLocker",
    "Rate",
    "RatingsCommand",
    "ReasonId",
    "Recall",
    "RegisterMatter",
    "RegisterResult",
    "ReopenTicketing",
    "ReportDevice",
    "Reprint",
    "ReprintPaper",
    "ResultCode",
    "ResultsCommand",
    "Resume",
    "ReturnTicket",
    "ReturnWithSlip",
    "RevokeClass",
    "SendResult",
    "ServeDirect",
    "SettleNotice",
    "SettleSlip",
    "Short",
    "SignIn",
    "SignOut",
    "StaffCommand",
    "Start",
    "TakeTicket",
    "Tick",
    "TicketName",
    "TicketingCommand",
    "Transfer",
    "Undo",
    "VisitorCommand",
    "Waybill",
    "WindowNumber",
    "WindowsCommand",
    "Words",
]
