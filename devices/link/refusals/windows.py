"""Refusals: windows that are lent, and windows that call nobody."""

from __future__ import annotations

from devices.link.refusals.base import Sentence

SENTENCES = {
    "no_queue": Sentence(
        "这个窗口不叫号，请直接登记办理。", "This window calls from no queue; record its work instead."
    ),
    "not_lent": Sentence("这个窗口现在没有作潮汐窗口。", "This window is not lent to other queues now."),
    "bad_until": Sentence(
        "结束时间要在今天、在现在之后。", "The end must be later today, with its time zone."
    ),
}
