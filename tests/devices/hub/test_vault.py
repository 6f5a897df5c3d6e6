"""The vault: people are sealed, found again by their card, and gone when they are erased."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from devices.hub.seal import CipherName
from devices.hub.vault import Contact, Vault, VaultFailed, masked
from devices.hub.vault_keys import new_keys, write_keys
from devices.link.jobs import CardRead

NUMBER = "11010519491231002X"
ZHANG = CardRead(job="r-1", card_type="", name="张建国", id_number=NUMBER, born=date(1949, 12, 31))
LI = CardRead(job="r-2", card_type="", name="李小红", id_number="440524188001010014", born=date(1980, 1, 1))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hall" / "vault.db"


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return tmp_path / "hall" / "keys" / "vault.key"


@pytest.fixture(params=["aes", "sm4"])
def cipher(request: pytest.FixtureRequest) -> CipherName:
    return "sm4" if request.param == "sm4" else "aes"


@pytest.fixture
def vault(path: Path, key: Path, cipher: CipherName) -> Iterator[Vault]:
    made = Vault(path, key, cipher)
    yield made
    made.close()


def on_disk(path: Path) -> bytes:
    """Every byte of the vault's files, and their names."""
    found = [file for file in path.parent.rglob("*") if file.is_file()]
    return b"".join(str(file).encode() + file.read_bytes() for file in found)


def test_nothing_of_a_person_lies_on_the_disk_in_clear(vault: Vault, path: Path) -> None:
    vault.remember(ZHANG)
    vault.keep_words("row-1", "张建国的电话是13800000000")
    bytes_of_it = on_disk(path)
    for clear in (
        "张建国",
        "建国",
        "张",
        NUMBER,
        NUMBER[:6],
        "0002X",
        "19491231",
        "1949-12-31",
        "13800000000",
    ):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
            assert clear.encode(encoding) not in bytes_of_it, (clear, encoding)


def test_the_same_card_finds_the_same_row_and_another_card_another(vault: Vault) -> None:
    first, again, other = vault.remember(ZHANG), vault.remember(ZHANG), vault.remember(LI)
    assert first == again
    assert other.id != first.id


def test_a_small_x_is_the_same_card(vault: Vault) -> None:
    from msgspec.structs import replace

    assert vault.remember(ZHANG).id == vault.remember(replace(ZHANG, id_number=NUMBER.lower())).id


def test_a_card_is_known_again_after_a_restart(vault: Vault, path: Path, key: Path) -> None:
    first = vault.remember(ZHANG)
    vault.close()
    again = Vault(path, key)
    assert again.masked_name(first.id) == "张*"
    assert again.remember(ZHANG).id == first.id
    again.close()


def test_a_new_card_at_two_readers_at_once_makes_one_row(path: Path, vault: Vault) -> None:
    with ThreadPoolExecutor(8) as readers:
        found = list(readers.map(lambda _: vault.remember(ZHANG).id, range(32)))
    assert len(set(found)) == 1


def test_staff_see_the_first_character_and_a_star(vault: Vault) -> None:
    assert vault.masked_name(vault.remember(ZHANG).id) == "张*"
    assert vault.masked_name("nobody") == ""
    assert [masked(name) for name in ("欧阳明月", "㙓", "")] == ["欧*", "㙓*", "*"]


def test_names_of_so_many_visitors_are_kept_in_memory_and_the_others_read_again(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("devices.hub.vault.NAMES_KEPT", 2)
    rows = [vault.remember(card).id for card in (ZHANG, LI)]
    vault.keep_contact("row-1", Contact("王五", "13800000000"))
    for _ in range(2):
        assert [vault.masked_name(row) for row in rows] == ["张*", "李*"]
        assert vault.masked_contact("row-1") == "王*"
        assert len(vault._names) <= 2


@pytest.mark.parametrize(
    ("day", "age"), [("2019-12-30", 69), ("2019-12-31", 70), ("2020-01-01", 70), ("2026-03-02", 76)]
)
def test_age_counts_full_years_on_the_day(vault: Vault, day: str, age: int) -> None:
    assert vault.remember(ZHANG).age_on(date.fromisoformat(day)) == age


def test_staff_see_a_contacts_first_character_and_a_star_and_the_newest_name(vault: Vault) -> None:
    vault.keep_contact("c-1", Contact("张建国", "13900001111"))
    assert vault.masked_contact("c-1") == "张*"
    vault.keep_contact("c-1", Contact("李小红", "13900001111"))
    assert vault.masked_contact("c-1") == "李*"
    vault.keep_contact("c-2", Contact(phone="13900002222"))
    assert vault.masked_contact("c-2") == vault.masked_contact("nobody") == ""
    vault.erase("c-1")
    assert vault.masked_contact("c-1") == ""


def test_a_contact_that_cannot_be_read_has_no_name(vault: Vault, expects_log: Callable[[str], None]) -> None:
    expects_log("A name cannot be shown")
    vault.keep_contact("c-1", Contact("张建国", "13900001111"))
    vault._conn.execute("ALTER TABLE contacts RENAME TO hidden")
    assert vault.masked_contact("c-1") == ""


def test_what_is_erased_is_gone_from_the_disk_and_the_next_card_is_a_stranger(
    vault: Vault, path: Path
) -> None:
    person = vault.remember(ZHANG).id
    vault.keep_words("row-1", "谢谢")
    fields = sealed(path, "SELECT name, born, mark FROM people") + sealed(path, "SELECT words FROM words")
    assert all(field in on_disk(path) for field in fields)
    assert vault.erase(person)
    assert vault.erase("row-1")
    assert not any(field in on_disk(path) for field in fields)
    assert vault.masked_name(person) == ""
    assert vault.words("row-1") is None
    assert not vault.erase(person)
    assert vault.remember(ZHANG).id != person


def sealed(path: Path, query: str) -> list[bytes]:
    conn = sqlite3.connect(path)
    row = conn.execute(query).fetchone()
    conn.close()
    return list(row)


def test_words_come_back_as_they_were_said(vault: Vault) -> None:
    vault.keep_words("row-1", "窗口很热情 👍\n谢谢")
    assert vault.words("row-1") == "窗口很热情 👍\n谢谢"
    assert vault.words("row-2") is None


def test_the_same_words_are_never_sealed_alike(vault: Vault, path: Path) -> None:
    vault.keep_words("row-1", "谢谢")
    vault.keep_words("row-2", "谢谢")
    conn = sqlite3.connect(path)
    rows = conn.execute("SELECT words FROM words").fetchall()
    conn.close()
    assert rows[0] != rows[1]


def test_a_field_moved_to_another_row_does_not_open(
    vault: Vault, path: Path, key: Path, expects_log: Callable[[str], None]
) -> None:
    expects_log("A name cannot be shown")
    zhang, li = vault.remember(ZHANG).id, vault.remember(LI).id
    vault.keep_words("row-1", "很好")
    vault.keep_words("row-2", "很差")
    vault.close()
    conn = sqlite3.connect(path)
    conn.execute("UPDATE people SET name = (SELECT name FROM people WHERE id = ?) WHERE id = ?", (zhang, li))
    conn.execute("UPDATE words SET words = (SELECT words FROM words WHERE id = 'row-1') WHERE id = 'row-2'")
    conn.commit()
    conn.close()
    again = Vault(path, key)
    with pytest.raises(VaultFailed, match="row-2 does not open"):
        again.words("row-2")
    # The hall serves somebody whose name cannot be shown.
    assert again.masked_name(li) == ""
    assert again.masked_name(zhang) == "张*"
    again.close()


def test_only_the_owner_may_read_the_key_and_the_vault(vault: Vault, path: Path, key: Path) -> None:
    assert key.stat().st_mode & 0o777 == 0o600
    assert key.parent.stat().st_mode & 0o777 == 0o700
    vault.remember(ZHANG)
    for file in path.parent.glob("vault.db*"):
        assert file.stat().st_mode & 0o077 == 0, file.name


def test_a_vault_without_its_key_is_not_given_a_new_one(vault: Vault, path: Path, key: Path) -> None:
    vault.close()
    key.unlink()
    with pytest.raises(VaultFailed, match=r"its key file vault\.key does not"):
        Vault(path, key)
    assert not key.exists()


def test_a_hub_killed_while_it_made_the_keys_is_not_locked_out(
    path: Path, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(count: int) -> bytes:
        raise OSError(f"no more than this, asked for {count}")

    with monkeypatch.context() as death:
        death.setattr(os, "urandom", killed)
        with pytest.raises(VaultFailed):
            Vault(path, key)
    Vault(path, key).close()
    Vault(path, key).close()


@pytest.mark.parametrize("fill", [lambda v: v.remember(ZHANG), lambda v: v.keep_words("row-1", "谢谢")])
def test_another_key_does_not_open_the_vault(
    vault: Vault, path: Path, key: Path, fill: Callable[[Vault], object]
) -> None:
    fill(vault)
    vault.close()
    key.write_bytes(os.urandom(64))
    with pytest.raises(VaultFailed, match="does not open with this key"):
        Vault(path, key)
    write_keys(key, new_keys("aes"))
    with pytest.raises(VaultFailed, match="does not open with this key"):
        Vault(path, key)


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 65, b"x" * 5000])
def test_a_file_of_another_length_is_no_key(vault: Vault, path: Path, key: Path, content: bytes) -> None:
    vault.close()
    key.write_bytes(content)
    with pytest.raises(VaultFailed, match=r"vault\.key is not a key file"):
        Vault(path, key)


def test_a_file_that_is_no_database_is_no_vault(path: Path, key: Path) -> None:
    key.parent.mkdir(parents=True)
    write_keys(key, new_keys("aes"))
    path.write_bytes(b"a letter to somebody" * 100)
    with pytest.raises(VaultFailed, match=r"vault\.db cannot be opened"):
        Vault(path, key)


def test_a_vault_that_cannot_be_written_says_so(vault: Vault, expects_log: Callable[[str], None]) -> None:
    expects_log("A name cannot be shown")
    person = vault.remember(ZHANG).id
    vault._names.clear()
    vault._conn.execute("ALTER TABLE people RENAME TO hidden")
    with pytest.raises(VaultFailed, match="cannot be used"):
        vault.remember(LI)
    with pytest.raises(VaultFailed, match="cannot be used"):
        vault.erase(person)
    assert vault.masked_name(person) == ""


def test_nothing_of_a_person_is_in_a_repr(vault: Vault) -> None:
    assert "建国" not in repr(vault.remember(ZHANG))
    assert "1949" not in repr(ZHANG)


def test_a_mark_knows_a_text_again_and_says_nothing_of_it(vault: Vault, path: Path, key: Path) -> None:
    mark = vault.mark("staff", NUMBER)
    assert len(mark) == 32
    assert mark == vault.mark("staff", NUMBER)
    assert mark != vault.mark("staff", NUMBER[:-1])
    vault.close()
    again = Vault(path, key)
    assert again.mark("staff", NUMBER) == mark
    again.close()


def test_a_mark_of_one_kind_is_nobodys_mark_of_another(vault: Vault, path: Path) -> None:
    vault.remember(ZHANG)
    (person,) = sealed(path, "SELECT mark FROM people")
    marks = {
        person,
        vault.mark("staff", NUMBER),
        vault.mark("phone", NUMBER),
        vault.mark("", f"staff{NUMBER}"),
    }
    assert len(marks) == 4


def test_another_halls_key_makes_other_marks(vault: Vault, tmp_path: Path) -> None:
    other = Vault(tmp_path / "other" / "vault.db", tmp_path / "other" / "vault.key")
    assert other.mark("staff", NUMBER) != vault.mark("staff", NUMBER)
    other.close()
