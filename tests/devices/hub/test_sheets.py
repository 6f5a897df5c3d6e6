"""Official papers say what was decided, in both languages, and name nobody beyond 张*."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from config import schema as s
from devices.hub.rules.papers import papers_of
from devices.hub.sheets import TITLES, sheet
from devices.hub.state import Hall, PrintJob
from devices.link import commands as c
from devices.link.jobs import Sheet
from devices.link.words import Evidence, Language, SlipKind
from devices.printers.layout import PAPERS, Code, Text
from devices.printers.sheet import lay_out
from tests.devices.hub.issuing import BUSINESS, CASE, CONSULT, ISSUE, card_at, issue_played, serving
from tests.devices.hub.played import Played, clerk
from tests.halls import MORNING

WORDS = "身份证复印件不清楚，请重新复印\n\n租房合同缺出租人签字\n"
ONE = clerk(1)


def busy(**changes: object) -> Played:
    """A morning on which every sort of paper is made."""
    p = issue_played(**changes)
    p.person("p1")
    serving(p, person="p1")
    p.say(ONE, c.Accept(first_pass=False, case_number=CASE, lacking=("照片",)))
    p.say(ONE, c.IssueSlip(kind=SlipKind.ONE_TIME_NOTICE))
    for kind in (SlipKind.SUPPLEMENT, SlipKind.DEFERRAL_PROMISE, SlipKind.DEFERRAL_NOTICE):
        words = WORDS if kind is SlipKind.SUPPLEMENT else ""
        p.say(ONE, c.IssueSlip(kind=kind, materials=("照片",), words=words))
    told = ("身份证", "originals", "agent")
    p.say(clerk(CONSULT), c.GiveAdvice(item="a-1", told=told, words=WORDS, paper=True))
    p.say(clerk(CONSULT), c.RegisterMatter(item="a-1", words="想问", name="王五", phone="13900001111"))
    for code, person in (("JG-1", "p1"), ("JG-2", "p2")):
        p.say(BUSINESS, c.RegisterResult(code=code, item="a-1", name="张建国", phone="13900002222"))
        card_at(p, ISSUE, person)
        given = c.HandOverResult(result=code, person=person, evidence=Evidence.AUTHORITY)
        p.say(clerk(ISSUE), given)
    return p


def by_title(p: Played, language: Language = Language.ZH, *, again: bool = False) -> dict[str, Sheet]:
    """Every paper of the day, by its Chinese title (the last one of each)."""
    found: dict[str, Sheet] = {}
    zh = {said.en: said.zh for said in TITLES.values()}
    for name in sorted(papers_of(p.hall)):
        made = printed(p.hall, name, language, again=again)
        assert made is not None
        found[zh.get(made.title, made.title)] = made
    return found


def printed(
    hall: Hall,
    name: str,
    language: Language = Language.ZH,
    *,
    again: bool = False,
    words: Callable[[str], str] = lambda row: WORDS,
    person: Callable[[str], str] = lambda row: "张*",
) -> Sheet | None:
    job = PrintJob("p-1", "", "printer-1", language, again, MORNING, paper=name)
    return sheet(hall, job, words, person)


def readable(made: Sheet, roll: str = "80") -> str:
    """The paper as it is laid out, page by page."""
    pages = []
    for page in lay_out(made, PAPERS[roll]):
        lines = []
        for element in page:
            if isinstance(element, Text):
                lines.append(element.text.rstrip())
            elif isinstance(element, Code):
                lines.append("[QR]")
        pages.append("\n".join(lines) + "\n")
    return "\f\n".join(pages)


NAMES = {
    "业务受理凭证": "acceptance",
    "一次性告知单": "one-time-notice",
    "补齐补正通知书": "supplement",
    "容缺受理承诺书": "deferral-promise",
    "容缺受理通知书": "deferral-notice",
    "辅导告知单": "advice",
    "来访登记回执": "matter",
    "领取凭证": "collection",
}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("title", NAMES)
def test_every_paper_says_what_it_must(
    title: str, language: Language, golden: Callable[[str, bytes | str], None]
) -> None:
    made = by_title(busy(), language)[title]
    golden(f"sheets/{NAMES[title]}-{language.value}.txt", readable(made))


def test_there_is_a_paper_of_every_sort() -> None:
    assert set(by_title(busy())) == set(NAMES) == {said.zh for said in TITLES.values()}


def test_a_paper_in_english_has_only_what_the_hall_names_in_chinese() -> None:
    for made in by_title(busy(), Language.EN).values():
        own = [made.title, *made.paragraphs, *made.signatures, made.items_title, made.qr_words, *made.lines]
        assert not any("\u4e00" <= letter <= "\u9fff" for text in own for letter in text)
    told = by_title(busy(), Language.EN)["辅导告知单"].items
    assert told[1] == "Bring the originals to be checked"


def test_a_code_is_what_a_kiosk_can_read() -> None:
    p = busy()
    papers = by_title(p)
    slips = {slip.kind: slip.id for slip in p.hall.slips.values()}
    assert papers["补齐补正通知书"].qr == slips[SlipKind.SUPPLEMENT]
    assert papers["容缺受理通知书"].qr == slips[SlipKind.DEFERRAL_NOTICE]
    assert papers["业务受理凭证"].qr == CASE
    assert papers["辅导告知单"].qr == next(iter(p.hall.advice))
    for title in ("一次性告知单", "容缺受理承诺书", "来访登记回执", "领取凭证"):
        assert papers[title].qr == papers[title].qr_words == ""


def test_the_deferral_notice_comes_in_two_copies_and_is_signed_by_both() -> None:
    made = by_title(busy())["容缺受理通知书"]
    assert (made.copies, made.signatures) == (2, ("受理单位（盖章）", "申请人（签字）"))
    assert all(made.copies == 1 for title, made in by_title(busy()).items() if title != "容缺受理通知书")


def test_a_settled_slip_printed_again_promises_no_priority() -> None:
    p = busy()
    p.say(ONE, c.SettleSlip(slip="BZ20260302-001"))
    made = by_title(p, again=True)["补齐补正通知书"]
    assert (made.qr, made.qr_words, made.mark) == ("", "", "补打")


def test_a_reprint_is_marked_in_its_language() -> None:
    assert {made.mark for made in by_title(busy(), again=True).values()} == {"补打"}
    assert {made.mark for made in by_title(busy(), Language.EN, again=True).values()} == {"REPRINT"}


def test_words_that_were_erased_leave_the_rest_of_the_paper() -> None:
    p = busy()
    slip = next(s.id for s in p.hall.slips.values() if s.kind is SlipKind.SUPPLEMENT)
    whole = printed(p.hall, slip)
    without = printed(p.hall, slip, words=lambda row: "", person=lambda row: "")
    assert whole is not None
    assert without is not None
    assert whole.items == ("照片", "身份证复印件不清楚，请重新复印", "租房合同缺出租人签字")
    assert without.items == ("照片",)
    assert ("申请人", "张*") in whole.rows
    assert ("申请人", "") in without.rows


def test_no_paper_names_more_of_a_person_than_the_surname() -> None:
    for made in (*by_title(busy()).values(), *by_title(busy(), Language.EN).values()):
        said = readable(made)
        for private in ("王五", "张建国", "13900001111", "13900002222", "p1", "p2", "王敏", "想问"):
            assert private not in said, made.title


def test_a_receipt_says_what_was_looked_at() -> None:
    p = busy()
    receipts = [printed(p.hall, result.receipt) for result in p.hall.results.values()]
    looked = [dict(made.rows)["核验方式"] for made in receipts if made is not None]
    assert looked == ["委托书及受托人证件", "委托书及受托人证件"]
    p = busy()
    p.hall.results[next(iter(p.hall.results))].person_checked = True
    made = printed(p.hall, next(iter(p.hall.results.values())).receipt)
    assert made is not None
    assert dict(made.rows)["核验方式"] == "身份证（本人）"


@pytest.mark.parametrize(("how", "said"), [("full", "王敏 0101"), ("masked", "王* 0101"), ("number", "0101")])
def test_a_clerk_is_named_as_the_hall_wants_and_always_by_number(how: str, said: str) -> None:
    screens = msgspec.structs.replace(s.Screens(), staff_names=how)
    made = by_title(busy(screens=screens))["业务受理凭证"]
    assert ("经办人", said) in made.rows


def test_a_paper_that_is_no_more_is_not_printed() -> None:
    assert printed(busy().hall, "gone") is None
