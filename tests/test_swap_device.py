"""A device in a round of swapped networks: whose it tests, what is a find, and what repairs know."""

import json

import pytest

from model.classes.swap import Swap
from model.classes.swapped import BREAK, LOOK, REPAIR, TEACH
from model.classes.swapped import NAMES as IN_ALL
from model.training.packed import pack
from tests.samples import SAMPLES
from tests.signs import NAMES, network_of_signs, sent_of
from tests.swaps import finds as swap_finds
from views.address.address_fields import NETWORK
from views.classroom import joined, two_words
from views.classroom.swap import device as page
from views.classroom.swap import repair
from views.classroom.swap.device import _pick
from views.classroom.swap.part import part_of
from views.classroom.swapped import versions_of
from views.parts.language.catalogs import ENGLISH, catalog, languages
from views.session import state
from views.session.activations import code_of_drawn, latest_drawing, reading_of
from views.session.drawing.drawing import drawing_of_strokes
from views.session.drawing.received import taught_of
from views.session.networks import own_network, use_own

FOUR = drawing_of_strokes(4, "ready-made", SAMPLES[4])
OTHERS = [letter * 22 for letter in "bcd"]


@pytest.fixture
def round_of(store) -> tuple[str, str]:
    """Start a round in a class, in which another device has sent a network, and join it."""
    code, key = store.start()
    store.teach_swap(code, key, Swap.begin, TEACH, 600)
    store.swap_by(code, OTHERS[0], Swap.share, pack(network_of_signs()), NAMES)
    joined.join(code)
    return code, key


def part(store, round_of, phase=None):
    code, key = round_of
    if phase:
        store.teach_swap(code, key, Swap.begin, phase)
    page.watch.look(code, at_once=True)
    return part_of(code)


def draw_and_pick(store, round_of, deed, label=None):
    """Report something about the drawing that is shown."""
    found = part(store, round_of)
    _pick({"do": deed, "number": latest_drawing().version, "label": label}, found)
    return state.take("swap_note", "")


def test_a_device_that_comes_late_tests_another_one_s_network_and_reads_with_it(store, round_of):
    assert part(store, round_of).partner is None  # while all of them teach
    late = part(store, round_of, BREAK)
    assert late.partner.device == 1 and late.own == []
    for number in (99, late.partner.number):
        _pick({"do": "load", "number": number}, late)
        assert (own_network() is None) == (number == 99)
    assert own_network().classes == NAMES and state.get("swap_reads") == late.partner.number
    use_own(network_of_signs())  # one's own network ends it
    assert state.get("swap_reads") is None


def test_a_device_that_lost_its_server_reads_on_with_the_network_that_its_address_names(store, round_of):
    late = part(store, round_of, BREAK)
    _pick({"do": "load", "number": late.partner.number}, late)
    said = NETWORK.write()
    for key in ("own_network", "network", "swap_reads", "swap_loaded"):  # as in a new session
        state.take(key)
    assert NETWORK.read(said) and NETWORK.write() == said == f"class.{late.partner.number}"
    state.put("swap_joined", round_of[0])
    page.read_on()
    assert (own_network().classes, state.get("swap_reads"), NETWORK.write()) == (
        NAMES,
        late.partner.number,
        said,
    )
    shown = page._described(part(store, round_of), True)
    assert shown["find"] == NAMES and shown["acts"] == []  # nobody sends a network that isn't theirs
    state.put("network", "dense")  # of the switch
    shown = page._described(part(store, round_of), True)
    assert (shown["find"], [each["do"] for each in shown["acts"]], NETWORK.write()) == (None, ["load"], "")
    assert NETWORK.read("class.99") and page.read_on() is None
    assert NETWORK.write() == ""  # nobody reads with a network that isn't theirs to test


def test_a_device_is_known_again_as_soon_as_the_browser_says_which_it_is(store, round_of):
    assert part(store, round_of, BREAK).own == []
    state.put("class_device", OTHERS[0])
    assert [each.device for each in part(store, round_of).own] == [1]


def test_what_was_wrong_is_said_until_the_next_deed_or_phase(store, round_of):
    late = part(store, round_of, BREAK)
    store.pause(*round_of, True)
    for does in (lambda: _pick({"do": "load", "number": 9}, late), lambda: part(store, round_of, REPAIR)):
        _pick({"do": "judge", "number": 9, "label": 0}, late)
        for _run in range(2):
            assert "paused" in page._described(part(store, round_of), True)["note"]
        does()
        assert page._described(part(store, round_of), True)["note"] == ""


def test_only_what_the_tested_network_misreads_is_a_find_and_twice_the_same_is_one(store, round_of):
    latest_drawing().add(FOUR)
    late = part(store, round_of, BREAK)
    assert draw_and_pick(store, round_of, "find", 0) == ""  # with a network of one's own
    _pick({"do": "load", "number": late.partner.number}, late)
    reading = reading_of(own_network(), FOUR)
    answer = reading.digit if reading.is_known else None
    wrong = next(label for label in range(len(NAMES)) if label != answer)
    if answer is not None:
        assert "reads it right" in draw_and_pick(store, round_of, "find", answer)
    for _time in range(2):
        assert "Two others" in draw_and_pick(store, round_of, "find", wrong)
    (found,) = swap_finds(store, round_of[0])
    assert (found.owner, found.label, found.answer, found.drawing) == (1, wrong, answer, code_of_drawn(FOUR))
    other = next(label for label in range(len(NAMES)) if label not in (answer, wrong))
    old = {"do": "find", "number": latest_drawing().version - 1, "label": other}
    _pick(old, part(store, round_of))  # about another drawing
    assert len(swap_finds(store, round_of[0])) == 1


def test_a_find_is_judged_without_its_answer_by_others_than_finder_and_owner(store, round_of):
    code, key = round_of
    store.swap_by(code, OTHERS[1], Swap.share, pack(network_of_signs("")), NAMES)
    store.teach_swap(code, key, Swap.begin, BREAK)
    store.teach_swap(code, key, Swap.pair, {2: 1})
    store.swap_by(code, OTHERS[1], Swap.find, 1, code_of_drawn(FOUR), 2, None)
    shown = page._to_judge(part(store, round_of))
    assert shown.keys() == {"number", "picture", "classes"} and shown["classes"] == NAMES
    for _time in range(2):  # a repeated report counts once
        _pick({"do": "judge", "number": shown["number"], "label": None}, part(store, round_of))
    assert swap_finds(store, code)[0].judgments == (None,)
    assert page._to_judge(part(store, round_of)) is None


@pytest.mark.parametrize("phase", [TEACH, BREAK, REPAIR, LOOK])
def test_the_owner_gets_finds_and_versions_only_to_repair_and_never_who_found_them(
    store, round_of, phase, monkeypatch
):
    code, key = round_of
    sent = []
    monkeypatch.setattr(repair, "_finds", lambda data, **_: sent.append(data))
    repair.share(taught_of(sent_of()))
    store.teach_swap(code, key, Swap.begin, BREAK)
    mine = part(store, round_of).own[-1]
    store.teach_swap(code, key, Swap.pair, {1: mine.device})
    number = store.swap_by(code, OTHERS[0], Swap.find, mine.number, code_of_drawn(FOUR), 1, None)
    for other in OTHERS[1:]:
        store.swap_by(code, other, Swap.judge, number, 1)
    store.teach_swap(code, key, Swap.begin, phase)
    repair.repair(part(store, round_of))
    (data,) = sent
    json.dumps(data)
    assert data["sends"] and ("finds" in data) == (phase in (REPAIR, LOOK))
    if "finds" in data:
        (shown,) = data["finds"]
        assert shown["isAgreed"] and shown["judgments"] == (1, 1) and "device" not in shown
        assert data["versions"] == versions_of(code, [mine]) and mine.version == 1


def test_the_round_ends_for_a_device_when_it_ends_for_the_class(store, round_of):
    assert part(store, round_of) is not None
    store.teach_swap(*round_of, Swap.begin, "")
    assert part(store, round_of) is None
    repair.share(taught_of(sent_of()))
    assert "isn't swapping" in state.get("swap_note")


@pytest.mark.parametrize(
    "sent", [None, {}, {"do": "find"}, {"do": "judge", "number": -1}, {"do": "load", "number": 1e9}]
)
def test_a_forged_report_changes_nothing(store, round_of, sent):
    before = part(store, round_of, BREAK)
    _pick(sent, before)
    page._keep(sent)
    assert (swap_finds(store, round_of[0]), own_network(), state.get("swap_found")) == ([], None, None)


def test_finds_in_a_file_s_network_are_lines_that_teach_it_reads(store):
    use_own(network_of_signs())
    state.put("swap_reads", page.FROM_FILE)
    latest_drawing().add(FOUR)
    reading = reading_of(own_network(), FOUR)
    wrong = next(label for label in range(4) if not reading.is_known or label != reading.digit)
    for _time in range(2):
        page._keep({"do": "find", "number": latest_drawing().version, "label": wrong})
    (line,) = state.get("swap_found").values()
    read = json.loads(line)
    assert (read["label"], read["source"], line[-1]) == (NAMES[wrong], page.SOURCE, "\n")
    page._keep({"do": "find", "number": latest_drawing().version, "label": 9})  # the network has four signs
    assert len(state.get("swap_found")) == 1


@pytest.mark.parametrize("language", languages())
def test_each_network_has_a_name_of_its_own_in_every_language(monkeypatch, language):
    monkeypatch.setattr(two_words, "_", catalog(language).gettext if language != ENGLISH else str)
    assert len({two_words.words_of(number) for number in range(IN_ALL)}) == IN_ALL
