"""What a neuron reacts to: the test digits that excite it, its mean for each digit, how often it fires."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import lru_cache

import numpy as np

from model.explain.profile import (
    Profile,
    Profiles,
    excitation,
    look_up,
    most_images,
    profile_steps,
    profiled_layers,
)
from model.network import NAMES, Network
from model.network.neuron import Neuron
from model.preprocess.mnist import NUM_CLASSES
from model.reading import Reading
from views.parts.component import mount
from views.parts.language.language import N_, _
from views.parts.looks.encode import png_url
from views.parts.looks.wording import a_digit, figure, of_100, percent
from views.parts.pictures.pictures import Picture
from views.parts.shared import needs_files, shipped_profiles, test_images
from views.session.computing import Work, computed, progress

KEY = "own_profiles"  # in the session's state
SHOWING = N_("Showing your network the test images …")

_component = mount(__file__, "likes")


@needs_files()
def likes(reading: Reading, neuron: Neuron) -> None:
    """Show which test digits excite a neuron most, how often it fires, and how this drawing compares.

    Signs of one's own aren't among MNIST's digits, so their network has no such figures.
    """
    if not reading.network.reads_digits:
        return
    profile = look_up(profiles_of(reading.network), neuron)
    if profile is None:
        _show(neuron, _why_unknown(reading, neuron))
    elif profile.dead:
        _show(
            neuron,
            _(
                "This is a [dead neuron](words#dead-neuron). None of the [test digits](words#test-image) "
                "makes it fire."
            ),
        )
    else:
        often = _how_often(profile, neuron)
        position = _position_of_this_drawing(profile, excitation(neuron, reading.activations))
        labels = test_images()[1]
        best = [
            Picture(
                _test_image_url(i),
                _("MNIST test image {number}, {a_digit}. Reaction strength: {activation}").format(
                    number=i, a_digit=a_digit(int(labels[i])), activation=figure(a)
                ),
                str(labels[i]),
            )
            for i, a in zip(profile.best_images.tolist(), profile.best_excitations.tolist())
        ]
        means = np.maximum(profile.mean_by_digit, 0)
        shares = means / max(float(means.max()), 1e-9)
        bars = [
            {"share": round(float(share), 5), "text": figure(float(mean))}
            for share, mean in zip(shares, profile.mean_by_digit)
        ]
        _show(neuron, f"{_favorite(profile, labels)} {often} {position}", best, bars)


def _why_unknown(reading: Reading, neuron: Neuron) -> str:
    """Return why there's no profile: a pixel has none, and a network of your own doesn't have one yet."""
    network = reading.network
    if network.name in NAMES or neuron.layer not in profiled_layers(network):
        return _("There are no figures on how this neuron reacts to the [test digits](words#test-image).")
    return _(SHOWING)


@lru_cache(maxsize=1000)  # 1 MB; every neuron shows ten, and shared ones are encoded once
def _test_image_url(number: int) -> str:
    images = test_images()[0]
    return png_url(images[number] / 255)


def _show(
    neuron: Neuron, sentence: str, best: Sequence[Picture] = (), bars: Sequence[Mapping[str, object]] = ()
) -> None:
    data = {
        "about": [neuron.layer.name, neuron.index],
        "sentence": sentence,
        "best": [asdict(each) for each in best],
        "bars": list(bars),
    }
    _component(key="likes", data=data)


def _favorite(profile: Profile, labels: np.ndarray) -> str:
    """Describe the digit it reacts to most on average and the one most common among its best images."""
    counts = np.bincount(labels[profile.best_images], minlength=NUM_CLASSES)
    favorite, strongest = int(profile.favorite), int(counts.argmax())
    if counts[favorite] == counts[strongest]:
        strongest = favorite
    count, all = int(counts[strongest]), int(counts.sum())
    if favorite == strongest and count == all:
        return _(
            "On average, it reacts most to {digit}s, and its {all} strongest reactions are all to {digit}s."
        ).format(digit=favorite, all=all)
    return _(
        "On average, it reacts most to {digit}s, and {count} of its {all} strongest reactions are to "
        "{strongest}s."
    ).format(digit=favorite, count=count, all=all, strongest=strongest)


def _position_of_this_drawing(profile: Profile, excitation: float) -> str:
    below = profile.share_below(excitation)
    if below > 0:
        return _("It reacts to this drawing more strongly than to {share} of the test digits.").format(
            share=percent(below)
        )
    if profile.quantiles[0] == excitation:
        return _("It is silent for this drawing, and also for some test digits.")
    return _("It reacts to this drawing more weakly than to any test digit.")


def _how_often(profile: Profile, neuron: Neuron) -> str:
    if profile.always_on and neuron.is_on_map:
        return _("It is always on. Every [test digit](words#test-image) makes it fire everywhere on its map.")
    often = of_100(1, 0) if profile.fires == 1 else percent(float(profile.fires))
    if neuron.layer.is_output:
        return _(
            "Its sum is the largest of the ten for {share} of the [test digits](words#test-image)."
        ).format(share=often)
    return (
        _("It fires somewhere on its map for {share} of the [test digits](words#test-image).")
        if neuron.is_on_map
        else _("It fires for {share} of the [test digits](words#test-image).")
    ).format(share=often)


def profiles_of(network: Network) -> Profiles:
    """Return the profiles of a network's layers; those of shipped networks are shared and never changed.

    The result is empty as long as they're being computed, or if a file is missing, as the page then says.
    """
    if not network.reads_digits:
        return {}
    with needs_files():
        if network.name in NAMES:
            return shipped_profiles(network)
        return _own_profiles(network).found or {}
    return {}


def profiles_on_their_way(network: Network, on_done: Callable[[], None] | None = None) -> None:
    """Compute the profiles of a network of your own, with the progress shown, and rerun the page then.

    Args:
        network: any.
        on_done: called before the page reruns.
    """
    if network.name not in NAMES and network.reads_digits:
        with needs_files():
            progress(_own_profiles(network), _(SHOWING), on_done)


def _own_profiles(network: Network) -> Work:
    images, labels = (each[: most_images(network)] for each in test_images())
    return computed(KEY, (network,), profile_steps, network, images, labels)
