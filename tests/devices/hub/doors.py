"""The hub's door: a link server with tokens for whoever knocks."""

from __future__ import annotations

from devices.hub.server import LinkServer
from devices.hub.tokens import Tokens
from devices.link.messages import Snapshot
from devices.link.words import Role
from tests.devices.hub.lines import WireLine


class Door:
    """A link server with tokens for whoever knocks."""

    def __init__(self, server: LinkServer, tokens: Tokens) -> None:
        self.server = server
        self.tokens = tokens

    def token(self, role: Role, place: str = "") -> str:
        return self.tokens.make(role, place)

    async def enter(self, role: Role, place: str = "") -> WireLine:
        line = WireLine().dial(self.server, self.token(role, place))
        await line.expects(Snapshot)
        return line
