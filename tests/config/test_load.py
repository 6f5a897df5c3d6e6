"""Files that are no hall: every problem is told, with its place, and none is a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.load import load, report
from config.problems import ConfigError
from tests.config.conftest import CSV, TOML, Problems


def test_a_hall_is_read_with_its_defaults(tmp_path: Path, problems: Problems) -> None:
    assert problems() == []
    hall = load(tmp_path)
    assert hall.hall.timezone == "Asia/Shanghai"
    assert [queue.id for queue in hall.queues] == ["tax", "issue"]
    assert [(item.code, item.minutes, item.elder, item.example) for item in hall.items] == [
        ("tax-01", 8.0, False, True),
        ("issue-01", 0.0, True, True),
    ]


def test_a_folder_without_files_names_both(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path / "nowhere")
    assert [problem.file for problem in caught.value.problems] == ["hall.toml", "items.csv"]
    assert all("no such file" in problem.text for problem in caught.value.problems)


def test_a_folder_in_place_of_a_file_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "hall.toml").mkdir()
    (tmp_path / "items.csv").write_text(CSV)
    with pytest.raises(ConfigError, match=r"hall\.toml: cannot be read \(Is a directory\)"):
        load(tmp_path)


def test_a_line_that_is_not_toml_is_named(problems: Problems) -> None:
    [line] = problems(toml='[hall]\nname = "x\n')
    assert line.startswith("hall.toml: line 2: is not TOML: ")


def test_a_key_said_twice_is_named(problems: Problems) -> None:
    [line] = problems(toml=TOML.replace('name_en = "Some Hall"', 'name_en = "a"\nname_en = "b"'))
    assert line.startswith("hall.toml: line 5: is not TOML: Cannot overwrite a value")


def test_both_files_are_read_even_when_one_is_broken(problems: Problems) -> None:
    lines = problems(toml="[hall", csv=CSV.replace("税务局,8", "税务局,eight"))
    assert len(lines) == 2
    assert lines[0].startswith("hall.toml: is not TOML: Expected ']' at the end of a table declaration")
    assert lines[1].startswith('items.csv: row 2, minutes: is "eight"; give a number, at least 0')


@pytest.mark.parametrize("name", ["hall.toml", "items.csv"])
def test_a_gbk_file_is_told_to_be_saved_as_utf8(problems: Problems, name: str) -> None:
    files = {"hall.toml": TOML.encode(), "items.csv": CSV.encode()}
    files[name] = files[name].decode().encode("gb18030")
    [line] = problems(toml=files["hall.toml"], csv=files["items.csv"])
    assert line.startswith(f"{name}: line ")
    assert "save as UTF-8" in line


def test_a_byte_order_mark_is_no_problem(problems: Problems) -> None:
    assert problems(toml=TOML.encode("utf-8-sig"), csv=CSV.encode("utf-8-sig")) == []


def test_rows_end_as_windows_or_unix_ends_them_and_with_empty_ones(problems: Problems) -> None:
    assert problems(csv=CSV.replace("\n", "\r\n") + ",,,,,\r\n\r\n") == []


def test_an_empty_row_between_others_keeps_their_numbers(problems: Problems) -> None:
    lines = problems(csv=CSV + "\n" + "tax-02,申报,taxx,税务局,,\n")
    assert lines == [
        "items.csv: row 4: is empty; remove it",
        'items.csv: row 5, queue: "taxx" is not a queue (did you mean "tax"?)',
    ]


def test_a_row_with_too_many_cells_is_told_to_quote_them(problems: Problems) -> None:
    lines = problems(csv=CSV.replace("发票领用", "发票,领用"))
    assert lines[0].startswith("items.csv: row 2: has 7 cells and the header 6; quote texts with commas")


def test_a_stray_quotation_mark_is_no_traceback(problems: Problems) -> None:
    [line] = [line for line in problems(csv=CSV + '"tax-03,x\n') if "csv:" in line]
    assert line.startswith("items.csv: row 4: is not csv: ")


def test_a_csv_of_semicolons_is_told_to_have_commas(problems: Problems) -> None:
    assert problems(csv=CSV.replace(",", ";"))[0].startswith("items.csv: row 1: is not divided by commas")


def test_columns_are_checked_by_name(problems: Problems) -> None:
    lines = problems(csv=CSV.replace("department", "departement").replace("minutes", "elder"))
    assert lines == [
        'items.csv: row 1: column 4, "departement", is no column (did you mean "department"?); '
        "remove or rename it",
        'items.csv: row 1: has the column "elder" twice; remove one',
    ]


def test_a_missing_column_is_named_and_the_featured_items_are_not_blamed(problems: Problems) -> None:
    assert problems(csv=CSV.replace("code,", "number,")) == [
        'items.csv: row 1: column 1, "number", is no column (did you mean "name"?); remove or rename it',
        'items.csv: row 1: has no column "code"; add it',
    ]


@pytest.mark.parametrize(
    ("csv", "said"), [("", "is empty; begin with the row code,name"), (CSV.splitlines()[0], "has no items")]
)
def test_a_csv_without_items_is_a_problem(problems: Problems, csv: str, said: str) -> None:
    assert any(line.startswith("items.csv: ") and said in line for line in problems(csv=csv))


def test_one_bad_value_does_not_hide_the_next(problems: Problems) -> None:
    lines = problems(
        toml=TOML.replace('prefix = "A"', 'prefix = "a1"\nminutes = 0\nfirst = "one"').replace(
            "number = 1\n", "number = 0\n"
        ),
        csv=CSV.replace("false", "no").replace("issue-01", "issue 01"),
    )
    assert lines == [
        'items.csv: row 2, elder: is "no"; give true or false',
        'items.csv: row 3, code: is "issue 01"; give a short name of letters, digits, - and _, '
        "at most 32 characters",
        'hall.toml: queues[0].prefix: is "a1"; give one or two capital letters',
        "hall.toml: queues[0].minutes: is 0; give a number above 0",
        'hall.toml: queues[0].first: is "one"; give a whole number, at least 1',
        "hall.toml: windows[0].number: is 0; give a whole number from 1 to 9999",
    ]


def test_a_bad_element_of_a_list_is_named_by_its_place(problems: Problems) -> None:
    lines = problems(toml=TOML + '\n[hours]\ndays = ["mon", "tues", 3]\nopen = ["9-12"]\n')
    assert lines == [
        'hall.toml: hours.days[1]: is "tues" (did you mean "tue"?); give one of mon, tue, wed, thu, fri, '
        "sat, sun",
        "hall.toml: hours.days[2]: is 3; give one of mon, tue, wed, thu, fri, sat, sun",
        'hall.toml: hours.open[0]: is "9-12"; give a span such as "09:00-12:00"',
    ]


def test_a_missing_setting_says_what_it_is_for(problems: Problems) -> None:
    lines = problems(toml=TOML.replace('consult_phone = "12345"\n', ""))
    assert lines == [
        "hall.toml: hall.consult_phone: is missing; give text, not empty. "
        "Number visitors may ring with questions."
    ]


def test_an_empty_file_says_which_tables_a_hall_needs(problems: Problems) -> None:
    assert problems(toml="") == [
        "hall.toml: hall: is missing; give a table [hall]",
        "hall.toml: zones: is missing; give at least one table [[zones]]",
        "hall.toml: queues: is missing; give at least one table [[queues]]",
        "hall.toml: windows: is missing; give at least one table [[windows]]",
    ]


@pytest.mark.parametrize(
    ("added", "said"),
    [
        ("[hub]\nprot = 1", 'hub.prot: is not a setting (did you mean "port"?); remove it'),
        ("[huub]\nport = 1", 'huub: is not a setting (did you mean "hub"?); remove it'),
        ("[[items]]\ncode = 'x'", "items: does not belong here; items are the rows of items.csv"),
        ("[hub]\nport = true", "hub.port: is true; give a whole number from 1 to 65535"),
        ("[hub]\nheartbeat_s = inf", "hub.heartbeat_s: is inf; give a number above 0"),
        ("[hub]\nheartbeat_s = nan", "hub.heartbeat_s: is nan; give a number above 0"),
        ("[sync]\nbatch = 0", "sync.batch: is 0; give a whole number from 1 to 10000"),
    ],
)
def test_a_setting_that_is_none_or_does_not_fit_is_told(problems: Problems, added: str, said: str) -> None:
    assert problems(toml=f"{TOML}\n{added}\n") == [f"hall.toml: {said}"]


def test_a_table_where_several_belong_and_the_other_way_round(problems: Problems) -> None:
    toml = TOML.replace("[[clerks]]", "[clerks]").replace("[hall]", "[[hall]]")
    assert problems(toml=toml) == [
        "hall.toml: hall: is a list; write it as a table of settings",
        "hall.toml: clerks: is a table; write each of its tables under [[clerks]]",
    ]


def test_a_line_break_in_a_text_is_refused(problems: Problems) -> None:
    [line] = problems(toml=TOML.replace('id = "meal"', 'id = "meal\\n"'))
    assert line.startswith("hall.toml: pauses[0].id: holds a line break")


def test_device_options_must_be_texts(problems: Problems) -> None:
    lines = problems(toml=TOML + "options = { columns = 32, codepage = 'gb18030' }\n")
    assert lines == ["hall.toml: devices[0].options.columns: is 32; give text"]


def test_too_many_featured_items_are_counted(problems: Problems) -> None:
    codes = ", ".join(f'"x-{n}"' for n in range(7))
    rows = "".join(f"x-{n},x,tax,,,\n" for n in range(7))
    lines = problems(toml=TOML.replace('["tax-01"]', f"[{codes}]"), csv=CSV + rows)
    assert lines == ["hall.toml: kiosks[0].featured: has 7 entries; keep at most 6"]


def test_files_that_the_hall_names_must_be_beside_it(problems: Problems, tmp_path: Path) -> None:
    toml = TOML.replace("[[zones]]", '[voice]\nclips = "clips"\n[[zones]]', 1)
    [line] = problems(toml=toml)
    assert line.split(": ")[1] == "voice.clips"
    (tmp_path / "clips").mkdir()
    assert problems(toml=toml) == []


def test_a_file_name_that_no_system_takes_is_a_problem(problems: Problems) -> None:
    [line] = problems(toml=TOML.replace("[[zones]]", f'[voice]\nclips = "{"x" * 5000}"\n[[zones]]', 1))
    assert "is no folder beside hall.toml" in line


def test_a_report_has_all_problems_and_exit_code_2(problems: Problems, tmp_path: Path) -> None:
    expected = problems(toml=TOML.replace('zone = "main"', 'zone = "mian"'))
    assert report(tmp_path) == ([*expected, f"{len(expected)} problems to mend."], 2)


def test_a_report_of_a_good_hall_counts_its_parts(problems: Problems, tmp_path: Path) -> None:
    problems(toml=TOML + '\n[hub]\nhost = "0.0.0.0"\n')
    lines, code = report(tmp_path)
    assert code == 0
    assert lines[0].startswith('note: hall.toml: hub.host: the hub listens on "0.0.0.0"')
    assert lines[-1].endswith("1 zone, 2 queues, 2 windows, 1 kiosk, 1 clerk, 1 device, 2 items. All good.")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(toml=st.binary(max_size=60), csv=st.binary(max_size=60))
def test_any_bytes_at_all_give_problems_and_no_traceback(problems: Problems, toml: bytes, csv: bytes) -> None:
    assert problems(toml=toml, csv=csv)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(cells=st.lists(st.lists(st.text(max_size=6), max_size=6), max_size=4))
def test_any_cells_below_a_good_header_give_a_hall_or_problems(
    problems: Problems, cells: list[list[str]]
) -> None:
    text = "".join(
        ",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) + "\n" for row in cells
    )
    lines = problems(csv=(CSV + text).encode("utf-8", "replace"))
    assert all(line.startswith("items.csv: ") for line in lines)
