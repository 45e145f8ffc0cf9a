"""From a picture file, for example a photo of a digit on paper, to ink on a transparent canvas.

Takes the bytes of a PNG or JPEG, returns RGBA pixels for `to_mnist`. Knows nothing of
networks or pages.
"""

from __future__ import annotations

import io
import re

import numpy as np
from PIL import Image, ImageFilter, ImageOps

from model.errors import Problem
from model.files import FILE_TOO_LARGE, is_too_large
from model.preprocess.pen import CANVAS_SIZE, PEN_WIDTH
from model.preprocess.pieces import count_pieces, label_pieces
from model.preprocess.preprocess import border, ink_box, ink_of

MAX_PIXELS = 25_000_000
MAX_OPENED = 95_000_000  # bytes that opening a picture may take; a photo as a plain JPEG takes hardly any
MAX_SCANS = 100  # of a JPEG; each goes over all of the picture, and a usual progressive file has ten
WORKING_SIZE = 400  # pixels on the longer side while the paper is made uniform
CANVAS_SHARE = 0.6  # the digit's longer side, as a share of the canvas's
THINNEST = 0.7 * PEN_WIDTH  # canvas pixels: a thinner line, for example a ballpoint's, is thickened to this
WIDEST = 6  # of the picture's longer side, a sixth: a pen's stroke is narrower, and a shadow wider
DARKEST = 0.002  # of the picture's pixels are the pen's darkest ones: half as many as in a thin 1
LEAST_OF_INK = 0.5  # of their contrast; the lines of squared paper have less
FADING = 3  # pixels: this far from the pen's dark, its stroke may fade into the paper
MIN_CONTRAST = 0.12  # of black to white: fainter differences are paper grain and shadows
MIN_SPECK = 0.02  # of the ink, in one piece: smaller pieces are dust
LEAST_PAPER = 0.1  # of the picture: in digits cut out tightly half is paper, and in one color nothing
MOST_PIECES = 200  # of paper, between the strokes: digits have up to 6, and noise has thousands
# The markers that a length follows, or an image's end.
_JPEG_MARKER = re.compile(rb"\xff([^\x00\x01\xff\xd0-\xd7])")


class PictureError(Problem, ValueError):
    """A picture that can't be read; the message is a sentence for the person who chose it."""


def read_picture(file: bytes) -> np.ndarray:
    """Find the ink in a picture and place it in the middle of an empty canvas.

    Dark ink on a light background and light ink on a dark one are both recognized, even in uneven light: the
    background is the picture blurred, and ink is what differs from it by more
    than Otsu's threshold (N. Otsu 1979).

    Returns:
        uint8 (280, 280, 4): black ink whose alpha is its coverage, the longer side 60% of the canvas.

    Raises:
        PictureError: it isn't a picture, it is too large or too slow to open, or it is empty or noise.
    """
    picture = _open(file)
    ink = _drawn_ink(picture) if _is_on_nothing(picture) else _photographed_ink(picture)
    box, paper = ink_box(ink), ink == 0
    if box is None or paper.mean() < LEAST_PAPER or count_pieces(paper) > MOST_PIECES:
        raise PictureError("We couldn't find any ink in this picture. Try one with more contrast.")
    top, bottom, left, right = box
    return _on_canvas(ink[top:bottom, left:right])


def _open(file: bytes) -> Image.Image:
    if is_too_large(file):
        raise PictureError(FILE_TOO_LARGE)
    if jpeg_scans(file) > MAX_SCANS:
        raise PictureError(
            "This JPEG is stored in more than {most} scans. Please save it again, as a plain JPEG.",
            most=MAX_SCANS,
        )
    try:
        picture = Image.open(io.BytesIO(file), formats=("PNG", "JPEG"))
        if picture.width * picture.height > MAX_PIXELS:
            raise PictureError(
                "This picture has more than {most} megapixels. Please choose a smaller one.",
                most=MAX_PIXELS // 1_000_000,
            )
        if bytes_to_open(picture) > MAX_OPENED:
            raise PictureError(
                "Opening this picture takes too much memory. Please choose a smaller one, or a plain JPEG."
            )
        picture.draft("L", (2 * WORKING_SIZE, 2 * WORKING_SIZE))  # JPEG: decode only as much as is needed
        picture.thumbnail((WORKING_SIZE, WORKING_SIZE))
        return ImageOps.exif_transpose(picture)  # not earlier, because it copies the picture
    except PictureError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureError("This picture is too large. Please choose a smaller one.") from None
    except Exception:  # Pillow's decoders raise anything for a broken file
        raise PictureError("This file isn't a PNG or JPEG picture, or it is damaged.") from None


def bytes_to_open(picture: Image.Image) -> int:
    """Return how much memory Pillow takes at once for a picture until it is small, before it is decoded.

    For a PNG these are all pixels, and again the transparent ones, whose colors are weighted. For a
    progressive JPEG it is two bytes for each coefficient; for any other only some rows.
    """
    pixels = picture.width * picture.height
    if picture.format == "JPEG":
        shares = [across * down for _, across, down, _ in picture.layer]
        return round(2 * pixels * sum(shares) / max(shares)) if "progressive" in picture.info else 0
    if picture.mode in ("1", "L", "P"):
        return pixels
    return pixels * (8 if picture.mode in ("LA", "RGBA") else 4)


def jpeg_scans(file: bytes) -> int:
    """Return how many scans a JPEG file has (ITU-T T.81, B.1), as a decoder would meet them; else 0."""
    start_of_image, end_of_image, start_of_scan = b"\xd8", b"\xd9", b"\xda"
    scans, marker = 0, _JPEG_MARKER.match(file)
    if not marker or marker[1] != start_of_image:
        return 0
    end = marker.end()
    while (marker := _JPEG_MARKER.search(file, end)) and marker[1] != end_of_image:
        scans += marker[1] == start_of_scan
        end = marker.end() + int.from_bytes(file[marker.end() : marker.end() + 2], "big")
    return scans


def _is_on_nothing(picture: Image.Image) -> bool:
    """Return whether the background is transparent, and not only a rounded corner."""
    if not picture.has_transparency_data:
        return False
    return np.median(border(np.asarray(picture.convert("RGBA"))[..., 3])) < 255 / 2


def _drawn_ink(picture: Image.Image) -> np.ndarray:
    return ink_of(np.asarray(picture.convert("RGBA")))


def _photographed_ink(picture: Image.Image) -> np.ndarray:
    """Return how much each pixel differs from the background around it: float32 (H, W) in [0, 1]."""
    if picture.has_transparency_data:
        white = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(white, picture.convert("RGBA"))
    gray = picture.convert("L").filter(ImageFilter.MedianFilter(3))
    luminance = np.asarray(gray, np.float32) / 255
    difference = _dark_on_light(luminance) if _is_dark(luminance) else _light_on_dark(luminance)
    if difference.max() < MIN_CONTRAST:
        return np.zeros_like(difference)
    threshold = max(otsu_threshold(difference), MIN_CONTRAST / 2)
    ink = np.clip((difference - threshold / 2) / threshold, 0, 1)
    is_pen = difference > LEAST_OF_INK * np.quantile(difference, 1 - DARKEST)
    is_ink = _without_specks(_near(is_pen, FADING) & (ink > 0))
    return np.where(is_ink, ink, 0).astype(np.float32)


def _dark_on_light(luminance: np.ndarray) -> np.ndarray:
    """Return what share of the light each pixel absorbs, (H, W): the same in a shadow as beside it."""
    return np.clip(1 - luminance / np.maximum(_ground(luminance), MIN_CONTRAST), 0, 1)


def _light_on_dark(luminance: np.ndarray) -> np.ndarray:
    """Return how much lighter than the dark background each pixel is, (H, W)."""
    return np.clip(luminance + _ground(1 - luminance) - 1, 0, 1)


def _is_dark(luminance: np.ndarray) -> bool:
    """Return whether the ink is dark: then it is further below the border's luminance than above it."""
    paper = border(luminance)
    lowest, highest = (
        np.quantile(luminance, share) - np.quantile(paper, share) for share in (DARKEST, 1 - DARKEST)
    )
    return bool(-lowest >= highest)


def _ground(luminance: np.ndarray) -> np.ndarray:
    """Return the paper without darker things on it: a closing (J. Serra 1982), which leaves a shadow's edge.

    Each of its pixels is the least, over all windows that contain it, of the largest luminance in the window.
    So everything narrower than a window disappears, and everything as wide, for example a shadow, stays.
    """
    window = 2 * (max(luminance.shape) // WIDEST // 2) + 1
    smooth = Image.fromarray((luminance * 255).round().astype(np.uint8)).filter(ImageFilter.GaussianBlur(1.5))
    ground = np.asarray(smooth, np.float32) / 255
    for largest in (True, False):
        for axis in (0, 1):
            ground = _extreme(ground, window, axis, largest)
    return ground


def _extreme(values: np.ndarray, window: int, axis: int, largest: bool) -> np.ndarray:
    """Return the largest or smallest of the values (H, W) in a window around each along one axis."""
    sides = [(0, 0), (0, 0)]
    sides[axis] = (window // 2, window // 2)
    every = np.lib.stride_tricks.sliding_window_view(np.pad(values, sides, "edge"), window, axis)
    return (np.max if largest else np.min)(every, axis=-1)


def _near(values: np.ndarray, distance: int) -> np.ndarray:
    """Return the largest value within that many pixels of each, to the side, up or down."""
    for axis in (0, 1):
        values = _extreme(values, 2 * distance + 1, axis, largest=True)
    return values


def otsu_threshold(values: np.ndarray) -> float:
    """Return the threshold that maximizes the variance between the classes below and above it (N. Otsu 1979).

        variance = n_below × n_above × (mean_below - mean_above)², over 128 equal bins

    Args:
        values: of any shape, finite.

    Returns:
        The upper edge of the last bin below; if all values are equal, that value.
    """
    counts, edges = np.histogram(values, bins=128)
    middles = (edges[:-1] + edges[1:]) / 2
    below = np.cumsum(counts)
    above = below[-1] - below
    sum_below = np.cumsum(counts * middles)
    with np.errstate(divide="ignore", invalid="ignore"):
        gap = sum_below / below - (sum_below[-1] - sum_below) / above
    return float(edges[1:][np.nanargmax(np.where(above > 0, below * above * gap**2, 0))])


def _without_specks(mask: np.ndarray) -> np.ndarray:
    """Return a mask without its small pieces: those with less than 2% of all its pixels."""
    labels = label_pieces(mask)
    sizes = np.bincount(labels.ravel())
    large = sizes >= MIN_SPECK * mask.sum()
    large[0] = False
    return large[labels]


def _on_canvas(ink: np.ndarray) -> np.ndarray:
    share = CANVAS_SHARE * CANVAS_SIZE / max(ink.shape)
    height, width = (max(1, round(side * share)) for side in ink.shape)
    scaled = Image.fromarray((ink * 255).round().astype(np.uint8)).resize((width, height))
    alpha = Image.new("L", (CANVAS_SIZE, CANVAS_SIZE))
    alpha.paste(scaled, ((CANVAS_SIZE - width) // 2, (CANVAS_SIZE - height) // 2))
    rgba = np.zeros((CANVAS_SIZE, CANVAS_SIZE, 4), np.uint8)
    rgba[..., 3] = _thickened(alpha)
    return rgba


def _thickened(alpha: Image.Image) -> Image.Image:
    missing = THINNEST - stroke_width(np.asarray(alpha) > 127)
    if missing < 1:
        return alpha
    thick = _near(np.asarray(alpha), round(missing / 2))  # each side grows by half the rest
    return Image.fromarray(thick).filter(ImageFilter.GaussianBlur(1))


def stroke_width(mask: np.ndarray) -> float:
    """Return how wide the strokes of a mask (H, W) are: 2 × area / perimeter, exact for a long line."""
    padded = np.pad(mask, 1).astype(np.int8)
    perimeter = np.abs(np.diff(padded, axis=0)).sum() + np.abs(np.diff(padded, axis=1)).sum()
    return float(2 * mask.sum() / max(perimeter, 1))
