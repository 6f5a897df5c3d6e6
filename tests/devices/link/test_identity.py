"""A program's identity: one file, its owner's alone, and a signature that is good once."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.link.identity import LARGEST, Identity, IdentityFailed, holds
from tests.hubs.identities import stranger


def test_an_identity_is_kept_and_found_again(tmp_path: Path) -> None:
    made = stranger()
    made.save(tmp_path / "new" / "kiosk.json")
    found = Identity.load(tmp_path / "new" / "kiosk.json")
    assert (found.hub, found.client, found.role, found.place) == (
        made.hub,
        made.client,
        made.role,
        made.place,
    )
    public = made.key.public_key().public_bytes_raw()
    assert holds(public, made.client, bytes(32), found.sign(bytes(32)))


def test_the_key_is_in_no_repr(tmp_path: Path) -> None:
    made = stranger()
    made.save(tmp_path / "kiosk.json")
    key = msgspec.json.decode((tmp_path / "kiosk.json").read_bytes())["key"]
    assert key not in repr(made)
    assert repr(made.key.private_bytes_raw()) not in repr(made)


def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.json"
    stranger().save(file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [file]
    file.chmod(0o640)
    with pytest.raises(IdentityFailed, match="chmod 600"):
        Identity.load(file)


def test_an_identity_that_is_saved_again_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.json"
    stranger().save(file)
    again = stranger("ws://127.0.0.1:2/link")
    again.save(file)
    assert Identity.load(file).hub == again.hub


def test_a_place_that_takes_no_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(IdentityFailed, match="cannot be written"):
        stranger().save(tmp_path / "file" / "kiosk.json")


def test_without_a_file_the_way_to_one_is_told(tmp_path: Path) -> None:
    with pytest.raises(IdentityFailed, match="hall enrol join --out"):
        Identity.load(tmp_path / "none.json")


def test_a_folder_is_no_identity(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    with pytest.raises(IdentityFailed, match="cannot be read"):
        Identity.load(tmp_path)


@given(st.binary(max_size=400))
def test_garbage_is_no_identity(tmp_path_factory: pytest.TempPathFactory, garbage: bytes) -> None:
    file = tmp_path_factory.mktemp("key") / "x.json"
    file.touch(0o600)
    file.write_bytes(garbage)
    with pytest.raises(IdentityFailed, match="is no identity"):
        Identity.load(file)


def test_a_file_without_end_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.touch(0o600)
    file.write_bytes(b" " * (LARGEST + 1))
    with pytest.raises(IdentityFailed, match="more than"):
        Identity.load(file)


def test_a_wrong_key_is_named_without_being_shown(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.json"
    stranger().save(file)
    said = msgspec.json.decode(file.read_bytes()) | {"key": "c2VjcmV0"}
    file.write_bytes(msgspec.json.encode(said))
    with pytest.raises(IdentityFailed, match=r"\$\.key") as error:
        Identity.load(file)
    assert "c2VjcmV0" not in str(error.value)


@given(st.binary(max_size=80), st.binary(max_size=80))
def test_no_other_bytes_are_a_proof(key: bytes, proof: bytes) -> None:
    assert not holds(key, "c1", bytes(32), proof)
