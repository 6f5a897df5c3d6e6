"""Lints every QML file knowing the types that Python gives it: ``python -m tests.house.qmllint``.

qmllint only warns about what it cannot find, so the types come first: each Python module that names a
QML import is read (never run) by Qt's own tools into a ``qmltypes`` file below ``build/qml``.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
TYPES = ROOT / "build" / "qml"
ROOMS = ("config", "devices", "kiosk", "caller", "display")
IMPORT_NAME = re.compile(r'^QML_IMPORT_NAME = "([\w.]+)"', re.MULTILINE)


def main() -> int:
    """Make the types and lint.

    Returns:
        0 when Qt's tools have nothing to say, their exit code otherwise.
    """
    for name, sources in python_modules().items():
        make_types(name, sources)
    files = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.qml"))]
    if not files:
        return 0
    folders = sorted({module_root(qmldir) for room in ROOMS for qmldir in (ROOT / room).rglob("qmldir")})
    imports = [part for folder in [TYPES, *folders] for part in ("-I", str(folder))]
    lint = [str(BIN / "pyside6-qmllint"), "--max-warnings", "0", *imports, *map(str, files)]
    return subprocess.run(lint, cwd=ROOT, check=False).returncode


def python_modules() -> dict[str, list[Path]]:
    """Return the Python files of each QML import that Python provides."""
    modules = defaultdict(list)
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            named = IMPORT_NAME.search(path.read_text("utf-8"))
            if named:
                modules[named[1]].append(path)
    return modules


def module_root(qmldir: Path) -> Path:
    """Return the import path of a QML module: above as many folders as its name has words."""
    named = re.search(r"^module ([\w.]+)", qmldir.read_text("utf-8"), re.MULTILINE)
    if named is None:
        raise SystemExit(f"{qmldir.relative_to(ROOT)} names no module")
    return qmldir.parents[named[1].count(".") + 1]


def make_types(name: str, sources: list[Path]) -> None:
    """Write ``qmltypes`` and ``qmldir`` of one QML import."""
    folder = TYPES.joinpath(*name.split("."))
    folder.mkdir(parents=True, exist_ok=True)
    dump = folder / "python.json"
    run("pyside6-metaobjectdump", "--out-file", str(dump), *map(str, sources))
    mark_objects(dump)
    run(
        "pyside6-qmltyperegistrar",
        *("--generate-qmltypes", str(folder / "python.qmltypes")),
        *("--import-name", name, "--major-version", "1", "--minor-version", "0"),
        *("-o", "/dev/null", str(dump)),
    )
    (folder / "qmldir").write_text(f"module {name}\ntypeinfo python.qmltypes\ndepends QtQml\n", "utf-8")


def mark_objects(dump: Path) -> None:
    """Tell of classes whose base is in another file of the import that they are objects, too."""
    files = json.loads(dump.read_text("utf-8"))
    classes = {one["className"]: one for file in files for one in file["classes"]}

    def is_object(one: dict[str, Any]) -> bool:
        bases = (classes.get(base["name"]) for base in one.get("superClasses", ()))
        return bool(one.get("object")) or any(base is not None and is_object(base) for base in bases)

    for one in classes.values():
        one["object"] = is_object(one)
    dump.write_text(json.dumps(files), "utf-8")


def run(tool: str, *words: str) -> None:
    """Run one of Qt's tools; what it says is shown only when it fails."""
    done = subprocess.run([str(BIN / tool), *words], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{tool} {' '.join(words)}\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    sys.exit(main())
