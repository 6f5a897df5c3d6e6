"""Tokens of the HTTP API: whose there are, a new one, and out with one."""

from __future__ import annotations

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.response import Redirect

from devices.hub.audit_kinds import Kind
from devices.hub.people import wrong_place
from devices.hub.tokens import HOLDS_DAYS, LONGEST_DAYS, Scope
from devices.link.words import Role
from devices.web.staff.gate import Asked, Named, form_of, signed_in, text_of
from devices.web.staff.office import Office
from devices.web.staff.render import Pages, to
from devices.web.staff.sessions import StaffSessions

HERE = "/staff/tokens"


def routes(office: Office, pages: Pages, sessions: StaffSessions) -> list[HTTPRouteHandler]:
    """The routes of the page."""

    @get(HERE, include_in_schema=False)
    async def show(request: Asked) -> Response[str]:
        """All tokens, without their secrets."""
        session = await signed_in(office, sessions, request)
        rows = await office.asked(office.tokens.all)
        return pages.page(
            "tokens.html",
            session.lang,
            session,
            tokens=list(reversed(rows)),
            now=office.now(),
            scopes=list(Scope),
            roles=list(Role),
            places=office.places(),
            days=HOLDS_DAYS,
            longest=LONGEST_DAYS,
        )

    @post(HERE, include_in_schema=False, status_code=303)
    async def make(request: Asked) -> Redirect:
        """Make a token, shown on the next page and never again."""
        session, form = await form_of(office, sessions, request)
        role, _, place = text_of(form, "for").partition(":")
        if role not in list(Role) or wrong_place(office.config, Role(role), place):
            session.flash = {"said": "no_place"}
            return to(HERE)
        scopes = [scope for scope in Scope if text_of(form, f"scope_{scope.value}") == "yes"]
        days, name = text_of(form, "days", 4), text_of(form, "name", 60)
        try:
            secret = await office.asked(
                office.tokens.make, Role(role), place, scopes=scopes, days=int(days), name=name
            )
        except ValueError:
            session.flash = {"said": "token_wrong"}
            return to(HERE)
        good_for = " ".join(scope.value for scope in scopes)
        office.note(Kind.TOKEN_MADE, session.number, about=f"{role} {place}".strip(), why=good_for)
        session.flash = {"token": secret, "name": name}
        return to(HERE)

    @get(f"{HERE}/{{name:str}}/revoke", include_in_schema=False)
    async def ask(request: Asked, name: Named) -> Response[str]:
        """Ask whether it is really meant."""
        session = await signed_in(office, sessions, request)
        found = [each for each in await office.asked(office.tokens.all) if each.id == name]
        return pages.page("revoke.html", session.lang, session, found=found, way=HERE, back=HERE)

    @post(f"{HERE}/{{name:str}}/revoke", include_in_schema=False, status_code=303)
    async def revoke(request: Asked, name: Named) -> Redirect:
        """Turn a token away from now on."""
        session, _ = await form_of(office, sessions, request)
        if await office.asked(office.tokens.revoke, name):
            office.note(Kind.TOKEN_REVOKED, session.number, about=name)
        session.flash = {"said": "was_revoked"}
        return to(HERE)

    return [show, make, ask, revoke]
