"""``hall pki``: typed on the hub's box, and what it says."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from devices.__main__ import main
from devices.command_line import BAD_SETTINGS, FAILED
from devices.hub import pki
from devices.hub.audit import FILE
from devices.hub.audit_file import Wanted, prepared, wanted
from devices.hub.audit_kinds import Kind
from devices.hub.certificates import described
from devices.hub.clients import Clients
from devices.hub.files import Files
from devices.hub.pki import Places
from devices.link.identity import fingerprint_of
from devices.link.words import Role
from tests.config.conftest import CSV, TOML

PHRASE = "a phrase for the safe"


class Technician:
    """Somebody at the keyboard of a hub's box."""

    def __init__(self, folder: Path, hub: str = "") -> None:
        self.folder = folder
        self.hall = folder / "myhall"
        self.hall.mkdir()
        self.files = Files(folder / "data")
        (self.hall / "hall.toml").write_text(f'{TOML}\n[hub]\ndata = "{self.files.data}"\n{hub}', "utf-8")
        (self.hall / "items.csv").write_text(CSV, "utf-8")

    @property
    def places(self) -> Places:
        return self.files.pki

    def types(self, *words: str, keyboard: str | None = None) -> Result:
        result = CliRunner().invoke(main, ["pki", *words, "--hall", str(self.hall)], input=keyboard)
        assert "Traceback" not in result.output
        return result

    def phrase(self, text: str = PHRASE) -> str:
        file = self.folder / "phrase"
        file.write_text(f"{text}\n")
        return str(file)


@pytest.fixture
def technician(tmp_path: Path) -> Technician:
    return Technician(tmp_path)


@pytest.fixture
def made(technician: Technician) -> Technician:
    done = technician.types("init", "--name", "hub.hall.example", "--address", "10.1.2.3")
    assert done.exit_code == 0, done.output
    return technician


def test_an_authority_is_made_and_shown_with_what_people_compare(technician: Technician) -> None:
    result = technician.types("init", "--name", "hub.hall.example", "--address", "10.1.2.3")

    assert result.exit_code == 0
    (ca,) = pki.read_bundle(technician.places)
    assert described(ca).sha256 in result.output
    assert re.fullmatch(r"([0-9A-F]{2}:){31}[0-9A-F]{2}", described(ca).sha256)
    assert "hub.hall.example, localhost, 10.1.2.3, 127.0.0.1, ::1" in result.output
    assert "396 days left" in result.output
    assert "on this box" in result.output


def test_show_says_the_same_later_and_no_key(made: Technician) -> None:
    result = made.types("show")

    assert result.exit_code == 0
    assert "hub: Hall hub" in result.output
    assert "authority: Hall authority" in result.output
    assert "PRIVATE" not in result.output


def test_what_a_hub_is_reached_by_must_be_said(technician: Technician) -> None:
    result = technician.types("init")

    assert result.exit_code == BAD_SETTINGS
    assert "--address 10.1.2.3" in result.output
    assert not technician.places.ca.exists()


@pytest.mark.parametrize(
    ("hub", "expected"),
    [
        ('host = "10.9.8.7"', "localhost, 10.9.8.7, 127.0.0.1, ::1"),
        ('host = "hub.hall.example"', "hub.hall.example, localhost, 127.0.0.1, ::1"),
        ('tls = "on"', "localhost, 127.0.0.1, ::1"),
    ],
)
def test_the_address_that_the_hub_listens_on_need_not_be_said(
    tmp_path: Path, hub: str, expected: str
) -> None:
    result = Technician(tmp_path, hub).types("init")

    assert result.exit_code == 0, result.output
    assert f"for      {expected}\n" in result.output


def test_what_is_neither_a_name_nor_an_address_is_said(technician: Technician) -> None:
    result = technician.types("init", "--name", "https://hub.hall")

    assert result.exit_code == BAD_SETTINGS
    assert '"https://hub.hall" is no name' in result.output


def test_a_second_authority_is_not_made_over_the_first(made: Technician) -> None:
    result = made.types("init", "--address", "10.1.2.3")

    assert result.exit_code == FAILED
    assert "hall pki rotate-ca" in result.output


def test_a_key_that_is_kept_off_the_box_opens_with_its_phrase_typed_or_from_a_file(
    technician: Technician,
) -> None:
    stick = str(technician.folder / "stick.key")
    begun = technician.types(
        "init",
        "--address",
        "10.1.2.3",
        "--ca-key-out",
        stick,
        "--passphrase",
        keyboard=f"{PHRASE}\n{PHRASE}\n",
    )
    assert begun.exit_code == 0, begun.output
    assert not technician.places.ca_key.exists()
    before = technician.places.hub.read_bytes()

    without = technician.types("renew")
    wrong = technician.types(
        "renew", "--ca-key", stick, "--passphrase-file", technician.phrase("another one")
    )
    right = technician.types("renew", "--ca-key", stick, "--passphrase-file", technician.phrase())

    assert (without.exit_code, wrong.exit_code, right.exit_code) == (FAILED, FAILED, 0)
    assert "--ca-key" in without.output
    assert "passphrase is wrong" in wrong.output
    assert technician.places.hub.read_bytes() != before
    assert PHRASE not in begun.output + without.output + wrong.output + right.output


def test_a_phrase_that_anybody_guesses_is_refused(technician: Technician) -> None:
    result = technician.types("init", "--address", "10.1.2.3", "--passphrase-file", technician.phrase("1234"))

    assert result.exit_code == BAD_SETTINGS
    assert "at least 8 characters" in result.output
    assert not technician.places.ca.exists()


def test_a_hub_that_moves_gets_its_new_address_and_only_that(made: Technician) -> None:
    result = made.types("renew", "--address", "192.168.1.5")

    assert result.exit_code == 0
    assert "for      localhost, 192.168.1.5, 127.0.0.1, ::1" in result.output


def test_an_address_that_the_authority_may_not_vouch_for_is_said(made: Technician) -> None:
    result = made.types("renew", "--address", "203.0.113.9")

    assert result.exit_code == FAILED
    assert "may not vouch for 203.0.113.9" in result.output


def test_the_authoritys_certificate_is_given_to_browsers(made: Technician) -> None:
    printed = made.types("ca")
    out = made.folder / "hall-ca.pem"
    written = made.types("ca", "--out", str(out))

    assert x509.load_pem_x509_certificates(printed.output.encode()) == pki.read_bundle(made.places)
    assert out.read_text() == printed.output
    assert written.exit_code == 0
    assert "PRIVATE" not in printed.output


@pytest.mark.parametrize("command", ["show", "renew", "ca", "rotate-ca"])
def test_without_an_authority_each_says_how_to_make_one(technician: Technician, command: str) -> None:
    result = technician.types(command)

    assert result.exit_code == FAILED
    assert "hall pki init" in result.output


def test_an_authority_is_changed_in_two_steps(made: Technician) -> None:
    (old,) = pki.read_bundle(made.places)

    begun = made.types("rotate-ca")
    between = made.types("show")
    done = made.types("rotate-ca", "--finish")

    assert (begun.exit_code, done.exit_code) == (0, 0), begun.output + done.output
    assert "next authority: Hall authority" in begun.output
    assert "rotate-ca --finish" in between.output
    (new,) = pki.read_bundle(made.places)
    assert new != old
    assert described(new).sha256 in done.output


def enrolled(technician: Technician, kept: str = "") -> str:
    """A kiosk that has said to have kept these certificates."""
    with closing(Clients(technician.files.clients)) as clients:
        key = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
        client = clients.admit(key, Role.KIOSK, "K1", "console")
        clients.seen(client, "test")
        if kept:
            clients.believes(client, fingerprint_of(kept))
    return client


def test_a_change_waits_for_everybody_who_has_not_kept_both_authorities(made: Technician) -> None:
    before = pki.bundle(made.places)
    made.types("rotate-ca")
    both = pki.bundle(made.places)
    knows = enrolled(made, both)
    # Here a moment ago, as after a hub that was stopped: no reason to think that it was handed anything.
    knew = enrolled(made, before)
    never = enrolled(made)
    gone = enrolled(made)
    with closing(Clients(made.files.clients)) as clients:
        clients.revoke(gone, "console")

    refused = made.types("rotate-ca", "--finish")

    assert refused.exit_code == FAILED
    assert knew in refused.output
    assert never in refused.output
    for client in (knows, gone):
        assert client not in refused.output
    assert pki.standing(made.places).changing

    assert made.types("rotate-ca", "--finish", "--anyway").exit_code == 0
    assert not pki.standing(made.places).changing


def test_a_change_is_not_finished_before_it_is_begun(made: Technician) -> None:
    result = made.types("rotate-ca", "--finish")

    assert result.exit_code == FAILED
    assert "begin with hall pki rotate-ca" in result.output


def test_what_is_made_is_in_the_audit_log(made: Technician) -> None:
    made.types("renew")
    made.types("rotate-ca")
    made.types("rotate-ca", "--finish")

    with closing(prepared(made.files.data / FILE, "sha256")) as conn:
        kept = list(wanted(conn, Wanted(kind=Kind.CERTIFICATE_MADE)))
    notes = [(each.note.about, each.note.why) for each in kept]
    assert notes == [
        ("authority", "init"),
        ("hub", "renew"),
        ("authority", "rotate-ca"),
        ("authority", "rotate-ca --finish"),
    ]
