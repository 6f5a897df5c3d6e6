"""Under which licences the locked packages are, and whether the hall may use them.

What a hall runs may be passed on with it: licences that allow this, and libraries under the LGPL, which stay
exchangeable files of their own. Tools that only check the code may be under the GPL too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import NamedTuple

PASSED_ON = {
    *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "MIT", "MIT-0", "MIT-CMU"),
    *("LGPL-3.0-only", "MPL-2.0", "PSF-2.0", "Public Domain", "Zlib"),
}
TOOLS = PASSED_ON | {"GPL-2.0-only"}
# Older packages name their licence in words of their own.
WORDS = {
    "Apache 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD 2-Clause License": "BSD-2-Clause",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "PSFL": "PSF-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
# Packages that say nothing of it in what is installed; read in their own repository.
SILENT = {"atheris": "Apache-2.0"}


class Licence(NamedTuple):
    """A package's licence as an SPDX expression, empty when it names none, and whether it is allowed."""

    package: str
    version: str
    terms: str
    allowed: bool


def canonical(name: str) -> str:
    """A package's name as the index writes it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def licences(folder: Path, names: Iterable[str], passed_on: Iterable[str]) -> list[Licence]:
    """Read the licences of these packages where they are installed.

    Args:
        folder: a ``site-packages`` folder.
        names: packages, by canonical name; one that is not installed there is left out.
        passed_on: those among them that a hall runs.
    """
    wanted, shipped = set(names), set(passed_on)
    found = []
    for each in distributions(path=[str(folder)]):
        name = canonical(each.name)
        if name in wanted:
            terms = terms_of(each)
            found.append(Licence(name, each.version, terms, is_allowed(terms, name in shipped)))
    return sorted(found)


def terms_of(package: Distribution) -> str:
    """A package's own word: the SPDX expression, else the field, else the classifiers."""
    for said in _said(package):
        terms = WORDS.get(said, said)
        if is_allowed(terms, passed_on=False):
            return terms
    return SILENT.get(canonical(package.name), next(_said(package), ""))


def is_allowed(terms: str, passed_on: bool) -> bool:
    """Whether an SPDX expression of ANDs and ORs, without brackets, leaves a way that is allowed."""
    allowed = PASSED_ON if passed_on else TOOLS
    ways = re.split(r"\s+OR\s+", terms)
    return any(all(part in allowed for part in re.split(r"\s+AND\s+", way)) for way in ways)


def _said(package: Distribution) -> Iterator[str]:
    fields = package.metadata
    for key in ("License-Expression", "License"):
        # Some paste the whole text: its first line is the name.
        for text in fields.get_all(key) or []:
            yield from text.strip().splitlines()[:1]
    for line in fields.get_all("Classifier") or []:
        if line.startswith("License :: "):
            yield line.rpartition(" :: ")[2]
