"""``hall enrol``: a code for a place that the hall has, an identity for whoever knows it, and out again."""

from __future__ import annotations

import asyncio
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from devices.__main__ import main
from devices.command_line import BAD_SETTINGS, FAILED
from devices.hub.clients import Clients
from devices.link.identity import Identity
from devices.link.words import Role
from tests.config.conftest import TOML
from tests.devices.technicians import Technician
from tests.hubs.premises import Premises, prepare
from tests.hubs.process import running


@pytest.fixture
def technician(tmp_path: Path) -> Technician:
    return Technician(tmp_path)


@pytest.mark.parametrize(
    ("role", "place", "said"),
    [
        ("clerk", "window-9", "window-1, window-2"),
        ("clerk", "", "--place of a clerk must be one of"),
        ("pad", "zone-main", "window-1, window-2"),
        ("screen", "main", "window-1, window-2, zone-main"),
        ("kiosk", "K2", "must be one of: K1"),
        ("agent", "hub", "must be one of: K1"),
        ("desk", "hub", "the hub is no client of itself"),
        ("king", "", "king"),
    ],
)
def test_no_code_is_made_for_a_place_that_is_none(
    technician: Technician, role: str, place: str, said: str
) -> None:
    result = technician.types("enrol", "new", "--role", role, "--place", place)
    assert (result.exit_code, result.stdout) == (BAD_SETTINGS, "")
    assert said in result.stderr
    assert not technician.files.clients.exists()


@pytest.mark.parametrize(
    ("role", "place"),
    [("clerk", "window-2"), ("screen", "zone-main"), ("agent", "K1"), ("desk", "desk-1"), ("admin", "")],
)
def test_a_code_for_a_place_of_the_hall_is_shown_and_listed(
    technician: Technician, role: str, place: str
) -> None:
    made = technician.types("enrol", "new", "--role", role, "--place", place)
    code = made.stdout.strip()
    listed = technician.types("enrol", "list").stdout
    assert made.exit_code == 0
    assert listed.split()[:4] == ["code", f"{code[:3]}…", role, place or "-"]
    assert code[4:8] not in listed
    assert technician.types("enrol", "revoke", code[:3].lower()).exit_code == 0
    assert technician.types("enrol", "list").stdout == ""


def test_a_desk_is_one_of_the_halls_where_it_has_any(technician: Technician) -> None:
    technician.writes(TOML + '\n[[desks]]\nid = "desk-1"\nname = "总服务台"\n')
    assert technician.types("enrol", "new", "--role", "desk", "--place", "desk-1").exit_code == 0
    result = technician.types("enrol", "new", "--role", "desk", "--place", "desk-2")
    assert (result.exit_code, result.stdout) == (BAD_SETTINGS, "")
    assert "--place of a desk must be one of: desk-1" in result.stderr


def test_who_cannot_be_let_out_is_said(technician: Technician) -> None:
    result = technician.types("enrol", "revoke", "deadbeef")
    assert result.exit_code == FAILED
    assert "nobody has the id deadbeef" in result.stderr


@pytest.mark.parametrize("words", [("list",), ("new", "--role", "admin"), ("revoke", "x")])
def test_a_register_that_is_none_is_said(technician: Technician, words: tuple[str, ...]) -> None:
    technician.data.mkdir()
    technician.files.clients.write_bytes(b"not a database" * 100)
    result = technician.types("enrol", *words)
    assert result.exit_code == FAILED
    assert "clients.db cannot be opened" in result.stderr


def joins(premises: Premises, code: str, out: Path) -> tuple[int, str]:
    done = CliRunner().invoke(
        main, ["enrol", "join", "--hub", premises.link, "--out", str(out)], input=f"{code}\n"
    )
    return done.exit_code, done.output


@pytest.mark.e2e
async def test_a_code_typed_at_a_new_computer_makes_its_identity_once(tmp_path: Path) -> None:
    premises = prepare(tmp_path, 1)
    out = tmp_path / "kiosk.json"
    with closing(Clients(tmp_path / "data" / "clients.db")) as clients:
        (old,) = [each.id for each in clients.all() if (each.role, each.place) == (Role.KIOSK, "K1")]
        code = clients.offer(Role.KIOSK, "K1", "1001", replace=True).shown()
        async with running(premises) as hub:
            await hub.listens()
            mistyped = await asyncio.to_thread(joins, premises, code[:-1], out)
            wrong = await asyncio.to_thread(joins, premises, code[:3] + "00000000", out)
            good = await asyncio.to_thread(joins, premises, code.lower().replace("-", " "), out)
            again = await asyncio.to_thread(joins, premises, code, out)
            used = await asyncio.to_thread(joins, premises, code, tmp_path / "other.json")
            identity = Identity.load(out)
            taken = await asyncio.to_thread(
                lambda: CliRunner().invoke(main, ["do", "take_ticket", "item=a-1", "--identity", str(out)])
            )
            await asyncio.get_running_loop().shutdown_default_executor()
        states = {each.id: each.revoked_at is None for each in clients.all() if each.place == "K1"}

    assert mistyped[0] == BAD_SETTINGS
    assert "like 7KQ-4XRM-92TB" in mistyped[1]
    assert wrong[0] == FAILED
    assert good == (0, f"Code: {code.lower().replace('-', ' ')}\nenrolled at 试验大厅 as kiosk K1: {out}\n")
    assert again[0] == BAD_SETTINGS
    assert used[0] == FAILED
    assert "this code does not hold" in used[1]
    assert (identity.role, identity.place, identity.hub) == (Role.KIOSK, "K1", premises.link)
    assert taken.exit_code == 0
    assert states == {old: False, identity.client: True}


def test_a_hub_that_does_not_answer_is_said(tmp_path: Path) -> None:
    (tmp_path / "code").write_text("7KQ-4XRM-92TB")
    done = CliRunner().invoke(
        main,
        [
            *("enrol", "join", "--hub", "ws://127.0.0.1:1/link"),
            *("--out", str(tmp_path / "x.json"), "--code-file", str(tmp_path / "code")),
        ],
    )
    assert done.exit_code == FAILED
    assert "ws://127.0.0.1:1/link does not answer" in done.output
    assert not (tmp_path / "x.json").exists()
