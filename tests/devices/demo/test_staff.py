"""The demo's staff can sign in with what the demo gives them, and nobody reads it anywhere else."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import pytest

from config.load import load
from devices.demo.main import DEMO_HALL
from devices.demo.staff import STAFF, Colleague, employ
from devices.hub.files import Files
from devices.hub.pins import PinAnswer
from devices.hub.staff_register import MARK, StaffRegister
from devices.hub.vault import Vault


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return Files(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def staff(files: Files) -> dict[str, Colleague]:
    return employ(load(DEMO_HALL), files)


def test_everybody_signs_in_with_the_own_card_and_pin(files: Files, staff: dict[str, Colleague]) -> None:
    vault = Vault(files.vault, files.key)
    register = StaffRegister(files.staff, partial(vault.mark, MARK), partial(datetime.now, UTC))
    try:
        for number, colleague in staff.items():
            holder = register.clerk_of_card(colleague.identity)
            assert holder is not None
            assert (holder.number, holder.opens) == (number, True)
        check = register.check_pin(STAFF[0], staff[STAFF[0]].pin)
        assert (check.answer, check.must_change) == (PinAnswer.GOOD, False)
    finally:
        register.close()
        vault.close()


def test_the_card_on_the_reader_is_the_one_that_was_enrolled(staff: dict[str, Colleague]) -> None:
    for colleague in staff.values():
        assert colleague.identity in colleague.card.text.decode("utf-16-le")
        assert len({each.identity for each in staff.values()}) == len(STAFF)


def test_pins_and_cards_are_in_no_repr_and_in_no_file(files: Files, staff: dict[str, Colleague]) -> None:
    kept = b"".join(path.read_bytes() for path in files.data.rglob("*") if path.is_file())
    for colleague in staff.values():
        assert colleague.pin not in repr(colleague).replace(colleague.number, "")
        assert colleague.identity not in repr(staff)
        assert colleague.identity.encode() not in kept


def test_there_are_a_leader_two_clerks_a_guide_and_an_admin(staff: dict[str, Colleague]) -> None:
    assert [colleague.role for colleague in staff.values()] == ["leader", "clerk", "clerk", "guide", "admin"]
