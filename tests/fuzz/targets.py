"""Every parser of bytes from outside: the one table, and what reads bytes of our own and so is not in it."""

from __future__ import annotations

from tests.fuzz import of_config, of_devices, of_hub, of_journal, of_link, of_media, of_registers, of_virtual
from tests.fuzz.target import Target

TARGETS: tuple[Target, ...] = (
    *of_link.TARGETS,
    *of_hub.TARGETS,
    *of_devices.TARGETS,
    *of_media.TARGETS,
    *of_config.TARGETS,
    *of_journal.TARGETS,
    *of_registers.TARGETS,
    *of_virtual.TARGETS,
)
BY_NAME: dict[str, Target] = {target.name: target for target in TARGETS}

OWN: dict[str, str] = {
    "config.deploy": "reads this repository's own files",
    "devices.speakers.make_clips": "run by whoever makes the voice, on what espeak has just said",
    "config.theme.touch": "the demo's and the tests' socket, never loaded in a real hall",
    "config.theme.touch_client": "the other end of that socket",
    "devices.demo": "the demo hall, which talks to itself",
    "devices.simulate": "the simulator, which talks to itself",
}
"""Modules and packages whose bytes are not from outside, and why."""
