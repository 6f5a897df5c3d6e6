"""Screens, agents and programs: who is enrolled, codes for new ones, and out with one."""

from __future__ import annotations

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.response import Redirect

from devices.hub.audit_kinds import Kind
from devices.hub.people import wrong_place
from devices.link.words import Role
from devices.web.staff.gate import Asked, Named, form_of, signed_in, text_of
from devices.web.staff.office import Office
from devices.web.staff.render import Pages, to
from devices.web.staff.sessions import StaffSessions

HERE = "/staff"


def routes(office: Office, pages: Pages, sessions: StaffSessions) -> list[HTTPRouteHandler]:
    """The routes of the page."""

    @get(HERE, include_in_schema=False)
    async def show(request: Asked) -> Response[str]:
        """Who is enrolled, and open codes."""
        session = await signed_in(office, sessions, request)
        clients = await office.asked(office.clients.all)
        codes = await office.asked(office.clients.open_codes)
        good = [each for each in clients if each.revoked_at is None]
        gone = [each for each in clients if each.revoked_at is not None]
        return pages.page(
            "clients.html",
            session.lang,
            session,
            clients=[*good, *reversed(gone)],
            codes=codes,
            roles=list(Role),
            places=office.places(),
        )

    @post(f"{HERE}/codes", include_in_schema=False, status_code=303)
    async def offer(request: Asked) -> Redirect:
        """Make a code, shown on the next page and never again."""
        session, form = await form_of(office, sessions, request)
        role, _, place = text_of(form, "for").partition(":")
        if role not in list(Role) or wrong_place(office.config, Role(role), place):
            session.flash = {"said": "no_place"}
            return to(HERE)
        replace = text_of(form, "replace") == "yes"
        code = await office.asked(office.clients.offer, Role(role), place, session.number, replace=replace)
        office.note(Kind.ENROLMENT_CODE_MADE, session.number, about=code.name, why=f"{role} {place}".strip())
        session.flash = {"code": code.shown(), "role": role, "place": place}
        return to(HERE)

    @post(f"{HERE}/codes/{{name:str}}/withdraw", include_in_schema=False, status_code=303)
    async def withdraw(request: Asked, name: Named) -> Redirect:
        """Make an open code void."""
        session, _ = await form_of(office, sessions, request)
        if await office.asked(office.clients.withdraw, name):
            office.note(Kind.ENROLMENT_CODE_MADE, session.number, about=name[:3], outcome="withdrawn")
        session.flash = {"said": "made_void"}
        return to(HERE)

    @get(f"{HERE}/clients/{{name:str}}/revoke", include_in_schema=False)
    async def ask(request: Asked, name: Named) -> Response[str]:
        """Ask whether it is really meant."""
        session = await signed_in(office, sessions, request)
        found = [each for each in await office.asked(office.clients.all) if each.id == name]
        return pages.page("revoke.html", session.lang, session, found=found, way=f"{HERE}/clients", back=HERE)

    @post(f"{HERE}/clients/{{name:str}}/revoke", include_in_schema=False, status_code=303)
    async def revoke(request: Asked, name: Named) -> Redirect:
        """Let a client in no more."""
        session, _ = await form_of(office, sessions, request)
        if await office.asked(office.clients.revoke, name, session.number):
            office.note(Kind.CLIENT_REVOKED, session.number, about=f"client:{name}")
        session.flash = {"said": "was_revoked"}
        return to(HERE)

    return [show, offer, withdraw, ask, revoke]
