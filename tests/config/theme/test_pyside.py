"""Guards against a PySide that loses references: 6.12.0 on Python 3.11 aborts after some 500 emits."""

from __future__ import annotations

import sys

from PySide6.QtCore import Property, QObject, Signal, Slot

EMITS = 1000


class Bell(QObject):
    """Rings, and counts how often it was heard."""

    rung = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.heard = 0
        self.rung.connect(self.hear)

    @Slot()
    def hear(self) -> None:
        self.heard += 1

    def _on(self) -> bool:
        return True

    on = Property(bool, _on, notify=rung)


def test_a_thousand_emits_and_reads_lose_no_reference_to_true_or_none() -> None:
    bell = Bell()
    before = sys.getrefcount(True), sys.getrefcount(None)
    for _ in range(EMITS):
        bell.rung.emit()
        assert bell.property("on") is True
    lost = before[0] - sys.getrefcount(True), before[1] - sys.getrefcount(None)
    assert bell.heard == EMITS
    # Others' few references come and go; one lost on every emit would be a thousand. Immortal since 3.12.
    assert all(abs(count) < EMITS / 10 for count in lost), lost
