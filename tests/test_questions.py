"""The ten questions keep the rules of docs/questions.md, and what is computed from answers is true."""

import re
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from model import PROJECT
from model.questions.gains import FEWEST, devices_for, gain_between, gain_of, quantile, right_of
from model.questions.quality import quality_of
from model.questions.simulated import newcomer, simulated_rights, true_gain
from model.questions.sittings import (
    AFTER,
    BEFORE,
    FORMS,
    MISCONCEPTIONS,
    RIGHT,
    Sitting,
    read_table,
    table_of,
)
from tests.for_each import for_each
from tests.sources import VIEWS, read, texts_in
from views.lesson.steps.steps import BY_ID
from views.parts.asking.glossary import GLOSSARY
from views.parts.language.catalogs import ENGLISH, languages
from views.parts.language.documents import documents
from views.parts.language.language import _, speaking
from views.questions.items import ABOUT, ANSWERS, IDS, ITEMS, KINDS, read_item
from views.tasks.tasks import BY_ID as TASKS

ALL = [(item, letter) for item in ITEMS for letter in FORMS]
BOTH = {**documents("lesson"), **documents("hands")}
MOST_RIGHT = 0.35  # what somebody without the lesson may get right
GRADE, MOST_WORDS, MOST_OF_ANSWER = 7, 20, 14
DOCUMENT = (PROJECT / "docs/questions.md").read_text("utf-8")
STEEP = np.full(len(ITEMS), 1.2)
HARD = np.linspace(-1.5, 1.5, len(ITEMS))
RUNS = 1000
# a network is one "de neurones"; and a share is a "porcentaje", as everyone calls it
ORDINARY = {"fr": {"neuron"}, "es": {"share"}}


def name_of(each: tuple) -> str:
    return f"{each[0].id} {each[1]}"


def texts_of(item, letter: str) -> list[str]:
    return [item.forms[letter].question, *item.forms[letter].answers]


def test_there_are_ten_questions_with_a_step_and_what_can_be_done():
    assert len(ITEMS) == 10 and len({*IDS}) == 10
    assert {item.step for item in ITEMS} <= {*BY_ID}
    does = [item.does for item in ITEMS if item.does]
    assert 1 <= len(does) <= 2 and {*does} <= {*TASKS}


@pytest.mark.parametrize("change", [{"A": "right, rules, sees"}, {"B": "rules, exact, sees, learns"}])
def test_a_form_without_one_right_answer_of_four_is_refused(change):
    page = documents("questions")["sum"]
    with pytest.raises(ValueError, match="four answers"):
        read_item(replace(page, header={**page.header, **change}))


def test_every_misconception_is_offered_and_explained():
    offered = {kind for forms in KINDS.values() for kinds in forms for kind in kinds}
    assert offered == {RIGHT, *MISCONCEPTIONS}
    assert tuple(re.findall(r"^\| `([a-z-]+)` \| [a-z]", DOCUMENT, re.MULTILINE))[: len(MISCONCEPTIONS)] == (
        MISCONCEPTIONS
    )


@for_each("each", ALL, ids=name_of)
def test_the_wrong_answers_of_a_question_differ(each):
    item, letter = each
    assert len({*item.forms[letter].kinds}) == ANSWERS and len({*item.forms[letter].answers}) == ANSWERS


@for_each("spoken", [ENGLISH, *languages()])
def test_the_right_answer_is_not_the_longest(spoken):
    with speaking(spoken):
        for item, letter in ALL:
            form = item.forms[letter]
            lengths = [len(_(answer)) for answer in form.answers]
            right = lengths.pop(form.right)
            assert right < max(lengths), f"{item.id} {letter}"


@for_each("spoken", [ENGLISH, *languages()])
def test_no_word_of_the_glossary_is_in_a_question(spoken):
    with speaking(spoken):
        texts = [_(text) for item, letter in ALL for text in (*texts_of(item, letter), ABOUT)]
        found = {word.in_english for word in GLOSSARY.values() if any(map(word.pattern.search, texts))}
    assert found == ORDINARY.get(spoken, set())


def syllables(word: str) -> int:
    return max(1, len(re.findall(r"[aeiouy]+", re.sub(r"(?<=[^aeiou])e[sd]?$", "", word.lower()))))


def grade(text: str) -> float:
    """Return Flesch and Kincaid's grade: years at an American school; 7 is about an age of 13."""
    words = re.findall(r"[A-Za-z'’]+", text)
    sentences = len(re.findall(r"[.?!](?:\s|$)", text)) or 1
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def test_a_reader_of_13_can_read_them():
    for item, letter in ALL:
        question, *answers = texts_of(item, letter)
        sentences = re.split(r"(?<=[.?])\s", question)
        assert max(len(each.split()) for each in sentences) <= MOST_WORDS, question
        assert max(len(each.split()) for each in answers) <= MOST_OF_ANSWER, answers
    for letter in FORMS:
        whole = " ".join(
            text if text[-1] in ".?" else f"{text}." for item in ITEMS for text in texts_of(item, letter)
        )
        assert grade(whole) <= GRADE
    assert (
        grade("Deliberate overcomplication characterizes this unnecessarily sophisticated formulation.") > 20
    )


def test_the_place_of_the_right_answer_varies():
    for letter in FORMS:
        places = Counter(item.forms[letter].right for item in ITEMS)
        assert {*places} == {*range(ANSWERS)} and {*places.values()} <= {2, 3}
    assert all(item.forms["A"].right != item.forms["B"].right for item in ITEMS)


def test_no_cue_gives_more_than_a_third_away():
    """A rule such as "always the second", "always the shortest" or "always the one with a comma"."""

    def ranks(form) -> list[int]:
        return sorted(range(ANSWERS), key=lambda number: -len(form.answers[number]))

    cues = {f"place {place}": lambda form, place=place: place for place in range(ANSWERS)}
    cues |= {f"length {rank}": lambda form, rank=rank: ranks(form)[rank] for rank in range(ANSWERS)}
    for name, cue in cues.items():
        right = sum(cue(item.forms[letter]) == item.forms[letter].right for item, letter in ALL)
        assert right <= MOST_RIGHT * len(ALL), name


@pytest.mark.parametrize("letter", FORMS)
def test_a_newcomer_gets_few_right(letter):
    rng = np.random.default_rng(1)
    right = [newcomer(KINDS[letter], rng).count(RIGHT) for _ in range(RUNS)]
    assert 0 < np.mean(right) <= MOST_RIGHT * len(ITEMS)


def test_the_lesson_says_what_answers_them():
    said = {id: read(" ".join(sum(step.fields.values(), ()))) for id, step in BOTH.items()}
    quoted = dict(re.findall(r"^\| `([a-z]+)` \| \"(.+)\" \|$", DOCUMENT, re.MULTILINE))
    facts = [*texts_in(VIEWS / "lesson/steps/learning_facts.py")]
    assert quoted.keys() == {*IDS}
    for item in ITEMS:
        assert any(quoted[item.id] in text for text in (said[item.step], *facts)), item.id


# Gains


@pytest.mark.parametrize("gain", [0.0, 0.4, 1.0])
@pytest.mark.parametrize("devices", [8, 25, 200])
def test_an_interval_contains_the_planted_gain(devices, gain):
    rng, truth = np.random.default_rng(devices + int(10 * gain)), true_gain(gain, HARD, STEEP)
    found = [gain_between(*simulated_rights(devices, gain, HARD, STEEP, rng)) for _ in range(RUNS)]
    contains = np.mean([each.low <= truth <= each.high for each in found])
    assert 0.93 <= contains <= 0.97
    assert abs(np.mean([each.gain for each in found]) - truth) < 0.01
    above = np.mean([each.low > 0 for each in found])
    assert above <= 0.04 if gain == 0 else above > 0.9 or devices < 200


def test_students_quantile_is_that_of_the_tables():
    for freedom, value in ((7, 2.365), (24, 2.064), (199, 1.972)):
        assert quantile(0.975, freedom) == pytest.approx(value, abs=0.002)


def sittings(devices: int, before: int, after: int) -> list[Sitting]:
    """Return sittings in which every device got so many right."""
    return [
        Sitting(device, when, "A", (RIGHT,) * right + ("rules",) * (10 - right))
        for device in range(devices)
        for when, right in ((BEFORE, before), (AFTER, after))
    ]


def test_few_devices_say_nothing_and_equal_ones_are_not_certain():
    assert gain_of(sittings(FEWEST - 1, 2, 7)) is None and FEWEST == 8
    gain = gain_of(sittings(FEWEST, 2, 7))
    assert (gain.before, gain.after, gain.devices) == (0.2, 0.7, 8)
    assert gain.low < 0.5 < gain.high and gain.normalized == pytest.approx(5 / 8)
    assert gain_of(sittings(FEWEST, 10, 10)).normalized is None


def test_only_devices_that_answered_both_times_are_compared():
    both = sittings(8, 2, 7)
    skipped = Sitting(8, BEFORE, "A", ("",) * 10), Sitting(8, AFTER, "B", (RIGHT,) * 10)
    late = Sitting(9, AFTER, "B", (RIGHT,) * 10)
    assert gain_of([*both, *skipped, late]) == gain_of(both)
    assert right_of([*both, *skipped, late], AFTER) == (10, [10] * 7 + [2] * 3)
    again = Sitting(0, AFTER, "A", ("rules",) * 10)  # the last one counts
    assert right_of([*both, again], AFTER) == (8, [7] * 7 + [0] * 3)


def test_a_study_needs_as_many_devices_as_tables_say():
    assert devices_for(0.4) == 100 and devices_for(0.4, groups=1) == 51


# Tables, and how good a question is


def simulated_class(rights, rng) -> list[Sitting]:
    """Return sittings in which this is right, with forms swapped by chance and any wrong answers."""
    found = []
    for device, both in enumerate(zip(*rights)):
        for when, of_form, is_right in zip((BEFORE, AFTER), rng.permutation(FORMS), both):
            chosen = [
                RIGHT if right else str(rng.choice([each for each in answers if each != RIGHT]))
                for right, answers in zip(is_right, KINDS[of_form])
            ]
            found.append(Sitting(device, when, str(of_form), tuple(chosen)))
    return found


def test_a_table_is_read_as_it_was_written():
    rng = np.random.default_rng(3)
    found = simulated_class(simulated_rights(12, 0.5, HARD, STEEP, rng), rng)
    assert read_table(table_of(found, IDS), IDS) == found
    assert {each.form for each in found if each.when == BEFORE} == {*FORMS}
    assert all(one.form != other.form for one, other in zip(found[::2], found[1::2]))


HEAD = f"device,when,form,{','.join(IDS)}\n"


@pytest.mark.parametrize(
    "text",
    [
        *("", "device,when\n", HEAD.replace("sum", "sums")),
        *(HEAD + row for row in ("1,before,A\n", "x,before,A" + ",right" * 10, "²,before,A" + ",right" * 10)),
        *(HEAD + f"1,{row}" for row in ("later,A" + ",right" * 10, "after,C" + ",right" * 10)),
        HEAD + "1,after,A" + ",maybe" * 10,
        HEAD + "9" * 5000 + ",after,A" + ",right" * 10,
    ],
)
def test_another_table_is_refused_with_a_sentence(text):
    with pytest.raises(ValueError, match=r"line|Line"):
        read_table(text, IDS)


def test_what_is_hard_and_what_tells_nothing_is_found():
    """Question 0 is answered by chance alone; the others get harder and tell who knows more."""
    rng, slopes = np.random.default_rng(5), np.r_[0.0, np.full(9, 2.0)]
    found = simulated_class(simulated_rights(400, 0.0, HARD / 2, slopes, rng), rng)
    quality = quality_of([each for each in found if each.when == BEFORE])
    assert quality[0].discrimination < 0.1 and quality[0].is_weak
    assert all(each.discrimination > 0.2 for each in quality[1:])
    rights = [each.right for each in quality[1:]]
    assert np.corrcoef(rights, -HARD[1:])[0, 1] > 0.95
    assert all(each.wrong.keys() <= {*MISCONCEPTIONS} for each in quality)
    (same, *_others) = quality_of(sittings(8, 2, 7))
    assert np.isnan(same.discrimination) and same.is_weak
