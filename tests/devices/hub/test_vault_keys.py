"""The vault's key file: it says what it is, is its owner's alone, and old ones still open."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from devices.hub import vault_keys
from devices.hub.rotation import rotate
from devices.hub.seal import CipherName
from devices.hub.vault import Vault, VaultFailed
from devices.hub.vault_keys import KeysFailed, new_keys, read_keys, write_keys
from tests.devices.hub.data_folders import CARD


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "vault.key"


@pytest.mark.parametrize(("cipher", "mark_hash"), [("aes", "sha256"), ("sm4", "sm3")])
def test_a_key_file_says_itself_what_its_keys_are_for(key: Path, cipher: CipherName, mark_hash: str) -> None:
    made = new_keys(cipher)
    write_keys(key, made)

    read = read_keys(key)

    assert read == made
    assert (read.cipher, read.mark_hash) == (cipher, mark_hash)
    assert (key.stat().st_mode & 0o777, key.parent.stat().st_mode & 0o777) == (0o600, 0o700)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o666, 0o610])
def test_a_key_file_that_others_may_touch_is_refused_with_what_to_do(key: Path, mode: int) -> None:
    with closing(Vault(key.parent / "vault.db", key)) as vault:
        vault.keep_words("w1", "谢谢")
    key.chmod(mode)

    with pytest.raises(VaultFailed, match=rf"may be read by others \(mode {mode:o}\); say chmod 600"):
        Vault(key.parent / "vault.db", key)
    key.chmod(0o600)
    with closing(Vault(key.parent / "vault.db", key)) as vault:
        assert vault.words("w1") == "谢谢"


def test_no_key_is_in_a_repr(key: Path) -> None:
    made = new_keys("sm4")
    write_keys(key, made)
    held = msgspec.json.decode(key.read_bytes(), type=vault_keys._File)

    for shown in (repr(made), str(made), repr(held), f"{held}"):
        assert repr(made.seal_key)[2:-1] not in shown
        assert repr(made.mark_key)[2:-1] not in shown


def test_a_file_of_old_opens_as_it_did_and_its_marks_stay_for_good(key: Path) -> None:
    key.parent.mkdir()
    old = bytes(range(64))
    key.touch(0o600)
    key.write_bytes(old)
    database = key.parent / "vault.db"
    with closing(Vault(database, key)) as vault:
        assert vault.cipher == "aes"
        row, mark, digest = vault.remember(CARD).id, vault.mark("staff", "1"), vault.digest(b"x")
    assert key.read_bytes() == old, "until the key is changed"
    # As it was made before there was a format.
    assert mark.hex() == "6a79de71601d5e2a774b3669a999f9a27390d3b258b541fdefbd975e9c2946e8"

    rotate(database, key, "sm4")

    read = read_keys(key)
    assert (read.cipher, read.mark_hash, read.mark_key) == ("sm4", "sha256", old[32:])
    with closing(Vault(database, key, "sm4")) as vault:
        assert (vault.row_of_card(CARD.id_number), vault.mark("staff", "1")) == (row, mark)
        assert vault.digest(b"x") == digest


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"format": 2}, "made by a later version"),
        ({"cipher": "des"}, "is not a key file"),
        ({"seal_key": "AAAA"}, "keys are none of AES"),
        ({"mark_key": "AAAA"}, "is not a key file"),
        ({"cipher": "sm4"}, "keys are none of SM4-GCM"),
        ({"more": 1}, "is not a key file"),
        ({"seal_key": "not base64!"}, "is not a key file"),
    ],
)
def test_a_file_that_says_something_else_is_none(key: Path, change: dict[str, object], told: str) -> None:
    write_keys(key, new_keys("aes"))
    whole = msgspec.json.decode(key.read_bytes(), type=dict[str, object])
    key.write_bytes(msgspec.json.encode(whole | change))

    with pytest.raises(KeysFailed, match=told) as failed:
        read_keys(key)

    assert str(whole["seal_key"]) not in str(failed.value)
    assert failed.value.__cause__ is None


def test_a_computer_without_the_cipher_says_so(key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_keys(key, new_keys("sm4"))
    monkeypatch.setattr(vault_keys, "lacking", lambda cipher, mark_hash: "SM4-GCM")

    with pytest.raises(KeysFailed, match=r"OpenSSL of this computer has no SM4-GCM"):
        read_keys(key)


@pytest.mark.parametrize(("was", "wanted"), [("aes", "sm4"), ("sm4", "aes")])
def test_another_cipher_than_the_settings_say_is_refused_with_what_to_do(
    key: Path, was: CipherName, wanted: CipherName
) -> None:
    database = key.parent / "vault.db"
    Vault(database, key, was).close()

    with pytest.raises(VaultFailed, match=f'say hall vault rotate.*or set cipher = "{was}"'):
        Vault(database, key, wanted)

    with closing(Vault(database, key)) as vault:
        assert vault.cipher == was, "who does not ask for a cipher gets the file's own"
