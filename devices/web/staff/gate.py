"""The gate before the admins' pages: the cookie, where a form came from, and the word that it brings back.

A page is for whoever is signed in. A form besides must come from a page of this hub, as the browser itself
says (``Sec-Fetch-Site``, ``Origin``), and bring back the session's own word; both are asked for.
"""

from __future__ import annotations

import hmac
import logging
from typing import Annotated
from urllib.parse import urlsplit

from litestar import Request
from litestar.datastructures import Cookie, FormMultiDict, State
from litestar.exceptions import ClientException, HTTPException
from litestar.params import PathParameter

from devices.hub.staff_register import StaffRegisterFailed
from devices.web.problem import Refusal
from devices.web.staff.office import Office
from devices.web.staff.sessions import LONGEST, StaffSession, StaffSessions

log = logging.getLogger(__name__)

Asked = Request[None, None, State]

Named = Annotated[str, PathParameter(description="An id, or what of a code is no secret.", max_length=64)]

SIGN_IN = "/staff/sign-in"


class NotSignedIn(HTTPException):
    """Nobody is signed in at this browser, or not any more."""

    status_code = 401


class Forged(HTTPException):
    """A form that no page of ours sent."""

    status_code = 403


def cookie_name(request: Asked) -> str:
    """The cookie's name; the prefix binds it to this very host, and browsers take it over TLS only."""
    return "__Host-hall" if request.scope["scheme"] == "https" else "hall"


def cookie(request: Asked, word: str) -> Cookie:
    """The cookie that signs in, or out with an empty word."""
    return Cookie(
        key=cookie_name(request),
        value=word,
        path="/",
        httponly=True,
        secure=request.scope["scheme"] == "https",
        samesite="strict",
        max_age=int(LONGEST.total_seconds()) if word else 0,
    )


async def signed_in(office: Office, sessions: StaffSessions, request: Asked) -> StaffSession:
    """Whoever is signed in at this browser, and still may by what they came in with.

    Raises:
        NotSignedIn: nobody is.
        Refusal: the register cannot be asked.
    """
    word = request.cookies.get(cookie_name(request), "")
    session = sessions.find(word)
    if session is None:
        raise NotSignedIn
    try:
        standing = await office.asked(office.staff.standing, session.number)
    except StaffRegisterFailed as error:
        log.error("Nobody knows whether an admin may still be here: %s", error)
        raise Refusal("busy", status=503) from error
    # A PIN or an app that was set anew, since somebody else knew it, must end what that somebody began.
    if standing is None or standing != session.standing:
        sessions.end(word)
        raise NotSignedIn
    if (lang := request.query_params.get("lang")) in ("zh", "en"):
        session.lang = str(lang)
    return session


def same_site(request: Asked) -> None:
    """Let a form through that a page of this hub sent.

    Raises:
        Forged: another site sent it, or nobody says who did.
    """
    site = request.headers.get("sec-fetch-site", "")
    origin = request.headers.get("origin", "")
    if site not in ("", "same-origin") or not (site or origin):
        raise Forged
    if origin:
        try:
            said = urlsplit(origin)
        except ValueError as error:
            raise Forged from error
        if (said.scheme, said.netloc) != (request.scope["scheme"], request.headers.get("host", "")):
            raise Forged


async def fields_of(request: Asked) -> FormMultiDict:
    """The fields of a form.

    Raises:
        ClientException: what came is no form: Litestar passes on what its parts say that cannot be read.
    """
    try:
        return await request.form()
    except (LookupError, ValueError) as error:
        raise ClientException("this is no form") from error


async def form_of(
    office: Office, sessions: StaffSessions, request: Asked
) -> tuple[StaffSession, FormMultiDict]:
    """A form of somebody who is signed in.

    Raises:
        NotSignedIn: nobody is.
        Forged: it is none of their pages'.
        Refusal: the register cannot be asked.
    """
    session = await signed_in(office, sessions, request)
    same_site(request)
    form = await fields_of(request)
    if not hmac.compare_digest(text_of(form, "csrf").encode(), session.csrf.encode()):
        raise Forged
    return session, form


def text_of(form: FormMultiDict, field: str, longest: int = 200) -> str:
    """A field of a form as text, cut to what such a field may hold; a file is none."""
    value = form.get(field, "")
    return value.strip()[:longest] if isinstance(value, str) else ""
