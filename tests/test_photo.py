"""Photos of digits on paper are read, and other files get a sentence."""

import io

import numpy as np
import pytest
from PIL import Image

from model.files import MAX_MEGABYTES
from model.network import forward, load_network
from model.preprocess import ink_box, ink_of, to_mnist
from model.preprocess import photo as photo_module
from model.preprocess.hints import ONE, hint_of
from model.preprocess.pen import PEN_WIDTH, draw_strokes
from model.preprocess.photo import MAX_SCANS, PictureError, jpeg_scans, otsu_threshold, read_picture
from tests.photos import WAYS, as_file, pair, photo, photos
from tests.samples import SAMPLES

SEVEN = [[(2 * x + 40, 2 * y + 40) for x, y in stroke] for stroke in SAMPLES[7]]  # on a photo


def _file(picture: Image.Image, kind: str = "png", **options) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def _gray(levels: np.ndarray) -> bytes:
    return _file(Image.fromarray(np.clip(levels, 0, 255).round().astype(np.uint8)))


def _noise(middle: int, spread: int) -> bytes:
    return _gray(np.random.default_rng(1).normal(middle, spread, (300, 300)))


def _photo() -> Image.Image:
    return photo(SEVEN, np.random.default_rng(1))


def _progressive(picture: Image.Image, scans: int) -> bytes:
    """Return a JPEG whose last scan is repeated until there are `scans`."""
    file = _file(picture, "jpeg", progressive=True)
    last = file[file.rindex(b"\xff\xda") : -2]
    return file[:-2] + (scans - jpeg_scans(file)) * last + file[-2:]


@pytest.fixture(scope="module")
def read():
    network = load_network("conv")
    return lambda file: int(forward(network, to_mnist(read_picture(file)).image)["probs"].argmax())


@pytest.mark.parametrize("way", [*WAYS, "light on dark"])
def test_most_photos_on_every_kind_of_paper_are_read(read, way):
    """Try 90 photos; benchmarks/photos.py prints how many are read in all."""
    tried = photos(way if way in WAYS else "plain paper, marker", 10, seed=7)
    if way not in WAYS:
        pictures = [(digit, Image.open(io.BytesIO(file))) for digit, file in tried]
        tried = [(digit, _file(Image.eval(each, lambda light: 255 - light))) for digit, each in pictures]
    assert np.mean([read(file) == digit for digit, file in tried]) >= 0.8


def test_printed_lines_and_shadow_edges_are_not_ink():
    strokes = [[(320, 180), (320, 460)]]
    for ground, shadow in (("squared", False), ("lined", False), ("squared", True)):
        file = as_file(photo(strokes, np.random.default_rng(3), ground, "ballpoint", shadow))
        rows, cols = np.nonzero(read_picture(file)[..., 3] > 60)
        assert np.ptp(cols) < 2.5 * PEN_WIDTH, (ground, shadow)
        assert np.ptp(rows) > 140


def test_two_digits_on_one_photo_are_reported_as_two():
    rng = np.random.default_rng(11)
    ways = [{"ground": ground, "pen": "ballpoint"} for ground in ("plain", "squared", "lined")]
    hints = [hint_of(ink_of(read_picture(pair(rng, **ways[i % 3])))) for i in range(18)]
    assert np.mean([hint == ONE for hint in hints]) >= 0.9


def test_a_rotated_a_progressive_and_a_tightly_cropped_photo_are_read(read):
    exif = Image.Exif()
    exif[0x0112] = 6  # "turn it a quarter clockwise to see it"
    assert read(_file(_photo().transpose(Image.Transpose.ROTATE_90), "jpeg", exif=exif)) == 7
    assert read(_progressive(_photo(), MAX_SCANS)) == 7
    picture = Image.fromarray(255 - draw_strokes(SAMPLES[3], width=34)[..., 3])
    assert read(_file(picture.crop(Image.eval(picture, lambda light: 255 - light).getbbox()))) == 3


def test_a_transparent_drawing_keeps_its_ink_but_corners_count_as_white():
    rgba = draw_strokes(SAMPLES[3])
    there = to_mnist(read_picture(_file(Image.fromarray(rgba))))
    assert np.abs(there.image - to_mnist(rgba).image).mean() < 0.02
    assert read_picture(_file(Image.fromarray(rgba // np.uint8([1, 1, 1, 2]))))[..., 3].max() < 150
    picture, corner = _photo().convert("RGBA"), (0, 0, 120, 120)
    white = picture.copy()
    picture.paste((0, 0, 0, 0), corner)
    white.paste("white", corner)
    assert _difference(_file(picture), _file(white)) == 0


@pytest.mark.parametrize(
    ("shape", "box"),
    [((10, 40), (119, 161, 56, 224)), ((40, 10), (56, 224, 119, 161)), ((9, 9), (56, 224) * 2)],
)
def test_the_canvas_centers_it_at_168_pixels_with_its_proportions(shape, box):
    assert ink_box(photo_module._on_canvas(np.ones(shape, np.float32))[..., 3]) == box


@pytest.mark.parametrize("width", [3, 5, 12, 24])
def test_a_line_is_as_wide_as_it_was_but_at_least_14_pixels(width):
    """On the canvas, where it is 168 pixels long, which were 200 before."""
    alpha = draw_strokes([[(40, 140), (240 - width, 140)]], width=width)[..., 3]
    found = read_picture(_gray(255 - alpha.astype(float)))[..., 3]
    assert (found[:, 140] > 127).sum() == pytest.approx(max(14, width * 168 / 200), rel=0.15)


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (b"", "isn't a PNG or JPEG picture"),
        (b"%PDF-1.7 and so on", "isn't a PNG or JPEG picture"),
        (_file(Image.new("RGB", (40, 40)), "gif"), "isn't a PNG or JPEG picture"),
        (_file(Image.effect_noise((300, 300), 90), "jpeg")[:900], "isn't a PNG or JPEG picture"),
        (bytes(MAX_MEGABYTES * 1024**2 + 1), "larger than 10 MB"),
        (_file(Image.new("1", (5001, 5000))), "more than 25 megapixels"),
        (_file(Image.new("RGB", (200, 200), "white")), "couldn't find any ink"),
        (_file(Image.new("RGBA", (200, 200))), "couldn't find any ink"),
        *((_file(Image.new("L", (200, 200), shade)), "couldn't find any ink") for shade in (0, 10, 29, 128)),
        *(
            (_file(Image.new("RGBA", (200, 200), (9, 9, 9, alpha))), "couldn't find any ink")
            for alpha in (3, 128, 255)
        ),
        *(
            (_noise(middle, spread), "couldn't find any ink")
            for middle in (10, 60, 230)
            for spread in (3, 6, 40)
        ),
        (_noise(127, 900), "couldn't find any ink"),
    ],
)
def test_an_unreadable_file_gets_a_sentence(file, said):
    with pytest.raises(PictureError, match=said) as caught:
        read_picture(file)
    assert str(caught.value).endswith(".")


def test_a_jpeg_of_thousands_of_scans_is_not_decoded(monkeypatch):
    file = _progressive(Image.new("L", (64, 64), 200), 5000)
    monkeypatch.setattr(Image, "open", lambda *_, **__: pytest.fail("it was opened"))
    with pytest.raises(PictureError, match=r"more than 100 scans\. Please save it again"):
        read_picture(file)


def test_scans_are_counted_as_a_decoder_counts_them():
    plain = _file(Image.new("RGB", (64, 64), "white"), "jpeg")
    assert jpeg_scans(plain) == 1
    assert jpeg_scans(_progressive(Image.new("RGB", (64, 64)), 30)) == 30
    in_a_comment = b"\xff\xfe" + (2 + 2 * 500).to_bytes(2, "big") + b"\xff\xda" * 500
    assert jpeg_scans(plain[:2] + in_a_comment + plain[2:] + b"\x00\x02" + b"\xff\xda\x00\x02" * 500) == 1
    hiding = plain[:2] + b"\xff\x01" + plain[2:]  # a marker without a length
    assert jpeg_scans(hiding) == 1
    padded = plain.replace(b"\xff\xda", b"\xff" * 9 + b"\xda")
    assert jpeg_scans(padded) == 1
    assert jpeg_scans(_file(Image.new("L", (9, 9)))) == jpeg_scans(b"") == jpeg_scans(b"\xff\xd8") == 0


@pytest.mark.parametrize(
    ("mode", "kind", "options", "a_pixel"),
    [
        *((mode, "png", {}, 1) for mode in ("1", "L", "P")),
        ("RGB", "png", {}, 4),
        *((mode, "png", {}, 8) for mode in ("LA", "RGBA")),
        *((mode, "jpeg", {}, 0) for mode in ("L", "RGB")),  # some rows at a time
        ("L", "jpeg", {"progressive": True}, 2),
        ("RGB", "jpeg", {"progressive": True, "subsampling": "4:4:4"}, 6),  # three colors in full,
        ("RGB", "jpeg", {"progressive": True, "subsampling": "4:2:0"}, 3),  # or two of them in quarters
    ],
)
def test_opening_a_large_picture_is_refused_before_decoding(mode, kind, options, a_pixel, monkeypatch):
    file = _file(Image.new(mode, (60, 40)), kind, **options)
    assert photo_module.bytes_to_open(Image.open(io.BytesIO(file))) == a_pixel * 60 * 40
    for most, said in (
        (a_pixel * 60 * 40, "couldn't find any ink"),
        (a_pixel * 60 * 40 - 1, "takes too much"),
    ):
        monkeypatch.setattr(photo_module, "MAX_OPENED", most)
        with pytest.raises(PictureError, match=said):
            read_picture(file)


def test_a_picture_is_shrunk_first_whatever_its_proportions():
    for size, small in (((900, 300), (400, 133)), ((300, 900), (133, 400)), ((90, 30), (90, 30))):
        assert photo_module._open(_file(Image.new("L", size))).size == small


def test_neighbors_lie_that_many_pixels_to_each_side():
    mask, found = np.zeros((2, 9, 12), bool)
    mask[2, 3] = found[0:5, 1:6] = True
    assert (photo_module._near(mask, 2) == found).all()


def test_the_ground_is_wider_than_a_pen():
    """Count a sixth of 120 pixels as wide; its edges stay where they are."""
    paper = np.full((120, 120), 0.9, np.float32)
    shadow = paper.copy()
    shadow[:, 70:] = 0.6
    pen = shadow.copy()
    pen[20:100, 30:42] = pen[40:48, 80:110] = 0.1
    for drawn, ground in ((pen, shadow), (shadow, shadow), (paper, paper)):
        away = np.abs(photo_module._ground(drawn) - ground)
        away[:, 66:75] = 0  # where it was blurred
        assert away.max() < 0.02


@pytest.mark.parametrize(("ink", "paper"), [(0.1, 0.9), (0.5, 0.9), (0.9, 0.1), (0.6, 0.2)])
def test_ink_differs_from_the_border_despite_shading(ink, paper):
    luminance = np.linspace(paper - 0.08, paper + 0.08, 100)[:, None] * np.ones((100, 100))
    luminance[40:60, 45:50] = ink
    assert photo_module._is_dark(luminance) == (ink < paper)


def _paper(*patches: tuple[slice, slice, float], grain: float = 0.0) -> bytes:
    """Return light paper with parts that are darker by these amounts."""
    gray = np.full((400, 400), 0.9) + np.random.default_rng(1).normal(0, grain, (400, 400))
    for rows, cols, amount in patches:
        gray[rows, cols] -= amount
    return _gray(255 * gray)


def _difference(file: bytes, other: bytes) -> float:
    """Return the difference between two read pictures, in 255ths."""
    return float(np.abs(read_picture(file).astype(float) - read_picture(other)).mean())


STROKE = (slice(120, 280), slice(190, 206), 0.7)


def test_dust_and_shadows_beside_ink_leave_no_ink_but_a_larger_part_remains():
    dust = [(slice(20, 26), slice(30, 36), 0.7), (slice(370, 375), slice(360, 365), 0.5)]
    assert _difference(_paper(STROKE, *dust), _paper(STROKE)) < 0.1
    ink = (slice(120, 280), slice(190, 194), 0.14)
    shadows = [(slice(120, 280), slice(start, start + 8), 0.028) for start in range(120, 176, 16)]
    assert _difference(_paper(ink, *shadows), _paper(ink)) < 0.1
    second = (slice(120, 180), slice(240, 250), 0.7)
    assert np.ptp(np.nonzero(read_picture(_paper(STROKE, second))[..., 3].any(axis=0))) > 40


@pytest.mark.parametrize("amount, grain", [(0.09, 0.0), (0.07, 0.01)])
def test_a_faint_shadow_on_the_paper_is_not_ink(amount, grain):
    with pytest.raises(PictureError, match="couldn't find any ink"):
        read_picture(_paper((*STROKE[:2], amount), grain=grain))


@pytest.mark.parametrize("seed", range(4))
def test_otsu_s_threshold_is_the_best_split(seed):
    """Maximize number below × number above × (difference of their means)², tried at every edge of a bin."""
    rng = np.random.default_rng(seed)
    values = np.concatenate([rng.normal(0.2, 0.1, 400), rng.normal(0.7, 0.2, 30 * seed), [5.0]])
    counts, edges = np.histogram(values, 128)
    whole = np.repeat((edges[:-1] + edges[1:]) / 2, counts)
    parted = []
    for edge in edges[1:-1]:
        below, above = whole[whole < edge], whole[whole > edge]
        parted.append(len(below) * len(above) * (above.mean() - below.mean()) ** 2)
    assert otsu_threshold(values) == edges[1:-1][np.argmax(parted)]
