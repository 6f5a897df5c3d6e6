"""What the audit log may say: a closed list of kinds, and words that hold no personal data.

A note says who, what, where, and about which row or object; whatever looks like a number or a name of
somebody is withheld before it is written, since this file is kept for months and read by many.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What was done. Kinds are only ever added: files of years hold them."""

    # Looks at personal data, noted before it is shown.
    CARD_READ = "card_read"
    CARD_LOOKED_UP = "card_looked_up"
    CODE_LOOKED_UP = "code_looked_up"
    CONTACT_LOOKED_UP = "contact_looked_up"
    LISTS_SHOWN = "lists_shown"
    PAPER_PRINTED = "paper_printed"
    NAMES_REPORTED = "names_reported"
    STAFF_LISTED = "staff_listed"
    EXPORTED = "exported"
    # Changes of personal data.
    PERSON_ERASED = "person_erased"
    ERASED_AGAIN = "erased_again"
    VAULT_SWEPT = "vault_swept"
    KEY_ROTATED = "key_rotated"
    # Who comes in.
    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    PIN_LOCKED = "pin_locked"
    SIGNED_OUT = "signed_out"
    STAFF_CARD_READ = "staff_card_read"
    ADMIN_SIGNED_IN = "admin_signed_in"
    ADMIN_SIGN_IN_FAILED = "admin_sign_in_failed"
    ADMIN_LOCKED = "admin_locked"
    ADMIN_SIGNED_OUT = "admin_signed_out"
    ADMIN_CHANGED = "admin_changed"
    LINE_REFUSED = "line_refused"
    LINE_CUT_OFF = "line_cut_off"
    NOT_ALLOWED = "not_allowed"
    # Who may come in.
    CARD_ENROLLED = "card_enrolled"
    CARD_LOST = "card_lost"
    CARD_REVOKED = "card_revoked"
    PIN_SET = "pin_set"
    PIN_UNLOCKED = "pin_unlocked"
    ENROLMENT_CODE_MADE = "enrolment_code_made"
    ENROLLED = "enrolled"
    ENROLMENT_FAILED = "enrolment_failed"
    CLIENT_REVOKED = "client_revoked"
    TOKEN_MADE = "token_made"  # noqa: S105 - a kind, no token
    TOKEN_REVOKED = "token_revoked"  # noqa: S105
    TOKEN_REFUSED = "token_refused"  # noqa: S105
    CERTIFICATE_MADE = "certificate_made"
    # The hub and its files.
    HUB_STARTED = "hub_started"
    HUB_STOPPED = "hub_stopped"
    SETTINGS_CHANGED = "settings_changed"
    CLOCK_STEPPED = "clock_stepped"
    BACKUP_MADE = "backup_made"
    BACKUP_FAILED = "backup_failed"
    RESTORED = "restored"
    JOURNAL_ARCHIVED = "journal_archived"
    AUDIT_BROKEN = "audit_broken"
    AUDIT_PRUNED = "audit_pruned"
    AUDIT_EXPORTED = "audit_exported"


LOOKS = frozenset(
    {
        Kind.CARD_READ,
        Kind.CARD_LOOKED_UP,
        Kind.CODE_LOOKED_UP,
        Kind.CONTACT_LOOKED_UP,
        Kind.LISTS_SHOWN,
        Kind.PAPER_PRINTED,
        Kind.NAMES_REPORTED,
        Kind.STAFF_LISTED,
        Kind.EXPORTED,
    }
)
"""Looks at personal data: what cannot be noted is not shown."""

WITHHELD = "withheld"
"""Stands for a word that must not be written."""
LONGEST = 120

_WORD = re.compile(rf"[A-Za-z0-9 _:;.,/+=@()×-]{{0,{LONGEST}}}")
# A phone has 11 digits or more, an ID number 15 or 18. An id of ours is spelt with letters too, but one in
# some hundreds of clients' happens to have none.
_NUMBER = re.compile(r"(?<![0-9A-Za-z])(?<!client:)\d{11,}[Xx]?(?![0-9A-Za-z])")


@dataclass(frozen=True, kw_only=True)
class Note:
    """One line of the audit log.

    Attributes:
        at: when, in UTC (ISO 8601).
        kind: what.
        by: the principal's name, such as ``clerk:window-5``; ``technician`` at the hub's keyboard.
        staff: staff number of whoever is signed in there, empty where nobody is.
        about: row of the vault or id of an object.
        place: where.
        why: for what purpose, or what led to it.
        outcome: what became of it.
    """

    at: str
    kind: Kind
    by: str
    staff: str = ""
    about: str = ""
    place: str = ""
    why: str = ""
    outcome: str = "done"


def plain(word: str) -> str:
    """A word as it may be written: itself, or ``withheld`` where it could be somebody's name or number."""
    return word if _WORD.fullmatch(word) and not _NUMBER.search(word) else WITHHELD
