"""Pictures of QR codes as a camera might see them, made without OpenCV."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import qrcode
from numpy.typing import NDArray
from PIL import Image, ImageFilter

SIZE = (640, 480)


def code(payload: bytes, *, box: int = 7) -> Image.Image:
    """A code, dark on light, with its quiet zone."""
    made = qrcode.QRCode(border=4)
    made.add_data(payload, optimize=0)
    made.make()
    dark = np.kron(np.array(made.get_matrix(), np.uint8), np.ones((box, box), np.uint8))
    return Image.fromarray(np.asarray((1 - dark) * 255, np.uint8))


def seen(picture: Image.Image, *, turned: float = 0.0) -> Image.Image:
    """The picture in the middle of a grey frame."""
    turned_picture = picture.rotate(turned, expand=True, fillcolor=128, resample=Image.Resampling.BICUBIC)
    frame = Image.new("L", SIZE, 128)
    left, top = (SIZE[0] - turned_picture.width) // 2, (SIZE[1] - turned_picture.height) // 2
    frame.paste(turned_picture, (left, top))
    return frame


def blurred(frame: Image.Image, radius: float) -> Image.Image:
    return frame.filter(ImageFilter.GaussianBlur(radius))


def dark(frame: Image.Image, share: float) -> Image.Image:
    return frame.point(lambda pixel: round(pixel * share))


def inverted(frame: Image.Image) -> Image.Image:
    return frame.point(lambda pixel: 255 - pixel)


def noisy(frame: Image.Image, sigma: float) -> Image.Image:
    noise = np.random.default_rng(7).normal(0, sigma, (SIZE[1], SIZE[0]))
    return Image.fromarray(np.clip(np.asarray(frame) + noise, 0, 255).astype(np.uint8))


def striped(frame: Image.Image, pixels: int) -> Image.Image:
    """Under a flickering lamp: stripes that zxing-cpp cannot see through, and zbar can."""
    stripes = 127.5 * (1 + np.sin(2 * np.pi * np.arange(SIZE[0]) / pixels))
    return Image.fromarray((np.asarray(frame) * 0.5 + 0.5 * stripes).astype(np.uint8))


def grey(frame: Image.Image) -> NDArray[np.uint8]:
    return np.asarray(frame, np.uint8)


def put(frame: Image.Image, folder: Path, name: str) -> None:
    """Put a frame into a camera's folder, whole or not at all."""
    frame.save(folder / f"{name}.part", "PNG")
    (folder / f"{name}.part").rename(folder / f"{name}.png")
