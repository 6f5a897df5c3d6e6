"""The theme's colours can be read, its font is there, its clock and its words are right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QColor
from PySide6.QtQml import QQmlApplicationEngine, QQmlComponent

from config.theme import fonts
from config.theme.app import THEME
from config.theme.clock import WallClock
from config.theme.languages import Languages
from tests.screens.studio import application

PEEK = """
import QtQuick
import Hall
QtObject {
    property var theme: Theme
    property string low: Words.wait(5, 15)
    property string none: Words.wait(0, 0)
    property string one: Words.wait(5, 5)
    property string few: Words.windows([1, 2])
    property string single: Words.windows([5])
    property string many: Words.windows([1, 2, 3, 4, 5, 6, 7])
    property string day: Words.date(11, 23, 1)
    property string nobody: Words.ahead(0)
    property string upstairs: Words.floor(9)
}
"""


@pytest.fixture
def engine() -> QQmlApplicationEngine:
    application()
    engine = QQmlApplicationEngine()
    engine.addImportPath(str(THEME))
    return engine


@pytest.fixture
def peek(engine: QQmlApplicationEngine) -> Iterator[QObject]:
    component = QQmlComponent(engine)
    component.setData(PEEK.encode(), QUrl())
    peek = component.create()
    assert peek is not None, component.errorString()
    yield peek
    peek.deleteLater()


def luminance(color: QColor) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (color.redF(), color.greenF(), color.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TEXTS = [
    *((ink, "card") for ink in ("ink", "soft", "primary", "warn", "bad", "good")),
    *((ink, "ground") for ink in ("ink", "soft", "primary", "warn", "bad", "good")),
    ("ink", "tint"),
    ("soft", "tint"),
    ("primary", "tint"),
    ("warn", "tint"),
    ("help", "helpGround"),
    ("warn", "helpGround"),
    ("good", "goodGround"),
    ("bad", "badGround"),
    *(("fillInk", fill) for fill in ("primary", "appointment")),
    ("fillSoft", "primary"),
    ("fillSoft", "appointment"),
    ("highlightInk", "highlight"),
    ("darkText", "darkGround"),
    ("darkSoft", "darkCardHigh"),
    ("darkNumber", "darkCardHigh"),
]  # fmt: skip


@pytest.mark.parametrize(("ink", "ground"), TEXTS)
@pytest.mark.parametrize(("elder", "least"), [(False, 4.5), (True, 7.0)])
def test_every_text_stands_out_from_its_ground(
    peek: QObject, ink: str, ground: str, elder: bool, least: float
) -> None:
    theme = peek.property("theme")
    theme.setProperty("elder", elder)
    seen = contrast(theme.property(ink), theme.property(ground))
    if elder and ground.startswith("dark"):
        least = 4.5  # public screens have no elder version; theirs are large anyway
    assert seen >= least, f"{ink} on {ground}: {seen:.2f}"


def test_white_on_a_bright_fill_is_for_large_text(peek: QObject) -> None:
    theme = peek.property("theme")
    assert contrast(theme.property("fillInk"), theme.property("warnFill")) >= 3.0


def test_sizes_follow_the_short_side_and_grow_for_the_elderly(peek: QObject) -> None:
    theme = peek.property("theme")
    assert (theme.property("title"), theme.property("body"), theme.property("tiny")) == (60, 36, 26)
    theme.setProperty("elder", True)
    assert (theme.property("title"), theme.property("body"), theme.property("tiny")) == (81, 49, 35)
    theme.setProperty("shortSide", 540)
    assert theme.property("smallest") == 16


def test_nothing_moves_when_motion_is_off(peek: QObject) -> None:
    theme = peek.property("theme")
    assert 150 <= theme.property("quick") <= theme.property("move") <= 250
    theme.setProperty("motion", False)
    assert (theme.property("quick"), theme.property("move")) == (0, 0)


def test_waits_windows_and_days_are_said_in_chinese(peek: QObject) -> None:
    words = {name: peek.property(name) for name in ("low", "none", "one", "few", "single", "many", "day")}
    assert words == {
        "low": "5–15 分钟",
        "none": "无需等候",
        "one": "约 5 分钟",
        "few": "1、2 号窗口",
        "single": "5 号窗口",
        "many": "1、2、3 等 7 个窗口",
        "day": "11月23日 星期一",
    }
    assert peek.property("nobody") == "前面没有人"
    assert peek.property("upstairs") == "9 楼"


def test_words_change_while_they_are_shown(engine: QQmlApplicationEngine, peek: QObject) -> None:
    languages = Languages(engine, [THEME / "i18n"])
    languages.speak("en")
    assert (peek.property("low"), peek.property("few"), peek.property("single")) == (
        "5–15 min",
        "Windows 1, 2",
        "Window 5",
    )
    assert peek.property("day") == "Mon 23 Nov"
    languages.speak("zh")
    assert peek.property("low") == "5–15 分钟"


def test_a_language_that_was_never_translated_is_told_and_stays_chinese(
    engine: QQmlApplicationEngine, expects_log: object, tmp_path: Path
) -> None:
    assert callable(expects_log)
    expects_log("no translation for en")
    languages = Languages(engine, [tmp_path])
    languages.speak("en")
    assert languages.language == "zh"


def test_the_font_draws_rare_names_and_digits() -> None:
    from PySide6.QtGui import QFontInfo, QFontMetrics

    application()
    font = fonts.hall_font()
    assert QFontInfo(font).family() in fonts.FAMILIES
    metrics = QFontMetrics(font)
    assert all(metrics.inFontUcs4(ord(letter)) for letter in "张㙓0A*")


def test_a_machine_without_a_chinese_font_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    application()
    monkeypatch.setattr(fonts, "FAMILIES", ("No Such Family",))
    with pytest.raises(fonts.NoChineseFont, match="apt-get install -y fonts-noto-cjk"):
        fonts.hall_font()


def test_the_clock_shows_the_halls_time_and_tells_each_new_minute() -> None:
    application()
    now = datetime(2026, 11, 23, 1, 26, 50, tzinfo=UTC)
    clock = WallClock(now=lambda: now)
    told: list[bool] = []
    clock.changed.connect(lambda: told.append(True))
    assert (clock.property("time"), clock.property("weekday")) == ("09:26", 1)
    now += timedelta(seconds=5)
    clock.look()
    assert told == []
    now += timedelta(seconds=10)
    clock.look()
    assert told == [True]
    assert clock.property("time") == "09:27"
    clock.set_zone("Europe/Paris")
    assert clock.property("time") == "02:27"


def test_icons_are_named_as_pages_use_them() -> None:
    drawn = set(re.findall(r'^ +"(\w+)": "M', (THEME / "Hall" / "Icon.qml").read_text("utf-8"), re.MULTILINE))
    root = THEME.parents[1]
    for folder in ("config/theme/Hall", "kiosk/qml", "caller/qml", "display/qml"):
        for file in (root / folder).rglob("*.qml"):
            for line in re.findall(r"symbol: (.*)|Icon \{[^}]*?name: (.*)", file.read_text("utf-8")):
                used = set(re.findall(r'(?<![=!]= )"([a-z]+)"', "".join(line)))
                assert used <= drawn, f"{file.name}: {used - drawn}"
