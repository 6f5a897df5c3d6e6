"""Why this one: the reckoning of a call as one sentence, with the numbers that decided it.

Whoever reads the sentence can work the winner out again: every time is in whole seconds, as it was compared,
and equals say which of them came first.
"""

from __future__ import annotations

from msgspec import structs

from config.schema import HallConfig
from devices.hub.events import Claim, Reckoning
from devices.link.refusals import Sentence
from devices.link.words import VisitorClass

_CLASSES = {
    VisitorClass.PRIORITY.value: Sentence("优先", "priority"),
    VisitorClass.SECOND_VISIT.value: Sentence("二次优先", "second visit"),
    VisitorClass.APPOINTMENT.value: Sentence("预约", "appointment"),
    VisitorClass.ORDINARY.value: Sentence("普通", "ordinary"),
}


def standing_name(standing: str, config: HallConfig) -> Sentence:
    """The words of a ground, or of a class."""
    ground = next((ground for ground in config.grounds if ground.id == standing), None)
    if ground is None:
        return _CLASSES.get(standing, Sentence(standing, standing))
    zh = ground.name if ground.name.endswith("优先") else f"{ground.name}优先"
    return Sentence(zh, ground.name_en or ground.name)


def is_preferred(claim: Claim) -> bool:
    """Whether calls of its standing are capped; only ordinary ones and appointments are not."""
    return claim.standing not in (VisitorClass.ORDINARY.value, VisitorClass.APPOINTMENT.value)


def sentence(reckoning: Reckoning, config: HallConfig) -> Sentence:
    """The reckoning of a call, in Chinese and English.

    Args:
        reckoning: what was compared.
        config: the hall, for the words of its grounds and reasons.
    """
    said = _Said(reckoning, config)
    rule, streak, cap = reckoning.rule, reckoning.streak, reckoning.cap
    match rule:
        case "front":
            lead = Sentence("排在最前者先叫：", "Put in front: ")
        case "turn":
            lead = Sentence(
                f"已连叫优先 {streak} 次（上限 {cap} 次），轮到其他人：",
                f"{streak} priority calls in a row (at most {cap}), so it is the others' turn: ",
            )
        case "green":
            lead = Sentence("绿色通道窗口优先者先办：", "Priority goes first at this window: ")
        case "early":
            lead = Sentence("没有别人等候，提前叫预约：", "Nobody else waits, so a booked one comes early: ")
        case "number" | "name":
            reason = next((r for r in config.call_reasons if r.id == reckoning.reason), None)
            zh = reason.name if reason else reckoning.reason
            en = (reason.name_en or reason.name) if reason else reckoning.reason
            how = Sentence("按号", "number") if rule == "number" else Sentence("按姓名", "name")
            lead = Sentence(
                f"{how.zh}叫（原因：{zh}）：" if zh else f"{how.zh}叫：",
                f"Called by {how.en} ({en}): " if en else f"Called by {how.en}: ",
            )
        case _:
            lead = Sentence("", "")
    return Sentence(lead.zh + said.zh + "。", lead.en + said.en + ".")


def waiting(claim: Claim, config: HallConfig) -> Sentence:
    """What somebody who waits has to show so far, in whole minutes, so that it changes once a minute."""
    minutes = claim.waited_s // 60
    score = claim.weight * (minutes * 60 + claim.head_start_s - claim.preference_s)
    whole = structs.replace(claim, waited_s=minutes * 60, score=score)
    said = _claim(whole, config, tied=False)
    return Sentence(said.zh.replace(" 0 秒", ""), said.en.replace(" 0 s", ""))


class _Said:
    """The winner, and whoever was second to it."""

    def __init__(self, reckoning: Reckoning, config: HallConfig) -> None:
        winner, others, rule = reckoning.winner, reckoning.others, reckoning.rule
        first, second = None, None
        label = Sentence("", "")
        if rule in ("turn", "green"):
            # Whom the score alone would have called, beside the best of those whose turn it is.
            passed = rule == "turn"
            first = next((o for o in others if is_preferred(o) is passed), None)
            second = next((o for o in others if is_preferred(o) is not passed), None)
            label = Sentence("优先者最高", "best priority") if passed else Sentence("其他最高", "best other")
        elif rule in ("number", "name"):
            first = next(iter(others), None)
            label = Sentence("按顺序应叫", "next in order")
        else:
            second = next(iter(others), None)
        shown = [claim for claim in (winner, first, second) if claim is not None]
        tied = len({_rank(claim) for claim in shown}) < len(shown) or any(c.front for c in shown)
        parts = [_claim(winner, config, tied=tied)]
        if first is not None:
            said = _claim(first, config, tied=tied)
            parts.append(Sentence(f"{label.zh} {said.zh}", f"{label.en} {said.en}"))
        if second is not None:
            said = _claim(second, config, tied=tied)
            parts.append(Sentence(f"次高 {said.zh}", f"second {said.en}"))
        rest = len(others) + 1 - len(shown)
        if rest:
            parts.append(Sentence(f"还比较了 {rest} 张，均在后", f"{rest} more compared, all behind"))
        self.zh = "；".join(part.zh for part in parts)
        self.en = "; ".join(part.en for part in parts)


def _rank(claim: Claim) -> tuple[int, int]:
    if claim.front:
        return (0, 0)
    return (2, -claim.waited_s) if claim.early else (1, -claim.score)


def _claim(claim: Claim, config: HallConfig, *, tied: bool) -> Sentence:
    name = standing_name(claim.standing, config)
    number = claim.number or "—"
    zh, en = f"{number}（{name.zh}）：", f"{number} ({name.en}): "
    age = Sentence(f"，先后第 {claim.age}", f", arrival no. {claim.age}") if tied else Sentence("", "")
    if claim.front:
        return Sentence(f"{zh}排在最前{age.zh}", f"{en}put in front{age.en}")
    if claim.early:
        wait = _span(-claim.waited_s)
        return Sentence(f"{zh}离预约时间 {wait.zh}{age.zh}", f"{en}{wait.en} before its time{age.en}")
    wait = _span(claim.waited_s)
    zh, en = f"{zh}等候 {wait.zh}", f"{en}waited {wait.en}"
    changed = claim.head_start_s or claim.preference_s
    if claim.head_start_s:
        plus = _span(claim.head_start_s, whole=True)
        zh, en = f"{zh}，加 {plus.zh}", f"{en}, plus {plus.en}"
    if claim.preference_s:
        minus = _span(claim.preference_s, whole=True)
        zh, en = f"{zh}，减 {minus.zh}（队列次序）", f"{en}, less {minus.en} (queue order)"
    comma = Sentence("，", ", ") if changed else Sentence(" ", " ")
    score = f"× {claim.weight} = {claim.score / 60:.1f}"
    return Sentence(f"{zh}{comma.zh}{score}{age.zh}", f"{en}{comma.en}{score}{age.en}")


def _span(seconds: int, *, whole: bool = False) -> Sentence:
    """A time in minutes and seconds; ``whole`` leaves out seconds that are none."""
    minutes, rest = divmod(seconds, 60)
    if whole and not rest:
        return Sentence(f"{minutes} 分", f"{minutes} min")
    return Sentence(f"{minutes} 分 {rest} 秒", f"{minutes} min {rest} s")
