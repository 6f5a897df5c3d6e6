"""How whoever takes part in a storm is let in by the hub: links and programs with identities of their own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from devices.link.client import LinkClient
from devices.link.identity import Identity
from devices.link.words import Role
from tests.hubs.premises import Premises, enrolled

RETRY_S = (0.05, 0.1)
"""A link is opened again sooner than that of any true program: what a storm waits for is wasted."""


def line(premises: Premises, name: str) -> LinkClient:
    """A link of somebody of the hall, by the principal's name."""
    return LinkClient(Identity.load(premises.identities[name]), "hall-crash", retry_s=RETRY_S)


def arguments(premises: Premises, name: str) -> list[str]:
    """What a program is told on its command line to be let in as somebody."""
    return ["--identity", str(premises.identities[name])]


def let_in(premises: Premises, people: Iterable[tuple[Role, str]]) -> Premises:
    """Let more take part."""
    more = enrolled(premises.folder, premises.config, people)
    return replace(premises, identities={**premises.identities, **more})
