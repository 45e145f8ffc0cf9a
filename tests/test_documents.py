"""Every document of content/ can be read, and says what its page needs and nothing else."""

from dataclasses import fields, replace

import pytest

from tests.for_each import for_each
from views.lesson.middles.middles import MIDDLES
from views.lesson.steps import conditions
from views.lesson.steps.step import NETWORK, PLACES, Step
from views.lesson.steps.steps import BY_ID, FUNCTIONS, PARTS, read_step
from views.parts.language.documents import Document, documents, messages_in, read_document
from views.parts.words import PAGES
from views.session import why
from views.tasks.tasks import BY_ID as TASKS
from views.tasks.tasks import KINDS, read_task

FLAGS = {each.name for each in fields(Step) if each.type == "bool"}
CHOICES = {  # settings of a step with what they choose from
    **{"lights": PLACES, "card": PLACES, "covers": PLACES, "hides": PLACES, "waits": PLACES, "flags": FLAGS},
    **{"part": PARTS, "middle": MIDDLES, "choices": conditions.CHOICES, "why": why.MODES},
    **{"leads_to_task": TASKS, "key": ("1", "0 four", "1 four", "2 four")},
}
OF_STEP = {"title", "text", "guess", "task", "says"}  # says: of the second lesson
OF_MINUTES = {"goal", "does", "asks", "hears", "says"}
OF_TASK = {"title", "text", "hints", "learned"}
OF_PAPER = {  # how many messages each field of a paper has
    "build": {"title": 1, "text": 1, "yours": 1, "check": 1, "sums": 1, "solution": 1},
    "key": {"title": 1, "text": 1, "guesses": 2, "tasks": 2, "see": 1},
    "plans": {"before": 1, "minutes": 6, "misconception": 1, "devices": 3, "ages": 2},
    "questions": {"title": 1, "key": 1},
    "sheet": {
        **{"title": 1, "task": 1, "heads": 4, "rest": 1, "bias": 1, "sum": 1, "step": 1, "relu": 1},
        "answer": 1,
    },
    "slides": {"title": 1},
    "step": {"title": 1, "text": 1, "questions": 5, "why": 1, "because": 1},
    "teachers": dict.fromkeys(
        ("it", "about", "steps", "courses", "tasks", "first_tasks", "hide", "schools", "licenses", "sheet"), 1
    ),
    "text": {"title": 1, "text": 1},
    "whose": {
        **{"title": 1, "text": 1, "heads": 4, "rows": 3, "questions": 4, "solved": 1, "answers": 4},
        **{"shows": 1, "claims": 7},
    },
}


def wrong_in_step(page: Document) -> set[str]:
    """Return the settings and fields of a step that don't fit, apart from names of functions."""
    wrong = (page.header.keys() - CHOICES.keys() - FUNCTIONS.keys()) | (page.fields.keys() - OF_STEP)
    wrong |= {name for name in CHOICES if not {*page.names(name)} <= {*CHOICES[name]}}
    if page.id not in ("end", "ending"):
        wrong |= {name for name in ("part", "lights", "says") if not page.header.get(name)}
    wrong |= {name for name in ("title", "text") if len(page.fields.get(name, ())) != 1}
    return wrong | ({"right"} if ("right" in page.header) != ("guess" in page.fields) else set())


def wrong_in_task(page: Document) -> set[str]:
    """Return the fields of a task that don't fit."""
    numbers = {name: len(texts) for name, texts in page.fields.items()}
    return {name for name, number in numbers.items() if number != 1 + (name == "hints")} | (
        page.fields.keys() ^ OF_TASK
    )


@for_each("page", [*documents("lesson").values(), *documents("hands").values()], ids=lambda page: page.id)
def test_a_step_s_document_is_complete(page):
    assert wrong_in_step(page) == set()
    assert read_step(page) is not None
    assert page.header.get("middle") != NETWORK  # which is what most steps show, without saying so


@for_each("page", documents("tasks").values(), ids=lambda page: page.id)
def test_a_task_s_document_is_complete(page):
    assert wrong_in_task(page) == set()
    assert type(read_task(page)) is KINDS[page.header["kind"]]
    assert 2 <= len(page.english("title").split()) <= 5


@for_each("page", documents("minutes").values(), ids=lambda page: page.id)
def test_a_stretch_s_document_is_complete(page):
    assert page.fields.keys() - {"corrects"} == OF_MINUTES and {*map(len, page.fields.values())} == {1}
    task = page.header.get("task")
    assert page.header.get("page", "draw") in PAGES
    assert task in TASKS if task else page.header.get("step", page.id) in BY_ID or "page" in page.header


def test_the_teachers_papers_are_complete():
    found = {
        id: {name: len(texts) for name, texts in page.fields.items() if " | " not in name}
        for id, page in documents("teaching").items()
    }
    assert found == OF_PAPER | {"fits": {"title": 1, "text": 1, "line": 1}}


STEP = documents("lesson")["nine"]


@pytest.mark.parametrize(
    ("setting", "value"),
    [("done", "drew_agian"), ("needs", "is_nine"), ("right", "how_manny 1 2"), ("neuron", "ten")],
)
def test_a_name_of_no_function_is_refused(setting, value):
    with pytest.raises(KeyError):
        read_step(replace(STEP, header=STEP.header | {setting: value}))


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        *(("lights", "canvas, nowhere"), ("part", "reading"), ("flags", "borrow"), ("why", "pixel")),
        *(("light", "canvas"), ("choices", "deep"), ("says", "")),
    ],
)
def test_a_setting_that_does_not_fit_is_seen(setting, value):
    assert wrong_in_step(STEP) == set()
    assert setting in wrong_in_step(replace(STEP, header=STEP.header | {setting: value}))


def test_a_document_is_read_as_it_is_written():
    code = """---
part: read
lights: canvas, answer
---

# A title

Two lines are one
message, with *stars* - and dashes.

1. A list is one message,
   too.
2. It has two lines.

## guess

<!-- Translators: an answer -->
* One
  answer
* 7
"""
    page = read_document("look", code)
    assert page.header == {"part": "read", "lights": "canvas, answer"}
    assert page.names("lights") == ("canvas", "answer") and page.names("card") == ()
    assert page.fields == {
        "title": ("A title",),
        "text": (
            "Two lines are one message, with *stars* - and dashes.",
            "1. A list is one message, too.\n2. It has two lines.",
        ),
        "guess": ("One answer", "7"),
    }
    assert [each.note for each in messages_in(code)] == ["", "", "", "an answer", ""]
    assert all(code[each.start : each.end].split() == each.text.split() for each in messages_in(code))
    with pytest.raises(ValueError, match="dictionary"):
        read_document("look", code.replace("part: read", "part"))
    with pytest.raises(KeyError):
        page.say("task")
