"""The audit takes no silence for an answer, and knows every licence."""

from __future__ import annotations

import json
from importlib.metadata import distributions
from pathlib import Path
from sysconfig import get_path

import pytest

from config.deploy import audit
from config.deploy.audit import FINE, FOUND, NOT_ASKED, pinned, report_vulnerabilities, vulnerabilities
from config.deploy.licences import canonical, is_allowed, licences
from config.deploy.lock import LOCKS, ROOT

HASH = f"--hash=sha256:{'0' * 64}"
CLEAN = {"name": "one", "version": "1.0", "vulns": []}
HOLED = {
    "name": "Two_Parts",
    "version": "2.0",
    "vulns": [{"id": "PYSEC-1", "aliases": ["CVE-1"], "fix_versions": ["2.1"], "description": "…"}],
}
SKIPPED = {"name": "two-parts", "skip_reason": "Dependency not found on PyPI and could not be audited"}


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    file = tmp_path / "lock.txt"
    file.write_text(f"# two packages\none==1.0 \\\n    {HASH}\ntwo-parts==2.0 \\\n    {HASH}\n", "utf-8")
    return file


def answering(**services: object) -> audit.Ask:
    """Services that answer so; one that is not named says nothing."""
    return lambda lock, service: json.dumps(services[service]) if service in services else ""


def test_packages_that_are_all_known_to_be_sound_are_fine(
    lock: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sound = {"dependencies": [CLEAN, HOLED | {"vulns": []}], "fixes": []}

    assert report_vulnerabilities([lock], answering(pypi=sound)) == FINE
    assert "none of 2 packages" in capsys.readouterr().out


def test_a_vulnerability_is_named_with_the_version_that_mends_it(
    lock: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = report_vulnerabilities([lock], answering(pypi={"dependencies": [CLEAN, HOLED]}))

    assert code == FOUND
    assert "two-parts 2.0: PYSEC-1 CVE-1; mended in 2.1" in capsys.readouterr().out


@pytest.mark.parametrize(
    "said", ["", "no network", "[]", "{}", '{"dependencies": []}', '{"dependencies": [7]}', "null"]
)
def test_silence_is_no_answer(lock: Path, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert report_vulnerabilities([lock], lambda file, service: said) == NOT_ASKED
    assert "nobody could be asked about 2 of 2" in capsys.readouterr().out


def test_a_package_that_was_skipped_was_not_asked_about(lock: Path) -> None:
    answer = vulnerabilities(lock, answering(pypi={"dependencies": [CLEAN, SKIPPED]}))

    assert (answer.unasked, answer.code) == (["two-parts"], NOT_ASKED)


def test_the_second_service_is_asked_about_what_the_first_does_not_know(lock: Path) -> None:
    ask = answering(pypi={"dependencies": [CLEAN, SKIPPED]}, osv={"dependencies": [CLEAN, HOLED]})

    answer = vulnerabilities(lock, ask)

    assert (answer.unasked, answer.code) == ([], FOUND)


def test_a_known_hole_outweighs_what_could_not_be_asked(lock: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(f"three==3.0 {HASH}\n", "utf-8")

    assert report_vulnerabilities([other, lock], answering(pypi={"dependencies": [CLEAN, HOLED]})) == FOUND


def test_every_locked_package_that_is_installed_is_under_an_allowed_licence() -> None:
    folder = Path(get_path("purelib"))
    names = pinned(ROOT / "requirements.txt")

    found = licences(folder, names, pinned(LOCKS / "run.txt"))

    assert {licence.package: licence.terms for licence in found if not licence.allowed} == {}
    installed = {canonical(each.name) for each in distributions(path=[str(folder)])}
    assert {licence.package for licence in found} == set(names) & installed


@pytest.mark.parametrize(
    ("terms", "passed_on", "allowed"),
    [
        ("MIT", True, True),
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", True, True),
        ("GPL-2.0-only", True, False),
        ("GPL-2.0-only", False, True),
        ("AGPL-3.0-only", False, False),
        ("MIT AND GPL-2.0-only", True, False),
        ("BSD-3-Clause AND 0BSD AND MIT", True, True),
        ("", True, False),
        ("Other/Proprietary License", False, False),
    ],
)
def test_licences_are_judged_by_what_the_package_is_for(terms: str, passed_on: bool, allowed: bool) -> None:
    assert is_allowed(terms, passed_on) is allowed
