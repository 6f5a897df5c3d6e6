"""Lines that end at a loudspeaker: ALSA through ``aplay``, or a folder of numbered WAV files.

``write`` takes one complete WAV and returns when it has been heard (or stands in the folder), so whoever
waits for it knows that the announcement is over. A process of its own per announcement is the sturdiest
player: it can be killed, and nothing of a sound system lives in the hub.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import shutil
import wave
from pathlib import Path

from devices.base import DeviceFault
from devices.transports.pipes import close_stdin

FILES_KEPT = 500
"""WAV files kept in a folder; the oldest go first (ten seconds of speech are 440 kB)."""


class _Listener:
    """The half of a sound line that never says anything: ``read`` waits for the end."""

    def __init__(self) -> None:
        self._closed = asyncio.Event()
        self._closed.set()

    @property
    def is_open(self) -> bool:
        """Whether ``open`` was the last word."""
        return not self._closed.is_set()

    async def read(self) -> bytes:
        """Wait until the line is closed; a loudspeaker sends no bytes.

        Raises:
            DeviceFault: ``unplugged``.
        """
        await self._closed.wait()
        raise DeviceFault("unplugged", "closed")


class AlsaTransport(_Listener):
    """``alsa://DEVICE``: an ALSA pcm by name, as ``aplay -L`` lists them; one pcm is one zone.

    A zone that is half of a stereo card is a ``plug``/``route`` pcm in ``asound.conf``.
    """

    def __init__(self, url: str, *, program: str = "aplay", grace_s: float = 5.0) -> None:
        """Take the device's name from the port.

        Args:
            url: ``alsa://DEVICE``.
            program: what plays; called as aplay is.
            grace_s: seconds a sound may take beyond its own length before it has stalled.

        Raises:
            ValueError: The port is not ``alsa://DEVICE``.
        """
        super().__init__()
        scheme, _, device = url.partition("://")
        if scheme != "alsa" or not device:
            raise ValueError("a sound card is named alsa://DEVICE, such as alsa://default")
        self._device = device
        self._program = program
        self._grace_s = grace_s
        self._player: asyncio.subprocess.Process | None = None

    async def open(self) -> None:
        """Open and close the sound card once.

        Raises:
            DeviceFault: ``absent`` (no aplay, no such pcm), ``denied``, ``taken``, ``stalled``.
        """
        if shutil.which(self._program) is None:
            raise DeviceFault("absent", f"{self._program} is not installed (apt-get install alsa-utils)")
        self._closed.clear()
        try:
            await self._play(_silence(), self._grace_s)
        except BaseException:
            self._closed.set()
            raise

    async def write(self, data: bytes) -> None:
        """Play one WAV to its end.

        Raises:
            DeviceFault: ``unplugged`` when the card is lost or the line is closed, ``stalled`` when it does
                not end in time, and the kinds of ``open``.
            ValueError: The bytes are no WAV.
        """
        if not self.is_open:
            raise DeviceFault("unplugged", "not open")
        await self._play(data, wav_seconds(data) + self._grace_s)

    async def close(self) -> None:
        """Stop speaking at once."""
        self._closed.set()
        if self._player is not None:
            _kill(self._player)

    async def _play(self, wav: bytes, limit_s: float) -> None:
        player = await asyncio.create_subprocess_exec(
            self._program,
            "-q",
            "-D",
            self._device,
            "-",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            env={**os.environ, "LC_ALL": "C"},  # the fault is read from its words
        )
        self._player = player
        if not self.is_open:  # closed while the player was being started
            _kill(player)
        try:
            async with asyncio.timeout(limit_s):
                _, said = await player.communicate(wav)
        except TimeoutError as error:
            raise DeviceFault("stalled", f"{self._device} did not end within {limit_s:.1f} s") from error
        finally:
            self._player = None
            if player.returncode is None:
                _kill(player)
                await player.wait()
            await close_stdin(player)
        if not self.is_open:
            raise DeviceFault("unplugged", "closed")
        if player.returncode:
            raise _fault(said.decode("utf-8", "replace"))


class FolderTransport(_Listener):
    """``folder://NAME``: each announcement becomes ``0001.wav``, ``0002.wav``, …; for demo and training."""

    def __init__(self, url: str, base: Path) -> None:
        """Name the folder; a relative one is below ``base``.

        Raises:
            ValueError: The port is not ``folder://NAME``, or leads out of ``base`` by ``..``.
        """
        super().__init__()
        scheme, _, name = url.partition("://")
        if scheme != "folder" or not name or ".." in Path(name).parts:
            raise ValueError("a folder of announcements is named folder://NAME, without ..")
        self._folder = base / name

    async def open(self) -> None:
        """Make the folder.

        Raises:
            DeviceFault: ``denied`` when it cannot be made.
        """
        try:
            self._make()
        except OSError as error:
            raise DeviceFault("denied", str(error)) from error
        self._closed.clear()

    async def write(self, data: bytes) -> None:
        """Put one WAV into the folder under the next number.

        Raises:
            DeviceFault: ``unplugged`` when not open or the folder is gone or full.
        """
        if not self.is_open:
            raise DeviceFault("unplugged", "not open")
        try:
            self._keep(data)  # a local file of half a megabyte takes a millisecond
        except OSError as error:
            raise DeviceFault("unplugged", str(error)) from error

    async def close(self) -> None:
        """Stop taking announcements; the files stay."""
        self._closed.set()

    def _make(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)

    def _keep(self, wav: bytes) -> None:
        files = sorted((int(file.stem), file) for file in self._folder.glob("*.wav") if file.stem.isdecimal())
        number = files[-1][0] + 1 if files else 1
        unfinished = self._folder / f".{number:04d}.part"
        unfinished.write_bytes(wav)
        unfinished.replace(self._folder / f"{number:04d}.wav")  # whoever looks sees whole files only
        for _, file in files[: max(len(files) + 1 - FILES_KEPT, 0)]:
            file.unlink(missing_ok=True)


def wav_seconds(wav: bytes) -> float:
    """How long a WAV lasts, in seconds.

    Raises:
        ValueError: The bytes are no WAV.
    """
    try:
        with wave.open(io.BytesIO(wav), "rb") as sound:
            return sound.getnframes() / sound.getframerate()
    except (wave.Error, EOFError, RuntimeError, ZeroDivisionError) as error:
        # RuntimeError: a chunk that says it is longer than the file.
        raise ValueError("no WAV file") from error


def _silence() -> bytes:
    """A fiftieth of a second of nothing: enough for a card to be opened, too little to be heard."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(22050)
        sound.writeframes(bytes(2 * 441))
    return file.getvalue()


def _kill(player: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        player.kill()


def _fault(said: str) -> DeviceFault:
    """Read the fault from aplay's words, which are those of ALSA and of strerror."""
    lines = [line for line in said.splitlines() if line.strip()] or ["aplay failed without a word"]
    kinds = (
        ("absent", ("No such file", "No such device", "Unknown PCM", "annot find card")),
        ("denied", ("Permission denied",)),
        ("taken", ("resource busy",)),
    )
    for kind, words in kinds:
        if any(word in said for word in words):
            return DeviceFault(kind, lines[-1])
    return DeviceFault("unplugged", lines[-1])
