"""One announcement as one WAV: clips of a phrase joined so that they sound like one breath.

Neighbouring clips overlap in a cross-fade, all words are equally loud, and the result never clips.
"""

from __future__ import annotations

import io
import wave

import numpy

from devices.speakers.clips import ClipSet, Samples, rms
from devices.speakers.phrase import Pause, Phrase
from devices.speakers.vocabulary import CHIME

WORD_RMS = 10 ** (-20 / 20)  # -20 dBFS leaves speech, whose peaks stand 12-16 dB above, its headroom
CHIME_RMS = 10 ** (-24 / 20)
PEAK = 10 ** (-1 / 20)
CROSS_FADE_MS = 30


def sentence_samples(phrase: Phrase, voice: ClipSet) -> Samples:
    """Join a phrase's clips: 30 ms cross-fade between words, silence for its pauses, equal loudness."""
    parts: list[Samples] = []
    joins_previous = False
    for part in phrase:
        if isinstance(part, Pause):
            parts.append(numpy.zeros(voice.rate_hz * part.ms // 1000, dtype=numpy.float32))
            joins_previous = False
            continue
        clip = _level(voice.clips[part], CHIME_RMS if part == CHIME else WORD_RMS)
        if joins_previous:
            _cross_fade(parts, clip, voice.rate_hz * CROSS_FADE_MS // 1000)
        else:
            parts.append(clip)
        joins_previous = True
    return _limit(numpy.concatenate(parts))


def sentence_wav(phrase: Phrase, voice: ClipSet) -> bytes:
    """The whole announcement as a WAV file: mono, 16 bit, at the voice's rate."""
    pcm = numpy.rint(sentence_samples(phrase, voice) * 32767).astype("<i2")
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(voice.rate_hz)
        sound.writeframes(pcm.tobytes())
    return file.getvalue()


def _level(clip: Samples, wanted: float) -> Samples:
    """Bring a clip to the wanted loudness, or as near as its peaks allow; recordings differ."""
    gain = wanted / max(rms(clip), 1e-6)
    peak = float(numpy.max(numpy.abs(clip)))
    return clip * numpy.float32(min(gain, PEAK / max(peak, 1e-6)))


def _cross_fade(parts: list[Samples], clip: Samples, overlap: int) -> None:
    """Append a clip to the last part, overlapping it; equal power, as words are not in phase."""
    last = parts.pop()
    overlap = min(overlap, last.size // 2, clip.size // 2)
    angle = numpy.linspace(0, numpy.pi / 2, overlap, dtype=numpy.float32)
    parts += [
        last[: last.size - overlap],
        last[last.size - overlap :] * numpy.cos(angle) + clip[:overlap] * numpy.sin(angle),
        clip[overlap:],
    ]


def _limit(samples: Samples) -> Samples:
    """Turn all of it down together when overlapping words reach above the peak."""
    peak = float(numpy.max(numpy.abs(samples)))
    return samples * numpy.float32(PEAK / peak) if peak > PEAK else samples
