"""A small hall on disk that is right, to be made wrong in one place at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from config.load import load
from config.problems import ConfigError

TOML = """
[hall]
name = "某某政务服务中心"
name_en = "Some Hall"
consult_phone = "12345"
complaint_phone = "12345"

[[zones]]
id = "main"
name = "综合受理区"

[[queues]]
id = "tax"
prefix = "A"
name = "税务"
zone = "main"

[[queues]]
id = "issue"
prefix = "B"
name = "领证"
zone = "main"

[[windows]]
number = 1
zone = "main"
queues = ["tax", "issue"]

[[windows]]
number = 2
zone = "main"
type = "dedicated"

[[kiosks]]
id = "K1"
zone = "main"
featured = ["tax-01"]

[[clerks]]
number = "1001"
name = "王小燕"

[[pauses]]
id = "meal"
name = "用餐"

[[devices]]
id = "printer-1"
kind = "escpos-printer"
host = "K1"
kiosk = "K1"
port = "tcp://127.0.0.1:9100"
"""

CSV = """code,name,queue,department,minutes,elder
tax-01,发票领用,tax,税务局,8,false
issue-01,证照领取,issue,政务服务中心,,true
"""

Problems = Callable[..., list[str]]


@pytest.fixture
def problems(tmp_path: Path) -> Problems:
    """Reads a hall, and says its problems as lines; give the files' texts or bytes."""

    def read(
        toml: str | bytes = TOML, csv: str | bytes = CSV, kinds: tuple[str, ...] | None = None
    ) -> list[str]:
        for name, text in (("hall.toml", toml), ("items.csv", csv)):
            (tmp_path / name).write_bytes(text.encode() if isinstance(text, str) else text)
        try:
            load(tmp_path, kinds)
        except ConfigError as error:
            return str(error).splitlines()
        return []

    return read
