"""What must hold between the parts of a hall."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.load import load
from config.notes import warnings
from tests.config.conftest import CSV, TOML, Problems


def table(kind: str, /, **settings: str) -> str:
    """Write one more table; values are written as given."""
    return f"\n[[{kind}]]\n" + "".join(f"{key} = {value}\n" for key, value in settings.items())


@pytest.mark.parametrize(
    "case",
    [
        (
            table("zones", id='"main"', name='"x"'),
            'zones[1].id: "main" is already zones[0].id; each must be unique',
        ),
        (
            table("windows", number="1", zone='"main"', queues='["tax"]'),
            "windows[2].number: 1 is already windows[0].number; each must be unique",
        ),
        (
            table("kiosks", id='"K1"', zone='"main"'),
            'kiosks[1].id: "K1" is already kiosks[0].id; each must be unique',
        ),
        (
            table("clerks", number='"1001"', name='"x"'),
            'clerks[1].number: "1001" is already clerks[0].number; each must be unique',
        ),
        (
            table("pauses", id='"meal"', name='"x"'),
            'pauses[1].id: "meal" is already pauses[0].id; each must be unique',
        ),
        (
            table("devices", id='"printer-1"', kind='"led-strip"', port='"tcp://led-1:5005"'),
            'devices[1].id: "printer-1" is already devices[0].id; each must be unique',
        ),
        (
            table("kiosks", id='"window-7"', zone='"main"'),
            'kiosks[1].id: "window-7" is the name of another computer; call the kiosk something else',
        ),
        (
            table("kiosks", id='"hub"', zone='"main"'),
            'kiosks[1].id: "hub" is the name of another computer; call the kiosk something else',
        ),
        (
            table("windows", number="3", zone='"mian"', queues='["tax", "tax2"]'),
            'windows[2].zone: "mian" is not a zone (did you mean "main"?)',
            'windows[2].queues[1]: "tax2" is not a queue (did you mean "tax"?)',
        ),
        (
            table("windows", number="3", zone='"main"', queues='["tax", "tax"]'),
            'windows[2].queues: names "tax" 2 times; once is enough',
        ),
        (
            table("windows", number="3", zone='"main"', type='"dedicated"', queues='["tax"]'),
            'windows[2].queues: a "dedicated" window serves no walk-in queue; '
            "empty the list or change its type",
        ),
        (
            table("kiosks", id='"K2"', zone='"upstairs"', featured='["tax-1", "tax-01", "tax-01"]'),
            'kiosks[1].featured: names "tax-01" 2 times; once is enough',
            'kiosks[1].zone: "upstairs" is not a zone',
            'kiosks[1].featured[0]: "tax-1" is not the code of an item in items.csv (did you mean "tax-01"?)',
        ),
        (
            table("queues", id='"lost"', prefix='"C"', name='"x"', zone='"main"'),
            'queues[2]: no window serves the queue "lost"; add it to the queues of a window',
        ),
        (
            table(
                "devices",
                id='"d"',
                kind='"speaker"',
                port='"alsa://default"',
                host='"K9"',
                zone='"mainn"',
                kiosk='"K2"',
                window="9",
            ),
            'devices[1].host: "K9" is not a computer: "hub", a kiosk, a desk or "window-5"',
            'devices[1].zone: "mainn" is not a zone (did you mean "main"?)',
            'devices[1].kiosk: "K2" is not a kiosk or a desk',
            "devices[1].window: 9 is not the number of a window",
        ),
        (
            table("devices", id='"d"', kind='"x"', port='"tcp://127.0.0.1:9100"', host='"K1"'),
            'devices[1].port: "tcp://127.0.0.1:9100" is already the line of devices[0]; give each its own',
        ),
        (
            '\n[hours]\nopen = ["13:00-17:00", "09:00-13:30", "12:00-11:00", "29:00-29:30"]\n',
            'hours.open[1]: "09:00-13:30" begins before 17:00; put spans in order, apart',
            'hours.open[2]: "12:00-11:00" does not end after it begins; swap its times',
            'hours.open[3]: "29:00-29:30" is no span of a day; use 00:00 to 23:59',
        ),
        (
            '\n[hours]\ndays = ["mon", "mon"]\nopen = ["09:00-12:00", "12:00-13:00"]\n',
            'hours.days: names "mon" 2 times; once is enough',
        ),
        (
            '\n[tickets]\nshow_ticket_url = "https://hall.example/{ticket}"\n',
            'tickets.show_ticket_url: needs {id} exactly once and no other braces, as in "https://hall.example/t/{id}"',
        ),
    ],
)
def test_parts_that_do_not_fit_are_told(problems: Problems, case: tuple[str, ...]) -> None:
    added, *said = case
    assert problems(toml=TOML + added) == [f"hall.toml: {line}" for line in said]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            'prefix = "B"',
            'prefix = "A"',
            'queues[1].prefix: "A" is already queues[0].prefix; each must be unique',
        ),
        ('prefix = "B"', 'prefix = "B"\nzone = "x"', "is not TOML"),
        (
            'prefix = "B"',
            'prefix = "B"\nfirst = 500\nlast = 400',
            "queues[1].last: is 400, less than first = 500",
        ),
        (
            'prefix = "B"',
            'prefix = "B"\nlast = 1000',
            "queues[1].last: is 1000, too long for tickets.width = 3",
        ),
        ('prefix = "B"', 'prefix = "B"\nhours = ["09:00-12:61"]', 'is "09:00-12:61"; give a span such as'),
        ('name = "税务"', 'name = ""', 'queues[0].name: is ""; give text, not empty'),
        (
            "[[zones]]",
            'timezone = "Asia/Shanghi"\n[[zones]]',
            '"Asia/Shanghi" is not a time zone (did you mean "Asia/Shanghai"?)',
        ),
        ("[[zones]]", 'timezone = "../etc/passwd"\n[[zones]]', "is not a time zone"),
    ],
)
def test_a_wrong_word_in_its_place_is_told(problems: Problems, old: str, new: str, said: str) -> None:
    assert old in TOML
    lines = problems(toml=TOML.replace(old, new, 1))
    assert len(lines) == 1
    assert said in lines[0]


def test_a_code_given_twice_names_both_rows(problems: Problems) -> None:
    assert problems(csv=CSV + "tax-01,再来,tax,,,\n") == [
        'items.csv: row 4, code: "tax-01" is already in row 2; each must be unique'
    ]


def test_items_in_a_queue_of_no_window_are_told_once(problems: Problems) -> None:
    lines = problems(toml=TOML.replace('["tax", "issue"]', '["issue"]'), csv=CSV + "tax-02,申报,tax,,,\n")
    assert lines == [
        'hall.toml: queues[0]: no window serves the queue "tax"; add it to the queues of a window',
        'items.csv: row 2, queue: visitors would wait in "tax", which no window serves (and 1 more rows); '
        "choose another queue",
    ]


def test_a_kind_without_a_driver_is_told_when_the_drivers_are_known(problems: Problems) -> None:
    toml = TOML.replace("escpos-printer", "escpos-print")
    assert problems(toml=toml) == []
    assert problems(toml=toml, kinds=("escpos-printer", "speaker")) == [
        'hall.toml: devices[0].kind: "escpos-print" is not a kind of device (did you mean "escpos-printer"?)'
    ]


@pytest.mark.parametrize(
    "postgres", ["host=db password=hunter2", "postgresql://u:hunter2@db/x", "PASSWORD = 'hunter2'"]
)
def test_a_password_is_refused_and_not_repeated(problems: Problems, postgres: str) -> None:
    [line] = problems(toml=f'{TOML}\n[sync]\npostgres = "{postgres}"\n')
    assert line.startswith("hall.toml: sync.postgres: holds a password")
    assert "hunter2" not in line


def test_a_passfile_is_no_password(problems: Problems) -> None:
    toml = f'{TOML}\n[sync]\npostgres = "host=db user=u passfile=/etc/hall/pgpass"\n'
    assert problems(toml=toml) == []


@pytest.mark.parametrize("host", ["0.0.0.0", "10.1.2.3", "hub.hall.example", "::"])
def test_a_hub_that_others_reach_cannot_do_without_tls(problems: Problems, host: str) -> None:
    [line] = problems(toml=f'{TOML}\n[hub]\nhost = "{host}"\ntls = "off"\n')
    assert line.startswith(f'hall.toml: hub.tls: is "off", and hub.host = "{host}" is reached by other')


@pytest.mark.parametrize(("host", "tls"), [("127.0.0.1", "off"), ("127.0.0.1", "on"), ("10.1.2.3", "auto")])
def test_on_this_computer_tls_is_a_matter_of_taste(problems: Problems, host: str, tls: str) -> None:
    assert problems(toml=f'{TOML}\n[hub]\nhost = "{host}"\ntls = "{tls}"\n') == []


@pytest.mark.parametrize(
    "postgres",
    [
        "host=db.example user=u sslmode=require",
        "host='10.1.2.3' sslmode = 'disable'",
        "postgresql://u@db.example/x?sslmode=prefer",
        "hostaddr=10.1.2.3 host=localhost sslmode=allow",
    ],
)
def test_an_exchange_database_elsewhere_is_asked_who_it_is(problems: Problems, postgres: str) -> None:
    [line] = problems(toml=f'{TOML}\n[sync]\npostgres = "{postgres}"\n')
    assert line.startswith("hall.toml: sync.postgres: says sslmode=")
    assert "verify-full" in line


@pytest.mark.parametrize(
    "postgres",
    [
        "host=db.example user=u sslmode=verify-full sslrootcert=/etc/hall/db-ca.pem",
        "host=127.0.0.1 sslmode=disable",
        "host=/run/postgresql sslmode=disable",
        "postgresql://u@[::1]/x?sslmode=disable",
        "dbname=exchange sslmode=disable",
    ],
)
def test_one_on_this_computer_or_asked_is_good(problems: Problems, postgres: str) -> None:
    assert problems(toml=f'{TOML}\n[sync]\npostgres = "{postgres}"\n') == []


def notes_of(problems: Problems, folder: Path, toml: str, csv: str = CSV) -> list[str]:
    assert problems(toml=toml, csv=csv) == []
    return [str(note) for note in warnings(load(folder))]


def test_a_hub_behind_loopback_has_nothing_to_note(problems: Problems, tmp_path: Path) -> None:
    csv = CSV.replace("elder\n", "elder,example\n").replace("false\n", "false,false\n")
    csv = csv.replace("true\n", "true,false\n")
    for host in ("127.0.0.1", "127.0.0.9", "::1", "localhost"):
        assert notes_of(problems, tmp_path, f'{TOML}\n[hub]\nhost = "{host}"\n', csv) == []


def test_what_is_allowed_and_worth_a_look_is_noted(problems: Problems, tmp_path: Path) -> None:
    toml = TOML.replace('prefix = "B"', 'prefix = "B"\nlast = 50\nquota = 60')
    toml += (
        "\n[[windows]]\nnumber = 3\nzone = 'main'\n[hours]\ndays = []\nopen = []\n[hub]\nhost = '0.0.0.0'\n"
    )
    assert [note.split(": ")[1] for note in notes_of(problems, tmp_path, toml)] == [
        "hub.host",
        "hours.days",
        "queues[0].hours",
        "queues[1].quota",
        "queues[1].hours",
        "windows[2].queues",
        "example",
    ]
