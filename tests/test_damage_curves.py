"""The curves of damaged test digits: the page shows what the benchmark counts."""

import re
from contextlib import nullcontext
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
import streamlit

from model.attribution import damage_curves
from model.attribution.damage_curves import (
    IMAGES,
    Right,
    count_right,
    counting_steps,
    load_curves,
    save_curves,
)
from model.errors import NetworkError
from model.network import NAMES, forward, load_network
from model.preprocess.damage import DEGREES, damaged_images
from model.preprocess.mnist import load_test_images
from model.steps import finish
from views.draw.breaking import counted as shown
from views.draw.breaking import words
from views.draw.breaking.counted import Count
from views.parts.asking.asking import plain

ASKED = {"dense": ["slid", "turned", "noised"], "conv": ["shrunk"]}  # a degree of each, to save minutes


@pytest.mark.parametrize("name", NAMES)
def test_the_page_shows_what_is_counted_again(name):
    """To two of a thousand, because other machines round sums differently."""
    network, (images, labels) = load_network(name), load_test_images()
    for kind in ASKED[name]:
        degrees = DEGREES[kind]
        place = 2 * len(degrees) // 5
        now = count_right(network, images[:IMAGES], labels[:IMAGES], kind, degrees[place])
        assert np.abs(np.subtract(Count(network, kind).found[place], now)).max() <= 2, kind


@pytest.mark.parametrize(
    ("kind", "degree", "tick", "slider"),
    [
        ("slid", 4, "4 px", "4 pixels to the right"),
        ("shrunk", 40, "40%", "40% smaller"),
        ("turned", 90, "90°", "turned by 90°"),
        ("thinned", 75, "0.75 px", "0.75 pixels taken off every edge"),
        ("thickened", 150, "1.5 px", "1.5 pixels added to every edge"),
        ("noised", 30, "0.3", "noise of about ±0.3 on every pixel"),
    ],
)
def test_a_degree_has_its_own_unit(kind, degree, tick, slider):
    """It's short on the axis and in words beside the slider; at degree 0 nothing changes."""
    assert degree in DEGREES[kind]
    assert words.TICKS.keys() == words.DEGREES.keys() == words.KINDS.keys() == DEGREES.keys()
    assert shown.tick(kind, degree) == tick
    assert shown.in_words(kind, degree) == slider
    assert shown.tick(kind, 0) == re.sub(r"[\d.]+", "0", tick)


@pytest.mark.parametrize("name", NAMES)
def test_every_curve_starts_with_the_same_undamaged_digits(name):
    curves = load_curves(load_network(name))
    assert len({tuple(curves[kind][0]) for kind in DEGREES}) == 1
    assert (curves["slid"][:, 1] == curves["slid"][0, 1]).all()  # because centering undoes a slide


def test_counts_match_single_passes():
    network, (images, labels) = load_network("dense"), load_test_images()
    images, labels = images[:60], labels[:60]
    for kind, degree in (("slid", 6), ("thinned", 150)):
        expected = []
        for is_centered in (False, True):
            all_seen = damaged_images(images.astype(np.float32) / 255, kind, degree, is_centered)
            said = [forward(network, image)["probs"].argmax() if image.any() else None for image in all_seen]
            expected.append(sum(one == label for one, label in zip(said, labels.tolist())))
        for same in (images, images.astype(np.float32) / 255):
            assert count_right(network, same, labels, kind, degree) == Right(*expected)


def test_an_image_without_ink_is_not_read():
    network, blank = load_network("dense"), np.zeros((10, 28, 28), np.uint8)
    assert count_right(network, blank, np.arange(10), "slid", 3) == Right(0, 0)


def test_the_user_s_network_is_counted_degree_by_degree(monkeypatch):
    monkeypatch.setattr(streamlit, "session_state", {})
    images, labels = (each[: shown.OWN_IMAGES] for each in load_test_images())
    shipped = load_network("dense")
    assert Count(shipped, "slid").images == IMAGES
    for kind, name in (("slid", "yours 1"), ("slid", "yours 2"), ("noised", "yours 2")):
        count = Count(replace(shipped, name=name), kind)
        assert count.images == len(images) and not count.is_over
        while len(count.work.so_far or ()) < 2:  # a fast processor counts more in one slice
            count.work.go_on()
        assert set(count.found[len(count.work.so_far) :]) == {None}
        for degree, found in zip(DEGREES[kind][:2], count.found):
            assert found == count_right(shipped, images, labels, kind, degree)


def test_counting_in_steps_gives_the_same_counts():
    network, (images, labels) = load_network("dense"), load_test_images()
    images, labels = images[:30], labels[:30]
    *_, last = steps = list(counting_steps(network, images, labels, "slid"))
    assert [len(each) for each in steps] == sorted(len(each) for each in steps)
    assert max(map(steps.count, set(steps))) <= 4  # two batches each, with and without centering
    expected = tuple(count_right(network, images, labels, "slid", degree) for degree in DEGREES["slid"])
    assert last == expected[:-1] == finish(counting_steps(network, images, labels, "slid"))[:-1]
    assert finish(counting_steps(network, images, labels, "slid")) == expected


def test_only_valid_curves_of_the_same_network_are_loaded(tmp_path):
    network = load_network("dense")
    curves, path = load_curves(network), tmp_path / "dense.damage.npz"
    save_curves(curves, network.fingerprint, path)
    moved = replace(network, directory=tmp_path)
    again = load_curves(moved)
    assert all((again[kind] == curves[kind]).all() for kind in DEGREES)
    for damaged in (
        {kind: counts for kind, counts in curves.items() if kind != "slid"},
        curves | {"slid": curves["slid"][:-1]},
        *(curves | {"slid": curves["slid"] * 0 + count} for count in (IMAGES + 1, -1)),
    ):
        save_curves(damaged, network.fingerprint, path)
        with pytest.raises(NetworkError, match=r"dense\.damage\.npz"):
            load_curves(moved)
    save_curves(curves, "another", path)
    with pytest.raises(NetworkError, match=r"from a different training run than dense\.keras"):
        load_curves(moved)


def test_the_command_writes_the_curves_of_every_shipped_network(monkeypatch):
    made = []
    monkeypatch.setattr(damage_curves, "write_curves", lambda network, *data: made.append((network, *data)))
    damage_curves.main()
    assert [network.fingerprint for network, *_ in made] == [load_network(name).fingerprint for name in NAMES]
    assert all(
        np.array_equal(given, own) for _, *data in made for given, own in zip(data, load_test_images())
    )


@pytest.mark.parametrize(
    ("kind", "ticks"),
    [
        ("slid", range(0, 11, 2)),
        ("shrunk", range(0, 76, 15)),
        ("turned", range(0, 181, 30)),
        ("thinned", range(0, 151, 25)),
        ("thickened", range(0, 201, 25)),
        ("noised", range(0, 51, 10)),
    ],
)
def test_each_line_each_figure_and_each_tick_has_the_right_name(monkeypatch, kind, ticks):
    """At the first degree and at the last."""
    said, lines, network = [], {}, load_network("dense")
    monkeypatch.setattr(streamlit, "session_state", {"breaking_kind": kind})
    page = SimpleNamespace(container=lambda key: nullcontext(), markdown=said.append)
    monkeypatch.setattr(shown, "st", page)
    monkeypatch.setattr(
        shown,
        "curves",
        lambda title, series, _, at, *__, until, mark, **___: lines.update(
            series, mark=mark, until=until, ticks=[degree for degree, _text in at]
        ),
    )
    shares = load_curves(network)[kind] / 1000  # test digits
    for place in (0, -1):
        streamlit.session_state[f"breaking_degree_{kind}"] = DEGREES[kind][place]
        shown._show(Count(network, kind))
        as_it_is, centered = (f"{100 * share:.1f}%" for share in shares[place])
        assert said.pop() == (
            f"With this damage, the network reads **{as_it_is}** of them correctly as they are, and "
            f"**{centered}** if they are centered first."
        )
        assert lines["mark"] == DEGREES[kind][place]
        assert lines["ticks"] == [*ticks] and lines["until"] == max(DEGREES[kind])
        assert lines["as it is"].tolist() == shares[:, 0].tolist()
        assert lines["centered first"].tolist() == shares[:, 1].tolist()


@pytest.mark.parametrize(("known", "is_marked"), [(0, False), (2, False), (3, True), (11, True)])
def test_a_curve_ends_where_counting_has_got_to(monkeypatch, known, is_marked):
    drawn, said, bars = [], [], []
    monkeypatch.setattr(streamlit, "session_state", {"breaking_kind": "slid", "breaking_degree_slid": 2})
    page = SimpleNamespace(
        container=lambda key: nullcontext(),
        markdown=said.append,
        progress=lambda share, text: bars.append((share, plain(text))),
    )
    monkeypatch.setattr(shown, "st", page)
    found = [Right(900 - 10 * degree, 990 - degree) for degree in range(known)] + [None] * (11 - known)
    monkeypatch.setattr(shown, "curves", lambda *given, **more: drawn.append((given, more)))
    shown._show.__wrapped__(SimpleNamespace(kind="slid", found=found, is_over=known == 11, images=1000))
    ((_, series, degrees, ticks, _), more) = drawn[0]
    assert list(degrees) == list(range(known))
    assert series["as it is"].tolist() == [(900 - 10 * degree) / 1000 for degree in range(known)]
    assert series["centered first"].tolist() == [(990 - degree) / 1000 for degree in range(known)]
    assert ticks == [(degree, f"{degree} px") for degree in (0, 2, 4, 6, 8, 10)]
    assert (more["until"], more["mark"], more["as_percent"]) == (10, 2 if is_marked else None, True)
    assert (
        said
        == [
            "With this damage, the network reads **88.0%** of them correctly as they are, and **98.8%** if "
            "they are centered first."
        ]
        * is_marked
    )
    assert bars == [(known / 11, "Damaging 1,000 test digits …")] * (known < 11)
