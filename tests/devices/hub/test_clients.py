"""The register of clients: in by a code, once and soon; known by a key; out at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from devices.hub.clients import (
    CODE_HOLDS,
    SEEN_AGAIN,
    WRONG_PROOFS,
    Clients,
    ClientsFailed,
    MeantForAnother,
    NotTaken,
)
from devices.link.enrolment import Code, client_proof, hub_proof
from devices.link.identity import fingerprint, signed_text
from devices.link.messages import Enrol, Enrolled
from devices.link.words import Role

NONCE = bytes(range(32))
START = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


@dataclass
class Register:
    """A register on a clock that the test sets, and a newcomer."""

    path: Path
    now: datetime = START
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    def __post_init__(self) -> None:
        self.clients = Clients(self.path, lambda: self.now)

    @property
    def public(self) -> bytes:
        return self.key.public_key().public_bytes_raw()

    def asks(self, code: Code, nonce: bytes = NONCE, role: Role | None = None, place: str = "") -> Enrol:
        proof = client_proof(code.key(), nonce, self.public)
        return Enrol(code=code.name, key=self.public, proof=proof, app="test", role=role, place=place)

    def joins(self, code: Code, role: Role | None = None, place: str = "") -> Enrolled:
        return self.clients.enrol(self.asks(code, NONCE, role, place), NONCE, "试验大厅", "CA")

    def proves(self, client: str, nonce: bytes = NONCE) -> bool:
        signature = self.key.sign(signed_text(client, nonce))
        return self.clients.prove(client, nonce, signature) is not None


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    made = Register(tmp_path / "hall" / "clients.db")
    yield made
    made.clients.close()


def test_a_code_lets_one_program_in_as_what_it_was_made_for(register: Register) -> None:
    code = register.clients.offer(Role.CLERK, "window-5", "1001")
    enrolled = register.joins(code)
    by = register.clients.prove(
        enrolled.client, NONCE, register.key.sign(signed_text(enrolled.client, NONCE))
    )

    assert by is not None
    assert (by.role, by.place, by.credential) == (Role.CLERK, "window-5", enrolled.client)
    assert (enrolled.hall, enrolled.ca) == ("试验大厅", "CA")
    (known,) = register.clients.all()
    assert (known.by, known.app, known.key) == ("1001", "test", fingerprint(register.public))


def test_the_hub_proves_that_it_knows_the_code_over_all_that_it_says(register: Register) -> None:
    code = register.clients.offer(Role.KIOSK, "K1", "1001")
    enrolled = register.joins(code)
    bare = Enrolled(client=enrolled.client, role=Role.KIOSK, place="K1", hall="试验大厅", ca="CA")

    assert enrolled.proof == hub_proof(code.key(), NONCE, register.public, bare)
    for lie in (
        Enrolled(client=enrolled.client, role=Role.ADMIN, place="K1", hall="试验大厅", ca="CA"),
        Enrolled(client=enrolled.client, role=Role.KIOSK, place="K1", hall="试验大厅", ca="another"),
        Enrolled(client=enrolled.client, role=Role.KIOSK, place="K1试验大厅", hall="", ca="CA"),
    ):
        assert enrolled.proof != hub_proof(code.key(), NONCE, register.public, lie)


def test_a_code_works_once(register: Register) -> None:
    code = register.clients.offer(Role.KIOSK, "K1", "1001")
    register.joins(code)
    register.key = Ed25519PrivateKey.generate()
    with pytest.raises(NotTaken):
        register.joins(code)
    assert len(register.clients.all()) == 1


@pytest.mark.parametrize("later", [CODE_HOLDS, timedelta(days=400), -timedelta(days=1)])
def test_a_code_is_void_after_its_time_also_when_the_clock_was_set(
    register: Register, later: timedelta
) -> None:
    code = register.clients.offer(Role.KIOSK, "K1", "1001")
    register.now += later
    with pytest.raises(NotTaken):
        register.joins(code)
    assert register.clients.open_codes() == []


def test_guesses_make_a_code_void(register: Register) -> None:
    code = register.clients.offer(Role.KIOSK, "K1", "1001")
    for n in range(WRONG_PROOFS):
        with pytest.raises(NotTaken):
            register.joins(Code(code.name, f"{n:08}"))
    with pytest.raises(NotTaken):
        register.joins(code)


def test_fewer_guesses_do_not(register: Register) -> None:
    code = register.clients.offer(Role.KIOSK, "K1", "1001")
    for n in range(WRONG_PROOFS - 1):
        with pytest.raises(NotTaken):
            register.joins(Code(code.name, f"{n:08}"))
    assert register.joins(code).place == "K1"


def test_what_was_overheard_on_another_line_is_no_proof(register: Register) -> None:
    code = register.clients.offer(Role.KIOSK, "K1", "1001")
    overheard = register.asks(code, nonce=bytes(32))
    with pytest.raises(NotTaken):
        register.clients.enrol(overheard, NONCE, "", "")


def test_a_proof_for_one_key_brings_in_no_other(register: Register) -> None:
    code = register.clients.offer(Role.ADMIN, "", "1001")
    asked = register.asks(code)
    mine = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    with pytest.raises(NotTaken):
        register.clients.enrol(Enrol(code=asked.code, key=mine, proof=asked.proof), NONCE, "", "")


def test_a_code_can_be_withdrawn(register: Register) -> None:
    code = register.clients.offer(Role.KIOSK, "K1", "1001")
    assert [(each.name, each.place) for each in register.clients.open_codes()] == [(code.name, "K1")]
    assert register.clients.withdraw(code.name)
    assert not register.clients.withdraw(code.name)
    with pytest.raises(NotTaken):
        register.joins(code)


def test_a_newcomer_replaces_whoever_was_there_only_when_that_was_meant(register: Register) -> None:
    first = register.joins(register.clients.offer(Role.KIOSK, "K1", "1001"))
    register.key = Ed25519PrivateKey.generate()
    second = register.joins(register.clients.offer(Role.KIOSK, "K1", "1001"))
    assert register.clients.valid(first.client)
    register.key = Ed25519PrivateKey.generate()
    third = register.joins(register.clients.offer(Role.KIOSK, "K1", "1001", replace=True))
    here = {each.id for each in register.clients.all() if each.revoked_at is None}
    assert here == {third.client}
    assert not register.clients.valid(second.client)


@pytest.mark.parametrize(("role", "place"), [(Role.SCREEN, ""), (Role.KIOSK, "K2")])
def test_a_program_that_cannot_be_what_a_code_is_for_uses_nothing_up(
    register: Register, role: Role, place: str
) -> None:
    here = register.joins(register.clients.offer(Role.KIOSK, "K1", "1001"))
    register.key = Ed25519PrivateKey.generate()
    code = register.clients.offer(Role.KIOSK, "K1", "1001", replace=True)
    for _ in range(WRONG_PROOFS):
        with pytest.raises(MeantForAnother, match="this code is for kiosk K1"):
            register.joins(code, role, place)
    assert register.clients.valid(here.client)
    assert [each.id for each in register.clients.all()] == [here.client]

    assert register.joins(code, Role.KIOSK, "K1").place == "K1"


def test_what_a_code_is_for_is_told_to_nobody_who_does_not_know_it(register: Register) -> None:
    code = register.clients.offer(Role.KIOSK, "K1", "1001")
    guess = Code(code.name, "0" * len(code.secret))
    with pytest.raises(NotTaken, match="does not hold") as failed:
        register.joins(guess, Role.SCREEN)
    assert not isinstance(failed.value, MeantForAnother)


def test_a_revoked_client_proves_nothing_more(register: Register) -> None:
    client = register.clients.admit(register.public, Role.KIOSK, "K1", "1001")
    assert register.proves(client)
    assert register.clients.revoke(client, "1001")
    assert not register.proves(client)
    assert not register.clients.valid(client)
    assert not register.clients.revoke(client, "1001")


def test_another_process_is_seen_at_once(register: Register) -> None:
    technician = Clients(register.path, lambda: register.now)
    client = technician.admit(register.public, Role.KIOSK, "K1", "1001")
    assert register.proves(client)
    technician.revoke(client, "1001")
    technician.close()
    assert not register.proves(client)


@pytest.mark.parametrize("client", ["", "x", "' OR 1=1 --", "\0", "客户端"])
def test_nobody_unknown_proves_anything(register: Register, client: str) -> None:
    register.clients.admit(register.public, Role.ADMIN, "", "1001")
    assert not register.proves(client)


def test_the_same_key_is_nobody_twice(register: Register) -> None:
    register.clients.admit(register.public, Role.KIOSK, "K1", "1001")
    with pytest.raises(ValueError, match="known already"):
        register.clients.admit(register.public, Role.ADMIN, "", "1001")
    with pytest.raises(NotTaken):
        register.joins(register.clients.offer(Role.ADMIN, "", "1001"))


def test_nobody_is_the_hub(register: Register) -> None:
    with pytest.raises(ValueError, match="the hub"):
        register.clients.admit(register.public, Role.AGENT, "hub", "1001")
    with pytest.raises(ValueError, match="the hub"):
        register.clients.offer(Role.AGENT, "hub", "1001")


def test_when_somebody_was_here_is_kept_roughly(register: Register) -> None:
    client = register.clients.admit(register.public, Role.KIOSK, "K1", "1001")

    def seen() -> datetime | None:
        return register.clients.all()[0].seen_at

    assert seen() is None
    register.clients.seen(client, "hall-kiosk")
    register.now += SEEN_AGAIN
    register.clients.seen(client, "hall-kiosk")
    assert seen() == START
    register.now += timedelta(seconds=1)
    register.clients.seen(client, "hall-kiosk")
    assert seen() == register.now


def test_no_code_and_no_private_key_is_in_the_file(register: Register) -> None:
    code = register.clients.offer(Role.KIOSK, "K1", "1001")
    register.joins(register.clients.offer(Role.PAD, "window-1", "1001"))
    files = b"".join(file.read_bytes() for file in register.path.parent.iterdir())
    assert code.secret.encode() not in files
    assert register.key.private_bytes_raw() not in files
    assert code.secret not in repr(code)


def test_only_the_owner_may_read_the_file(register: Register) -> None:
    register.clients.offer(Role.KIOSK, "K1", "1001")
    for file in register.path.parent.glob("clients.db*"):
        assert file.stat().st_mode & 0o077 == 0, file.name


def test_a_file_that_is_no_register_is_said(tmp_path: Path) -> None:
    (tmp_path / "clients.db").write_bytes(b"no clients in here" * 100)
    with pytest.raises(ClientsFailed, match=r"clients\.db cannot be opened"):
        Clients(tmp_path / "clients.db")


def test_a_register_that_broke_says_so_and_lets_nobody_in(register: Register) -> None:
    register.clients._conn.execute("DROP TABLE clients")
    with pytest.raises(ClientsFailed, match="cannot be used"):
        register.proves("c1")
