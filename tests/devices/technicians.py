"""Somebody at a keyboard, with a hall in one folder and its data in another."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from devices.__main__ import main
from devices.hub.files import Files
from tests.config.conftest import CSV, TOML


class Technician:
    """Types commands of ``hall`` about one hall."""

    def __init__(self, folder: Path) -> None:
        self.hall = folder / "hall"
        self.data = folder / "data"
        self.files = Files(self.data)
        self.hall.mkdir()
        self.writes(TOML)
        (self.hall / "items.csv").write_text(CSV, "utf-8")

    def writes(self, toml: str) -> None:
        (self.hall / "hall.toml").write_text(toml, "utf-8")

    def types(self, *words: str, hall: bool = True, env: dict[str, str] | None = None) -> Result:
        where = ["--hall", str(self.hall), "--data", str(self.data)] if hall else []
        return CliRunner().invoke(main, [*words, *where], env=env)
