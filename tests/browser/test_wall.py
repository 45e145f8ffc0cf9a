"""Check a class: its devices' drawings are on the wall until somebody who is allowed to removes them."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.draw_page import click, expect_answer, expect_blank, expect_settled, settled_box
from tests.browser.page_pool import PagePool
from tests.browser.pen import SAMPLES, SIGNS, SURFACE, draw, draw_sign
from tests.browser.training_page import turn_to
from tests.browser.waiting import OFF, settled, until, until_page
from tests.relay import relay

TAKE_BACK = ".st-key-send .ink-take-back"
TILES = ".ink-wall-columns button"
SIGNS_NAMED = "A<b>, ☂"
LEARNED = ".ink-class-learning"
PLACES = """() => {
  const box = (selector) => document.querySelector(selector).getBoundingClientRect();
  const [code, vote, tile] = [".ink-invitation img", ".ink-vote h2", ".ink-wall-columns button"].map(box);
  const gap = parseFloat(getComputedStyle(document.querySelector(".ink-wall section")).rowGap);
  return {
    sides: [code.width, code.height],
    isBeside: code.right < vote.left && code.top < vote.bottom && code.right < tile.left,
    rowsOfTwo: (innerHeight - tile.top + gap) / ((tile.width - gap) / 2 + gap),
  };
}"""  # from five drawings of one digit on, two are side by side


def begin(open_page: Callable[..., Page]) -> tuple[Page, str]:
    """Start a class; return the teacher's wall and the link on it."""
    teacher = open_page(DESKTOP, "class")
    click(teacher, "class_start")
    teacher.get_by_role("link", name="Go to the wall").click()
    link = teacher.locator(".st-key-wall_head a").first
    link.wait_for()
    return teacher, link.get_attribute("href")


def name(page: Page, digit: int, label: int) -> None:
    """Draw a digit and label it."""
    for shown in (SURFACE, ".st-key-network_view canvas", ".st-key-send button"):
        page.locator(shown).first.wait_for()

    settled_box(page.locator(SURFACE))
    draw(page, SAMPLES[digit])
    expect_answer(page, digit)
    expect_settled(page)
    page.locator(".st-key-label_buttons button").nth(label).click()
    send = page.locator(".st-key-send button", has_text=f"Send this {label}")
    expect(send).to_be_enabled()


def name_and_send(page: Page, digit: int, label: int) -> None:
    name(page, digit, label)
    page.locator(".st-key-send button").click()
    expect(page.locator(TAKE_BACK)).to_be_enabled()


def choose(teacher: Page, place: int, what: str) -> None:
    """Do something with a tile."""
    teacher.locator(TILES).nth(place).click()
    teacher.locator(".ink-wall-card").get_by_role("button", name=what, exact=True).click()


def test_drawings_are_on_the_wall_until_removed_taken_back_or_over(open_page):
    teacher, link = begin(open_page)
    query = link.partition("/?")[2]
    by_link = open_page(PHONE, f"?{query}")
    name_and_send(by_link, 7, 7)
    tiles = teacher.locator(TILES)
    expect(tiles).to_have_count(1)

    by_code = open_page(DESKTOP, "wall")
    code = query.partition("=")[2]
    by_code.get_by_label("Your class's code").fill(f" {code[:3].lower()} {code[3:]}")
    by_code.get_by_role("button", name="Join").click()
    by_code.locator(".st-key-stMain, main").get_by_role("link", name="Draw").last.click()
    name_and_send(by_code, 3, 8)  # the network reads a 3, but its owner labels it an 8
    expect(tiles).to_have_count(2)
    expect(teacher.locator(f"{TILES}.ink-wrong span")).to_have_text("3")
    expect(teacher.locator(".ink-wall-count")).to_have_text("2 drawings from 2 devices")
    columns = teacher.locator(".ink-wall-columns h2 small")
    expect(columns.nth(8)).to_have_text("1")
    teacher.get_by_role("button", name="Manage the class").click()
    teacher.get_by_text("Read as").click()
    expect(columns.nth(3)).to_have_text("1")
    teacher.keyboard.press("Escape")

    by_link.locator(TAKE_BACK).click()
    expect(tiles).to_have_count(1)
    expect(by_link.locator(".st-key-send button")).to_have_text("Send this 7")
    click(by_link, "send")  # it can be sent again
    expect(tiles).to_have_count(2)

    choose(teacher, 0, "Hide")
    expect(tiles).to_have_count(1)
    tray = teacher.locator(".ink-wall-tray")
    expect(tray.locator("summary")).to_have_text("Not a digit, or hidden: 1")
    choose(teacher, 0, "Remove")
    expect(tiles).to_have_count(0)

    by_link.reload()
    by_link.locator(".st-key-send button").wait_for()
    click(by_link, "clear")
    expect_blank(by_link)
    name_and_send(by_link, 1, 1)
    expect(tiles).to_have_count(1)
    teacher.reload()  # the browser has the key, and no address does
    expect(tiles).to_have_count(1)
    assert "key" not in teacher.url
    choose(teacher, 0, "Open in Draw")
    expect_answer(teacher, 1)
    teacher.go_back()
    expect(tiles).to_have_count(1)

    teacher.get_by_role("button", name=re.compile("Manage the class")).click()
    teacher.locator(".st-key-wall_end_sure summary").click()
    click(teacher, "wall_end")
    expect(teacher.get_by_label("Your class's code")).to_be_visible()
    draw(by_link, [SAMPLES[4][0]])
    expect_settled(by_link)
    by_link.locator(".st-key-label_buttons button").nth(4).click()
    click(by_link, "send")
    expect(by_link.get_by_text("No class has the code")).to_be_visible()


def test_a_class_survives_a_broken_line_pauses_votes_and_keeps_its_drawings(
    open_page, pool: PagePool, address: str
):
    teacher, link = begin(open_page)
    query, tiles = link.partition("/?")[2], teacher.locator(TILES)
    with relay(address) as line:
        broken = pool.take(DESKTOP, reduced_motion="reduce")
        broken.goto(f"{line.address}/?{query}")
        until_page(broken)
        name(broken, 7, 7)
        line.cut()
        until(broken, OFF)
        broken.locator(".st-key-send button").click()
        expect(broken.locator(".st-key-send button")).to_have_text("Sending …")
        broken.wait_for_timeout(10_000)
        expect(tiles).to_have_count(0)
        line.is_cut = False
        expect(broken.locator(TAKE_BACK)).to_be_enabled(timeout=60_000)
        expect(teacher.locator(".ink-wall-count")).to_have_text("1 drawing from 1 device")
        pool.give_back(broken, line.address)

    device = open_page(PHONE, f"?{query}")
    name(device, 3, 3)
    settings = teacher.get_by_role("button", name=re.compile("Manage the class"))
    settings.click()
    click(teacher, "wall_pause")
    expect(teacher.get_by_role("button", name="Resume sending")).to_be_visible()
    click(device, "send")
    expect(device.get_by_text("The class is paused.")).to_be_visible()
    expect(tiles).to_have_count(1)
    click(teacher, "wall_pause")
    expect(teacher.get_by_role("button", name="Pause sending")).to_be_visible()
    teacher.keyboard.press("Escape")
    send = device.locator(".st-key-send button")
    expect(send).to_be_enabled()
    expect(send).to_have_text(re.compile("Send this 3|Take back"))
    if settled(device, send.inner_text, 500) != "Take back":  # it was sent in the pause and only now arrived
        click(device, "send")
    expect(tiles).to_have_count(2)

    settings.click()
    click(teacher, "wall_ask_it")
    device.locator(".ink-vote button").nth(1).click()  # on Draw
    expect(device.locator(".ink-vote button[aria-pressed=true]")).to_have_count(1)
    expect(device.locator(".ink-vote summary span")).to_have_text("About 400")
    expect(teacher.locator(".ink-vote p span")).to_have_text("1 answer")
    settings.click()  # it closed when the question was asked
    assert "key=" not in teacher.content()  # the drawer with the teacher's link is open
    teacher.locator(".st-key-projector button").click()
    teacher.keyboard.press("Escape")
    teacher.set_viewport_size({"width": 1366, "height": 768})
    places = teacher.evaluate(PLACES)
    assert (places["sides"], places["isBeside"]) == ([300, 300], True)
    assert places["rowsOfTwo"] >= 6  # so that twelve drawings are in sight, even of one digit
    teacher.locator(TILES).first.click()
    card = teacher.locator(".ink-wall-card")
    assert card.bounding_box()["y"] + card.bounding_box()["height"] <= 768  # it sticks to the window
    card.get_by_role("button", name="Close").click()
    teacher.set_viewport_size(DESKTOP)
    counts = teacher.locator(".ink-vote strong")
    expect(counts.nth(1)).to_have_text("")
    teacher.get_by_role("button", name="Reveal the answers").click()
    expect(counts.nth(1)).to_have_text("1")
    expect(device.locator(".ink-vote p")).to_contain_text("is right. You chose “About 400”.")
    teacher.get_by_role("button", name="End the question").click()
    for page in (device, teacher):
        expect(page.locator(".ink-vote")).to_have_count(0)

    settings.click()
    teacher.get_by_text("Download drawings").click()
    click(teacher, "class_to_own")
    expect(teacher.get_by_text("2 drawings added to My digits")).to_be_visible()
    teacher.get_by_role("link", name="Train a network with them").click()
    turn_to(teacher, "Live")
    expect(teacher.get_by_text("We're holding back device 2 of the class (with 1 digit)")).to_be_visible()
    teacher.get_by_role("link", name="Teach it").first.click()
    with teacher.expect_download() as download:
        teacher.get_by_role("button", name="Export").click()
    assert len(Path(download.value.path()).read_text().splitlines()) == 2


def draw_and_send(page: Page, device: int) -> None:
    """Draw each of the class's signs three times, and send them."""
    page.get_by_role("button", name="Draw your class's signs").click()
    for turn in range(3):
        for number, strokes in enumerate(SIGNS):
            draw_sign(page, ".ink-sign canvas.upper-canvas", number, strokes, 0.06 * turn + 0.02 * device)
    expect(page.locator(".ink-smalls button")).to_have_count(6)
    page.get_by_role("button", name="Send 6 drawings to the class").click()
    expect(page.locator(".ink-class-row [role=status]")).to_have_text("6 drawings are in the class.")


def test_a_class_teaches_one_network_which_each_device_can_use(open_page):
    wall, link = begin(open_page)
    query = link.partition("/?")[2]
    one = open_page(PHONE, f"?{query}")
    wall.get_by_role("button", name="Manage the class").click()
    wall.get_by_text("Teach one network your own signs").click()
    wall.get_by_label("Names, with commas between them").fill(SIGNS_NAMED)
    wall.keyboard.press("Enter")
    wall.get_by_role("button", name="Let the class draw them").click()
    expect(wall.locator(".ink-wall-columns h2").first).to_have_text("A<b>0")
    wall.keyboard.press("Escape")

    other = open_page(DESKTOP, f"teach?{query}")
    one.get_by_role("link", name="Draw your class's signs").click()
    draw_and_send(one, 0)
    learned = wall.locator(LEARNED)
    expect(learned).to_contain_text("When two devices have sent drawings", timeout=60_000)
    draw_and_send(other, 1)
    expect(wall.locator(TILES)).to_have_count(12)
    expect(learned).to_contain_text("learned 12 drawings from 2 devices", timeout=60_000)
    expect(learned.locator(".ink-devices:visible li")).to_have_count(2)

    wall.get_by_role("button", name="Give this network to the class").click()
    one.get_by_role("button", name="Use the class's network on the Draw page").click()
    one.locator(".st-key-network_view canvas").first.wait_for(timeout=60_000)
    draw_sign(one, ".upper-canvas", 0, SIGNS[1])
    expect(one.locator(".st-key-answer")).to_contain_text("☂", timeout=60_000)

    other.get_by_role("button", name="Take all back").click()
    expect(wall.locator(TILES)).to_have_count(6)
