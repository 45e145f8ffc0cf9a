"""A class on its pages: joining, what a browser stores, sending, watching and downloading."""

import io
import json

import numpy as np
import pytest
from starlette.requests import Request

from model.classes import ClassError, Sent
from model.classes.store import Store
from model.novelty.digits_file import read_lines, write_digits_file
from model.novelty.held_back import device_of, held_back, source_of, taught_of
from model.novelty.own_digits import OwnDigit, own_digit
from tests.event_loop import run
from tests.samples import SAMPLES
from tests.served import scope_of
from views.classroom import joined, news, send, start, vote
from views.classroom.classes import LOOK_SECONDS, NOT_REACHED, OVER, REVEALED, Watch
from views.lesson.steps.steps import STEPS
from views.parts.shared import shipped_network
from views.session import state
from views.session.activations import code_of_drawn, latest_drawing, reading_of, stages_of
from views.session.drawing.drawing import drawing_of_strokes
from views.session.drawing.latest_drawing import LatestDrawing
from views.session.own_digits import own_digits
from views.session.store import receive
from views.teaching import presenting
from views.training.charts import by_device
from views.wall import downloads, wall
from views.wall.downloads import as_arrays, as_digits_file, as_table, by_turns, digits_of
from views.wall.tiles import tile_of

FOUR = drawing_of_strokes(4, "ready-made", SAMPLES[4])


def sent_of(version: object) -> dict[str, object]:
    return {"do": "send", "number": version}


class Asked:
    """A store that counts its calls."""

    def __init__(self, store: Store) -> None:
        self.store, self.times = store, 0

    def __getattr__(self, name: str) -> object:
        self.times += 1
        return getattr(self.store, name)


def asked_by(code: str, proof: str) -> tuple[int, object]:
    """Return the status and the answer that a browser gets if it asks for news."""
    query = f"code={code}&proof={proof}".encode()
    answer = run(news.news_of_class(Request(scope_of(f"/{news.PATH}", query))))
    return answer.status_code, json.loads(answer.body or "null")


@pytest.fixture
def asked(store, clock, monkeypatch) -> Asked:
    """Give the news route a watch whose store counts its calls."""
    asked = Asked(store)
    monkeypatch.setattr(news, "watch", Watch(lambda: asked, clock))
    return asked


def test_browsers_and_walls_share_one_look_a_second(store, clock, asked):
    watch = news.watch
    code, key = store.start()
    proof = news.proof_of(code)
    assert asked_by(code, proof) == (404, None)  # because no session has looked at it here
    before = watch.news(code)
    for _ in range(40):
        assert asked_by(code, proof)[1]["changes"] == before.changes
        assert watch.look(code).drawings == {}
    assert (asked.times, watch.is_due(code)) == (1, False)
    all_news = [before]
    for change in (
        lambda: store.send(code, "a" * 22, Sent("x", 1, 1, 1.0)),
        lambda: store.hide(code, key, 1, True),
        lambda: store.pause(code, key, True),
        lambda: store.ask(code, key, "predict"),
        lambda: store.vote(code, "a" * 22, "predict", 1),
        lambda: store.reveal(code, key),
        lambda: store.remove(code, key, 1),
    ):
        change()
        assert asked_by(code, proof)[1]["changes"] == all_news[-1].changes
        clock.now += LOOK_SECONDS
        times = asked.times
        status, reply = asked_by(code, proof)
        assert status == 200
        assert reply == watch.news(code)._asdict()
        assert asked.times - times <= 3  # the class's state, its drawings, its votes
        assert reply["changes"] not in {each.changes for each in all_news}
        all_news.append(watch.news(code))
    questions = ["", "", "", "", "predict", "predict", *[f"predict{REVEALED}"] * 2]
    assert [each.question for each in all_news] == questions
    store.end(code, key)
    clock.now += LOOK_SECONDS
    for _ in range(3):
        assert asked_by(code, proof) == (200, OVER._asdict())
    assert watch.news(code) == OVER


def test_without_a_proof_nobody_gets_news_of_a_class(store, clock, asked):
    code, _ = store.start()
    news.watch.look(code)
    clock.now += LOOK_SECONDS
    other = news.proof_of(store.start()[0])
    for proof in ("", "0" * 32, other, news.proof_of(code).upper() + " ", "%C3%A9", "x" * 10_000):
        assert asked_by(code, proof) == (404, None)
    assert asked.times == 1


def test_while_the_store_is_busy_or_gone_the_last_news_is_sent(store, clock, asked):
    watch = news.watch
    code, _ = store.start()
    seen = watch.news(code)
    clock.now += LOOK_SECONDS
    with watch._lock:
        assert asked_by(code, news.proof_of(code)) == (200, seen._asdict())
    asked.store = None  # so that every query fails
    watch._store = lambda: (_ for _ in ()).throw(ClassError("Gone."))
    assert asked_by(code, news.proof_of(code)) == (200, seen._asdict())
    assert watch.news(code) == NOT_REACHED  # so that a page goes on asking
    assert NOT_REACHED.question != seen.question


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (None, "You've typed 0."),
        ([1], "You've typed 0."),
        ("ABC 34", "You've typed 5."),
        ("abcdefgh", "You've typed 8."),
        ("abc 123", "never contains 1, 2."),
        ("AAA-AAA", "No class has the code AAAAAA."),
    ],
)
def test_an_invalid_code_gets_an_explanation(store, typed, said):
    start._join(typed)
    assert joined.joined() is None and said in state.get("class_join_problem")
    code, _ = store.start()
    start._join(f" {code[:3]}-{code[3:]}".lower())
    assert (joined.joined(), state.get("class_join_problem"), state.get("class_note")) == (code, "", None)


def test_a_full_class_says_so_and_lets_you_in(store, monkeypatch):
    code, key = store.start()
    monkeypatch.setattr(start, "MOST_DEVICES", 2)
    for number in range(3):
        store.send(code, f"{number}" * 22, Sent("drawing", 4, 4, 0.5))
    store.hide(code, key, 1, True)
    store.take_back(code, "1" * 22, 2)
    start._join(code)
    assert state.take("class_note") is None  # only one device has something on the wall
    store.hide(code, key, 1, False)
    joined.leave()
    start._join(code)
    assert joined.joined() == code and "full" in state.get("class_note")


def drawn() -> LatestDrawing:
    state.put("latest_drawing", LatestDrawing(FOUR))
    return latest_drawing()


def test_a_drawing_is_sent_with_its_label_and_the_network_s_answer(store):
    code, _ = store.start()
    joined.join(code)
    latest, network = drawn(), shipped_network("dense")
    state.put("labeled_last", (latest.version, 7))
    for _time in range(3):
        send._pick(sent_of(latest.version), code, latest, lambda: reading_of(network, FOUR))
    (shown,) = store.changed(code)
    assert shown.sent[:3] == (code_of_drawn(FOUR), 7, 4)
    assert shown.sent.share == pytest.approx(reading_of(network, FOUR).probs[4], abs=1e-3)
    assert state.get("class_sent") == {latest.version: 1}
    state.put("labeled_last", (latest.version, 8))  # a drawing that was sent stays until it's taken back
    send._pick(sent_of(latest.version), code, latest, lambda: reading_of(network, FOUR))
    assert store.standing(code).drawings == 1
    send._pick({"do": "back", "number": 2}, code, latest, lambda: None)  # another device's
    assert (state.get("class_sent"), state.get("class_note")) == ({latest.version: 1}, None)
    send._pick({"do": "back", "number": 1}, code, latest, lambda: None)
    assert (store.changed(code)[0].sent, state.get("class_sent")) == (None, {})


def test_a_drawing_without_a_label_is_not_sent(store):
    code, key = store.start()
    latest, network = drawn(), shipped_network("dense")
    send._pick(sent_of(latest.version), code, latest, lambda: reading_of(network, FOUR))
    state.put("labeled_last", (latest.version, 4))
    for other in (latest.version + 1, latest.version - 1, None, True, "0", [latest.version]):
        send._pick(sent_of(other), code, latest, lambda: reading_of(network, FOUR))
    assert store.standing(code).drawings == 0
    state.put("labeled_last", (latest.version, 4))
    store.pause(code, key, True)
    send._pick(sent_of(latest.version), code, latest, lambda: reading_of(network, FOUR))
    assert "is paused" in state.get("class_note")
    assert (state.get("class_sent"), state.get("class_refused")) == (None, 2)  # once without a label


def test_a_device_sees_the_whole_question_while_it_is_open(store, monkeypatch):
    shown = []
    monkeypatch.setattr(vote, "_vote", lambda data, **_: shown.append(data))
    for name in ("store_in_browser", "run_with_news"):
        monkeypatch.setattr(vote, name, lambda *_: None)
    code, key = store.start()

    def asked(watch: Watch) -> list[str]:
        monkeypatch.setattr(vote, "watch", watch)
        shown.clear()
        vote.answer.__wrapped__(is_above=True)
        return [each["question"] for each in shown]

    store.ask(code, key, "numbers")
    assert asked(Watch(lambda: store)) == []  # it hasn't joined
    joined.join(code)
    assert asked(Watch(lambda: store)) == ["How many of the 784 numbers aren't 0?"]
    assert (shown[0]["options"], shown[0]["chosen"]) == (["About 100", "About 400", "All 784"], -1)
    vote.choose(code, vote.QUESTIONS["numbers"], 2)
    assert asked(Watch(lambda: store)) and shown[0]["chosen"] == 2
    assert asked(Watch(lambda: (_ for _ in ()).throw(ClassError("Gone.")))) == []
    store.reveal(code, key)
    assert asked(Watch(lambda: store))  # until it's closed
    assert shown[0]["says"] == "For the ready-made 4, “About 100” is right. You chose “All 784”."
    assert shown[0]["options"] == ["✓ About 100", "About 400", "All 784"]
    for ends in (False, True):  # asked again, after its answers or after its end
        if ends:
            store.ask(code, key, "")
            assert asked(Watch(lambda: store)) == []
        store.ask(code, key, "numbers")
        assert asked(Watch(lambda: store)) and shown[0]["chosen"] == -1
        vote.choose(code, vote.QUESTIONS["numbers"], 2)
    store.reveal(code, key)
    vote._close({"do": "close", "number": 0})
    assert asked(Watch(lambda: store)) == []
    store.end(code, key)
    assert asked(Watch(lambda: store)) == []


def test_every_question_of_the_lesson_can_be_asked():
    assert {step.id: (step.guess.question, [*step.guess.options]) for step in STEPS if step.guess} == {
        name: (each.text, [*each.options]) for name, each in vote.QUESTIONS.items()
    }


def test_the_wall_reveals_and_ends_its_question(store):
    code, key = store.start()
    store.ask(code, key, "numbers")
    for sent in (None, "reveal", {"do": "clear", "number": 0}, {"do": "reveal"}):
        vote._act(code, key, sent)
    assert not store.standing(code).is_revealed
    vote._act(code, "k" * 22, {"do": "reveal", "number": 0})
    assert not store.standing(code).is_revealed
    vote._act(code, key, {"do": "reveal", "number": 0})
    assert store.standing(code).is_revealed
    vote._act(code, key, {"do": "end", "number": 0})
    assert store.standing(code).question == ""


def test_a_slide_asks_the_class_its_own_question_for_the_teacher_alone(store):
    code, key = store.start()
    number = presenting.STEPS.index("numbers")
    joined.join(code)
    presenting.pick({"do": "ask", "number": number})  # by a pupil, who has joined
    assert store.standing(code).question == ""
    joined.teach(key)
    none = presenting.STEPS.index("draw")  # without a question
    asks = [{"do": "ask", "number": each} for each in (0, none, 9)]
    for sent in (None, "ask", {"do": "end", "number": 0}, *asks):
        presenting.pick(sent)  # a title asks nothing, and there is no tenth slide
    assert store.standing(code).question == ""
    presenting.pick({"do": "ask", "number": number})
    assert store.standing(code).question == "numbers" and not store.standing(code).is_revealed
    presenting.pick({"do": "reveal", "number": 0})
    assert store.standing(code).is_revealed
    assert {*presenting.STEPS[1:]} & {*vote.QUESTIONS} == {"numbers", "neuron", "likes", "share", "slid"}


def test_a_browser_restores_its_device_and_the_teacher_s_key(store):
    code, key = store.start()
    joined.join(code)
    device = joined.device()
    receive([joined.DEVICE], ["device", json.dumps({"device": "z" * 22, "keys": {code: key}})])
    assert (joined.device(), joined.key()) == ("z" * 22, key)
    assert device != joined.device()
    joined.teach("y" * 22)
    state.put("stores_read", frozenset())
    receive([joined.DEVICE], ["device", json.dumps({"keys": {code: key}})])
    assert joined.key() == "y" * 22  # that of the address


def test_a_browser_is_the_teacher_of_its_classes_until_they_are_over(store):
    (one, key), (other, others) = store.start(), store.start()
    for code, secret in ((one, key), (other, others)):
        joined.join(code)
        assert joined.key() is None and joined.teach(secret)
    written = joined.DEVICE.write()
    assert [*written["keys"].items()] == [(one, key), (other, others)]
    for name in ("class_code", "class_keys"):  # a new session, which asks for the wall again
        state.take(name)
    receive([joined.DEVICE], ["device", json.dumps(written)])
    assert joined.key() is None  # of no class
    joined.join(one)
    assert joined.key() == key and wall._problem_with(one, key) == ""
    store.end(one, key)
    assert "No class has the code" in wall._problem_with(one, key)
    assert (joined.joined(), [*joined.DEVICE.write()["keys"]]) == (None, [other])


def test_a_teacher_removes_one_drawing_or_a_whole_device(store):
    code, key = store.start()
    for number in range(3):
        for device in "ab":
            store.send(code, device * 22, Sent(f"drawing {number}", 4, 4, 0.5))
    wall._pick(code, key, {"do": "remove", "number": 2})
    assert [each.number for each in store.changed(code) if each.sent] == [1, 3, 4, 5, 6]
    wall._pick(code, key, {"do": "remove_device", "number": 4})
    assert [each.number for each in store.changed(code) if each.sent] == [1, 3, 5]


def test_the_wall_shows_what_was_sent_and_hides_what_was_removed(store):
    code, _ = store.start()
    store.send(code, "a" * 22, Sent(code_of_drawn(FOUR), 4, None, 0.5))
    store.send(code, "a" * 22, Sent("no drawing at all", 4, 4, 0.5))
    store.send(code, "a" * 22, Sent(code_of_drawn(FOUR), 5, 4, 0.5))
    store.take_back(code, "a" * 22, 3)
    store.send(code, "a" * 22, Sent(code_of_drawn(FOUR), 6, 0, 0.5))
    tiles = {each["number"]: each for each in map(tile_of, store.changed(code))}
    assert tiles[1]["src"].startswith("data:image/png")
    assert (tiles[1]["label"], tiles[1]["answer"], tiles[1]["sure"]) == (4, None, 0.5)
    assert [*tiles[2]] == [*tiles[3]] == ["number", "hidden"]
    assert "meant as 4, not read as a digit" in tiles[1]["says"] and "read as 0 (" in tiles[4]["says"]


def test_a_class_s_drawings_are_downloaded_unchanged(store):
    code, key = store.start()
    for number, label in enumerate((4, 9, 5)):
        store.send(code, f"{number % 2}" * 22, Sent(code_of_drawn(FOUR), label, 4, 0.75))
    store.hide(code, key, 3, True)
    for is_hidden in (True, False):
        store.hide(code, key, 1, is_hidden)  # it changes last, but keeps its place
    digits = digits_of(store.changed(code))
    read = read_lines(as_digits_file(digits).splitlines())
    assert [(each.label, each.source) for each in read] == [(4, "device 1"), (9, "device 2")]
    assert [each.strokes for each in read] == [each.digit.strokes for each in digits]
    with np.load(io.BytesIO(as_arrays(digits))) as arrays:
        assert arrays["x"].shape == (2, 28, 28)
        assert [*arrays["y"], *arrays["device"]] == [4, 9, 1, 2]
        np.testing.assert_array_equal(arrays["x"][0], np.round(255 * stages_of(FOUR).image))
    rows = [row.split(",") for row in as_table(digits).splitlines()]
    assert [row[:5] for row in rows[1:]] == [["1", "1", "4", "4", "0.75"], ["2", "2", "9", "4", "0.75"]]
    assert {len(row) for row in rows} == {5 + 784}


def of_devices(*devices: int) -> list[OwnDigit]:
    strokes = [stroke for stroke in SAMPLES[4]]
    widths = [16] * len(strokes)
    return [
        own_digit(4, [[(x + number, y) for x, y in stroke] for stroke in strokes], widths).of(
            source_of(device)
        )
        for number, device in enumerate(devices)
    ]


def test_whole_devices_are_held_back_from_training():
    own = [digit.of("my hand") for digit in of_devices(0)]
    assert held_back(own) == held_back(of_devices(5, 5, 5)) == frozenset()
    assert held_back(of_devices(2, 1, 2, 1)) == {2}
    assert held_back(of_devices(3, 1, 2)) == {3}
    assert held_back(of_devices(*range(1, 31))) == {4, 8, 12, 16, 20, 24, 28}
    digits = [*own, *of_devices(1, 2, 2, 3, 4, 4)]
    assert [device_of(digit) for digit in taught_of(digits)] == [None, 1, 2, 2, 3]
    read = read_lines(write_digits_file(digits).splitlines())  # and again after a download
    assert held_back(read) == {4}


def test_without_room_for_all_devices_take_turns(store):
    code, _ = store.start()
    for number, device in enumerate("aaab"):
        moved = [[(x + number, y) for x, y in stroke] for stroke in SAMPLES[4]]
        drawing = drawing_of_strokes(4, "ready-made", moved)
        store.send(code, device * 22, Sent(code_of_drawn(drawing), 4, 4, 0.75))
    turns = by_turns(digits_of(store.changed(code)), lambda each: each.shown.device)
    assert [(each.shown.device, each.shown.number) for each in turns] == [(1, 1), (2, 4), (1, 2), (1, 3)]


def test_the_effect_of_a_training_is_shown_for_each_device(monkeypatch):
    said = []
    monkeypatch.setattr(by_device.st, "markdown", said.append)
    monkeypatch.setattr(by_device.st, "caption", said.append)
    digits = of_devices(1, 1, 2, 2, 3, 4, 4, 4)
    was = np.array([1, 1, 0, 0, 1, 1, 0, 0], bool)
    now = np.array([1, 0, 1, 1, 1, 1, 1, 0], bool)
    by_device.why_held_back(digits)
    assert said.pop().startswith("We're holding back device 4 of the class (with 3 digits). ")
    by_device.held_back_figure(digits, now)
    assert said.pop() == "It gets **2 of 3** held-back digits right."
    by_device.who_is_forgotten(digits, was, now)
    assert said.pop().splitlines()[1:] == ["- Device 1: 2 of 2 right before, 1 after"]
    by_device.who_is_forgotten(digits, was, was)
    assert "Nobody's. For every device, it gets at least as many digits right as before." in said.pop()
    for nothing in ([], of_devices(1)):
        by_device.why_held_back(nothing)
        by_device.held_back_figure(nothing, np.ones(len(nothing), bool))
    by_device.who_is_forgotten([], was[:0], now[:0])
    assert said == []


def test_a_device_answers_the_question_that_is_open(store):
    code, key = store.start()
    joined.join(code)
    question = next(iter(vote.QUESTIONS.values()))
    vote.choose(code, question, 0)
    assert "no longer open" in state.take("class_note")
    store.ask(code, key, question.name)
    for sent in (1, 99, -1, None, "0", True, [0]):
        vote.choose(code, question, sent)
    assert (store.votes(code), state.get("class_vote")) == ({1: 1}, (question.name, 1))


def test_a_class_s_drawings_are_added_to_my_digits(store, monkeypatch):
    code, _ = store.start()
    store.send(code, "a" * 22, Sent(code_of_drawn(FOUR), 9, 4, 0.75))
    downloads._to_own_digits({each.number: each for each in store.changed(code)})
    assert [each.label for each in own_digits()] == [9]
    assert state.get("class_note").startswith("1 drawing added")
