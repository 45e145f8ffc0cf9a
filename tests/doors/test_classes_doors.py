"""Attacks on a class end in a sentence or in nothing, and nobody else notices them."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.classes import ClassError, Sent, code_in, secret_in
from model.classes.sent import MOST_CHOICES, MOST_DRAWING, MOST_QUESTION
from model.classes.tables import QUESTIONS
from tests.doors.held import examples
from tests.doors.strangers import ODD_WORDS, as_json, damaged, nonsense
from tests.samples import SAMPLES
from views.classroom import classes, joined, send, vote
from views.parts.looks.translated import translated
from views.session import state
from views.session.activations import code_of_drawn
from views.session.drawing.drawing import drawing_of_strokes
from views.session.drawing.latest_drawing import LatestDrawing
from views.session.store import receive
from views.wall import wall
from views.wall.downloads import as_arrays, as_digits_file, as_table, digits_of
from views.wall.tiles import DEEDS, tile_of

FOUR = code_of_drawn(drawing_of_strokes(4, "ready-made", SAMPLES[4]))
ATTACKS = (
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)", "{code}", "%s %n"),
    *("'; DROP TABLE drawings; --", '" OR "1"="1', "' OR code LIKE '%", "\\'; DELETE FROM classes"),
    *("../../etc/passwd", "file:///etc/passwd", "\u202eABC346", "АВС346", "abc346\n", "_" * 6, "🎈" * 6),
)
ENCODED = tuple(word for word in ODD_WORDS if word != "\ud800")  # as a store gets them: UTF-8
words = st.sampled_from((*ATTACKS, *ENCODED, "A" * 6, "o" * 22)) | st.text(max_size=30)
drawings = (
    words
    | damaged(FOUR.encode()).map(lambda code: code.decode("latin-1"))
    | st.sampled_from(["A" * MOST_DRAWING, "A" * (MOST_DRAWING + 1), FOUR * 2, "sample.99", "eJw" * 500])
)
deeds = st.fixed_dictionaries(
    {}, optional={"do": st.sampled_from(("send", "back", *DEEDS)) | nonsense, "number": st.just(1) | nonsense}
)
MINE, THEIRS = "a" * 22, "o" * 22


@pytest.fixture
def other(store) -> Iterator[tuple[str, str]]:
    """Start a class of others with one drawing, and check that nothing else is in it afterwards."""
    code, key = store.start()
    store.send(code, THEIRS, Sent(FOUR, 4, 4, 0.75))
    yield code, key
    assert [each.sent for each in store.changed(code)] == [Sent(FOUR, 4, 4, 0.75)]
    assert store.standing(code)[1:8] == (1, 1, False, "", False, (), 0)


def refused(ask, *arguments: object) -> None:
    """Check that a call is refused with a sentence in which every placeholder is filled in."""
    with pytest.raises(ClassError) as raised:
        ask(*arguments)
    sentence = translated(raised.value)
    assert 10 < len(sentence) < 300
    assert "Traceback" not in sentence


@given(words)
@examples()
def test_a_wrong_code_leads_to_no_class(store, other, code):
    assert code_in(code) != other[0]
    for ask in (
        store.standing,
        lambda code: store.send(code, MINE, Sent(FOUR, 4, 4, 0.5)),
        lambda code: store.vote(code, MINE, "predict", 0),
        lambda code: store.check_key(code, other[1]),
        lambda code: store.end(code, other[1]),
        classes.Watch(lambda: store).look,
    ):
        refused(ask, code)
    watch = classes.Watch(lambda: store)
    assert (watch.known(code), watch.is_due(code)) == (None, False)
    assert store.changed(code) == []
    assert store.votes(code) == {}


@given(words)
@examples()
def test_without_the_key_nobody_changes_anything(store, other, key):
    code, _ = other
    assert secret_in(key) is None or len(key) == 22
    _, of_neighbors = store.start()
    for wrong in (key, of_neighbors):
        for ask in (store.clear, store.reveal, store.end):
            refused(ask, code, wrong)
        for ask in (store.remove, store.remove_device, store.ask, store.pause):
            refused(ask, code, wrong, 1)
        refused(store.hide, code, wrong, 1, True)


def test_no_device_reaches_a_neighbors_drawing(store, other):
    mine, _ = store.start()
    number = store.send(mine, MINE, Sent(FOUR, 4, 4, 0.5))
    store.take_back(other[0], MINE, 1)
    store.take_back(mine, THEIRS, number)
    assert [each.sent.drawing for each in store.changed(mine)] == [FOUR]


@given(drawings, words)
@examples()
def test_a_broken_or_huge_drawing_is_refused_or_never_seen(store, other, drawing, token):
    code, key = store.start()
    try:
        store.send(code, token, Sent(drawing, 4, 4, 0.5))
    except ClassError as error:
        assert len(translated(error)) > 10
    for shown in store.changed(code):
        assert shown.device == 1  # nothing else is stored of a device
        assert "src" not in tile_of(shown) or drawing.strip() == FOUR
    digits = digits_of(store.changed(code))
    for text in (as_digits_file(digits), as_table(digits), as_arrays(digits)):
        assert "alert(1)" not in repr(text)
    store.end(code, key)


@given(nonsense | deeds | words)
@examples()
def test_a_forged_message_hurts_nobody(store, other, sent):
    code, _ = other
    state.put("class_device", MINE)
    joined.join(code)
    latest = LatestDrawing()
    state.put("labeled_last", (latest.version, 4))
    send._pick(sent, code, latest, lambda: None)
    vote.choose(code, next(iter(vote.QUESTIONS.values())), sent)
    wall._pick(code, "k" * 22, sent)
    for text in (sent, as_json(sent), json.dumps({"device": repr(sent), "keys": {code: repr(sent)}})):
        state.put("stores_read", frozenset())
        receive([joined.DEVICE], ["device", text])
    assert (joined.joined(), joined.key(), len(joined.device())) == (code, None, 22)
    assert len(keys := state.get("class_keys", {})) <= joined.MOST_KEYS
    assert all(code_in(each) == each and secret_in(of_class) for each, of_class in keys.items())


@given(words)
@examples(0.5)
def test_an_unknown_question_is_hidden_and_takes_little_room(store, question):
    code, key = store.start()
    store.ask(code, key, question.replace("\0", ""))
    asked = store.standing(code).question
    assert asked not in vote.QUESTIONS
    assert len(asked) <= MOST_QUESTION == QUESTIONS.c.question.type.length
    store.end(code, key)


def test_every_question_of_the_lesson_keeps_its_whole_name_and_has_few_choices(store):
    code, key = store.start()
    for question, step in vote.QUESTIONS.items():
        store.ask(code, key, question)
        assert store.standing(code).question == question
        assert len(step.options) <= MOST_CHOICES
