"""Makes the shipped clip set with espeak-ng, for halls that have not recorded a voice of their own.

Runs on a developer's or a technician's machine, never while the hall is open. The same program and the
same table give the same clips: ``python -m devices.speakers.make_clips FOLDER``.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import wave
from pathlib import Path

import numpy

from devices.speakers.clips import LONGEST_S, RATE_HZ, SHORTEST_S, Samples, rms, samples_of
from devices.speakers.sentence import CHIME_RMS, PEAK, WORD_RMS
from devices.speakers.vocabulary import CHIME, WORDS, Word

# espeak-ng reads hanzi with -v cmn wrongly (it spells the tone numbers in English); toned pinyin is right.
_VOICES = {"zh": "cmn-latn-pinyin", "en": "en"}
_WORDS_A_MINUTE = {"zh": 140, "en": 165}
_QUIET = 10 ** (-40 / 20)
_EDGE_MS = 12  # kept around the word, so that the cross-fade does not eat its first consonant
_TIMEOUT_S = 20.0


class CannotSpeak(RuntimeError):
    """The synthesiser is missing or has failed."""


def make_clips(folder: Path, program: str = "espeak-ng") -> list[Path]:
    """Write every clip of the vocabulary into a folder, replacing what is there, and name the files.

    Raises:
        CannotSpeak: ``program`` is missing, fails, or says nothing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = [write_clip(folder / f"{CHIME}.wav", chime())]
    for name, word in WORDS.items():
        written.append(write_clip(folder / f"{name}.wav", trimmed(synthesised(word, program))))
    return written


def synthesised(word: Word, program: str = "espeak-ng") -> Samples:
    """Let espeak-ng say one word.

    Raises:
        CannotSpeak: See ``make_clips``.
    """
    with tempfile.TemporaryDirectory() as folder:
        spoken = Path(folder) / "word.wav"
        arguments = [program, "-v", _VOICES[word.language], "-s", str(_WORDS_A_MINUTE[word.language])]
        try:
            subprocess.run(
                [*arguments, "-w", str(spoken), word.sound],
                check=True,
                capture_output=True,
                timeout=_TIMEOUT_S,
            )
            with wave.open(str(spoken), "rb") as file:
                rate, pcm = file.getframerate(), file.readframes(file.getnframes())
        except (OSError, subprocess.SubprocessError, wave.Error, EOFError) as error:
            raise CannotSpeak(f"{program} cannot say {word.says}: {error}") from error
    samples = samples_of(pcm)
    if rate != RATE_HZ or rms(samples) == 0.0:
        raise CannotSpeak(f"{program} said {word.says} at {rate} Hz, or not at all")
    return samples


def trimmed(samples: Samples) -> Samples:
    """Cut what is 40 dB below the clip's peak off both ends, but for 12 ms, and fade the edges in and out."""
    loud = numpy.flatnonzero(numpy.abs(samples) > _QUIET * numpy.max(numpy.abs(samples)))
    edge = RATE_HZ * _EDGE_MS // 1000
    word = samples[max(int(loud[0]) - edge, 0) : int(loud[-1]) + edge].copy()
    ramp = numpy.linspace(0, 1, min(edge, word.size // 2), dtype=numpy.float32)
    word[: ramp.size] *= ramp
    word[word.size - ramp.size :] *= ramp[::-1]
    return word


def chime() -> Samples:
    """Two struck bars, E5 then C5 (a falling third), dying away in a second: nobody takes it for an alarm."""
    time_s = numpy.arange(int(RATE_HZ * 1.15), dtype=numpy.float64) / RATE_HZ
    sound = numpy.zeros_like(time_s)
    for hertz, starts_s in ((659.26, 0.0), (523.25, 0.38)):
        since = numpy.clip(time_s - starts_s, 0, None)
        struck = (
            numpy.sin(2 * numpy.pi * hertz * since) + 0.25 * numpy.sin(4 * numpy.pi * hertz * since)
        ) * (numpy.exp(-since / 0.28))
        sound += numpy.where(time_s >= starts_s, struck * numpy.minimum(since / 0.004, 1), 0)
    fade = numpy.minimum((time_s[-1] - time_s) / 0.15, 1)
    loudest = float(numpy.max(numpy.abs(sound)))
    return numpy.asarray(sound * fade * (0.5 / loudest), dtype=numpy.float32)


def write_clip(path: Path, samples: Samples) -> Path:
    """Write a clip at its even loudness, mono 16 bit.

    Raises:
        CannotSpeak: It is shorter or longer than a clip may be.
    """
    if not SHORTEST_S <= samples.size / RATE_HZ <= LONGEST_S:
        raise CannotSpeak(f"{path.name} would last {samples.size / RATE_HZ:.2f} s")
    gain = (CHIME_RMS if path.stem == CHIME else WORD_RMS) / rms(samples)
    gain = min(gain, PEAK / float(numpy.max(numpy.abs(samples))))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(numpy.rint(samples * gain * 32767).astype("<i2").tobytes())
    return path


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("python -m devices.speakers.make_clips FOLDER")
    make_clips(Path(sys.argv[1]))
