"""The national list of reasons a visitor may tick when rating (好差评): data, and where to find what.

Five grades of eight reasons; the first three of each grade are its base set, the others its extension.
Lower codes belong to an older list and are never offered.
"""

from __future__ import annotations

from typing import NamedTuple


class RatingReason(NamedTuple):
    """A reason (评价指标) of a grade from 5 (非常满意) to 1 (非常不满意)."""

    code: str
    grade: int
    zh: str
    en: str


_LISTS: dict[int, tuple[tuple[int, str, str], ...]] = {
    5: (
        (510, "一窗受理一次办结", "Everything was done at one window in one go."),
        (511, "可以先受理后补材料", "My application was taken and papers could follow later."),
        (512, "不用提交证明", "I did not have to bring certificates."),
        (513, "可以全程网上办理", "Everything can be done online."),
        (514, "可以使用手机办理", "It can be done on a phone."),
        (515, "可以就近办理", "It can be done close to home."),
        (516, "无需材料直接办理", "It was done without any papers."),
        (517, "服务热情效率高", "The service was warm and quick."),
    ),
    4: (
        (406, "填写一张表单就可完成申报", "One form was enough to apply."),
        (407, "在线提交材料窗口核验", "I sent the papers online and the window only checked them."),
        (408, "一张清单告知全部申报材料", "One list told me all the papers."),
        (409, "用告知承诺减免申报材料", "A written promise replaced some of the papers."),
        (410, "可以在线预约办理", "I could book online."),
        (411, "跑大厅一次办完", "One visit to the hall was enough."),
        (412, "可以使用自助机办理", "It can be done at a self-service machine."),
        (413, "服务态度较好", "The staff were quite friendly."),
    ),
    3: (
        (307, "一次性告知需要补正的材料", "I was told at once which papers to correct."),
        (308, "提供申报材料样本", "There were samples of the papers."),
        (309, "在承诺的时间内办结", "It was done within the promised time."),
        (310, "办事指南指引准确", "The guide was accurate."),
        (311, "按办事指南要求的材料即可办理", "The papers named in the guide were enough."),
        (312, "可以快递送达", "The result can come by courier."),
        (313, "跑动次数与承诺的一致", "I came as many times as was promised."),
        (314, "服务态度一般", "The staff were neither friendly nor unfriendly."),
    ),
    2: (
        (207, "没有提供材料样本", "No sample forms were shown."),
        (208, "没有提供材料清单", "There was no list of the papers."),
        (209, "未在承诺时间内办结", "It was not done within the promised time."),
        (210, "同样内容的证明材料被要求多次提交", "I had to hand in the same proof several times."),
        (211, "承诺网办但无法在线办理", "It should have worked online but did not."),
        (
            212,
            "在线预约办理后到实体大厅重复取号排队",
            "I had booked online and still had to queue here.",
        ),
        (213, "窗口人员业务不熟练", "The clerk did not know the work well."),
        (214, "服务态度生硬", "The staff were curt."),
    ),
    1: (
        (108, "在办事指南之外增加新的审批条件", "Conditions were added that are not in the guide."),
        (109, "需提供办事指南之外的申报材料", "Papers were asked for that are not in the guide."),
        (110, "无理由超过法定办理时间", "It took longer than the law allows, without a reason."),
        (111, "办事指南提供样本有错", "The guide's samples were wrong."),
        (112, "承诺在线收取申报材料实际无法收取", "Papers could not be sent online as promised."),
        (113, "多头跑窗口和部门", "I was sent from window to window and office to office."),
        (114, "跑动次数与承诺的不一致", "I had to come more often than was promised."),
        (115, "服务态度差效率低", "The service was unfriendly and slow."),
    ),
}

REASONS: tuple[RatingReason, ...] = tuple(
    RatingReason(str(code), grade, zh, en) for grade, rows in _LISTS.items() for code, zh, en in rows
)
"""All forty reasons in use, best grade first, in the list's order."""

BY_CODE: dict[str, RatingReason] = {reason.code: reason for reason in REASONS}


def reasons_for(grade: int) -> tuple[RatingReason, ...]:
    """List the eight reasons of a grade; the first three are its base set, which every device offers.

    Raises:
        KeyError: there is no such grade.
    """
    return tuple(BY_CODE[str(code)] for code, _, _ in _LISTS[grade])


def reason(code: str) -> RatingReason | None:
    """Find a reason in use by its code; None for an unknown or disabled one."""
    return BY_CODE.get(code)


def is_offered(code: str, grade: int) -> bool:
    """Whether a code may be ticked for a grade today."""
    found = reason(code)
    return found is not None and found.grade == grade
