"""How a set of drawings was read, in figures that can be checked by hand."""

import gzip
import json

import numpy as np
import pytest

from model.errors import DataError, NetworkError
from model.evaluation import drawings, model_card, recognition
from model.evaluation.drawings import Drawings, place, read_drawings
from model.evaluation.model_card import _no_digits_row, digits_row
from model.evaluation.recognition import REFUSED, Answers, answer, auroc, calibration_error, figures
from model.network import NAMES, forward, load_network
from model.novelty import THRESHOLD, typicality
from model.preprocess.mnist import Mnist, load_test_images

# answer, its probability, whether it's called a digit; the last digit is sure, and refused
READ = [
    (3, 0.95, True),
    (7, 0.6, True),
    (0, 0.995, True),
    (9, 0.995, False),
    (9, 0.5, True),
    (1, 0.999, False),
]
LABELS = np.array([3, 7, 9, 9, 4, 0])  # right, right, wrong and sure, refused, wrong, refused and wrong


def answers() -> Answers:
    probs = np.zeros((len(READ), 10))
    for row, (read, probability, _) in zip(probs, READ):
        row[:] = (1 - probability) / 9
        row[read] = probability
    return Answers(probs, np.array([THRESHOLD + (0 if is_digit else -0.01) for *_, is_digit in READ]))


def test_refused_drawings_count_as_neither_right_nor_wrong():
    found = figures(LABELS, answers())
    assert found.items == 6
    assert found.right == pytest.approx(2 / 6) and found.alone == pytest.approx(3 / 6)
    assert found.refused == pytest.approx(2 / 6)
    assert (found.wrong, found.wrong_and_sure) == (2, 1)
    # Of those shown, 0.95 and 0.995 share one of 15 bins, where over- and underconfidence cancel out.
    assert found.calibration_error == pytest.approx((0.995 - 0.05 + 0.4 + 0.5) / 4)


def test_each_drawing_is_reported_as_the_page_shows_it():
    found = answers()
    assert found.digits.tolist() == [3, 7, 0, 9, 9, 1]
    assert found.shown.tolist() == [3, 7, 0, REFUSED, 9, REFUSED]
    assert found.confidence == pytest.approx([0.95, 0.6, 0.995, 0.995, 0.5, 0.999])
    assert found.sure.tolist() == [False, False, True, True, False, True]
    assert found.only(found.refused).digits.tolist() == [9, 1]


def test_if_all_are_refused_no_error_is_computed():
    found = figures(LABELS, answers()._replace(typicality=np.full(6, THRESHOLD - 1)))
    assert (found.right, found.refused, found.wrong, found.calibration_error) == (0, 1, 0, 0)


def test_the_calibration_error_is_weighted_by_bin_size():
    """Use two bins: below a half, and from there on; the last one includes certainty. In each bin the gap is
    between the mean probability and the share of right answers.
    """
    confidence = np.array([0.1, 0.3, 0.5, 0.7, 1.0])
    right = np.array([True, False, True, False, True])
    below, above = abs(0.4 / 2 - 1 / 2), abs(2.2 / 3 - 2 / 3)
    assert calibration_error(confidence, right, bins=2) == pytest.approx((2 * below + 3 * above) / 5)
    assert calibration_error(np.ones(3), np.ones(3, bool)) == 0
    assert calibration_error(np.ones(3), np.zeros(3, bool)) == 1


def test_auc_counts_ties_as_half():
    rng = np.random.default_rng(2)
    known, unknown = rng.integers(0, 6, 40).astype(float), rng.integers(-2, 4, 30).astype(float)
    pairs = [(1.0 if one > other else 0.5 if one == other else 0.0) for one in known for other in unknown]
    assert auroc(known, unknown) == pytest.approx(np.mean(pairs))
    assert auroc(np.array([1.0, 2.0]), np.array([0.0])) == 1 and auroc(np.zeros(2), np.ones(3)) == 0


def drawings_of(labels: np.ndarray, name: str = "mine") -> Drawings:
    """Return drawings with these labels; their content doesn't matter here."""
    number, texts = len(labels), np.full(len(labels), "")
    return Drawings(name, np.zeros((number, 28, 28), np.float32), labels, texts, texts)


def test_a_line_of_digits_has_its_figures_in_column_order():
    *row, error = digits_row(drawings_of(LABELS), answers())
    assert row == ["mine", "6", "33.33", "50.00", "33.33", "2", "1"]
    assert float(error) == pytest.approx(100 * (0.945 + 0.9) / 4, abs=0.01)


def test_a_line_of_non_digits_counts_the_refused_and_the_sure():
    """It also says how much more typical each set of digits is: of six, four tie with the second."""
    above, alike = (answers()._replace(typicality=np.full(3, THRESHOLD + more)) for more in (1, 0))
    sets = [(drawings_of(LABELS), above), (drawings_of(LABELS), alike)]
    row = _no_digits_row(drawings_of(np.full(6, -1), "scribbles"), answers(), sets)
    assert row == ["scribbles", "6", "33.33", "1", "100.00", "66.67"]


def test_a_batch_is_read_like_single_drawings(monkeypatch):
    monkeypatch.setattr(recognition, "BATCH", 2)
    network, images = load_network("dense"), load_test_images()[0][:5].astype(np.float32) / 255
    found = answer(network, images)
    values = [forward(network, image) for image in images]
    np.testing.assert_allclose(found.probs, [each["probs"] for each in values], atol=1e-5)
    np.testing.assert_allclose(found.typicality, [typicality(network, each) for each in values], atol=1e-2)


def test_a_drawing_is_placed_at_random_in_its_proportions():
    placed = []
    for seed in range(300):
        first, second = place([[(5, 1), (7, 1)], [(6, 2)]], np.random.default_rng(seed))
        right, down = first[1] - first[0], second[0] - first[0]
        assert right[0] == pytest.approx(2 * down[1]) == pytest.approx(2 * down[0]) and right[1] == 0
        placed.append((right[0], *first[0], 280 - first[1][0], 280 - second[0][1]))
    sides, *margins = np.array(placed).T
    assert 112 <= sides.min() < 116 and 220 < sides.max() <= 224
    for each in margins:  # left, above, right and below: at least half a pen
        assert 10 <= each.min() < 16 and each.max() > 120
    for end in ((9, 12), (12, 9)):  # a line has one side only
        (line,) = place([[(9, 9), end]], np.random.default_rng(1))
        assert 112 <= np.ptp(line, axis=0).max() <= 224 and np.ptp(line, axis=0).min() == 0
    (dot,) = place([[(9, 9)]], np.random.default_rng(1))
    assert dot.min() >= 10 and dot.max() <= 270


def test_a_label_that_is_not_a_number_is_not_a_digit(tmp_path):
    stroke, path = [[[0, 0], [10, 30]]], tmp_path / "mine.raw.jsonl"
    lines = [
        {"label": label, "source": f"hand {i}", "strokes": stroke} for i, label in enumerate((7, "3", "A"))
    ]
    path.write_text("\n\n".join(map(json.dumps, lines)))
    found = read_drawings(path, np.random.default_rng(1))
    assert found.name == "mine" and found.labels.tolist() == [7, 3, -1]
    assert found.characters.tolist() == ["7", "3", "A"]
    assert found.sources.tolist() == ["hand 0", "hand 1", "hand 2"]


def test_a_file_may_be_compressed_and_a_bad_one_is_named(tmp_path):
    line = json.dumps({"label": "7", "source": "hand", "strokes": [[[0, 0], [10, 30]]]})
    path = tmp_path / "mine.jsonl.gz"
    path.write_bytes(gzip.compress(line.encode()))
    found = read_drawings(path, np.random.default_rng(1))
    assert (found.name, found.labels.tolist(), found.images.shape) == ("mine", [7], (1, 28, 28))
    assert 0.5 < found.images.max() <= 1
    plain = tmp_path / "mine.jsonl"
    for wrong in ("", "{", '{"label": 7}', '{"label": 7, "source": "a", "strokes": []}'):
        plain.write_text(wrong)
        with pytest.raises(DataError, match=r"mine\.jsonl can't be read as drawings"):
            read_drawings(plain, np.random.default_rng(1))


def test_each_set_has_its_own_seed_and_scribbles_come_last(tmp_path, monkeypatch):
    monkeypatch.setattr(drawings, "SCRIBBLES", 3)
    line = json.dumps({"label": "7", "source": "hand", "strokes": [[[0, 0], [10, 30]]]})
    for name in ("one", "two"):
        (tmp_path / f"{name}.jsonl").write_text(line)
    both = drawings.read_sets([tmp_path / "one.jsonl", tmp_path / "two.jsonl"])
    (alone, scribbles) = drawings.read_sets([tmp_path / "two.jsonl"])
    assert [each.name for each in both] == ["one", "two", "scribbles"]
    for first, second in ((both[1], alone), (both[2], scribbles)):  # whichever other sets are measured
        assert (first.images == second.images).all()
    assert (both[0].images != both[1].images).any()  # placed with another seed
    assert scribbles.labels.tolist() == [-1] * 3 and scribbles.sources.tolist() == ["random"] * 3
    assert scribbles.images.shape == (3, 28, 28) and scribbles.images.any(axis=(1, 2)).all()
    assert (drawings.read_sets([tmp_path / "two.jsonl"], 2)[1].images != scribbles.images).any()


def test_a_scribble_is_a_tangle_a_wave_or_loose_strokes():
    rng, found = np.random.default_rng(3), {}
    for _ in range(300):
        strokes = drawings.random_scribble(rng)
        assert all(stroke.shape[1] == 2 and np.isfinite(stroke).all() for stroke in strokes)
        kind = len(strokes[0]) if len(strokes) == 1 else "loose"
        found.setdefault(kind, []).append(strokes)
    assert set(found) == {"loose", 70, 80, *range(6, 15)}
    shares = [len(found[kind]) for kind in ("loose", 70, 80)]
    assert min(shares) > 45 and sum(len(found[kind]) for kind in range(6, 15)) > 45
    assert {len(strokes) for strokes in found["loose"]} == {4, 5, 6, 7}
    assert {len(stroke) for strokes in found["loose"] for stroke in strokes} == {2, 3, 4}
    for (stroke,) in found[80]:  # waves: smooth, and from one end to the other
        assert np.abs(np.diff(stroke, 2, axis=0)).max() < 0.5 * np.ptp(stroke)


def test_mnist_s_test_digits_are_a_set_too():
    data = Mnist(np.zeros((1, 28, 28)), np.zeros(1, int), np.ones((2, 28, 28)), np.array([4, 9]))
    found = drawings.mnist_test(data)
    assert (found.name, found.labels.tolist()) == ("MNIST test", [4, 9])
    assert found.sources.tolist() == ["mnist"] * 2 and found.characters.tolist() == ["4", "9"]
    assert found.images is data.x_test


def test_both_cards_are_rewritten_with_the_named_sets(tmp_path, monkeypatch):
    written = []
    monkeypatch.setattr(model_card, "load_mnist", lambda: "data")
    monkeypatch.setattr(model_card, "read_sets", lambda paths: [path.name for path in paths])
    monkeypatch.setattr(
        model_card,
        "write_model_card",
        lambda *given: written.append(given) or (given[3] / f"{given[0]}.md").write_text("card"),
    )
    assert model_card.main(["--trained", str(tmp_path)]) is None
    assert model_card.main(["--sets", "a.jsonl", "b.jsonl", "--trained", str(tmp_path)]) is None
    assert [given[:3] for given in written] == [(name, "data", tmp_path) for name in (*NAMES, *NAMES)]
    assert [given[4] for given in written] == [[], [], *[["a.jsonl", "b.jsonl"]] * 2]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["conv.md", "dense.md"]

    def fail(*_: object) -> None:
        raise NetworkError("None there.")

    monkeypatch.setattr(model_card, "write_model_card", fail)
    assert model_card.main(["--trained", str(tmp_path)]) == "None there."


def test_a_card_has_a_table_of_digits_and_one_of_non_digits(monkeypatch):
    sets = [drawings_of(LABELS, "mine"), drawings_of(np.full(6, -1), "others"), drawings_of(LABELS, "theirs")]
    monkeypatch.setattr(model_card, "answer", lambda *_: answers())
    network = load_network("dense")
    card = model_card.model_card(network, sets)
    rows = [line.strip("| ").split(" | ") for line in card.splitlines() if line.startswith("| ")]
    heads = {row[0]: row for row in rows}
    assert heads["digits"][:3] == ["digits", "items", "right, %"]
    assert [row[0] for row in rows if row[0] in ("mine", "others", "theirs")] == ["mine", "theirs", "others"]
    assert heads["no digits"][-2:] == ["AUROC against mine, %", "AUROC against theirs, %"]
    assert len(heads["others"]) == len(heads["no digits"]) and len(heads["mine"]) == len(heads["digits"])
    alone = model_card.model_card(network, sets[:1])
    assert "AUROC" not in alone and "no digits |" not in alone
    for fact in (
        f"fingerprint `{network.fingerprint}`",
        "118,282",
        "novelty_conv.keras",
        f"seed {network.card['seed']}",
    ):
        assert fact in alone
