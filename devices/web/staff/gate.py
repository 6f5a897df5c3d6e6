"""The gate before the admins' pages: the cookie, where a form came from, and the word that it brings back.

A page is for whoever is signed in. A form besides must come from a page of this hub, as the browser itself
says (``Sec-Fetch-Site``, ``Origin``), and bring back the session's own word; both are asked for.
"""

from __future__ import annotations

import hmac
from typing import Annotated
from urllib.parse import urlsplit

from litestar import Request
from litestar.datastructures import Cookie, FormMultiDict, State
from litestar.exceptions import ClientException, HTTPException
from litestar.params import PathParameter

from devices.web.staff.sessions import LONGEST, StaffSession, StaffSessions

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


def signed_in(sessions: StaffSessions, request: Asked) -> StaffSession:
    """Whoever is signed in at this browser.

    Raises:
        NotSignedIn: nobody is.
    """
    session = sessions.find(request.cookies.get(cookie_name(request), ""))
    if session is None:
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


async def form_of(sessions: StaffSessions, request: Asked) -> tuple[StaffSession, FormMultiDict]:
    """A form of somebody who is signed in.

    Raises:
        NotSignedIn: nobody is.
        Forged: it is none of their pages'.
    """
    session = signed_in(sessions, request)
    same_site(request)
    form = await fields_of(request)
    if not hmac.compare_digest(text_of(form, "csrf").encode(), session.csrf.encode()):
        raise Forged
    return session, form


def text_of(form: FormMultiDict, field: str, longest: int = 200) -> str:
    """A field of a form as text, cut to what such a field may hold; a file is none."""
    value = form.get(field, "")
    return value.strip()[:longest] if isinstance(value, str) else ""
