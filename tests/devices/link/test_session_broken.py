"""However a line breaks and whatever is lost on it, each command is answered once."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from devices.link import commands as c
from devices.link.messages import (
    ClientMessage,
    Do,
    Hello,
    HubMessage,
    Snapshot,
)
from devices.link.session import (
    MAX_UNANSWERED,
)
from tests.devices.link.clients import Client, done, welcome
from tests.hubs.identities import CHALLENGE


class Wire:
    """A hub that carries out each id once, behind a line that breaks whenever it likes."""

    def __init__(self) -> None:
        self.client = Client()
        self.up = False
        self.to_hub: list[ClientMessage] = []
        self.to_client: list[HubMessage] = []
        self.carried_out: Counter[str] = Counter()
        self.answered: Counter[str] = Counter()
        self.said = 0

    def say(self) -> None:
        self.said += 1
        name = f"touch-{self.said:04}"
        self.client.session.say(
            Do(id=name, command=c.CallNext()), lambda answer: self.answered.update([answer.id])
        )
        assert self.client.session.unanswered <= MAX_UNANSWERED

    def connect(self) -> None:
        if not self.up:
            self.up = True
            self.client.session.opened(self.client.now)
            self.to_client.append(CHALLENGE)

    def cut(self) -> None:
        self.up = False
        self.to_hub.clear()
        self.to_client.clear()
        self.client.session.closed()

    def hub_hears(self) -> None:
        if self.up:
            self.to_hub += self.client.said()
        if not self.to_hub:
            return
        match self.to_hub.pop(0):
            case Hello():
                self.to_client += [welcome(), Snapshot(rev=0, rows=())]
            case Do(id=name):
                if name not in self.carried_out:
                    self.carried_out[name] += 1
                self.to_client.append(done(name))
            case _:
                pass

    def client_hears(self) -> None:
        if self.to_client:
            self.client.hears(self.to_client.pop(0))

    def settle(self) -> None:
        self.connect()
        for _ in range(20 * (self.said + 5)):
            self.hub_hears()
            self.client_hears()


STEPS = st.lists(
    st.sampled_from(
        ["say", "say", "connect", "cut", "hub_hears", "hub_hears", "client_hears", "client_hears"]
    ),
    max_size=200,
)


@settings(max_examples=300, deadline=None)
@given(STEPS)
def test_however_the_line_breaks_each_command_is_answered_once(steps: list[str]) -> None:
    wire = Wire()
    for step in steps:
        getattr(wire, step)()
        assert all(count == 1 for count in wire.answered.values())
    wire.settle()
    names = {f"touch-{n:04}" for n in range(1, wire.said + 1)}
    assert dict(wire.answered) == dict.fromkeys(names, 1)
    assert dict(wire.carried_out) == dict.fromkeys(names, 1)
    assert wire.client.session.unanswered == 0
    assert wire.client.session.live
