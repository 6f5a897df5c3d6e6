"""What the system must bring is found by trying it, and asked of apt-get no more often than needed."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.deploy import system
from config.deploy.system import Need

TABLE = """\
# kind     name                package
library    libc.so.6           libc6       # a row may say why
library    libno-such.so.9     libno-such9
command    sh                  dash

command    no-such-command     no-such
font       No Such Font SC     fonts-no-such
font       Neither This One    fonts-no-such
"""

APT = """\
#!/bin/sh
echo "$DEBIAN_FRONTEND: $*" >> {said}
case "$1" in
update) touch {lists} ;;
install) test -e {lists} ;;
esac
"""


@pytest.fixture
def needs(tmp_path: Path) -> list[Need]:
    table = tmp_path / "system-packages.txt"
    table.write_text(TABLE, "utf-8")
    return system.read_needs(table)


@pytest.fixture
def apt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An apt-get that finds packages only after an update; returns what it wrote down."""
    said = tmp_path / "said"
    program = tmp_path / "bin" / "apt-get"
    program.parent.mkdir()
    program.write_text(APT.format(said=said, lists=tmp_path / "lists"), "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=":")
    return said


def test_what_loads_is_not_missing(needs: list[Need]) -> None:
    absent = [need.name for need in system.missing(needs)]

    assert absent == ["libno-such.so.9", "no-such-command", "No Such Font SC", "Neither This One"]


def test_a_package_that_brings_two_things_is_asked_for_once(needs: list[Need]) -> None:
    assert system.packages_of(system.missing(needs)) == ["libno-such9", "no-such", "fonts-no-such"]


def test_a_python_without_venv_is_missing_a_package_of_its_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    monkeypatch.setattr("sys.version_info", (3, 12, 3))

    assert system.packages_of(system.missing([])) == ["python3.12-venv"]


def test_a_row_of_an_unknown_kind_is_a_mistake_in_the_table() -> None:
    with pytest.raises(ValueError, match="'libary' is none of"):
        system.missing([Need("libary", "libc.so.6", "libc6")])


def test_the_lists_are_fetched_only_when_a_package_is_not_found(apt: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"

    assert system.install(["one", "two"], log)
    assert system.install(["three"], log)

    install = "noninteractive: install -y --no-install-recommends"
    assert apt.read_text("utf-8").splitlines() == [
        f"{install} one two",
        "noninteractive: update",
        f"{install} one two",
        f"{install} three",
    ]


def test_an_apt_get_that_keeps_failing_ends_and_leaves_its_words_in_the_log(
    apt: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "bin" / "apt-get"
    program.write_text("#!/bin/sh\necho no network >&2\nexit 100\n", "utf-8")
    monkeypatch.setattr(system, "APT_PAUSE_S", 0)

    done = system.install(["one"], tmp_path / "log")

    assert not done
    assert "no network" in (tmp_path / "log").read_text("utf-8")


def test_only_root_with_apt_get_installs(apt: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert not system.may_install()

    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert system.may_install()

    monkeypatch.setenv("PATH", str(tmp_path))
    assert not system.may_install()
