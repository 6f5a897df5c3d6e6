"""Refusals: what was done without the hub."""

from __future__ import annotations

from devices.link.refusals.base import Sentence

SENTENCES = {
    "not_your_range": Sentence(
        "这个号码不在本机的离线号段内，请到服务台。",
        "This number is not of this kiosk's own range; please go to the desk.",
    ),
    "ticket_exists": Sentence("这张号票已由别处登记。", "Somebody else has registered this ticket already."),
}
