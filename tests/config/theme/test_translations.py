"""English is complete: every sentence of every screen has a translation that keeps its placeholders."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from config.theme import translations
from config.theme.translations import ROOT, SOURCES

FILES = [file for file, folder in SOURCES.items() if any((ROOT / folder).rglob("*.qml"))]
PLACE = re.compile(r"%[1-9n]")


def messages(file: Path) -> dict[tuple[str, str, str], ET.Element]:
    """Every message by context, source and comment."""
    found = {}
    for context in ET.parse(file).getroot().iter("context"):  # noqa: S314 - our own file
        for message in context.iter("message"):
            key = (
                context.findtext("name", ""),
                message.findtext("source", ""),
                message.findtext("comment", ""),
            )
            found[key] = message
    return found


def translated(message: ET.Element) -> list[str]:
    translation = message.find("translation")
    assert translation is not None
    forms = [form.text or "" for form in translation.iter("numerusform")]
    return forms or [translation.text or ""]


@pytest.mark.parametrize("file", FILES)
def test_every_sentence_is_translated(file: str) -> None:
    for (context, source, _), message in messages(ROOT / file).items():
        translation = message.find("translation")
        assert translation is not None
        assert translation.get("type") is None, f"{context}: {source} is {translation.get('type')}"
        for words in translated(message):
            assert words.strip() or source == "、", f"{context}: {source} has no translation"
            assert set(PLACE.findall(words)) == set(PLACE.findall(source)), f"{context}: {source} | {words}"


@pytest.mark.parametrize("file", FILES)
def test_the_translation_file_holds_what_the_pages_say(file: str, tmp_path: Path) -> None:
    for name, folder in SOURCES.items():
        if name == file:
            shutil.copytree(ROOT / folder, tmp_path / folder)
    translations.update(tmp_path)
    assert set(messages(tmp_path / file)) == set(messages(ROOT / file)), (
        "python -m config.theme.translations --update"
    )


def test_only_what_is_out_of_date_is_compiled(tmp_path: Path) -> None:
    file = FILES[0]
    (tmp_path / file).parent.mkdir(parents=True)
    shutil.copy(ROOT / file, tmp_path / file)
    assert translations.compile_all(tmp_path) == [(tmp_path / file).with_suffix(".qm")]
    assert translations.compile_all(tmp_path) == []
