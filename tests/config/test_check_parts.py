"""Bands, seasons, bundles, desks, days: each contradiction is told where it stands."""

from __future__ import annotations

import pytest

from tests.config.conftest import CSV, TOML, Problems


def with_queue(more: str) -> str:
    """Give the first queue more settings."""
    return TOML.replace('prefix = "A"', f'prefix = "A"\n{more}', 1)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('bands = [{classes = ["appointment"], prefix = "AP"}]', ()),
        ('bands = [{classes = ["appointment"], first = 500}]\nlast = 499', ()),
        ('wrap = "AA"\naway_first = 900\nlast = 899', ()),
        (
            'bands = [{classes = ["appointment"], first = 500}]',
            (
                "bands[0].first: would give A500 as queues[0].prefix does; "
                "numbers of one letter must not overlap",
            ),
        ),
        (
            'bands = [{classes = ["appointment"], prefix = "AP"}, {classes = ["priority"], prefix = "AP"}]',
            (
                "bands[1].prefix: would give AP1 as queues[0].bands[0].prefix does; "
                "numbers of one letter must not overlap",
            ),
        ),
        (
            'bands = [{classes = ["priority"], prefix = "P", first = 9, last = 8}]',
            ("bands[0].last: is 8, less than first = 9; the band would have no number",),
        ),
        (
            'bands = [{classes = ["priority"], prefix = "P", last = 1000}]',
            ("bands[0].last: is 1000, too long for tickets.width = 3; lower it or widen the tickets",),
        ),
        (
            'bands = [{classes = ["priority"], prefix = "P"}, {classes = ["priority"], prefix = "Q"}]',
            ('bands[1].classes: "priority" has its numbers from bands[0] already; name it in one band',),
        ),
        (
            'bands = [{classes = ["priority", "priority"], prefix = "P"}]',
            ('bands[0].classes: names "priority" 2 times; once is enough',),
        ),
        (
            "bands = [{classes = []}]\nlast = 0",
            (
                "last: is 0; give a whole number, at least 1",
                "bands[0].classes: is empty; give a list of at least 1, each one of priority, appointment, "
                "second_visit, ordinary",
                "last: is 0, less than first = 1; the queue would have no number",
            ),
        ),
        (
            'wrap = "A"',
            ("wrap: would give A1 as queues[0].prefix does; numbers of one letter must not overlap",),
        ),
        (
            "away_first = 999\nlast = 899",
            (
                "away_first: is 999: 1 kiosks with away.per_kiosk = 20 each end at 1018, too long for "
                "tickets.width = 3",
            ),
        ),
        (
            "away_first = 900",
            ("away_first: would give A900 as queues[0].prefix does; numbers of one letter must not overlap",),
        ),
        (
            "away_first = 900\nlast = 899\nbands = [{classes = ['priority'], first = 919}]",
            (
                "away_first: would give A919 as queues[0].bands[0].first does; "
                "numbers of one letter must not overlap",
            ),
        ),
        (
            'hours = ["09:00-12:00", "11:00-17:00"]',
            ('hours[1]: "11:00-17:00" begins before 12:00; put spans in order, apart',),
        ),
        ('days = ["mon", "mon"]', ('days: names "mon" 2 times; once is enough',)),
        (
            'slots = [{span = "08:00-10:00", quota = 5}, {span = "13:00-14:00", quota = 0}]',
            (
                'slots[0].span: "08:00-10:00" is not within the queue\'s hours, 09:00-12:00, 13:00-17:00; '
                "move it into them",
            ),
        ),
        (
            'bookings = [{span = "11:00-13:00", capacity = 5}]',
            (
                'bookings[0].span: "11:00-13:00" is not within the queue\'s hours, 09:00-12:00, 13:00-17:00; '
                "move it into them",
            ),
        ),
        ('hours = ["08:00-10:00"]\nslots = [{span = "08:00-10:00", quota = 5}]', ()),
        (
            'bookings = [{span = "10:00-11:00", capacity = 5}, {span = "09:00-10:30", capacity = 5}]',
            ('bookings[1].span: "09:00-10:30" begins before 11:00; put spans in order, apart',),
        ),
        (
            'slots = [{span = "11:00-10:00", quota = 5}]',
            ('slots[0].span: "11:00-10:00" does not end after it begins; swap its times',),
        ),
        ('bookings = [{span = "09:00-10:00", capacity = 0}]', ("bookings[0].capacity: is 0; give a whole",)),
    ],
)
def test_a_queue_that_contradicts_itself_is_told(
    problems: Problems, more: str, said: tuple[str, ...]
) -> None:
    lines = problems(toml=with_queue(more))
    assert len(lines) == len(said)
    assert all(
        line.startswith(f"hall.toml: queues[0].{text}") for line, text in zip(lines, said, strict=True)
    )


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('wrap = "B"', 'queues[1].prefix: "B" is already queues[0].wrap; letters belong to one queue'),
        (
            'bands = [{classes = ["priority"], prefix = "B"}]',
            'queues[1].prefix: "B" is already queues[0].bands[0].prefix; letters belong to one queue',
        ),
    ],
)
def test_letters_belong_to_one_queue(problems: Problems, more: str, said: str) -> None:
    assert problems(toml=with_queue(more)) == [f"hall.toml: {said}"]


def test_without_a_kiosk_nothing_is_set_aside_for_one(problems: Problems) -> None:
    toml = with_queue("away_first = 900")
    kiosk, device = toml.index("[[kiosks]]"), toml.index("[[devices]]")
    assert problems(toml=toml[:kiosk] + toml[toml.index("[[clerks]]") : device]) == []


def test_two_queues_with_one_letter_are_told_once(problems: Problems) -> None:
    toml = with_queue("away_first = 900\nlast = 899").replace('prefix = "B"', 'prefix = "A"\nlast = 500')
    assert problems(toml=toml) == [
        'hall.toml: queues[1].prefix: "A" is already queues[0].prefix; each must be unique'
    ]


DESK = '\n[[desks]]\nid = "{}"\nname = "总咨询台"\nzone = "{}"\n'
SEASON = '\n[[seasons]]\nitem = "{}"\nwindows = {}\nfirst = {}\nlast = {}\n'
CLERK = '\n[[clerks]]\nnumber = "1002"\nname = "x"\n'


@pytest.mark.parametrize(
    ("added", "said"),
    [
        (DESK.format("D1", "main"), ""),
        (DESK.format("D1", "maim"), 'desks[0].zone: "maim" is not a zone (did you mean "main"?)'),
        (
            DESK.format("K1", ""),
            'desks[0].id: "K1" is already kiosks[0].id; a desk has a computer of its own',
        ),
        (
            DESK.format("hub", ""),
            'desks[0].id: "hub" is the name of another computer; call the desk something else',
        ),
        (DESK.format("D1", "") * 2, 'desks[1].id: "D1" is already desks[0].id; each must be unique'),
        (
            '\n[[rooms]]\nid = "R1"\nname = "辅导室"\nzone = "up"\n',
            'rooms[0].zone: "up" is not a zone',
        ),
        (
            '\n[[rooms]]\nid = "R1"\nname = "a"\nzone = "main"\n' * 2,
            'rooms[1].id: "R1" is already rooms[0].id; each must be unique',
        ),
        (
            '\n[[devices]]\nid = "p2"\nkind = "escpos-printer"\nhost = "D1"\nkiosk = "D1"\nport = "tcp://p2:9100"\n'
            + DESK.format("D1", "main"),
            "",
        ),
        (
            '\n[[devices]]\nid = "p2"\nkind = "escpos-printer"\nport = "usb://1"\n',
            'devices[1].port: "usb://1" begins with no known way to a device',
        ),
        (SEASON.format("tax-01", "[1]", "2026-06-01", "2026-06-30"), ""),
        (
            SEASON.format("tax-9", "[1]", "2026-06-01", "2026-06-30"),
            'seasons[0].item: "tax-9" is not the code of an item in items.csv (did you mean "tax-01"?)',
        ),
        (
            SEASON.format("tax-01", "[9]", "2026-06-01", "2026-06-30"),
            "seasons[0].windows[0]: 9 is not the number of a window",
        ),
        (
            SEASON.format("tax-01", "[2]", "2026-06-01", "2026-06-30"),
            'seasons[0].windows[0]: 2 is a "dedicated" window, which calls nobody; name another window',
        ),
        (
            SEASON.format("tax-01", "[1, 1]", "2026-06-01", "2026-06-30"),
            "seasons[0].windows: names 1 2 times; once is enough",
        ),
        (
            SEASON.format("tax-01", "[1]", "2026-07-01", "2026-06-30"),
            "seasons[0].last: 2026-06-30 is before first = 2026-07-01; the season would have no day",
        ),
        (
            SEASON.format("tax-01", "[1]", '"June"', "2026-06-30"),
            'seasons[0].first: is "June"; give a date such as 2026-10-01',
        ),
        ('\n[[bundles]]\nid = "b"\nname = "一件事"\nitems = ["tax-01", "issue-01"]\n', ""),
        (
            '\n[[bundles]]\nid = "b"\nname = "x"\nitems = ["tax-02"]\n',
            'bundles[0].items[0]: "tax-02" is not the code of an item in items.csv (did you mean "tax-01"?)',
        ),
        (
            '\n[[bundles]]\nid = "b"\nname = "x"\nitems = ["tax-01", "tax-01"]\n[tickets]\nitems_max = 2\n',
            'bundles[0].items: names "tax-01" 2 times; once is enough',
        ),
        (
            '\n[[bundles]]\nid = "b"\nname = "x"\nitems = ["tax-01"]\n' * 2,
            'bundles[1].id: "b" is already bundles[0].id; each must be unique',
        ),
        (
            f'{CLERK}skills = ["taxx"]\n',
            'clerks[1].skills[0]: "taxx" is not a queue (did you mean "tax"?)',
        ),
        (f'{CLERK}skills = ["tax", "tax"]\n', 'clerks[1].skills: names "tax" 2 times; once is enough'),
        (f'{CLERK}zones = ["mail"]\n', 'clerks[1].zones[0]: "mail" is not a zone (did you mean "main"?)'),
        (f'{CLERK}zones = ["main", "main"]\n', 'clerks[1].zones: names "main" 2 times; once is enough'),
        (f"{CLERK}valid_from = 2026-06-01\nvalid_to = 2026-06-01\n", ""),
        (
            f"{CLERK}valid_from = 2026-06-02\nvalid_to = 2026-06-01\n",
            "clerks[1].valid_to: 2026-06-01 is before valid_from = 2026-06-02; nobody could sign in",
        ),
        (
            f'{CLERK}photo = "none.jpg"\n',
            'clerks[1].photo: "none.jpg" is no file beside hall.toml; put it there',
        ),
        (
            '\n[[windows]]\nnumber = 3\nzone = "main"\nshifts = ["12:00-13:00", "09:00-12:00"]\n',
            'windows[2].shifts[1]: "09:00-12:00" begins before 13:00; put spans in order, apart',
        ),
        (
            '\n[[windows]]\nnumber = 3\nzone = "main"\ndays = ["sat", "sat"]\n',
            'windows[2].days: names "sat" 2 times; once is enough',
        ),
        (
            "\n[calendar]\nholidays = [2026-10-01, 2026-10-02]\nworkdays = [2026-10-02]\n",
            "calendar.holidays[1]: 2026-10-02 is among the workdays too; take it out of one of the lists",
        ),
        (
            "\n[calendar]\nholidays = [2026-10-01, 2026-10-01]\n",
            "calendar.holidays: names 2026-10-01 2 times; once is enough",
        ),
        (
            "\n[calendar]\nworkdays = [2026-10-10, 2026-10-10]\n",
            "calendar.workdays: names 2026-10-10 2 times; once is enough",
        ),
        (
            "\n[calendar]\nholidays = [2027-01-01]\nuntil = 2026-12-31\n",
            "calendar.holidays[0]: 2027-01-01 is after calendar.until = 2026-12-31; "
            "move that to the end of the lists",
        ),
        (
            "\n[calendar]\nworkdays = [2027-01-02]\nuntil = 2026-12-31\n",
            "calendar.workdays[0]: 2027-01-02 is after calendar.until = 2026-12-31; "
            "move that to the end of the lists",
        ),
        (
            "\n[calendar]\nholidays = [2026-10-01T00:00:00]\n",
            "calendar.holidays[0]: is 2026-10-01 00:00:00; give a date such as 2026-10-01",
        ),
        ('\n[[grounds]]\nid = "second_visit"\nname = "x"\nvisitor_class = "second_visit"\n', ""),
        (
            '\n[[grounds]]\nid = "ordinary"\nname = "x"\n',
            'grounds[0].id: "ordinary" is the name of a class, and this ground gives priority; rename it',
        ),
        (
            '\n[[grounds]]\nid = "g"\nname = "x"\n' * 2,
            'grounds[1].id: "g" is already grounds[0].id; each must be unique',
        ),
        (
            '\n[[grounds]]\nid = "g"\nname = "x"\nby_age = true\n'
            '[[grounds]]\nid = "h"\nname = "x"\nby_age = true\n',
            "grounds[1].by_age: grounds[0] is already given by age; a card can give only one",
        ),
        (
            '\n[[call_reasons]]\nid = "g"\nname = "x"\n' * 2,
            'call_reasons[1].id: "g" is already call_reasons[0].id; each must be unique',
        ),
    ],
)
def test_a_part_that_does_not_fit_is_told(problems: Problems, added: str, said: str) -> None:
    lines = problems(toml=TOML + added)
    assert len(lines) == (1 if said else 0), lines
    assert not said or lines[0].startswith(f"hall.toml: {said}")


def test_a_bundle_of_more_items_than_a_ticket_holds_is_told(problems: Problems) -> None:
    toml = f'{TOML}\n[[bundles]]\nid = "b"\nname = "x"\nitems = ["tax-01", "tax-02", "issue-01"]\n'
    csv = CSV + "tax-02,申报,tax,,,\n"
    assert problems(toml=toml, csv=csv) == []
    assert problems(toml=f"{toml}[tickets]\nitems_max = 1\n", csv=csv) == [
        'hall.toml: bundles[0].items: has 2 items of the queue "tax", and a ticket holds '
        "tickets.items_max = 1; take some out or raise it"
    ]


@pytest.mark.parametrize(
    ("queue", "said"),
    [
        ("issue", ""),
        ("issue2", '"issue2" is not a queue (did you mean "issue"?)'),
        ("tax", '"tax" is the queue it waited in already; name another one or none'),
    ],
)
def test_a_next_step_leads_to_another_queue(problems: Problems, queue: str, said: str) -> None:
    csv = (
        CSV.replace("elder\n", "elder,next\n")
        .replace("false\n", f"false,{queue}\n")
        .replace("true\n", "true,\n")
    )
    assert problems(csv=csv) == ([f"items.csv: row 2, next: {said}"] if said else [])


@pytest.mark.parametrize(("ahead", "wrong"), [(2, True), (3, False), (0, False)])
def test_a_desk_that_could_book_no_day_is_told(problems: Problems, ahead: int, wrong: bool) -> None:
    limits = f"\n[bookings]\nahead_days = {ahead}\nmin_days_ahead = 3\n"
    said = f"bookings.min_days_ahead: is 3, more than ahead_days = {ahead}; the desk could book no day"
    assert problems(toml=TOML + limits) == ([f"hall.toml: {said}"] if wrong else [])


def test_a_next_step_that_no_window_serves_is_told(problems: Problems) -> None:
    csv = (
        CSV.replace("elder\n", "elder,next\n")
        .replace("false\n", "false,issue\n")
        .replace("true\n", "true,\n")
    )
    lines = problems(toml=TOML.replace('["tax", "issue"]', '["tax"]'), csv=csv)
    assert (
        'items.csv: row 2, next: visitors would wait in "issue", which no window serves; choose another queue'
        in lines
    )


def test_a_class_of_the_order_keeps_what_the_file_leaves_out(problems: Problems) -> None:
    assert problems(toml=f"{TOML}\n[order.priority]\nweight = 9\n") == []
    assert problems(toml=f"{TOML}\n[order.priority]\nweight = 0\n") == [
        "hall.toml: order.priority.weight: is 0; give a whole number from 1 to 100"
    ]


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        (
            "windows = [{number = 1}]\n[[windows]]\nnumber = 2\n",
            "line 2: is not TOML: windows was given above as windows = …, so no [[windows]] can follow; "
            "write all of it in one way",
        ),
        (
            "[[queues]]\nbands = [{first = 1}]\n[[queues.bands]]\nfirst = 2\n",
            "line 3: is not TOML: queues.bands was given above as queues.bands = …, "
            "so no [[queues.bands]] can follow; write all of it in one way",
        ),
        (
            "[hub]\nport = 1\n[hub]\nport = 2\n",
            "line 3: is not TOML: [hub] stands in the file twice; write its settings under one",
        ),
    ],
)
def test_tables_written_in_two_ways_are_explained(problems: Problems, toml: str, said: str) -> None:
    assert f"hall.toml: {said}" in problems(toml=toml)
