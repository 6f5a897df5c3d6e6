"""A change of keys: every row opens with the new one, from either cipher to either, and nothing is lost."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from devices.hub.files import Files
from devices.hub.rotation import rotate
from devices.hub.seal import CipherName
from devices.hub.vault import Contact, Vault, VaultFailed
from devices.hub.vault_keys import new_keys, next_file, next_keys, read_keys, write_keys
from tests.devices.hub.data_folders import CARD

BOTH: tuple[CipherName, ...] = ("aes", "sm4")


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "data")


@pytest.mark.parametrize("was", BOTH)
@pytest.mark.parametrize("wanted", BOTH)
def test_a_new_key_opens_every_row_and_the_old_one_none(
    files: Files, was: CipherName, wanted: CipherName
) -> None:
    with closing(Vault(files.vault, files.key, was)) as vault:
        row, mark = vault.remember(CARD).id, vault.mark("staff", "1")
        vault.keep_contact("c1", Contact(phone="13800000000"))
        for n in range(250):
            vault.keep_words(f"w{n}", f"话{n}")
    old = read_keys(files.key)

    done = rotate(files.vault, files.key, wanted)

    assert (done.rows, done.cipher, done.key) == (252, wanted, read_keys(files.key).id)
    assert not next_file(files.key).exists()
    assert files.key.stat().st_mode & 0o077 == 0
    with closing(Vault(files.vault, files.key, wanted)) as vault:
        assert vault.remember(CARD).id == row, "the card is known again"
        assert vault.contact_of("138 0000 0000") == "c1"
        assert vault.words("w249") == "话249"
        assert vault.mark("staff", "1") == mark
    write_keys(files.key, old)
    with pytest.raises(VaultFailed, match="does not open with this key"):
        Vault(files.vault, files.key)


def test_a_run_that_ended_is_finished_and_then_the_settings_cipher_is_taken(files: Files) -> None:
    with closing(Vault(files.vault, files.key, "aes")) as vault:
        vault.keep_words("w1", "谢谢")
    write_keys(next_file(files.key), next_keys(read_keys(files.key), "sm4"))

    done = rotate(files.vault, files.key, "aes")

    assert (done.cipher, done.rows) == ("aes", 1)
    assert not next_file(files.key).exists()
    with closing(Vault(files.vault, files.key, "aes")) as vault:
        assert vault.words("w1") == "谢谢"


def test_a_vault_between_two_keys_is_not_opened(files: Files) -> None:
    Vault(files.vault, files.key).close()
    write_keys(next_file(files.key), read_keys(files.key))

    with pytest.raises(VaultFailed, match="finish that with hall vault rotate"):
        Vault(files.vault, files.key)


def test_a_next_key_of_another_hall_is_not_taken(files: Files) -> None:
    Vault(files.vault, files.key).close()
    write_keys(next_file(files.key), new_keys("aes"))

    with pytest.raises(VaultFailed, match="another key file"):
        rotate(files.vault, files.key)


def test_a_key_file_that_others_may_read_is_not_changed_either(files: Files) -> None:
    Vault(files.vault, files.key).close()
    files.key.chmod(0o644)

    with pytest.raises(VaultFailed, match="may be read by others"):
        rotate(files.vault, files.key)


@pytest.mark.parametrize("left", ["zeroblob(40)", "x'00'", "NULL", "'words'", "7"])
def test_a_row_that_neither_key_opens_stops_the_change(files: Files, left: str) -> None:
    with closing(Vault(files.vault, files.key)) as vault:
        vault.keep_words("w1", "谢谢")
        vault._conn.execute(f"UPDATE words SET words = {left}")  # noqa: S608 - the test's own words
        with pytest.raises(VaultFailed, match="row w1 does not open"):
            vault.words("w1")

    with pytest.raises(VaultFailed, match="row w1 opens with neither key"):
        rotate(files.vault, files.key)
    with pytest.raises(VaultFailed, match="could not be changed"):
        rotate(files.vault, files.key.with_name("no.key"))
