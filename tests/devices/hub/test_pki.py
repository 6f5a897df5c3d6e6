"""The hall's authority on its disk."""

from __future__ import annotations

import contextlib
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID

from devices.hub import durable, pki
from devices.hub.certificates import BadName, Reach, described, pem, reach_of
from devices.hub.pki import Opening, PkiFailed, Places
from tests.hubs.authorities import HALL, HUB, hall_pki

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
PHRASE = "a phrase for the safe"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "data" / "pki")


def begun(places: Places, **more: object) -> pki.Standing:
    return pki.begin(places, HALL, HUB, NOW, **more)  # type: ignore[arg-type]  # the test's words


def ca_of(places: Places) -> x509.Certificate:
    return pki.read_bundle(places)[0]


def hub_of(places: Places) -> x509.Certificate:
    return x509.load_pem_x509_certificate(places.hub.read_bytes())


def test_the_authority_signs_hubs_and_nothing_below_them(places: Places) -> None:
    begun(places)
    ca = ca_of(places)

    constraints = ca.extensions.get_extension_for_class(x509.BasicConstraints)
    assert constraints.critical
    assert (constraints.value.ca, constraints.value.path_length) == (True, 0)
    usage = ca.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.key_cert_sign
    assert not usage.digital_signature
    assert isinstance(ca.public_key(), ec.EllipticCurvePublicKey)
    assert ca.not_valid_after_utc - NOW == timedelta(days=3652)


def test_the_authority_vouches_for_the_halls_names_and_private_networks_only(places: Places) -> None:
    begun(places, within=("hall.example.gov.cn", "203.0.113.0/24"))

    constraints = ca_of(places).extensions.get_extension_for_class(x509.NameConstraints)
    permitted = {str(name.value) for name in constraints.value.permitted_subtrees or []}
    assert constraints.critical
    assert permitted == {
        *("hub.hall.example", "localhost", "hall.example.gov.cn", "203.0.113.0/24"),
        *("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7"),
    }


def test_an_address_outside_of_the_private_networks_is_vouched_for_alone(places: Places) -> None:
    found = pki.begin(places, HALL, Reach.of([], ["203.0.113.7"]), NOW)

    assert "203.0.113.7/32" in found.authorities[0].addresses


def test_the_hubs_certificate_is_for_its_names_its_addresses_and_its_own_box(places: Places) -> None:
    begun(places)
    hub = hub_of(places)

    assert described(hub).names == ("hub.hall.example", "localhost")
    assert described(hub).addresses == ("10.1.2.3", "127.0.0.1", "::1")
    assert hub.not_valid_after_utc - NOW == timedelta(days=397)
    assert hub.not_valid_before_utc == NOW - timedelta(days=1)
    usage = hub.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(usage) == [ExtendedKeyUsageOID.SERVER_AUTH]
    assert not hub.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    hub.verify_directly_issued_by(ca_of(places))


def test_no_certificate_holds_longer_than_the_authority(places: Places) -> None:
    begun(places)

    pki.renew(places, NOW + timedelta(days=3600))

    assert hub_of(places).not_valid_after_utc == ca_of(places).not_valid_after_utc


def test_an_authority_that_has_ended_signs_nothing_and_says_what_to_do(places: Places) -> None:
    begun(places)

    with pytest.raises(PkiFailed, match="ended on 2036-03-01; say hall pki rotate-ca"):
        pki.renew(places, NOW + timedelta(days=3653))


def test_the_halls_name_is_in_both_however_long_it_is(places: Places) -> None:
    found = pki.begin(places, "某市政务服务中心" * 20, HUB, NOW)

    assert found.authorities[0].common_name.startswith("Hall authority ")
    assert found.hub.common_name == "Hall hub"


def test_keys_are_their_owners_only_and_whole_or_not_there(places: Places) -> None:
    begun(places)

    assert stat.S_IMODE(places.folder.stat().st_mode) == 0o700
    for path in (places.ca_key, places.hub):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert {path.name for path in places.folder.iterdir()} == {"ca.pem", "ca.key", "hub.pem"}


def test_a_hall_has_one_authority_and_another_one_is_not_made_over_it(places: Places) -> None:
    begun(places)
    before = places.ca_key.read_bytes()

    with pytest.raises(PkiFailed, match=r"hall pki renew.*hall pki rotate-ca"):
        begun(places)

    assert places.ca_key.read_bytes() == before


def test_the_authoritys_key_can_be_kept_off_the_box_and_sealed(places: Places, tmp_path: Path) -> None:
    stick = tmp_path / "stick.key"
    begun(places, key=Opening(stick, PHRASE))

    assert not places.ca_key.exists()
    assert b"ENCRYPTED" in stick.read_bytes()
    with pytest.raises(PkiFailed, match="--ca-key"):
        pki.renew(places, NOW)
    with pytest.raises(PkiFailed, match="is sealed"):
        pki.renew(places, NOW, key=Opening(stick))
    with pytest.raises(PkiFailed, match="does not open"):
        pki.renew(places, NOW, key=Opening(stick, "another phrase"))
    pki.renew(places, NOW, key=Opening(stick, PHRASE))
    assert PHRASE not in repr(Opening(stick, PHRASE))


def test_a_key_that_is_there_is_not_written_over(places: Places, tmp_path: Path) -> None:
    stick = tmp_path / "stick.key"
    stick.write_text("somebody's")

    with pytest.raises(PkiFailed, match="never written over"):
        begun(places, key=Opening(stick))

    assert stick.read_text() == "somebody's"


def test_a_passphrase_for_a_key_without_one_is_said(places: Places) -> None:
    begun(places)

    with pytest.raises(PkiFailed, match="needs no passphrase"):
        pki.renew(places, NOW, key=Opening(None, PHRASE))


def test_what_is_renewed_has_another_key_the_same_authority_and_the_same_names(places: Places) -> None:
    begun(places)
    before = hub_of(places)

    pki.renew(places, NOW + timedelta(days=300))

    after = hub_of(places)
    assert after.public_key() != before.public_key()
    assert reach_of(after) == reach_of(before) == HUB
    after.verify_directly_issued_by(ca_of(places))


def test_a_hub_that_moves_is_renewed_for_its_new_address(places: Places) -> None:
    begun(places)

    found = pki.renew(places, NOW, reach=Reach.of(["hub.hall.example"], ["192.168.7.9"]))

    assert found.hub.addresses == ("192.168.7.9", "127.0.0.1", "::1")


@pytest.mark.parametrize(
    ("reach", "words"),
    [
        (Reach.of(["bank.example"]), "bank.example, only for: hub.hall.example"),
        (Reach.of(["hall.example"]), "hall.example, only for"),
        (Reach.of(["nothub.hall.example"]), "nothub.hall.example, only for"),
        (Reach.of([], ["203.0.113.9"]), "203.0.113.9, only within: .*10.0.0.0/8"),
    ],
)
def test_a_name_that_the_authority_may_not_vouch_for_is_refused(
    places: Places, reach: Reach, words: str
) -> None:
    begun(places)
    before = places.hub.read_bytes()

    with pytest.raises(PkiFailed, match=words):
        pki.renew(places, NOW, reach=reach)

    assert places.hub.read_bytes() == before


@pytest.mark.parametrize(
    "typed", ["", "*.hall.example", "hub_1", "-hub", "大厅", "http://hub", "hub:8710", "10.1.2.3", "a" * 64]
)
def test_what_is_no_name_is_said_so(typed: str) -> None:
    with pytest.raises(BadName, match="is no name of a computer"):
        Reach.of([typed])


@pytest.mark.parametrize("typed", ["", "10.1.2", "10.1.2.3/24", "hub", "0.0.0.0", "::", "224.0.0.1"])
def test_what_is_no_address_of_a_hub_is_said_so(typed: str) -> None:
    with pytest.raises(BadName, match=r"is no address|nobody reaches"):
        Reach.of([], [typed])


def test_names_are_taken_as_people_write_them() -> None:
    reach = Reach.of(["HUB.Hall.Example.", "hub.hall.example"], [" 10.1.2.3 "])

    assert reach == HUB


def test_a_change_hands_out_both_and_then_forgets_the_old_one(places: Places) -> None:
    begun(places)
    (old,) = pki.read_bundle(places)

    handed_out = pki.begin_change(places, HALL, NOW + timedelta(days=1))

    assert handed_out.changing
    assert handed_out.change_begun_at == NOW + timedelta(days=1)
    first, new = pki.read_bundle(places)
    assert first == old
    hub_of(places).verify_directly_issued_by(old)

    done = pki.finish_change(places, NOW + timedelta(days=9))

    assert not done.changing
    assert done.change_begun_at is None
    assert pki.read_bundle(places) == [new]
    hub_of(places).verify_directly_issued_by(new)
    assert reach_of(hub_of(places)) == HUB
    pki.renew(places, NOW + timedelta(days=10))
    hub_of(places).verify_directly_issued_by(new)
    assert {path.name for path in places.folder.iterdir()} == {"ca.pem", "ca.key", "hub.pem"}


def test_while_it_changes_the_old_authority_still_renews(places: Places) -> None:
    begun(places)
    pki.begin_change(places, HALL, NOW)

    pki.renew(places, NOW)

    hub_of(places).verify_directly_issued_by(ca_of(places))


def test_a_change_is_begun_once_and_finished_only_when_begun(places: Places) -> None:
    begun(places)
    with pytest.raises(PkiFailed, match="begin with hall pki rotate-ca"):
        pki.finish_change(places, NOW)
    pki.begin_change(places, HALL, NOW)
    with pytest.raises(PkiFailed, match="--finish"):
        pki.begin_change(places, HALL, NOW)


def test_a_change_can_take_the_hall_to_another_name(places: Places) -> None:
    begun(places)
    moved = Reach.of(["hub.newhall.example"])

    pki.begin_change(places, HALL, NOW, reach=moved)
    done = pki.finish_change(places, NOW, reach=moved)

    assert done.hub.names == ("hub.newhall.example", "localhost")


def test_a_change_with_keys_off_the_box_leaves_none_on_it(places: Places, tmp_path: Path) -> None:
    begun(places)
    stick = Opening(tmp_path / "next.key", PHRASE)

    pki.begin_change(places, HALL, NOW, key=stick)
    pki.finish_change(places, NOW, key=stick)

    assert {path.name for path in places.folder.iterdir()} == {"ca.pem", "hub.pem"}


def test_another_key_than_the_next_ones_does_not_finish_a_change(places: Places) -> None:
    begun(places)
    pki.begin_change(places, HALL, NOW)

    with pytest.raises(PkiFailed, match="not the key of the next authority"):
        pki.finish_change(places, NOW, key=Opening(places.ca_key))


class _PowerCut(Exception):
    """Nothing is written any more."""


@pytest.mark.parametrize("writes", range(4))
@pytest.mark.parametrize("step", [pki.begin_change, pki.finish_change])
def test_a_power_cut_at_any_write_leaves_a_hub_that_is_believed_and_the_step_can_be_said_again(
    places: Places, monkeypatch: pytest.MonkeyPatch, step: Callable[..., pki.Standing], writes: int
) -> None:
    begun(places)
    words: tuple[object, ...] = (HALL,) if step is pki.begin_change else ()
    if step is pki.finish_change:
        pki.begin_change(places, HALL, NOW)
    believed = pki.read_bundle(places)
    true, left = durable.write_whole, writes

    def cut(name: Path, content: bytes) -> None:
        nonlocal left
        if left == 0:
            raise _PowerCut
        left -= 1
        true(name, content)

    with monkeypatch.context() as patch:
        patch.setattr(durable, "write_whole", cut)
        with contextlib.suppress(_PowerCut):
            step(places, *words, NOW)

    pki.checked_hub_file(places)
    # Whoever believed before still does: the hub's certificate is of one of those.
    assert any(_issued(hub_of(places), each) for each in believed)
    if pki.standing(places).changing != (step is pki.begin_change):
        step(places, *words, NOW)
    assert pki.standing(places).changing == (step is pki.begin_change)
    pki.renew(places, NOW)


def _issued(certificate: x509.Certificate, by: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(by)
    except (InvalidSignature, ValueError):
        return False
    return True


def test_the_hubs_file_is_refused_when_others_read_it_or_another_authority_signed_it(tmp_path: Path) -> None:
    here, there = hall_pki(tmp_path / "here"), hall_pki(tmp_path / "there")
    assert pki.checked_hub_file(here) == here.hub

    here.hub.chmod(0o640)
    with pytest.raises(PkiFailed, match=r"chmod 600"):
        pki.checked_hub_file(here)

    here.hub.write_bytes(there.hub.read_bytes())
    here.hub.chmod(0o600)
    with pytest.raises(PkiFailed, match="hall pki renew"):
        pki.checked_hub_file(here)


def test_a_hall_without_an_authority_is_told_how_to_make_one(places: Places) -> None:
    assert pki.bundle(places) == ""
    for ask in (pki.standing, pki.checked_hub_file, pki.read_bundle):
        with pytest.raises(PkiFailed, match="hall pki init"):
            ask(places)


def test_files_that_are_none_are_said(places: Places) -> None:
    begun(places)
    places.ca.write_text("no certificate")
    with pytest.raises(PkiFailed, match="holds no certificates"):
        pki.standing(places)
    places.ca_key.write_text("no key")
    with pytest.raises(PkiFailed, match="holds no certificates"):
        pki.renew(places, NOW)


def test_another_halls_key_renews_nothing(tmp_path: Path) -> None:
    here, there = hall_pki(tmp_path / "here"), hall_pki(tmp_path / "there")

    with pytest.raises(PkiFailed, match="not the key of the hall's authority"):
        pki.renew(here, NOW, key=Opening(there.ca_key))


def test_the_bundle_is_what_everybody_is_handed(places: Places) -> None:
    begun(places)
    pki.begin_change(places, HALL, NOW)

    assert pki.bundle(places) == pem(pki.read_bundle(places))
    assert pki.bundle(places).count("BEGIN CERTIFICATE") == 2
