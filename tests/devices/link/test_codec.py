"""Frames to messages and back: one of ours, or BadMessage, and nothing else."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import UTC, date, datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.link import commands as c
from devices.link import jobs as j
from devices.link import messages as m
from devices.link import rows as r
from devices.link.codec import MAX_BYTES, BadMessage, encode, from_client, from_hub
from devices.link.words import DeviceState, Grade, Role, TicketState, VisitorClass

AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
SLIP = j.Slip(hall="厅", zone="区", number="A001", item="事", ahead="", wait="", taken_at="", qr="x")
SHEET = j.Sheet(
    hall="厅", title="受理凭证", rows=(("号码", "A001"), ("申请人", "")), items=("表",), made_at="", copies=2
)

FROM_CLIENTS: list[m.ClientMessage] = [
    m.Hello(client="c1", proof=bytes(64), app="kiosk", have=m.Have("e1", 12)),
    m.Enrol(code="7KQ", key=bytes(32), proof=bytes(32), app="kiosk"),
    m.Do(id="touch-001", command=c.TakeTicket(item="a-1", person="p")),
    m.Do(
        id="touch-002", command=c.Rate(ticket="t", grade=Grade.SATISFIED, reasons=("511",), words="谢谢 👍")
    ),
    m.Ask(id="ask-00001", work=j.ReadCard(timeout_s=12.5)),
    m.Drop(id="ask-00001"),
    m.Announcing(devices=("printer",), jobs=("p-1",)),
    m.Tell(id="tell-0001", device="cards", news=j.CodeRead(job="r-1", data=bytes(range(256)))),
    m.Tell(
        id="tell-0002",
        device="cards",
        news=j.CardRead(
            job="r-1", card_type="", name="张", id_number="11010519491231002X", born=date(1949, 12, 31)
        ),
    ),
    m.Tell(id="tell-0003", device="x", news=j.DeviceIs(state=DeviceState.FAULT, fault="paper_out")),
    m.Ping(n=3),
]
FROM_HUBS: list[m.HubMessage] = [
    m.Welcome(role=Role.PAD, place="window-1", epoch="e", heartbeat_s=5.0, now=AT),
    m.Snapshot(rev=0, rows=(r.ZoneRow(id="a", name="区", name_en="zone", floor=1),)),
    m.Patch(rev=1, rows=(r.MissedRow(ticket="t", number="A001", window=1, missed_at=AT),), gone=("zone/a",)),
    m.Done(id="touch-001", result=m.TicketResult(ticket="t", number="A001", job="p-1")),
    m.Done(
        id="ask-00001",
        result=m.CardSeen(person="p", masked_name="张*", visitor_class=VisitorClass.PRIORITY),
    ),
    m.Done(id="touch-003"),
    m.No(id="touch-001", code="full", zh="满", en="full"),
    m.Heard(id="tell-0001"),
    m.Job(id="p-1", device="printer", work=j.PrintSlip(slip=SLIP)),
    m.Job(id="p-2", device="printer", work=j.PrintSheet(sheet=SHEET)),
    m.Revoke(id="r-1"),
    m.Pong(n=3),
    m.Bye(code="stopping", text="soon"),
]


@pytest.mark.parametrize("message", FROM_CLIENTS, ids=lambda message: type(message).__name__)
def test_what_a_client_says_is_what_the_hub_hears(message: m.ClientMessage) -> None:
    frame = encode(message)
    assert from_client(frame) == from_client(frame.decode()) == message


@pytest.mark.parametrize("message", FROM_HUBS, ids=lambda message: type(message).__name__)
def test_what_the_hub_says_is_what_a_client_hears(message: m.HubMessage) -> None:
    assert from_hub(encode(message)) == message


@pytest.mark.parametrize("sly", ["\x1b[2J", "a\nb", "a\n", "\x9b31m", "\u202egpj.exe", "\u2028"])
def test_nothing_that_is_shown_at_a_terminal_moves_its_cursor(sly: str) -> None:
    with pytest.raises(BadMessage, match="not_a_message"):
        from_client(encode(m.Hello(client="c1", proof=bytes(64), app=sly)))
    with pytest.raises(BadMessage, match="not_a_message"):
        from_client(encode(m.Enrol(code="7KQ", key=bytes(32), proof=bytes(32), app=sly)))
    with pytest.raises(BadMessage, match="not_a_message"):
        from_hub(encode(m.Bye(code="stopping", text=sly)))


def test_neither_takes_the_others_part() -> None:
    for said in FROM_CLIENTS:
        with pytest.raises(BadMessage, match="not_a_message"):
            from_hub(encode(said))
    for told in FROM_HUBS:
        with pytest.raises(BadMessage, match="not_a_message"):
            from_client(encode(told))


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (b"", "not_json"),
        (b"hello", "not_json"),
        (b"\xff\xfe", "not_json"),
        (b'{"type":"ping","n":1', "not_json"),
        (b"[" * 60_000, "not_a_message"),
        (b'{"type":"ping","n":1}{"type":"ping","n":2}', "not_json"),
        (b'{"type":"drop","id":"\\ud800aaaaaaaa"}', "not_json"),
        (b"null", "not_a_message"),
        (b"[]", "not_a_message"),
        (b"{}", "not_a_message"),
        (b'{"type":"bribe"}', "not_a_message"),
        (b'{"type":"ping"}', "not_a_message"),
        (b'{"type":"ping","n":"1"}', "not_a_message"),
        (b'{"type":"ping","n":1,"more":2}', "not_a_message"),
        (b'{"type":"ping","n":' + b"9" * 5000 + b"}", "not_a_message"),
        (b'{"type":"drop","id":"short"}', "not_a_message"),
        (b'{"type":"drop","id":"with space"}', "not_a_message"),
        (b'{"type":"drop","id":"person:x:day"}', "not_a_message"),
        (b'{"type":"drop","id":"' + b"x" * 65 + b'"}', "not_a_message"),
        (b'{"type":"do","id":"touch-001","command":{"do":"call_next","window":2}}', "not_a_message"),
        (b'{"type":"do","id":"touch-001","command":{"do":"take_ticket","item":""}}', "not_a_message"),
        (b'{"type":"do","id":"touch-001","command":{"do":"rate","ticket":"t","grade":6}}', "not_a_message"),
        (b'{"type":"ask","id":"ask-00001","work":{"work":"read_card","timeout_s":1e9}}', "not_a_message"),
        (b'{"type":"ask","id":"ask-00001","work":{"work":"show_text","text":"x"}}', "not_a_message"),
        (b" " * (MAX_BYTES + 1), "too_large"),
    ],
)
def test_anything_else_is_told_by_its_code(frame: bytes, code: str) -> None:
    with pytest.raises(BadMessage) as bad:
        from_client(frame)
    assert bad.value.code == code


def test_the_largest_message_is_taken() -> None:
    frame = encode(m.Ping(n=1))
    assert from_client(frame + b" " * (MAX_BYTES - len(frame))) == m.Ping(n=1)


def test_an_error_says_where_and_not_what() -> None:
    name = "张建国"
    frame = f'{{"type":"do","id":"touch-001","command":{{"do":"sign_in","clerk":["{name}"]}}}}'
    with pytest.raises(BadMessage) as bad:
        from_client(frame)
    assert "$.command.clerk" in bad.value.text
    assert name not in str(bad.value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=20,
)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_garbage_raises_only_bad_message(garbage: bytes) -> None:
    for decode in (from_client, from_hub):
        with pytest.raises(BadMessage):
            decode(garbage)


@settings(max_examples=200, deadline=None)
@given(JSON, st.sampled_from([encode(message) for message in [*FROM_CLIENTS, *FROM_HUBS]]), st.data())
def test_a_message_with_anything_in_any_place_is_a_message_or_bad(
    value: object, frame: bytes, data: st.DataObject
) -> None:
    message = msgspec.json.decode(frame)
    place = message
    while True:
        key = data.draw(st.sampled_from(sorted(place)))
        if not isinstance(place[key], dict) or not place[key] or data.draw(st.booleans()):
            break
        place = place[key]
    place[key] = value
    for decode in (from_client, from_hub):
        with contextlib.suppress(BadMessage):
            decode(msgspec.json.encode(message))


def test_rows_of_every_kind_have_a_key_of_their_own() -> None:
    ticket = r.TicketRow(
        id="t",
        number="A001",
        queue="a",
        item="a-1",
        item_name="",
        item_name_en="",
        visitor_class=VisitorClass.ORDINARY,
        state=TicketState.WAITING,
        taken_at=AT,
    )
    assert ticket.key == "ticket/t"
    assert "<redacted>" in repr(
        j.CardRead(card_type="", name="张建国", id_number="x", born=date(1949, 12, 31))
    )
    assert repr(j.CodeRead(data=b"secret")) == "CodeRead(job='', <6 bytes>)"


def patterns(described: object) -> Iterator[str]:
    """Every pattern in a JSON schema."""
    match described:
        case {"pattern": str(pattern)}:
            yield pattern
        case dict():
            for part in described.values():
                yield from patterns(part)
        case list():
            for part in described:
                yield from patterns(part)


def test_no_word_with_a_pattern_may_have_a_line_break_behind_it() -> None:
    _, described = msgspec.json.schema_components((m.ClientMessage, m.HubMessage))
    found = list(patterns(described))
    assert len(found) > 5
    assert [pattern for pattern in found if not pattern.endswith(r"(?!\n)$")] == []
    with pytest.raises(BadMessage, match="not_a_message"):
        from_client(b'{"type":"do","id":"abcdefgh\\n","command":{"do":"call_next"}}')


def test_half_a_character_in_a_text_frame_is_no_message() -> None:
    with pytest.raises(BadMessage, match="not_json"):
        from_client('{"type":"ping","n":1}\ud800')


def test_a_text_frame_is_as_long_as_its_bytes() -> None:
    frame = '{"type":"ping","n":1}' + " " * 10
    assert from_client(frame) == m.Ping(n=1)
    with pytest.raises(BadMessage, match="too_large"):
        from_client('"' + "长" * (MAX_BYTES // 2) + '"')
