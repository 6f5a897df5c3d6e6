"""What a consult desk tells beside an item's materials: a closed list, so that no slip can name a person.

Whatever else is said to a visitor is free words, which the vault keeps.
"""

from __future__ import annotations

from devices.link.refusals.base import Sentence

ADVICE: dict[str, Sentence] = {
    "originals": Sentence("请带原件核验", "Bring the originals to be checked"),
    "copies": Sentence("请准备复印件", "Bring copies"),
    "form": Sentence("请填写申请表", "Fill in the application form"),
    "in_person": Sentence("须本人到场", "Come in person"),
    "agent": Sentence(
        "委托他人须带委托书和双方身份证", "An agent brings a power of attorney and both ID cards"
    ),
    "seal": Sentence("材料须加盖公章", "The papers need the official seal"),
    "online": Sentence("也可以网上办理", "It can be done online too"),
    "online_first": Sentence(
        "建议先网上填报（自愿）", "Filling it in online beforehand is possible and voluntary"
    ),
    "booking": Sentence("可以预约办理（自愿）", "An appointment is possible and voluntary"),
    "deferral": Sentence("可以容缺受理，后补材料", "Some papers may be handed in later"),
    "fee": Sentence("此事项需要缴费", "There is a fee"),
    "free": Sentence("此事项不收费", "There is no fee"),
    "at_once": Sentence("可以当场办结", "It is done at once"),
    "mail": Sentence("结果可以邮寄", "The result can be mailed"),
    "other_office": Sentence(
        "此事项由其他单位办理，地址已告知", "Another office does this; its address was told"
    ),
    "not_yet": Sentence("条件暂不具备，所缺事项已告知", "Not possible yet; what is missing was told"),
}
"""By code, in Chinese as on paper and in English."""


def told_words(point: str, materials: str) -> str | None:
    """What is written down for one point that was told.

    Args:
        point: a code of ADVICE, or one of the item's materials.
        materials: the item's materials, separated by semicolons.

    Returns:
        The Chinese words, or None for what stands on neither list.
    """
    if point in ADVICE:
        return ADVICE[point].zh
    known = {part.strip() for part in materials.replace("；", ";").split(";")}
    return point if point.strip() and point in known else None
