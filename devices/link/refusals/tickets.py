"""Refusals: why no number is given, or no paper."""

from __future__ import annotations

from devices.link.refusals.base import Sentence

SENTENCES = {
    "unknown_item": Sentence(
        "没有这个事项，请重新选择或到服务台咨询。", "There is no such item; choose again or ask at the desk."
    ),
    "unknown_ticket": Sentence("今天没有这张号票。", "There is no such ticket today."),
    "unknown_person": Sentence(
        "没有读到这位办事人的证件，请再放一次。",
        "This person's card was not read; please put it on the reader again.",
    ),
    "closed": Sentence(
        "现在不在取号时间，请{when}再来，{where}。",
        "Numbers are not given now; please come back {when}, {where}.",
    ),
    "holiday": Sentence(
        "今天放假，请{when}再来，{where}。", "Today is a holiday; please come back {when}, {where}."
    ),
    "full": Sentence(
        "今天的号已取完，请{when}再来，{where}。",
        "Today's numbers are used up; please come back {when}, {where}.",
    ),
    "slot_full": Sentence(
        "这个时段的号已取完，请{when}再来取号，{where}。",
        "The numbers of this part of the day are used up; please come back {when}, {where}.",
    ),
    "too_late": Sentence(
        "现在取号，到{end}已来不及办理，请{when}再来，{where}。",
        "A number taken now could not be served before {end}; please come back {when}, {where}.",
    ),
    "stopped": Sentence(
        "现在暂停取号（{why}），请{when}再来，{where}。",
        "No numbers are given at present ({why}); please come back {when}, {where}.",
    ),
    "person_limit": Sentence(
        "您今天取号次数已达上限，还要办事请到服务台。",
        "You have taken as many numbers as one person may take a day here; please go to the desk for more.",
    ),
    "too_many_items": Sentence(
        "一次最多选{most}个事项，更多事项请到服务台。",
        "Choose at most {most} items at once; for more, please go to the desk.",
    ),
    "unknown_bundle": Sentence(
        "没有这个“一件事”，请重新选择或到服务台咨询。",
        "There is no such life event; choose again or ask at the desk.",
    ),
    "real_name": Sentence(
        "此业务需要刷身份证取号；没带证件请到服务台。",
        "This item needs an ID card; without one, please go to the desk.",
    ),
    "already_waiting": Sentence(
        "您已有等候中的号票，可以补打。", "You already hold a waiting ticket; you may have it printed again."
    ),
    "no_printer": Sentence(
        "这里没有打印机，请记下号码。", "There is no printer here; please note the number."
    ),
    "has_no_number": Sentence(
        "这位来访者没有取号，不能打印号票。", "This visitor took no number; there is no ticket to print."
    ),
    "printing": Sentence("这张号票正在打印，请稍等。", "This ticket is being printed; please wait."),
    "wrong_state": Sentence("号票现在的状态不能这样做。", "The ticket's state does not allow this."),
}
