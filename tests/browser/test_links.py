"""Check that a link shows somebody else the same page, figure for figure, and restores it for oneself."""

import io
import shutil
import zipfile
from pathlib import Path
from types import SimpleNamespace

from playwright.sync_api import expect

from model import PROJECT
from tests.browser.conftest import PHONE
from tests.browser.draw_page import choose_sample, click, expect_answer, expect_blank, open_drawer
from tests.browser.links import CLIPBOARD, copied, look_into, seen
from tests.browser.pen import SAMPLES, SURFACE, draw
from tests.site.served import serve_files
from views.address.copy_link import qr_code
from views.address.course import framed
from views.address.course_package import course_package
from views.lesson.steps.steps import BY_ID

WITHOUT = """for (const name of ["popover", "showPopover", "hidePopover", "togglePopover"])
  delete HTMLElement.prototype[name];
delete globalThis.DecompressionStream;
delete URLSearchParams.prototype.size;"""
PLATFORM = """<script type="module">
  import { Api } from "./scorm.js";
  globalThis.API = new Api();
  document.querySelector("iframe").src = "package/index.html";
</script><iframe style="width: 1200px; height: 800px"></iframe>"""
STATUS = "API.stored['cmi.core.lesson_status']"
MOST_STEPS = 50  # of a page's history in Chromium, which then forgets the first


def test_a_link_shows_the_same_page_and_nothing_loses_it(open_page, address: str):
    page = open_page(**CLIPBOARD)
    steps = page.evaluate("history.length")
    here, link = look_into(page)
    assert len(link) < 2000
    assert page.url == link
    assert page.evaluate("history.length") == steps < MOST_STEPS

    path = link.removeprefix(f"{address}/")
    other = open_page(PHONE, path, color_scheme="dark", device_scale_factor=2)
    assert seen(other) == here
    assert other.url == link
    assert other.get_by_label("Show shapes").is_checked()
    other.reload()
    assert seen(other) == here
    click(other, "undo")
    expect_blank(other)
    tab = page.context.new_page()
    tab.goto(page.url)
    assert seen(tab) == here
    tab.close()


def test_a_teacher_s_link_keeps_the_tab_drawing_and_large_type(open_page):
    is_large = "document.documentElement.classList.contains('ink-large')"
    page = open_page({"width": 1920, "height": 1080})  # wide enough for all pages in the header in large type
    choose_sample(page, 4)
    expect_answer(page, 4)
    open_drawer(page, "more")
    page.locator(".st-key-projector button").click()
    page.get_by_role("link", name="For teachers").click()
    page.locator(".st-key-card_embed a").click()
    page.locator(".st-key-links a").nth(list(BY_ID).index("neuron")).click()
    expect(page.locator(".st-key-lesson h3")).to_have_text(BY_ID["neuron"].title)
    is_said = "['drawing=sample.4', 'step=neuron'].every((each) => location.search.includes(each))"
    page.wait_for_function(f"() => {is_large} && {is_said}")
    assert len(page.context.pages) == 1
    page.reload()
    expect(page.locator(".st-key-lesson h3")).to_have_text(BY_ID["neuron"].title)
    page.wait_for_function(f"() => {is_large}")


def test_every_page_has_the_link_button_and_its_qr_code(open_page, address: str):
    page = open_page(**CLIPBOARD)
    choose_sample(page, 7)
    expect_answer(page, 7)
    said = "?drawing=sample.7"
    for name, path in (("Draw", "/"), ("Neurons", "/neurons"), ("Training", "/training")):
        page.get_by_role("link", name=name, exact=True).first.click()
        page.wait_for_function(  # until the page has loaded: a button of the page before goes with that page
            """path => location.pathname + location.search === path
                 && document.querySelector(".stApp").dataset.testScriptState === "notRunning"
                 && document.querySelector(".ink-copy-link > button")""",
            arg=f"{path}?drawing=sample.7",
        )
        link = copied(page)
        assert link == page.url
        click(page, "copy_link")
        picture = page.locator(".ink-link img")
        assert picture.get_attribute("src") == qr_code(f"{address}{path}")  # short, for the back row
        page.get_by_label("Include the drawing in the QR code").check()
        expect(picture).to_have_attribute("src", qr_code(link))
        page.keyboard.press("Escape")
    page.go_back()
    page.wait_for_function("said => location.pathname + location.search === '/neurons' + said", arg=said)


def test_going_back_shows_the_current_drawing(open_page):
    page = open_page()
    choose_sample(page, 3)
    expect_answer(page, 3)
    page.get_by_role("link", name="Neurons", exact=True).first.click()
    page.locator(".st-key-order").wait_for()
    page.go_back()
    page.locator(SURFACE).wait_for()
    expect_answer(page, 3)
    choose_sample(page, 5)
    expect_answer(page, 5)
    page.wait_for_function("location.search === '?drawing=sample.5'")


def test_the_page_works_in_a_course_s_frame(take, address: str, tmp_path: Path):
    link = f"{address}/?embed=true&drawing=sample.4&network=conv"
    (tmp_path / "index.html").write_text(f'<iframe src="{link}" width="1100" height="760"></iframe>')
    with serve_files(tmp_path) as course:
        page = take()
        page.goto(course)
        (frame,) = (each for each in page.frames if each.parent_frame)
        frame.locator(SURFACE).wait_for()
        expect_answer(frame, 4)
        click(frame, "clear")
        expect(frame.locator(".st-key-answer")).to_contain_text("Draw a digit")
        draw(SimpleNamespace(locator=frame.locator, mouse=page.mouse, evaluate=frame.evaluate), SAMPLES[7])
        expect_answer(frame, 7)
        assert "embed=true" in frame.url


def test_a_learning_platform_gets_its_step_s_completion(take, address: str, tmp_path: Path):
    package = course_package("Draw a 4", framed(f"{address}/lesson?step=draw"), "en")
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        archive.extractall(tmp_path / "package")
    shutil.copy(PROJECT / "tests" / "js" / "scorm.js", tmp_path)
    (tmp_path / "index.html").write_text(PLATFORM)
    with serve_files(tmp_path) as platform:
        page = take()
        page.goto(platform)
        page.frame_locator("iframe").frame_locator("iframe").locator(SURFACE).wait_for()
        frame = page.frames[-1]
        expect(frame.locator(".st-key-lesson_next")).to_be_hidden()
        assert page.evaluate(STATUS) == "incomplete"
        draw(SimpleNamespace(locator=frame.locator, mouse=page.mouse, evaluate=frame.evaluate), SAMPLES[4])
        page.wait_for_function(f"{STATUS} === 'completed'")
        page.evaluate("document.querySelector('iframe').remove()")
        page.wait_for_function("API.phase === 'over' && API.LMSGetLastError() === '0'")


def test_links_and_word_tips_work_in_older_browsers(open_page):
    """Popovers came with Safari 17, streams that unpack with Firefox 113, and `size` with Safari 17."""
    page = open_page(before=lambda page: page.add_init_script(WITHOUT))
    draw(page, SAMPLES[4])
    expect_answer(page, 4)
    panel, button = page.locator(".ink-link"), page.locator(".ink-copy-link > button")
    expect(panel).to_be_hidden()
    for close in (lambda: page.keyboard.press("Escape"), lambda: page.mouse.click(600, 880)):
        button.click()
        expect(panel.locator("img")).to_be_visible()
        close()
        expect(panel).to_be_hidden()
    tip = page.locator(".ink-word")
    page.locator('a[href*="words#"]').first.hover()
    expect(tip).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
