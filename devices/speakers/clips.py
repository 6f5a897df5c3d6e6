"""The hall's voice as loaded clips: WAV files in one folder, all of one format.

A folder is taken whole or not at all: everything wrong with it is reported at once, by file name, so a
missing recording is found when the hall starts and not in the middle of a call.
"""

from __future__ import annotations

import wave
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy
from numpy.typing import NDArray

from devices.speakers.vocabulary import CLIP_NAMES

Samples = NDArray[numpy.float32]

RATE_HZ = 22050
SHORTEST_S = 0.05
LONGEST_S = 5.0
SILENT_RMS = 10 ** (-50 / 20)

SHIPPED = Path(__file__).resolve().parents[2] / "config" / "voice"
"""The clips that come with the software."""


class BadClips(ValueError):
    """A clip folder that cannot speak; ``problems`` names every file that is missing or wrong."""

    def __init__(self, folder: Path, problems: list[str]) -> None:
        """Keep all problems, one sentence each."""
        super().__init__(f"clips in {folder}: " + "; ".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, kw_only=True)
class ClipSet:
    """One voice: samples from -1 to 1 at ``rate_hz``, by clip name."""

    rate_hz: int
    clips: Mapping[str, Samples]


def load_clips(folder: Path) -> ClipSet:
    """Load a voice: one ``NAME.wav`` for every name of the vocabulary, 22,050 Hz mono 16 bit.

    Raises:
        BadClips: Files are missing, of another format, shorter than 0.05 s, longer than 5 s, or silent.
    """
    clips: dict[str, Samples] = {}
    problems: list[str] = []
    missing = [name for name in CLIP_NAMES if not (folder / f"{name}.wav").is_file()]
    if missing:
        problems.append("missing " + ", ".join(f"{name}.wav" for name in missing))
    for name in CLIP_NAMES:
        if name not in missing:
            try:
                clips[name] = read_clip(folder / f"{name}.wav")
            except ValueError as problem:
                problems.append(f"{name}.wav {problem}")
    if problems:
        raise BadClips(folder, problems)
    return ClipSet(rate_hz=RATE_HZ, clips=clips)


def read_clip(path: Path) -> Samples:
    """Read one clip.

    Raises:
        ValueError: What is wrong with the file, as the end of a sentence that begins with its name.
    """
    try:
        with wave.open(str(path), "rb") as file:
            shape = (file.getframerate(), file.getnchannels(), 8 * file.getsampwidth())
            pcm = file.readframes(file.getnframes())
    except (wave.Error, EOFError, RuntimeError) as error:
        # A chunk that says it is longer than the file makes the standard library raise a bare RuntimeError.
        raise ValueError(f"is no PCM WAV file ({str(error) or 'cut short'})") from error
    if shape != (RATE_HZ, 1, 16):
        raise ValueError(
            f"is {shape[0]} Hz, {shape[1]} channel(s), {shape[2]} bit; "
            f"it must be {RATE_HZ} Hz, 1 channel, 16 bit"
        )
    samples = samples_of(pcm)
    seconds = samples.size / RATE_HZ
    if not SHORTEST_S <= seconds <= LONGEST_S:
        raise ValueError(f"lasts {seconds:.2f} s; it must last {SHORTEST_S} to {LONGEST_S} s")
    if rms(samples) < SILENT_RMS:
        raise ValueError("is silent")
    return samples


def samples_of(pcm: bytes) -> Samples:
    """Sixteen-bit little-endian samples as numbers from -1 to 1; half a sample at the end is dropped."""
    return numpy.frombuffer(pcm[: len(pcm) // 2 * 2], dtype="<i2").astype(numpy.float32) * numpy.float32(
        1 / 32768
    )


def rms(samples: Samples) -> float:
    """Loudness as root mean square; full scale is 1, nothing is 0."""
    return float(numpy.sqrt(numpy.mean(numpy.square(samples, dtype=numpy.float64)))) if samples.size else 0.0
