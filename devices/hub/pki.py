"""The hall's own authority on its disk: made once, the hub's certificate renewed each year.

What everybody believes is ``ca.pem``: one authority, or two while the hall changes over, so that no screen
is locked out. A change is begun (both are believed, the old one still speaks for the hub), handed out to
whoever is there, and finished (the new one speaks). Every file has its name only once it is whole, and each
step can be said again after a power cut. The authority's key may be kept off the box, on a stick in a safe.
"""

from __future__ import annotations

import stat
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from devices.hub import durable
from devices.hub.certificates import (
    BACKDATED,
    BadName,
    Described,
    Key,
    Reach,
    authority,
    described,
    is_of,
    new_key,
    of_hub,
    pem,
    reach_of,
)

LARGEST = 64 * 1024
"""Largest file that is read, in bytes."""


class PkiFailed(Exception):
    """The authority or the hub's certificate cannot be made, read or used; says what to do."""


@dataclass(frozen=True)
class Places:
    """The files of a hall's authority, below the folder ``pki`` of its data."""

    folder: Path

    @property
    def ca(self) -> Path:
        """The certificates that everybody believes; no secret."""
        return self.folder / "ca.pem"

    @property
    def ca_key(self) -> Path:
        """The authority's key, if it is on the box."""
        return self.folder / "ca.key"

    @property
    def next_key(self) -> Path:
        """The next authority's key, while the hall changes over."""
        return self.folder / "next.key"

    @property
    def hub(self) -> Path:
        """The hub's key and certificate, in one file so that they are never of two times."""
        return self.folder / "hub.pem"


@dataclass(frozen=True)
class Opening:
    """How an authority's key is kept.

    Attributes:
        file: where, or None for the hall's data.
        passphrase: what opens it; empty for nothing.
    """

    file: Path | None = None
    passphrase: str = ""

    def __repr__(self) -> str:
        """Keep the passphrase out of logs."""
        return f"Opening(file={self.file!r})"


@dataclass(frozen=True)
class Standing:
    """What a hall has.

    Attributes:
        authorities: believed by everybody; the second is the next one.
        hub: the hub's certificate.
    """

    authorities: tuple[Described, ...]
    hub: Described

    @property
    def changing(self) -> bool:
        """Whether a change of the authority was begun and not finished."""
        return len(self.authorities) > 1

    @property
    def change_begun_at(self) -> datetime | None:
        """When it was begun; None when none is under way."""
        return self.authorities[1].begins_at + BACKDATED if self.changing else None


def begin(
    places: Places,
    hall: str,
    reach: Reach,
    now: datetime,
    *,
    within: Sequence[str] = (),
    key: Opening | None = None,
) -> Standing:
    """Make a hall's authority and its hub's first certificate.

    Args:
        places: where.
        hall: the hall's name.
        reach: by what the hub is reached.
        now: the time.
        within: domains and networks the authority may vouch for, beside those and the private networks.
        key: how the authority's key is kept.

    Raises:
        PkiFailed: there is one already, or it cannot be written.
    """
    if places.ca.exists():
        raise PkiFailed(
            f"{places.ca} is there already; hall pki renew makes a new certificate for the hub, "
            "hall pki rotate-ca a new authority"
        )
    how, ca_key = key or Opening(), new_key()
    try:
        ca = authority(ca_key, hall, reach, now, within)
        places.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        places.folder.chmod(0o700)
        _write_key(ca_key, how, places.ca_key)
        _write_hub(places, ca, ca_key, reach, now)
        # Last: what was begun and not finished is begun anew.
        durable.write_whole(places.ca, pem([ca]).encode())
    except (OSError, BadName) as error:
        raise PkiFailed(f"no authority could be made: {error}") from error
    return standing(places)


def renew(
    places: Places, now: datetime, *, reach: Reach | None = None, key: Opening | None = None
) -> Standing:
    """Give the hub a new key and certificate; a running hub takes them up by itself.

    Args:
        places: where.
        now: the time.
        reach: by what the hub is reached; None for the same as before.
        key: where the authority's key is.

    Raises:
        PkiFailed: the key does not open or is another's, or nothing can be written.
    """
    authorities = read_bundle(places)
    how = key or Opening()
    ca_key = _read_key(how, places.ca_key)
    ca = _whose(authorities, ca_key)
    try:
        _write_hub(places, ca, ca_key, reach or reach_of(_read_hub(places)), now)
    except (OSError, BadName) as error:
        raise PkiFailed(f"no certificate could be made: {error}") from error
    return standing(places)


def begin_change(
    places: Places,
    hall: str,
    now: datetime,
    *,
    reach: Reach | None = None,
    within: Sequence[str] = (),
    key: Opening | None = None,
) -> Standing:
    """Make the next authority, which everybody is to believe beside the one there is.

    Args:
        places: where.
        hall: the hall's name.
        now: the time.
        reach: names and addresses it may vouch for; None for those of the hub's certificate.
        within: domains and networks likewise.
        key: how its key is kept.

    Raises:
        PkiFailed: a change was begun already, or it cannot be written.
    """
    authorities = read_bundle(places)
    if len(authorities) > 1:
        raise PkiFailed("a new authority is being handed out already; finish that with --finish")
    next_key = new_key()
    try:
        made = authority(next_key, hall, reach or reach_of(_read_hub(places)), now, within)
        _write_key(next_key, key or Opening(), places.next_key)
        durable.write_whole(places.ca, pem([*authorities, made]).encode())
    except (OSError, BadName) as error:
        raise PkiFailed(f"no new authority could be made: {error}") from error
    return standing(places)


def finish_change(
    places: Places, now: datetime, *, reach: Reach | None = None, key: Opening | None = None
) -> Standing:
    """Let the next authority speak for the hub, and nobody believe the old one any more.

    Args:
        places: where.
        now: the time.
        reach: by what the hub is reached; None for the same as before.
        key: where the next authority's key is.

    Raises:
        PkiFailed: none was begun, the key does not open or is another's, or nothing can be written.
    """
    authorities = read_bundle(places)
    if len(authorities) < 2:
        raise PkiFailed("no new authority was begun; begin with hall pki rotate-ca")
    how = key or Opening()
    next_key = _read_key(how, places.next_key)
    if not is_of(authorities[1], next_key):
        raise PkiFailed("this is not the key of the next authority")
    try:
        _write_hub(places, authorities[1], next_key, reach or reach_of(_read_hub(places)), now)
        if how.file is None:
            # Sealed as it was; before the old one is forgotten, so that a cut leaves one that signs.
            durable.write_whole(places.ca_key, places.next_key.read_bytes())
        else:
            places.ca_key.unlink(missing_ok=True)
        durable.write_whole(places.ca, pem([authorities[1]]).encode())
        places.next_key.unlink(missing_ok=True)
        durable.force(places.folder)
    except (OSError, BadName) as error:
        raise PkiFailed(f"the change is not finished: {error}") from error
    return standing(places)


def standing(places: Places) -> Standing:
    """What a hall has.

    Raises:
        PkiFailed: there is nothing, or it cannot be read.
    """
    return Standing(tuple(described(each) for each in read_bundle(places)), described(_read_hub(places)))


def bundle(places: Places) -> str:
    """The certificates that everybody is to believe, as PEM; empty for a hall without an authority.

    Raises:
        PkiFailed: they cannot be read.
    """
    return pem(read_bundle(places)) if places.ca.exists() else ""


def read_bundle(places: Places) -> list[x509.Certificate]:
    """The authorities' certificates: the one there is, and perhaps the next.

    Raises:
        PkiFailed: there are none, or they cannot be read.
    """
    return _certificates(places.ca)


def checked_hub_file(places: Places) -> Path:
    """The file of the hub's key and certificate, if nobody else can read it and everybody would believe it.

    Raises:
        PkiFailed: it is not there, others can read it, or another authority signed it.
    """
    hub = _read_hub(places)
    if stat.S_IMODE(places.hub.stat().st_mode) & 0o077:
        raise PkiFailed(f"{places.hub} may be read by others; say: chmod 600 {places.hub}")
    if not any(_signed(hub, each) for each in read_bundle(places)):
        raise PkiFailed(f"{places.hub} is not of the authority in {places.ca.name}; say: hall pki renew")
    return places.hub


def _signed(certificate: x509.Certificate, by: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(by)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def _read_hub(places: Places) -> x509.Certificate:
    return _certificates(places.hub)[0]


def _certificates(path: Path) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(_content(path))
    except ValueError as error:
        raise PkiFailed(f"{path} holds no certificates") from error


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST)
    except FileNotFoundError as error:
        raise PkiFailed(f"{path} is not there; make the hall's authority with hall pki init") from error
    except OSError as error:
        raise PkiFailed(f"{path} cannot be read: {error.strerror}") from error


def _whose(authorities: Sequence[x509.Certificate], key: Key) -> x509.Certificate:
    for each in authorities:
        if is_of(each, key):
            return each
    raise PkiFailed("this is not the key of the hall's authority")


def _write_hub(places: Places, ca: x509.Certificate, ca_key: Key, reach: Reach, now: datetime) -> None:
    key = new_key()
    made = of_hub(ca, ca_key, key, reach, now)
    durable.write_whole(places.hub, _private(key, "") + pem([made]).encode())


def _write_key(key: Key, how: Opening, usual: Path) -> None:
    path = how.file or usual
    if how.file is not None and path.exists():
        raise FileExistsError(17, "is there already; a key is never written over", str(path))
    durable.write_whole(path, _private(key, how.passphrase))


def _private(key: Key, passphrase: str) -> bytes:
    sealed: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if passphrase:
        sealed = serialization.BestAvailableEncryption(passphrase.encode())
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, sealed)


def _read_key(how: Opening, usual: Path) -> Key:
    path = how.file or usual
    if not path.exists():
        raise PkiFailed(f"{path} is not there; say with --ca-key where the authority's key is")
    try:
        key = serialization.load_pem_private_key(_content(path), how.passphrase.encode() or None)
    except TypeError as error:
        # Sealed and no passphrase given, or the other way round.
        wrong = "needs no passphrase" if how.passphrase else "is sealed; give its passphrase"
        raise PkiFailed(f"{path} {wrong}") from error
    except ValueError as error:
        raise PkiFailed(f"{path} does not open: the passphrase is wrong, or it is no key") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise PkiFailed(f"{path} is no key of a hall's authority")
    return key


def utc_now() -> datetime:
    """The computer's clock, as certificates count."""
    return datetime.now(UTC)
