"""The messages of the link, one Struct each, tagged by ``type``.

The hub speaks first: its Challenge is answered by a Hello that only the holder of an enrolled key can sign
(or by an Enrol). A session then begins with Welcome and a Snapshot (or, after a short break, the Patches that
were missed), then Patches. Commands and asks carry the asker's id and are answered once with Done or No.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from msgspec import Meta, Struct

from devices.link.commands import AnyCommand
from devices.link.jobs import AnyNews, AnyWork, ReadCard, ReadCode
from devices.link.rows import AnyRow, Minutes
from devices.link.words import Delivery, ResultState, Role, TicketState, VisitorClass

PROTOCOL = 2
NONCE_BYTES = 32
# A bare $ lets a line break through behind the last character (Python's re; other languages' do not).
ClientId = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+(?!\n)$")]
CommandId = Annotated[str, Meta(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9_-]+(?!\n)$")]

# Shown at a technician's terminal as it came: nothing in it moves the cursor or turns the line around.
Line = Annotated[str, Meta(pattern=r"^[^\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]*(?!\n)$")]
AppName = Annotated[Line, Meta(max_length=64)]


class Message(Struct, frozen=True, kw_only=True, tag_field="type", omit_defaults=True):
    """Anything that crosses the link."""


class Have(Struct, frozen=True):
    """How far a returning client has come: the hub's epoch and the revision it has shown."""

    epoch: str
    rev: int


# From a client ------------------------------------------------------------------------------------


class Hello(Message, frozen=True, kw_only=True, tag="hello", forbid_unknown_fields=True):
    """The first message: who am I, and what do I still know.

    Attributes:
        client: the program's id in the hub's register.
        proof: its signature of this line's challenge (``devices.link.identity``).
    """

    client: ClientId
    proof: Annotated[bytes, Meta(min_length=64, max_length=64)]
    protocol: int = PROTOCOL
    app: AppName = ""
    have: Have | None = None


class Enrol(Message, frozen=True, kw_only=True, tag="enrol", forbid_unknown_fields=True):
    """Instead of a hello: take me in, I know the code that your admin was shown.

    Attributes:
        code: the part of the code that names it.
        key: the program's public key (Ed25519).
        proof: see ``devices.link.enrolment.client_proof``.
        role: what the program can be; None for anything. A code for another role is not used up.
        place: where it can be that; empty for anywhere.
    """

    code: Annotated[str, Meta(min_length=3, max_length=3, pattern=r"^[0-9A-Z]+(?!\n)$")]
    key: Annotated[bytes, Meta(min_length=32, max_length=32)]
    proof: Annotated[bytes, Meta(min_length=32, max_length=32)]
    protocol: int = PROTOCOL
    app: AppName = ""
    role: Role | None = None
    place: Annotated[str, Meta(max_length=64)] = ""


class Do(Message, frozen=True, kw_only=True, tag="do", forbid_unknown_fields=True):
    """Carry out a command; said again with the same id after a reconnect, it is not done twice."""

    id: CommandId
    command: AnyCommand


class Ask(Message, frozen=True, kw_only=True, tag="ask", forbid_unknown_fields=True):
    """Let a reader of this kiosk wait for a card or a code; answered when it was read or given up."""

    id: CommandId
    work: ReadCard | ReadCode


class Drop(Message, frozen=True, kw_only=True, tag="drop", forbid_unknown_fields=True):
    """The answer to an ask is no longer wanted."""

    id: CommandId


class Announcing(Message, frozen=True, kw_only=True, tag="announcing", forbid_unknown_fields=True):
    """An agent tells which devices end at its host, and which jobs it still has in hand."""

    devices: tuple[str, ...]
    jobs: tuple[str, ...] = ()


class Tell(Message, frozen=True, kw_only=True, tag="tell", forbid_unknown_fields=True):
    """An agent passes on what a device said; answered by Heard when the hub has it for good."""

    id: CommandId
    device: str
    news: AnyNews


class Believing(Message, frozen=True, kw_only=True, tag="believing", forbid_unknown_fields=True):
    """The answer to a trust that is kept for good: this is what the program believes from now on.

    Attributes:
        authority: SHA-256 of the certificates' PEM, in hex.
    """

    authority: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}(?!\n)$")]


class Ping(Message, frozen=True, kw_only=True, tag="ping", forbid_unknown_fields=True):
    """Are you there?"""

    n: int


ClientMessage = Hello | Enrol | Do | Ask | Drop | Announcing | Tell | Believing | Ping

# From the hub -------------------------------------------------------------------------------------


class Challenge(Message, frozen=True, kw_only=True, tag="challenge"):
    """The hub's first word on every line: 32 random bytes that nobody has signed before."""

    nonce: Annotated[bytes, Meta(min_length=NONCE_BYTES, max_length=NONCE_BYTES)]
    protocol: int = PROTOCOL


class Enrolled(Message, frozen=True, kw_only=True, tag="enrolled"):
    """The answer to a good enrol: who you are from now on, and by what you know the hub.

    Attributes:
        ca: certificates of the hall's own authority as PEM; empty where the hub has none.
        proof: see ``devices.link.enrolment.hub_proof``.
    """

    client: ClientId
    role: Role
    place: str
    hall: str
    ca: str = ""
    proof: bytes = b""


class Welcome(Message, frozen=True, kw_only=True, tag="welcome"):
    """The proof was good: this is who you are."""

    role: Role
    place: str
    epoch: str
    heartbeat_s: float
    now: datetime
    resumed: bool = False


class Trust(Message, frozen=True, kw_only=True, tag="trust"):
    """The hall's authority, over TLS: believe its certificates from now on, and no others.

    Attributes:
        ca: certificates as PEM; two while the hall changes its authority.
    """

    ca: Annotated[str, Meta(min_length=1, max_length=64 * 1024)]


class Snapshot(Message, frozen=True, kw_only=True, tag="snapshot"):
    """All rows of this session at a revision; what is not here does not exist."""

    rev: int
    rows: tuple[AnyRow, ...]


class Patch(Message, frozen=True, kw_only=True, tag="patch"):
    """What changed since the revision before."""

    rev: int
    rows: tuple[AnyRow, ...] = ()
    gone: tuple[str, ...] = ()


class Result(Struct, frozen=True, kw_only=True, tag_field="result", omit_defaults=True):
    """What a command or an ask brought."""


class TicketResult(Result, frozen=True, kw_only=True, tag="ticket"):
    """The ticket that a command concerned, or that a card or code brought.

    Attributes:
        job: the print job that was made, if one was.
        offer: whether no new one was given, as the visitor has this one already: it may be printed again.
        ahead: people before it when the card or code was read; -1 where that is not told.
        wait: the forecast for the same.
        state: how the ticket stands, where a card or a code brought it.
        window: number of the window that called it or serves it; 0 for none.
    """

    ticket: str
    number: str
    job: str = ""
    offer: bool = False
    item_name: str = ""
    item_name_en: str = ""
    ahead: int = -1
    wait: Minutes | None = None
    state: TicketState | None = None
    window: int = 0


class AppointmentSeen(Struct, frozen=True, kw_only=True):
    """An appointment as its owner sees it on the kiosk."""

    code: str
    item: str
    item_name: str
    item_name_en: str
    starts_at: datetime
    ends_at: datetime
    ticket: str = ""


class ResultSeen(Struct, frozen=True, kw_only=True):
    """A result (办理结果) as its applicant sees it: where it is, and how to come by it.

    Attributes:
        windows: numbers of the windows that hand it over.
        collect: item for which a number is taken to fetch it; empty where there is none.
        locker: the box in which it lies.
    """

    result: str
    code: str
    item_name: str
    item_name_en: str
    state: ResultState
    delivery: Delivery
    queue: str = ""
    windows: tuple[int, ...] = ()
    collect: str = ""
    locker: str = ""


class SlipSeen(Struct, frozen=True, kw_only=True):
    """A slip with which somebody is back (补正, 容缺); ``first`` says whether they go before others."""

    slip: str
    number: str
    item: str
    item_name: str
    item_name_en: str
    due: date | None = None
    first: bool = True


class CardSeen(Result, frozen=True, kw_only=True, tag="card"):
    """A card was read; ``person`` is the vault's row, the name is masked (张*)."""

    person: str
    masked_name: str
    visitor_class: VisitorClass
    tickets: tuple[TicketResult, ...] = ()
    appointments: tuple[AppointmentSeen, ...] = ()
    results: tuple[ResultSeen, ...] = ()


class StaffSeen(Result, frozen=True, kw_only=True, tag="staff"):
    """A staff card was read where nobody is signed in; ``voucher`` stands for it in one sign-in there."""

    clerk: str
    name: str
    voucher: str

    def __repr__(self) -> str:
        """Keep the voucher out of logs."""
        return f"StaffSeen(clerk={self.clerk!r})"


class CodeSeen(Result, frozen=True, kw_only=True, tag="code"):
    """A code was read: an appointment, a ticket, a slip, results of a case, or nothing we know.

    ``advice`` is the id of a slip of the consult desk, to be attached to a visit.
    """

    appointment: AppointmentSeen | None = None
    ticket: TicketResult | None = None
    slip: SlipSeen | None = None
    results: tuple[ResultSeen, ...] = ()
    advice: str = ""


class Made(Result, frozen=True, kw_only=True, tag="made"):
    """The name of what a command made: a matter, a help call, a result, a booking of a room."""

    id: str


AnyResult = TicketResult | CardSeen | StaffSeen | CodeSeen | Made


class Done(Message, frozen=True, kw_only=True, tag="done"):
    """The command with this id was carried out, now or when it was first said."""

    id: str
    result: AnyResult | None = None


class No(Message, frozen=True, kw_only=True, tag="no"):
    """The command or ask with this id was refused (see ``devices.link.refusals``)."""

    id: str
    code: str
    zh: str
    en: str


class Heard(Message, frozen=True, kw_only=True, tag="heard"):
    """The hub keeps what was told with this id."""

    id: str


class Job(Message, frozen=True, kw_only=True, tag="job"):
    """Work for a device at this agent's host."""

    id: str
    device: str
    work: AnyWork


class Revoke(Message, frozen=True, kw_only=True, tag="revoke"):
    """The job is no longer wanted; one that has begun goes on."""

    id: str


class Pong(Message, frozen=True, kw_only=True, tag="pong"):
    """I am here."""

    n: int


class Bye(Message, frozen=True, kw_only=True, tag="bye"):
    """The hub ends this session; ``code`` says why and whether to come back."""

    code: str
    text: Line


HubMessage = (
    Challenge | Enrolled | Welcome | Trust | Snapshot | Patch | Done | No | Heard | Job | Revoke | Pong | Bye
)
