"""A hall whose hub speaks TLS, with its own authority and a device; and programs that run beside it."""

from __future__ import annotations

import asyncio
import os
import ssl
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from config.load import load
from devices.hub import pki
from devices.hub.files import Files
from devices.hub.pki import Places
from devices.kinds import FAMILIES
from devices.link.identity import Identity
from devices.link.trust import ssl_context
from devices.link.words import Role
from tests.hubs.authorities import Authority, private
from tests.hubs.premises import Premises, enrolled, prepare
from tests.hubs.process import HubProcess

BIN = Path(sys.executable).parent
DEVICE = (
    '\n[[devices]]\nid = "voice-K1"\nkind = "speaker"\nhost = "K1"\nport = "folder://spoken"\nzone = "one"\n'
)
PEOPLE = ((Role.AGENT, "K1"), (Role.SCREEN, "window-1"))
WAIT_S = 30.0


@dataclass(frozen=True)
class Secured(Premises):
    """A hall whose hub speaks TLS."""

    @property
    def places(self) -> Places:
        """The hall's authority."""
        return Files(self.data).pki

    @property
    def link(self) -> str:
        """The hub's link."""
        return f"wss://127.0.0.1:{self.config.hub.port}/link"

    def believes(self, ca_pem: str, link: str = "") -> None:
        """Let every program know its hub by these certificates."""
        for file in self.identities.values():
            known = Identity.load(file)
            replace(known, ca=ca_pem, hub=link or self.link).save(file)

    def hub(self) -> HubProcess:
        """Its hub, not started yet."""
        return HubProcess(self)


def secured(folder: Path, *, hub: str = 'tls = "on"', by: Authority | None = None) -> Secured:
    """Make a hall whose hub speaks TLS, and an authority that everybody believes.

    Args:
        folder: gets the hall.
        hub: more settings of the table ``[hub]``.
        by: the authority, instead of a new one.
    """
    made = prepare(folder, 1)
    toml = made.hall / "hall.toml"
    toml.write_text(toml.read_text("utf-8").replace("[hub]\n", f"[hub]\n{hub}\n", 1) + DEVICE, "utf-8")
    config = load(made.hall, kinds=FAMILIES)
    found = Secured(folder, config, made.identities | enrolled(folder, config, PEOPLE))
    show(found, by or Authority("hub.hall.example"))
    found.believes(pki.bundle(found.places))
    return found


def show(hall: Secured, by: Authority, shown: bytes | None = None) -> None:
    """Let the hub be of this authority, and show this key and certificate."""
    hall.places.folder.mkdir(exist_ok=True)
    for path, content in (
        (hall.places.ca, by.pem.encode()),
        (hall.places.ca_key, private(by.key)),
        (hall.places.hub, shown or by.hub()),
    ):
        path.touch(0o600)
        path.write_bytes(content)


class Program:
    """A program of the hall as its technician starts it; its log is read while it runs."""

    def __init__(self, folder: Path, name: str, *words: str) -> None:
        self.log = folder / f"{name}.log"
        self._words = (str(BIN / name.partition(" ")[0]), *words)
        self._process: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> Self:
        env = dict(os.environ) | {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self._words, stdin=asyncio.subprocess.DEVNULL, stdout=log, stderr=log, env=env
            )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        assert self._process is not None
        if self._process.returncode is None:
            self._process.terminate()
        async with asyncio.timeout(WAIT_S):
            await self._process.wait()

    async def ended(self) -> int:
        """Wait until it has ended by itself; returns its exit code."""
        assert self._process is not None
        async with asyncio.timeout(WAIT_S):
            return await self._process.wait()

    @property
    def said(self) -> str:
        """What it has logged so far."""
        return self.log.read_text("utf-8", "replace")

    async def says(self, words: str, times: int = 1) -> None:
        """Wait until it has logged these words so many times."""
        async with asyncio.timeout(WAIT_S):
            while self.said.count(words) < times:
                assert self._process is not None
                assert self._process.returncode is None, self.said
                await asyncio.sleep(0.02)


async def typed(*words: str, env: Mapping[str, str] | None = None) -> tuple[int, str]:
    """Say a command of ``hall``; returns its exit code and all that it said."""
    process = await asyncio.create_subprocess_exec(
        str(BIN / "hall"),
        *words,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env=dict(os.environ) | dict(env or {}),
    )
    async with asyncio.timeout(WAIT_S):
        out, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, out.decode()


class Health(msgspec.Struct):
    """What the tests want to know of ``/health``."""

    links: dict[str, int]
    certificate: str
    reasons: list[dict[str, str]]


async def fetched(port: int, path: str, context: ssl.SSLContext | None, host: str = "127.0.0.1") -> str:
    """An answer of the hub's pages, head and all."""
    async with asyncio.timeout(WAIT_S):
        reader, writer = await asyncio.open_connection(
            host, port, ssl=context, server_hostname=host if context else None
        )
        writer.write(f"GET {path} HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n\r\n".encode())
        answer = await reader.read()
        writer.close()
    return answer.decode()


async def health(hall: Secured, ca_pem: str = "") -> Health:
    """How the hub says that it is, over TLS."""
    context = ssl_context(ca_pem or pki.bundle(hall.places))
    answer = await fetched(hall.config.hub.port, "/health", context)
    return msgspec.json.decode(answer.partition("\r\n\r\n")[2], type=Health)


async def all_here(hall: Secured, roles: Iterable[str]) -> None:
    """Wait until somebody of each of these roles is linked."""
    wanted = set(roles)
    async with asyncio.timeout(WAIT_S):
        while True:
            links = (await health(hall)).links
            if wanted <= {role for role, count in links.items() if count}:
                return
            await asyncio.sleep(0.05)


async def until(so: Callable[[], bool]) -> None:
    """Wait until something is so that another process does."""
    async with asyncio.timeout(WAIT_S):
        while not so():  # noqa: ASYNC110 - no event comes from there
            await asyncio.sleep(0.05)
