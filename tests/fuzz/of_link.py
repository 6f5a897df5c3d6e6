"""What crosses the link: the codec both ways, a client's session, and how programs prove themselves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from devices.link import codec
from devices.link import commands as c
from devices.link import rows as r
from devices.link.enrolment import BadCode, Code
from devices.link.identity import Identity, IdentityFailed, fingerprint, holds
from devices.link.jobs import CodeRead, DeviceIs, PrintSlip, ReadCard
from devices.link.messages import (
    NONCE_BYTES,
    Announcing,
    Ask,
    Believing,
    Bye,
    Challenge,
    ClientMessage,
    CodeSeen,
    Do,
    Done,
    Drop,
    Enrol,
    Enrolled,
    Have,
    Heard,
    Hello,
    HubMessage,
    Job,
    No,
    Patch,
    Ping,
    Pong,
    Revoke,
    Snapshot,
    Tell,
    Trust,
    Welcome,
)
from devices.link.session import ClientSession, TooMuchUnanswered
from devices.link.words import DeviceState, Role
from tests.fuzz.of_devices import SLIP
from tests.fuzz.target import Script, Target, Try, plain, played
from tests.hubs.identities import stranger

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
FROM_CLIENTS: tuple[ClientMessage, ...] = (
    Hello(client="kiosk-1", proof=bytes(64), app="test", have=Have("epoch", 3)),
    Enrol(code="7KQ", key=bytes(32), proof=bytes(32)),
    Do(id="touch-0001", command=c.TakeTicket(item="a-1", paper=False)),
    Do(id="touch-0002", command=c.GrantClass(ticket="abcdefgh", ground="elder", evidence="老年证")),
    Do(
        id="touch-0003",
        command=c.BookAppointment(item="a-1", starts_at=NOW, ends_at=NOW, name="王", phone="1"),
    ),
    Ask(id="ask-00001", work=ReadCard(timeout_s=3.0)),
    Drop(id="ask-00001"),
    Announcing(devices=("printer",), jobs=("job-1",)),
    Tell(id="news-0001", device="printer", news=DeviceIs(state=DeviceState.READY)),
    Tell(id="news-0002", device="scanner", news=CodeRead(job="job-1", data=b"\x00\xff")),
    Believing(authority="0" * 64),
    Ping(n=1),
)
ROWS: tuple[r.AnyRow, ...] = (
    r.ZoneRow(id="one", name="综合区", name_en="General", floor=1),
    r.MissedRow(ticket="abcdefgh", number="A001", window=1, missed_at=NOW),
    r.DeviceRow(id="printer", kind="escpos-printer", host="hub", state=DeviceState.READY, serves="kiosk-1"),
)
WELCOME = Welcome(role=Role.KIOSK, place="K1", epoch="epoch", heartbeat_s=5.0, now=NOW)
FROM_HUBS: tuple[HubMessage, ...] = (
    Challenge(nonce=bytes(NONCE_BYTES)),
    Enrolled(client="kiosk-1", role=Role.KIOSK, place="K1", hall="测试大厅"),
    WELCOME,
    Snapshot(rev=1, rows=ROWS),
    Patch(rev=2, rows=ROWS[:1], gone=("missed/abcdefgh",)),
    Done(id="touch-0001", result=CodeSeen(advice="x")),
    No(id="touch-0001", code="closed", zh="已停止取号", en="Closed."),
    Heard(id="news-0001"),
    Job(id="job-1", device="printer", work=PrintSlip(slip=SLIP)),
    Revoke(id="job-1"),
    Pong(n=1),
    Bye(code="stopping", text="x"),
    Trust(ca="-----BEGIN CERTIFICATE-----"),
)
IDENTITY = stranger()


def _from_client(data: bytes) -> None:
    message = codec.from_client(data)
    assert codec.from_client(codec.encode(message)) == message
    repr(message)


def _from_client_text(data: bytes) -> None:
    """The same as text, as a WebSocket's text frame comes, also with halves of characters."""
    codec.from_client(data.decode("utf-8", "surrogateescape"))


def _from_hub(data: bytes) -> None:
    message = codec.from_hub(data)
    assert codec.from_hub(codec.encode(message)) == message
    repr(message)


def _session(data: bytes) -> None:
    """A client's session over some lines: whatever a hub says, it ends the line or is believed in order."""
    script, now = Script(data), 100.0
    answered: list[str] = []
    session = ClientSession(identity=IDENTITY, app="test")
    asked = 0
    for act in script:
        now += 0.5
        match act % 6:
            case 0:
                session.opened(now)
            case 1:
                session.closed()
                assert not session.greeted
            case 2:
                asked += 1
                said = Do(id=f"touch-{asked:04}", command=c.CallNext())
                try:
                    session.say(said, lambda answer: answered.append(answer.id))
                except TooMuchUnanswered:
                    assert session.unanswered
            case 3:
                session.drop(f"touch-{script.byte():04}")
            case 4:
                now += script.byte()
                session.tick(now)
            case _:
                # The line is closed on the first word that is none.
                try:
                    session.received(script.piece(), now)
                except codec.BadMessage:
                    session.closed()
        for frame in session.outbox():
            codec.from_client(frame)
        assert len(set(answered)) == len(answered), "a command was answered twice"
        assert all(key == row.key for key, row in session.rows.items())


@contextmanager
def _identity(folder: Path) -> Iterator[Try]:
    """A program's identity that somebody else wrote; what it says is never in the error."""
    path = folder / "identity.json"
    path.touch(mode=0o600)

    def parse(data: bytes) -> None:
        path.write_bytes(data)
        identity = Identity.load(path)
        proof = identity.sign(bytes(NONCE_BYTES))
        public = identity.key.public_key().public_bytes_raw()
        assert holds(public, identity.client, bytes(NONCE_BYTES), proof)
        assert len(fingerprint(public)) == 19
        identity.save(path)
        assert Identity.load(path).client == identity.client

    yield parse


def _identity_file() -> bytes:
    known = {"hub": IDENTITY.hub, "client": "kiosk-1", "role": "kiosk", "place": "K1", "hall": "测试大厅"}
    return msgspec.json.encode({**known, "key": IDENTITY.key.private_bytes_raw(), "ca": ""})


def _typed_code(data: bytes) -> None:
    code = Code.typed(data.decode("utf-8", "replace"))
    assert Code.typed(code.shown()) == code
    assert code.secret not in repr(code)


OPENED, CLOSED, SAY, DROP, TICK, HEAR = 0, 1, 2, 3, 4, 5


def _hears(*messages: HubMessage) -> bytes:
    return played(*((HEAR, codec.encode(message)) for message in messages))


TARGETS = (
    Target(
        name="link.from_client",
        opens=plain(_from_client),
        own=(codec.BadMessage,),
        seeds=tuple(map(codec.encode, FROM_CLIENTS)),
        reads=("devices.link.codec:_decode",),
        examples=150,
        longest=8192,
    ),
    Target(
        name="link.from_client_text",
        opens=plain(_from_client_text),
        own=(codec.BadMessage,),
        seeds=tuple(map(codec.encode, FROM_CLIENTS)),
        reads=("devices.link.codec:from_client",),
    ),
    Target(
        name="link.from_hub",
        opens=plain(_from_hub),
        own=(codec.BadMessage,),
        seeds=tuple(map(codec.encode, FROM_HUBS)),
        reads=("devices.link.codec:from_hub",),
        examples=150,
        longest=8192,
    ),
    Target(
        name="link.client_session",
        opens=plain(_session),
        seeds=(
            played(OPENED) + _hears(*FROM_HUBS[:1], *FROM_HUBS[2:5]) + played(SAY) + _hears(*FROM_HUBS[5:]),
            played(SAY, SAY, OPENED) + _hears(FROM_HUBS[0], WELCOME) + played(DROP, 1, TICK, 9, CLOSED),
            played(OPENED) + _hears(WELCOME, FROM_HUBS[3], FROM_HUBS[10]) + played(CLOSED, OPENED, TICK, 60),
        ),
        reads=("devices.link.session:ClientSession",),
        examples=150,
    ),
    Target(
        name="link.identity",
        opens=_identity,
        own=(IdentityFailed,),
        seeds=(_identity_file(),),
        reads=("devices.link.identity:Identity",),
        examples=60,
    ),
    Target(
        name="link.typed_code",
        opens=plain(_typed_code),
        own=(BadCode,),
        seeds=(b"7KQ-4XRM-92TB", b"7kq 4xrm 92tb", "７ＫＱ-4XRM-92TB".encode(), "ıſß4XRM92TB".encode()),
        reads=("devices.link.enrolment:Code",),
    ),
)  # fmt: skip
