"""The audit log: who looked at personal data, who came in, what was changed; whether its chain is whole."""

from __future__ import annotations

from datetime import timedelta

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from devices.hub.audit import found, verify
from devices.hub.audit_file import AuditFailed, Wanted
from devices.hub.audit_kinds import Kind
from devices.web.staff.gate import Asked, signed_in
from devices.web.staff.office import Office
from devices.web.staff.render import Pages
from devices.web.staff.sessions import StaffSessions

HERE = "/staff/audit"
MOST = 300
"""Notes on the page, the newest first."""
DAYS = 31
"""How far back the page looks; ``hall audit list`` looks further."""


def routes(office: Office, pages: Pages, sessions: StaffSessions) -> list[HTTPRouteHandler]:
    """The routes of the page."""

    @get(HERE, include_in_schema=False)
    async def show(request: Asked) -> Response[str]:
        """The newest notes that fit."""
        session = await signed_in(office, sessions, request)
        said = request.query_params
        asked = {name: str(said.get(name, ""))[:80].strip() for name in ("kind", "by", "about")}
        if asked["kind"] not in list(Kind):
            asked["kind"] = ""
        since = (office.now() - timedelta(days=DAYS)).isoformat()
        chain, broken = 0, ""
        try:
            # A month of a large hall is hundreds of thousands: not one more is read than is shown.
            notes = await office.asked(found, office.audit.path, Wanted(since=since, **asked), MOST + 1)
            if "verify" in said:
                chain, _ = await office.asked(verify, office.audit.path)
        except AuditFailed as error:
            notes, broken = [], str(error)
        return pages.page(
            "audit.html",
            session.lang,
            session,
            notes=list(reversed(notes[-MOST:])),
            more=len(notes) > MOST,
            most=MOST,
            kinds=list(Kind),
            asked=asked,
            chain=chain,
            broken=broken,
        )

    return [show]
