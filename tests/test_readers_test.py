"""The lessons say what they have to teach: they answer each question in docs/readers_test.md."""

import re

import pytest

from model import PROJECT
from tests.sources import VIEWS, read, texts_in
from views.parts.language.documents import documents

SAID = [
    *(text for name in ("facts", "learning_facts") for text in texts_in(VIEWS / f"lesson/steps/{name}.py")),
    *(
        read(text)
        for lesson in ("lesson", "hands")
        for step in documents(lesson).values()
        for texts in step.fields.values()
        for text in texts
    ),
]
DOCUMENT = (PROJECT / "docs/readers_test.md").read_text("utf-8")
QUESTIONS = re.findall(r"^## (\d+\. [^\n]+\?)\n(.*?)(?=^## |\Z)", DOCUMENT, re.MULTILINE | re.DOTALL)


def is_said(sentence: str) -> bool:
    """Return whether the lesson says this word by word, with any text for an ellipsis."""
    pattern = re.compile(re.escape(sentence).replace("…", ".*?"))
    return any(pattern.search(text) for text in SAID)


def test_there_are_twelve_questions_on_the_first_lesson_and_ten_on_the_second():
    assert [int(question.partition(".")[0]) for question, _ in QUESTIONS] == list(range(1, 23))


@pytest.mark.parametrize(("question", "answer"), QUESTIONS, ids=lambda text: text[:40])
def test_the_lesson_answers_each_question(question, answer):
    sentences = re.findall(r"^> (.+)$", answer, re.MULTILINE)
    assert sentences and [each for each in sentences if not is_said(each)] == []
