"""Tests the lesson's texts, and that every step can be reached, done or skipped on its page."""

import ast
import inspect
import re
from collections.abc import Iterator
from itertools import groupby
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
import streamlit

from model import PROJECT
from model.explain.wiring import Unit
from tests.apptest import EMBED, LESSON, data, opened, report
from tests.damaged import damage
from tests.samples import SAMPLES
from views.lesson import panel
from views.lesson.steps.ready_made import OPEN_FOUR
from views.lesson.steps.step import PLACES
from views.lesson.steps.steps import BY_ID, STEPS
from views.parts.asking.asking import plain
from views.parts.asking.glossary import GLOSSARY, Entry
from views.parts.words import HIDEABLE

CC_BY = "https://creativecommons.org/licenses/by/4.0/"  # for texts and pictures
VIEWS = PROJECT / "views"
LONGEST = 330  # characters in a step's text: two or three short sentences
NO_SUCH_STEP = "This link names a step that doesn't exist, so the lesson continues here."

pytestmark = pytest.mark.usefixtures("canvas_stand_in")


def words_of(step) -> str:
    question = [step.guess.question, *step.guess.options] if step.guess else []
    return plain(" ".join([step.title, step.text, step.task, *question]))


def test_a_step_is_short_and_asks_for_a_guess_or_an_action():
    assert len(STEPS) == 16 + 1
    parts = [name for name, _ in groupby(step.part for step in STEPS)]
    assert parts == ["Read", "Neuron", "Answer", "Learn", ""]
    for step in STEPS[:-1]:
        assert re.fullmatch("[a-z]+", step.id) and (step.guess or step.task)
        text = plain(step.text)
        assert len(text) <= LONGEST and len(re.findall(r"[.?]", text)) <= 5, step.id
        if step.guess:
            assert len(set(step.guess.options)) == len(step.guess.options) > 1
    assert len(STEPS[-1].text.splitlines()) == 8


def test_no_term_is_used_before_the_step_that_explains_it():
    explained = {}
    for number, step in enumerate(STEPS[:-1]):
        for term in re.findall(r"\*\*(.+?)\*\*", plain(step.text)):
            explained.setdefault(term if term == "loss" else term.removesuffix("s"), number)
    assert {"MNIST", "neuron", "weight", "input layer", "tensor", "deep", "loss", "epoch"} <= set(explained)
    for term, introduced in explained.items():
        for step in STEPS[:introduced]:
            assert not re.search(rf"\b{term}s?\b", words_of(step)), f"{term!r} in step {step.id!r}"


def sayings(step) -> Iterator[str]:
    """Yield all texts of a step in order, including every sentence that it could show."""
    yield from (step.text, step.guess.question if step.guess else "", step.task)
    for describe in filter(None, (step.now, step.says)):
        if describe.__name__ == "<lambda>":
            continue
        (function,) = ast.parse(inspect.getsource(describe)).body
        nodes = [each for line in function.body[1:] for each in ast.walk(line)]
        texts = [each for each in nodes if isinstance(getattr(each, "value", None), str)]
        yield from (each.value for each in sorted(texts, key=lambda each: (each.lineno, each.col_offset)))


def is_asked(entry: Entry, key: str, text: str) -> bool:
    """Return whether the first occurrence of this word in a text is a link to its entry."""
    others = re.sub(rf"\[([^\]]+)\]\(words#(?!{key}\))[\w-]+\)", r"\1", text)
    link = re.search(rf"\[[^\]]+\]\(words#{key}\)", others)
    return link is not None and link.start() <= entry.pattern.search(others).start()


def test_every_step_links_a_glossary_word_where_it_first_occurs():
    for step in STEPS:
        texts = list(sayings(step))
        for key, entry in GLOSSARY.items():
            first = next((text for text in texts if entry.pattern.search(plain(text))), None)
            assert first is None or is_asked(entry, key, first), f"{key!r} in step {step.id!r}: {first}"


def test_every_place_exists_on_some_page():
    """This finds a place whose key was renamed, without a browser."""
    sources = "".join(path.read_text() for path in VIEWS.rglob("*.py") if path.name != "step.py")
    sources += "".join(path.read_text() for path in VIEWS.rglob("*.js"))
    for name, selector in PLACES.items():
        for key in re.findall(r"\.st-key-(\w+)", selector):
            key = re.sub("^(live)_Loss$", r"\1", key)
            assert re.search(rf"[\"'-]{key}\b", sources), name


def press(app, key: str) -> None:
    app.button(key=key).click().run()


def title(app) -> str:
    (found,) = {step.title for step in STEPS} & {each.value.removeprefix("### ") for each in app.markdown}
    return found


def said(app) -> str:
    """Return all text on the page, including the panel."""
    return " ".join([each.value for each in app.markdown] + [each.value for each in app.caption])


def asked(strokes, **query: str):
    """Open the lesson with a link."""
    return follow(opened(LESSON, strokes), **query)


def follow(app, **query: str):
    """Open the page again with another link in the same session."""
    del app.session_state["address_session"]
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def test_the_lesson_can_be_walked_to_the_end_and_back_without_drawing():
    app = opened(LESSON)
    for step in STEPS:
        assert not app.exception and title(app) == step.title
        assert app.session_state["lesson_step"] == step.id
        if step is not STEPS[-1]:
            press(app, "lesson_next")
    for _ in STEPS[1:]:
        press(app, "lesson_back")
    assert title(app) == STEPS[0].title and app.button(key="lesson_back").disabled


def test_a_step_shows_its_guess_and_then_what_came_of_it():
    """Only the first guess counts, and *Next* has its name once the step is done."""
    app = asked(OPEN_FOUR, step="neuron")
    assert data(app, "lesson_guess")["options"] == list(BY_ID["neuron"].guess.options)
    assert not any(each.value.startswith("You guessed") for each in app.markdown)
    assert "lesson_build" not in {each.key for each in app.button}
    for number in (1, 0):
        assert data(report(app, "lesson_guess", number), "lesson_guess")["chosen"] == 1
    assert "You guessed: Below 0." in said(app) and app.button(key="lesson_next").label == "Skip"
    app.session_state["lesson_events"] = frozenset({"built"})
    assert app.run().button(key="lesson_next").label == "Next"
    assert re.search(r"You guessed Below 0: \*\*(right|not this time)\*\*\. The sum z is ", said(app))
    press(app, "lesson_build")
    assert not app.exception and app.session_state["task"] == "bar"


@pytest.mark.parametrize(
    ("guess", "is_done", "right", "said"),
    [
        (None, False, None, "A fact."),
        ("912", False, None, "You guessed: 912. A fact."),
        ("912", True, 0, "You guessed 912: **right**. A fact."),
        ("912", True, 2, "You guessed 912: **not this time**. A fact."),
        ("912", True, None, "You guessed: 912. A fact."),
    ],
)
def test_a_guess_is_compared_with_the_outcome_and_never_graded(guess, is_done, right, said):
    assert panel.compared(BY_ID["tensors"], guess, "A fact.", is_done, right) == said


def test_a_link_to_no_step_is_reported():
    app = asked(SAMPLES[7], step="numbers")
    follow(app, step="<b>nowhere</b>" * 20)
    assert not app.exception and title(app) == BY_ID["numbers"].title
    assert "We couldn't tell from this link which lesson step to show." in app.toast[0].value
    follow(app, step="nowhere")
    assert NO_SUCH_STEP in said(app) and title(app) == STEPS[0].title
    press(app, "lesson_next")
    assert NO_SUCH_STEP not in said(app) and title(app) == STEPS[1].title


def test_a_link_s_neuron_and_factors_win_over_the_step_s_own():
    app = asked(None, step="off", drawing="sample.4", neuron="hidden2.5", factors="hidden2.7.0")
    assert title(app) == BY_ID["off"].title
    assert app.session_state["neuron_dense"] == Unit("hidden2", (5,))
    assert list(app.session_state["factors_dense"].values()) == [0]
    press(app, "lesson_next")
    press(app, "lesson_back")
    assert app.session_state["factors_dense"] == {}
    for other in ({}, {"network": "conv", "neuron": "conv2.1.1.1"}):
        app = asked(None, step="nine", drawing="sample.4", **other)
        assert app.session_state["neuron_dense"] == Unit("logits", (9,))


def test_a_step_s_card_compares_a_new_drawing_with_its_own_answer():
    app = asked(OPEN_FOUR, step="nine")
    app.session_state["why_compared"] = (9, 2, app.session_state["latest_drawing"].current.png)
    assert data(app.run(), "margin")["heading"] in ("Why 9 rather than 2?", "Why 2 and not 9?")
    app = follow(app, drawing="sample.7")
    assert data(app, "margin")["heading"] == "Why 7 and not 9?"


def test_with_a_file_missing_the_lesson_says_so_and_continues(project):
    damage(project / "model/trained/history.npz", None)
    app = asked(None, step="learn")
    assert not app.exception and app.error
    press(app, "lesson_next")
    assert title(app) == BY_ID["deep"].title


def test_what_a_link_hides_stays_hidden_until_another_link_shows_it():
    app = opened(LESSON)
    for hide, hidden in (("conv", False), ("training,conv,nonsense,,", True)):
        follow(app, hide=hide)
        dots = [dot["title"] for _, dots in data(app, "lesson_progress")["groups"] for dot in dots]
        expected = [step.title for step in STEPS[:-1] if not (hidden and step.trains)]
        assert not app.exception and dots == expected
    app = app.switch_page("views/draw/page.py").run()
    assert not [each for each in app.button_group if each.key == "network"]
    follow(app, hide="")
    assert [each for each in app.button_group if each.key == "network"]


def test_after_three_neurons_a_button_switches_off_as_many_as_another_answer_takes():
    two, app = "hidden2.5.0-hidden2.7.0", opened(LESSON, OPEN_FOUR)
    for factors, buttons in ((two, 0), (f"{two}-hidden2.9.0", 1)):
        follow(app, step="off", factors=factors)
        assert [each.key for each in app.button].count("lesson_switch") == buttons
    press(app, "lesson_switch")
    assert not app.exception and len(app.session_state["factors_dense"]) > 4
    assert [each.label for each in app.button if each.key == "lesson_next"] == ["Next"]


def test_after_following_a_neuron_s_output_you_can_open_the_map():
    for neuron, keys in (("hidden1.66", []), ("hidden2.5", ["lesson_map"])):
        app = asked(OPEN_FOUR, step="onward", neuron=neuron)
        assert [each.key for each in app.button if each.key == "lesson_map"] == keys
    press(app, "lesson_map")
    assert not app.exception and app.session_state["map_shown"]


def test_every_link_for_teachers_leads_to_an_existing_step(monkeypatch):
    """Resolve links as a browser does, wherever the app is served."""
    app = opened(EMBED, SAMPLES[3])
    for here in ("http://inkling.test/embed", "https://inkling.test/class/7b/embed"):
        monkeypatch.setattr(type(streamlit.context), "url", property(lambda self, here=here: here))
        words = said(app.run())
        steps = data(app, "links")["links"]
        assert [each["title"] for each in steps] == [
            step.title for step in BY_ID.values()
        ] and not app.exception
        found = [each["address"] for each in steps]
        found += [link for _, link in re.findall(r"\[([^]]+)\]\(((?!words#)[^)]+)\)", words)]
        tasks = {link for link in found if "task=" in link}
        pages = {urljoin(here, page) for page in (".", "build", "training", "teach")}
        assert {urljoin(here, task).partition("?")[0] for task in tasks} == pages
        found = [link for link in found if link not in {*tasks, CC_BY}]
        links = [urlsplit(urljoin(here, link)) for link in found]
        assert {f"{each.scheme}://{each.netloc}{each.path}" for each in links} == {urljoin(here, "lesson")}
        (task,) = [each.value for each in app.code if "task=" in each.value]  # with the current drawing
        assert task.startswith(f"{urljoin(here, '.')}?task=own.draw.")
        *planned, example = [parse_qs(each.query) for each in links]
        assert planned == [{"step": [id]} for id in BY_ID] and example["step"][0] in BY_ID
        assert set(example["hide"][0].split(",")) < set(HIDEABLE)
