"""The admins' pages as routes of the hub's port, and what is answered to whoever may not see them."""

from __future__ import annotations

from litestar import Response, Router

from devices.web.staff import audit_page, clients_page, signing, tokens_page
from devices.web.staff.gate import SIGN_IN, Asked, Forged, NotSignedIn, cookie, cookie_name
from devices.web.staff.office import Office
from devices.web.staff.render import Pages, to
from devices.web.staff.sessions import StaffSessions

FORM_BYTES = 4 * 1024
"""The largest form: ours have a dozen short fields, and thousands of them would take the hall's time."""


def staff_pages(office: Office) -> Router:
    """The pages over a hall's registers."""
    pages, sessions = Pages(office), StaffSessions(office.now)

    def away(request: Asked, error: NotSignedIn) -> Response[None]:
        had_one = bool(request.cookies.get(cookie_name(request)))
        return to(f"{SIGN_IN}?ended" if had_one else SIGN_IN, cookie(request, ""))

    def forged(request: Asked, error: Forged) -> Response[str]:
        return pages.page("forged.html", "zh", status=403)

    return Router(
        path="/",
        route_handlers=[
            *signing.routes(office, pages, sessions),
            *clients_page.routes(office, pages, sessions),
            *tokens_page.routes(office, pages, sessions),
            *audit_page.routes(office, pages, sessions),
        ],
        request_max_body_size=FORM_BYTES,
        exception_handlers={NotSignedIn: away, Forged: forged},
    )
