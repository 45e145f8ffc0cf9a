"""No picture takes more than 100 MB of the process, including Pillow's, which Python doesn't count."""

import io
import subprocess
import sys

import pytest
from PIL import Image

from model import PROJECT
from tests.doors.held import MOST_BYTES

READ = """
import sys
from model.preprocess.photo import PictureError, read_picture

def most():
    return 1024 * int(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1])

def read(file):
    try:
        read_picture(file)
    except PictureError as error:
        return str(error)
    return "read"

small, large = sys.stdin.buffer.read().split(b"SPLIT")
read(small)
before = most()
print(read(large), most() - before, sep="|")
"""
SIDE = 5000
LARGEST = {  # mode: the largest side of a PNG that is accepted
    "L": 5000,
    "RGB": 4870,
    "RGBA": 3440,
    "LA": 3440,
}
TURNED = Image.Exif()
TURNED[0x0112] = 6  # a quarter turn


def picture(mode: str, side: int, kind: str = "png", **options: object) -> bytes:
    """Return a black bar on white."""
    bands = len(Image.new(mode, (1, 1)).getbands())
    black = (0,) * (bands - 1) + (255,) if mode in ("LA", "RGBA") else (0,) * bands
    whole, buffer = Image.new(mode, (side, side), (255,) * bands), io.BytesIO()
    whole.paste(Image.new(mode, (side // 5, side // 2), black), (side // 3, side // 4))
    whole.save(buffer, kind, **options)
    return buffer.getvalue()


def taken(file: bytes, kind: str) -> tuple[str, int]:
    """Return a process's outcome for a file, and the most bytes it takes for it."""
    given = picture("L", 90, kind) + b"SPLIT" + file
    command = [sys.executable, "-c", READ]
    ended = subprocess.run(command, input=given, capture_output=True, cwd=PROJECT, check=True)
    said, most = ended.stdout.decode().split("|")
    return said, int(most)


needs_proc = pytest.mark.skipif(sys.platform != "linux", reason="/proc says what a process has taken")
PASSES = {"progressive": True}


@needs_proc
@pytest.mark.parametrize("mode", LARGEST)
def test_the_largest_png_takes_less_than_100_mb(mode):
    said, most = taken(picture(mode, LARGEST[mode], exif=TURNED), "png")
    assert said == "read" and most <= MOST_BYTES
    said, most = taken(picture(mode, LARGEST[mode] + 50), "png")
    assert said.endswith((" or a plain JPEG.", "Please choose a smaller one.")) and most < MOST_BYTES / 50


@needs_proc
@pytest.mark.parametrize(("mode", "options"), [("RGB", {}), ("RGB", PASSES), ("CMYK", PASSES)])
def test_a_photo_takes_little_and_a_progressive_one_under_100_mb(mode, options):
    said, most = taken(picture(mode, SIDE, "jpeg", exif=TURNED, **options), "jpeg")
    assert (said == "read") == (mode == "RGB")
    assert most <= (MOST_BYTES if options else MOST_BYTES / 10)
