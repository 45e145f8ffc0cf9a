"""The film is a GIF that other programs read, and the picture an SVG file with all neurons."""

import base64
import io
import math
from functools import cache
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image, ImageSequence

from model.network import forward, load_network
from tests.apptest import image_of
from tests.in_node import needs_node, run_script
from tests.samples import SAMPLES
from views.draw.film.film import film_of
from views.parts.component.constants import CONSTANTS

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = """</text><script>alert("&amp;'")</script>\x00\x1b\ud800"""
WIDTH, HEIGHT = 90, 60


def pictures() -> np.ndarray:
    """Return uint8 (9, 60, 90): noise, which fills the dictionary; the same; changes; one color."""
    random = np.random.default_rng(1)
    noise = random.integers(0, 250, (HEIGHT, WIDTH))
    parts = np.repeat(noise[None], 6, axis=0)
    for number, part in enumerate(parts):
        part[10 : 20 + 5 * number, 30:60] = random.integers(0, 3 + number)
        part[40, 50 + number] = 200
    return np.concatenate([noise[None], noise[None], parts, np.zeros((1, HEIGHT, WIDTH))]).astype(np.uint8)


@cache
def made(network: str = "dense", title: str = "My 4") -> dict[str, object]:
    """Return what film.mjs makes of a 4 in that network, and of the pictures."""
    net, image = load_network(network), image_of(SAMPLES[4])
    shown = film_of(net)
    panels = [panel | {"title": title, "count": title} for panel in shown["panels"]]
    values = {name: each.ravel().tolist() for name, each in forward(net, image).items()}
    end = {"layer": {"name": "logits"}, "flatIndex": 4}
    line = {"from": {"layer": {"name": "image"}, "flatIndex": 400}, "to": end, "share": 1, "positive": True}
    scene = {
        **{"panels": panels, "values": values, "lines": [line], "title": title},
        "selected": {"layer": "logits", "index": [4]},
        "factors": [{"layer": panels[-2]["layer"], "number": 3, "factor": 0}],
    }
    pixels = [[0xFF000000 | 0x010203 * int(each) & 0xFFFFFF for each in one.ravel()] for one in pictures()]
    colors = [
        [value & 255, value >> 8 & 255, value >> 16 & 255] for value in (0x010203 * i for i in range(255))
    ]
    gif = {"width": WIDTH, "height": HEIGHT, "colors": colors, "pictures": pixels}
    return run_script("film.mjs", {"constants": CONSTANTS, "gif": gif, "scene": scene})


def neurons(file: str) -> list[ElementTree.Element]:
    return [each for each in ElementTree.fromstring(file).iter(f"{SVG}circle") if not each.get("class")]


@needs_node
def test_another_program_reads_the_gif_as_the_pictures_in_it():
    with Image.open(io.BytesIO(base64.b64decode(made()["gif"]))) as file:
        read = [
            (np.asarray(each.convert("RGB")), each.info["duration"]) for each in ImageSequence.Iterator(file)
        ]
        assert file.info["loop"] == 0
    assert [delay for _, delay in read] == [70] * 9
    for wanted, (found, _) in zip(pictures(), read, strict=True):
        value = wanted.astype(int) * 0x010203 & 0xFFFFFF
        assert (found == np.stack([value & 255, value >> 8 & 255, value >> 16 & 255], axis=-1)).all()


@needs_node
@pytest.mark.parametrize("name", ["dense", "conv"])
def test_the_svg_file_has_every_neuron_and_map(name):
    file, network = made(name)["svg"], load_network(name)
    shapes = [panel["shape"] for panel in film_of(network)["panels"]]
    ring = 1  # of the chosen neuron; what is off has a cross
    assert len(neurons(file)) == ring + sum(math.prod(shape) for shape in shapes if len(shape) == 1)
    images = ElementTree.fromstring(file).iter(f"{SVG}image")
    assert len([*images]) == 1 + sum(shape[2] for shape in shapes if len(shape) == 3)
    assert len(file) < 1_000_000


@needs_node
def test_texts_in_the_svg_file_are_only_text():
    shown = ElementTree.fromstring(made(title=HOSTILE)["svg"])
    texts = {each.text for each in shown.iter(f"{SVG}text")} | {shown.find(f"{SVG}title").text}
    assert """</text><script>alert("&amp;'")</script>""" in texts
    assert {each.tag.removeprefix(SVG) for each in shown.iter()} <= {
        *("svg", "title", "rect", "circle", "path", "text", "image")
    }


@needs_node
@pytest.mark.parametrize(
    "title", ["My 4", "Moja cyfra 4 przechodzi przez wszystkie 256 neuronów sieci, a potem"]
)
def test_the_title_ends_before_the_answer_begins(title):
    shown = [*ElementTree.fromstring(made(title=title)["svg"]).iter(f"{SVG}text")]
    (first,) = [each for each in shown if each.text == title and each.get("x") == "20"]
    (answer,) = [each for each in shown if each.text == "4" and each.get("text-anchor") == "end"]
    wide = 8 / 14 * float(first.get("font-size"))  # of a character, as film.mjs measures
    assert 20 + wide * len(title) < float(answer.get("x")) - 8 / 14 * float(answer.get("font-size"))
    assert (float(first.get("font-size")) == 22) == (title == "My 4")


def test_the_title_counts_the_hidden_neurons():
    of_digit, of_drawing = film_of(load_network("dense"))["titles"]
    assert of_digit == "My {digit} goes through 256 neurons"
    assert of_drawing == "My drawing goes through 256 neurons"
