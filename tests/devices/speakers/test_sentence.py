"""Words joined to a sentence: as long as they should be, equally loud, never clipped, with real pauses."""

from __future__ import annotations

import io
import wave
from itertools import pairwise

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.link.jobs import Announce
from devices.speakers.clips import RATE_HZ, SHIPPED, ClipSet, Samples, load_clips, rms, samples_of
from devices.speakers.phrase import Pause, phrase_of
from devices.speakers.sentence import CROSS_FADE_MS, sentence_samples, sentence_wav

VOICE = load_clips(SHIPPED)


def noise(loudness: float, seconds: float = 0.4) -> Samples:
    steps = numpy.random.default_rng(7).uniform(-1, 1, int(RATE_HZ * seconds))
    return numpy.asarray(steps * loudness, dtype=numpy.float32)


def test_a_sentence_is_a_mono_wav_of_the_voices_rate() -> None:
    wav = sentence_wav(phrase_of(Announce(number="A001", window=3)), VOICE)
    with wave.open(io.BytesIO(wav)) as sound:
        assert (sound.getframerate(), sound.getnchannels(), sound.getsampwidth()) == (22050, 1, 2)
        samples = samples_of(sound.readframes(sound.getnframes()))
    assert samples.size == sentence_samples(phrase_of(Announce(number="A001", window=3)), VOICE).size


def test_its_length_is_that_of_its_clips_and_pauses_less_the_cross_fades() -> None:
    phrase = phrase_of(Announce(number="A001", window=3))
    clips = sum(VOICE.clips[part].size for part in phrase if isinstance(part, str))
    pauses = sum(part.ms for part in phrase if isinstance(part, Pause))
    joins = sum(isinstance(one, str) and isinstance(other, str) for one, other in pairwise(phrase))
    expected_s = clips / RATE_HZ + (pauses - joins * CROSS_FADE_MS) / 1000
    assert sentence_samples(phrase, VOICE).size / RATE_HZ == pytest.approx(expected_s, abs=0.002)
    assert 20 <= CROSS_FADE_MS <= 40


def test_a_call_said_twice_in_two_languages_takes_a_time_that_halls_can_bear() -> None:
    phrase = phrase_of(Announce(number="A001", window=3, english=True, repeat=2))
    assert 10 < sentence_samples(phrase, VOICE).size / RATE_HZ < 22


def test_recordings_of_unequal_loudness_are_made_equal() -> None:
    voice = ClipSet(rate_hz=RATE_HZ, clips={"zh-to": noise(0.02), "zh-serve": noise(0.8)})
    samples = sentence_samples(("zh-to", Pause(ms=100), "zh-serve"), voice)
    words = noise(1).size
    quiet, loud = samples[:words], samples[-words:]
    assert rms(quiet) == pytest.approx(rms(loud), rel=0.02)
    assert not numpy.any(samples[words:-words])


def test_two_loud_words_on_top_of_each_other_do_not_clip() -> None:
    crack = numpy.full(RATE_HZ // 4, 0.001, dtype=numpy.float32)
    middle = RATE_HZ * CROSS_FADE_MS // 2000
    crack[middle] = crack[-middle - 1] = 1.0  # where both are still loud in the cross-fade
    voice = ClipSet(rate_hz=RATE_HZ, clips={"zh-to": crack})
    samples = sentence_samples(("zh-to", "zh-to", "zh-to"), voice)
    assert float(numpy.max(numpy.abs(samples))) <= 0.9


def test_the_chime_is_softer_than_the_words() -> None:
    chime, word = (sentence_samples((name,), VOICE) for name in ("chime", "zh-please"))
    assert rms(chime) < 0.7 * rms(word)


def test_words_pass_into_each_other_without_a_click() -> None:
    hum = numpy.sin(numpy.arange(RATE_HZ // 2) * 0.05).astype(numpy.float32)
    voice = ClipSet(rate_hz=RATE_HZ, clips={"zh-to": hum, "zh-serve": hum})
    samples = sentence_samples(("zh-to", "zh-serve"), voice)
    steepest = float(numpy.max(numpy.abs(numpy.diff(samples))))
    assert steepest < 1.5 * float(numpy.max(numpy.abs(samples))) * 0.05


@settings(max_examples=25)
@given(
    st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=1, max_size=6),
    st.integers(1, 9999),
    st.booleans(),
)
def test_every_call_is_heard_and_none_clips(number: str, window: int, english: bool) -> None:
    samples = sentence_samples(phrase_of(Announce(number=number, window=window, english=english)), VOICE)
    assert -26 < 20 * numpy.log10(rms(samples)) < -18
    assert float(numpy.max(numpy.abs(samples))) < 0.9
