"""``hall do`` says any command, and ``hall rows`` shows what a token sees, over a true hub's link."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from devices.__main__ import main
from devices.do_command import KINDS, BadWords, command_of, from_file
from devices.link import commands as c
from devices.link.words import Grade, TransferPlace
from tests.hubs.premises import Premises, prepare
from tests.hubs.process import running


def test_words_become_the_command_that_they_name() -> None:
    assert command_of("take_ticket", ["item=a-1", "paper=false"]) == c.TakeTicket(item="a-1", paper=False)
    assert command_of("transfer", ["window=3", "place=front"]) == c.Transfer(
        window=3, place=TransferPlace.FRONT
    )
    assert command_of("rate", ["ticket=t", "grade=2", 'reasons=["213"]', "words=慢"]) == c.Rate(
        ticket="t", grade=Grade(2), reasons=("213",), words="慢"
    )
    booked = command_of(
        "book_appointment",
        ["code=007", "item=a-1", "starts_at=2026-03-02T09:00:00Z", "ends_at=2026-03-02T09:30:00Z"],
    )
    assert isinstance(booked, c.BookAppointment)
    assert (booked.code, booked.starts_at) == ("007", datetime(2026, 3, 2, 9, tzinfo=UTC))


@pytest.mark.parametrize(
    ("name", "words", "said"),
    [
        ("fly", [], "no command fly"),
        ("take_ticket", ["item"], "take_ticket item=…"),
        ("take_ticket", ["thing=a-1"], "thing is not field=value"),
        ("take_ticket", [], "item"),
        ("rate", ["ticket=t", "grade=9"], "grade"),
    ],
)
def test_what_is_no_command_is_told_how_to_be_one(name: str, words: list[str], said: str) -> None:
    with pytest.raises(BadWords, match=said):
        command_of(name, words)


def test_a_private_field_is_read_from_a_file_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "words").write_text("太慢了\n", "utf-8")

    assert from_file(f"words=@{tmp_path / 'words'}") == "words=太慢了"
    assert from_file("item=@home") == "item=@home"
    with pytest.raises(BadWords, match=r"^words: gone cannot be read$"):
        from_file("words=@gone")


@pytest.mark.parametrize(("word", "told"), [("words=太慢了", True), ("words=@{}", False)])
def test_who_types_a_private_field_is_told_who_may_read_it(word: str, told: bool, tmp_path: Path) -> None:
    (tmp_path / "words").write_text("太慢了", "utf-8")

    done = CliRunner().invoke(
        main,
        ["do", "rate", "ticket=t", "grade=2", word.format(tmp_path / "words")],
        env={"HALL_IDENTITY": ""},
    )

    assert done.exit_code == 2
    assert ("the list of programs shows it" in done.output) is told
    assert "太慢了" not in done.output


def test_all_commands_are_listed_with_their_fields() -> None:
    listed = CliRunner().invoke(main, ["do", "--list"])
    assert listed.exit_code == 0
    for name, kind in KINDS.items():
        assert name in listed.output
        assert all(field in listed.output for field in kind.__struct_fields__)


def invoke(premises: Premises, who: str, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, [words[0], "--identity", str(premises.identities[who]), *words[1:]])
    return done.exit_code, done.output


def test_a_command_is_done_once_and_its_ticket_seen(tmp_path: Path) -> None:
    premises = prepare(tmp_path, 1)

    async def story() -> list[tuple[int, str]]:
        async with running(premises):
            return [
                await asyncio.to_thread(invoke, premises, who, *words)
                for who, *words in (
                    ("desk:desk-1", "do", "--id", "said-once-1", "take_ticket", "item=a-1"),
                    ("desk:desk-1", "do", "--id", "said-once-1", "take_ticket", "item=a-1"),
                    ("clerk:window-1", "do", "recall"),
                    ("clerk:window-1", "rows", "ticket/"),
                )
            ]

    first, again, refused, seen = asyncio.run(story())
    assert first[0] == 0
    assert "A000001" in first[1]
    assert again == first
    assert refused[0] == 1
    assert "not_signed_in" in refused[1]
    assert seen[1].count('"number":"A000001"') == 1


def test_without_an_identity_nothing_is_tried() -> None:
    done = CliRunner(env={"HALL_IDENTITY": ""}).invoke(main, ["do", "call_next"])
    assert done.exit_code == 2
    assert "--identity" in done.output
