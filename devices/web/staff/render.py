"""How an admins' page is made: a template, its words, and headers stricter than those of other pages.

No script runs on these pages at all, and nothing of them is kept by a browser.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import MediaType, Response
from litestar.datastructures import Cookie
from litestar.response import Redirect

from devices.web.staff.kinds import name_of
from devices.web.staff.office import Office
from devices.web.staff.sessions import StaffSession
from devices.web.staff.words import WORDS

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}


class Pages:
    """The templates over one hall."""

    def __init__(self, office: Office) -> None:
        """Escape everything, and fail on a name that is not there."""
        self._office = office
        self._zone = ZoneInfo(office.config.hall.timezone)
        self._env = Environment(
            loader=FileSystemLoader(Path(__file__).parents[1] / "templates" / "staff"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._env.filters["when"] = self._when
        self._env.globals["name_of"] = name_of

    def page(
        self,
        template: str,
        lang: str,
        session: StaffSession | None = None,
        status: int = 200,
        **things: object,
    ) -> Response[str]:
        """One page as its answer; what was to be shown once is taken from the session."""
        hall = self._office.config.hall
        flash = session.flash if session else {}
        if session:
            session.flash = {}
        html = self._env.get_template(template).render(
            words=WORDS[lang],
            lang=lang,
            hall=hall.name_en if lang == "en" and hall.name_en else hall.name,
            session=session,
            flash=flash,
            here=template.removesuffix(".html"),
            **things,
        )
        return Response(html, media_type=MediaType.HTML, status_code=status, headers=HEADERS)

    def _when(self, moment: datetime | str | None) -> str:
        """A moment as the hall's clock shows it."""
        if moment is None:
            return ""
        at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        return at.astimezone(self._zone).strftime("%Y-%m-%d %H:%M")


def to(path: str, set_cookie: Cookie | None = None) -> Redirect:
    """Go on at another page, by GET."""
    return Redirect(
        path, status_code=303, headers=HEADERS, cookies=[set_cookie] if set_cookie is not None else None
    )
