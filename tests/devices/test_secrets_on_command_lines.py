"""No secret is an argument: everybody on a computer can read the arguments of every program that runs."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest

from caller.__main__ import main as hall_caller
from devices.__main__ import main as hall
from devices.link.commands.base import PRIVATE
from display.__main__ import main as hall_display
from kiosk.__main__ import main as hall_kiosk

PROGRAMS: dict[str, click.Command] = {
    "hall": hall,
    "hall-kiosk": hall_kiosk,
    "hall-caller": hall_caller,
    "hall-display": hall_display,
}
SECRET = re.compile(
    r"(?:^|[-_])(?:token|pin|pass\w*|secret|keys?|codes?|cards?|totp|otp|seed|credential\w*|phone|person|id)(?:$|[-_])"
)
# Options that sound like secrets, and what they take instead.
HARMLESS = {
    "hall staff lost --card": "the short name that hall staff list shows beside a card, not its number",
    "hall staff revoke --card": "the short name that hall staff list shows beside a card, not its number",
    "hall vault erase person": "the number of a row of the vault, which says nothing of the person",
    "hall do --id": "the id of a command, made up by whoever says it, so that it is not done twice",
    "hall simulate --seed": "the seed of a pretend day",
}


def parameters(name: str, command: click.Command) -> Iterator[tuple[str, click.Parameter]]:
    """Walk through all parameters of a program and of its commands, named as they are typed."""
    for parameter in command.params:
        options = [word for word in parameter.opts if word.startswith("--")] or [parameter.name or ""]
        yield f"{name} {options[0]}", parameter
    if isinstance(command, click.Group):
        for sub, part in command.commands.items():
            yield from parameters(f"{name} {sub}", part)


ALL = {typed: each for name, program in PROGRAMS.items() for typed, each in parameters(name, program)}


def takes_a_value(parameter: click.Parameter) -> bool:
    return not (isinstance(parameter, click.Option) and (parameter.is_flag or parameter.count))


def test_whatever_sounds_like_a_secret_is_taken_from_a_file_or_asked_for() -> None:
    told = {
        typed
        for typed, parameter in ALL.items()
        if SECRET.search(typed.split()[-1].strip("-"))
        and takes_a_value(parameter)
        and not isinstance(parameter.type, click.Path)
    }

    assert told - set(HARMLESS) == set()
    assert set(HARMLESS) - told == set(), "these are gone: let the list say what is"


def test_no_option_is_read_from_the_environment_but_the_place_of_a_file() -> None:
    # /proc shows a program's environment to its own user for as long as it runs.
    read = {typed for typed, parameter in ALL.items() if parameter.envvar}

    # A hub's address is no secret; everything else that is read there is the place of a file.
    files = {typed for typed in read if ALL[typed].envvar != "HALL_HUB"}
    assert all(isinstance(ALL[typed].type, click.Path) for typed in files)
    assert {ALL[typed].envvar for typed in read} == {"HALL_IDENTITY", "HALL_HUB"}
    assert not any(program.context_settings.get("auto_envvar_prefix") for program in PROGRAMS.values())


def test_no_option_asks_for_a_secret_so_that_it_is_seen() -> None:
    asked = [each for each in ALL.values() if isinstance(each, click.Option) and each.prompt]

    assert all(each.hide_input for each in asked)


@pytest.mark.parametrize("program", ["hall hub", "hall agent", "hall-kiosk", "hall-caller", "hall-display"])
def test_programs_that_run_all_day_take_their_secrets_from_files(program: str) -> None:
    mine = {typed.split()[-1]: each for typed, each in ALL.items() if typed.rpartition(" ")[0] == program}

    assert mine
    assert not [typed for typed, each in mine.items() if typed == each.name and takes_a_value(each)]
    if program != "hall hub":
        assert isinstance(mine["--identity"].type, click.Path)


def test_the_one_command_that_takes_anything_knows_which_words_are_private() -> None:
    # ``hall do`` takes any field of any command; it warns of these (tests/devices/test_do_command.py).
    assert {"pin", "new_pin", "card", "phone"} <= PRIVATE
