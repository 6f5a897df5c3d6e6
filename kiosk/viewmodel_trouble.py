"""Why something was refused, in the visitor's language, and the ways on: there is always one."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from devices.link.refusals import REFUSALS

QML_IMPORT_NAME = "Kiosk.Model"
QML_IMPORT_MAJOR_VERSION = 1
QML_IMPORT_MINOR_VERSION = 0

QVariantList = list  # as Qt names it, for the tools that read this file

WAYS = {
    "closed": ("other", "call", "desk"),
    "holiday": ("other", "call", "desk"),
    "full": ("other", "call", "desk"),
    "slot_full": ("other", "call", "desk"),
    "too_late": ("other", "call", "desk"),
    "stopped": ("other", "call", "desk"),
    "person_limit": ("other", "call", "desk"),
    "too_many_items": ("other", "call", "desk"),
    "unknown_bundle": ("other", "desk"),
    "unknown_item": ("other", "desk"),
    "real_name": ("card", "other", "desk"),
    "already_waiting": ("mine", "desk"),
    "unknown_appointment": ("scan", "phone", "other", "desk"),
    "unknown_slip": ("scan", "other", "desk"),
    "slip_settled": ("other", "desk"),
    "too_early": ("other", "desk"),
    "appointment_used": ("paper", "desk"),
    "unknown_ticket": ("other", "desk"),
    "unknown_person": ("card", "other", "desk"),
}
"""Ways on from a refusal, by its code; from any other one may try again or go to the desk."""


@QmlElement
class TroubleView(QObject):
    """A refusal; empty while nothing was refused."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._refused = ""
        self._zh = ""
        self._en = ""
        self._english = False

    def tell(self, code: str, zh: str, en: str) -> None:
        """Show a refusal as the hub said it."""
        self._refused, self._zh, self._en = code, zh, en
        self.changed.emit()

    def tell_ours(self, code: str) -> None:
        """Show a refusal of the wire contract that the kiosk itself found."""
        zh, en = REFUSALS[code]
        self.tell(code, zh, en)

    def forget(self) -> None:
        """Nothing is refused any more."""
        self.tell("", "", "")

    def show(self, english: bool) -> None:
        """Say it in one of the two languages."""
        self._english = english
        self.changed.emit()

    def _code(self) -> str:
        return self._refused

    def _sentence(self) -> str:
        return self._en if self._english else self._zh

    def _ways(self) -> list[str]:
        return list(WAYS.get(self._refused, ("retry", "desk")))

    code = Property(str, _code, notify=changed)
    sentence = Property(str, _sentence, notify=changed)
    ways = Property(QVariantList, _ways, notify=changed)
