"""Tests the lesson's steps and texts, and that every step can be reached, done or skipped."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from itertools import combinations, groupby
from types import SimpleNamespace
from urllib.parse import parse_qs, urljoin, urlsplit

import numpy as np
import pytest
import streamlit

from model import PROJECT
from model.backprop.descent import steepest_weight
from model.explain import explain_unit
from model.explain.effect import fewest_off
from model.explain.wiring import Unit
from model.network import dense_network, forward, load_network
from model.novelty import THRESHOLD, typicality
from model.preprocess.mnist import load_test_images
from model.training.history import load_history
from model.training.race import Race
from model.training.snapshot import DONE, RUNNING, Point
from tests.apptest import LESSON, TEACHERS, data, image_of, opened, report
from tests.damaged import damage
from tests.samples import SAMPLES
from views.lesson.middles.build_up import total
from views.lesson.middles.deep import RACERS
from views.lesson.sheet import written
from views.lesson.steps.conditions import OVERFIT, guessed
from views.lesson.steps.learning_facts import gradients, overfitted, who_won
from views.lesson.steps.set_up import OPEN_FOUR
from views.lesson.steps.step import PLACES
from views.lesson.steps.steps import BY_ID, STEPS
from views.parts.asking.asking import plain
from views.parts.asking.glossary import GLOSSARY, Entry
from views.parts.looks.wording import figure
from views.parts.words import HIDEABLE

CC_BY = "https://creativecommons.org/licenses/by/4.0/"  # for texts and pictures

pytestmark = pytest.mark.usefixtures("canvas_stand_in")

VIEWS = PROJECT / "views"
DENSE = load_network("dense")
SUM = r"(\S+) \+ bias \(?([^)]+)\)? = z (\S+)"
LONGEST = 330  # characters in a step's text: two or three short sentences


def words_of(step) -> str:
    question = [step.guess.question, *step.guess.options] if step.guess else []
    return plain(" ".join([step.title, step.text, step.task, *question]))


def test_a_step_is_short_and_asks_for_a_guess_or_an_action():
    assert len(STEPS) == 16 + 1
    parts = [name for name, _ in groupby(step.part for step in STEPS)]
    assert parts == ["Read", "Neuron", "Answer", "Learn", ""]
    assert len({step.id for step in STEPS}) == len(STEPS)
    for step in STEPS[:-1]:
        assert re.fullmatch("[a-z]+", step.id)
        assert step.guess or step.task
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
    yield step.text
    yield step.guess.question if step.guess else ""
    yield step.task
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
    for step in STEPS:
        named = {*step.lights, *step.covers, *step.hides, *step.waits, *step.card}
        assert named <= set(PLACES), step.id
    for name, selector in PLACES.items():
        for key in re.findall(r"\.st-key-(\w+)", selector):
            key = re.sub("^(live)_Loss$", r"\1", key)
            assert re.search(rf"[\"'-]{key}\b", sources), name


def press(app, key: str) -> None:
    app.button(key=key).click().run()


def title(app) -> str:
    (found,) = {step.title for step in STEPS} & {each.value.removeprefix("### ") for each in app.markdown}
    return found


def test_the_lesson_can_be_walked_to_the_end_and_back_without_drawing():
    app = opened(LESSON)
    for step in STEPS:
        assert not app.exception
        assert title(app) == step.title
        assert app.session_state["lesson_step"] == step.id
        if step is not STEPS[-1]:
            press(app, "lesson_next")
    for _ in STEPS[1:]:
        press(app, "lesson_back")
    assert title(app) == STEPS[0].title
    assert app.button(key="lesson_back").disabled


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


def guess(app, number: int):
    return report(app, "lesson_guess", number)


def guess_line(app) -> str:
    (line,) = (each.value for each in app.markdown if each.value.startswith("You guessed"))
    return line


def test_a_link_opens_its_step_and_the_first_guess_counts():
    app = asked(OPEN_FOUR)
    for step in STEPS:
        assert title(follow(app, step=step.id)) == step.title
        assert not any(each.value.startswith("You guessed") for each in app.markdown)
        if step.guess:
            assert data(app, "lesson_guess")["options"] == list(step.guess.options)
            assert guess_line(guess(app, 1)).startswith(f"You guessed{'' if step.done is guessed else ':'} ")
            assert step.guess.options[1] in guess_line(app)
            guess(app, 0)
            assert step.guess.options[1] in guess_line(app) and data(app, "lesson_guess")["chosen"] == 1
    press(app, "lesson_next")  # from the start, with no guess yet
    press(app, "lesson_next")
    assert title(app) == BY_ID["numbers"].title and data(app, "lesson_guess")["chosen"] is None


@pytest.mark.parametrize(("number", "how"), [(2, "right"), (0, "not this time")])
def test_a_guess_is_compared_with_the_outcome_and_never_graded(number, how):
    line = guess_line(guess(app := asked(OPEN_FOUR, step="tensors"), number))
    assert line.startswith(f"You guessed {BY_ID['tensors'].guess.options[number]}: **{how}**. 784 × 128")
    assert not re.search(r"(?i)\b(wrong|correct|well done|sorry|points?)\b", line)
    assert data(app, "lesson_guess")["right"] == 2


def test_figures_come_from_the_drawing_and_an_unknown_step_is_reported():
    app = asked(SAMPLES[7], step="numbers")
    guess(app, 0)
    number = np.count_nonzero(image_of(SAMPLES[7]))
    assert f"784 numbers, and {number} of them aren't 0" in said(app)
    follow(app, step="<b>nowhere</b>" * 20)
    assert not app.exception and title(app) == BY_ID["numbers"].title
    assert "We couldn't tell from this link which lesson step to show." in app.toast[0].value
    follow(app, step="nowhere")
    assert not app.exception
    assert (
        "This link names a step that doesn't exist, so the lesson continues here." in said(app)
        and title(app) == STEPS[0].title
    )
    press(app, "lesson_next")
    assert (
        "This link names a step that doesn't exist, so the lesson continues here." not in said(app)
        and title(app) == STEPS[1].title
    )


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


def test_with_a_file_missing_the_lesson_says_so_and_continues(project):
    damage(project / "model/trained/history.npz", None)
    app = asked(None, step="learn")
    assert not app.exception and app.error
    press(app, "lesson_next")
    assert title(app) == BY_ID["deep"].title


def test_what_a_link_hides_stays_hidden_until_another_link_shows_it():
    app = asked(None, hide="training,conv,nonsense,,")
    assert not app.exception
    for step in STEPS:
        if not step.trains:
            assert title(app) == step.title
            press(app, "lesson_next")
    app = app.switch_page("views/draw/page.py").run()
    assert not [each for each in app.button_group if each.key == "network"]
    follow(app, hide="")
    assert [each for each in app.button_group if each.key == "network"]


def test_closing_the_open_four_makes_it_a_nine():
    """The line's ends vary by a tenth of the digit's width, and it can be straight or arched."""
    numbers = np.random.default_rng(4)
    assert forward(DENSE, image_of(OPEN_FOUR))["probs"].argmax() == 4
    (left, right) = (np.array(stroke[0]) for stroke in OPEN_FOUR)
    for _ in range(30):
        ends = numbers.normal([left, (left + right) / 2 - (0, 10), right], 6)
        activations = forward(DENSE, image_of([*OPEN_FOUR, ends.tolist()]))
        assert activations["probs"].argmax() == 9
        assert typicality(DENSE, activations) >= THRESHOLD


@pytest.mark.parametrize("strokes", [OPEN_FOUR, SAMPLES[0]], ids=["4", "0"])
def test_no_smaller_number_of_neurons_changes_the_answer(strokes):
    activations = forward(DENSE, image_of(strokes))
    values, kernel = activations["hidden2_relu"].astype(float), DENSE.logits.kernel.astype(float)
    winner = activations["logits"].argmax()
    few = fewest_off(DENSE, activations)
    terms = values[:, None] * kernel

    def answers(off) -> int:
        return (activations["logits"] - terms[list(off)].sum(axis=0)).argmax()

    firing = np.flatnonzero(values)
    assert any(answers(off) != winner for off in combinations(_pushing(terms, winner, 12), few))
    for off in combinations(firing, min(few - 1, 2)):
        assert answers(off) == winner
    assert few <= 4


@pytest.mark.parametrize(
    ("ahead", "few"), [(3.0, 1), (4.0, 2), (6.5, 2), (8.0, 3), (9.5, 4), (10.0, None), (40.0, None)]
)
@pytest.mark.parametrize("winner", [0, 6, 9])
def test_the_strongest_neurons_are_switched_off_first_until_another_digit_wins(winner, ahead, few):
    """Four neurons only support the answer, with 1, 2, 4 and 3; a tie doesn't change the answer."""
    kernel, z = np.zeros((4, 10), np.float32), np.full(10, -100, np.float32)
    kernel[:, winner] = 1
    z[winner], z[(winner + 3) % 10] = 10, 10 - ahead
    blank = [np.zeros(shape, np.float32) for shape in ((784, 4), (4,), (10,))]
    given = {"hidden1_relu": np.array([1, 2, 4, 3], np.float32), "logits": z}
    assert fewest_off(dense_network([*blank[:2], kernel, blank[2]]), given) == few
    # Against a digit that is further behind, one neuron alone counts for more than all four.
    against, further = kernel.copy(), z.copy()
    against[0, (winner + 5) % 10], further[(winner + 5) % 10] = -20, -5
    given = given | {"logits": further}
    assert fewest_off(dense_network([*blank[:2], against, blank[2]]), given) == 1


def _pushing(terms: np.ndarray, digit: int, number: int) -> list[int]:
    lead = terms[:, [digit]] - terms
    return sorted(
        {int(i) for other in range(10) for i in np.argsort(-lead[:, other])[:number] if other != digit}
    )


def test_one_weight_goes_downhill_by_its_own_slope():
    images, labels = load_test_images()
    one = steepest_weight(load_history().networks[0], images[:200] / np.float32(255), labels[:200])
    for weight in (one.weight, one.weight + 1.5):
        between = (one.loss(weight + 1e-4) - one.loss(weight - 1e-4)) / 2e-4
        assert one.slope(weight) == pytest.approx(between, rel=1e-4)
    losses = [one.loss(one.downhill(steps, 25.0)) for steps in range(6)]
    assert losses == sorted(losses, reverse=True) and losses[-1] < losses[0]
    assert one.downhill(0, 25.0) == one.weight


def test_races_train_one_network_at_a_time_and_name_the_winner_last():
    started = []

    def start(choices):
        started.append(
            SimpleNamespace(choices=choices, progress=SimpleNamespace(state=RUNNING, test_accuracy=None))
        )
        return started[-1]

    race = Race(RACERS, start)
    for number, accuracy in enumerate((0.89, 0.93, 0.94), start=1):
        race.go_on()
        assert len(started) == number and not race.is_over
        assert "nothing to compare" in who_won(SimpleNamespace(race=race))
        assert race.accuracies == [*(0.89, 0.93, 0.94)[: number - 1], *[None] * (4 - number)]
        started[-1].progress = SimpleNamespace(state=DONE, test_accuracy=accuracy)
        race.go_on()
    assert race.is_over and [each.choices for each in started] == list(RACERS)
    assert "94.0% with two. This time, two hidden layers did best." in who_won(SimpleNamespace(race=race))


def test_the_sentences_about_a_training_use_its_measures():
    point = Point(600, 0.0, 1.0, 0.77, 0.79)
    snapshot = SimpleNamespace(
        now=point, points=(point._replace(test_loss=0.6), point), gradient_sizes=(0.0, 0.0, 0.2), dead=(0, 0)
    )
    progress = SimpleNamespace(snapshot=snapshot, test_accuracy=None)
    known = SimpleNamespace(training=SimpleNamespace(progress=progress, choices=OVERFIT))
    assert "79.0%" in overfitted(known) and "fell to 0.60 and is now 0.77" in overfitted(known)
    assert "exactly 0 for layers 1 and 2, and only the last" in gradients(known)


def test_a_shown_sum_adds_up():
    activations = forward(DENSE, image_of(SAMPLES[5]))
    for unit in range(0, 128, 7):
        explanation = explain_unit(DENSE, activations, Unit("hidden1", (unit,)))
        products, bias, z = (
            float(number.replace("−", "-"))
            for number in re.fullmatch(SUM, plain(total(explanation))).groups()
        )
        assert round(products + bias, 2) == z == float(figure(explanation.pre_activation).replace("−", "-"))


def test_a_pixel_is_written_in_few_characters():
    assert [written(value) for value in (0, 0.004, 0.37, 0.996, 1)] == ["0", "0", "0.37", "1", "1"]


def test_the_teachers_page_has_a_link_to_every_step():
    app = opened(TEACHERS, SAMPLES[3])
    assert not app.exception
    for step in STEPS:
        link = {"title": step.title, "address": f"/lesson?step={step.id}"}
        assert link in data(app, "links")["links"]
    (task,) = [each.value for each in app.code if "task=" in each.value]  # another one is for a frame
    assert task.startswith("/?task=own.draw.")  # with the current drawing
    assert "-sheet" in str([each.proto.id for each in app.get("bidi_component")])


def test_every_link_for_teachers_leads_to_an_existing_step(monkeypatch):
    """Resolve links as a browser does, wherever the app is served."""
    app = opened(TEACHERS, SAMPLES[3])
    for here in ("http://inkling.test/teachers", "https://inkling.test/class/7b/teachers"):
        monkeypatch.setattr(type(streamlit.context), "url", property(lambda self, here=here: here))
        words = said(app.run())
        found = [each["address"] for each in data(app, "links")["links"]]
        found += [link for _, link in re.findall(r"\[([^]]+)\]\(((?!words#)[^)]+)\)", words)]
        tasks = {link for link in found if "task=" in link}
        pages = {urljoin(here, page) for page in (".", "build", "training")}
        assert {urljoin(here, task).partition("?")[0] for task in tasks} == pages
        found = [link for link in found if link not in {*tasks, CC_BY}]
        links = [urlsplit(urljoin(here, link)) for link in found]
        assert {f"{each.scheme}://{each.netloc}{each.path}" for each in links} == {urljoin(here, "lesson")}
        (task,) = [each.value for each in app.code if "task=" in each.value]
        assert task.startswith(f"{urljoin(here, '.')}?task=own.draw.")
        asked = [parse_qs(each.query) for each in links]
        *planned, example = [query["step"][0] for query in asked]
        assert planned == [*BY_ID] and example in BY_ID
        assert [name for query in asked[:-1] for name in query] == ["step"] * len(planned)
        assert set(asked[-1]["hide"][0].split(",")) < set(HIDEABLE)


POINTS_AT = {  # for each step, the places it lights, and those hidden or locked before a guess
    "draw": (("canvas",), ()),
    "numbers": (("image",), ()),
    "neuron": (("sum", "first-layer"), ("card", "sum")),
    "step": (("curve",), ()),
    "likes": (("weights",), ("likes",)),
    "onward": (("next-neurons", "second-layer"), ()),
    "share": (("canvas", "outputs"), ("outputs", "canvas")),
    "nine": (("canvas", "what-decided"), ("card", "canvas")),
    "off": (("switch", "second-layer"), ()),
    "slid": (("slide",), ("slide",)),
    "fool": (("canvas", "answer"), ("canvas",)),
    "learn": (("replay", "downhill"), ()),
    "deep": (("race",), ("race",)),
    "overfit": (("training", "curves"), ("training",)),
    "flat": (("training", "gradients"), ("training",)),
    "tensors": (("boxes",), ()),
    "end": ((), ()),
}


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.id)
def test_a_step_lights_its_topic_and_covers_what_would_give_it_away(step):
    assert (step.lights, (*step.covers, *step.hides, *step.waits)) == POINTS_AT[step.id]


def test_after_seeing_a_neuron_add_up_you_can_build_one():
    app = asked(OPEN_FOUR, step="neuron")
    assert "lesson_build" not in {each.key for each in app.button}
    guess(app, 0)
    app.session_state["lesson_events"] = frozenset({"built"})
    app.run()
    app.button(key="lesson_build").click().run()
    assert not app.exception and app.session_state["task"] == "bar"


def test_after_following_a_neuron_s_output_you_can_open_the_map():
    for neuron, keys in (("hidden1.66", []), ("hidden2.5", ["lesson_map"])):
        app = asked(OPEN_FOUR, step="onward", neuron=neuron)
        assert [each.key for each in app.button if each.key == "lesson_map"] == keys
    app.button(key="lesson_map").click().run()
    assert not app.exception and app.session_state["map_shown"]
