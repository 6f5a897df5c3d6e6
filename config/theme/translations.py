"""Keeps the translation files: compiles ``.ts`` to ``.qm`` at set-up, and collects new sentences.

``python -m config.theme.translations`` compiles what is out of date (part of ``make setup``).
``python -m config.theme.translations --update`` first takes new sentences from the QML files.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import click
import PySide6

ROOT = Path(__file__).resolve().parents[2]
SOURCES = {
    "config/theme/i18n/hall_en.ts": "config/theme/Hall",
    "devices/link/i18n/enrolment_en.ts": "devices/link/qml",
    "kiosk/i18n/kiosk_en.ts": "kiosk/qml",
    "caller/i18n/caller_en.ts": "caller/qml/Caller",
    "caller/i18n/pad_en.ts": "caller/qml/Pad",
    "display/i18n/display_en.ts": "display/qml",
}
"""Translation file by the folder of QML files that it translates."""


def _tool(name: str, *arguments: str) -> None:
    # The wheel's own programs; the pyside6-* scripts only start them.
    subprocess.run([str(Path(PySide6.__file__).parent / name), *arguments], check=True)


def update(root: Path = ROOT) -> None:
    """Collect the sentences of every program's QML files into its translation file."""
    for file, folder in SOURCES.items():
        qml = sorted(str(path) for path in (root / folder).rglob("*.qml"))
        if qml:
            (root / file).parent.mkdir(parents=True, exist_ok=True)
            options = ("-source-language", "zh_CN", "-target-language", "en", "-locations", "none")
            _tool("lupdate", *qml, *options, "-no-obsolete", "-silent", "-ts", str(root / file))


def compile_all(root: Path = ROOT) -> list[Path]:
    """Compile every translation file that is newer than what was made of it.

    Returns:
        The files that were made.
    """
    made = []
    for file in SOURCES:
        source, target = root / file, (root / file).with_suffix(".qm")
        if source.exists() and (not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns):
            _tool("lrelease", "-silent", str(source), "-qm", str(target))
            made.append(target)
    return made


@click.command()
@click.option("--update", "collect", is_flag=True, help="Take new sentences from the QML files first.")
def main(collect: bool) -> None:
    """Compile the screens' translations."""
    if collect:
        update()
    for file in compile_all():
        click.echo(f"made {file.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
