"""Counterfactuals: small changes, as a pen can make them, that change a network's answer."""

import numpy as np
import pytest

from model.attribution import counterfactual
from model.attribution.counterfactual import (
    SHIFT,
    Counterfactual,
    _Search,
    _unlike,
    find_counterfactuals,
    says,
)
from model.attribution.edit_images import images_of_marks, images_of_removals
from model.attribution.edits import (
    BULGES,
    LEAVE_OUT,
    MARK,
    RUB_OUT,
    SHORTEST,
    Edit,
    Sketch,
    _arc,
    anchors_of,
    marks,
    removals,
    varied,
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


def test_a_target_digit_is_the_one_that_is_read(networks):
    dense, conv = networks["dense"], networks["conv"]
    drawing = sketch(1)
    said = {target: find_counterfactuals(dense, conv, drawing, target) for target in (4, 7)}
    assert all(each.digit == target for target, all_found in said.items() for each in all_found)
    assert all(said.values())
    for all_found in said.values():
        for each in all_found:
            after = drawing
            for edit in each.edits:
                after = after.after(edit)
            assert read(dense, after)[0] == each.digit


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


@pytest.mark.parametrize("is_shared", [True, False])
@pytest.mark.parametrize(("of_seconds", "best"), [((50.0, 20.0), 0), ((90.0, 20.0), 1)])
def test_two_marks_have_the_lowest_sum_and_the_second_s_figures(
    networks, monkeypatch, is_shared, of_seconds, best
):
    """The first mark is 60 or 100 long; one of 5 comes third among the starts, so it isn't tried."""
    search = _Search(networks["dense"], networks["conv"], 8, 7)
    firsts = [Edit(MARK, np.array([[40.0, 40.0], [40.0 + length, 40.0]])) for length in (60, 100, 5)]
    seconds = [Edit(MARK, np.array([[40.0, 90.0], [90.0 + number, 90.0]])) for number in (0, 1)]

    def second_after(drawing):
        (*_, drawn) = drawing.strokes
        number = [each.path.tolist() for each in firsts].index(np.asarray(drawn.points).tolist())
        found = Counterfactual((seconds[number],), 8, 1.5 + number, of_seconds[number], is_shared)
        return steps([found])

    seconds, of_seconds = [*seconds, seconds[0]], (*of_seconds, 1.0)
    monkeypatch.setattr(search, "_starts", lambda drawing: steps(firsts))
    monkeypatch.setattr(search, "_refined", lambda drawing, starts: steps(starts))
    monkeypatch.setattr(search, "mark", second_after)
    (found,) = finish(search.two_marks(sketch(7)))
    assert found.edits == (firsts[best], seconds[best])
    assert (found.digit, found.margin, found.is_shared) == (8, 1.5 + best, is_shared)
    assert found.cost == (60, 100)[best] + of_seconds[best]


def steps(found):
    """Return steps with this result."""
    yield
    return found


def line(length: float, row: float = 40.0) -> Edit:
    return Edit(MARK, np.array([[40.0, row], [40.0 + length, row]]))


def test_at_most_eight_cheap_candidates_are_confirmed(networks, monkeypatch):
    search, asked = _Search(networks["dense"], networks["conv"], None, 7), []
    edits = [line(length) for length in range(50, 70)]
    costs = np.array([299.0 - place for place in range(20)])
    holds: set[float] = set()

    def confirm(_: object, edit: Edit, cost: float) -> str | None:
        asked.append((edit.length, cost))
        return "it" if cost in holds else None

    monkeypatch.setattr(search, "_costs", lambda *_: steps((costs, None)))
    monkeypatch.setattr(search, "_confirm", confirm)
    assert finish(search._confirmed(sketch(7), edits, None)) == []
    assert asked == [(69.0 - place, 280.0 + place) for place in range(8)]
    asked.clear()
    holds.add(282.0)
    assert finish(search._confirmed(sketch(7), edits, None)) == ["it"]
    assert [cost for _, cost in asked] == [280.0, 281.0, 282.0]
    asked.clear()
    costs += 20  # so that all cost 300 or more
    finish(search._confirmed(sketch(7), edits, None))
    assert not asked and finish(search._confirmed(sketch(7), [], None)) == []


def test_each_start_is_refined_three_times_by_itself(networks, monkeypatch):
    search, asked = _Search(networks["dense"], networks["conv"], None, 7), []

    def lengths(edits: list[Edit], _: object):
        asked.append(len(edits))
        return steps((np.array([each.length for each in edits]), None))

    def alike(edit: Edit, _: object) -> list[Edit]:
        return [line(edit.length + by, edit.path[0, 1]) for by in (-4, 2, -1)]

    monkeypatch.setattr("model.attribution.counterfactual.varied", alike)
    monkeypatch.setattr(counterfactual, "_images", lambda *_: steps(None))
    monkeypatch.setattr(search, "_costs", lengths)
    found = finish(search._refined(sketch(7), [line(60, 50.0), line(90, 80.0)]))
    assert asked == [8] * 3
    assert [(each.length, each.path[0, 1]) for each in found] == [(48, 50), (78, 80)]
    assert finish(search._refined(sketch(7), [])) == []


@pytest.mark.parametrize(("target", "found", "asked"), [(None, [], 0), (8, [], 1), (8, ["removal"], 0)])
def test_two_marks_are_tried_only_if_one_change_isn_t_enough(networks, monkeypatch, target, found, asked):
    tried = []
    changes = [Counterfactual((line(30),), 8, 1.0, cost, True) for cost in (9.0, 4.0)]
    monkeypatch.setattr(_Search, "removal", lambda *_: steps(changes[: len(found)]))
    monkeypatch.setattr(_Search, "mark", lambda *_: steps([]))
    monkeypatch.setattr(_Search, "two_marks", lambda *_: tried.append(1) or steps([changes[1]]))
    given = find_counterfactuals(networks["dense"], networks["conv"], sketch(7), target)
    assert len(tried) == asked
    assert [each.cost for each in given] == ([4.0] if asked else [9.0, 9.0] if found else [])


def test_without_strokes_there_are_none(networks):
    drawing = sketch(3)._replace(strokes=())
    assert find_counterfactuals(networks["dense"], networks["conv"], drawing) == []


def test_if_nothing_counts_as_a_digit_there_are_none(networks, monkeypatch):
    monkeypatch.setattr("model.novelty.novelty.THRESHOLD", 1e6)
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


def test_an_arc_joins_its_ends_and_bends_by_its_bulge():
    start, end = np.array([60.0, 80.0]), np.array([120.0, 160.0])  # 100 apart
    assert _arc(start, end).tolist() == [[60, 80], [120, 160]]
    for bulge in BULGES:
        path = _arc(start, end, bulge)
        assert path[0] == pytest.approx(start) and path[-1] == pytest.approx(end)
        off = path - (start + end) / 2
        across, along = off @ [0.8, -0.6], off @ [0.6, 0.8]
        assert abs(across[len(path) // 2]) == pytest.approx(100 * abs(bulge))
        assert along == pytest.approx(np.linspace(-50, 50, len(path)))
        # A parabola falls off with the square of the distance from its middle.
        top = across[len(path) // 2]
        assert across == pytest.approx(top * (1 - (along / 50) ** 2), abs=1e-9)
    assert {np.sign(bulge) for bulge in BULGES} == {-1, 1} and sum(BULGES) == 0  # to both sides alike


def test_marks_continue_from_ends_turns_middles_and_quarters():
    straight = anchors_of(sketch_of([[(40, 100), (240, 100)]]))
    assert straight == pytest.approx(np.array([(x, 100) for x in (40, 240, 140, 90, 190)]), abs=2)
    corner, *_ = anchors_of(sketch_of([[(60, 60), (200, 60), (200, 220)]]))[2:]  # after both ends
    assert corner == pytest.approx([200, 60], abs=4)
    anchors = anchors_of(sketch(8))
    apart = np.hypot(*(anchors[:, None] - anchors[None]).transpose(2, 0, 1))
    near, nearer = (anchors_of(sketch_of([[(40, 100), (240, 100)], [(40, 100 + by)]])) for by in (11, 10))
    assert len(near) == len(nearer) + 1 == 6  # further than half a pen's width
    assert len(anchors) <= 12 and (apart[~np.eye(len(anchors), dtype=bool)] > PEN_WIDTH / 2).all()


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


@pytest.mark.parametrize(("apart", "joined"), [(23, 0), (24, 5)])
def test_two_anchors_are_joined_by_a_line_and_four_arcs(apart, joined):
    one, other = np.array([[140.0, 140.0], [140.0, 140.0 + apart]])
    ends = [(edit.path[0], edit.path[-1]) for edit in marks(np.stack([one, other]))]
    assert sum(np.allclose(first, one) and np.allclose(last, other) for first, last in ends) == joined


def test_variations_of_a_mark_are_shorter_or_moved():
    path, moved, shares = np.array([[100.0, 100.0], [160.0, 140.0]]), [], []
    for seed in range(60):
        tried = [edit.path for edit in varied(Edit(MARK, path), np.random.default_rng(seed))]
        assert len(tried) == 16 and all(each.shape == path.shape for each in tried)
        for each in tried[:8]:
            assert np.array_equal(each[0], path[0])
            across, down = (each[1] - each[0]) / (path[1] - path[0])
            assert across == pytest.approx(down)
            shares.append(across)
        moved += [each - path for each in tried[8:]]
    assert 0.6 <= min(shares) < 0.62 and 0.98 < max(shares) <= 1
    assert np.std(moved, axis=0).ravel() == pytest.approx([2, 2, 8, 8], rel=0.15)
    assert np.abs(np.mean(moved, axis=0)).max() < 1.2
    edge = Edit(MARK, np.array([[10.0, 10.0], [270.0, 270.0]]))
    ends = np.array([each.path for each in varied(edge, np.random.default_rng(1))])
    assert ends.min() >= 10 and ends.max() <= 270  # half a pen from the canvas's edge


def _place(edit: Edit, edits: list[Edit]) -> int:
    return [each is edit for each in edits].index(True)


def test_refined_candidates_differ_in_place_or_digit():
    edits = [Edit(MARK, np.array([[x - 15.0, 140.0], [x + 15.0, 140.0]])) for x in (50, 60, 60, 81, 110)]
    digits, costs = np.array([3, 3, 8, 3, 3]), np.array([5.0, 4.0, 9.0, 6.0, 1.0])
    left = _unlike(edits, digits, costs)
    assert [_place(each, edits) for each in left] == [4, 1, 3, 2]  # a pen's width apart, or for another digit
    far = [
        Edit(MARK, np.array([[x, y], [x, y + 25.0]])) for y in (20, 140) for x in (20.0, 100.0, 180.0, 250.0)
    ]
    left = _unlike(far, np.full(8, 3), np.arange(8.0, 0, -1))
    assert [_place(each, far) for each in left] == [7, 6, 5, 4, 3, 2]


def test_the_faster_network_picks_candidates_for_both(networks, monkeypatch):
    """By hand: 40 for each logit that its lead is below 2, plus its length; the best two for each digit."""
    logits = np.zeros((5, 10), np.float32)
    logits[:4, 3], logits[4, 8] = (9, 8, 1, 0), 6
    asked = []
    monkeypatch.setattr(counterfactual, "CANDIDATES", 2)
    monkeypatch.setattr(counterfactual, "_logits", lambda network, _: asked.append(network) or steps(logits))
    images = np.arange(5, dtype=np.float32)[:, None, None] + np.zeros((5, 28, 28), np.float32)
    edits = [Edit(MARK, np.array([[40.0, 40.0], [40.0 + length, 40.0]])) for length in (100, 30, 30, 30, 30)]
    for name, other in (("dense", "conv"), ("conv", "dense")):
        search = _Search(networks[name], networks[other], None, 4)
        assert search.targets.tolist() == [0, 1, 2, 3, 5, 6, 7, 8, 9]
        search.targets = np.array([3, 8])
        seen, of_them = finish(search._worth_seeing(edits, images))
        assert seen == edits[1:] and of_them[:, 0, 0].tolist() == [1, 2, 3, 4]
        assert asked.pop() is networks["dense"]
    assert _Search(networks["dense"], networks["conv"], 7, 4).targets.tolist() == [7]


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
