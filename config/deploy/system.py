"""What the operating system must bring: found by trying it, installed with apt-get, or asked for by name.

Nothing is judged by package names: a library is there when it loads, a command when it is on the path,
a font when fontconfig knows it. Only the standard library is imported.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

APT_TRIES = 3
APT_PAUSE_S = 5


class Need(NamedTuple):
    """One row of system-packages.txt: ``kind`` is library, command or font."""

    kind: str
    name: str
    package: str


def read_needs(table: Path) -> list[Need]:
    """Read the rows of system-packages.txt; a ``#`` begins a comment, the name may hold spaces."""
    needs = []
    for line in table.read_text(encoding="utf-8").splitlines():
        words = line.split("#")[0].split()
        if words:
            needs.append(Need(words[0], " ".join(words[1:-1]), words[-1]))
    return needs


def missing(needs: list[Need]) -> list[Need]:
    """Try every need and return those that are not met, Python's own ``venv`` among them."""
    absent = [need for need in needs if not _is_met(need)]
    if importlib.util.find_spec("ensurepip") is None:
        version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
        absent.append(Need("module", f"{version} -m venv", f"{version}-venv"))
    return absent


def packages_of(needs: list[Need]) -> list[str]:
    """Return the packages that bring these needs, each once, in the table's order."""
    return list(dict.fromkeys(need.package for need in needs))


def may_install() -> bool:
    """Whether this process can call apt-get with effect."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: list[str], log: Path) -> bool:
    """Install packages with apt-get; refresh its lists only when the first try finds them too old.

    Returns:
        Whether apt-get said it was done; everything it said is added to ``log``.
    """
    wanted = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    for turn in range(APT_TRIES):
        if _runs(wanted, log):
            return True
        if turn:
            time.sleep(APT_PAUSE_S * turn)
        _runs(["apt-get", "update"], log)
    return _runs(wanted, log)


def _is_met(need: Need) -> bool:
    if need.kind == "library":
        return _loads(need.name) is not None
    if need.kind == "command":
        return shutil.which(need.name) is not None
    if need.kind == "font":
        return _has_font(need.name)
    raise ValueError(f"system-packages.txt: {need.kind!r} is none of library, command, font")


def _loads(name: str) -> ctypes.CDLL | None:
    try:
        return ctypes.CDLL(name)
    except OSError:
        return None


def _has_font(family: str) -> bool:
    """Ask fontconfig itself: its command line tool is a package of its own and often absent."""
    fontconfig = _loads("libfontconfig.so.1")
    if fontconfig is None:
        return False
    fontconfig.FcNameParse.restype = ctypes.c_void_p
    fontconfig.FcNameParse.argtypes = [ctypes.c_char_p]
    fontconfig.FcObjectSetCreate.restype = ctypes.c_void_p
    fontconfig.FcFontList.restype = ctypes.POINTER(ctypes.c_int)
    fontconfig.FcFontList.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p]
    fontconfig.FcInitBringUptoDate()
    pattern = fontconfig.FcNameParse(f"{family}:lang=zh-cn".encode())
    found = fontconfig.FcFontList(None, pattern, fontconfig.FcObjectSetCreate())
    # struct _FcFontSet begins with ``int nfont`` (fontconfig.h); the process ends soon, nothing is freed.
    return bool(found) and int(found[0]) > 0


def _runs(command: list[str], log: Path) -> bool:
    surroundings = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    with log.open("ab") as out:
        out.write(f"\n$ {' '.join(command)}\n".encode())
        out.flush()
        done = subprocess.run(
            command, env=surroundings, stdin=subprocess.DEVNULL, stdout=out, stderr=out, check=False
        )
    return done.returncode == 0
