"""Refusals: cases, slips and papers."""

from __future__ import annotations

from devices.link.refusals.base import Sentence

SENTENCES = {
    "consult_takes_no_cases": Sentence(
        "咨询台只咨询辅导，不受理业务；请办事人取号到受理窗口办理。",
        "The consult desk advises and takes no cases; let the visitor take a number for a window.",
    ),
    "already_accepted": Sentence("这个事项已经受理。", "This item has already been accepted."),
    "case_of_another": Sentence(
        "这个办件编号已是别人的办件，请核对编号。",
        "This number is that of somebody else's case; please check it.",
    ),
    "passed_and_lacking": Sentence(
        "一次性通过的办件没有缺少的材料，请核对。",
        "A case that passed at once lacks nothing; please check.",
    ),
    "not_of_ticket": Sentence(
        "这张号票没有这个事项。", "This item is not one of those on the ticket being served."
    ),
    "unknown_material": Sentence(
        "材料不在这个事项的清单上，请写在补充说明里。",
        "This is not on the item's list of materials; write it among the words.",
    ),
    "nothing_lacking": Sentence(
        "请至少写明一项材料或说明。", "Name at least one material, or say something."
    ),
    "promise_first": Sentence(
        "请先由申请人签容缺受理承诺书，通知书只能列出承诺补交的材料。",
        "The applicant signs a promise first; the notice names only what was promised.",
    ),
    "unknown_slip": Sentence(
        "没有找到这张通知书，请到服务台核对，也可以现场取号。",
        "This slip was not found; ask at the desk or take a number here.",
    ),
    "slip_settled": Sentence(
        "这张通知书的材料已经交齐或已经办结，不需要再交。",
        "What this slip asked for has been dealt with; nothing more is needed.",
    ),
    "unknown_paper": Sentence("没有这份单据，或者已不能补打。", "There is no such paper to print."),
}
