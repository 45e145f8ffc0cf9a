"""Counterfactuals: small changes, as a pen can make them, that change a network's answer."""

import numpy as np
import pytest

from model.attribution.counterfactual import (
    SHIFT,
    _Search,
    _unlike,
    find_counterfactuals,
    says,
)
from model.attribution.edit_images import images_of_marks, images_of_removals
from model.attribution.edits import (
    LEAVE_OUT,
    MARK,
    RUB_OUT,
    SHORTEST,
    Edit,
    Sketch,
    anchors_of,
    marks,
    removals,
)
from model.network import dense_network, forward, load_network
from model.novelty import THRESHOLD, typicality
from model.preprocess import stages_of_ink, to_mnist
from model.preprocess.pen import CANVAS_SIZE, PEN_WIDTH
from model.steps import finish
from tests.samples import SAMPLES
from tests.strokes import sketch_of

NEAR = 0.12  # of a pixel, on average over the image


def sketch(label: int) -> Sketch:
    return sketch_of(SAMPLES[label])


def read(network, drawing: Sketch) -> tuple[int, float, float]:
    """Return the digit that is read on the canvas's own pixels, its lead over the next, its typicality."""
    rgba = np.zeros((CANVAS_SIZE, CANVAS_SIZE, 4), np.uint8)
    rgba[..., 3] = np.round(255 * drawing.ink)
    values = forward(network, to_mnist(rgba).image)
    second, first = np.sort(values["logits"])[-2:]
    return int(values["logits"].argmax()), float(first - second), typicality(network, values)


@pytest.fixture(scope="module")
def networks():
    return {name: load_network(name) for name in ("dense", "conv")}


@pytest.fixture(scope="module")
def found(networks):
    """Return (network's name, drawing, counterfactuals) for some of the ready-made drawings."""
    return [
        (name, sketch(label), find_counterfactuals(networks[name], networks[other], sketch(label)))
        for name, other in (("dense", "conv"), ("conv", "dense"))
        for label in (1, 4, 7)
    ]


COSTS = [  # canvas pixels, of what the search found when its constants were chosen; in the order of `found`
    {MARK: 104.0},
    {RUB_OUT: 34.7, MARK: 118.3, LEAVE_OUT: 202.7},
    {MARK: 95.6, RUB_OUT: 112.7},
    {MARK: 85.5},
    {RUB_OUT: 25.4, MARK: 106.6, LEAVE_OUT: 202.7},
    {MARK: 144.5},
]
COSTS_FOR = {(1, 4): 149.4, (1, 7): 124.8, (7, 8): 246.4}  # for a target digit; the last one needs two marks


def test_no_change_costs_more_than_those_found_when_the_search_was_measured(networks, found):
    for (*_, all_found), costs in zip(found, COSTS, strict=True):
        here = {each.kind: each.cost for each in all_found}
        assert here.keys() >= costs.keys()
        assert all(here[kind] <= 1.005 * cost for kind, cost in costs.items()), (here, costs)
    for (label, target), cost in COSTS_FOR.items():
        (each,) = find_counterfactuals(networks["dense"], networks["conv"], sketch(label), target)
        assert each.digit == target and each.cost <= 1.005 * cost, (label, target, each.cost)
        assert len(each.edits) == 1 + (label == 7)
        after = sketch(label)
        for edit in each.edits:
            after = after.after(edit)
        assert read(networks["dense"], after)[0] == target


def test_each_change_is_confirmed_on_the_canvas_and_a_little_to_the_side(networks, found):
    verdicts = set()
    for name, drawing, all_found in found:
        network, other = networks[name], networks["conv" if name == "dense" else "dense"]
        now, *_ = read(network, drawing)
        assert now == says(network, drawing)
        for each in all_found:
            (edit,) = each.edits
            digit, lead, how_typical = read(network, drawing.after(edit))
            assert digit == each.digit != now and how_typical >= THRESHOLD
            assert each.margin == pytest.approx(lead, abs=0.02) and lead >= 0.48
            assert each.is_shared == (read(other, drawing.after(edit))[0] == digit)
            verdicts.add(each.is_shared)
            for step in ((SHIFT, 0), (-SHIFT, 0), (0, SHIFT), (0, -SHIFT)) if each.kind != LEAVE_OUT else ():
                moved = edit._replace(path=edit.path + np.array(step))
                assert read(network, drawing.after(moved))[0] == digit
    assert verdicts == {True, False}


def test_most_drawings_have_one_of_each_kind_the_cheapest_first(found):
    assert sum(bool(each) for _, _, each in found) >= 5
    for _, _, all_found in found:
        kinds = [each.kind for each in all_found]
        assert len(set(kinds)) == len(kinds)
        costs = [each.cost for each in all_found]
        assert costs == sorted(costs)
        assert all(each.cost >= edit.length for each in all_found for edit in each.edits)


def test_a_change_costs_its_length_and_each_penalty(networks):
    """Each penalty is computed here image by image, from both networks."""
    for name, other in (("dense", "conv"), ("conv", "dense")):
        drawing = sketch(1)
        tried = marks(anchors_of(drawing))
        close = [tried[number] for number in (92, 132, 379, 497)]  # whose lead is less than half a logit
        edits = [*tried[::150], *close, Edit(MARK, np.array([[60.0, 60.0], [64.0, 60.0]]))]
        images = images_of_marks(drawing, edits)
        search, lacks = _Search(networks[name], networks[other], None, 1), set()
        costs, digits = finish(search._costs(edits, images))
        for edit, image, cost, digit in zip(edits, images, costs, digits):
            values = forward(networks[name], image)
            z = values["logits"].astype(float).tolist()
            wanted = max((each for each in range(10) if each != 1), key=lambda each: z[each])
            margin = z[wanted] - max(z[:wanted] + z[wanted + 1 :])
            typical = typicality(networks[name], values)
            says = {
                "sure": 40 * max(0, 2 - margin),
                "plain": 20 * min(2, max(0, 2 - (typical - THRESHOLD))),
                "long": 10 * max(0, 24 - edit.length),
                "possible": 300 * (margin < 0.5 or typical < THRESHOLD),
                "shared": 60 * (int(forward(networks[other], image)["logits"].argmax()) != wanted),
            }
            assert digit == wanted
            assert cost == pytest.approx(edit.length + sum(says.values()), abs=0.1)
            lacks |= {each for each, more in says.items() if more}
        assert lacks == {"sure", "plain", "long", "possible", "shared"}


def test_without_strokes_there_are_none(networks):
    drawing = sketch(3)._replace(strokes=())
    assert find_counterfactuals(networks["dense"], networks["conv"], drawing) == []


def test_if_nothing_counts_as_a_digit_there_are_none(networks, monkeypatch):
    monkeypatch.setattr("model.novelty.novelty.THRESHOLD", 1e6)
    monkeypatch.setattr(_Search, "two_marks", lambda *_: pytest.fail("they are only for a given digit"))
    assert find_counterfactuals(networks["dense"], networks["conv"], sketch(1)) == []


def test_a_network_without_a_detector_has_some_too(networks):
    own = dense_network(networks["dense"].weights)
    assert find_counterfactuals(own, networks["dense"], sketch(1))


def test_images_of_edits_are_close_to_the_canvas_s():
    drawing = sketch(4)
    added, taken = marks(anchors_of(drawing))[::40], removals(drawing)[::12]
    images = [*images_of_marks(drawing, added), *images_of_removals(drawing, taken)]
    apart = []
    for edit, image in zip([*added, *taken], images):
        rgba = np.zeros((CANVAS_SIZE, CANVAS_SIZE, 4), np.uint8)
        rgba[..., 3] = np.round(255 * drawing.after(edit).ink)
        apart.append(np.abs(to_mnist(rgba).image - image).sum() / image.sum())
    assert np.median(apart) < NEAR, apart


def test_a_removal_removes_its_ink_and_nothing_else():
    drawing = sketch(4)
    for edit in removals(drawing)[::20]:
        after = drawing.after(edit)
        assert (after.ink <= drawing.ink).all() and after.ink.sum() < drawing.ink.sum()
        if edit.kind == LEAVE_OUT:
            assert len(after.strokes) == len(drawing.strokes) - 1
        else:
            row, col = np.round(edit.path[0][::-1]).astype(int)
            assert edit.kind == RUB_OUT and after.ink[row, col] == 0


def test_a_mark_adds_its_ink_and_is_a_stroke():
    drawing = sketch(1)
    edit = Edit(MARK, np.array([[60.0, 60.0], [120.0, 60.0]]))
    after = drawing.after(edit)
    assert (after.ink >= drawing.ink).all() and after.ink[60, 90] == 1
    assert len(after.strokes) == len(drawing.strokes) + 1 and edit.length == 60


def test_marks_start_on_ink_and_stay_on_the_canvas():
    drawing = sketch(7)
    anchors = anchors_of(drawing)
    for place in anchors:
        row, col = np.round(place[::-1]).astype(int)
        assert drawing.ink[row, col] > 0.5
    for edit in marks(anchors):
        assert edit.length >= SHORTEST
        assert (edit.path >= PEN_WIDTH / 2).all() and (edit.path <= CANVAS_SIZE - PEN_WIDTH / 2).all()
        t = np.linspace(0, 1, 40)[:, None, None]
        line = (edit.path[:-1] * (1 - t) + edit.path[1:] * t).reshape(-1, 2)
        nearest = np.hypot(*(line[:, None] - anchors[None]).transpose(2, 0, 1)).min()
        assert nearest < PEN_WIDTH / 2


def test_every_bit_of_a_stroke_can_be_erased_including_its_ends():
    stroke = [(40, 100), (147, 100)]
    bits = [edit.path for edit in removals(sketch_of([stroke])) if edit.kind == RUB_OUT]
    lengths = {round(float(path[-1, 0] - path[0, 0])) for path in bits}
    assert len(lengths) == 6 and max(lengths) <= 107 + 1  # of seven lengths, one is longer than the stroke
    for length in lengths:
        of_it = [path for path in bits if round(float(path[-1, 0] - path[0, 0])) == length]
        assert min(path[0, 0] for path in of_it) == pytest.approx(40, abs=0.1)
        assert max(path[-1, 0] for path in of_it) == pytest.approx(147, abs=0.1)
    assert not [edit for edit in removals(sketch_of([stroke])) if edit.kind == LEAVE_OUT]


MARK_LENGTHS = (30, 45, 65, 90, 125)
EIGHTHS = {0, 45, 90, 135, 180, -135, -90, -45}
SIXTEENTHS = EIGHTHS | {each - 22.5 for each in EIGHTHS}


def _ways(edits: list[Edit]) -> dict[int, set[float]]:
    """Return, for each length from end to end, the angles in degrees."""
    found: dict[int, set[float]] = {}
    for edit in edits:
        across, down = edit.path[-1] - edit.path[0]
        angle = round(float(np.degrees(np.arctan2(down, across))), 1)
        found.setdefault(round(float(np.hypot(across, down))), set()).add(180.0 if angle == -180 else angle)
    return found


def test_marks_go_in_every_direction_and_bend_to_both_sides():
    here = np.array([140.0, 140.0])
    tried = marks(here[None])
    first = [edit for edit in tried if np.array_equal(edit.path[0], here)]
    across = [edit for edit in tried if np.allclose((edit.path[0] + edit.path[-1]) / 2, here)]
    lines, arcs = ([edit for edit in first if (len(edit.path) == 2) == is_line] for is_line in (True, False))
    assert _ways(lines) == dict.fromkeys(MARK_LENGTHS, SIXTEENTHS)
    assert _ways(arcs) == dict.fromkeys(MARK_LENGTHS[1:], EIGHTHS)  # the shortest is too short to bend
    ways = _ways(across)  # there and back is the same line
    halves = [{each % 180 for each in angles} for angles in ways.values()]
    assert sorted(ways) == sorted(MARK_LENGTHS) and halves == [{each % 180 for each in SIXTEENTHS}] * 5
    assert (len(lines), len(arcs), len(across)) == (5 * 16, 4 * 8 * 4, 5 * 8)
    assert len(tried) == len(lines) + len(arcs) + len(across)


def test_refined_candidates_differ_in_place_or_digit():
    edits = [Edit(MARK, np.array([[x - 15.0, 140.0], [x + 15.0, 140.0]])) for x in (50, 60, 60, 81, 110)]
    digits, costs = np.array([3, 3, 8, 3, 3]), np.array([5.0, 4.0, 9.0, 6.0, 1.0])
    left = [[each is edit for edit in edits].index(True) for each in _unlike(edits, digits, costs)]
    assert left == [4, 1, 3, 2]  # a pen's width apart, or for another digit


BEYOND = {
    "left": [(50, 140), (120, 140)],
    "right": [(160, 140), (230, 140)],
    "above": [(140, 30), (140, 80)],
    "below": [(140, 200), (140, 250)],
    "left and above": [(40, 50), (110, 80)],
    "right and below": [(170, 200), (240, 250)],
    "within": [(140, 110), (140, 150)],
}


@pytest.mark.parametrize("side", BEYOND)
def test_a_mark_outside_the_drawing_enlarges_the_box(side):
    drawing = sketch_of([[(140, 90), (136, 190)], [(122, 100), (167, 172)]])
    edit = Edit(MARK, np.array(BEYOND[side], float))
    (image,) = images_of_marks(drawing, [edit])
    expected = stages_of_ink(drawing.after(edit).ink).image
    assert np.abs(image - expected).sum() < 0.15 * expected.sum()


@pytest.mark.parametrize("end", [0, -1])
@pytest.mark.parametrize("stroke", [[(60, 140), (220, 140)], [(140, 60), (140, 220)]])
def test_erasing_an_end_shrinks_the_box(stroke, end):
    drawing = sketch_of([stroke, [(97, 112), (166, 186)]])
    path = np.array(stroke, float)
    edit = Edit(RUB_OUT, path[end] + np.linspace(0, 0.25, 4)[:, None] * (path.mean(axis=0) - path[end]), 0)
    (image,) = images_of_removals(drawing, [edit])
    expected = stages_of_ink(drawing.after(edit).ink).image
    assert np.abs(image - expected).sum() < 0.15 * expected.sum()
