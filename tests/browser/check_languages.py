"""Show every page in every state in other languages, in six windows: `make test-languages`, an hour.

Nobody speaks en-XA: any text that appears in it without accents is only there in English. If something is
cut off or overlaps in it, or in a language that we offer, its layout only fits English.
Languages with long words or another script see every state; the others share the states. Set `ONLY=de` in
the environment to walk through all of one language, and `STATES=card,pooled` to see only some states.
"""

import os
import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

import pytest
from playwright.sync_api import Error, Page, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.laid_out import misplaced
from tests.browser.layout_shift import READY
from tests.browser.server import serve
from tests.browser.tour import STATES, STEPS_WITH_A_DRAWING, State, lesson_state, see_words, turn_to
from tests.browser.waiting import until_page
from tests.browser.windows import WINDOWS, turn
from tests.browser.words_seen import bare, read, unexplained
from tests.pseudo_language import PSEUDO
from tests.scratch_language import speaks_pseudo
from views.lesson.steps.steps import STEPS
from views.parts.asking.glossary import GLOSSARY
from views.parts.language.catalogs import ENGLISH, languages
from views.parts.language.language import _, speaking

WHOLE = (PSEUDO, "de", "fr", "uk", "ja")
SIZES = {"desktop": DESKTOP, "phone": PHONE} | {
    name: dict(zip(("width", "height"), size)) for name, size in WINDOWS.items()
}
NO_FILE = {"mimeType": "application/octet-stream", "buffer": b"nothing of the kind"}


def open_at(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}/{path}")
    page.locator(READY[path.partition("?")[0]]).first.wait_for()
    until_page(page)


def see_unread_link(page: Page, address: str, more: str = "") -> None:
    open_at(page, address, f"?drawing=none{more}")
    page.get_by_test_id("stToast").first.wait_for()


def see_hidden(page: Page, address: str) -> None:
    page.goto(f"{address}/training?hide=training")
    page.get_by_test_id("stAlert").first.wait_for()


def see_no_photo(page: Page, address: str) -> None:
    open_at(page, address, "")
    page.locator('[data-tool="samples"]').click()
    page.locator(".st-key-upload_open button").click()
    see_refused(page, "[data-testid=stPopoverBody]", "four.png")


def see_no_network(page: Page, address: str) -> None:
    open_at(page, address, "training")
    turn_to(page, "Live")
    page.get_by_text(_("Upload your own network")).click()
    see_refused(page, ".stMain", "own.keras")


def see_no_digits(page: Page, address: str) -> None:
    open_at(page, address, "teach")
    page.locator(".ink-taught input[type=file]").set_input_files({"name": "own.jsonl", **NO_FILE})
    expect(page.locator(".ink-taught > p")).not_to_be_empty()


def see_refused(page: Page, where: str, name: str) -> None:
    """Upload a file of the wrong kind and wait for the error."""
    page.locator(f"{where} input[type=file]").set_input_files({"name": name, **NO_FILE})
    page.get_by_test_id("stAlert").first.wait_for()


MORE = {  # states that the tour doesn't have
    "nothing drawn, one step": State(
        "Training", lambda page, address: (open_at(page, address, "training"), turn_to(page, "One step"))
    ),
    "words": State("Glossary", see_words),
    "unread link": State("Draw", see_unread_link),
    "much of a link": State("Draw", partial(see_unread_link, more="&neuron=none&network=none")),
    "hidden": State("Draw", see_hidden),
    "no photo": State("Draw", see_no_photo),
    "no network": State("Training", see_no_network),
    "no digits": State("Teach it", see_no_digits),
    **{
        f"step {each.id}": lesson_state(each.id, "&drawing=sample.4")
        for each in STEPS
        if each.id not in STEPS_WITH_A_DRAWING
    },
}
WALK = {
    name: state
    for name, state in (STATES | MORE).items()
    if name in os.environ.get("STATES", name).split(",")
}


ONLY = os.environ.get("ONLY")
SHARED = [each for each in languages() if each not in (ENGLISH, *WHOLE)]


def states_of(language: str) -> list[str]:
    """Return the states that we look at in a language: all, or every n-th if several languages share them."""
    if language == ONLY or language in WHOLE:
        return [*WALK]
    return [*WALK][SHARED.index(language) :: len(SHARED)]


LANGUAGES = [ONLY] if ONLY else [each for each in (PSEUDO, *languages()) if each != ENGLISH]
in_each_state = pytest.mark.parametrize(
    ("walk", "state"),
    [(language, state) for language in LANGUAGES for state in states_of(language)],
    indirect=["walk"],
    scope="module",
)
NOT_OURS = re.compile(r'cut off:  p  "\d+ more"')  # Streamlit counts the pages that don't fit into its header
SIGN = "]("  # of a link, in Markdown
IN_ONE_WINDOW = {"networks", "no photo"}  # a popover doesn't move when the window changes


class Walk(NamedTuple):
    """What we found, by state."""

    bare: dict[str, set[str]]
    signs: dict[str, list[str]]  # texts with the signs of a link where no link can be
    misplaced: dict[str, dict[str, list[str]]]  # by window
    unexplained: dict[str, dict[str, str]]  # a word of the glossary, and the first text that has it
    unreached: dict[str, str]


@pytest.fixture(scope="module")
def walk(request, browser, tmp_path_factory) -> Iterator[Walk]:
    """Walk through the states of one language."""
    folder, found = tmp_path_factory.mktemp("locale"), Walk({}, {}, {}, {}, {})
    with speaks_pseudo(folder), serve(locale=folder) as app, speaking(request.param):
        page = browser.new_context(viewport=DESKTOP, locale=request.param).new_page()
        page.emulate_media(reduced_motion="reduce")
        for name, state in WALK.items():
            try:
                state.reach(page, app.address)
                turn(page, "light")
                if name in states_of(request.param):  # the other states are only on the way to these
                    look(page, name, found)
            except (AssertionError, Error) as error:  # one failure shouldn't hide the other states
                found.unreached[name] = str(error)
                page.set_viewport_size(DESKTOP)
        page.context.close()
    return found


def look(page: Page, name: str, found: Walk) -> None:
    """Note a page's words, and in each window its layout."""
    seen = read(page)
    found.bare[name] = bare(seen)
    found.signs[name] = [each for each in (*seen.names, *(text.text for text in seen.texts)) if SIGN in each]
    words = {key: unexplained(entry, key, seen.texts) for key, entry in GLOSSARY.items()}
    found.unexplained[name] = {key: text for key, text in words.items() if text and name in STATES}
    found.misplaced[name] = {}
    for window, size in list(SIZES.items())[: 1 if name in IN_ONE_WINDOW else None]:
        page.set_viewport_size(size)
        turn(page, "light")
        found.misplaced[name][window] = [each for each in misplaced(page) if not NOT_OURS.search(each)]
    page.set_viewport_size(DESKTOP)
    turn(page, "light")


@pytest.mark.timeout(0)
@pytest.mark.parametrize("walk", LANGUAGES, indirect=True, scope="module")
def test_every_state_is_reached(walk):
    assert not walk.unreached, "\n".join(f"{state}: {why}" for state, why in walk.unreached.items())


@in_each_state
def test_every_word_is_translated(walk, state, request):
    if request.node.callspec.params["walk"] != PSEUDO:
        pytest.skip("by its accents, a word is known in en-XA alone")
    assert not walk.bare[state], "\n".join(sorted(walk.bare[state]))


@in_each_state
def test_no_text_shows_a_link_s_markdown(walk, state):
    assert not walk.signs[state], "\n".join(walk.signs[state])


@in_each_state
def test_nothing_is_cut_off_or_overlaps(walk, state):
    found = [f"{window}: {each}" for window, lines in walk.misplaced[state].items() for each in lines]
    assert not found, "\n".join(found)


@in_each_state
def test_every_word_has_its_explanation_where_it_first_appears(walk, state, request):
    """Look for all forms that each language has of the word."""
    if request.node.callspec.params["walk"] == PSEUDO:
        pytest.skip("in en-XA a word in a sentence has not the brackets that its one form has")
    found = [f"{key}: {text}" for key, text in walk.unexplained[state].items()]
    assert not found, "\n".join(found)
