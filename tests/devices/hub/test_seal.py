"""Seals: the standards' own vectors, and nothing opens that was touched."""

from __future__ import annotations

import hashlib

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from devices.hub.seal import KEY_BYTES, CipherName, Sm4Seal, lacking, marked, seal_of

BOTH: tuple[CipherName, ...] = ("aes", "sm4")


def test_sm4_opens_what_rfc_8998_has_sealed() -> None:
    # RFC 8998, appendix A.1. The row is authenticated as it is, so that the vector's own bytes stand for it.
    class Row(str):
        def encode(self, encoding: str = "utf-8", errors: str = "strict") -> bytes:
            return bytes.fromhex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2")

    seal = Sm4Seal(bytes.fromhex("0123456789ABCDEFFEDCBA9876543210"))
    nonce = bytes.fromhex("00001234567800000000ABCD")
    sealed = bytes.fromhex(
        "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735"
        "D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D"
    )
    tag = bytes.fromhex("83DE3541E4C2B58177E065A9BF7B62EC")

    text = seal.open(Row(), nonce + sealed + tag)

    assert text is not None
    assert text.hex().upper() == "".join(letter * 16 for letter in "ABCDEFEA")
    assert seal.open(Row(), nonce + sealed + bytes(16)) is None


def test_aes_is_the_librarys_own_gcm_with_256_bits() -> None:
    key = bytes(range(32))
    sealed = seal_of("aes", key).seal("row-1", "张建国".encode())
    assert AESGCM(key).decrypt(sealed[:12], sealed[12:], b"row-1") == "张建国".encode()


def test_a_hmac_with_sm3_is_the_one_of_rfc_2104() -> None:
    # GB/T 32905-2016, A.1: the hash of "abc".
    assert hashlib.new("sm3", b"abc").hexdigest() == (
        "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    )
    key = bytes(range(32))

    def padded(pad: int) -> bytes:
        return bytes(byte ^ pad for byte in key.ljust(64, b"\0"))

    inner = hashlib.new("sm3", padded(0x36) + b"text").digest()
    assert marked(key, b"text", "sm3") == hashlib.new("sm3", padded(0x5C) + inner).digest()


@pytest.mark.parametrize("cipher", BOTH)
@given(text=st.binary(max_size=200), at=st.integers(min_value=0), bit=st.integers(0, 7))
def test_what_was_touched_anywhere_does_not_open(cipher: CipherName, text: bytes, at: int, bit: int) -> None:
    seal = seal_of(cipher, bytes(KEY_BYTES[cipher]))
    sealed = seal.seal("row-1", text)
    touched = bytearray(sealed)
    touched[at % len(sealed)] ^= 1 << bit

    assert seal.open("row-1", sealed) == text
    assert seal.open("row-1", bytes(touched)) is None
    assert seal.open("row-2", sealed) is None
    assert seal.open("row-1", sealed[:-1]) is None


@pytest.mark.parametrize("cipher", BOTH)
@given(garbage=st.binary(max_size=100))
def test_garbage_opens_nothing(cipher: CipherName, garbage: bytes) -> None:
    assert seal_of(cipher, bytes(KEY_BYTES[cipher])).open("row-1", garbage) is None


@pytest.mark.parametrize("cipher", BOTH)
def test_a_key_of_another_length_is_refused(cipher: CipherName) -> None:
    with pytest.raises(ValueError, match="a key of"):
        seal_of(cipher, bytes(24))


def test_this_computer_has_both() -> None:
    assert (lacking("aes", "sha256"), lacking("sm4", "sm3")) == ("", "")
