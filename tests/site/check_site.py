"""Check the app as a folder of files, in a real Chromium: without a server, it shows what Python computes.

Run by `make test-site`, because it downloads 230 MB once. Only the first visit has a network connection.
"""

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

import numpy as np
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from deploy.site.build import build, sizes
from deploy.site.packages import LATER
from deploy.site.registries import FetchError
from model.explain import explain_unit
from model.explain.probe import SHOWN
from model.explain.wiring import Unit
from model.network import forward, load_network
from model.preprocess import stages_of_ink
from model.preprocess.mnist import load_test_images
from model.preprocess.pen import draw_strokes
from tests.browser.card import cents, click_on_layer, click_output, expect_whole, heading
from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.draw_page import (
    choose_network,
    click,
    expect_answer,
    expect_blank,
    expect_settled,
    settled_box,
)
from tests.browser.every_page import go, see_map, train, walk
from tests.browser.pen import SAMPLES, SURFACE, draw
from tests.browser.server import serve
from tests.browser.tour import teach_two_signs
from tests.browser.waiting import until_page
from tests.browser.walk import Walk, walk_to_the_end
from tests.js.map_cases import nearest
from tests.sevens import sevens
from tests.site.served import BELOW, draw_at_once, serve_files, until_stored
from tests.site.walks import STORED, answer_ten, printed, swap_by_file, take, use_and_reload
from views.lesson.steps.steps import HANDS
from views.parts.files.digit_files import OF_TRAINING
from views.parts.language.language import _, speaking
from views.parts.looks.wording import layer_in_text
from views.parts.words import PAGES

DIGITS = (7, 2, 4)
PLACES = [(0.13, 0.12), (0.38, 0.31), (0.62, 0.59), (0.88, 0.87)]  # none of them halfway between two pixels
CARDS = {  # for each network, the layers in which we click neurons, and where
    "dense": [(layer, place) for layer in ("hidden1", "hidden2") for place in PLACES],
    "conv": [(layer, place) for layer in ("conv1", "pool1", "conv3") for place in PLACES],
}
PATHS = "inklingSheet.objects.map(({ path }) => path.length)"
RARELY = [  # as if somebody had trained with them, and downloaded a paper, before
    *(f"digits/{name}.bin" for name in OF_TRAINING[1:]),
    *(f"python/{name}.tar.gz" for name in LATER),
]
SECONDS = 1000  # in Playwright's milliseconds
expect.set_options(timeout=90 * SECONDS)  # because a busy machine shouldn't make a test fail


class Site(NamedTuple):
    """A site that was opened once, before its server stopped.

    Attributes:
        address: where it was served; nothing answers there any more.
        browser: the one that opened it.
        shell: what was there before Python: whether it was alone, its line, the lengths of its strokes'
            paths; also the image that the page took over.
    """

    address: str
    browser: BrowserContext
    shell: dict


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict:
    return {"executable_path": find_chromium(), "args": ARGUMENTS}


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("site")
    try:
        build(root / BELOW)
    except FetchError as error:
        pytest.fail(f"The site can't be built without npm and PyPI. {error}", pytrace=False)
    return root


@pytest.fixture(scope="session")
def site(folder: Path, browser: Browser) -> Iterator[Site]:
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    with serve_files(folder) as server:
        address = f"{server}/{BELOW}/"
        page = context.new_page()
        page.goto(address)
        shell = see_shell(page)
        until_page(page)
        expect_answer(page, 7)
        shell["image"] = image_of(page)
        until_stored(page, folder / BELOW)
        for spoken in ("de", "en"):
            page.locator(".ink-language-menu select").select_option(spoken)
            with speaking(spoken):
                expect(page.locator(".st-key-clear")).to_contain_text(_("Clear"))
        until_stored(page, folder / BELOW, ("de",))
        page.evaluate("names => Promise.all(names.map((name) => fetch(name)))", RARELY)
        page.close()
    yield Site(address, context, shell)
    context.close()


def see_shell(page: Page) -> dict:
    """Draw a seven where Python can't have started yet; return what the shell shows."""
    draw_at_once(page, SAMPLES[7])
    expect(page.locator("#shell .ink-answer strong")).to_have_text("7")
    is_alone = page.locator("#root .st-key-canvas").count() == 0
    line = page.locator("#coming").inner_text()
    return {"alone": is_alone, "line": line, "paths": page.evaluate(PATHS)}


@pytest.fixture(scope="session")
def page(site: Site) -> Iterator[Page]:
    """Open the site again, without a network connection; nothing is drawn on its shell."""
    page = site.browser.new_page()
    page.set_default_timeout(90 * SECONDS)
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(site.address)
    until_page(page)
    yield page
    page.close()
    assert complaints == []


def test_python_takes_over_what_was_drawn_before_it(site):
    assert site.shell["alone"]
    assert "of 5" in site.shell["line"]
    assert site.shell["paths"] == [len(stroke) + 1 for stroke in SAMPLES[7]]
    painted = stages_of_ink(draw_strokes(SAMPLES[7])[..., 3].astype(np.float32) / 255).image
    assert np.abs(site.shell["image"] - painted).mean() < 0.02


@pytest.mark.parametrize("digit", DIGITS)
def test_drawn_digits_are_read_offline(page, digit):
    clear_and_draw(page, digit)


def clear_and_draw(page: Page, digit: int) -> None:
    if page.locator(".st-key-clear button:enabled").count():
        click(page, "clear")
        expect_blank(page)
    draw(page, SAMPLES[digit])
    expect_answer(page, digit)
    expect_settled(page)


def image_of(page: Page) -> np.ndarray:
    """Return the image that the network reads."""
    values = page.evaluate("Array.from(inkling.readings.last.image)")
    return np.array(values, np.float32).reshape(28, 28)


def clicked(page: Page) -> Unit:
    selected = page.evaluate("inkling.selections.last.selected")
    return Unit(selected["layer"], tuple(selected["index"]))


def expect_the_same_card(*pages: Page) -> None:
    """Check that the cards are the same in every word and figure; their parts arrive one after the other."""
    for _again in range(20):
        one, other = map(whole_card, pages)
        if one == other:
            break
    assert one == other


def whole_card(page: Page) -> str:
    """Return the card's whole text, as soon as no more comes."""
    expect_whole(page)
    expect(page.locator(".st-key-neuron [data-testid=stSlider]")).to_contain_text("1.00")
    last = None
    while last != (last := page.locator(".st-key-neuron").inner_text()):
        page.wait_for_timeout(400)
    return last


@pytest.fixture(scope="session")
def server_page(browser: Browser) -> Iterator[Page]:
    with serve() as app:
        page = browser.new_page(viewport={"width": 1300, "height": 900})
        page.app = app.address
        yield page
        page.close()


@pytest.mark.parametrize("name", CARDS)
def test_cards_show_the_figures_that_python_computes(page, server_page, site, name):
    choose_network(page, name)
    clear_and_draw(page, 4)
    expect(page).to_have_url(re.compile("drawing="))
    network = load_network(name)
    server_page.goto(f"{server_page.app}/?{page.url.partition('?')[2]}")
    choose_network(server_page, name)
    before = ""
    for layer, place in CARDS[name]:
        click_on_layer(page, layer, place)
        if before:
            expect(heading(page)).not_to_have_text(before)
        expect_whole(page)
        before = heading(page).inner_text()
        unit = clicked(page)
        expect(page).to_have_url(re.compile(rf"neuron={'.'.join(map(str, (unit.layer, *unit.index)))}\b"))
        click_on_layer(server_page, layer, place)
        expect(heading(server_page)).to_have_text(before)
        expect_the_same_card(page, server_page)
        if layer != "pool1":  # it adds nothing up
            expected = explain_unit(network, forward(network, image_of(page)), unit)
            total = page.locator(".st-key-ledger .ink-total b").inner_text()
            assert cents(total) == round(100 * float(expected.pre_activation))


def test_a_link_opens_offline_in_a_language_used_before(site):
    page = site.browser.new_page()
    page.set_default_timeout(90 * SECONDS)
    query = "drawing=sample.4&network=conv&neuron=conv1.9.9.2&lang=de"
    page.goto(f"{site.address}?{query}")
    until_page(page)
    expect_answer(page, 4)
    with speaking("de"):
        expect(heading(page)).to_contain_text(layer_in_text(load_network("conv").layer("conv1")))
    assert page.evaluate("document.documentElement.lang") == "de"
    page.close()


def test_the_second_lesson_is_finished_offline(site):
    page = site.browser.new_page()
    page.set_default_timeout(90 * SECONDS)
    page.goto(f"{site.address}lesson?lesson=hands")
    until_page(page)
    walk_to_the_end(Walk(page, by_touch=False, four=SAMPLES[4]), HANDS)
    page.close()


def test_ten_questions_are_answered_before_and_after_offline(site):
    page = site.browser.new_page()
    page.set_default_timeout(90 * SECONDS)
    page.goto(f"{site.address}questions")
    answer_ten(page, "Before")
    page.get_by_role("button", name="I've done the lesson").click()
    answer_ten(page, "After")
    right = page.locator(".ink-ten-questions h2").inner_text()
    page.reload()
    until_page(page)
    expect(page.locator(".ink-ten-questions h2")).to_have_text(right)
    page.locator(".ink-lead").first.click()  # what was missed leads to its step
    expect(page).to_have_url(re.compile(r"/lesson\?.*step="))
    page.close()


def test_the_map_shows_the_same_digits_around_the_drawing(page):
    choose_network(page, "dense")
    clear_and_draw(page, 7)
    many = load_test_images()[0][:SHOWN].reshape(SHOWN, -1) / np.float32(255)
    numbers = nearest(image_of(page).ravel(), many)
    assert [int(re.search(r"\d+", name)[0]) for name in see_map(page)] == numbers.tolist()


def test_every_page_works_offline(site):
    page = site.browser.new_page()
    page.set_default_timeout(90 * SECONDS)
    walk(page, site.address, has_server=False)
    page.close()


def test_downloads_say_the_same_as_the_card(page, tmp_path):
    choose_network(page, "dense")
    clear_and_draw(page, 7)
    click_output(page, 7)
    expect(heading(page)).to_contain_text("Digit 7")  # no longer the neuron clicked before
    expect_whole(page)
    total = page.locator(".st-key-ledger .ink-total b").inner_text()
    said = printed(take(page, "Download as Python", tmp_path))
    assert "It says 7." in said and f"= {total}\n" in said
    assert json.loads(take(page, "Download as a notebook", tmp_path).read_text())["nbformat"] == 4


def test_a_paper_for_a_word_processor_is_made_offline(page, tmp_path):
    go(page, PAGES["teachers"])
    go(page, PAGES["plan"])
    with ZipFile(take(page, "Download (.docx)", tmp_path)) as file:
        assert "10 minutes" in file.read("word/document.xml").decode()


def test_a_network_is_trained_used_stored_and_deleted_offline(page, tmp_path):
    train(page)
    page.locator(STORED).first.wait_for()  # saved by itself; until then the page still changes
    with np.load(take(page, "Download the weights", tmp_path)) as weights:
        assert sum(weights[name].size for name in weights) >= 784 * 128
    use_and_reload(page)


def test_signs_are_taught_and_used_offline(page, site):
    go(page, "Teach it")
    teach_two_signs(page)
    page.locator(".ink-way .ink-primary").first.click()
    page.locator(".st-key-network_view canvas").first.wait_for()
    taught = [np.array(stroke) for stroke in sevens(8, seed=1)[0].strokes]  # so it's one of the signs
    corners = [np.linspace(a, b, 20) for stroke in taught for a, b in pairwise(stroke)]
    settled_box(page.locator(SURFACE))
    click(page, "clear")  # what the tests before have drawn
    draw(page, [np.concatenate(corners).tolist()])
    expect(page.locator(".ink-answer strong").first).to_have_text(re.compile("[AB]"))


def test_networks_and_finds_are_swapped_as_files(page, tmp_path):
    go(page, "Teach it")
    teach_two_signs(page)
    swap_by_file(page, tmp_path)


def test_the_site_is_as_small_as_promised(folder):
    shell, whole = sizes(folder / BELOW)
    assert shell <= 1.2e6
    assert whole <= 31e6
