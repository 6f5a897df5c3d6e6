"""What stands on the official papers that the hall prints, in Chinese or English.

Pure: the hall in, a sheet out. A name is on paper only as 张*, and only where the paper is the visitor's own;
what a form needs in full is a line to write on. Free words come from the vault by the row's name, and a
paper whose words were erased is printed without them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from config.schema import Item
from devices.hub.state import Acceptance, Advice, Hall, Matter, PrintJob, Result, Slip
from devices.link.advice import ADVICE
from devices.link.jobs import Sheet
from devices.link.refusals.base import Sentence
from devices.link.words import Evidence, Language, SlipKind

TITLES: dict[str, Sentence] = {
    "acceptance": Sentence("业务受理凭证", "Acceptance receipt"),
    SlipKind.ONE_TIME_NOTICE: Sentence("一次性告知单", "All that you need, told at once"),
    SlipKind.SUPPLEMENT: Sentence("补齐补正通知书", "Request to complete your papers"),
    SlipKind.DEFERRAL_PROMISE: Sentence("容缺受理承诺书", "Promise to hand in papers later"),
    SlipKind.DEFERRAL_NOTICE: Sentence("容缺受理通知书", "Accepted with papers to follow"),
    "collection": Sentence("领取凭证", "Receipt for a result"),
    "advice": Sentence("辅导告知单", "What you were told at the consult desk"),
    "matter": Sentence("来访登记回执", "Your matter is registered"),
}
"""By kind of paper."""

LISTS: dict[SlipKind, Sentence] = {
    SlipKind.ONE_TIME_NOTICE: Sentence("需要的材料", "Papers that you need"),
    SlipKind.SUPPLEMENT: Sentence("需补齐补正的材料", "Papers to add or mend"),
    SlipKind.DEFERRAL_PROMISE: Sentence("承诺补交的材料", "Papers to follow"),
    SlipKind.DEFERRAL_NOTICE: Sentence("容缺材料", "Papers to follow"),
}
DUE: dict[SlipKind, str] = {
    SlipKind.ONE_TIME_NOTICE: "办理期限",
    SlipKind.SUPPLEMENT: "补正期限",
    SlipKind.DEFERRAL_PROMISE: "补交期限",
    SlipKind.DEFERRAL_NOTICE: "补交期限",
}
TEXTS: dict[SlipKind, Sentence] = {
    SlipKind.ONE_TIME_NOTICE: Sentence(
        "办理该事项需要的全部材料一次告知如下，按此备齐即可办理。",
        "This is everything that is needed for the item; bring it and it can be done.",
    ),
    SlipKind.SUPPLEMENT: Sentence(
        "您提交的材料不齐全或者不符合法定形式，请在期限内一次补齐。"
        "来时在取号机扫下方二维码，或到服务台出示本单，优先办理。",
        "Your papers are incomplete or not in the form the law asks for; please complete them in time. "
        "When you come back, scan the code below at a kiosk or show this at the desk: you go first.",
    ),
    SlipKind.DEFERRAL_PROMISE: Sentence(
        "本人自愿申请容缺受理，承诺在期限内补交下列材料，所交材料真实、合法、有效；"
        "逾期未补交的，同意终止办理，并承担相应责任。",
        "I ask of my own free will that my case be accepted before these papers are complete. I promise to "
        "hand them in in time and that they are genuine; otherwise the case may be ended.",
    ),
    SlipKind.DEFERRAL_NOTICE: Sentence(
        "您的主要材料齐全，按承诺容缺受理。请在期限内当面、邮寄或网上补交下列材料；"
        "逾期未补交的，终止办理，并退回已交材料。",
        "Your main papers are complete and the case is accepted on your promise. Hand in the papers below "
        "in time, in person, by post or online; otherwise the case ends and your papers are returned.",
    ),
}
SIGNED: dict[SlipKind, tuple[Sentence, ...]] = {
    SlipKind.ONE_TIME_NOTICE: (),
    SlipKind.SUPPLEMENT: (Sentence("申请人（签字）", "Applicant"),),
    SlipKind.DEFERRAL_PROMISE: (Sentence("承诺人（签字）", "Applicant"), Sentence("日期", "Date")),
    SlipKind.DEFERRAL_NOTICE: (
        Sentence("受理单位（盖章）", "Office (seal)"),
        Sentence("申请人（签字）", "Applicant"),
    ),
}
CHECKED: dict[Evidence | None, Sentence] = {
    None: Sentence("身份证（本人）", "The applicant's ID card"),
    Evidence.ID_SHOWN: Sentence("出示证件", "Identity document"),
    Evidence.AUTHORITY: Sentence("委托书及受托人证件", "Authority and the delegate's ID"),
    Evidence.UNIT_LETTER: Sentence("单位介绍信及经办人证件", "Letter of the unit and its agent's ID"),
    Evidence.LOCKER_CODE: Sentence("取件码", "Code of the locker"),
}
"""What was looked at before a result was given away; None is the card itself."""

Found = Callable[[str], str]
"""Gives what the vault has in a row (masked where it is a name); empty for what was erased."""


def sheet(hall: Hall, job: PrintJob, words_of: Found, name_of: Found) -> Sheet | None:
    """The official paper that a job prints.

    Args:
        hall: the hall.
        job: a job with a paper.
        words_of: gives free words by their row.
        name_of: gives the masked name of a card's holder by the row.

    Returns:
        The sheet, or None when the hall has no such paper any more.
    """
    with_words = _Writer(hall, job, words_of, name_of)
    if job.paper in hall.acceptances:
        return with_words.acceptance(hall.acceptances[job.paper])
    if job.paper in hall.slips:
        return with_words.slip(hall.slips[job.paper])
    if job.paper in hall.advice:
        return with_words.advice(hall.advice[job.paper])
    if job.paper in hall.matters:
        return with_words.matter(hall.matters[job.paper])
    found = next((result for result in hall.results.values() if result.receipt == job.paper), None)
    return with_words.collection(found) if found else None


class _Writer:
    """Writes papers in one language."""

    def __init__(self, hall: Hall, job: PrintJob, words_of: Found, name_of: Found) -> None:
        self._hall = hall
        self._job = job
        self._zh = job.language is Language.ZH
        self._words_of = words_of
        self._name_of = name_of

    def acceptance(self, case: Acceptance) -> Sheet:
        """The receipt of a case (业务受理凭证)."""
        return self._sheet(
            "acceptance",
            case.number,
            case.at,
            rows=(
                *self._case(case.case_number, case.item),
                self._row("申请人", "Applicant", self._name(case.person)),
                *self._where(case.ticket_number, case.window, case.clerk),
            ),
            paragraphs=(self._said(_ACCEPTED),),
            qr=case.case_number,
            qr_words=self._said(_PROGRESS) if case.case_number else "",
        )

    def slip(self, slip: Slip) -> Sheet:
        """A slip that says what is lacking."""
        promise = slip.kind is SlipKind.DEFERRAL_PROMISE
        due = self._day(slip.due)
        return self._sheet(
            slip.kind,
            slip.number,
            slip.at,
            rows=(
                *self._case(slip.case_number, slip.item),
                # A promise is signed in full by whoever makes it.
                self._row("申请人", "Applicant", "" if promise else self._name(slip.person)),
                *self._where(slip.ticket_number, slip.window, slip.clerk),
                *([self._row(DUE[slip.kind], "Due by", due)] if due else []),
            ),
            paragraphs=(self._said(TEXTS[slip.kind]),),
            items_title=self._said(LISTS[slip.kind]),
            # Named in Chinese in both languages, as the papers themselves are.
            items=(*slip.materials, *self._lines(slip.words)),
            signatures=tuple(self._said(label) for label in SIGNED[slip.kind]),
            qr=slip.id if slip.asks else "",
            qr_words=self._said(_BACK) if slip.asks else "",
            copies=2 if slip.kind is SlipKind.DEFERRAL_NOTICE else 1,
        )

    def collection(self, result: Result) -> Sheet:
        """The receipt that is signed for a result (领取凭证) and stays at the window."""
        given_at = result.ended_at or result.at
        looked = CHECKED[None if result.person_checked else result.evidence]
        return self._sheet(
            "collection",
            result.number,
            given_at,
            rows=(
                self._row("结果编号", "Result", result.code),
                *self._case(result.case_number, result.item),
                self._row("核验方式", "Checked by", self._said(looked)),
                *self._where("", result.window, result.clerk),
            ),
            paragraphs=(self._said(_RECEIVED),),
            signatures=(self._said(_TAKER), self._said(_DATE)),
        )

    def advice(self, advice: Advice) -> Sheet:
        """What the consult desk told (辅导告知单)."""
        return self._sheet(
            "advice",
            advice.number,
            advice.at,
            rows=(*self._case("", advice.item), *self._where("", 0, advice.clerk)),
            paragraphs=(self._said(_TOLD),),
            items_title=self._said(_TOLD_LIST),
            items=(*(self._point(point) for point in advice.told), *self._lines(advice.words)),
            qr=advice.id,
            qr_words=self._said(_SHOW),
        )

    def _point(self, told: str) -> str:
        """What was told, which is kept in Chinese, in the paper's language where there are words for it."""
        return next((self._said(said) for said in ADVICE.values() if said.zh == told), told)

    def matter(self, matter: Matter) -> Sheet:
        """What could not be served is written down (来访登记回执); what it was stays in the vault."""
        department = [self._row("单位", "Department", matter.department)] if matter.department else []
        return self._sheet(
            "matter",
            matter.number,
            matter.at,
            rows=(
                *(self._case("", matter.item) if matter.item else []),
                *department,
                self._row("答复期限", "Answer by", matter.reply_by.isoformat()),
            ),
            paragraphs=(self._said(_REGISTERED),),
        )

    def _lines(self, words: str | None) -> tuple[str, ...]:
        """Free words of the vault as points of a list, one for each line."""
        said = self._words_of(words) if words else ""
        return tuple(line.strip() for line in said.splitlines() if line.strip())

    def _sheet(
        self,
        kind: str,
        number: str,
        at: datetime,
        *,
        rows: tuple[tuple[str, str], ...],
        paragraphs: tuple[str, ...],
        items_title: str = "",
        items: tuple[str, ...] = (),
        signatures: tuple[str, ...] = (),
        qr: str = "",
        qr_words: str = "",
        copies: int = 1,
    ) -> Sheet:
        who = self._hall.config.hall
        phones = Sentence(
            f"咨询 {who.consult_phone}　投诉 {who.complaint_phone}",
            f"Questions {who.consult_phone}, complaints {who.complaint_phone}",
        )
        return Sheet(
            hall=who.name if self._zh else who.name_en,
            title=self._said(TITLES[kind]),
            number=number,
            rows=rows,
            paragraphs=paragraphs,
            items_title=items_title if items else "",
            items=items,
            signatures=signatures,
            qr=qr,
            qr_words=qr_words,
            lines=(self._said(phones), *([who.address] if who.address else [])),
            made_at=at.astimezone(ZoneInfo(who.timezone)).strftime("%Y-%m-%d %H:%M"),
            mark=self._said(_AGAIN) if self._job.again else "",
            copies=copies,
            language=self._job.language,
        )

    def _said(self, sentence: Sentence) -> str:
        return sentence.zh if self._zh else sentence.en

    def _row(self, zh: str, en: str, value: str) -> tuple[str, str]:
        return (zh if self._zh else en), value

    def _case(self, case_number: str, code: str) -> list[tuple[str, str]]:
        item = self._hall.item(code)
        named = [self._row("事项", "Item", self._item_name(item))]
        if case_number:
            named.insert(0, self._row("办件编号", "Case", case_number))
        return named

    def _item_name(self, item: Item) -> str:
        return item.name if self._zh else item.name_en or item.name

    def _where(self, ticket: str, window: int, clerk: str) -> list[tuple[str, str]]:
        rows = [self._row("号码", "Ticket", ticket)] if ticket else []
        if window:
            rows.append(self._row("窗口", "Window", f"{window} 号" if self._zh else str(window)))
        if clerk:
            rows.append(self._row("经办人", "Clerk", self._clerk(clerk)))
        return rows

    def _clerk(self, number: str) -> str:
        """The clerk as visitors see them elsewhere, always with the staff number (首问负责)."""
        clerk = self._hall.clerk_of.get(number)
        how = self._hall.config.screens.staff_names
        if clerk is None or how == "number":
            return number
        return f"{clerk.name if how == 'full' else clerk.name[0] + '*'} {number}"

    def _name(self, person: str | None) -> str:
        return self._name_of(person) if person else ""

    def _day(self, day: date | None) -> str:
        return day.isoformat() if day else ""


_ACCEPTED = Sentence(
    "您的申请已受理。请保存本凭证，查询进度、领取结果时出示。",
    "Your application has been accepted. Keep this receipt: show it when you ask how it goes and when you "
    "collect the result.",
)
_TOLD = Sentence(
    "咨询辅导完全自愿，本单不是受理凭证。办理时出示本单，窗口即知已告知的内容。",
    "Being advised is voluntary, and this is no receipt of a case. Show it at the window, which then knows "
    "what you were told.",
)
_TOLD_LIST = Sentence("已告知", "You were told")
_SHOW = Sentence("办理时出示", "Show this at the window")
_REGISTERED = Sentence(
    "您反映的事项已登记，我们将在答复期限内按您留下的联系方式答复。询问时请报本单编号。",
    "What you asked for has been written down. You will be answered by the day above, in the way you left "
    "with us. When you ask about it, give the number of this paper.",
)
_PROGRESS = Sentence("在取号机扫此码可查询结果", "Scan at a kiosk to see whether the result is here")
_BACK = Sentence("再来时在取号机扫此码，优先取号", "When you come back, scan this at a kiosk to go first")
_RECEIVED = Sentence(
    "本人已领取上列结果，核对无误。", "I have received the result named above and found it right."
)
_TAKER = Sentence("领取人（签字）", "Received by")
_DATE = Sentence("日期", "Date")
_AGAIN = Sentence("补打", "REPRINT")
