"""The link's place in the web server: a Litestar WebSocket as the session's socket."""

from __future__ import annotations

from litestar import WebSocket, websocket
from litestar.handlers import WebsocketRouteHandler

from devices.hub.door import Line
from devices.hub.entrance import Gone
from devices.hub.server import LinkServer
from devices.hub.wire import LINE


class AsgiSocket:
    """A WebSocket of text frames over ASGI."""

    def __init__(self, socket: WebSocket) -> None:  # type: ignore[type-arg]
        self._socket = socket
        self._closed = False

    async def receive(self) -> str | bytes:
        """Wait for a frame.

        Raises:
            Gone: the line ended.
        """
        message = await self._socket.receive()
        if message["type"] != "websocket.receive":
            self._closed = True
            raise Gone
        text = message.get("text")
        return text if text is not None else message.get("bytes") or b""

    async def send(self, frame: bytes) -> None:
        """Send a text frame.

        Raises:
            Gone: the line ended.
        """
        if self._closed:
            raise Gone
        try:
            await self._socket.send({"type": "websocket.send", "text": frame.decode(), "bytes": None})
        except (OSError, RuntimeError) as error:
            self._closed = True
            raise Gone from error

    async def close(self) -> None:
        """Close the line; closing twice is nothing."""
        if self._closed:
            return
        self._closed = True
        try:
            await self._socket.send({"type": "websocket.close", "code": 1000, "reason": ""})
        except (OSError, RuntimeError) as error:
            raise Gone from error


def link_route(server: LinkServer) -> WebsocketRouteHandler:
    """The route ``/link``."""

    @websocket("/link", opt={"exclude_from_auth": True})
    async def link(socket: WebSocket) -> None:  # type: ignore[type-arg]
        await socket.accept()
        counted = (socket.scope.get("extensions") or {}).get(LINE)
        line = counted["line"] if counted else None
        await server.handle(AsgiSocket(socket), line if isinstance(line, Line) else None)

    return link
