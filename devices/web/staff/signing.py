"""Signing in and out: staff number, PIN and a code of the app; what is wrong is said in one way only.

A browser at whose address too much was wrong is held off, whatever numbers it tried. Whatever a
stranger types is never noted as it stands, only the number of somebody of the hall; and that somebody is held
off is noted once a minute.
"""

from __future__ import annotations

import logging
from time import monotonic

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler

from devices.hub.audit_kinds import Kind
from devices.hub.limits import Seldom, source
from devices.hub.place_tries import PlaceTries
from devices.hub.second_factor import AdminProof
from devices.hub.staff_register import StaffRegisterFailed
from devices.web.staff.gate import (
    SIGN_IN,
    Asked,
    cookie,
    cookie_name,
    fields_of,
    form_of,
    same_site,
    text_of,
)
from devices.web.staff.office import Office
from devices.web.staff.render import Pages, to
from devices.web.staff.sessions import StaffSessions

log = logging.getLogger(__name__)

FIRST_PAGE = "/staff"
NOTE_AGAIN_S = 60.0
"""Seconds until it is noted again that somebody is held off: a loop must not fill the log."""


def routes(office: Office, pages: Pages, sessions: StaffSessions) -> list[HTTPRouteHandler]:
    """The routes of signing in and out."""
    tries, seldom = PlaceTries(monotonic), Seldom(NOTE_AGAIN_S)

    def asking(lang: str, status: int = 200, said: str = "", *, new_pin: bool = False) -> Response[str]:
        return pages.page("sign_in.html", lang, status=status, said=said, new_pin=new_pin)

    @get(SIGN_IN, include_in_schema=False)
    async def form(request: Asked) -> Response[str]:
        """Ask who it is."""
        return asking(_lang(request), said="ended" if "ended" in request.query_params else "")

    @post(SIGN_IN, include_in_schema=False, status_code=200)
    async def enter(request: Asked) -> Response[str]:
        """Look at number, PIN and code."""
        same_site(request)
        said = await fields_of(request)
        lang = "en" if text_of(said, "lang") == "en" else "zh"
        number = text_of(said, "number", 20)
        # Whatever was typed as a staff number may be somebody's PIN, or ID number.
        clerk = next((each for each in office.config.clerks if each.number == number), None)
        known = clerk.number if clerk is not None else ""
        # Of IPv6 somebody has as many addresses as they like, all of one network.
        address = source(request.client.host) if request.client is not None else ""
        begun = tries.begin(address)
        if begun is None:
            if seldom.due("held off", monotonic()):
                office.note(Kind.ADMIN_LOCKED, known, outcome="place_locked")
            return asking(lang, 401, "wrong")
        try:
            proof = await office.asked(
                office.staff.prove_admin,
                number,
                text_of(said, "pin", 64),
                text_of(said, "code", 64),
                text_of(said, "new_pin", 64),
            )
        except StaffRegisterFailed as error:
            log.error("No admin can sign in: %s", error)
            tries.was_good(address, begun)
            return asking(lang, 503, "busy")
        if proof in (AdminProof.GOOD, AdminProof.MUST_CHANGE, AdminProof.TOO_EASY):
            tries.was_good(address, begun)
        if proof is AdminProof.GOOD:
            name = clerk.name if clerk is not None else number
            office.note(Kind.ADMIN_SIGNED_IN, number)
            standing = await office.asked(office.staff.standing, number)
            return to(FIRST_PAGE, cookie(request, sessions.begin(number, name, lang, standing)))
        kind = Kind.ADMIN_LOCKED if proof is AdminProof.LOCKED else Kind.ADMIN_SIGN_IN_FAILED
        office.note(kind, known, outcome=proof.value)
        if proof in (AdminProof.MUST_CHANGE, AdminProof.TOO_EASY):
            return asking(lang, 401, proof.value, new_pin=True)
        return asking(lang, 401, "wrong")

    @post("/staff/sign-out", include_in_schema=False, status_code=303)
    async def leave(request: Asked) -> Response[None]:
        """Sign out."""
        session, _ = await form_of(office, sessions, request)
        sessions.end(request.cookies.get(cookie_name(request), ""))
        office.note(Kind.ADMIN_SIGNED_OUT, session.number)
        return to(f"{SIGN_IN}?ended&lang={session.lang}", cookie(request, ""))

    return [form, enter, leave]


def _lang(request: Asked) -> str:
    return "en" if request.query_params.get("lang") == "en" else "zh"
