"""A sound line returns when the sound is over, says what is wrong, and ends at once when it is closed."""

from __future__ import annotations

import asyncio
import io
import os
import shutil
import stat
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.base import DeviceFault, Transport
from devices.transports import sound
from devices.transports.sound import AlsaTransport, FolderTransport, wav_seconds

ALSA_CONFIG = Path("/usr/share/alsa/alsa.conf")


def wav(seconds: float = 0.2, level: int = 7) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(22050)
        out.writeframes(level.to_bytes(2, "little") * int(22050 * seconds))
    return file.getvalue()


@pytest.fixture
def zone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the file into which the pretend sound card ``zone1`` writes what it plays."""
    assert shutil.which("aplay"), "aplay is missing: apt-get install alsa-utils (make setup does it)"
    heard = tmp_path / "heard.raw"
    own = tmp_path / "asound.conf"
    own.write_text(
        f'pcm.zone1 {{ type file; format raw; file "{heard}"; slave.pcm null }}\n', encoding="utf-8"
    )
    monkeypatch.setenv("ALSA_CONFIG_PATH", f"{ALSA_CONFIG}:{own}")
    return heard


def heard_by(card: Path) -> bytes:
    return card.read_bytes()


def player(folder: Path, shell: str) -> str:
    """Return a program that stands in for aplay."""
    path = folder / "aplay"
    path.write_text(f"#!/bin/sh\n{shell}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


async def test_what_the_card_plays_is_what_was_written(zone: Path) -> None:
    port: Transport = AlsaTransport("alsa://zone1")
    await port.open()
    await port.write(wav(level=1234))
    await port.close()
    with wave.open(io.BytesIO(wav(level=1234))) as file:
        pcm = file.readframes(file.getnframes())
    assert heard_by(zone)[: len(pcm)] == pcm


async def test_a_card_that_is_not_there_is_absent(zone: Path) -> None:
    with pytest.raises(DeviceFault) as caught:
        await AlsaTransport("alsa://zone9").open()
    assert caught.value.kind == "absent"
    assert "No such file or directory" in caught.value.text


async def test_without_aplay_every_card_is_absent_and_the_fault_says_what_to_install() -> None:
    with pytest.raises(DeviceFault, match="absent: no-aplay-here is not installed") as caught:
        await AlsaTransport("alsa://default", program="no-aplay-here").open()
    assert "apt-get install alsa-utils" in caught.value.text


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("aplay: main:831: audio open error: Device or resource busy", "taken"),
        ("aplay: main:831: audio open error: Permission denied", "denied"),
        ("ALSA lib pcm.c:2666: Unknown PCM x\naplay: main:831: audio open error: No such file", "absent"),
        ("aplay: pcm_write:2127: write error: No such device", "absent"),
        ("aplay: something else", "unplugged"),
        ("", "unplugged"),
    ],
)
async def test_the_fault_is_read_from_what_aplay_says(tmp_path: Path, said: str, kind: str) -> None:
    port = AlsaTransport("alsa://zone1", program=player(tmp_path, f"echo '{said}' >&2; exit 1"))
    with pytest.raises(DeviceFault) as caught:
        await port.open()
    assert caught.value.kind == kind
    assert caught.value.text == (said.splitlines()[-1] if said else "aplay failed without a word")


async def test_a_card_that_does_not_open_in_time_has_stalled_and_its_player_is_gone(tmp_path: Path) -> None:
    port = AlsaTransport("alsa://zone1", program=player(tmp_path, "exec sleep 60"), grace_s=0.1)
    with pytest.raises(DeviceFault, match=r"stalled: zone1 did not end within 0\.1 s"):
        await port.open()


class SlowPlayer:
    """An aplay that opens at once, and plays the second sound for a minute."""

    def __init__(self, folder: Path) -> None:
        opened, began = folder / "opened", folder / "began"
        os.mkfifo(began)
        self._began = os.open(began, os.O_RDONLY | os.O_NONBLOCK)
        self.program = player(
            folder,
            f"if test -e {opened}; then head -c 4 >{folder}/some; echo >{began}; exec sleep 60; fi\n"
            f": >{opened}\ncat >{folder}/first",
        )

    async def plays(self) -> None:
        """Wait until the second sound has begun."""
        loop, begun = asyncio.get_running_loop(), asyncio.Event()
        loop.add_reader(self._began, begun.set)
        async with asyncio.timeout(5):
            await begun.wait()
        loop.remove_reader(self._began)

    def close(self) -> None:
        os.close(self._began)


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[SlowPlayer]:
    slow = SlowPlayer(tmp_path)
    yield slow
    slow.close()


async def test_a_sound_that_does_not_end_has_stalled(slow: SlowPlayer) -> None:
    port = AlsaTransport("alsa://zone1", program=slow.program, grace_s=0.5)
    await port.open()
    with pytest.raises(DeviceFault, match="stalled"):
        await port.write(wav(0.1))
    await port.close()


async def test_closing_ends_the_sound_and_the_reader_at_once(slow: SlowPlayer) -> None:
    port = AlsaTransport("alsa://zone1", program=slow.program)
    await port.open()
    writing = asyncio.create_task(port.write(wav()))
    reading = asyncio.create_task(port.read())
    await slow.plays()
    await port.close()
    await port.close()
    async with asyncio.timeout(5):
        for task in (writing, reading):
            with pytest.raises(DeviceFault, match="unplugged"):
                await task


async def test_closing_while_a_player_is_being_started_ends_it_too(slow: SlowPlayer) -> None:
    port = AlsaTransport("alsa://zone1", program=slow.program)
    await port.open()
    writing = asyncio.create_task(port.write(wav()))
    await asyncio.sleep(0)
    await port.close()
    async with asyncio.timeout(5):
        with pytest.raises(DeviceFault, match="unplugged: closed"):
            await writing


async def test_giving_up_on_a_sound_ends_its_player(slow: SlowPlayer) -> None:
    port = AlsaTransport("alsa://zone1", program=slow.program)
    await port.open()
    writing = asyncio.create_task(port.write(wav()))
    await slow.plays()
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    await port.close()


async def test_nothing_is_played_on_a_line_that_is_not_open() -> None:
    with pytest.raises(DeviceFault, match="unplugged: not open"):
        await AlsaTransport("alsa://zone1").write(wav())


async def test_a_line_that_could_not_be_opened_is_not_open(tmp_path: Path) -> None:
    port = AlsaTransport("alsa://zone1", program=player(tmp_path, "exit 1"))
    with pytest.raises(DeviceFault):
        await port.open()
    with pytest.raises(DeviceFault, match="unplugged: not open"):
        await port.write(wav())


@pytest.mark.parametrize("url", ["alsa://", "alsa:zone1", "folder://zone1"])
def test_a_port_that_names_no_card_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="alsa://DEVICE"):
        AlsaTransport(url)


async def test_a_folder_keeps_announcements_by_number(tmp_path: Path) -> None:
    port: Transport = FolderTransport("folder://zone/announcements", tmp_path)
    await port.open()
    for level in (1, 2):
        await port.write(wav(level=level))
    await port.close()
    folder = tmp_path / "zone" / "announcements"
    assert sorted(file.name for file in folder.iterdir()) == ["0001.wav", "0002.wav"]
    assert (folder / "0002.wav").read_bytes() == wav(level=2)


async def test_numbers_go_on_after_a_restart(tmp_path: Path) -> None:
    (tmp_path / "said").mkdir()
    (tmp_path / "said" / "0041.wav").touch()
    (tmp_path / "said" / "notes.wav").touch()
    port = FolderTransport("folder://said", tmp_path)
    await port.open()
    await port.write(wav())
    assert (tmp_path / "said" / "0042.wav").read_bytes() == wav()


async def test_a_folder_keeps_the_newest_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sound, "FILES_KEPT", 2)
    port = FolderTransport("folder://said", tmp_path)
    await port.open()
    for _ in range(4):
        await port.write(wav())
    assert sorted(file.name for file in (tmp_path / "said").iterdir()) == ["0003.wav", "0004.wav"]


async def test_a_folder_says_nothing_until_it_is_closed(tmp_path: Path) -> None:
    port = FolderTransport("folder://said", tmp_path)
    await port.open()
    reading = asyncio.create_task(port.read())
    await asyncio.sleep(0)
    assert not reading.done()
    await port.close()
    with pytest.raises(DeviceFault, match="unplugged"):
        await reading
    with pytest.raises(DeviceFault, match="unplugged"):
        await port.write(wav())


async def test_a_folder_that_cannot_be_made_is_denied(tmp_path: Path) -> None:
    (tmp_path / "said").touch()
    with pytest.raises(DeviceFault, match="denied"):
        await FolderTransport("folder://said", tmp_path).open()


async def test_a_folder_that_was_taken_away_is_unplugged(tmp_path: Path) -> None:
    port = FolderTransport("folder://said", tmp_path)
    await port.open()
    (tmp_path / "said").rmdir()
    with pytest.raises(DeviceFault, match="unplugged"):
        await port.write(wav())


@pytest.mark.parametrize("url", ["folder://", "folder://../said", "folder://a/../../b", "alsa://said"])
def test_a_folder_outside_its_base_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(ValueError, match="folder://NAME"):
        FolderTransport(url, tmp_path)


def test_a_wav_knows_its_length_and_other_bytes_have_none() -> None:
    assert wav_seconds(wav(0.5)) == pytest.approx(0.5)
    with pytest.raises(ValueError, match="no WAV"):
        wav_seconds(b"not sound")
