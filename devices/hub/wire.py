"""HTTP and WebSocket on the hub's port: uvicorn's protocols, each line with an end in sight.

uvicorn waits for ever for a request's head, body and reader, and answers every WebSocket ping into memory;
here each has a time and a measure, and who goes beyond it is cut off. What outsiders do is logged seldom.
"""

from __future__ import annotations

import asyncio
import logging
from time import monotonic
from typing import TYPE_CHECKING, Any

import h11
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.frames import Frame, Opcode
from websockets.protocol import Event

from devices.hub.door import Door, Line
from devices.hub.limits import Measure, Seldom

if TYPE_CHECKING:
    from websockets.http11 import Request

log = logging.getLogger(__name__)

MESSAGES = (Opcode.TEXT, Opcode.BINARY)
LINE = "hall.line"
"""Where the application finds its line, among a scope's extensions."""
BYTES_PER_S = 256 * 1024
BYTES_AT_ONCE = 16 * BYTES_PER_S
"""What one line may send in the long run, and at once: a kiosk after an outage says far less."""
GUEST_FRAMES = 16
"""Frames of a line whose client has not proven itself: it has one thing to say. A frame of six bytes takes as
much of the hub's time as a long one, so that bytes alone are no measure."""
CONTROL_PER_S, CONTROL_AT_ONCE = 1.0, 64
"""Frames of a client of the hall that are no messages, for those are measured elsewhere; ours send none."""
HEAD_BYTES = 8 * 1024
"""Longest head of a request, and the most that may follow behind a request that is being answered."""
MOST_PARTS = 256
"""Header fields and pieces of a body of one request; each takes time, however short it is."""
GUEST_PIECE, PIECE = 256, 1024
"""Bytes read at a time of who has not proven themselves, and of others; frames are counted between."""
UNREAD = 8 * 1024 * 1024
"""Bytes that a line may leave unread in this process before it is cut; a snapshot is far smaller."""


class _Outsiders(logging.Filter):
    """Lets each sort of complaint about outsiders through once a minute."""

    def __init__(self) -> None:
        super().__init__()
        self._seldom = Seldom(60.0)

    def filter(self, record: logging.LogRecord) -> bool:
        return self._seldom.due(str(record.msg), monotonic()) > 0


_outsiders = logging.getLogger(f"{__name__}.outsiders")
_outsiders.addFilter(_Outsiders())
_outsiders.setLevel(logging.WARNING)


class _Counted(h11.Connection):
    """Counts what a request is made of.

    Attributes:
        parts: header fields and pieces of the body of the newest request.
    """

    parts = 0

    def next_event(self) -> h11.Event | type[h11.NEED_DATA] | type[h11.PAUSED]:
        event = super().next_event()
        if isinstance(event, h11.Request):
            self.parts = len(event.headers)
        elif isinstance(event, h11.Data):
            self.parts += 1
        return event

    @property
    def too_much(self) -> bool:
        """Whether its client has said more than a request may be made of, or far ahead of its answer."""
        ahead = self.their_state is h11.DONE and len(self.trailing_data[0]) > HEAD_BYTES
        return ahead or self.parts > MOST_PARTS


class HttpLine(H11Protocol):
    """Requests on one line, one after another."""

    door: Door

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.logger = _outsiders
        self.conn: _Counted = _Counted(h11.SERVER, HEAD_BYTES)
        self._sent = Measure(BYTES_PER_S, BYTES_AT_ONCE, monotonic())
        self._asked: RequestResponseCycle | None = None
        self._line: Line

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A line was let in; its first request must be here in time."""
        self._line = self.door.line(transport)
        self._line.carried(transport)
        super().connection_made(transport)

    def data_received(self, data: bytes) -> None:
        """Bytes of a request, or of too many."""
        if _too_much(self._sent, data, self._line, self.door):
            return
        begun = 0
        # A request that becomes a WebSocket is another protocol's from then on.
        while begun < len(data) and not self.transport.is_closing() and self._mine:
            super().data_received(data[begun : begun + PIECE])
            begun += PIECE
            if self.conn.too_much:
                _cut_off(self._line, self.door, "A line from %s asks for more than it may; it is cut.")

    @property
    def _mine(self) -> bool:
        return self.transport.get_protocol() is self

    def handle_events(self) -> None:
        """Go on with what came; a request that is whole has its own time for its answer."""
        super().handle_events()
        if self.cycle is not self._asked and _being_answered(self.cycle):
            self._asked = self.cycle
            self._line.expect(self.door.limits.request_s)

    def on_response_complete(self) -> None:
        """An answer was written: it must be read, and the next request be here, in time."""
        self._line.expect(self.door.limits.idle_s + self.door.limits.request_s)
        super().on_response_complete()

    def send_400_response(self, msg: str) -> None:
        """What came is no request."""
        self._line.strike()
        super().send_400_response(msg)


class SocketLine(WebSocketsSansIOProtocol):
    """A WebSocket on one line."""

    door: Door

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.logger = _outsiders
        self._sent = Measure(BYTES_PER_S, BYTES_AT_ONCE, monotonic())
        self._control = Measure(CONTROL_PER_S, CONTROL_AT_ONCE, monotonic())
        self._guest_frames = 0
        self._line: Line

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A request became a WebSocket; its client must prove itself in time."""
        self._line = self.door.line(transport)
        self._line.expect(self.door.limits.hello_s)
        super().connection_made(transport)

    def data_received(self, data: bytes) -> None:
        """Bytes of frames, or of too many, or from somebody who reads nothing."""
        if _too_much(self._sent, data, self._line, self.door):
            return
        begun = 0
        while begun < len(data) and not self.transport.is_closing():
            size = PIECE if self._line.is_proven else GUEST_PIECE
            super().data_received(data[begun : begun + size])
            begun += size
        if self.transport.get_write_buffer_size() > UNREAD:
            self.door.tally.floods += 1
            self._line.cut()

    def handle_events(self) -> None:
        """Hear the frames that came, unless they are too many."""
        if self._line.is_proven:
            few = self._control.take(monotonic(), sum(map(_is_control, self.conn.events)))
        else:
            self._guest_frames += len(self.conn.events)
            few = self._guest_frames <= GUEST_FRAMES
        if few:
            super().handle_events()
        else:
            _cut_off(self._line, self.door, "A line from %s says more frames than it may; it is cut.")

    def handle_connect(self, event: Request) -> None:
        """The opening handshake: the application is told which line it is on."""
        super().handle_connect(event)
        if self.response.status_code == 101:
            # The application's task has not begun yet.
            self.scope["extensions"][LINE] = {"line": self._line}
        else:
            self._line.strike()


def protocols(door: Door) -> tuple[type[HttpLine], type[SocketLine]]:
    """The protocols for uvicorn, bound to a door."""
    return (
        type("HttpLine", (HttpLine,), {"door": door}),
        type("SocketLine", (SocketLine,), {"door": door}),
    )


def _being_answered(cycle: RequestResponseCycle | None) -> bool:
    """Whether a request is here whole, and its answer is not."""
    return cycle is not None and not cycle.more_body and not cycle.response_complete


def _is_control(event: Event) -> bool:
    """Whether what came is no message: a ping, a pong, a part of something, an end."""
    return isinstance(event, Frame) and event.opcode not in MESSAGES


def _too_much(sent: Measure, data: bytes, line: Line, door: Door) -> bool:
    if sent.take(monotonic(), len(data)):
        return False
    _cut_off(line, door, "A line from %s sends more than it may; it is cut.")
    return True


def _cut_off(line: Line, door: Door, why: str) -> None:
    door.tally.floods += 1
    door.note(why, line.address)
    line.strike()
    line.cut()
