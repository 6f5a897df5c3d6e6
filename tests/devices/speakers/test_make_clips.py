"""Clips are made by a program that says words; here one stands in that hums, or misbehaves."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import numpy
import pytest

from devices.speakers.clips import RATE_HZ, load_clips, rms
from devices.speakers.make_clips import CannotSpeak, chime, make_clips, synthesised, trimmed, write_clip
from devices.speakers.vocabulary import CLIP_NAMES, WORDS

HUMMING = """
import math, sys, wave
said = sys.argv[1:]
assert said[:2] in (["-v", "cmn-latn-pinyin"], ["-v", "en"]), said
with wave.open(said[said.index("-w") + 1], "wb") as file:
    file.setnchannels(1)
    file.setsampwidth(2)
    file.setframerate(RATE)
    hum = b"".join(int(9000 * math.sin(n / 9)).to_bytes(2, "little", signed=True) for n in range(4000))
    file.writeframes(bytes(6000) + hum + bytes(9000))
"""


def program(folder: Path, python: str) -> str:
    path = folder / "speaks"
    path.write_text(f"#!{sys.executable} -IS\n{python}")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_a_word_is_cut_out_of_its_silence() -> None:
    hum = (numpy.sin(numpy.arange(4000) / 9) * 0.3).astype(numpy.float32)
    silence = numpy.zeros(3000, dtype=numpy.float32)
    word = trimmed(numpy.concatenate([silence, hum, silence]))
    assert hum.size <= word.size <= hum.size + 2 * RATE_HZ * 12 // 1000
    assert abs(word[0]) < 0.001
    assert abs(word[-1]) < 0.001


def test_what_is_made_is_a_voice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few = {name: WORDS[name] for name in ("zh-1", "en-a")}
    monkeypatch.setattr("devices.speakers.make_clips.WORDS", few)
    monkeypatch.setattr("devices.speakers.clips.CLIP_NAMES", ("chime", *few))
    files = make_clips(tmp_path / "voice", program(tmp_path, HUMMING.replace("RATE", "22050")))
    assert [file.name for file in files] == ["chime.wav", "zh-1.wav", "en-a.wav"]
    voice = load_clips(tmp_path / "voice")
    assert rms(voice.clips["zh-1"]) == pytest.approx(0.1, rel=0.02)


def test_every_word_has_something_to_say_to_the_program() -> None:
    assert set(CLIP_NAMES) == {"chime", *WORDS}
    assert all(word.sound.isascii() and word.sound for word in WORDS.values())


@pytest.mark.parametrize(
    ("python", "why"),
    [
        ("import sys; sys.exit(1)", "cannot say 一"),
        ("", "cannot say 一"),
        (HUMMING.replace("RATE", "16000"), "at 16000 Hz"),
        (HUMMING.replace("RATE", "22050").replace("9000 *", "0 *"), "or not at all"),
    ],
)
def test_a_program_that_fails_is_named(tmp_path: Path, python: str, why: str) -> None:
    with pytest.raises(CannotSpeak, match=why):
        synthesised(WORDS["zh-1"], program(tmp_path, python))


def test_a_program_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotSpeak, match="no-such-program"):
        synthesised(WORDS["zh-1"], str(tmp_path / "no-such-program"))


def test_a_word_that_is_too_long_for_a_clip_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotSpeak, match=r"zh-1\.wav would last 6\.00 s"):
        write_clip(tmp_path / "zh-1.wav", numpy.ones(6 * RATE_HZ, dtype=numpy.float32))
    assert list(tmp_path.iterdir()) == []


def test_the_command_wants_to_know_the_folder() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "devices.speakers.make_clips"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "FOLDER" in done.stderr


def test_the_chime_is_two_falling_notes() -> None:
    sound = chime()
    third = RATE_HZ // 3

    def loudest_hz(part: slice) -> float:
        piece = sound[part] * numpy.hanning(sound[part].size)
        spectrum = numpy.abs(numpy.fft.rfft(piece, 65536))
        return float(numpy.argmax(spectrum)) * RATE_HZ / 65536

    assert loudest_hz(slice(0, third)) == pytest.approx(659, abs=5)
    assert loudest_hz(slice(int(RATE_HZ * 0.6), RATE_HZ)) == pytest.approx(523, abs=5)
    assert float(numpy.max(numpy.abs(sound))) <= 0.5
    assert abs(float(sound[-1])) < 0.001
