"""Every parser of bytes from outside: the one table, and what reads bytes of our own and so is not in it."""

from __future__ import annotations

from tests.fuzz import (
    of_clients,
    of_config,
    of_devices,
    of_hub,
    of_journal,
    of_link,
    of_media,
    of_registers,
    of_virtual,
)
from tests.fuzz.target import Target

TARGETS: tuple[Target, ...] = (
    *of_link.TARGETS,
    *of_hub.TARGETS,
    *of_devices.TARGETS,
    *of_media.TARGETS,
    *of_config.TARGETS,
    *of_journal.TARGETS,
    *of_registers.TARGETS,
    *of_clients.TARGETS,
    *of_virtual.TARGETS,
)
BY_NAME: dict[str, Target] = {target.name: target for target in TARGETS}

OWN: dict[str, str] = {
    "config.deploy": "reads this repository's own files",
    "devices.speakers.make_clips": "run by whoever makes the voice, on what espeak has just said",
    "config.theme.touch": "the demo's and the tests' socket, never loaded in a real hall",
    "config.theme.touch_client": "the other end of that socket",
    "devices.demo": "the demo hall, which talks to itself",
    "devices.hub.hub:Hub": "answers that it wrote; one that cannot be read refuses that one command",
    "devices.hub.dawn": "a file of its own, not looked into unless its seal by the vault's key is right",
    "devices.hub.rules.slots:free_slots": "spans of the settings, which config.load has looked at",
    "devices.link.client:LinkClient": "hands frames on to the session (link.client_session)",
    "devices.link.newcomer:Newcomer": "hands frames on to the codec (link.from_hub)",
    "devices.printers.glyphs:LinePainter": "pictures that it has just drawn",
    "devices.web.rates:Rates": "a header, read by shown_token (web.http)",
    "devices.virtual.hardware:_line": "ports of the settings, which config.load has looked at",
    "devices.hub.backup:_copy_keys": "copied byte by byte",
    "devices.do_command:from_file": "a file that the technician names, taken as UTF-8 or refused",
    "devices.audit_command": "words that the technician types",
    "devices.backup_command:_moment": "a word that the technician types",
    "devices.journal_command:journal_archive": "a word that the technician types",
    "devices.enrol_command:enrol_join": "a code that the technician types (link.typed_code)",
    "devices.pki_command:_opening": "a passphrase, taken as it is",
    "devices.staff_command:_first_line": "a card or PIN, decoded with replacement and looked at by hub.codes",
    "devices.vault_command:_number": "a card, decoded with replacement and looked at by hub.codes",
    "devices.hub.upkeep:settings_of": "hashed, not read",
    "devices.simulate": "the simulator, which talks to itself",
}
"""Functions, modules and packages whose bytes are not from outside, and why."""
