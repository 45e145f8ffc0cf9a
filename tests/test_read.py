"""`inkling read` prints the page's figures, and a sentence for everything it can't use."""

import io
import re
import tracemalloc
from contextlib import redirect_stdout
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from model.explain.ledger import make_ledger
from model.export.read import main
from model.files import MAX_MEGABYTES
from model.network import load_network
from model.network.neuron import Neuron
from model.preprocess import to_mnist
from model.preprocess.pen import draw_strokes
from model.preprocess.photo import read_picture
from model.reading import Reading
from tests.photos import photos
from tests.samples import BARS, SAMPLES
from tests.specimens import many_images
from views.parts.charts.ledger import equation, parts_of, signed
from views.parts.looks.wording import figure, percents


def said(*arguments: str) -> str:
    """Return what the command prints."""
    with redirect_stdout(io.TextIOWrapper(io.BytesIO(), "utf-8")) as out:
        main(arguments)
    out.seek(0)
    return out.read()


def drawn(strokes: list, path: Path) -> Path:
    Image.fromarray(draw_strokes(strokes)).save(path)
    return path


@pytest.mark.parametrize("network", ["dense", "conv"])
def test_a_photo_gives_the_page_s_answer_shares_and_sum(network, tmp_path):
    for number, (_digit, file) in enumerate(photos("plain paper, marker", 4, seed=3)):
        path = tmp_path / f"{number}.png"
        path.write_bytes(file)
        reading = Reading(load_network(network), to_mnist(read_picture(file)).image)
        neuron = Neuron(reading.network.logits, (reading.digit,))
        ledger = make_ledger(reading.explain(neuron))
        text = said(str(path), "--network", network, "--why")
        assert re.findall(r"^\d  +(\S.*?%)", text, re.M) == percents(reading.probs)
        share = percents(reading.probs)[reading.digit]
        answer = f"Answer: {reading.digit}. Its share is" if reading.is_digit else "Not a digit."
        assert answer in text and f"{share}." in text
        assert f"\nz = {equation(parts_of(ledger), ledger.pre_activation)}\n" in text
        assert f"\na = {figure(ledger.activation)}, in probs\n" in text
        for entry in (*ledger.pushes, *ledger.pulls):
            product = f"{figure(entry.input)} × {figure(entry.weight)}"
            assert re.search(rf" {re.escape(f'{product}  {signed(entry.figure):>7}')}\n", text)


def test_what_is_no_digit_gets_no_answer(tmp_path):
    text = said(str(drawn(BARS, tmp_path / "bars.png")))
    assert "Not a digit." in text and "Answer" not in text
    assert "Answer: 7." in said(str(drawn(SAMPLES[7], tmp_path / "seven.png")))


def test_a_test_image_and_any_neuron_can_be_named():
    text = said("--test-image", "1", "--neuron", "conv3.3.4.5", "--network", "conv")
    reading = Reading(load_network("conv"), many_images()[1])
    ledger = make_ledger(reading.explain(Neuron(reading.network.layer("conv3"), (3, 4, 5))))
    assert "Neuron 3.4.5 of conv3 " in text
    assert f"z = {equation(parts_of(ledger), ledger.pre_activation)}\n" in text


HOSTILE = {
    "no.png": (None, "No such file"),
    "text.png": (b"no picture", "isn't a PNG or JPEG"),
    "empty.png": (b"", "isn't a PNG or JPEG"),
    "large.png": (bytes(MAX_MEGABYTES * 2**20 + 1), f"larger than {MAX_MEGABYTES} MB"),
    "cut.png": (photos("plain paper, marker", 1, seed=1)[0][1][:900], "isn't a PNG or JPEG"),
    "noise.png": ("noise", "any ink"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_cannot_be_read_gets_one_sentence(name, tmp_path):
    content, expected = HOSTILE[name]
    path = tmp_path / name
    if content == "noise":
        Image.fromarray(np.full((90, 90), 200, np.uint8)).save(path)
    elif content is not None:
        path.write_bytes(content)
    with pytest.raises(SystemExit) as stopped:
        said(str(path))
    assert expected in stopped.value.code and "\n" not in stopped.value.code


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--test-image", "10000"], "numbers 0 to 9999"),
        (["--test-image", "1", "--neuron", "hidden1.x"], "hidden1.x isn't the name of a neuron"),
        (["--test-image", "1", "--neuron", "hidden1.500"], "there is no unit"),
        (["--test-image", "1", "--neuron", "image.3.4"], "A pixel"),
        (["--test-image", "1", "--neuron", "hidden9.0"], "has no layer"),
        (["--test-image", "1", "--network", "README.md"], "isn't a Keras file"),
        (["--test-image", "1", "--network", "gone.keras"], "No such file"),
    ],
)
def test_a_word_that_cannot_be_used_gets_one_sentence(arguments, expected):
    with pytest.raises(SystemExit) as stopped:
        said(*arguments)
    assert expected in stopped.value.code and "\n" not in stopped.value.code


def test_a_large_file_is_not_read_whole(tmp_path):
    path = tmp_path / "huge.png"
    with path.open("wb") as file:
        file.truncate(200 * 2**20)  # sparse
    tracemalloc.start()
    with pytest.raises(SystemExit, match="larger than"):
        said(str(path))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 2 * MAX_MEGABYTES * 2**20
