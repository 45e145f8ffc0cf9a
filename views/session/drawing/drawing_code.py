"""Encode a drawing as about a thousand characters in an address, and decode it.

Takes pen strokes, a picture and their image, and returns text that needs no escaping in an address; or takes
such text, distrusts it, and returns what it encodes. Knows nothing of Streamlit, the canvas or networks.

The image is part of the text, to the last bit, because browsers and Python paint ink a little differently,
and so do two browsers. So networks get the same image at both ends, and strokes can be as coarse as the eye
allows.

    text     base64url, without padding, of zlib's format, which ends with a checksum
    bytes    version, strokes, picture, image
    strokes  their number; for each: 2 × width + (1 if it bends around its points), the number of points, and
             for each point the steps right and down from the previous one, in 1/8 pixel
    picture  its number of bytes, and a PNG file, in grays or in black and white
    image    a bit for each pixel that says whether it has ink; then, for those with ink, float32: all first
             bytes, all second ones, …

Numbers are LEB128: seven bits a byte, the lowest first; signed ones zigzag: 0, -1, 1, -2, …
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from model.preprocess.mnist import IMAGE_SIZE, PIXELS
from model.preprocess.pen import CODE_VERSION as VERSION
from model.preprocess.pen import HIGH, LOW, MAX_POINTS, MOST_STROKES, STEPS

MAX_WIDTH = 64  # canvas pixels: the widest pen
MAX_BYTES = 2**15  # bytes before compression, at most
_MASK_BYTES = PIXELS // 8
_TEXT = re.compile(r"[A-Za-z0-9_-]+")


class CodeError(ValueError):
    """Text that doesn't encode a drawing."""


class PenStroke(NamedTuple):
    """One stroke of the pen.

    Attributes:
        points: (n, 2), x and y in canvas pixels, n ≥ 1.
        width: of the pen, whole canvas pixels.
        is_curve: whether it bends around the points between first and last; otherwise it runs through them.
    """

    points: np.ndarray
    width: int
    is_curve: bool


class CodedDrawing(NamedTuple):
    """The contents of the text.

    Attributes:
        strokes: in the order they were drawn.
        picture: a PNG file below them, with unchecked contents; empty if there's none.
        image: float32 (28, 28) in [0, 1].
    """

    strokes: list[PenStroke]
    picture: bytes
    image: np.ndarray


def rounded(points: Sequence[Sequence[float]]) -> np.ndarray:
    """Round points as an address stores them: to the nearest eighth of a canvas pixel, (n, 2)."""
    return np.round(np.asarray(points, float) * STEPS) / STEPS


def encode_drawing(drawing: CodedDrawing) -> str:
    """Return the text that encodes this drawing.

    Raises:
        CodeError: it has too many strokes, points or bytes, or impossible ones, so `decode_drawing` would
            refuse it.
    """
    packed = bytearray([VERSION])
    packed += _number(len(drawing.strokes))
    for stroke in drawing.strokes:
        packed += _number(2 * stroke.width + stroke.is_curve) + _number(len(stroke.points))
        steps = np.diff(np.round(stroke.points * STEPS).astype(int), axis=0, prepend=0).ravel()
        packed += b"".join(_number(int(step) << 1 if step >= 0 else (int(-step) << 1) - 1) for step in steps)
    packed += _number(len(drawing.picture)) + drawing.picture
    image = np.asarray(drawing.image, "<f4").ravel()
    inked = image[image > 0].view(np.uint8).reshape(-1, 4)
    packed += np.packbits(image > 0).tobytes() + inked.T.tobytes()
    text = base64.urlsafe_b64encode(zlib.compress(bytes(packed), 9)).decode().rstrip("=")
    decode_drawing(text)
    return text


def decode_drawing(text: str) -> CodedDrawing:
    """Return the drawing that this text encodes.

    Raises:
        CodeError: the text doesn't encode a drawing.
    """
    packed = _Bytes(_unpacked(text))
    if packed.take(1)[0] != VERSION:
        raise CodeError("of another version")
    strokes, left = [], MAX_POINTS
    for _each in range(packed.number(MOST_STROKES)):
        width, is_curve = divmod(packed.number(2 * MAX_WIDTH + 1), 2)
        count = packed.number(left)
        left -= count
        steps = np.array([packed.signed() for _each in range(2 * count)]).reshape(count, 2)
        points = np.cumsum(steps, axis=0) / STEPS
        if not width or not count or (points < LOW).any() or (points > HIGH).any():
            raise CodeError("a stroke that nobody can have drawn")
        strokes.append(PenStroke(points, width, bool(is_curve)))
    picture = packed.take(packed.number(MAX_BYTES))
    if not strokes and not picture:
        raise CodeError("of nothing")
    return CodedDrawing(strokes, picture, _image(packed))


def _image(packed: _Bytes) -> np.ndarray:
    """Read the remaining bytes as an image."""
    has_ink = np.unpackbits(np.frombuffer(packed.take(_MASK_BYTES), np.uint8)).astype(bool)
    count = int(has_ink.sum())
    values = np.frombuffer(packed.take(4 * count), np.uint8).reshape(4, count).T.copy().view("<f4").ravel()
    if packed.rest or not count or not (np.isfinite(values) & (values > 0) & (values <= 1)).all():
        raise CodeError("of no image")
    image = np.zeros(PIXELS, np.float32)
    image[has_ink] = values
    return image.reshape(IMAGE_SIZE, IMAGE_SIZE)


def _unpacked(text: str) -> bytes:
    if not _TEXT.fullmatch(text):
        raise CodeError("not of the characters that it is made of")
    try:
        squeezed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        stream = zlib.decompressobj()
        packed = stream.decompress(squeezed, MAX_BYTES)
    except (binascii.Error, zlib.error) as error:
        raise CodeError("damaged") from error
    if not stream.eof or stream.unused_data:
        raise CodeError("cut short, too long, or with something behind it")
    return packed


def _number(value: int) -> bytes:
    """Return a whole number from 0 as LEB128."""
    digits = bytearray()
    while value > 0x7F:
        digits.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*digits, value])


class _Bytes:
    """Bytes that are read one after the other."""

    def __init__(self, packed: bytes) -> None:
        self._packed, self._place = packed, 0

    @property
    def rest(self) -> int:
        """Return how many bytes are left."""
        return len(self._packed) - self._place

    def take(self, count: int) -> bytes:
        """Return the next `count` bytes."""
        if count > self.rest:
            raise CodeError("cut short")
        self._place += count
        return self._packed[self._place - count : self._place]

    def number(self, most: int) -> int:
        """Return the next number, which may be at most `most`."""
        value = 0
        for digit in self._digits():
            value |= digit
        if value > most:
            raise CodeError("a number beyond its range")
        return value

    def signed(self) -> int:
        """Return the next signed number."""
        value = self.number(2**16)
        return -(value >> 1) - 1 if value & 1 else value >> 1

    def _digits(self) -> Iterator[int]:
        for shift in range(0, 21, 7):
            (digit,) = self.take(1)
            yield (digit & 0x7F) << shift
            if digit < 0x80:
                return
        raise CodeError("a number without an end")
