"""The certificates of a hall's own authority: what stands in them, and how they are read again.

The authority signs hubs and nothing else, and only within the hall's own names and networks: whoever steals
its key can pretend to be this hub, but no bank and no ministry to a browser that believes it. Keys are of
P-256, which every browser and OpenSSL's TLS know. SM2 is not offered: OpenSSL's TLS as systems ship it has no
SM2 cipher suites (RFC 8998), nor have Qt and the browsers that are to believe the hub.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AUTHORITY_HOLDS = timedelta(days=3652)
HUB_HOLDS = timedelta(days=397)
"""Browsers believe no certificate of a server that holds for longer than 398 days."""
BACKDATED = timedelta(days=1)
"""Begin of each certificate before it is made: the clocks of a hall's computers are not alike."""
LOCAL_NAMES = ("localhost",)
LOCAL_ADDRESSES = (ip_address("127.0.0.1"), ip_address("::1"))
"""In every certificate of a hub: its own box's programs use the same port."""
HALL_NETWORKS = tuple(
    ip_network(network)
    for network in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7")
)
"""Networks of a hall's own (RFC 1918, RFC 4193), within which a hub may move without a new authority."""
_NAME = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*")
_LONGEST_SUBJECT = 64

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Key = ec.EllipticCurvePrivateKey


class BadName(ValueError):
    """A certificate cannot be made for this name or address; says why."""


@dataclass(frozen=True)
class Reach:
    """Names and addresses by which a hub is reached, without those of its own box."""

    names: tuple[str, ...] = ()
    addresses: tuple[Address, ...] = ()

    @classmethod
    def of(cls, names: Iterable[str], addresses: Iterable[str] = ()) -> Reach:
        """Read them as they are typed.

        Raises:
            BadName: one is neither a name nor an address.
        """
        return cls(
            tuple(dict.fromkeys(_name(name) for name in names)),
            tuple(dict.fromkeys(_address(text) for text in addresses)),
        )


@dataclass(frozen=True)
class Described:
    """What a certificate says.

    Attributes:
        common_name: who it is of.
        names: names it is for; those it may vouch for, of an authority.
        addresses: addresses or networks, likewise.
        begins_at: in UTC.
        ends_at: in UTC.
        sha256: its fingerprint, in hexadecimal pairs.
    """

    common_name: str
    names: tuple[str, ...]
    addresses: tuple[str, ...]
    begins_at: datetime
    ends_at: datetime
    sha256: str

    def days_left(self, now: datetime) -> int:
        """Whole days until it ends; negative afterwards."""
        return (self.ends_at - now).days


def new_key() -> Key:
    """A key that was never used."""
    return ec.generate_private_key(ec.SECP256R1())


def authority(
    key: Key, hall: str, reach: Reach, now: datetime, within: Sequence[str] = ()
) -> x509.Certificate:
    """Make the certificate of a hall's authority.

    Args:
        key: the authority's.
        hall: the hall's name.
        reach: what the hub is reached by; the authority may vouch for it.
        now: when.
        within: domains and networks for which it may vouch too, as ``hall.example`` and ``10.1.0.0/16``.

    Raises:
        BadName: one of ``within`` is neither.
    """
    serial = x509.random_serial_number()
    subject = _subject(hall, f"Hall authority {serial:040x}"[:24])
    public = key.public_key()
    return (
        x509.CertificateBuilder(subject, subject, public, serial)
        .not_valid_before(_second(now - BACKDATED))
        .not_valid_after(_second(now + AUTHORITY_HOLDS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.NameConstraints(_permitted(reach, within), None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(public), critical=False)
        .sign(key, hashes.SHA256())
    )


def of_hub(ca: x509.Certificate, ca_key: Key, key: Key, reach: Reach, now: datetime) -> x509.Certificate:
    """Make a hub's certificate.

    Args:
        ca: the authority.
        ca_key: its key.
        key: the hub's key.
        reach: what the hub is reached by.
        now: when; it ends no later than the authority.

    Raises:
        BadName: the authority has ended, or may not vouch for a name or an address.
    """
    if now >= ca.not_valid_after_utc:
        raise BadName(f"the authority ended on {ca.not_valid_after_utc:%Y-%m-%d}; say hall pki rotate-ca")
    names = tuple(dict.fromkeys((*reach.names, *LOCAL_NAMES)))
    addresses = tuple(dict.fromkeys((*reach.addresses, *LOCAL_ADDRESSES)))
    _check_within(ca, names, addresses)
    (hall,) = ca.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    public = key.public_key()
    return (
        x509.CertificateBuilder(
            ca.subject, _subject(str(hall.value), "Hall hub"), public, x509.random_serial_number()
        )
        .not_valid_before(_second(max(now - BACKDATED, ca.not_valid_before_utc)))
        .not_valid_after(_second(min(now + HUB_HOLDS, ca.not_valid_after_utc)))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(
            x509.SubjectAlternativeName([*map(x509.DNSName, names), *map(x509.IPAddress, addresses)]),
            critical=False,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_key.public_key()), critical=False
        )
        .sign(ca_key, hashes.SHA256())
    )


def described(certificate: x509.Certificate) -> Described:
    """Read what people want to know of a certificate."""
    names, addresses = _covered(certificate)
    common = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return Described(
        common_name=str(common[0].value) if common else "",
        names=names,
        addresses=tuple(str(address) for address in addresses),
        begins_at=certificate.not_valid_before_utc,
        ends_at=certificate.not_valid_after_utc,
        sha256=certificate.fingerprint(hashes.SHA256()).hex(":").upper(),
    )


def reach_of(certificate: x509.Certificate) -> Reach:
    """What a hub's certificate is for, without the hub's own box."""
    names, addresses = _covered(certificate)
    return Reach(
        tuple(name for name in names if name not in LOCAL_NAMES),
        tuple(a for a in addresses if isinstance(a, IPv4Address | IPv6Address) and a not in LOCAL_ADDRESSES),
    )


def is_of(certificate: x509.Certificate, key: Key) -> bool:
    """Whether a certificate is of this key."""
    return _raw(certificate.public_key()) == _raw(key.public_key())


def pem(certificates: Iterable[x509.Certificate]) -> str:
    """Certificates as text, one behind the other."""
    return "".join(each.public_bytes(serialization.Encoding.PEM).decode() for each in certificates)


def _raw(key: object) -> bytes:
    if not isinstance(key, ec.EllipticCurvePublicKey):
        return b""
    return key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def _covered(certificate: x509.Certificate) -> tuple[tuple[str, ...], tuple[Address | Network, ...]]:
    """Names and addresses of a hub's certificate, or those that an authority may vouch for."""
    general: list[x509.GeneralName] = []
    for extension in certificate.extensions:
        if isinstance(extension.value, x509.SubjectAlternativeName):
            general += extension.value
        elif isinstance(extension.value, x509.NameConstraints):
            general += extension.value.permitted_subtrees or []
    return (
        tuple(name.value for name in general if isinstance(name, x509.DNSName)),
        tuple(name.value for name in general if isinstance(name, x509.IPAddress)),
    )


def _permitted(reach: Reach, within: Sequence[str]) -> list[x509.GeneralName]:
    names, networks = [*reach.names, *LOCAL_NAMES], list(HALL_NETWORKS)
    for text in within:
        try:
            networks.append(ip_network(text))
        except ValueError:
            names.append(_name(text.removeprefix(".")))
    for address in reach.addresses:
        if not any(address in network for network in networks):
            networks.append(ip_network(address))
    return [
        *map(x509.DNSName, dict.fromkeys(names)),
        *map(x509.IPAddress, dict.fromkeys(networks)),
    ]


def _check_within(ca: x509.Certificate, names: Sequence[str], addresses: Sequence[Address]) -> None:
    domains, networks = _covered(ca)
    for name in names:
        if not any(name == domain or name.endswith(f".{domain}") for domain in domains):
            raise BadName(f"the authority may not vouch for {name}, only for: {', '.join(domains)}")
    for address in addresses:
        if not any(not isinstance(n, IPv4Address | IPv6Address) and address in n for n in networks):
            raise BadName(f"the authority may not vouch for {address}, only within: {_listed(networks)}")


def _listed(networks: Iterable[object]) -> str:
    return ", ".join(str(network) for network in networks)


def _name(text: str) -> str:
    name = text.strip().rstrip(".").lower()
    if not _NAME.fullmatch(name) or name.replace(".", "").isdigit():
        raise BadName(f'"{text}" is no name of a computer, such as hub.hall.example')
    return name


def _address(text: str) -> Address:
    try:
        address = ip_address(text.strip())
    except ValueError:
        raise BadName(f'"{text}" is no address, such as 10.1.2.3') from None
    if address.is_unspecified or address.is_multicast:
        raise BadName(f"nobody reaches a hub at {address}; give the address that the box has in the hall")
    return address


def _subject(hall: str, common_name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, hall[:_LONGEST_SUBJECT]),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _second(moment: datetime) -> datetime:
    """Certificates count in seconds of UTC."""
    return moment.astimezone(UTC).replace(microsecond=0)
