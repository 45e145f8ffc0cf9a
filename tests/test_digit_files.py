"""MNIST's digits as browsers fetch them: what a file contains, its address, and that no other is served."""

import gzip
from unittest.mock import Mock

import numpy as np
import pytest

from model.novelty.own_detector import load_drawings
from model.preprocess.mnist import TRAINING_IMAGES, load_training_images
from model.signs.network import BACKGROUND
from views.parts.files import digit_files
from views.parts.files.digit_files import (
    OF_TRAINING,
    PARTS,
    address_of_digits,
    addresses_of_training,
    digits_file,
    file_name,
)
from views.parts.shared import test_images as load_shared_test_images
from views.serving.headers import FOREVER
from views.serving.network_routes import digits


def asked(name: str):
    return digits(Mock(path_params={"name": name}))


@pytest.mark.parametrize("part", PARTS)
def test_a_file_has_the_labels_then_the_images_of_its_part(part):
    count, is_training, others, start = PARTS[part]
    images, labels = load_training_images() if is_training else load_shared_test_images()
    images, labels = images[start : start + count], labels[start : start + count]
    content = np.frombuffer(gzip.decompress(digits_file(part)), np.uint8)
    assert len(content) == (count + others) * (1 + 28 * 28)
    of_all, pixels = content[: count + others], content[count + others :].reshape(-1, 28, 28)
    np.testing.assert_array_equal(of_all, [*labels, *[10] * others])
    np.testing.assert_array_equal(pixels[:count], images)
    drawn = load_drawings().no_digits
    of_signs = part == "background"  # the first ones, as Python compares signs with: see Known
    np.testing.assert_array_equal(
        pixels[count:], drawn[:BACKGROUND] if of_signs else drawn[len(drawn) - others :]
    )


def test_the_training_files_hold_every_training_image_once():
    places = [range(PARTS[part].start, PARTS[part].start + PARTS[part].count) for part in OF_TRAINING]
    assert [place for each in places for place in each] == [*range(TRAINING_IMAGES)]
    found = addresses_of_training()
    assert found["train"] == [*map(address_of_digits, OF_TRAINING)]
    assert found["test"] == address_of_digits("test")


def test_a_training_s_files_are_small():
    assert len(digits_file("train")) <= 3.5e6
    assert len(digits_file("map")) <= 0.2e6


def test_only_the_file_named_after_its_contents_is_served():
    address = address_of_digits("map")
    assert address == f"/digits/{file_name('map')}"
    answer = asked(address.rpartition("/")[2])
    assert answer.body == digits_file("map")
    assert answer.headers["cache-control"] == FOREVER
    assert answer.body[4:8] == bytes(4)  # no timestamp, so that every process makes the same file
    for other in ("map.bin", "map-0000000000000000.bin", "letters-1.bin", "..", ""):
        assert asked(other).status_code == 404


def test_on_the_site_it_is_a_file_beside_the_page(monkeypatch):
    monkeypatch.setattr(digit_files, "file_of_site", lambda name: f"https://site/{name}")
    assert address_of_digits("map") == "https://site/digits/map.bin"
