"""The film is made in the browser, from whatever is drawn, and isn't larger than what people can send."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageSequence
from playwright.sync_api import Page, expect

from tests.browser.pen import SAMPLES, draw

MOST_BYTES = 1_000_000
FULL = [[(20, y), (260, y + 6)] for y in range(20, 260, 16)]
GROUND = (16, 14, 28)  # the stage's color, behind the outputs, too
BUTTON = ".st-key-film button:visible"


def saved(page: Page, name: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("link", name=name).click()
    return Path(download.value.path()).read_bytes()


@pytest.mark.parametrize("network", ["dense", "conv"])
@pytest.mark.parametrize("strokes", [SAMPLES[4], FULL], ids=["4", "full"])
def test_a_film_of_any_drawing_can_be_sent_and_ends_with_the_answer(open_page, network, strokes):
    page = open_page(path=f"?network={network}&neuron=logits.4")
    draw(page, strokes)
    page.locator(BUTTON).click()
    expect(page.get_by_role("img", name="My ").first).to_be_visible()
    film, picture = saved(page, "Save the film (GIF)"), saved(page, "Save the picture (SVG)")
    assert max(len(film), len(picture)) < MOST_BYTES
    with Image.open(io.BytesIO(film)) as file:
        shown = [each.convert("RGB") for each in ImageSequence.Iterator(file)]
        assert file.info["loop"] == 0
    assert len(shown) > 30
    lit = [(np.asarray(each)[:, 560:] != GROUND).any(axis=-1).sum() for each in shown]
    assert lit[-1] > lit[0]
    assert b"<script" not in picture and picture.startswith(b"<?xml")
