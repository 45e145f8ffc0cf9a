"""The second lesson's steps in which one draws: ten digits, a drawing that changes no weight, and a 1."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import streamlit as st

from model.preprocess.mnist import IMAGE_SIZE, PIXELS, TRAINING_IMAGES
from model.reading import Reading
from model.training.whose import GROUPS
from views.lesson.middles.hands_pictures import examples, people_map, small
from views.lesson.middles.hands_training import let_learn
from views.lesson.steps.hands_facts import NAMED
from views.lesson.steps.hands_found import NETWORKS, OWN, THREE, studio
from views.lesson.steps.set_up import dense
from views.lesson.steps.step import Step
from views.parts.component import mount
from views.parts.language.language import N_, _
from views.parts.looks.encode import png_url
from views.parts.looks.wording import exact, whole
from views.parts.pictures.pictures import Picture
from views.session.drawing.received import number_of, paper_of
from views.training.charts.charts import table

PAPER = 330  # pixels, with its title and buttons
IN_BYTES, MB = 4, 10**6  # of a weight; in a MB
ONES = (N_("How adults wrote a 1"), N_("How students wrote a 1"))
UNKNOWN = "–"

_pad = mount(__file__, "hands_pad")


def _paper(step: Step, prompt: str, number: int | None = 0, **settings: bool) -> None:
    """Show a paper for the step's drawing of that number; `settings` as in hands_pad.js."""

    def take(sent: object) -> None:
        if (found := paper_of(sent)) is not None:
            number, image = found
            shape = (IMAGE_SIZE, IMAGE_SIZE)
            studio().images[step.id, number] = image.reshape(shape).astype(np.float32) / 255
            studio().again = None

    data = {"step": step.id, "prompt": prompt, "number": number} | settings
    _pad(key="hands_pad", height=PAPER, data=data, on_pick=take)


def mine(step: Step) -> None:
    """Show a paper for ten digits, what the networks read in each, and a map of other people."""
    at, digit = studio(), studio().missing
    drawn = [each for each in range(OWN) if (step.id, each) in at.images]

    def take(sent: object) -> None:
        if (place := number_of(sent, len(drawn))) is not None:
            at.again = drawn[place]

    prompt = _("Tap a digit to draw it again") if digit is None else _("Draw a {digit}").format(digit=digit)
    paper, beside = st.columns([1, 2], gap="medium")
    with paper:
        _paper(step, prompt, digit, rests=True)
    with beside:
        again = _("Draw the {digit} again")
        small(
            [
                Picture(png_url(at.images[step.id, each]), again.format(digit=each), str(each))
                for each in drawn
            ],
            "hands_own",
            take,
        )
        st.markdown(_own_table([at.answers((step.id, each)) for each in range(OWN)]))
        people_map(at)
    let_learn(THREE, by_itself=True)


def _own_table(answers: Sequence[Sequence[int] | None]) -> str:
    """Return a table in Markdown of what each network reads in each digit; what is wrong is red."""
    rows = [["", *map(str, range(OWN))], ["---"] * (1 + OWN)]
    for i, name in enumerate(THREE):
        read = ["" if each is None else str(each[i]) for each in answers]
        marked = [each if each in ("", str(n)) else f":red[**{each}**]" for n, each in enumerate(read)]
        rows.append([_(NAMED[name]), *marked])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def inside(step: Step) -> None:
    """Show sizes of images and weights, and a fingerprint of the weights before and after a drawing."""
    network, image = studio().network("adults"), studio().images.get((step.id, 0))
    paper, beside = st.columns([1, 2], gap="medium")
    with paper:
        _paper(step, _("Draw a digit"))
    with beside:
        _sizes()
        before, after = studio().marks or (UNKNOWN, UNKNOWN)
        marks = {_("Fingerprint before"): before}
        marks[_("Fingerprint after your drawing")] = UNKNOWN if image is None else after
        for text, mark in marks.items():
            st.markdown(f"{text}: `{mark}`")
        if network and image is not None:
            text = _("It reads your drawing as {digit}.")
            st.markdown(text.format(digit=Reading(network, image).digit))
    let_learn(["adults"], by_itself=True)


def _sizes() -> None:
    """Show how much space images and weights take up."""
    network = studio().network("adults")
    sizes = [
        (
            _("{count} [training images](words#training-image) of [MNIST](words#mnist)"),
            TRAINING_IMAGES,
            PIXELS,
        ),
        (
            _("{count} [weights](words#weight) and [biases](words#bias) of the Simple network"),
            sum(array.size for array in dense().weights),
            IN_BYTES,
        ),
    ]
    if network:
        weights = sum(array.size for array in network.weights)
        sizes += [
            (_("{count} images that your network learned from"), NETWORKS["adults"].images, PIXELS),
            (_("{count} weights and biases of your network"), weights, IN_BYTES),
        ]
    rows = []
    for text, count, each in sizes:
        size = _("{size} MB").format(size=exact(count * each / MB, 1))
        share = count * each / TRAINING_IMAGES / PIXELS
        rows.append({"name": text.format(count=whole(count)), "cells": [{"text": size, "share": share}]})
    table("hands_sizes", [_("What"), _("Size")], rows)


def missing(step: Step) -> None:
    """Show a 1 to draw like the gray one, what the networks read in it, and how others wrote it."""
    paper, beside = st.columns([1, 2], gap="medium")
    with paper:
        _paper(step, _("Draw a 1 like the gray one."), has_ghost=True)
    with beside:
        answers = studio().answers((step.id, 0)) or [UNKNOWN] * len(THREE)
        for column, name, answer in zip(st.columns(len(THREE)), THREE, answers):
            column.markdown(f"{_(NAMED[name])}\n### {answer}")
        for group, title in zip(GROUPS, ONES):
            st.markdown(f"**{_(title)}**")
            small(examples(group, only=1), f"hands_{group}")
    let_learn(THREE, by_itself=True)
