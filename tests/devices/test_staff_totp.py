"""``hall staff totp``: an admin's app is shown once, and holds when it has shown a code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
import zxingcpp
from click.testing import CliRunner, Result

from devices.__main__ import main
from devices.command_line import BAD_SETTINGS, FAILED
from devices.hub import totp
from devices.hub.files import Files
from devices.hub.second_factor import AdminProof
from devices.hub.staff_register import MARK, StaffRegister
from devices.hub.vault import Vault
from tests.config.conftest import CSV, TOML
from tests.devices.hub.registers import CHEAP

CHEN, PIN = "0901", "7391620584"
ADMIN = """
[[clerks]]
number = "0901"
name = "陈明"
role = "admin"
"""
HALVES = {" ": (0, 0), "▀": (1, 0), "▄": (0, 1), "█": (1, 1)}


class Technician:
    """Somebody at a keyboard with an admin's phone beside it, while the hub runs."""

    def __init__(self, folder: Path) -> None:
        self.hall = folder / "hall"
        self.files = Files(folder / "data")
        self.hall.mkdir()
        (self.hall / "hall.toml").write_text(TOML + ADMIN, "utf-8")
        (self.hall / "items.csv").write_text(CSV, "utf-8")
        self.vault = Vault(self.files.vault, self.files.key)
        self.register = StaffRegister(
            self.files.staff,
            partial(self.vault.mark, MARK),
            partial(datetime.now, UTC),
            hasher=CHEAP(),
            is_admin=lambda number, now: number == CHEN,
        )

    def types(self, *words: str, unseen: str = "") -> Result:
        where = ["--hall", str(self.hall), "--data", str(self.files.data)]
        return CliRunner().invoke(main, ["staff", *words, *where], input=unseen)

    def steps(self, monkeypatch: pytest.MonkeyPatch, secret: bytes = bytes(20)) -> list[str]:
        """Codes that an app shows which has this secret, the right one third."""
        monkeypatch.setattr(totp, "new_secret", lambda: secret)
        step = int(datetime.now(UTC).timestamp()) // totp.STEP_S
        return ["000000", "no code", totp.code_at(secret, step)]


@pytest.fixture
def technician(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Technician]:
    monkeypatch.setattr("devices.hub.staff_register.PasswordHasher", CHEAP)
    at_work = Technician(tmp_path)
    yield at_work
    at_work.register.close()
    at_work.vault.close()


def read(output: str) -> dict[str, str]:
    """What a phone reads from the squares of the terminal."""
    rows: list[list[int]] = []
    for line in output.splitlines():
        if line and set(line) <= set(HALVES):
            upper, lower = zip(*(HALVES[letter] for letter in line), strict=True)
            rows += [list(upper), list(lower)]
    image = np.kron(1 - np.array(rows, np.uint8), np.ones((8, 8), np.uint8)) * np.uint8(255)
    (found,) = zxingcpp.read_barcodes(image)
    link = urlsplit(found.text)
    assert (link.scheme, link.netloc) == ("otpauth", "totp")
    return {name: values[0] for name, values in parse_qs(link.query).items()}


def test_a_phone_reads_the_code_of_the_terminal_and_opens_after_its_first_code(
    technician: Technician, monkeypatch: pytest.MonkeyPatch
) -> None:
    technician.register.set_pin(CHEN, PIN, "technician")
    result = technician.types("totp", CHEN, unseen="\n".join(technician.steps(monkeypatch)) + "\n")
    assert result.exit_code == 0, result.output
    seen = read(result.stdout)
    assert seen["secret"] == totp.typed(bytes(20))
    assert seen["secret"] in result.stdout.replace(" ", "")
    recovery = re.findall(r"^    ([A-Z2-7-]{19})$", result.stdout, re.MULTILINE)
    assert len(recovery) == 8
    assert technician.register.prove_admin(CHEN, PIN, recovery[3]) is AdminProof.GOOD
    assert technician.types("list").stdout.splitlines()[-1].endswith(", 7 recovery codes")


def test_who_did_it_is_kept(technician: Technician, monkeypatch: pytest.MonkeyPatch) -> None:
    code = technician.steps(monkeypatch)[-1]
    assert technician.types("totp", CHEN, "--by", "zhou", unseen=f"{code}\n").exit_code == 0
    status = technician.register.totp_status(CHEN)
    assert status is not None
    assert status.by == "zhou"


@pytest.mark.parametrize("unseen", ["", "1\n2\n3\n", "000000\n"])
def test_an_app_that_never_shows_a_code_changes_nothing(technician: Technician, unseen: str) -> None:
    result = technician.types("totp", CHEN, unseen=unseen)
    assert result.exit_code == FAILED
    assert technician.register.totp_status(CHEN) is None
    assert "Recovery codes" not in result.output


def test_an_app_is_taken_away(technician: Technician, monkeypatch: pytest.MonkeyPatch) -> None:
    technician.types("totp", CHEN, unseen=technician.steps(monkeypatch)[-1] + "\n")
    result = technician.types("totp", CHEN, "--remove")
    assert result.stdout == "0901 has no app any more and cannot sign in as admin.\n"
    assert technician.register.totp_status(CHEN) is None
    again = technician.types("totp", CHEN, "--remove")
    assert (again.exit_code, again.stderr) == (FAILED, "hall staff: 0901 has no app\n")


def test_only_admins_have_an_app(technician: Technician) -> None:
    for number, why in (("1001", 'is not "admin"'), ("7777", "no clerk of the number")):
        result = technician.types("totp", number)
        assert result.exit_code == BAD_SETTINGS
        assert why in result.stderr
        assert result.stdout == ""


def test_the_list_names_admins_without_an_app_and_codes_that_are_locked(
    technician: Technician, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert technician.types("list").stdout.splitlines()[-1].endswith("no PIN, no app")
    technician.types("pin", CHEN, "--keep", unseen=f"{PIN}\n{PIN}\n")
    technician.types("totp", CHEN, unseen=technician.steps(monkeypatch)[-1] + "\n")
    for _ in range(5):
        assert technician.register.prove_admin(CHEN, PIN, "000000") is AdminProof.WRONG
    assert ", its codes locked until " in technician.types("list").stdout.splitlines()[-1]
    assert technician.types("unlock", CHEN).exit_code == 0
    assert "locked" not in technician.types("list").stdout


def test_an_admins_pin_is_long(technician: Technician) -> None:
    result = technician.types("pin", CHEN, unseen="739162\n739162\n")
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (
        BAD_SETTINGS,
        "hall staff: an admin's PIN is 8 to 12 digits",
    )
