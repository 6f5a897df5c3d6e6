"""Refusals: grants of the desk, and calls for its help."""

from __future__ import annotations

from devices.link.refusals.base import Sentence

SENTENCES = {
    "unknown_ground": Sentence("没有这个优先类别。", "There is no such ground for going first."),
    "evidence_needed": Sentence(
        "请先核对证件，可以是：{kinds}。", "Look at the evidence first; it may be: {kinds}."
    ),
    "no_evidence_asked": Sentence(
        "这个优先类别不需要证件，请留空。", "This ground needs no evidence; leave it empty."
    ),
    "not_granted": Sentence(
        "这张号票没有人工授予的优先。",
        "Nobody granted this ticket to go first; there is nothing to take back.",
    ),
    "unknown_help": Sentence(
        "没有这个求助，可能已结束。", "There is no such call for help; it may have ended."
    ),
    "help_accepted": Sentence("已有同事前往。", "A colleague is on the way already."),
}
