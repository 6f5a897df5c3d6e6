"""Which rows a session is shown, by its role and place: for people, and for a test of every cell.

The views choose the rows (``views.choose``); nothing here decides anything. An agent and an
integration are shown nothing of a visitor, and no window what another one serves, holds or missed.
"""

from __future__ import annotations

from enum import StrEnum

from devices.link import rows as r
from devices.link.rows.base import Row
from devices.link.words import Role


class Shown(StrEnum):
    """How much of a kind of row a session sees, in the words of the table."""

    NONE = "–"
    OWN = "own"
    PART = "part"
    ALL = "all"


class Viewer(StrEnum):
    """Who looks: a role, and the kind of its place where that makes a difference."""

    KIOSK = "kiosk"
    CLERK = "clerk"
    CONSULT = "clerk, consult window"
    ISSUE = "clerk, issue window"
    PAD = "pad"
    WINDOW_SCREEN = "screen of a window"
    ZONE_SCREEN = "screen of a zone"
    DESK = "desk"
    LEADER = "leader"
    ADMIN = "admin"
    AGENT = "agent"
    INTEGRATION = "integration"

    @property
    def role(self) -> Role:
        """The role of such a session."""
        return Role(self.value.split(" ")[0].rstrip(","))


CLERKS = (Viewer.CLERK, Viewer.CONSULT, Viewer.ISSUE)
STAFF = (Viewer.DESK, Viewer.LEADER, Viewer.ADMIN)
PANELS = (Viewer.KIOSK, *CLERKS, *STAFF)


def _of(shown: Shown, *viewers: Viewer) -> dict[Viewer, Shown]:
    return dict.fromkeys(viewers, shown)


SHOWN: dict[type[Row], dict[Viewer, Shown]] = {
    r.HallRow: _of(Shown.ALL, *Viewer),
    r.ZoneRow: _of(Shown.ALL, *PANELS) | _of(Shown.OWN, Viewer.ZONE_SCREEN),
    r.QueueRow: _of(Shown.ALL, *PANELS) | _of(Shown.OWN, Viewer.ZONE_SCREEN),
    r.WindowRow: _of(Shown.ALL, *PANELS)
    | _of(Shown.OWN, Viewer.PAD, Viewer.WINDOW_SCREEN, Viewer.ZONE_SCREEN),
    r.KioskRow: _of(Shown.OWN, Viewer.KIOSK),
    r.ItemRow: _of(Shown.ALL, Viewer.KIOSK, *STAFF) | _of(Shown.OWN, *CLERKS),
    r.TicketRow: _of(Shown.OWN, Viewer.KIOSK, *CLERKS),
    r.CallRow: _of(Shown.ALL, *STAFF) | _of(Shown.OWN, Viewer.WINDOW_SCREEN, Viewer.ZONE_SCREEN),
    r.MissedRow: _of(Shown.ALL, *STAFF) | _of(Shown.OWN, Viewer.ZONE_SCREEN),
    r.RatingRow: _of(Shown.OWN, Viewer.PAD, *CLERKS),
    r.DayRow: _of(Shown.OWN, *CLERKS),
    r.PaperRow: _of(Shown.OWN, *CLERKS) | _of(Shown.PART, *STAFF),
    r.ResultRow: _of(Shown.ALL, Viewer.ISSUE, *STAFF),
    r.HelpRow: _of(Shown.ALL, *STAFF) | _of(Shown.OWN, Viewer.KIOSK, Viewer.PAD, *CLERKS),
    r.RoomRow: _of(Shown.ALL, Viewer.CONSULT, *STAFF),
    r.MatterRow: _of(Shown.ALL, *STAFF),
    r.NoticeRow: _of(Shown.ALL, *STAFF),
    r.ReasonRow: _of(Shown.ALL, *CLERKS),
    r.GroundRow: _of(Shown.ALL, *CLERKS),
    r.ClerkRow: _of(Shown.ALL, Viewer.LEADER, Viewer.ADMIN) | _of(Shown.PART, Viewer.DESK, *CLERKS),
    r.DeviceRow: _of(Shown.ALL, *STAFF) | _of(Shown.OWN, Viewer.KIOSK, *CLERKS),
}
"""By kind of row; whoever is not named is shown none. A clerk's own tickets are those that the window serves,
holds, missed or finished last, and those that it could call; a kiosk's are those that it gave."""


def shown(viewer: Viewer, kind: type[Row]) -> Shown:
    """How much of this kind a viewer sees."""
    return SHOWN[kind].get(viewer, Shown.NONE)
