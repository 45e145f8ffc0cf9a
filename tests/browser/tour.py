"""Tour every page in every state: how to reach each state from the one before.

Finds things by their words in the current language: English, unless a test speaks another.
"""

import contextlib
import json
import re
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np
from playwright.sync_api import Page, expect

from model.classes import Sent
from model.classes.swap import Swap
from model.classes.swapped import BREAK, REPAIR, TEACH
from model.network import load_network
from model.novelty.own_digits import own_digit
from model.perceptron.painted import written
from model.signs import learn_signs
from model.training.packed import pack
from tests.browser import hands
from tests.browser.card import expect_whole
from tests.browser.draw_page import choose_network, click, expect_answer, expect_blank, expect_settled, layer
from tests.browser.layout_shift import READY
from tests.browser.pen import SAMPLES, draw
from tests.browser.said import beginning
from tests.browser.training_page import BAR, choose, turn_to
from tests.browser.waiting import until_page
from tests.built import BUILT, TWO
from tests.samples import A
from tests.sevens import sevens
from tests.signs import drawn
from views.classroom.class_signs import code_of
from views.classroom.classes import classes
from views.lesson.steps.step import PLACES, Step
from views.lesson.steps.steps import BY_ID
from views.parts.asking.glossary import CARD
from views.parts.component.fields import STORED
from views.parts.language.documents import documents
from views.parts.language.language import _
from views.parts.looks.wording import short
from views.training.words import LESSONS

DONE = "Done: {steps} [steps](words#training-step)"  # below a training's bar
GUESSED = (  # in the lesson, before and after the action
    "You guessed: {guess}. {fact}",
    "You guessed {guess}: **right**. {fact}",
    "You guessed {guess}: **not this time**. {fact}",
)
STEPS_WITH_A_DRAWING = (
    "draw",
    "neuron",
    "learn",
    "deep",
    "flat",
    "end",
)  # a 4 with two more strokes, all kinds of middles


STEPS_OF_HANDS = (
    "who",
    "adults",
    "fair",
    "mine",
    "inside",
    "missing",
)  # all kinds of what the second lesson shows


class State(NamedTuple):
    """A state of a page."""

    page: str  # as the glossary names it
    reach: Callable[[Page, str], None]  # from the state before, with the app's address
    is_checked: bool = True  # by axe, in each look; otherwise we only read its words


def go(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}/{path}")
    page.locator(READY[path]).first.wait_for()
    until_page(page)


def see_drawn(page: Page, address: str) -> None:
    choose_network(page, "dense")
    draw(page, SAMPLES[7])
    expect_answer(page, 7)
    expect_settled(page)


def see_card(page: Page, address: str) -> None:
    layer(page, "hidden1").scroll_into_view_if_needed()
    click_in(page, "hidden1")
    page.locator(".st-key-ledger .ink-total b").wait_for()
    page.locator(".st-key-likes p").first.wait_for()
    page.locator(".st-key-ledger").hover()  # an output may now be where the neuron was


def see_networks(page: Page, address: str) -> None:
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-neuron h3")).to_have_count(0)
    click(page, "clear")
    expect_blank(page)
    page.wait_for_function("() => window.inkling?.readings.last?.network")
    about, words = (
        page.get_by_role("button", name=_("About these networks")),
        page.get_by_test_id("stPopoverBody"),
    )
    about.click()
    with contextlib.suppress(AssertionError):  # it closes again if the page is still clearing
        expect(words).to_be_visible(timeout=3000)
    if not words.is_visible():
        about.click()
    words.wait_for()


def see_no_digit(page: Page, address: str) -> None:
    page.keyboard.press("Escape")
    draw(page, A)
    expect(page.locator(".st-key-answer")).to_contain_text(_("Not a digit"))
    expect_settled(page)


def see_steps(page: Page, address: str) -> None:
    page.get_by_role("button", name=_("How it was made")).click()
    page.locator(".st-key-steps img").first.wait_for()


def see_neuron(page: Page, address: str) -> None:
    page.keyboard.press("Escape")
    click(page, "clear")
    expect_blank(page)
    see_drawn(page, address)
    click_in(page, "hidden2")
    page.locator(".st-key-ledger summary").click()


def see_output(page: Page, address: str) -> None:
    page.locator(".st-key-probabilities button").nth(3).click()
    expect(page.locator(".st-key-neuron h3")).to_contain_text(_("Digit {number}").format(number=3))
    see_way(page, address, "Neurons", "margin")
    page.locator(".st-key-activation_curves summary").click()


def see_way(page: Page, address: str, name: str, shows: str) -> None:
    """Show one of the ways in which an output's card explains the answer."""
    page.locator(".st-key-why").get_by_text(_(name), exact=True).click()
    page.locator(f".st-key-{shows}").wait_for()
    expect_whole(page)


def see_changes(page: Page) -> None:
    """Show on the output's card what would change the answer."""
    part = page.locator(".st-key-counterfactuals")
    part.get_by_role("button", name=_("Search")).click()
    part.locator(".ink-change").first.wait_for()
    expect_whole(page)


def see_shares(page: Page, address: str) -> None:
    """Show shares and what would change the drawing, from any card: not all looks have an output's card."""
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-neuron h3")).to_have_count(0)
    page.locator(".st-key-probabilities button").nth(3).click()
    expect(page.locator(".st-key-neuron h3")).to_contain_text(_("Digit {number}").format(number=3))
    see_way(page, address, "Drawing", "why_pixels")
    see_changes(page)
    page.mouse.move(0, 0)  # or the pointer would be over something in another window


def see_map(page: Page, address: str) -> None:
    choose_network(page, "conv")
    expect_settled(page)
    click_in(page, "conv2")


def see_pooled(page: Page, address: str) -> None:
    click_in(page, "pool1")


def see_shapes(page: Page, address: str) -> None:
    page.get_by_label(_("Show shapes")).check()
    page.locator("figcaption code").first.wait_for()


def see_pair(page: Page, address: str) -> None:
    page.goto(f"{address}/?drawing=sample.9&kept=sample.4")
    page.locator(".ink-pair .ink-flips button").first.wait_for()


def see_thousand(page: Page, address: str) -> None:
    """Show a map of a thousand digits, and point at one."""
    page.goto(f"{address}/?drawing=sample.9&map=1")
    page.locator(".ink-map-near button").first.wait_for()
    canvas = page.locator(".ink-map-stage > canvas")
    side = canvas.bounding_box()["width"]
    for place in range(20, 80):
        canvas.hover(position={"x": 0.5 * side, "y": 0.01 * place * side})
        if page.locator(".ink-map-stage .ink-tip").is_visible():
            return
    raise AssertionError("there is no digit on the map")


def see_dialog(page: Page, address: str) -> None:
    page.locator(".st-key-catalogue button").nth(3).click()
    expect_whole(page)


def see_one_step(page: Page, address: str) -> None:
    turn_to(page, "One step")
    page.locator(".st-key-one_step_layers canvas").first.wait_for()
    page.locator(".st-key-one_step_along svg").wait_for()


def see_blame(page: Page, address: str) -> None:
    page.locator(".st-key-one_step_layers canvas").first.press("Enter")  # of the neuron blamed most
    page.locator(".st-key-one_step_pixels canvas").first.wait_for()
    page.locator(".st-key-one_step_lines summary").wait_for()


def see_blamed_by_outputs(page: Page, address: str) -> None:
    page.locator(".st-key-one_step_lines summary").click()
    page.locator(".st-key-one_step_lines .ink-rows button").first.click()
    page.locator(".st-key-one_step_changes .ink-rows button").first.wait_for()


def see_live(page: Page, address: str) -> None:
    turn_to(page, "Live")
    page.locator(".st-key-architecture svg").first.wait_for()
    page.locator(".st-key-live_weights img").first.wait_for()
    # Streamlit loads a selectbox late.
    page.get_by_role("combobox", name=_("Epochs")).wait_for()


def see_trained(page: Page, address: str) -> None:
    choose(page, "Training images", "300")
    choose(page, "Epochs", "1")
    page.get_by_role("button", name=_("Start"), exact=True).click()
    expect(page.locator(BAR)).to_contain_text(beginning(DONE), timeout=600_000)


def see_taught(page: Page, address: str) -> None:
    """Teach two signs, with four drawings of each."""
    page.goto(f"{address}/teach")
    teach_two_signs(page)
    page.locator(".ink-smalls button").first.click()
    page.locator(".ink-chosen input").uncheck()
    page.locator(".ink-tried canvas").focus()
    for key in (" ", *["ArrowDown"] * 4, " "):
        page.keyboard.press(key)
    page.locator(".ink-distances i").first.wait_for(timeout=600_000)
    page.locator(".ink-judged .ink-curves svg").wait_for(timeout=600_000)


def teach_two_signs(page: Page) -> None:
    """Bring four drawings of each of two signs to the page Teach it."""
    page.locator(".ink-sign").nth(1).wait_for()
    while page.locator(".ink-sign").count() > 2:  # this browser may have two already
        page.locator(".ink-sign header button").last.click()
    lines = [
        json.dumps(json.loads(each.line) | {"label": "AB"[i % 2]}) for i, each in enumerate(sevens(8, seed=1))
    ]
    file = {"name": "signs.jsonl", "mimeType": "application/jsonl", "buffer": "\n".join(lines).encode()}
    page.locator(".ink-taught input[type=file]").set_input_files(file)


def see_runs(page: Page, address: str) -> None:
    """Show two runs side by side, one of which overfits; neither has the form's current choices."""
    page.get_by_role("button", name=_("Overfitting")).click()
    page.get_by_text(beginning(LESSONS["overfitting"][1])).first.wait_for()
    # With fewer neurons, it overfits in fewer steps.
    for choice, value in (("Neurons in each", "64"), ("Learning rate", short(0.01)), ("Epochs", "10")):
        choose(page, choice, value)
    page.get_by_role("button", name=_("Start again")).click()
    page.locator(".st-key-runs_chart svg").wait_for()
    bar = page.locator(BAR)
    expect(bar).to_contain_text(re.compile(rf"{re.escape(beginning(DONE))}.*100"), timeout=600_000)
    page.get_by_role("button", name=_("Back to textbook settings")).click()
    old = page.locator(".st-key-old_results")
    expect(old).to_contain_text(
        beginning("**These results are for {title}**, not for what the form says now.")
    )
    old.locator("[href$='words#overfitting']").first.wait_for()


def see_built(page: Page, address: str) -> None:
    """Show a painted neuron that has learned a step, and the sum of a picture line by line."""
    page.goto(f"{address}/build?built={written(BUILT)}")
    page.locator(".ink-examples button").first.wait_for()
    page.locator(".ink-saved form button").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name=_("Save mine as a file")).click()
    page.locator(".ink-saved input[type=file]").set_input_files(saved.value.path())
    page.locator(".ink-gallery canvas").wait_for()
    page.get_by_role("button", name=_("One step")).click()
    page.locator(".ink-learn [aria-pressed=true]").wait_for(timeout=60_000)
    page.locator(".ink-examples button").first.click()
    page.locator(".st-key-build_ledger .ink-total b").wait_for()


def see_either(page: Page, address: str) -> None:
    """Show the task that one neuron can't solve, with a hint."""
    page.goto(f"{address}/build?task=either&built={written(TWO)}")
    page.locator(".ink-which button").first.wait_for()
    page.get_by_role("button", name=_("A hint")).click()
    expect(page.locator(".st-key-task p")).to_have_count(5)  # title, text, hint, two buttons


def see_task(page: Page, address: str) -> None:
    """Show the task of finding a wrong label, with one example open."""
    page.goto(f"{address}/?task=label")
    page.locator(".st-key-task_labeled button").first.click()
    page.locator(".st-key-task_claim button").wait_for()
    expect_settled(page)


def see_broken(page: Page, address: str) -> None:
    """Show the damaged drawing with the smallest change of pixels."""
    page.goto(f"{address}/breaking?drawing=sample.7&damage=slid.4")
    page.locator(".ink-breaking .ink-flips button").first.wait_for()
    page.locator(".st-key-breaking_smallest_open button").click()
    page.locator(".st-key-breaking_smallest button").click()
    page.locator(".st-key-breaking_pixels canvas").first.wait_for()


def guessed() -> re.Pattern[str]:
    """Return a pattern for how the answer to a guess starts."""
    return re.compile("|".join(re.escape(beginning(each)) for each in GUESSED))


def see_step(page: Page, address: str, step: Step, drawing: str) -> None:
    """Open a step of the lesson by its link; make its guess, if it has one."""
    page.goto(f"{address}/lesson?step={step.id}{drawing}")
    until_page(page)  # before that, the page ignores keys
    expect(page.locator(".st-key-lesson h3")).to_have_text(_(step.title))
    if step.guess:  # first, because the guess may hide other parts
        page.locator(".st-key-lesson_guess button").first.press("Enter")
        expect(page.locator(".st-key-lesson")).to_contain_text(guessed())
    for name in step.lights:  # some stay hidden until the action is done
        page.locator(PLACES[name]).first.wait_for(state="attached" if step.hides else "visible")
    if step.builds_up:
        page.locator(".st-key-lesson_build_up button").click()
        page.locator(".st-key-lesson_done").wait_for()


def see_hands(page: Page, address: str, step: Step) -> None:
    """Open a step of the second lesson by its link, and do what it asks for."""
    see_step(page, address, step, "")
    hands.finish(page, step.id)


def see_sheet(page: Page, address: str) -> None:
    go(page, address, "plan")
    page.locator(".st-key-paper_opened label", has_text=documents("teaching")["sheet"].say("title")).click()
    page.locator(".st-key-leaf_1 table").wait_for()


def see_slide(page: Page, address: str) -> None:
    go(page, address, "present")
    page.evaluate(
        "delete Element.prototype.requestFullscreen"
    )  # as on a phone: a window can't be resized in it
    page.locator(".ink-slides section button").nth(3).click()
    page.keyboard.press("ArrowRight")
    page.locator(".ink-shown.ink-answered").wait_for()


def see_wall(page: Page, address: str) -> None:
    """Show a wall with a drawing that its teacher has sent, labeled as another digit."""
    go(page, address, "wall")
    click(page, "class_start")
    page.locator(".ink-wall-empty").wait_for()
    code = page.locator(".st-key-wall_head a").get_attribute("href").partition("?")[2]
    page.goto(f"{address}/?{code}&drawing=sample.3")
    expect_answer(page, 3)
    page.locator(".st-key-send button").wait_for()
    page.locator(".st-key-label_buttons button").nth(8).click()
    page.locator(".st-key-send button:enabled").click()
    page.locator(".st-key-send .ink-take-back").wait_for()
    page.goto(f"{address}/wall?{code}")
    page.locator(".ink-wall-columns button").click()
    page.locator(".ink-wall-card button").first.wait_for()


def see_by_device(page: Page, address: str) -> None:
    """Let one half of a class's four devices teach."""
    code, key = classes().start()
    moved = [
        (digit, [np.add(stroke, turn) for stroke in SAMPLES[digit]]) for turn in range(3) for digit in (4, 7)
    ]
    digits = [own_digit(digit, strokes, [20] * len(strokes)) for digit, strokes in moved]
    for device in "abcd":
        for digit in digits:
            classes().send(code, device * 22, Sent(code_of(digit), digit.label, digit.label, 1.0))
    page.goto(f"{address}/wall?class={code}&key={key}")
    page.get_by_role("button", name=_("Manage the class")).click()
    page.locator(".st-key-wall_devices label").click()
    page.keyboard.press("Escape")
    page.locator(".ink-teachers button").nth(1).click()
    page.locator(".ink-teaches").first.wait_for(timeout=60_000)


def see_class_signs(page: Page, address: str) -> None:
    """Let the class of `see_wall` teach a network its own signs."""
    page.get_by_role("button", name=_("Manage the class")).click()
    page.get_by_text(_("Teach one network your own signs")).click()
    page.get_by_label(_("Names, with commas between them")).fill("Triangle, Square")
    page.keyboard.press("Enter")
    page.get_by_role("button", name=_("Let the class draw them")).click()
    page.locator(".ink-class-learning h2").wait_for()
    page.keyboard.press("Escape")


def see_class_device(page: Page, address: str, path: str, shows: str) -> None:
    """Open another page of that class, as a device does."""
    code = page.url.partition("?")[2]
    page.goto(f"{address}/{path}?{code}")
    page.locator(shows).first.wait_for()


def see_round(page: Page, address: str, path: str, phase: str) -> None:
    """Open a page in a round: this device's network has misread a drawing, and there's a find to judge."""
    store, (mine, other, third, fourth) = classes(), (letter * 22 for letter in "abcd")
    code, key = store.start()
    images, labels = drawn()
    two = labels < len("AB")
    packed = pack(learn_signs(np.float32(images[two]) / 255, labels[two], "AB", load_network("conv")))
    finds = [code_of(own_digit(digit, SAMPLES[digit], [20] * len(SAMPLES[digit]))) for digit in (4, 7)]
    store.teach_swap(code, key, Swap.begin, TEACH)
    for device in (mine, other):
        store.swap_by(code, device, Swap.share, packed, "AB")
    store.teach_swap(code, key, Swap.begin, BREAK)
    find = store.swap_by(code, other, Swap.find, 1, finds[0], 0, None)
    for device in (third, fourth):
        store.swap_by(code, device, Swap.partner)
        store.swap_by(code, device, Swap.judge, find, 0)
    store.teach_swap(code, key, Swap.pair, {3: 2})
    store.swap_by(code, third, Swap.find, 2, finds[1], 1, 0)
    store.teach_swap(code, key, Swap.begin, phase, 480)
    stored = [STORED["device"].name, json.dumps({"device": mine, "keys": {}})]
    page.evaluate("([name, text]) => localStorage.setItem(name, text)", stored)
    page.goto(f"{address}/{path}?class={code}")
    page.locator(".ink-swap").wait_for()


def see_break(page: Page, address: str) -> None:
    """Test another device's network on Draw, with one find to judge."""
    see_round(page, address, "", BREAK)
    page.locator(".ink-swap .ink-row-of-buttons button").first.click()
    page.locator(".ink-swap-find").wait_for()
    draw(page, SAMPLES[4])
    page.locator(".ink-swap-find button:enabled").first.wait_for()
    page.locator(".ink-swap-judge img").wait_for()


def see_break_card(page: Page, address: str) -> None:
    """Open a card beside the round of `see_break`."""
    layer(page, "pool1").click()
    page.locator(".st-key-neuron h3").wait_for()


def see_repair(page: Page, address: str) -> None:
    """Look at what others have found in the network of `see_taught`, and at what it reads of that."""
    see_round(page, address, "teach", REPAIR)
    page.locator(".ink-groups .ink-smalls button").first.click(timeout=60_000)
    page.locator(".ink-version .ink-share b").first.wait_for(timeout=60_000)


def see_named(page: Page, address: str) -> None:
    """Read one of the signs of `see_taught`, with a long name."""
    page.goto(f"{address}/teach")
    page.locator(".ink-sign header input").first.fill("Triangle")
    page.keyboard.press("Enter")
    page.locator(".ink-way .ink-primary").first.click(timeout=600_000)
    page.locator(".st-key-network_view canvas").first.wait_for()
    if page.locator(".st-key-clear button:enabled").count():  # the browser has stored what was drawn last
        click(page, "clear")
        expect_blank(page)
    corners = np.transpose(sevens(8, seed=1)[2].strokes[0])
    places = np.linspace(0, len(corners[0]) - 1, 30)  # near each other, so that the pen rounds no corner
    draw(page, [np.transpose([np.interp(places, range(len(axis)), axis) for axis in corners]).tolist()])
    page.locator(".ink-named").wait_for()
    expect(page.locator(".st-key-answer")).not_to_contain_text("Draw one")  # from a late run


def see_questions(page: Page, address: str) -> None:
    """Answer ten questions after the lesson, most of them wrongly, and read what was right."""
    go(page, address, "questions")
    page.locator(".ink-ten-questions .ink-row-of-buttons button").last.click()
    page.locator(".ink-ten-questions .ink-row-of-buttons button").last.click()
    for number in range(10):
        page.locator(".ink-place", has_text=f"{number + 1}").wait_for()
        page.locator(".ink-option").first.click()
    page.locator(".ink-lead").first.wait_for()


def see_signs_map(page: Page, address: str) -> None:
    """Look at the map of the signs of `see_named`."""
    see_named(page, address)
    page.get_by_role("button", name=_("Map"), exact=True).click()
    page.locator(".ink-signs-stage .ink-own").wait_for()


def see_words(page: Page, address: str) -> None:
    """Open the page of all words, which isn't a state of the tour because it explains words itself."""
    page.goto(f"{address}/words")
    page.locator(".ink-find input").wait_for()
    until_page(page)


def click_in(page: Page, name: str) -> None:
    """Click a neuron of that layer, and wait for its card."""
    heading = page.locator(".st-key-neuron h3")
    before = heading.inner_text() if heading.count() else ""
    box = layer(page, name).bounding_box()
    layer(page, name).click(position={"x": 0.42 * box["width"], "y": 0.42 * box["height"]})
    heading.wait_for()
    expect(heading).not_to_have_text(before)
    expect_whole(page)


def lesson_state(step: str, drawing: str = "", is_checked: bool = True) -> State:
    return State("Lesson", partial(see_step, step=BY_ID[step], drawing=drawing), is_checked)


STATES = {
    "blank": State("Draw", lambda page, address: go(page, address, "")),
    "drawn": State("Draw", see_drawn),
    "card": State(CARD, see_card),
    "networks": State("Draw", see_networks, False),
    "no digit": State("Draw", see_no_digit, False),
    "steps": State("Draw", see_steps, False),
    "neuron": State(CARD, see_neuron, False),
    "output": State(CARD, see_output, False),
    "drawing": State(CARD, see_shares),
    "strokes": State(CARD, partial(see_way, name="Strokes", shows="why_tried"), False),
    "map": State(CARD, see_map, False),
    "pooled": State(CARD, see_pooled, False),
    "shapes": State(CARD, see_shapes, False),
    "pair": State("Draw", see_pair),
    "thousand digits": State("Draw", see_thousand),
    "neurons": State("Neurons", lambda page, address: go(page, address, "neurons")),
    "dialog": State("Neurons", see_dialog),
    "replay": State("Training", lambda page, address: go(page, address, "training")),
    "one step": State("Training", see_one_step),
    "blame": State("Training", see_blame),
    "blame of a neuron that is read": State("Training", see_blamed_by_outputs, False),
    "live": State("Training", see_live),
    "trained": State("Training", see_trained),
    "runs": State("Training", see_runs),
    "taught": State("Teach it", see_taught),
    "built": State("Build", see_built),
    "either": State("Build", see_either),
    "task": State("Draw", see_task),
    "broken": State("Draw", see_broken),
    "step nine": lesson_state("nine"),
    "step tensors": lesson_state("tensors"),
    **{f"step {id}": lesson_state(id, "&drawing=sample.4", False) for id in STEPS_WITH_A_DRAWING},
    **{
        f"hands {id}": State("Lesson", partial(see_hands, step=BY_ID[id]), id == "mine")
        for id in STEPS_OF_HANDS
    },
    "hands unlearned": lesson_state("writers", is_checked=False),
    "teachers": State("For teachers", lambda page, address: go(page, address, "teachers")),
    "sheet": State("For teachers", see_sheet),
    "slides": State("For teachers", lambda page, address: go(page, address, "present"), False),
    "slide": State("For teachers", see_slide),
    "embed": State("For teachers", lambda page, address: go(page, address, "embed"), False),
    "questions": State("For teachers", see_questions),
    "by device": State("For teachers", see_by_device),
    "wall": State("For teachers", see_wall),
    "class signs": State("For teachers", see_class_signs, False),
    "class draws": State("Draw", partial(see_class_device, path="", shows=".st-key-class_bar a"), False),
    "class teaches": State(
        "Teach it", partial(see_class_device, path="teach", shows=".ink-class-row button"), False
    ),
    "break": State("Draw", see_break),
    "break card": State("Draw", see_break_card, False),
    "repair": State("Teach it", see_repair),
    "named": State("Draw", see_named, False),
    "map of signs": State("Draw", see_signs_map, False),
}
CHECKED = [name for name, state in STATES.items() if state.is_checked]
