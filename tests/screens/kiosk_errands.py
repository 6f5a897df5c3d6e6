"""The kiosk's states of whole errands: several items, life events, numbers held already, slips, help."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import msgspec

from devices.link.messages import CardSeen, CodeSeen, ResultSeen, SlipSeen, TicketResult
from devices.link.rows import AnyRow, HelpRow, ItemRow, Minutes, QueueRow, TicketRow, WindowRow
from devices.link.words import Delivery, HelpTopic, PrintState, ResultState, TicketState, VisitorClass
from kiosk.viewmodel import KioskModel
from kiosk.viewmodel_dial import DialView
from tests.screens import kiosk_rows as rows
from tests.screens.pictures import Play
from tests.screens.studio import Opened

BIRTH = ItemRow(
    code="birth",
    name="新生儿出生一件事",
    name_en="A child is born",
    queue="C",
    kind="bundle",
    items=("c1", "b1", "l1"),
)
COMPANY = ItemRow(
    code="company",
    name="企业开办一件事",
    name_en="Starting a business",
    queue="D",
    kind="bundle",
    items=("d1", "c2", "b4", "b5", "l1"),
)
BUNDLES = (BIRTH, COMPANY)

OFFER = TicketResult(ticket="t-0009", number="C012", offer=True)
HOLDS = CardSeen(
    person="p-3",
    masked_name="赵*",
    visitor_class=VisitorClass.ORDINARY,
    tickets=(
        TicketResult(
            ticket="t-0009",
            number="C012",
            item_name="新建商品房登记",
            item_name_en="Registration of new housing",
            ahead=6,
            wait=Minutes(5, 15),
        ),
    ),
)
SLIP = SlipSeen(slip="s-1", number="BZ007", item="b1", item_name="转移登记", item_name_en="Transfer")
RESULTS = (
    ResultSeen(
        result="r-1",
        code="2026-0017",
        item_name="不动产权证",
        item_name_en="Property certificate",
        state=ResultState.ARRIVED,
        delivery=Delivery.COUNTER,
        queue="L",
        windows=(31, 32),
        collect="l1",
    ),
    ResultSeen(
        result="r-2",
        code="2026-0018",
        item_name="不动产登记证明",
        item_name_en="Registration certificate",
        state=ResultState.IN_LOCKER,
        delivery=Delivery.LOCKER,
        locker="A12",
    ),
)
WITH_RESULTS = CardSeen(person="p-4", masked_name="钱*", visitor_class=VisitorClass.ORDINARY, results=RESULTS)


def model(screen: Opened) -> KioskModel:
    """The view-model of an open kiosk."""
    kiosk = screen.things["kiosk"]
    assert isinstance(kiosk, KioskModel)
    return kiosk


def with_bundles() -> list[AnyRow]:
    """An ordinary morning, with life events."""
    return [*rows.everyday(), *BUNDLES]


def closing() -> list[AnyRow]:
    """The last half hour before noon."""

    def soon(row: AnyRow) -> AnyRow:
        if isinstance(row, QueueRow):
            return msgspec.structs.replace(row, closes_at=rows.NOW + timedelta(minutes=34))
        return row

    return [soon(row) for row in rows.everyday()]


def tidal() -> list[AnyRow]:
    """Two windows are lent to the crowd, and one of them takes nobody any more."""
    until = rows.NOW + timedelta(hours=2)

    def lent(row: AnyRow) -> AnyRow:
        if isinstance(row, WindowRow) and row.number in (13, 14):
            return msgspec.structs.replace(row, type="tidal", lent_until=until, draining=row.number == 14)
        return row

    return [lent(row) for row in rows.everyday()]


def help_row(*, accepted: bool = False, name: str = "") -> HelpRow:
    """The kiosk's call for help."""
    return HelpRow(
        id="h-1",
        place="K1",
        zone="house",
        about=HelpTopic.QUESTION,
        since=rows.NOW,
        accepted=accepted,
        accepted_by=name,
    )


def ticket(**changes: object) -> TicketRow:
    """A ticket of this kiosk with something about it."""
    return msgspec.structs.replace(rows.ticket(paper=PrintState.CONFIRMED), **changes)


def _events(screen: Opened) -> None:
    screen.link.connect_hub(with_bundles())
    model(screen).others()
    model(screen).choose("bundles")


def _event(key: str, made: Callable[[], list[AnyRow]] = with_bundles) -> Play:
    def play(screen: Opened) -> None:
        screen.link.connect_hub(made())
        model(screen).choose(f"bundle:{key}")

    return play


def _together(*codes: str) -> Play:
    def play(screen: Opened) -> None:
        screen.link.connect_hub(rows.everyday())
        kiosk = model(screen)
        kiosk.choose(codes[0])
        for code in codes[1:]:
            kiosk.more()
            kiosk.choose("queue:B")
            kiosk.choose(code)

    return play


def _together_long(screen: Opened) -> None:
    screen.link.connect_hub(rows.long_texts())
    kiosk = model(screen)
    kiosk.choose("AB0")
    for code in ("AB1", "AB2", "AB3", "AB4"):
        kiosk.more()
        kiosk.choose("queue:AB")
        kiosk.choose(code)


def _one_more(screen: Opened) -> None:
    screen.link.connect_hub(with_bundles())
    model(screen).choose("b1")
    model(screen).more()


def _refused_together(screen: Opened) -> None:
    _together("b1", "b3")(screen)
    screen.link.show(rows.queue("B", "转移登记", "Property transfer", 0, 0, 0, refused="full"))


def _offer(screen: Opened) -> None:
    screen.link.connect_hub(rows.everyday())
    model(screen).choose("c1")
    model(screen).card()
    screen.link.read(HOLDS)
    screen.link.done(OFFER)


def _offer_called(screen: Opened) -> None:
    _offer(screen)
    called = rows.ticket("t-0009", "C012", paper=None, state=TicketState.CALLED, window=8)
    screen.link.show(called)


def _typed(digits: str) -> Play:
    def play(screen: Opened) -> None:
        screen.link.connect_hub(rows.everyday())
        kiosk = model(screen)
        kiosk.appointment()
        kiosk.phone()
        dial = kiosk.dial
        assert isinstance(dial, DialView)
        for digit in digits:
            dial.type(digit)

    return play


def _phone_unknown(screen: Opened) -> None:
    _typed("13812345678")(screen)
    model(screen).arrive()
    screen.link.no("unknown_appointment")


def _results(screen: Opened) -> None:
    screen.link.connect_hub(rows.everyday())
    model(screen).card()
    screen.link.read(WITH_RESULTS)


def _results_by_code(screen: Opened) -> None:
    screen.link.connect_hub(rows.everyday())
    model(screen).appointment()
    screen.link.read(CodeSeen(results=RESULTS))


def _back_with_slip(screen: Opened) -> None:
    screen.link.connect_hub(rows.everyday())
    model(screen).appointment()
    screen.link.read(CodeSeen(slip=SLIP))
    second = ticket(
        visitor_class=VisitorClass.SECOND_VISIT,
        ground="second_visit",
        ground_name="二次优先",
        ground_name_en="Second visit",
    )
    screen.link.show(second)
    screen.link.done(rows.RESULT)


def _given(**changes: object) -> Play:
    def play(screen: Opened) -> None:
        screen.link.connect_hub(with_bundles())
        model(screen).choose("b1")
        model(screen).take()
        screen.link.show(ticket(**changes))
        screen.link.done(rows.RESULT)

    return play


def _help(row: HelpRow | None) -> Play:
    def play(screen: Opened) -> None:
        screen.link.connect_hub(rows.everyday())
        model(screen).ring()
        if row is not None:
            screen.link.show(row)
            screen.link.done()

    return play


def _help_failed(screen: Opened) -> None:
    _help(None)(screen)
    screen.link.no("busy")


def _help_away(screen: Opened) -> None:
    screen.link.connect_hub(rows.everyday())
    screen.link.lose_hub()
    model(screen).ring()


def _help_at_home(screen: Opened) -> None:
    screen.link.connect_hub([*rows.everyday(), help_row(accepted=True, name="周*")])


def _closes_at_home(screen: Opened) -> None:
    screen.link.connect_hub(closing())


def _closes_item(screen: Opened) -> None:
    screen.link.connect_hub(closing())
    model(screen).choose("b1")


def _tidal(screen: Opened) -> None:
    screen.link.connect_hub(tidal())


STATES: dict[str, Play] = {
    "home_closing": _closes_at_home,
    "home_tidal": _tidal,
    "home_help_coming": _help_at_home,
    "item_closing": _closes_item,
    "bundles": _events,
    "bundle_short": _event("birth"),
    "bundle_many_steps": _event("company"),
    "groups_one_more": _one_more,
    "basket_two": _together("b1", "b3"),
    "basket_five": _together("b1", "b3", "b4", "b5", "b2"),
    "basket_long": _together_long,
    "basket_refused": _refused_together,
    "offer": _offer,
    "offer_called": _offer_called,
    "phone_empty": _typed(""),
    "phone_typed": _typed("13812345678"),
    "phone_unknown": _phone_unknown,
    "person_results": _results,
    "results_by_code": _results_by_code,
    "ticket_second_visit": _back_with_slip,
    "ticket_elder": _given(
        visitor_class=VisitorClass.PRIORITY,
        ground="elder",
        ground_name="老年人",
        ground_name_en="Older person",
    ),
    "ticket_elder_no_paper": _given(
        visitor_class=VisitorClass.PRIORITY,
        ground="elder",
        ground_name="老年人",
        ground_name_en="Older person",
        print_state=PrintState.FAILED,
        print_cause="paper_out",
    ),
    "ticket_several": _given(items=("b1", "b4"), to_do=("d1", "l1")),
    "ticket_bundle": _given(
        bundle_name="新生儿出生一件事", bundle_name_en="A child is born", to_do=("b1", "l1")
    ),
    "ticket_offline": _given(away=True),
    "help_calling": _help(None),
    "help_called": _help(help_row()),
    "help_accepted": _help(help_row(accepted=True, name="周*")),
    "help_accepted_nameless": _help(help_row(accepted=True)),
    "help_failed": _help_failed,
    "help_hub_away": _help_away,
}
