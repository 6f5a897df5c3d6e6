"""A port that the check accepts can be opened, and one it refuses cannot."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from config.ports import EXAMPLES, line_of, port_fault
from devices.transports.ports import SCHEMES, open_port

GOOD = [
    *EXAMPLES.values(),
    "tcp://[::1]:9100",
    "serial://dev/card-reader?baud=115200",
    "serial:///dev/ttyS1?baud=9600&bits=7&parity=E&stop=2&flow=rtscts",
    "camera://frames?fps=5",
    "folder:///srv/announcements",
]
BAD = {
    "": "begins with no known way",
    "/dev/ttyUSB0": "begins with no known way",
    "seriel:///dev/ttyUSB0": '(did you mean "serial"?)',
    "usb://04b8:0202": "use one of tcp://, serial://, camera://, alsa://, folder://",
    "tcp://printer": "needs a host and a port number",
    "tcp://:9100": "needs a host and a port number",
    "tcp://printer:0": "needs a host and a port number",
    "tcp://printer:99999": "cannot be read",
    "tcp://printer:x": "cannot be read",
    "tcp://[::1:9100": "cannot be read",
    "tcp://printer:9100/raw": "says more than a host",
    "serial://": "says no place",
    "serial:///": "says no place",
    "serial://../dev/ttyUSB0": "leads out of its folder",
    "serial:///dev/ttyUSB0?baud=fast": "no number from 50 to 4000000",
    "serial:///dev/ttyUSB0?baud=": "no number from 50",
    "serial:///dev/ttyUSB0?baud=9600&baud=9600": 'says "baud" twice',
    "serial:///dev/ttyUSB0?buad=9600": '(did you mean "baud"?)',
    "serial:///dev/ttyUSB0?parity=X": "says parity=X, which is none of N, E, O",
    "camera://0?fps=0": "says fps=0",
    "alsa://": "says no place",
    "folder://../x": "leads out of its folder",
}


def opens(port: str) -> bool:
    try:
        open_port(port, Path("/nowhere"))
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("port", GOOD)
def test_a_good_port_is_accepted_and_can_be_made(port: str) -> None:
    assert port_fault(port) is None
    assert opens(port)


@pytest.mark.parametrize(("port", "said"), BAD.items())
def test_a_bad_port_is_explained_and_cannot_be_made(port: str, said: str) -> None:
    fault = port_fault(port)
    assert fault is not None
    assert said in fault
    assert not opens(port)


@given(
    st.sampled_from(SCHEMES),
    st.text(alphabet="ab.0:/[]@#%", max_size=8),
    st.lists(st.tuples(st.sampled_from(["baud", "fps", "parity"]), st.sampled_from(["", "0", "9600", "N"]))),
)
def test_the_check_and_the_transports_agree(scheme: str, place: str, words: list[tuple[str, str]]) -> None:
    assume(scheme not in ("serial", "camera") or place.strip("/."))
    query = "&".join(f"{word}={value}" for word, value in words)
    port = f"{scheme}://{place}{'?' if query else ''}{query}"
    assert (port_fault(port) is None) == opens(port), port


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("K1", "serial:///dev/ttyUSB0"), ("K1", "serial:///dev/ttyUSB0?baud=9600"), True),
        (("K1", "serial:///dev/ttyUSB0"), ("K2", "serial:///dev/ttyUSB0"), False),
        (("K1", "tcp://printer:9100"), ("hub", "tcp://printer:9100"), True),
        (("K1", "tcp://127.0.0.1:9100"), ("hub", "tcp://127.0.0.1:9100"), False),
        (("K1", "camera://0"), ("K1", "camera://0?fps=5"), True),
    ],
)
def test_a_line_belongs_to_one_device(one: tuple[str, str], other: tuple[str, str], same: bool) -> None:
    assert (line_of(*one) == line_of(*other)) is same


def test_sound_cards_and_folders_can_be_shared() -> None:
    assert line_of("hub", "alsa://default") == line_of("hub", "folder://x") == ""
