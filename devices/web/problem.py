"""Every error of the API in one shape: a stable code and a sentence in both languages, never a traceback."""

from __future__ import annotations

import logging
from typing import NamedTuple

from litestar import Request, Response
from litestar.datastructures import State
from litestar.exceptions import HTTPException
from msgspec import Struct

from devices.hub.people import Principal
from devices.link.messages import No
from devices.link.refusals import REFUSALS

log = logging.getLogger(__name__)

Asking = Request[Principal | None, str | None, State]


class Problem(Struct, frozen=True, kw_only=True):
    """Why a request was not carried out; ``code`` is contract, the sentences are for people."""

    code: str
    zh: str
    en: str


class _Known(NamedTuple):
    code: str
    zh: str
    en: str


_BY_STATUS = {
    400: _Known("bad_request", "请求不符合接口约定。", "The request is not of the contract."),
    401: _Known("no_token", "请出示有效的令牌。", "Show a valid token (Authorization: Bearer ...)."),
    404: _Known("not_found", "没有这个地址。", "There is nothing at this address."),
    405: _Known("method_not_allowed", "此地址不支持该方法。", "This address does not take this method."),
    413: _Known("too_large", "请求太大，最多64 KiB。", "The request is too large; 64 KiB at most."),
    429: _Known("too_many", "请求过于频繁，请稍后再试。", "Too many requests; try again in a moment."),
}
_OTHER = _Known("internal", "系统内部错误，已记录。", "Something went wrong here; it has been logged.")


RETRY_AFTER_S = "1"


class Refusal(HTTPException):
    """The hall says no, with a code of ``devices.link.refusals``."""

    def __init__(self, code: str, *, status: int = 409) -> None:
        """``status`` is 409 unless the code has one of its own."""
        super().__init__(status_code=status)
        self.code = code


def refusal(no: No) -> Refusal:
    """What a refused command raises: 403 for the wrong role, 503 for a hub that cannot now,
    500 for a bug of the hub, else 409.
    """
    match no.code:
        case "not_allowed":
            return Refusal(no.code, status=403)
        case "busy" | "stopping" | "journal_failed" | "journal_unsure":
            return Refusal(no.code, status=503)
        case "fault":
            return Refusal(no.code, status=500)
        case _:
            return Refusal(no.code)


def answer(problem: Problem, status: int) -> Response[Problem]:
    """The response that carries a problem."""
    headers = {"Retry-After": RETRY_AFTER_S} if status in (429, 503) else {}
    if status == 401:
        headers = {"WWW-Authenticate": "Bearer"}
    return Response(problem, status_code=status, headers=headers)


def on_refusal(_: Asking, error: Refusal) -> Response[Problem]:
    """A refusal of the hall, in its own words."""
    sentence = REFUSALS[error.code]
    return answer(Problem(code=error.code, zh=sentence.zh, en=sentence.en), error.status_code)


def on_http(_: Asking, error: HTTPException) -> Response[Problem]:
    """What a guard or Litestar itself turned down."""
    known = _BY_STATUS.get(error.status_code, _OTHER)
    en = known.en
    if error.status_code == 400:
        en = f"{en} {_what_was_wrong(error)}"
    response = answer(Problem(code=known.code, zh=known.zh, en=en), error.status_code)
    for name, value in (error.headers or {}).items():
        response.set_header(name, value)
    return response


def of_status(status: int) -> Problem:
    """The problem that a status alone stands for."""
    if status == 503:
        sentence = REFUSALS["busy"]
        return Problem(code="busy", zh=sentence.zh, en=sentence.en)
    return Problem(**_BY_STATUS.get(status, _OTHER)._asdict())


def on_recursion(_: Asking, error: RecursionError) -> Response[Problem]:
    """A body nested deeper than the decoder follows; nothing of ours calls itself."""
    known = _BY_STATUS[400]
    return answer(Problem(code=known.code, zh=known.zh, en=f"{known.en} It is nested too deep."), 400)


def on_no_text(_: Asking, error: UnicodeDecodeError) -> Response[Problem]:
    """A body that is no UTF-8; Litestar passes on what the decoder says of it."""
    known = _BY_STATUS[400]
    return answer(Problem(code=known.code, zh=known.zh, en=f"{known.en} It is not UTF-8."), 400)


def _what_was_wrong(error: HTTPException) -> str:
    """What a programmer needs to mend the request; told to the asker only, never logged."""
    if isinstance(error.extra, list):
        return " ".join(f"{at.get('key')}: {at.get('message')}." for at in error.extra)
    return f"{error.detail}."


def on_timeout(request: Asking, _: TimeoutError) -> Response[Problem]:
    """The hub did not answer in time."""
    log.warning("%s %s: the hub did not answer in time.", request.method, request.scope["path_template"])
    return on_refusal(request, Refusal("busy", status=503))


def on_bug(request: Asking, error: Exception) -> Response[Problem]:
    """Anything else is a bug: log it, say only that it happened."""
    log.error("%s %s failed.", request.method, request.scope.get("path_template", ""), exc_info=error)
    return answer(Problem(code=_OTHER.code, zh=_OTHER.zh, en=_OTHER.en), 500)
