"""A session without a line: what is sent, believed, kept and said again."""

from __future__ import annotations

import pytest

from devices.link import codec
from devices.link import commands as c
from devices.link.identity import holds
from devices.link.jobs import DeviceIs, ReadCard, ShowText
from devices.link.messages import (
    Announcing,
    Ask,
    Bye,
    Challenge,
    Do,
    Done,
    Drop,
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
)
from devices.link.session import (
    IN_FLIGHT,
    MAX_UNANSWERED,
    TooMuchUnanswered,
)
from devices.link.words import DeviceState, Role
from tests.devices.link.clients import IDENTITY, Client, done, welcome, zone
from tests.hubs.identities import CHALLENGE


@pytest.fixture
def client() -> Client:
    return Client()


# Hello and rows --------------------------------------------------------------------------------------


def test_the_first_word_is_hello_with_what_is_still_known(client: Client) -> None:
    hello = client.opened()
    assert (hello.client, hello.app, hello.have) == (IDENTITY.client, "test", None)
    client.hears(Snapshot(rev=7, rows=(zone("a"),)))
    client.session.closed()
    assert client.opened(resumed=True).have == Have("e1", 7)


def test_nothing_is_said_before_the_hub_has_challenged(client: Client) -> None:
    client.session.opened(client.now)
    assert client.said() == []


def test_a_hello_proves_the_key_for_this_challenge_alone(client: Client) -> None:
    hello = client.opened()
    key = IDENTITY.key.public_key().public_bytes_raw()
    assert holds(key, IDENTITY.client, CHALLENGE.nonce, hello.proof)
    assert not holds(key, IDENTITY.client, bytes(32), hello.proof)
    assert not holds(key, "another", CHALLENGE.nonce, hello.proof)


def test_a_hub_of_another_version_is_left(client: Client) -> None:
    client.session.opened(client.now)
    with pytest.raises(codec.BadMessage, match="the hub speaks version 3"):
        client.hears(Challenge(nonce=CHALLENGE.nonce, protocol=3))


def test_an_enrolment_that_nobody_asked_for_is_not_believed(client: Client) -> None:
    client.opened()
    with pytest.raises(codec.BadMessage, match="we are enrolled already"):
        client.hears(Enrolled(client="other", role=Role.ADMIN, place="", hall=""))


def test_a_snapshot_is_all_there_is_and_only_differences_are_told(client: Client) -> None:
    client.opened()
    client.hears(Snapshot(rev=0, rows=(zone("a"), zone("b"))))
    client.session.closed()
    client.opened()
    client.hears(Snapshot(rev=9, rows=(zone("b"), zone("c"), zone("d", 2))))
    assert set(client.session.rows) == {"zone/b", "zone/c", "zone/d"}
    assert client.changed == [(["zone/a", "zone/b"], []), (["zone/c", "zone/d"], ["zone/a"])]


def test_a_snapshot_that_changes_nothing_tells_nothing(client: Client) -> None:
    for _ in range(2):
        client.opened()
        client.hears(Snapshot(rev=0, rows=(zone("a"),)))
        client.session.closed()
    assert len(client.changed) == 1


def test_patches_change_and_take_away(client: Client) -> None:
    client.opened()
    client.hears(
        Snapshot(rev=3, rows=(zone("a"), zone("b"))),
        Patch(rev=4, rows=(zone("a", 2), zone("c")), gone=("zone/b", "zone/never-was")),
    )
    assert client.session.rows == {"zone/a": zone("a", 2), "zone/c": zone("c")}
    assert client.changed[-1] == (["zone/a", "zone/c"], ["zone/b", "zone/never-was"])


def test_a_patch_of_the_past_is_passed_over(client: Client) -> None:
    client.opened()
    client.hears(Snapshot(rev=5, rows=(zone("a", 5),)), Patch(rev=4, rows=(zone("a", 4),)))
    client.hears(Patch(rev=5, rows=(), gone=("zone/a",)))
    assert client.session.rows == {"zone/a": zone("a", 5)}


def test_rows_stay_while_the_hub_is_away_and_are_not_live(client: Client) -> None:
    client.opened()
    assert client.live == []
    client.hears(Snapshot(rev=0, rows=(zone("a"),)))
    client.session.closed()
    assert client.session.rows == {"zone/a": zone("a")}
    assert not client.session.live
    client.opened(resumed=True)
    assert client.live == [True, False, True]


def test_a_resumed_session_goes_on_with_the_patches_it_missed(client: Client) -> None:
    client.opened()
    client.hears(Snapshot(rev=0, rows=(zone("a"),)), Patch(rev=1, rows=(zone("b"),)))
    client.session.closed()
    client.opened(resumed=True)
    client.hears(Patch(rev=2, rows=(zone("c"),)), Patch(rev=3, gone=("zone/a",)))
    assert set(client.session.rows) == {"zone/b", "zone/c"}


def test_another_run_of_the_hub_begins_its_revisions_anew(client: Client) -> None:
    client.opened()
    client.hears(Snapshot(rev=500, rows=(zone("a"),)))
    client.session.closed()
    client.opened(epoch="e2")
    client.session.closed()
    # The line broke before the snapshot: no revision of the new run has been seen.
    assert client.opened(epoch="e2").have == Have("e2", -1)
    client.hears(Snapshot(rev=0, rows=(zone("b"),)), Patch(rev=1, rows=(zone("c"),)))
    assert set(client.session.rows) == {"zone/b", "zone/c"}


@pytest.mark.parametrize("message", [Snapshot(rev=0, rows=()), Patch(rev=1, rows=(zone("a"),))])
def test_rows_before_a_welcome_are_no_message(client: Client, message: HubMessage) -> None:
    client.session.opened(0.0)
    with pytest.raises(codec.BadMessage) as bad:
        client.hears(message)
    assert bad.value.code == "not_welcome"
    assert client.session.rows == {}


@pytest.mark.parametrize(
    "frame", ["", "null", "[]", '{"type":"moon"}', b"\xff", '{"type":"hello","token":"x"}']
)
def test_what_is_no_message_of_the_hub_is_told_to_the_line(client: Client, frame: str | bytes) -> None:
    client.opened()
    with pytest.raises(codec.BadMessage):
        client.session.received(frame, 0.0)


# Commands --------------------------------------------------------------------------------------------


def test_a_command_is_said_at_once_and_answered_once(client: Client) -> None:
    client.opened()
    client.say("touch-001")
    assert client.said() == [Do(id="touch-001", command=c.CallNext())]
    client.hears(done("touch-001"), done("touch-001"))
    assert client.answers == [done("touch-001")]
    assert client.session.unanswered == 0


@pytest.mark.parametrize("answer", [done("touch-001"), No(id="touch-001", code="full", zh="满", en="full")])
def test_an_answer_is_done_or_no(client: Client, answer: Done | No) -> None:
    client.opened()
    client.say("touch-001")
    client.hears(answer)
    assert client.answers == [answer]


def test_a_command_waits_for_the_welcome_and_is_then_said_once(client: Client) -> None:
    client.say("touch-001")
    client.session.opened(0.0)
    client.hears(CHALLENGE)
    client.say("touch-002")
    (hello,) = client.said()
    assert isinstance(hello, Hello)
    client.hears(welcome())
    assert [message.id for message in client.said() if isinstance(message, Do)] == ["touch-001", "touch-002"]


def test_an_ask_of_a_second_line_is_not_said_twice(client: Client) -> None:
    client.opened()
    client.session.closed()
    client.session.opened(0.0)
    # The first line's welcome is still known, but this line has none yet.
    client.session.say(Ask(id="ask-00001", work=ReadCard()), client.answers.append)
    client.hears(welcome())
    assert [message for message in client.said() if isinstance(message, Ask)] == [
        Ask(id="ask-00001", work=ReadCard())
    ]


def test_what_is_unanswered_is_said_again_with_its_id_behind_the_greeting(client: Client) -> None:
    client.opened()
    for name in ("touch-001", "touch-002", "touch-003"):
        client.say(name)
    client.hears(done("touch-002"))
    client.session.closed()
    assert client.said() == []
    client.greeting = [Announcing(devices=("printer",))]
    client.opened()
    again = client.said()
    assert isinstance(again[0], Announcing)
    assert [message.id for message in again[1:] if isinstance(message, Do)] == ["touch-001", "touch-003"]
    client.hears(done("touch-003"), done("touch-001"))
    assert [answer.id for answer in client.answers] == ["touch-002", "touch-003", "touch-001"]


def test_no_more_is_under_way_at_once_than_a_hub_takes(client: Client) -> None:
    for n in range(IN_FLIGHT + 10):
        client.say(f"touch-{n:03}")
    client.opened()
    first = [message.id for message in client.said() if isinstance(message, Do)]
    assert first == [f"touch-{n:03}" for n in range(IN_FLIGHT)]
    client.hears(done("touch-005"), done("touch-000"))
    assert [message.id for message in client.said() if isinstance(message, Do)] == [
        f"touch-{IN_FLIGHT:03}",
        f"touch-{IN_FLIGHT + 1:03}",
    ]


def test_the_hub_takes_at_once_what_a_client_says_at_once() -> None:
    from devices.hub.server import AT_ONCE

    assert IN_FLIGHT <= AT_ONCE


def test_too_much_unanswered_is_refused_and_the_rest_is_kept(client: Client) -> None:
    for n in range(MAX_UNANSWERED):
        client.say(f"touch-{n:04}")
    with pytest.raises(TooMuchUnanswered):
        client.say("one-too-many")
    assert client.session.unanswered == MAX_UNANSWERED
    client.opened()
    client.hears(done("touch-0000"))
    client.say("one-more-now")


def test_a_tell_is_kept_until_it_is_heard(client: Client) -> None:
    tell = Tell(id="tell-0001", device="printer", news=DeviceIs(state=DeviceState.READY))
    client.opened()
    client.session.say(tell, client.answers.append)
    client.session.closed()
    client.said()
    client.opened()
    assert client.said() == [tell]
    client.hears(Heard(id="tell-0001"))
    assert client.answers == [Heard(id="tell-0001")]


def test_an_answer_nobody_waits_for_is_nothing(client: Client) -> None:
    client.opened()
    client.hears(done("nobody-01"), Heard(id="nobody-02"), Pong(n=1))
    assert client.answers == []


def test_an_answer_may_bring_the_next_command(client: Client) -> None:
    client.opened()
    client.session.say(Do(id="touch-001", command=c.Recall()), lambda answer: client.say("touch-002"))
    client.hears(done("touch-001"), done("touch-002"))
    assert [answer.id for answer in client.answers] == ["touch-002"]


# Asks ------------------------------------------------------------------------------------------------


def test_an_ask_given_up_is_dropped_and_its_answer_not_told(client: Client) -> None:
    client.opened()
    client.session.say(Ask(id="ask-00001", work=ReadCard()), client.answers.append)
    client.session.drop("ask-00001")
    assert client.said() == [Ask(id="ask-00001", work=ReadCard()), Drop(id="ask-00001")]
    client.hears(No(id="ask-00001", code="dropped", zh="", en=""))
    assert client.answers == []
    client.session.drop("ask-00001")
    assert client.said() == []


def test_an_ask_given_up_while_the_hub_is_away_was_never_asked(client: Client) -> None:
    client.session.say(Ask(id="ask-00001", work=ReadCard()), client.answers.append)
    client.session.drop("ask-00001")
    client.opened()
    assert client.said() == []


# Heartbeats, jobs, good-byes -------------------------------------------------------------------------


def test_a_heartbeat_is_said_when_it_is_due_and_silence_ends_the_line(client: Client) -> None:
    client.opened()
    assert client.session.tick(104.9)
    assert client.said() == []
    assert client.session.tick(105.0)
    assert client.said() == [Ping(n=1)]
    assert client.session.tick(105.1)
    assert client.said() == []
    assert client.session.tick(110.0)
    assert client.said() == [Ping(n=2)]
    assert not client.session.tick(110.1)


def test_anything_heard_keeps_the_line(client: Client) -> None:
    client.opened()
    client.now = 109.0
    client.hears(Pong(n=1))
    assert client.session.tick(118.0)
    assert not client.session.tick(119.1)


def test_a_hub_that_never_welcomes_is_given_up(client: Client) -> None:
    client.session.opened(0.0)
    assert client.session.tick(9.0)
    assert not client.session.tick(10.1)


def test_no_line_needs_no_heartbeat(client: Client) -> None:
    assert client.session.tick(1e9)
    client.opened()
    client.session.closed()
    assert client.session.tick(1e9)
    assert client.said() == []


def test_heartbeats_are_as_the_hub_wants_them(client: Client) -> None:
    client.session.opened(0.0)
    client.said()
    client.now = 0.0
    client.hears(welcome(heartbeat_s=1.0))
    assert client.session.heartbeat_s == 1.0
    assert not client.session.tick(2.1)


def test_jobs_are_passed_on(client: Client) -> None:
    client.opened()
    job = Job(id="b-1", device="strip", work=ShowText(text="你好"))
    client.hears(job, Revoke(id="b-1"))
    assert client.jobs == [job, Revoke(id="b-1")]


def test_why_the_hub_ended_the_session_is_known_until_it_welcomes_again(client: Client) -> None:
    client.session.opened(0.0)
    bye = Bye(code="bad_token", text="unknown")
    client.hears(bye)
    client.session.closed()
    assert client.session.refused == bye
    client.session.opened(1.0)
    assert client.session.refused == bye
    client.hears(welcome())
    assert vars(client.session)["refused"] is None
