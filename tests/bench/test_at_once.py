"""Sixteen clients of another process take and call at once: no number twice, nobody called twice."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from devices.link.messages import TicketResult
from tests.bench.disk import NoDisk, bare_commits, file_system, mounted, on_disk
from tests.bench.figures import Figures, Spread, spread
from tests.bench.hub import ONE_AT_A_TIME, Run, measure, told, written
from tests.bench.visitors import crowd
from tests.crash.audit import audit
from tests.hubs.premises import prepare
from tests.hubs.process import running

CLIENTS, ROUNDS = 16, 12
MOUNTS = """\
22 28 0:20 / / rw,relatime shared:7 - ext4 /dev/vda rw
23 28 0:21 / /run rw,nosuid shared:8 - tmpfs tmpfs rw,mode=755
24 28 0:22 / /var/my\\040disk rw - btrfs /dev/vdb rw
25 24 0:23 / /run/deep/down rw master:1 propagate_from:2 - xfs /dev/vdc rw
"""


@pytest.mark.e2e
async def test_sixteen_clients_at_once_get_different_numbers_and_call_different_people(
    tmp_path: Path,
) -> None:
    premises = prepare(tmp_path / "hall", windows=CLIENTS)
    async with running(premises) as hub:
        came = await crowd(premises, CLIENTS, rounds=ROUNDS)
        entries, commits = written(premises)
        assert await hub.stop() == 0
    found = audit(premises.journal, came.ledger, premises.config)

    assert found.findings == []
    assert hub.complaints() == []
    assert found.unheard == found.unkept == 0
    told_by = Counter[tuple[str, str]]()
    for saying in came.ledger.sayings.values():
        assert saying.done is not None, saying
        if isinstance(saying.done.result, TicketResult) and saying.kind in ("take_ticket", "call_next"):
            told_by[saying.kind, saying.done.result.number] += 1
    assert len(told_by) == 2 * CLIENTS * ROUNDS
    assert set(told_by.values()) == {1}
    assert commits < entries, "those who wait together share an fsync"


@pytest.mark.e2e
async def test_the_bench_counts_commands_by_the_fsync_and_audits_what_it_measured(tmp_path: Path) -> None:
    figures, found = await measure(tmp_path, Run("4 clients, one commit each", 4, ONE_AT_A_TIME), 0.2)

    assert found.findings == []
    assert found.kinds["ticket_taken"] == found.kinds["ticket_called"] > 0
    assert figures.per_fsync == 1.0
    assert figures.per_s > 0
    assert figures.bare_per_s > 0
    lines = told([(figures, found)])
    assert "one commit each" in lines[1]
    assert lines[-1].startswith(f"audited: {found.kinds['ticket_taken']} numbers, none twice")
    found.findings.append("ticket t1 was called")
    assert told([(figures, found)])[-2:] == ["FOUND: ticket t1 was called", "audited: 1 findings"]


def test_half_and_99_of_100_are_told() -> None:
    assert spread(n / 1000 for n in range(1, 101)) == Spread(51.0, 100.0)
    assert spread([0.5]) == Spread(500.0, 500.0)
    with pytest.raises(ValueError, match="nothing was measured"):
        spread([])


def test_the_ratio_is_to_the_bare_loop() -> None:
    one = Spread(1.0, 2.0)
    figures = Figures(name="x", per_s=500.0, take=one, call=one, per_fsync=1.0, bare_per_s=2000.0)

    assert figures.ratio == 0.25


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/srv/hall", "ext4"),
        ("/run/hall", "tmpfs"),
        ("/run/deep/down/hall", "xfs"),
        ("/running", "ext4"),
        ("/var/my disk/bench", "btrfs"),
    ],
)
def test_the_file_system_is_that_of_the_nearest_mount(folder: str, kind: str) -> None:
    assert file_system(Path(folder), MOUNTS) == kind


def test_a_folder_in_memory_is_refused() -> None:
    with pytest.raises(NoDisk, match="is memory and no disk"):
        on_disk(Path("/run/hall"), MOUNTS)
    assert on_disk(Path("/srv/hall"), MOUNTS) == "ext4"


def test_what_is_mounted_here_can_be_read() -> None:
    assert file_system(Path("/proc/self"), mounted()) == "proc"


def test_the_bare_loop_commits(tmp_path: Path) -> None:
    assert bare_commits(tmp_path, 0.01) > 0
