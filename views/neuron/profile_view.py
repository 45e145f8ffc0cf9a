"""What a neuron likes: the test digits that excite it, its mean for each digit, how often it fires."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

import numpy as np
import streamlit as st

from model.explain import UnitExplanation
from model.network import NAMES, Activations, Network
from model.profile import Profile, Profiles, compute_profile, excitation, look_up
from model.wiring import Unit
from views.parts.component import mount
from views.parts.encode import png_url
from views.parts.pictures import Picture
from views.parts.wording import figure, percent
from views.session import state
from views.session.shared import needs_files, shipped_profiles, test_images

_component = mount(__file__, "likes")


@needs_files()
def likes(network: Network, activations: Activations, explanation: UnitExplanation) -> None:
    """Which test digits excite a neuron, how often it fires, and where this drawing stands among them."""
    layer, unit = explanation.layer, explanation.unit
    profile = look_up(profiles_of(network), layer, unit.index)
    if profile is None:
        _show(unit, "There is no record of this neuron over the test digits.")
    elif profile.dead:
        _show(unit, "A dead neuron: none of the test digits made it fire.")
    else:
        often = _how_often(profile, unit)
        stands = _where_this_drawing_stands(profile, excitation(layer, unit.index, activations))
        images, labels = test_images()
        best = [
            Picture(
                png_url(images[i] / 255),
                f"MNIST test image {i}, a {labels[i]}, which excites it by {figure(a)}",
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
        _show(unit, f"{_favorite(profile, labels)} {often} {stands}", best, bars)


def _show(
    unit: Unit, sentence: str, best: Sequence[Picture] = (), bars: Sequence[Mapping[str, object]] = ()
) -> None:
    data = {
        "about": [unit.layer, unit.index],
        "sentence": sentence,
        "best": [asdict(each) for each in best],
        "bars": list(bars),
    }
    _component(key="likes", data=data)


def _favorite(profile: Profile, labels: np.ndarray) -> str:
    """The digit it likes on average and the one it likes in single images, which may be two."""
    strongest = int(np.bincount(labels[profile.best_images]).argmax())
    if strongest == profile.favorite:
        return f"It likes {strongest}s most, on average and in the strongest single images."
    return f"On average it likes {profile.favorite}s most; the strongest single images are {strongest}s."


def _where_this_drawing_stands(profile: Profile, excitation: float) -> str:
    below = profile.share_below(excitation)
    if below > 0:
        return f"This drawing excites it more than {percent(below)} of them do."
    if profile.quantiles[0] == excitation:
        return "This drawing leaves it silent, as some of them do."
    return "None of them excites it less than this drawing."


def _how_often(profile: Profile, unit: Unit) -> str:
    if profile.always_on:
        return "Always on: every test digit makes it fire, and everywhere."
    often = percent(float(profile.fires))
    if unit.layer == "logits":
        return f"It is the largest of the ten for {often} of the test digits."
    return (
        f"It fires for {often} of the test digits{', somewhere on its map' if len(unit.index) == 3 else ''}."
    )


def profiles_of(network: Network) -> Profiles:
    """The profiles of a network's layers: a shipped one's are shared by all sessions and never changed.

    Where they can't be had, the page says why, and there are none.
    """
    with needs_files():
        return shipped_profiles(network) if network.name in NAMES else _own_profiles(network)
    return {}


def _own_profiles(network: Network) -> Profiles:
    name, profiles = state.get("own_profiles", ("", {}))
    if name != network.name:
        images, labels = test_images()
        with st.spinner("Showing your network the test images …"):
            profiles = compute_profile(network, images, labels)
        state.put("own_profiles", (network.name, profiles))
    return profiles
