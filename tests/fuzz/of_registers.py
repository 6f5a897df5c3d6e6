"""The vault, its keys, and the staff register, as somebody else may have left them; and codes of cards."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from argon2 import PasswordHasher

from devices.hub import backup
from devices.hub.readings import _text
from devices.hub.rotation import rotate
from devices.hub.staff_cards import CardKind, CardState, spelt, why_no_card
from devices.hub.staff_register import StaffRegister, StaffRegisterFailed
from devices.hub.vault import Vault, VaultFailed
from tests.devices.hub.data_folders import CARD, data_of
from tests.devices.hub.histories import played
from tests.fuzz.rows import change, change_rows, content_of, lay
from tests.fuzz.target import Script, Target, Try, plain, quiet

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
VAULT = {
    "people": ("id", "mark", "name", "born"),
    "contacts": ("id", "mark", "name", "phone"),
    "words": ("id", "words"),
}
STAFF = {
    "cards": ("id", "mark", "number", "kind", "state", "since", "by"),
    "pins": ("number", "hash", "turn", "set_at", "by", "must_change", "failures", "locked_until"),
    "proofs": ("mark",),
    "factors": ("number", "sealed", "turn", "set_at", "by", "last_step", "failures", "locked_until"),
    "recovery_codes": ("mark", "number"),
    "strangers": ("id", "tries"),
}


@contextmanager
def _vault(folder: Path) -> Iterator[Try]:
    source = data_of(folder, played([]))
    path, key = source.data / "vault.db", source.data / backup.KEY
    content = content_of(path)
    secret = key.read_bytes()
    with closing(Vault(path, key)) as whole:
        person = whole.remember(CARD).id
    content = content_of(path)

    def parse(data: bytes) -> None:
        lay(path, content)
        key.write_bytes(secret)
        key.with_name("vault.key.next").unlink(missing_ok=True)
        with suppress(sqlite3.Error):
            change_rows(path, VAULT, Script(data))
        with suppress(VaultFailed), closing(Vault(path, key)) as vault:
            for step in (
                lambda: vault.contact("c1"),
                lambda: vault.words("w1"),
                lambda: vault.remember(CARD),
                lambda: vault.contact_of("13800000000"),
                lambda: vault.row_of_card(CARD.id_number),
            ):
                with suppress(VaultFailed):
                    step()
            vault.masked_name(person)
            vault.masked_contact("c1")
        rotate(path, key)

    # A name that does not open is left out and said in the log, as it should be.
    with quiet("devices.hub.vault"):
        yield parse


@contextmanager
def _key(folder: Path) -> Iterator[Try]:
    """A key file and the next one, of any length and content."""
    source = data_of(folder, played([]))
    path, key = source.data / "vault.db", source.data / backup.KEY
    content, secret = content_of(path), key.read_bytes()

    def parse(data: bytes) -> None:
        lay(path, content)
        key.write_bytes(data[:64] if data[:1] == b"K" else secret)
        following = key.with_name("vault.key.next")
        following.unlink(missing_ok=True)
        if len(data) > 64 or data[:1] != b"K":
            following.touch(mode=0o600)
            following.write_bytes(data[1:])
        with suppress(VaultFailed):
            Vault(path, key).close()
        rotate(path, key)

    yield parse


@contextmanager
def _staff(folder: Path) -> Iterator[Try]:
    path = folder / "staff.db"

    def mark(text: str) -> bytes:
        return text.encode().ljust(32, b".")[:32]

    opened = partial(StaffRegister, path, mark, partial(datetime.now, UTC), hasher=CHEAP)
    with closing(opened()) as register:
        card = register.enrol("04A1B2C3", "0101", CardKind.IC, "technician")
        register.set_pin("0101", "8317", "technician")
    content = content_of(path)

    def parse(data: bytes) -> None:
        lay(path, content)
        with suppress(sqlite3.Error):
            change_rows(path, STAFF, Script(data))
        with closing(opened()) as register:
            for step in (
                lambda: register.clerk_of_card("04A1B2C3"),
                lambda: register.cards("0101"),
                register.numbers,
                lambda: register.pin_status("0101"),
                lambda: register.check_pin("0101", "8317"),
                lambda: register.unlock("0101"),
                lambda: register.set_card_state(card.id, CardState.LOST, "technician"),
                lambda: register.set_pin("0101", "7294", "technician"),
            ):
                with suppress(StaffRegisterFailed):
                    step()

    yield parse


def _codes(data: bytes) -> None:
    """What a code or a card holds, before anybody looks it up."""
    text = _text(data)
    assert len(text) <= 512
    number = spelt(text)
    for kind in CardKind:
        why = why_no_card(text, kind)
        assert not number or len(number) < 4 or number not in why


TARGETS = (
    Target(
        name="hub.vault_rows",
        opens=_vault,
        own=(VaultFailed,),
        seeds=(b"", change(0, 2, 0, 1, b"short"), change(1, 3, 0, 3, b""), change(0, 0, 0, 0, b"other")),
        reads=("devices.hub.vault:Vault", "devices.hub.rotation:rotate"),
        examples=15,
        longest=256,
    ),
    Target(
        name="hub.keys",
        opens=_key,
        own=(VaultFailed,),
        seeds=(b"K" * 64, b"K" * 128, b"n" + b"k" * 64, b"n"),
        reads=("devices.hub.vault_keys:read_keys", "devices.hub.vault_keys:_decoded",
               "devices.hub.rotation:_next"),
        examples=15,
        longest=256,
    ),
    Target(
        name="hub.staff_rows",
        opens=_staff,
        own=(StaffRegisterFailed,),
        seeds=(
            b"",
            change(0, 3, 0, 0, b"x") + change(0, 5, 0, 0, b"yesterday"),
            change(1, 7, 0, 0, b"2026-03-02T12:00:00") + change(1, 6, 0, 0, b"x"),
            change(1, 1, 0, 0, b"$argon2id$v=19$m=8,t=1,p=1$x$x"),
            change(2, 0, 0, 3, b""),
        ),
        reads=("devices.hub.staff_register:StaffRegister", "devices.hub.card_register:_card",
               "devices.hub.staff_file:StaffFile", "devices.hub.second_factor:SecondFactors"),
        examples=15,
        longest=256,
    ),
    Target(
        name="hub.codes",
        opens=plain(_codes),
        seeds=(
            b"https://hall.example/t/abcdefgh12345678",
            b"http://[::1]/t/x",
            b"04:a1:b2:c3",
            b"11010519491231002X",
            "ﬀ１２３４".encode(),
        ),
        reads=("devices.hub.readings:_text", "devices.hub.staff_cards:spelt"),
        examples=200,
    ),
)  # fmt: skip
