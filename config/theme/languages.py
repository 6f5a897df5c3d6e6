"""The language of a screen: Chinese is what the sources are written in, others are translation files.

A folder ``i18n`` holds ``<name>_<language>.ts``; ``python -m config.theme.translations`` compiles each
into a ``.qm`` beside it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTranslator, Signal
from PySide6.QtQml import QQmlEngine

log = logging.getLogger(__name__)

SOURCE = "zh"
"""The language that needs no translation file."""


class Languages(QObject):
    """Switches all words of a screen at once, also while it is shown.

    Args:
        engine: the screen's engine, whose bindings are shown anew.
        folders: ``i18n`` folders of the theme and of the program.
    """

    changed = Signal()

    def __init__(self, engine: QQmlEngine, folders: Iterable[Path]) -> None:
        super().__init__(engine)
        self._engine = engine
        self._folders = tuple(folders)
        self._translators: list[QTranslator] = []
        self._language = SOURCE

    @property
    def language(self) -> str:
        """The language that is shown, such as "zh" or "en"."""
        return self._language

    def speak(self, language: str) -> None:
        """Show another language; what it does not translate stays Chinese."""
        if language == self._language:
            return
        for translator in self._translators:
            QCoreApplication.removeTranslator(translator)
        self._translators = []
        for folder in self._folders:
            for file in sorted(folder.glob(f"*_{language}.qm")):
                translator = QTranslator(self)
                if translator.load(str(file)):
                    QCoreApplication.installTranslator(translator)
                    self._translators.append(translator)
        if language != SOURCE and not self._translators:
            log.error("There is no translation for %s; run: make setup", language)
            language = SOURCE
        self._language = language
        self._engine.retranslate()
        self.changed.emit()
