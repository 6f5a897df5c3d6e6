"""How far a role reaches with a command: the whole hall, or only the place its session was enrolled for.

Whether a role may say a command at all stands in ``people``; the rules hold it to its place. This says once
what they come to, cell by cell, for people who read it and for the test that tries every cell.
"""

from __future__ import annotations

from enum import StrEnum

from devices.hub.people import MAY
from devices.link import commands as c
from devices.link.words import Role


class Reach(StrEnum):
    """Where a command takes effect, in the words of the table."""

    NOWHERE = "no"
    HALL = "yes"
    WINDOW = "own window"
    KIOSK = "own kiosk"
    DESK = "own desk"
    HOST = "own host"
    CONSULT = "consult window"
    ISSUE = "issue window"
    NOT_SERVED = "yes, unless served elsewhere"
    TOLD_WHY = "no, and is told why"


OWN = {
    Role.CLERK: Reach.WINDOW,
    Role.PAD: Reach.WINDOW,
    Role.KIOSK: Reach.KIOSK,
    Role.DESK: Reach.DESK,
    Role.AGENT: Reach.HOST,
}
"""The place of a session, by its role; the others have none."""

AT_OWN_PLACE: frozenset[type[c.Command]] = frozenset(
    {
        c.TakeTicket,
        c.CheckIn,
        c.Reprint,
        c.ReturnWithSlip,
        c.HandInTicket,
        c.CallNext,
        c.CallTicket,
        c.Recall,
        c.Start,
        c.Finish,
        c.MarkNoShow,
        c.Hold,
        c.Resume,
        c.Transfer,
        c.ServeDirect,
        c.CorrectItems,
        c.Undo,
        c.OpenWindow,
        c.PauseWindow,
        c.CloseWindow,
        c.HandInService,
        c.SignIn,
        c.SignOut,
        c.Present,
        c.Accept,
        c.IssueSlip,
        c.ReprintPaper,
        c.CallHelp,
        c.EndHelp,
        c.Rate,
        c.DeclineRating,
        c.PrintStarted,
        c.PrintConfirmed,
        c.PrintFailed,
        c.PrintUnknown,
        c.ReportDevice,
    }
)
"""Commands that change or print nothing but at the session's own place, whatever they name."""

OTHERWISE: dict[tuple[type[c.Command], Role], Reach] = {
    (c.EndHelp, Role.DESK): Reach.HALL,
    (c.Accept, Role.DESK): Reach.TOLD_WHY,
    (c.IssueSlip, Role.DESK): Reach.TOLD_WHY,
    (c.AddStep, Role.CLERK): Reach.NOT_SERVED,
    (c.AddStep, Role.DESK): Reach.NOT_SERVED,
    (c.GiveAdvice, Role.CLERK): Reach.CONSULT,
    (c.RegisterResult, Role.CLERK): Reach.ISSUE,
    (c.ChooseDelivery, Role.CLERK): Reach.ISSUE,
    (c.NotifyResult, Role.CLERK): Reach.ISSUE,
    (c.PutInLocker, Role.CLERK): Reach.ISSUE,
    (c.SendResult, Role.CLERK): Reach.ISSUE,
    (c.HandOverResult, Role.CLERK): Reach.ISSUE,
}
"""What is neither the whole hall nor simply the own place."""

BY_THE_HUB: frozenset[type[c.Command]] = frozenset({c.IdentifyPerson, c.LookUpCard, c.Tick})
"""Commands that the hub says to itself (``people.HUB``), and no session."""


def reach(role: Role, command: type[c.Command]) -> Reach:
    """How far sessions of this role reach with this command."""
    if role not in MAY.get(command, frozenset()):
        return Reach.NOWHERE
    if (command, role) in OTHERWISE:
        return OTHERWISE[command, role]
    return OWN.get(role, Reach.HALL) if command in AT_OWN_PLACE else Reach.HALL
