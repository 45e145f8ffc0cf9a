"""Check that the page works the same in Chromium, Firefox and WebKit: `make test-browsers`.

Tests that need something that a driver can't do are skipped, and say so; docs/browsers.md lists them, too.
"""

import io
import shutil
import time
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Playwright

from tests.browser.behind_nginx import serve_behind_nginx
from tests.browser.draw_page import paper
from tests.browser.hands import DRAWN
from tests.browser.laid_out import LAWS
from tests.browser.layout_shift import READY
from tests.browser.server import free_port, serve
from tests.browser.waiting import UP
from tests.engines.chromium import WITHOUT_STANDARD_ZOOM, Chromium
from tests.engines.face import Engine
from tests.engines.firefox import Firefox, find_firefox
from tests.engines.visit import INK, LINK, Visit
from tests.engines.webkit import WebKit, find_webkit
from tests.samples import SAMPLES
from tests.site.served import serve_files
from views.lesson.steps.steps import HANDS, STEPS
from views.parts.asking.glossary import GLOSSARY
from views.questions.items import ITEMS

FOUND = {"firefox": find_firefox, "webkit": find_webkit}
ENGINES = ["chromium", "firefox", "webkit"]
OLD_ZOOM = "chromium with the zoom that was"
PAGES = {  # by the words of their links
    "Lesson": "lesson",
    "Neurons": "neurons",
    "Training": "training",
    "For teachers": "teachers",
}
# The width and height of the canvas's container while it is empty.
ROOM = """() => {
  const around = document.querySelector(".st-key-canvas");
  const host = [...around.querySelectorAll("*")].find((each) => each.shadowRoot);
  host.style.display = "none";
  return [around, host.parentElement].map((each) => [each.offsetWidth, each.parentElement.offsetWidth]);
}"""
COLORS = """() => [[".stApp", "backgroundColor"], [".ink-answer p", "color"]].map(([place, name]) => {
  const parts = getComputedStyle(document.querySelector(place))[name].match(/[\\d.]+/g).slice(0, 3);
  return parts.reduce((sum, part) => sum + part / 3, 0);
})"""
SEEN = {"Light": "ground > 200 && text < 80", "Dark": "ground < 60 && text > 180"}
LOOKS = 8  # at a page, half a second apart
TRAINING = 180  # seconds; a quiet machine needs only a few
LEARN, MEASURE = ".ink-hands-top .ink-primary", ".ink-hands-top [role=group] button:enabled"
WINDOWS = {"laptop": (1366, 650), "tablet": (1024, 768), "phone": (390, 844)}


def start(name: str, playwright: Playwright) -> Engine:
    """Start that browser, or skip the test if it isn't installed."""
    if name in FOUND and not FOUND[name]():
        pytest.skip(f"{name} is not installed")
    if name == "firefox":
        return Firefox()
    if name == "webkit":
        return WebKit()
    return Chromium(playwright, [WITHOUT_STANDARD_ZOOM] if name == OLD_ZOOM else [])


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with serve() as app:
        yield app.address


@pytest.fixture(scope="session", params=ENGINES)
def engine(request, playwright: Playwright, address: str) -> Iterator[Engine]:
    engine = start(request.param, playwright)
    try:
        engine.open(f"{address}/")
        # A server that has just started is slow.
        engine.wait("(place) => !!document.querySelector(place)", READY[""], longest=UP / 1000)
        yield engine
    finally:
        engine.close()


@pytest.fixture
def visit(engine: Engine, address: str) -> Visit:
    return Visit(engine, address)


def test_the_canvas_is_whole_after_ten_loads(visit):
    for load in range(10):
        visit.open("lesson" if load % 3 == 2 else "")
        visit.expect_whole_canvas()


def test_the_canvas_has_its_room_before_it_loads(visit):
    """Otherwise WebKit, which asks only once how wide the content is, sometimes made a strip of 16 pixels."""
    for page in ("", "lesson"):
        visit.open(page)
        visit.expect_whole_canvas()
        assert visit.engine.wait(ROOM) == visit.engine.evaluate(ROOM.replace("none", ""))


def test_the_canvas_is_whole_on_every_way_to_it(visit):
    visit.open()
    for name, path in PAGES.items():
        visit.go(name, path)
        if path == "lesson":
            visit.expect_whole_canvas()
        visit.go("Draw", "")
        visit.expect_whole_canvas()
    for name in ("Neurons", "Training"):
        visit.go(name, PAGES[name])
        visit.go("Lesson", "lesson")
        visit.expect_whole_canvas()
    visit.engine.back()
    visit.see("training")
    visit.go("Draw", "")
    visit.expect_whole_canvas()


@pytest.mark.parametrize("engine", [*ENGINES, OLD_ZOOM], indirect=True)
@pytest.mark.parametrize("window", WINDOWS)
def test_ink_appears_under_the_pointer(visit, window):
    visit.open("", *WINDOWS[window])
    visit.expect_whole_canvas()
    corners = [[30, 40], [30, 250], [250, 250]]
    visit.draw([corners])
    left, top, right, bottom = visit.engine.wait(INK)
    half = 12  # half of the pen's width, and the rounding to whole pixels of a window
    assert abs(left - 30) < half + 2 and abs(top - 40) < half + 2
    assert abs(right - 250) < half + 2 and abs(bottom - 250) < half + 2
    visit.expect_settled()  # or the next page in this tab would restore the drawing


def test_ten_digits_are_read(visit):
    visit.open()
    for digit, strokes in SAMPLES.items():
        visit.draw(strokes)
        visit.expect_answer(digit)
        visit.expect_settled()
        visit.press("clear")
        visit.expect_answer("Draw")
        visit.expect_no_ink()


def test_the_answer_appears_while_the_pen_is_down(visit):
    visit.open()
    visit.draw([SAMPLES[0][0]], lift=False)
    visit.expect_answer(0)
    assert visit.engine.evaluate("() => inkling.readings.last.version === null")
    visit.engine.perform([("up",)])
    visit.expect_settled()
    visit.expect_answer(0)


def test_undo_redo_and_clear(visit):
    visit.open()
    visit.draw(SAMPLES[4])
    visit.expect_answer(4)
    for key, said in zip(("clear", "undo", "undo", "undo", "redo", "redo"), ("Draw", 4, "", "Draw", "", 4)):
        visit.expect_settled()
        visit.press(key)
        visit.expect_answer(said)


@pytest.mark.parametrize("kind", ["touch", "pen"])
def test_a_finger_and_a_pen_draw(visit, kind):
    if kind in visit.engine.cannot:
        pytest.skip(f"the driver of {visit.engine.name} has no {kind}")
    visit.open()
    visit.draw(SAMPLES[2], kind)
    visit.expect_answer(2)
    visit.expect_settled()


def test_a_neuron_s_card_adds_up(visit):
    visit.open("?drawing=sample.3")
    visit.expect_answer(3)
    visit.engine.click('[data-layer="hidden1"] canvas', at=(0.4, 0.4))
    visit.expect_text(".st-key-neuron h3", "first hidden layer")
    visit.engine.box(".st-key-ledger .ink-total")
    pushes, pulls, rest, bias, total = visit.numbers(".st-key-neuron .st-key-ledger code")[:5]
    assert round(100 * (pushes + pulls + rest + bias)) == round(100 * total)


def test_the_lesson_can_be_finished(visit):
    visit.open("lesson")
    visit.expect_text(".st-key-lesson h3", STEPS[0].title)
    for step, onward in pairwise(STEPS):
        if step.guess:
            option = ".st-key-lesson_guess button"
            visit.press_until(option, ".st-key-lesson", "You guessed")
        visit.press_until(".st-key-lesson_next button", ".st-key-lesson h3", onward.title)
    visit.expect_text(".st-key-lesson_next", "Restart the lesson")


@pytest.mark.parametrize("window", ["laptop", "phone"])
def test_the_second_lesson_can_be_finished(visit, window):
    visit.engine.resize(*WINDOWS[window])
    visit.engine.open(f"{visit.address}/lesson?lesson=hands")
    for step, onward in pairwise(HANDS):
        visit.expect_text(".st-key-lesson h3", step.title)
        if step.guess:
            visit.press_until(".st-key-lesson_guess button", ".st-key-lesson", "You guessed")
        if visit.engine.evaluate(f"() => !!document.querySelector('{LEARN}')"):
            visit.engine.click(LEARN)
        if step.id == "fair":
            visit.engine.wait(f"() => !!document.querySelector('{MEASURE}')", longest=TRAINING)
            visit.engine.click(MEASURE)
        for digit in DRAWN.get(step.id, ()):
            strokes = SAMPLES[digit]
            visit.draw_in(visit.engine.box(".ink-hands .ink-pad .upper-canvas"), strokes)
            if step.id == "mine":
                visit.engine.click(".ink-hands-paper .ink-row-of-buttons button", number=1)
        if step.part:
            visit.expect_text(".st-key-lesson_next", "Next", longest=TRAINING)
        visit.press_until(".st-key-lesson_next button", ".st-key-lesson h3", onward.title)


def test_the_ten_questions_can_be_answered(visit):
    visit.open("questions")
    for when in ("Before", "After"):
        for number in range(1, len(ITEMS) + 1):
            visit.expect_text(".ink-place", f"{when} the lesson")
            visit.expect_text(".ink-place", f"{number} of")
            visit.engine.click(".ink-option", number=number % 4)
        if when == "Before":
            visit.engine.click(".ink-ten-questions .ink-row-of-buttons button", number=1)
    visit.engine.box(".ink-ten-questions table")
    visit.engine.reload()
    visit.engine.box(".ink-ten-questions table")


def test_a_training_can_be_finished(visit):
    visit.open("training")
    visit.engine.click("[data-testid=stButtonGroup] button", "Live")
    visit.engine.box(".st-key-live_weights img")
    visit.engine.click("button", "Start")
    visit.expect_text(".st-key-trained", "Done", longest=TRAINING)
    curve = "document.querySelector('.st-key-live_Accuracy path')"
    assert visit.engine.evaluate(f"() => {curve}.getTotalLength() > 0")


def test_signs_are_taught_and_used(visit):
    visit.open("teach")
    for turn in range(3):
        for pad, digit in enumerate((7, 1, 0)):
            strokes = [[(x + 0.1 * (turn - 1) * y, y) for x, y in stroke] for stroke in SAMPLES[digit]]
            visit.draw_in(visit.engine.box(".ink-sign .upper-canvas", number=pad), strokes)
    visit.expect_text(".st-key-signs_trained", "it reads")
    visit.engine.click(".ink-way .ink-primary", number=1)
    visit.see("")
    visit.draw(SAMPLES[1])
    visit.expect_answer("\u2068?B")  # Chromium gives the sign with what isolates it
    visit.expect_settled()
    visit.engine.click('[data-layer="hidden1"] canvas', at=(0.4, 0.4))
    visit.engine.box(".st-key-ledger .ink-total")
    pushes, pulls, rest, bias, total = visit.numbers(".st-key-neuron .st-key-ledger code")[:5]
    assert round(100 * (pushes + pulls + rest + bias)) == round(100 * total)


def test_words_links_reloads_and_going_back_work(visit):
    visit.open()
    visit.draw(SAMPLES[7])
    visit.expect_answer(7)
    visit.expect_settled()
    visit.engine.hover('.st-key-network_view a[href$="words#neuron"]')
    visit.expect_text(".ink-word", GLOSSARY["neuron"].text)
    visit.engine.press("Escape")
    visit.engine.click(".ink-copy-link > button")
    visit.engine.box(".ink-link img")
    link = visit.engine.evaluate("() => document.querySelector('.ink-link input').value")
    assert visit.engine.evaluate("() => document.querySelector('.ink-link input').scrollLeft") == 0
    assert visit.engine.evaluate("() => location.href") == link
    visit.engine.press("Escape")
    image = visit.engine.evaluate("() => [...inkling.readings.last.image]")
    visit.go("Neurons", "neurons")
    visit.engine.back()
    visit.see("")
    visit.expect_answer(7)
    visit.engine.open(link)
    for _ in range(2):
        visit.see("")
        visit.expect_answer(7)
        visit.expect_settled()
        assert visit.engine.evaluate("() => [...inkling.readings.last.image]") == image
        visit.engine.reload()


def test_the_canvas_and_a_card_survive_a_server_that_was_gone(engine, tmp_path):
    port, log = free_port(), tmp_path / "log"
    with serve(port=port, log=log) as app:
        visit = Visit(engine, app.address)
        visit.open()
        visit.draw(SAMPLES[7])
        visit.expect_answer(7)
        visit.expect_settled()
        session = engine.evaluate("() => inklingStore.session")
    visit.draw([[(60, 140), (220, 140)]])  # nobody answers but the browser
    visit.press("undo")
    visit.press("clear")
    visit.expect_no_ink()
    visit.draw(SAMPLES[4])
    visit.expect_answer(4)
    engine.click(".ink-outputs li button", number=2)
    with serve(port=port, log=log):
        engine.wait("(session) => inklingStore.session !== session", session, longest=TRAINING)
        visit.expect_settled()
        visit.expect_answer(4)
        visit.expect_text(".st-key-neuron h3", "2", longest=TRAINING)
        pushes, pulls, rest, bias, total = visit.numbers(".st-key-neuron .st-key-ledger code")[:5]
        assert round(100 * (pushes + pulls + rest + bias)) == round(100 * total)
    assert "Traceback" not in log.read_text()


@pytest.mark.parametrize("width", [1300, 1366, 820])
def test_nothing_is_laid_out_wrong(visit, width):
    """Use the same laws as for Chromium, and look again while a page still settles."""
    broken = {}
    for path in READY:
        visit.open(path, width, 900)
        for _ in range(LOOKS):
            if not (found := visit.engine.evaluate(LAWS)):
                break
            time.sleep(0.5)
        broken |= {path: found} if found else {}
    assert broken == {}


def test_a_photo_is_read(visit, tmp_path):
    photo = tmp_path / "four.png"
    photo.write_bytes(paper(4))
    visit.open()
    visit.press("upload_open")
    visit.engine.wait("() => !!document.querySelector('input[type=file]')")
    visit.engine.attach("input[type=file]", photo)
    visit.expect_answer(4)


def test_a_plan_can_be_printed(visit):
    visit.open("plan")
    visit.engine.evaluate("() => { window.print = () => (window.wasPrinted = true); }")
    visit.engine.click(".ink-plan-tools button", "Print")
    visit.engine.wait("() => window.wasPrinted")


@pytest.mark.parametrize("theme", SEEN)
def test_both_themes_can_be_chosen_and_read(visit, theme):
    visit.open("?drawing=sample.7")
    visit.engine.click("[data-testid=stMainMenu] button")
    visit.engine.click(f"[data-testid=stMainMenuItem-theme-{theme}]")
    visit.engine.press("Escape")
    visit.engine.wait(f"() => {{ const [ground, text] = ({COLORS})(); return {SEEN[theme]}; }}")
    visit.expect_answer(7)
    painted = Image.open(io.BytesIO(visit.engine.screenshot())).convert("L")
    assert (np.median(painted) > 200) == (theme == "Light")


def test_wide_parts_fit_into_a_phone_s_window(visit):
    visit.open("", *WINDOWS["phone"])
    if "narrow" in visit.engine.cannot:
        assert visit.engine.evaluate("() => innerWidth < 500")
    else:
        assert visit.engine.evaluate("() => innerWidth") == WINDOWS["phone"][0]
    visit.draw(SAMPLES[9])
    visit.expect_answer(9)
    for element in ("document.documentElement", "document.querySelector('[data-testid=stMain]')"):
        assert visit.engine.evaluate(f"() => {element}.scrollWidth <= {element}.clientWidth")


@pytest.fixture(scope="session")
def behind_nginx() -> Iterator[str]:
    if not shutil.which("nginx"):
        pytest.skip("nginx is not installed")
    with serve_behind_nginx(2) as (address, _):
        yield address


@pytest.mark.parametrize("server", ["address", "behind_nginx"])
@pytest.mark.parametrize("path", ["", "lesson"])
def test_a_frame_of_another_host_works_without_storage(engine, server, path, request, tmp_path):
    address = request.getfixturevalue(server)
    (tmp_path / "course.html").write_text(
        f"<!doctype html><body style='margin: 0'><iframe src='{address}/{path}?embed=true' "
        "style='border: 0; display: block; width: 100vw; height: 100vh'></iframe>"
    )
    visit = Visit(engine, address)
    engine.resize(1300, 900)
    with serve_files(tmp_path) as elsewhere:
        engine.open(f"{elsewhere.replace('127.0.0.1', 'localhost')}/course.html")
        engine.wait("() => !!document.querySelector('iframe')")
        engine.enter()
        visit.see(path)
        assert not engine.evaluate("() => window === top")
        visit.expect_whole_canvas()
        visit.draw(SAMPLES[7])
        visit.expect_answer(7)
        visit.expect_settled()
        for away in (LINK, ".st-key-pages", "[data-testid=stPageLink]"):
            found = f"[...document.querySelectorAll({away!r})]"
            assert not engine.evaluate(f"() => {found}.some((each) => each.checkVisibility())")
        visit.press("clear")
        visit.expect_answer("Draw")
