"""The font that can draw Chinese; without one a screen does not start, and says what to install."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

FAMILIES = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN")
"""Families that are right for the hall, the best first."""

FOLDER_VARIABLE = "HALL_FONTS"
"""Environment variable that names a folder with font files, for machines where none can be installed."""


class NoChineseFont(Exception):
    """No font on this machine draws Chinese well; the text says what to do."""


def hall_font() -> QFont:
    """Find the hall's font, among the system's and in the folder of ``HALL_FONTS``.

    Needs a running QGuiApplication.

    Raises:
        NoChineseFont: none of ``FAMILIES`` is there.
    """
    folder = os.environ.get(FOLDER_VARIABLE, "")
    if folder:
        for file in sorted(Path(folder).glob("*.[ot]t[fc]")):
            QFontDatabase.addApplicationFont(str(file))
    known = set(QFontDatabase.families())
    for family in FAMILIES:
        if family in known:
            # No merging with other families: a missing sign shall be seen, not drawn in a Japanese shape.
            font = QFont(family)
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            return font
    raise NoChineseFont(
        "No Chinese font was found. Install one:  sudo apt-get install -y fonts-noto-cjk\n"
        f"or put NotoSansSC-Regular.otf in a folder and name it in {FOLDER_VARIABLE}."
    )
