"""Codes of an authenticator app (RFC 6238), and the recovery codes for whoever has lost the phone.

Only arithmetic: what was used already, and who tried how often, is kept elsewhere. The numbers are those that
every app knows: six digits, thirty seconds, SHA-1 (RFC 4226 needs no more of it than HMAC).
"""

from __future__ import annotations

import base64
import hmac
import re
import secrets

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

STEP_S = 30
"""Seconds for which an app shows one code."""
SKEW = 1
"""Steps before and after now whose code is taken too: phones are seconds off, and people type slowly."""
RECOVERY_CODES = 8
"""Recovery codes that are given at a time; each opens once."""

_DIGITS = 6
_SECRET_BYTES = 20
_RECOVERY_BYTES = 10
_CODE = re.compile(r"[0-9]{6}")
_RECOVERY = re.compile(r"[A-Z2-7]{16}")
_BETWEEN = re.compile(r"[ -]+")


def new_secret() -> bytes:
    """A secret for an app: 160 random bits, as RFC 4226 asks."""
    return secrets.token_bytes(_SECRET_BYTES)


def code_at(secret: bytes, step: int) -> str:
    """The code of a step, counted in ``STEP_S`` since 1970."""
    return _totp(secret).generate(step * STEP_S).decode()


def step_of(secret: bytes, code: str, now_s: float) -> int | None:
    """The step whose code this is, of those that are taken now; None when it is no such code.

    Every step is compared in full, so that the time it takes says nothing of the code.
    """
    offered = _BETWEEN.sub("", code)
    if not _CODE.fullmatch(offered):
        offered = ""
    now = int(now_s // STEP_S)
    found = None
    for step in range(max(now - SKEW, 0), now + SKEW + 1):
        if hmac.compare_digest(code_at(secret, step).encode(), offered.encode()):
            found = step
    return found


def uri(secret: bytes, account: str, issuer: str) -> str:
    """What an app reads from a QR code (``otpauth://totp/…``); it holds the secret."""
    return _totp(secret).get_provisioning_uri(account, issuer)


def typed(secret: bytes) -> str:
    """The secret as it is typed into an app that cannot read a QR code."""
    return base64.b32encode(secret).decode()


def new_recovery_codes() -> tuple[str, ...]:
    """Recovery codes of 80 random bits each, in four groups to be read and typed."""
    made = (base64.b32encode(secrets.token_bytes(_RECOVERY_BYTES)).decode() for _ in range(RECOVERY_CODES))
    return tuple("-".join(code[n : n + 4] for n in range(0, len(code), 4)) for code in made)


def spelt_recovery(code: str) -> str:
    """A recovery code in the one spelling it has, however it was typed; empty when it is none."""
    bare = _BETWEEN.sub("", code).upper()
    return bare if _RECOVERY.fullmatch(bare) else ""


def _totp(secret: bytes) -> TOTP:
    # The apps' own choice, and no weakness here: what breaks SHA-1 does not break HMAC with it.
    return TOTP(secret, _DIGITS, SHA1(), STEP_S)  # noqa: S303
