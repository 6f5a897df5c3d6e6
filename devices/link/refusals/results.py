"""Refusals: results and their hand-over."""

from __future__ import annotations

from devices.link.refusals.base import Sentence

SENTENCES = {
    "unknown_result": Sentence("没有登记这份结果。", "No such result is registered here."),
    "result_exists": Sentence("这份结果已经登记。", "This result is already registered."),
    "result_gone": Sentence("这份结果已经领取。", "This result has already been handed over."),
    "result_sent": Sentence(
        "这份结果已经寄出；如被退回，请先改为窗口领取。",
        "This result was sent; if it came back, choose delivery at the counter first.",
    ),
    "other_delivery": Sentence(
        "申请人选择的不是这种送达方式，请先更改。",
        "The applicant chose another way of delivery; change it first.",
    ),
    "locker_taken": Sentence("这个格口已有另一份结果。", "Another result lies in this box."),
    "not_in_locker": Sentence("这份结果不在取件柜里。", "This result is not in the locker."),
    "not_issue_window": Sentence(
        "只有出件窗口可以登记和发放结果，请到出件窗口。",
        "Only issue windows register results and hand them over; please go to one.",
    ),
    "card_first": Sentence(
        "请先刷领取人的身份证；没有证件请注明核验方式。",
        "Read the card first, or say what else was looked at.",
    ),
    "not_the_person": Sentence(
        "刷卡的不是申请人本人；代领请核验委托书并注明。",
        "This card is not the applicant's; for a delegate, check the authority and say so.",
    ),
}
