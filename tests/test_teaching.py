"""What a teacher takes along opens what it says, adds up, and says no figure that is not the page's."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
import streamlit

from tests.for_each import for_each
from views.address.address_fields import FIELDS
from views.lesson.steps.steps import BY_ID
from views.lesson.teaching.document import Document, markdown
from views.lesson.teaching.plans import LESSON, PLANS, plan_document
from views.lesson.teaching.stretches import STRETCHES
from views.session import state
from views.tasks.solving import task
from views.tasks.task import PATHS
from views.tasks.tasks import TASKS

READ = {field.name: field.read for field in FIELDS}
LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((/[^)]+)\)")
MINUTES = re.compile(r"\*\*Minutes (\d+) to (\d+)\.\*\*")


def address(path: str, query: str) -> str:
    return f"/{path}?{query}"


def text_of(document: Document) -> str:
    return "\n".join(part for leaf in document.leaves for part in leaf if isinstance(part, str))


@pytest.fixture
def session(monkeypatch) -> dict[str, object]:
    """A session without a page."""
    found: dict[str, object] = {}
    monkeypatch.setattr(streamlit, "session_state", found)
    return found


@for_each("plan", PLANS, ids=lambda plan: plan.id)
def test_the_minutes_of_a_plan_follow_each_other_and_add_up_to_its_length(plan):
    assert plan.minutes == int(plan.id)
    spans = [tuple(map(int, span)) for span in MINUTES.findall(text_of(plan_document(plan, address)))]
    assert len(spans) == len(plan.stretches)
    for lesson in plan.lessons:
        own, spans = spans[: len(lesson)], spans[len(lesson) :]
        assert [end - begin for begin, end in own] == [*lesson.values()]
        assert [begin for begin, _end in own] == [0, *(end for _begin, end in own[:-1])]
        assert len(plan.lessons) == 1 or own[-1][1] == LESSON


@for_each("plan", PLANS, ids=lambda plan: plan.id)
def test_every_link_of_a_plan_opens_what_it_says(plan, session):
    links = LINK.findall(text_of(plan_document(plan, address)))
    assert len(links) == len(plan.stretches)
    for (title, link), stretch in zip(links, plan.stretches):
        ((name, value),) = parse_qsl(urlsplit(link).query)
        assert READ[name](value)
        if name == "task":
            assert urlsplit(link).path == f"/{PATHS[task().page]}" and value == stretch.task
            assert title == f"Task {TASKS.index(task()) + 1}"
        else:
            assert urlsplit(link).path == "/lesson" and title == BY_ID[state.get("lesson_step")].title


def test_the_steps_come_in_the_lesson_s_order():
    order = [*BY_ID]
    for plan in PLANS:
        for lesson in plan.lessons:
            stretches = [STRETCHES[name] for name in lesson]
            places = [order.index(stretch.step) for stretch in stretches if not stretch.task]
            assert places == sorted(set(places))


def test_a_file_has_all_that_the_page_shows():
    for plan in PLANS:
        document = plan_document(plan, address)
        for part in document.leaves[0]:
            assert part if isinstance(part, str) else part[0].alt in markdown(document)
        assert markdown(document).startswith(f"# {document.title}\n")


def test_every_plan_says_all_that_is_often_thought_wrongly():
    for plan in PLANS:
        said = text_of(plan_document(plan, address))
        wrong = [each for each in STRETCHES.values() if each.corrects]
        assert len(wrong) == 5
        assert all(each.says in said for each in wrong)
