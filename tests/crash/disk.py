"""A disk below the real SQLite: every step that it is asked for is written down, and any of them can fail.

The means is SQLite's own seam, its VFS, put by ``ctypes`` into the very library that Python's ``sqlite3``
uses. So journal, vault and migrations run as they are, on the SQLite that they run on in a hall. Other means:
apsw brings a SQLite of its own, which ``sqlite3`` does not use, so that all of it would run through adapters
and on another version; an LD_PRELOAD shim needs a compiler where it is tested; FUSE needs root; and copies of
a WAL have neither the order of the syncs nor what was written and not synced.

The VFS is a copy of the system's own with six methods replaced; reads, locks and the index stay native.
Only files of one folder are watched. What the wal-index (``-shm``) holds is made again from the WAL by who
opens first, so a crash takes it away and it is not written down.
"""

from __future__ import annotations

import _sqlite3
import ctypes as ct
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import TracebackType

OK = 0
FULL = 13
"""No space left (ENOSPC); also what SQLite makes of a short write."""
CANNOT_OPEN = 14
IOERR_WRITE = 778
"""EIO, and EROFS on a disk that was remounted read-only: SQLite tells them apart no more."""
IOERR_SYNC = 1034
IOERR_TRUNCATE = 1546
IOERR_DELETE = 2570
_CREATE, _DELETE_ON_CLOSE = 0x4, 0x8
_LOGS = 0x800 | 0x80000
"""Flags of a rollback journal and of a WAL: their first sync syncs the folder too (os_unix.c, unixSync)."""


@dataclass(frozen=True)
class Made:
    """A file came to be; its name lasts once the folder is synced."""

    path: str


@dataclass(frozen=True)
class Wrote:
    """Bytes were written at an offset."""

    path: str
    offset: int
    data: bytes


@dataclass(frozen=True)
class Shortened:
    """A file was cut to a size."""

    path: str
    size: int


@dataclass(frozen=True)
class Synced:
    """A file's bytes were forced out, and with ``folder`` the names of its folder too."""

    path: str
    folder: bool
    failed: bool = False


@dataclass(frozen=True)
class Gone:
    """A file was deleted, for good where the folder was synced too."""

    path: str
    folder: bool


Step = Made | Wrote | Shortened | Synced | Gone


@dataclass(frozen=True)
class Fault:
    """A step fails with this code of SQLite's; of a write, so many bytes come through before."""

    code: int
    kept: int = 0


class _Methods(ct.Structure):
    """``sqlite3_io_methods``, as far as version 3 goes (sqlite.org/c3ref/io_methods.html)."""

    _fields_ = (
        ("version", ct.c_int),
        *((f"x{n}", ct.c_void_p) for n in ("Close", "Read", "Write", "Truncate", "Sync", "FileSize")),
        *((f"x{n}", ct.c_void_p) for n in ("Lock", "Unlock", "CheckReservedLock", "FileControl")),
        *((f"x{n}", ct.c_void_p) for n in ("SectorSize", "DeviceCharacteristics", "ShmMap", "ShmLock")),
        *((f"x{n}", ct.c_void_p) for n in ("ShmBarrier", "ShmUnmap", "Fetch", "Unfetch")),
    )


class _Vfs(ct.Structure):
    """``sqlite3_vfs``, as far as version 3 goes (sqlite.org/c3ref/vfs.html)."""

    _fields_ = (
        ("version", ct.c_int),
        ("file_size", ct.c_int),
        ("longest_path", ct.c_int),
        ("next", ct.c_void_p),
        ("name", ct.c_char_p),
        ("app_data", ct.c_void_p),
        *((f"x{n}", ct.c_void_p) for n in ("Open", "Delete", "Access", "FullPathname", "DlOpen", "DlError")),
        *((f"x{n}", ct.c_void_p) for n in ("DlSym", "DlClose", "Randomness", "Sleep", "CurrentTime")),
        *((f"x{n}", ct.c_void_p) for n in ("GetLastError", "CurrentTimeInt64", "SetSystemCall")),
        *((f"x{n}", ct.c_void_p) for n in ("GetSystemCall", "NextSystemCall")),
    )


_P, _INT, _I64 = ct.c_void_p, ct.c_int, ct.c_int64
_OPEN = ct.CFUNCTYPE(_INT, _P, _P, _P, _INT, _P)
_DELETE = ct.CFUNCTYPE(_INT, _P, ct.c_char_p, _INT)
_CLOSE = ct.CFUNCTYPE(_INT, _P)
_WRITE = ct.CFUNCTYPE(_INT, _P, _P, _INT, _I64)
_TRUNCATE = ct.CFUNCTYPE(_INT, _P, _I64)
_SYNC = ct.CFUNCTYPE(_INT, _P, _INT)


class Disk:
    """While entered, every SQLite of this process runs on it; one at a time.

    Attributes:
        steps: what files of the folder were asked for, in order, with whatever else ``note`` was told.
        fault: asked before each step whether it fails; None lets it through.
        sync_s: how long each sync takes, in seconds.
        folder: the folder, with a slash behind it.
        forces: whether syncs reach the machine's own disk.
    """

    def __init__(self, folder: Path, *, forces: bool = False) -> None:
        """Prepare; unless it ``forces``, nothing really waits for the machine's own disk."""
        self.steps: list[Step | object] = []
        self.fault: Callable[[Step], Fault | None] = lambda step: None
        self.sync_s = 0.0
        self.folder = str(folder.resolve()) + "/"
        self.forces = forces

    def __enter__(self) -> Disk:
        """Put it below SQLite."""
        _seam().watch(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the system's own back; files that are still open stay watched."""
        _seam().watch(None)

    def note(self, what: object) -> None:
        """Write down that something else happened behind the newest step."""
        self.steps.append(what)

    def takes(self, step: Step) -> Fault | None:
        """Write a step down, unless it fails."""
        fault = self.fault(step)
        if fault is None:
            self.steps.append(step)
        return fault


@dataclass
class _File:
    """An open file that is watched, and by whom."""

    path: str
    disk: Disk
    methods: _Methods
    new_log: bool


class _Seam:
    """The one VFS of ours; it lives as long as the process, for SQLite keeps its address and its methods'."""

    def __init__(self) -> None:
        self._disk: Disk | None = None
        self._files: dict[int, _File] = {}
        self._tables: dict[int, _Methods] = {}
        self._library = ct.CDLL(_sqlite3.__file__)
        find = self._library.sqlite3_vfs_find
        find.restype, find.argtypes = ct.POINTER(_Vfs), (ct.c_char_p,)
        self._system: _Vfs = find(None).contents
        self._close_, self._write_ = _CLOSE(self._close), _WRITE(self._write)
        self._truncate_, self._sync_ = _TRUNCATE(self._truncate), _SYNC(self._sync)
        self._open_, self._delete_ = _OPEN(self._open), _DELETE(self._delete)
        self._vfs = _Vfs.from_buffer_copy(self._system)
        self._vfs.name = b"cut"
        self._vfs.xOpen, self._vfs.xDelete = _address(self._open_), _address(self._delete_)

    def watch(self, disk: Disk | None) -> None:
        """Whatever is opened from now on is on this disk, or on the system's."""
        self._disk = disk
        default = self._system if disk is None else self._vfs
        self._library.sqlite3_vfs_register(ct.byref(default), 1)

    def _open(self, vfs: int, name: int | None, file: int, flags: int, told: int) -> int:
        path = ct.string_at(name).decode() if name else ""
        disk = self._disk
        if disk is None or not path.startswith(disk.folder) or flags & _DELETE_ON_CLOSE:
            return self._system_opens(vfs, name, file, flags, told)
        new = bool(flags & _CREATE) and not Path(path).exists()
        path = path.removeprefix(disk.folder)
        fault = disk.takes(Made(path)) if new else None
        if fault is not None:
            # What has no methods is not closed.
            ct.c_void_p.from_address(file).value = None
            return fault.code
        code = self._system_opens(vfs, name, file, flags, told)
        if code == OK:
            slot = ct.c_void_p.from_address(file)
            system = slot.value
            assert system is not None
            new_log = new and bool(flags & _LOGS)
            self._files[file] = _File(path, disk, _Methods.from_address(system), new_log)
            slot.value = ct.addressof(self._watched(system))
        return code

    def _system_opens(self, vfs: int, name: int | None, file: int, flags: int, told: int) -> int:
        code: int = _OPEN(self._system.xOpen)(vfs, name, file, flags, told)
        return code

    def _watched(self, system: int) -> _Methods:
        """The system's methods for a kind of file, with ours among them."""
        if system not in self._tables:
            table = _Methods.from_buffer_copy(_Methods.from_address(system))
            table.xClose, table.xWrite = _address(self._close_), _address(self._write_)
            table.xTruncate, table.xSync = _address(self._truncate_), _address(self._sync_)
            self._tables[system] = table
        return self._tables[system]

    def _delete(self, vfs: int, name: bytes, folder: int) -> int:
        path, disk = name.decode(), self._disk
        if disk is not None and path.startswith(disk.folder):
            gone = Gone(path.removeprefix(disk.folder), bool(folder))
            fault = disk.takes(gone) if Path(path).exists() else None
            if fault is not None:
                return fault.code
            folder = folder if disk.forces else 0
        code: int = _DELETE(self._system.xDelete)(vfs, name, folder)
        return code

    def _close(self, file: int) -> int:
        code: int = _CLOSE(self._files.pop(file).methods.xClose)(file)
        return code

    def _write(self, file: int, data: int, size: int, offset: int) -> int:
        its = self._files[file]
        write = _WRITE(its.methods.xWrite)
        fault = its.disk.takes(Wrote(its.path, offset, ct.string_at(data, size)))
        if fault is None:
            code: int = write(file, data, size, offset)
            return code
        if fault.kept:
            its.disk.note(Wrote(its.path, offset, ct.string_at(data, fault.kept)))
            write(file, data, fault.kept, offset)
        return fault.code

    def _truncate(self, file: int, size: int) -> int:
        its = self._files[file]
        fault = its.disk.takes(Shortened(its.path, size))
        if fault is not None:
            return fault.code
        code: int = _TRUNCATE(its.methods.xTruncate)(file, size)
        return code

    def _sync(self, file: int, flags: int) -> int:
        its = self._files[file]
        if its.disk.sync_s:
            time.sleep(its.disk.sync_s)
        fault = its.disk.takes(Synced(its.path, its.new_log))
        if fault is not None:
            its.disk.note(Synced(its.path, folder=False, failed=True))
            return fault.code
        its.new_log = False
        code: int = _SYNC(its.methods.xSync)(file, flags) if its.disk.forces else OK
        return code


@cache
def _seam() -> _Seam:
    return _Seam()


def _address(function: object) -> int:
    found = ct.cast(function, ct.c_void_p).value  # type: ignore[arg-type]  # a CFUNCTYPE instance
    assert found is not None
    return found
