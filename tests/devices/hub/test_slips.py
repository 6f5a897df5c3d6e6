"""Paper, strip and voice: what is said there is so, in the visitor's language, and names nobody."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
from hypothesis import given, settings

from config.schema import Bundle, HallConfig, Item, Season, Tickets, Voice, Window
from devices.hub.people import Principal
from devices.hub.slips import announcement, board_text, slip
from devices.hub.state import Call
from devices.hub.waits import Waits
from devices.link import commands as c
from devices.link.jobs import Announce, ShowText, Slip
from devices.link.words import Language, PrintState, Role, TicketState, VisitorClass
from tests.devices.hub.histories import HISTORIES
from tests.devices.hub.played import BOOKING, DESK, KIOSK, Played, clerk
from tests.devices.hub.test_waits import Followed, open_hall
from tests.halls import MORNING, small_hall


def on_paper(
    hall: Followed, language: Language = Language.ZH, item: str = "a-1", person: str | None = None
) -> Slip:
    hall.say(KIOSK, c.TakeTicket(item=item, language=language, person=person))
    return slip(hall.hall, hall.waits, list(hall.hall.jobs.values())[-1])


def test_a_ticket_says_all_a_visitor_needs_in_chinese() -> None:
    hall = Followed()
    hall.staff(1)
    hall.take()
    hall.take()
    paper = on_paper(hall)
    assert paper.hall == "测试大厅"
    assert (paper.zone, paper.number, paper.item) == ("综合区", "A003", "居住证办理")
    assert paper.ahead == "前面 2 人"
    assert paper.wait.startswith("预计 ")
    assert paper.wait.endswith(" 分钟")
    assert (paper.windows, paper.taken_at, paper.mark) == ("1–2 号窗口", "2026-03-02 09:30", "")
    assert any("12345" in line for line in paper.lines)
    assert paper.language is Language.ZH


def test_a_ticket_in_english_has_no_chinese_but_where_the_hall_has_no_english() -> None:
    hall = Followed()
    paper = on_paper(hall, Language.EN)
    said = msgspec.to_builtins(paper)
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in repr(said))
    assert (paper.zone, paper.ahead, paper.windows) == ("General", "0 ahead of you", "Windows 1–2")
    assert on_paper(hall, Language.EN, "a-2").item == "户口迁移"


def test_a_ticket_names_all_its_items_and_what_comes_after_it() -> None:
    config = open_hall()
    items = tuple(msgspec.structs.replace(item, materials="身份证; 照片") for item in config.items)
    hall = Followed(msgspec.structs.replace(config, items=items))
    said: list[Slip] = []
    for language in Language:
        hall.say(KIOSK, c.TakeTicket(item="a-1", also=("b-1", "a-2"), language=language))
        said.append(slip(hall.hall, hall.waits, list(hall.hall.jobs.values())[-1]))
    chinese, english = said
    assert (chinese.item, english.item) == ("居住证办理、户口迁移", "Residence permit, 户口迁移")
    assert chinese.lines[:2] == ("请备好：身份证、照片", "之后还要办：养老金查询，凭本号即可")
    assert english.lines[1] == "Then, by this number: Pension"


def test_a_ticket_of_the_season_names_only_the_windows_that_serve_it() -> None:
    today = MORNING.date()
    season = Season(item="a-2", windows=(2,), first=today, last=today)
    hall = Followed(msgspec.structs.replace(open_hall(), seasons=(season,)))
    assert on_paper(hall, item="a-2").windows == "2 号窗口"
    assert on_paper(hall, item="a-1").windows == "1–2 号窗口"


@pytest.mark.parametrize(("language", "words"), [(Language.ZH, "无需等候"), (Language.EN, "no wait")])
def test_where_a_window_is_free_nobody_is_told_to_wait(language: Language, words: str) -> None:
    hall = Followed()
    hall.staff(1)
    assert on_paper(hall, language).wait == words


@pytest.mark.parametrize(
    ("visitor_class", "zh", "en"),
    [(VisitorClass.PRIORITY, "优先", "Priority"), (VisitorClass.ORDINARY, "", "")],
)
def test_a_class_is_named_where_it_is_not_the_usual_one(
    visitor_class: VisitorClass, zh: str, en: str
) -> None:
    hall = Followed()
    for person, language, word in (("p1", Language.ZH, zh), ("p2", Language.EN, en)):
        hall.person(person, visitor_class)
        assert on_paper(hall, language, person=person).visitor_class == word


def test_the_ground_on_which_somebody_goes_first_is_named() -> None:
    hall = Followed()
    on_paper(hall)
    ticket = next(iter(hall.hall.tickets.values()))
    for visitor_class, ground, zh, en in (
        (VisitorClass.PRIORITY, "elder", "老年人优先", "Priority: Older person"),
        (VisitorClass.SECOND_VISIT, "second_visit", "二次优先", "Second visit"),
    ):
        ticket.visitor_class, ticket.ground = visitor_class, ground
        for language, words in ((Language.ZH, zh), (Language.EN, en)):
            assert reprinted(hall, language).visitor_class == words


def test_a_life_event_is_named_before_its_items() -> None:
    birth = Bundle(id="birth", name="新生儿出生一件事", name_en="A child is born", items=("a-1", "b-1"))
    hall = Followed(msgspec.structs.replace(open_hall(), bundles=(birth,)))
    for language, words in (
        (Language.ZH, "新生儿出生一件事：居住证办理"),
        (Language.EN, "A child is born: Residence permit"),
    ):
        hall.say(KIOSK, c.TakeTicket(item="a-1", bundle="birth", language=language))
        assert slip(hall.hall, hall.waits, list(hall.hall.jobs.values())[-1]).item == words


@pytest.mark.parametrize(
    ("language", "mark"), [(Language.ZH, "补打 · 离线取号"), (Language.EN, "REPRINT · TAKEN OFFLINE")]
)
def test_a_number_given_offline_is_marked_on_the_reprint(language: Language, mark: str) -> None:
    hall = Followed()
    on_paper(hall)
    next(iter(hall.hall.tickets.values())).away = True
    assert reprinted(hall, language).mark == mark


def test_a_booked_visitor_reads_so() -> None:
    hall = Followed()
    ends = hall.now + timedelta(minutes=30)
    hall.say(BOOKING, c.BookAppointment(code="x", item="a-1", starts_at=hall.now, ends_at=ends))
    hall.say(KIOSK, c.CheckIn(code="x"))
    assert slip(hall.hall, hall.waits, list(hall.hall.jobs.values())[-1]).visitor_class == "预约"


def test_the_code_is_the_tickets_id_or_the_halls_address_with_it() -> None:
    hall = Followed()
    paper = on_paper(hall)
    (ticket,) = hall.hall.tickets
    assert paper.qr == ticket
    assert "补打" in paper.qr_words
    config = open_hall()
    linked = msgspec.structs.replace(config, tickets=Tickets(show_ticket_url="https://hall.example/t/{id}"))
    hall = Followed(linked)
    assert on_paper(hall).qr == f"https://hall.example/t/{next(iter(hall.hall.tickets))}"


def reprinted(hall: Followed, language: Language = Language.ZH) -> Slip:
    for job in hall.hall.jobs.values():
        job.state = PrintState.CONFIRMED
    hall.say(KIOSK, c.Reprint(ticket=next(iter(hall.hall.tickets)), language=language))
    return slip(hall.hall, hall.waits, list(hall.hall.jobs.values())[-1])


def test_a_reprint_is_marked() -> None:
    hall = Followed()
    on_paper(hall)
    assert reprinted(hall).mark == "补打"
    assert reprinted(hall, Language.EN).mark == "REPRINT"


def test_a_called_ticket_on_paper_says_where_to_go_and_no_wait() -> None:
    hall = Followed()
    hall.staff(1)
    on_paper(hall)
    hall.call(1)
    paper = reprinted(hall)
    assert (paper.ahead, paper.wait) == ("已叫到您", "请到 1 号窗口")
    paper = reprinted(hall, Language.EN)
    assert (paper.ahead, paper.wait) == ("Your number was called", "please go to window 1")
    hall.say(clerk(1), c.MarkNoShow())
    assert (reprinted(hall).ahead, reprinted(hall).wait) == ("已过号", "请到服务台恢复")
    assert reprinted(hall, Language.EN).wait == "please go to the desk"


def test_a_ticket_that_has_ended_promises_nothing() -> None:
    hall = Followed()
    on_paper(hall)
    (job,) = hall.hall.jobs.values()
    hall.say(DESK, c.CancelTicket(ticket=job.ticket))
    paper = slip(hall.hall, hall.waits, job)
    assert (paper.number, paper.ahead, paper.wait) == ("A001", "", "")


def test_a_ticket_for_one_window_names_that_window() -> None:
    hall = Followed()
    hall.staff(1)
    on_paper(hall)
    hall.call(1)
    hall.say(clerk(1), c.Start())
    hall.say(clerk(1), c.Transfer(window=4))
    step = next(t for t in hall.hall.tickets.values() if t.state is TicketState.WAITING)
    hall.say(KIOSK, c.Reprint(ticket=step.id))
    paper = slip(hall.hall, hall.waits, list(hall.hall.jobs.values())[-1])
    assert paper.windows == "4 号窗口"


@pytest.mark.parametrize(
    ("numbers", "zh", "en"),
    [
        ((1, 2, 3), "1–3 号窗口", "Windows 1–3"),
        ((7, 1, 3, 2, 9, 10), "1–3、7、9–10 号窗口", "Windows 1–3, 7, 9–10"),
        ((5,), "5 号窗口", "Window 5"),
        ((), "", ""),
    ],
)
def test_windows_in_a_row_are_one_span(numbers: tuple[int, ...], zh: str, en: str) -> None:
    hall = Followed(served_by(numbers))
    assert on_paper(hall).windows == zh
    assert on_paper(hall, Language.EN).windows == en


def test_a_tidal_window_is_named_on_paper_only_while_it_is_there() -> None:
    windows = (
        Window(number=1, zone="one", queues=("a",)),
        Window(number=8, zone="one", type="tidal", queues=("a",)),
    )
    hall = Followed(small_hall(windows=windows, devices=small_hall().devices[:3]))
    assert on_paper(hall).windows == "1 号窗口"
    until = hall.now + timedelta(hours=1)
    hall.say(Principal(role=Role.LEADER), c.OpenTidal(window=8, queues=("a",), until=until))
    assert on_paper(hall).windows == "1、8 号窗口"


def served_by(numbers: tuple[int, ...]) -> HallConfig:
    windows = tuple(Window(number=number, zone="one", queues=("a",)) for number in numbers)
    return small_hall(windows=windows, devices=small_hall().devices[:3])


@settings(max_examples=40, deadline=None)
@given(HISTORIES)
def test_no_paper_names_a_person(p: Played) -> None:
    waits = Waits(p.hall)
    for job in (job for job in p.hall.jobs.values() if not job.paper):
        said = repr(slip(p.hall, waits, job))
        assert not any(f"'{name}'" in said for name in ("p1", "p2", "old"))


def test_a_strip_says_what_its_window_does() -> None:
    hall = Played()
    strip = hall.hall.device_of["strip-1"]

    def shows() -> ShowText:
        return board_text(hall.hall, strip)

    assert shows() == ShowText(text="窗口未开放", colour="yellow")
    hall.staff(1)
    assert shows() == ShowText(text="1号窗口欢迎您", colour="green")
    hall.take()
    hall.call(1)
    assert shows() == ShowText(text="请A001到1号窗口", colour="red")
    hall.say(clerk(1), c.Start())
    assert shows() == ShowText(text="A001正在办理", colour="green")
    hall.say(clerk(1), c.Finish())
    hall.say(clerk(1), c.PauseWindow(reason="tea"))
    assert shows() == ShowText(text="暂停服务", colour="yellow")


def test_a_call_is_spoken_as_the_hall_wants() -> None:
    hall = Played(small_hall(voice=Voice(english=True, repeat=3)))
    ticket = hall.take()
    call = Call(1, ticket.id, 2, MORNING, False)
    assert announcement(hall.hall, call) == Announce(number="A001", window=2, english=True, repeat=3)


def test_an_item_that_the_hall_lost_is_named_by_its_code() -> None:
    hall = Followed()
    assert hall.hall.item("gone-1") == Item(code="gone-1", name="gone-1", queue="")
