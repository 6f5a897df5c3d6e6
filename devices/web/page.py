"""The page at ``/``: the hall now, to read only.

The server renders it whole; a small script then keeps it up with ``/now``, the same as data. What may be
shown is decided in ``devices.web.public``, for the page as for the API.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import MediaType, Response, get
from litestar.exceptions import InternalServerException
from litestar.handlers import HTTPRouteHandler
from litestar.params import QueryParameter
from litestar.router import Router
from litestar.static_files import create_static_files_router

from devices.link.rows import AnyRow, DeviceRow, QueueRow
from devices.link.words import DeviceState, TicketState, WindowState
from devices.web.hall import Hall, in_time
from devices.web.problem import Asking, Problem, answer, of_status
from devices.web.public import Clock, HallNow, WindowNow, hall_now
from devices.web.words import WORDS, Lang, wait_text

HERE = Path(__file__).parent

CLOSES_SOON = timedelta(minutes=60)
"""Time before a queue gives no more numbers in which it is told until when it does."""

Wanted = Annotated[str, QueryParameter(name="lang", description="zh, or en; anything else is zh.")]

_UNWELL_FIRST = [
    DeviceState.FAULT,
    DeviceState.DEGRADED,
    DeviceState.AWAY,
    DeviceState.STARTING,
    DeviceState.READY,
]


def environment() -> Environment:
    """Templates that escape everything and fail on a name that is not there."""
    env = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals["wait_text"] = wait_text
    env.globals["queue_wait"] = queue_wait
    env.globals["queue_text"] = queue_text
    env.globals["queue_note"] = queue_note
    env.globals["window_mark"] = window_mark
    env.globals["device_counts"] = device_counts
    env.globals["window_text"] = window_text
    return env


def window_text(window: WindowNow, lang: Lang) -> str:
    """What a window does now, in a word or two."""
    words = WORDS[lang]
    if window.ticket_state is TicketState.SERVING and not window.shown:
        return words["ticket_serving"]  # without a number
    if window.state is WindowState.OPEN:
        return words.get(f"ticket_{window.ticket_state}", words["free"]) if window.shown else words["free"]
    if window.state is WindowState.CLOSED and window.lent_until and not window.draining:
        return words["opens_soon"]  # its clerk is still to come
    reason = window.reason if lang == "zh" else window.reason_en
    return reason or words[f"state_{window.state}"]


def window_mark(window: WindowNow, lang: Lang) -> str:
    """That a window is lent to the crowd for a time, or takes nobody any more."""
    words = WORDS[lang]
    if window.draining:
        return "" if window.state is WindowState.CLOSED else words["draining"]
    return words["lent"].format(time=f"{window.lent_until:%H:%M}") if window.lent_until else ""


def queue_note(queue: QueueRow, lang: Lang, now: datetime) -> str:
    """The whole sentence of a queue that gives no number, or until when it does if that is soon."""
    if queue.refused:
        return queue.refused_zh if lang == "zh" else queue.refused_en
    if queue.closes_at is None or queue.closes_at - now >= CLOSES_SOON:
        return ""
    return WORDS[lang]["closes"].format(time=f"{queue.closes_at:%H:%M}")


def queue_text(queue: QueueRow, lang: Lang) -> str:
    """Who waits, also those of other queues when the same windows serve them."""
    words = WORDS[lang]
    if queue.ahead > queue.waiting:
        return words["people_ahead"].format(n=queue.waiting, ahead=queue.ahead)
    return words["people_waiting"].format(n=queue.waiting)


def queue_wait(queue: QueueRow, lang: Lang) -> str:
    """How long a newcomer waits, why none is taken, or that nobody serves yet."""
    if queue.refused:
        return refused_text(queue.refused, lang)
    return wait_text(queue.wait, lang) if queue.windows else WORDS[lang]["no_window"]


def device_counts(devices: Sequence[DeviceRow], lang: Lang) -> str:
    """How many devices are in each state, the unwell ones first."""
    words = WORDS[lang]
    counts = Counter(device.state for device in devices)
    return " · ".join(
        f"{words[f'device_{state}']} {counts[state]}" for state in _UNWELL_FIRST if counts[state]
    )


def refused_text(code: str, lang: Lang) -> str:
    """Why a queue gives no numbers now."""
    words = WORDS[lang]
    return words.get(f"refused_{code}", words["refused"])


def render(env: Environment, now: HallNow, lang: Lang) -> str:
    """The page as HTML."""
    return env.get_template("hall.html").render(
        now=now,
        lang=lang,
        words=WORDS[lang],
        devices=sorted(now.devices, key=lambda device: (_UNWELL_FIRST.index(device.state), device.id)),
    )


class Shown:
    """What ``/now`` says, made once for all who ask while the hub's rows are the same."""

    def __init__(self, clock: Clock) -> None:
        """Nothing was asked for yet."""
        self._clock = clock
        self._rows: Mapping[str, AnyRow] | None = None
        self._said = b""

    def encoded(self, rows: Mapping[str, AnyRow]) -> bytes:
        """The hall now, as JSON."""
        if rows is not self._rows:
            self._said = msgspec.json.encode(hall_now(rows.values(), self._clock))
            self._rows = rows
        return self._said


def routes(hall: Hall, clock: Clock) -> list[HTTPRouteHandler]:
    """The page's routes over a hall: for everybody who can reach the port, like a screen in the hall."""
    env = environment()

    @get("/", media_type=MediaType.HTML, include_in_schema=False)
    async def page(wanted: Wanted = "zh") -> Response[str]:
        """The hall now, as a page."""
        rows = await in_time(hall.dashboard())
        lang: Lang = "en" if wanted == "en" else "zh"
        return Response(render(env, hall_now(rows.values(), clock), lang), media_type=MediaType.HTML)

    shown = Shown(clock)

    @get("/now", include_in_schema=False)
    async def now() -> Response[bytes]:
        """What the page shows, for its script."""
        rows = await in_time(hall.dashboard())
        return Response(shown.encoded(rows), media_type=MediaType.JSON)

    return [page, now]


def static_files() -> Router:
    """Style and script of the page, from this machine; a name that no file can have is no file's."""
    return create_static_files_router(
        path="/static",
        directories=[HERE / "static"],
        include_in_schema=False,
        # Litestar's own for what the system says of a name that is too long, or goes on behind a file's.
        exception_handlers={InternalServerException: _no_such_file, ValueError: _no_such_file},
    )


def _no_such_file(_: Asking, error: InternalServerException | ValueError) -> Response[Problem]:
    return answer(of_status(404), 404)
