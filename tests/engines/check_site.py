"""Check the site, which has no server, in Chromium, Firefox and WebKit: `make test-browsers`.

Each browser only does little: one canvas, ten digits, a card, a photo, and a labeled digit that it stores.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright

from deploy.site.build import build
from deploy.site.registries import FetchError
from tests.browser.draw_page import paper
from tests.browser.pen import fewer
from tests.engines.check_engines import ENGINES, start
from tests.engines.visit import Visit
from tests.samples import SAMPLES
from tests.site.served import BELOW, serve_files

UP = 240  # seconds until Python runs in a browser: 6 on a quiet machine, many times that on a busy one
SHELL = "#shell canvas.upper-canvas"
ALONE = "() => !document.querySelector('#root .st-key-canvas')"
LABELED = ".ink-label-buttons button"
STORED = """() => {
  const stored = JSON.parse(localStorage.getItem("inkling.digits.1") ?? "{}");
  return Object.values(stored).map((line) => JSON.parse(line).label);
}"""


@pytest.fixture(scope="session")
def address(tmp_path_factory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("site")
    try:
        build(root / BELOW)
    except FetchError as error:
        pytest.fail(f"The site can't be built without npm and PyPI. {error}", pytrace=False)
    with serve_files(root) as server:
        yield f"{server}/{BELOW}"


@pytest.fixture(scope="session", params=ENGINES)
def visit(request, address: str, playwright: Playwright) -> Iterator[Visit]:
    """Yield a visitor with the site open, for tests that follow one another."""
    engine = start(request.param, playwright)
    engine.resize(1300, 900)
    visit = Visit(engine, address)
    yield visit
    engine.close()


def test_python_takes_over_what_was_drawn_before_it(visit):
    visit.engine.open(f"{visit.address}/")
    box = visit.engine.box(SHELL)
    for first, *rest in map(fewer, SAMPLES[7]):
        steps = [("move", box["x"] + x, box["y"] + y) for x, y in (first, *rest)]
        visit.engine.perform([steps[0], ("down",), *steps[1:], ("up",)])
    visit.expect_text("#shell .ink-answer strong", "7")
    assert visit.engine.evaluate(ALONE)
    visit.engine.wait("() => !document.querySelector('#shell')", longest=UP)
    visit.expect_answer(7)
    visit.expect_whole_canvas()


def test_ten_digits_are_read(visit):
    for digit, strokes in SAMPLES.items():
        visit.press("clear")
        visit.expect_answer("Draw")
        visit.expect_no_ink()
        visit.draw(strokes)
        visit.expect_answer(digit)
        visit.expect_settled()


def test_a_neuron_s_card_adds_up(visit):
    visit.engine.click('[data-layer="hidden1"] canvas', at=(0.4, 0.4))
    visit.expect_text(".st-key-neuron h3", "first hidden layer")
    visit.engine.box(".st-key-ledger .ink-total")
    pushes, pulls, rest, bias, total = visit.numbers(".st-key-neuron .st-key-ledger code")[:5]
    assert round(100 * (pushes + pulls + rest + bias)) == round(100 * total)


def test_a_photo_is_read_but_can_t_be_stored(visit, tmp_path):
    photo = tmp_path / "four.png"
    photo.write_bytes(paper(4))
    visit.press("upload_open")
    visit.engine.wait("() => !!document.querySelector('input[type=file]')")
    visit.engine.attach("input[type=file]", photo)
    visit.expect_answer(4)
    visit.expect_settled()
    visit.engine.press("Escape")
    visit.engine.click('[data-tool="more"]')
    visit.engine.click(LABELED, "4")
    visit.expect_text(
        "[data-testid=stToast]", "You can only keep pen drawings that have no more ink than a digit."
    )
    assert visit.engine.evaluate(STORED) == []


def test_a_drawing_after_a_photo_is_stored_with_its_label(visit):
    visit.press("clear")
    visit.expect_answer("Draw")
    visit.expect_no_ink()
    visit.draw(SAMPLES[3])
    visit.expect_answer(3)
    visit.expect_settled()
    visit.engine.click(LABELED, "3")
    visit.engine.wait(f"() => String(({STORED})()) === '3'")
