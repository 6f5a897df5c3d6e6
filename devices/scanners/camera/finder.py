"""In which order decoders are asked for the QR codes of a camera's frames, and whom to believe.

zxing-cpp first; if it sees nothing, once more on a clearer picture; every fifth miss is shown to zbar, which
costs ten times as much. zxing-cpp gives exact bytes; zbar guesses a charset and re-encodes, so that only its
ASCII is believed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Frame: TypeAlias = NDArray[np.uint8]
"""Rows of grey pixels."""

Decoder: TypeAlias = Callable[[Frame], list[bytes]]
"""What the codes in a frame hold; empty when it saw none."""

ASK_SECOND_EVERY = 5


class CodeFinder:
    """Finds the QR codes of one camera's frames.

    Args:
        first: quick, and exact in what it reads.
        clearer: makes a frame easier to read.
        second: slow, and exact only for ASCII.
    """

    def __init__(self, first: Decoder, clearer: Callable[[Frame], Frame], second: Decoder) -> None:
        self._first = first
        self._clearer = clearer
        self._second = second
        self._misses = 0

    def codes(self, frame: Frame) -> list[bytes]:
        """What the codes in a frame hold; empty when there is none."""
        found = self._first(frame) or self._first(self._clearer(frame))
        if found:
            self._misses = 0
            return found
        self._misses += 1
        if self._misses % ASK_SECOND_EVERY:
            return []
        return [code for code in self._second(frame) if code and code.isascii()]
