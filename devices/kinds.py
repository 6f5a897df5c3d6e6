"""The kinds of device a hall's file may name, and the family each belongs to.

A table without imports, so that rules and checks can know it without loading a driver.
"""

from __future__ import annotations

FAMILIES: dict[str, str] = {
    "escpos-printer": "printer",
    "idcard-reader": "card_reader",
    "serial-scanner": "scanner",
    "camera-scanner": "scanner",
    "led-strip": "board",
    "speaker": "speaker",
}
