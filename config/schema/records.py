"""How the hall keeps what it must keep of people, and for how long it is written down who looked at it."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from config.schema.base import Setting


class Vault(Setting, frozen=True, kw_only=True):
    """``[vault]``: how names, phones and free words are encrypted on the hub's disk."""

    cipher: Annotated[
        Literal["aes", "sm4"],
        Meta(
            description="AES-256-GCM or SM4-GCM (国密); ``hall vault rotate`` changes a vault that is there."
        ),
    ] = "aes"


class Audit(Setting, frozen=True, kw_only=True):
    """``[audit]``: the log of who looked at personal data, who came in, and what was changed."""

    keep_days: Annotated[
        int, Meta(description="Days that notes are kept, at least 183: the law wants six months.")
    ] = 400
