"""Refusals: ratings."""

from __future__ import annotations

from devices.link.refusals.base import Sentence

SENTENCES = {
    "unknown_reason": Sentence("没有这个原因选项。", "There is no such reason."),
    "not_rateable": Sentence("这次服务现在不能评价。", "This service cannot be rated now."),
    "already_rated": Sentence(
        "这次服务已经评价过，谢谢。", "This service has already been rated, thank you."
    ),
    "reasons_needed": Sentence(
        "请选哪里不满意，至少一项。", "Please tell us what was wrong; choose at least one reason."
    ),
    "words_too_long": Sentence("文字太长，请写短一些。", "That is too long; please write less."),
}
