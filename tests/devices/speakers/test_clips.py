"""A voice is loaded whole, or refused with every file that is wrong named."""

from __future__ import annotations

import shutil
import wave
from pathlib import Path

import numpy
import pytest

from devices.speakers.clips import SHIPPED, BadClips, load_clips, rms
from devices.speakers.vocabulary import CLIP_NAMES


def write_wav(
    path: Path, *, rate: int = 22050, channels: int = 1, width: int = 2, seconds: float = 0.3
) -> None:
    frames = int(rate * seconds)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(b"\x10\x20"[:width].ljust(width, b"\x01") * channels * frames)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped voice to spoil."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "voice"))


def problems_of(folder: Path) -> tuple[str, ...]:
    with pytest.raises(BadClips) as caught:
        load_clips(folder)
    return caught.value.problems


def test_the_shipped_voice_has_every_word_and_is_small() -> None:
    voice = load_clips(SHIPPED)
    assert set(voice.clips) == set(CLIP_NAMES)
    assert sum(file.stat().st_size for file in SHIPPED.iterdir()) < 2_000_000


def test_nothing_lies_in_the_shipped_folder_that_is_no_clip() -> None:
    names = {file.stem for file in SHIPPED.glob("*.wav")}
    assert names == set(CLIP_NAMES)


@pytest.mark.parametrize("name", CLIP_NAMES)
def test_a_shipped_clip_is_trimmed_even_and_not_clipped(name: str) -> None:
    clip = load_clips(SHIPPED).clips[name]
    level_db = 20 * numpy.log10(rms(clip))
    assert level_db == pytest.approx(-24 if name == "chime" else -20, abs=0.5)
    peak = float(numpy.max(numpy.abs(clip)))
    assert peak < 0.9
    loud = numpy.flatnonzero(numpy.abs(clip) > peak / 100)
    assert loud[0] < 22050 * 0.03
    assert abs(float(numpy.mean(clip))) < 0.01


def test_missing_clips_are_all_named(folder: Path) -> None:
    (folder / "zh-7.wav").unlink()
    (folder / "chime.wav").unlink()
    assert problems_of(folder) == ("missing chime.wav, zh-7.wav",)


def test_a_folder_that_is_not_there_misses_everything(tmp_path: Path) -> None:
    [problem] = problems_of(tmp_path / "nowhere")
    assert problem.count(".wav") == len(CLIP_NAMES)


def test_every_wrong_file_is_named_with_what_is_wrong(folder: Path) -> None:
    write_wav(folder / "zh-1.wav", rate=44100)
    write_wav(folder / "zh-2.wav", channels=2)
    write_wav(folder / "zh-3.wav", width=1)
    write_wav(folder / "zh-4.wav", seconds=6)
    write_wav(folder / "zh-5.wav", seconds=0.01)
    (folder / "zh-6.wav").write_bytes(b"RIFF, but not really a WAV file at all")
    (folder / "zh-8.wav").write_bytes(b"")
    with wave.open(str(folder / "zh-9.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(22050)
        file.writeframes(bytes(22050))
    problems = problems_of(folder)
    assert [problem.split()[0] for problem in problems] == [f"zh-{digit}.wav" for digit in "12345689"]
    assert problems[0] == (
        "zh-1.wav is 44100 Hz, 1 channel(s), 16 bit; it must be 22050 Hz, 1 channel, 16 bit"
    )
    assert problems[3] == "zh-4.wav lasts 6.00 s; it must last 0.05 to 5.0 s"
    assert problems[-1] == "zh-9.wav is silent"
