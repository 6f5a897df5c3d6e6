"""The demo's and the tests' finger: talks to the touch driver of one screen (``config.theme.touch``).

No Qt here. Every call waits until it is done or its time is up, and raises ``TouchFailed`` then.
"""

from __future__ import annotations

import json
import socket
import time
from pathlib import Path
from types import TracebackType
from typing import Self


class TouchFailed(Exception):
    """The screen could not be touched, or never showed what was waited for."""


class Finger:
    """One screen, touched from outside.

    Blocking; from asyncio call it through ``asyncio.to_thread``, one call at a time.

    Args:
        path: the socket that the screen was started with in ``HALL_TOUCH``.
        timeout_s: how long anything may take unless a call says otherwise.
    """

    def __init__(self, path: Path | str, timeout_s: float = 10.0) -> None:
        self._path = str(path)
        self._timeout_s = timeout_s
        self._socket: socket.socket | None = None
        self._unread = b""

    def connect(self, within_s: float = 20.0) -> Self:
        """Wait until the screen is up and connect to it.

        Raises:
            TouchFailed: it did not come up in time.
        """
        deadline = time.monotonic() + within_s
        while True:
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            try:
                line.connect(self._path)
            except OSError as error:
                line.close()
                if time.monotonic() > deadline:
                    raise TouchFailed(f"no screen answers at {self._path}") from error
                time.sleep(0.05)
            else:
                self._socket = line
                return self

    def close(self) -> None:
        """Leave the screen alone."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def __enter__(self) -> Self:
        return self if self._socket is not None else self.connect()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def tap(self, name: str = "", *, text: str = "", nth: int = 0, timeout_s: float | None = None) -> None:
        """Touch an item, as soon as a finger would reach it."""
        self._ask("tap", timeout_s, name=name, text=text, nth=nth)

    def drag(self, name: str, dx: float, dy: float, timeout_s: float | None = None) -> None:
        """Put a finger on an item, slide by some pixels, and lift it."""
        self._ask("drag", timeout_s, name=name, dx=dx, dy=dy)

    def wait(
        self, name: str = "", *, text: str = "", contains: str = "", gone: bool = False,
        timeout_s: float | None = None, **properties: object,
    ) -> None:  # fmt: skip
        """Wait until an item is to be seen (with these properties), a text is, or an item is gone."""
        self._ask(
            "wait", timeout_s, name=name, text=text, contains=contains, gone=gone, properties=properties
        )

    def sees(self, name: str = "", *, text: str = "") -> bool:
        """Whether an item is to be seen right now."""
        try:
            self._ask("find", 0.0, name=name, text=text)
        except TouchFailed:
            return False
        return True

    def get(self, name: str = "", *properties: str, text: str = "") -> dict[str, object]:
        """An item's ``text``, ``enabled``, ``rect`` (x, y, width, height) and named ``properties``."""
        return self._ask("get", None, name=name, text=text, properties=list(properties))

    def texts(self) -> list[str]:
        """All words on the screen."""
        texts = self._ask("get", None)["texts"]
        return [str(text) for text in texts] if isinstance(texts, list) else []

    def key(self, key: str) -> None:
        """Press a key, such as "Space", "F1" or "Ctrl+T"."""
        self._ask("key", None, key=key)

    def write(self, text: str, name: str = "") -> None:
        """Commit text to an item, or to whatever has the focus."""
        self._ask("text", None, name=name, commit=text)

    def shot(self, path: Path | str) -> None:
        """Save a picture of the screen as PNG."""
        self._ask("shot", None, path=str(Path(path).absolute()))

    def _ask(self, verb: str, timeout_s: float | None, **what: object) -> dict[str, object]:
        if self._socket is None:
            raise TouchFailed("not connected")
        allowed_s = self._timeout_s if timeout_s is None else timeout_s
        request = {"do": verb, "timeout_s": allowed_s, **what}
        # The screen keeps the deadline; this one is for a screen that hangs or dies.
        self._socket.settimeout(allowed_s + 10.0)
        try:
            self._socket.sendall(json.dumps(request, ensure_ascii=False).encode() + b"\n")
            while b"\n" not in self._unread:
                data = self._socket.recv(65536)
                if not data:
                    raise TouchFailed(f"the screen went away during {verb}")
                self._unread += data
        except OSError as error:
            raise TouchFailed(f"{verb}: {error}") from error
        line, _, self._unread = self._unread.partition(b"\n")
        answer: dict[str, object] = json.loads(line)
        if "error" in answer:
            raise TouchFailed(
                f"{verb} {what.get('name') or what.get('text') or what.get('contains') or ''}: "
                f"{answer['error']}; the screen says {answer.get('texts', '')}"
            )
        return answer
