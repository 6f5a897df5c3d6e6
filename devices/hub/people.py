"""Who somebody is and what they may ask: the default is no.

A principal comes from a proven key or token and is the only source of role, window and kiosk; a message
never is.
"""

from __future__ import annotations

from msgspec import Struct

from config.schema import HallConfig
from devices.link import commands as c
from devices.link.words import Role

HUB_PLACE = "hub"
"""Host name of the hub's own computer; no client is ever enrolled there."""


class Principal(Struct, frozen=True, kw_only=True):
    """Somebody who proved who they are.

    Attributes:
        place: the kiosk's id, ``window-5``, ``zone-tax``, an agent's host, or empty.
        credential: id of the client or token that was proven, so that a revoked one can be cut off.
    """

    role: Role
    place: str = ""
    credential: str = ""

    @property
    def name(self) -> str:
        """How events name this principal, such as ``clerk:window-5``."""
        return f"{self.role.value}:{self.place}" if self.place else self.role.value

    @property
    def window(self) -> int:
        """Number of the session's window, 0 for none."""
        head, _, number = self.place.partition("-")
        return int(number) if head == "window" and number.isdecimal() and number.isascii() else 0


HUB = Principal(role=Role.AGENT, place=HUB_PLACE)
"""The hub itself, for what its own devices say and what it read on somebody's behalf."""

_KIOSK_OR_DESK = frozenset({Role.KIOSK, Role.DESK})
_CLERK = frozenset({Role.CLERK})
_CLERK_OR_DESK = frozenset({Role.CLERK, Role.DESK})
_LEADER_OR_ADMIN = frozenset({Role.LEADER, Role.ADMIN})
_PAD = frozenset({Role.PAD})
_STAFF = frozenset({Role.CLERK, Role.DESK, Role.LEADER})
_AGENT = frozenset({Role.AGENT})

MAY: dict[type[c.Command], frozenset[Role]] = {
    c.TakeTicket: _KIOSK_OR_DESK,
    c.CheckIn: _KIOSK_OR_DESK,
    c.CancelTicket: _KIOSK_OR_DESK,
    c.Reprint: _KIOSK_OR_DESK,
    c.CloseTicketing: _LEADER_OR_ADMIN,
    c.ReopenTicketing: _LEADER_OR_ADMIN,
    c.CallNext: _CLERK,
    c.CallTicket: _CLERK,
    c.Recall: _CLERK,
    c.Start: _CLERK,
    c.Finish: _CLERK,
    c.MarkNoShow: _CLERK,
    c.ReturnTicket: frozenset({Role.CLERK, Role.DESK}),
    c.Hold: _CLERK,
    c.Resume: _CLERK,
    c.Transfer: _CLERK,
    c.AddStep: frozenset({Role.CLERK, Role.DESK}),
    c.ComeBack: frozenset({Role.CLERK, Role.DESK}),
    c.ServeDirect: _CLERK,
    c.CorrectItems: _CLERK,
    c.Undo: _CLERK,
    c.OpenWindow: _CLERK,
    c.PauseWindow: _CLERK,
    c.CloseWindow: _CLERK,
    c.OpenTidal: _LEADER_OR_ADMIN,
    c.CloseTidal: _LEADER_OR_ADMIN,
    c.SignIn: _CLERK_OR_DESK,
    c.SignOut: _CLERK_OR_DESK,
    c.Present: _CLERK_OR_DESK,
    c.PostClerk: _LEADER_OR_ADMIN,
    c.CorrectAttendance: _LEADER_OR_ADMIN,
    c.Accept: _CLERK_OR_DESK,
    c.IssueSlip: _CLERK_OR_DESK,
    c.SettleSlip: _CLERK_OR_DESK,
    c.ReturnWithSlip: _KIOSK_OR_DESK,
    c.ReprintPaper: _CLERK_OR_DESK,
    c.RegisterResult: frozenset({Role.INTEGRATION, Role.CLERK, Role.DESK}),
    c.ChooseDelivery: frozenset({Role.INTEGRATION, Role.CLERK, Role.DESK}),
    c.NotifyResult: frozenset({Role.INTEGRATION, Role.CLERK, Role.DESK}),
    c.PutInLocker: _CLERK_OR_DESK,
    c.SendResult: _CLERK_OR_DESK,
    c.HandOverResult: frozenset({Role.INTEGRATION, Role.CLERK}),
    c.BookAppointment: frozenset({Role.INTEGRATION, Role.DESK}),
    c.CancelAppointment: frozenset({Role.INTEGRATION, Role.DESK}),
    c.GrantClass: _STAFF,
    c.RevokeClass: _STAFF,
    c.CallHelp: frozenset({Role.KIOSK, Role.CLERK, Role.PAD}),
    c.AcceptHelp: frozenset({Role.DESK}),
    c.EndHelp: _STAFF | {Role.KIOSK, Role.PAD},
    c.GiveAdvice: frozenset({Role.CLERK, Role.DESK}),
    c.AttachAdvice: frozenset({Role.CLERK, Role.DESK}),
    c.BookRoom: _STAFF,
    c.FreeRoom: _STAFF,
    c.RegisterMatter: frozenset({Role.CLERK, Role.DESK}),
    c.AnswerMatter: _STAFF,
    c.Rate: _PAD,
    c.DeclineRating: _PAD,
    c.PrintStarted: _AGENT,
    c.PrintConfirmed: _AGENT,
    c.PrintFailed: _AGENT,
    c.PrintUnknown: _AGENT,
    c.ReportDevice: _AGENT,
    c.SettleNotice: frozenset({Role.DESK, Role.LEADER, Role.ADMIN}),
    c.IdentifyPerson: frozenset(),
    c.LookUpCard: frozenset(),
    c.HandInTicket: frozenset({Role.KIOSK}),
    c.HandInService: _CLERK,
    c.Tick: frozenset(),
}
"""Roles that may say a command; one that is not listed may be said by nobody."""


def may(by: Principal, command: c.Command) -> bool:
    """Whether this principal may say this command at all; windows and hosts are checked by the rules."""
    if isinstance(command, c.IdentifyPerson | c.LookUpCard | c.Tick):
        return by == HUB
    return by.role in MAY.get(type(command), frozenset())


def wrong_place(config: HallConfig, role: Role, place: str) -> str:
    """What is wrong with a place for a role in this hall, in words; empty where nothing is."""
    windows = {f"window-{window.number}" for window in config.windows}
    wanted: dict[Role, set[str]] = {
        Role.CLERK: windows,
        Role.PAD: windows,
        Role.SCREEN: windows | {f"zone-{zone.id}" for zone in config.zones},
        Role.KIOSK: {kiosk.id for kiosk in config.kiosks},
        Role.AGENT: {device.host for device in config.devices} - {HUB_PLACE},
    }
    if config.desks:
        # A hall that lists no desks gives them what names it likes.
        wanted[Role.DESK] = {desk.id for desk in config.desks}
    if role in wanted and place not in wanted[role]:
        return f"--place of a {role.value} must be one of: {', '.join(sorted(wanted[role]))}"
    return "the hub is no client of itself" if place == HUB_PLACE else ""
