"""The camera's own process: frames in, codes out like a scanner's.

Only this package may import OpenCV, and only its process does: OpenCV's wheel brings a Qt of its own.
"""

import os

MAX_PIXELS = 1 << 24
"""Largest picture that is decoded; a camera's largest frame has 8 million pixels (4K)."""

# OpenCV reads it while it is loaded. Otherwise 50 kB that unpack to 20,000 by 20,000 dots take 850 MB.
os.environ["OPENCV_IO_MAX_IMAGE_PIXELS"] = str(MAX_PIXELS)
