"""Who may speak to the hub, and what was noted: registers of clients and tokens, audit log, authority."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from devices.hub import audit_file, pki
from devices.hub.audit import Audit
from devices.hub.audit_file import AuditFailed, Wanted
from devices.hub.audit_kinds import Kind, Note
from devices.hub.audit_reading import found, newest, verify
from devices.hub.chain import SHA256
from devices.hub.clients import Clients, ClientsFailed, NotTaken
from devices.hub.pki import Opening, PkiFailed
from devices.hub.tokens import Tokens, TokensFailed
from devices.link.messages import Enrol
from devices.link.trust import checked, ssl_context, taken_over
from devices.link.words import Role
from tests.fuzz.rows import change, change_rows, content_of, lay
from tests.fuzz.target import Script, Target, Try, plain, quiet
from tests.hubs.authorities import hall_pki
from tests.hubs.identities import stranger

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CLIENTS = {
    "clients": ("id", "key", "role", "place", "app", "by", "made_at", "seen_at", "revoked_at", "revoked_by"),
    "codes": ("name", "key", "role", "place", "replaces", "by", "ends_at", "wrong"),
}
TOKENS = {
    "tokens": ("id", "digest", "role", "place", "made_at", "revoked_at", "scopes", "ends_at", "name"),
}
AUDIT = {
    "notes": ("seq", "at", "kind", "by", "staff", "about", "place", "why", "outcome", "hash"),
    "chain": ("hash",),
    "pruned": ("last_seq", "last_hash", "at", "notes"),
}


@contextmanager
def _clients(folder: Path) -> Iterator[Try]:
    path = folder / "clients.db"
    identity = stranger()
    public = identity.key.public_key().public_bytes_raw()
    with closing(Clients(path, lambda: NOW)) as clients:
        client = clients.admit(public, Role.KIOSK, "K1", "technician")
        code = clients.offer(Role.SCREEN, "zone-one", "technician")
    content = content_of(path)

    def parse(data: bytes) -> None:
        lay(path, content)
        with suppress(sqlite3.Error):
            change_rows(path, CLIENTS, Script(data))
        with closing(Clients(path, lambda: NOW)) as clients:
            asked = Enrol(code=code.name, key=bytes(32), proof=bytes(32))
            steps: tuple[Callable[[], object], ...] = (
                lambda: clients.prove(client, bytes(32), identity.sign(bytes(32))),
                lambda: clients.enrol(asked, bytes(32), "厅", ""),
                lambda: clients.seen(client, "app"),
                lambda: clients.valid(client),
                clients.open_codes,
                clients.all,
                lambda: clients.revoke(client, "technician"),
            )
            for step in steps:
                with suppress(ClientsFailed, NotTaken):
                    step()

    yield parse


@contextmanager
def _tokens(folder: Path) -> Iterator[Try]:
    path = folder / "tokens.db"
    with closing(Tokens(path, lambda: NOW)) as tokens:
        secret = tokens.make(Role.DESK, "D1", name="网厅")
    content = content_of(path)

    def parse(data: bytes) -> None:
        lay(path, content)
        with suppress(sqlite3.Error):
            change_rows(path, TOKENS, Script(data))
        with closing(Tokens(path, lambda: NOW)) as tokens:
            tokens.prove(secret)
            tokens.prove(data.decode("utf-8", "replace"))
            with suppress(TokensFailed):
                tokens.all()

    yield parse


@contextmanager
def _audit(folder: Path) -> Iterator[Try]:
    """A log whose guards somebody with an editor has taken away."""
    path = folder / "audit.db"
    with closing(audit_file.prepared(path, SHA256)) as conn:
        for n in range(4):
            at = (NOW - timedelta(days=200 * n)).isoformat(timespec="milliseconds")
            audit_file.append(conn, [Note(at=at, kind=Kind.PIN_SET, by="technician", about="0101")])
        for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            conn.execute(f"DROP TRIGGER {name}")
    content = content_of(path)

    def parse(data: bytes) -> None:
        lay(path, content)
        with suppress(sqlite3.Error):
            change_rows(path, AUDIT, Script(data))
        with suppress(AuditFailed):
            verify(path)
        with suppress(AuditFailed):
            found(path, Wanted(by="technician"))
        newest(path, Kind.PIN_SET)
        with suppress(AuditFailed), closing(Audit(path, clock=lambda: NOW)) as audit:
            audit.prune(300)

    # That it cannot be read or written is said in the log too.
    with quiet("devices.hub.audit", "devices.hub.audit_reading"):
        yield parse


@contextmanager
def _authority(folder: Path) -> Iterator[Try]:
    """The files of a hall's authority, one of which is not what it was."""
    places = hall_pki(folder)
    whole = {path: path.read_bytes() for path in (places.ca, places.hub, places.ca_key)}

    def parse(data: bytes) -> None:
        chosen = list(whole)[(data[:1] or b"\0")[0] % len(whole)]
        for path, content in whole.items():
            path.write_bytes(content)
        chosen.write_bytes(data[1:])
        steps: tuple[Callable[[], object], ...] = (
            lambda: pki.standing(places),
            lambda: pki.bundle(places),
            lambda: pki.checked_hub_file(places),
            lambda: pki._read_key(Opening(), places.ca_key),
        )
        for step in steps:
            with suppress(PkiFailed):
                step()

    yield parse


def _authority_seeds() -> tuple[bytes, ...]:
    with tempfile.TemporaryDirectory() as folder:
        places = hall_pki(Path(folder))
        return tuple(
            bytes((n,)) + path.read_bytes() for n, path in enumerate((places.ca, places.hub, places.ca_key))
        )


def _trusted(data: bytes) -> None:
    """An address and certificates, a NUL between them, as an identity has them."""
    url, _, ca = data.decode("utf-8", "replace").partition("\0")
    checked(url, ca)
    ssl_context(ca)


@contextmanager
def _handed_over(_: Path) -> Iterator[Try]:
    """Certificates that a hub hands out on a line that is believed."""
    identity = stranger("wss://hub.hall.example:8710/link")

    def parse(data: bytes) -> None:
        assert taken_over(identity, data.decode("utf-8", "replace")).client == identity.client

    with quiet("devices.link.trust"):
        yield parse


FILES = _authority_seeds()
TARGETS = (
    Target(
        name="hub.clients_rows",
        opens=_clients,
        own=(ClientsFailed,),
        seeds=(b"", change(0, 2, 0, 0, b"x"), change(0, 1, 0, 0, b"x"), change(1, 5, 0, 0, b"yesterday")),
        reads=("devices.hub.clients:Clients", "devices.hub.clients:_time"),
        examples=15,
        longest=256,
    ),
    Target(
        name="hub.tokens_rows",
        opens=_tokens,
        own=(TokensFailed,),
        seeds=(b"", change(0, 7, 0, 0, b"2026-03-02T12:00:00"), change(0, 6, 0, 3, b"x")),
        reads=("devices.hub.tokens:Tokens", "devices.hub.tokens:m002_scopes"),
        examples=15,
        longest=256,
    ),
    Target(
        name="hub.audit_rows",
        opens=_audit,
        own=(AuditFailed,),
        seeds=(b"", change(0, 1, 1, 0, b"yesterday"), change(0, 9, 3, 2, b"x"), change(1, 0, 0, 0, b"md5")),
        reads=("devices.hub.audit_chain:_first_day", "devices.hub.audit_file:as_end"),
        examples=15,
        longest=256,
    ),
    Target(
        name="hub.authority",
        opens=_authority,
        own=(PkiFailed,),
        seeds=FILES,
        reads=("devices.hub.pki:_certificates", "devices.hub.pki:_read_key", "devices.hub.pki:finish_change"),
        examples=15,
    ),
    Target(
        name="link.trust",
        opens=plain(_trusted),
        own=(ValueError,),
        seeds=(b"wss://hub.hall.example:8710/link\0" + FILES[0][1:], b"ws://127.0.0.1:8710/link\0", b"wss://[::1\0x"),
        reads=("devices.link.trust:checked", "devices.link.trust:explained"),
        examples=60,
    ),
    Target(
        name="link.handed_over",
        opens=_handed_over,
        seeds=(FILES[0][1:], FILES[1][1:]),
        reads=("devices.link.trust:taken_over",),
        examples=15,
    ),
)  # fmt: skip
