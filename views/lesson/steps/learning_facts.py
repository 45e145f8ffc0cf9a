"""The sentences of the learning steps on what the network did while it learned."""

from __future__ import annotations

from model.preprocess.mnist import TEST_IMAGES
from views.lesson.steps.came_true import accuracies, best_racer
from views.lesson.steps.known import Known
from views.parts.language.language import _
from views.parts.looks.wording import (
    figure,
    percent,
    whole,
)
from views.parts.shared import shipped_history


def from_noise(known: Known) -> str:
    """State the accuracy at the start and at the end of the shipped training."""
    points = shipped_history().points
    begin, end = (percent(points[each].test_accuracy) for each in (0, -1))
    first, last = (figure(points[each].test_loss) for each in (0, -1))
    fell = _(
        "The loss fell from {first} to {last}. At the start, the network got {begin} of {images} new images "
        "right. At the end, it got {end} right."
    ).format(first=first, last=last, images=whole(TEST_IMAGES), begin=begin, end=end)
    left = _("The network now contains its weights and no pictures, and it doesn't learn while it answers.")
    return f"{fell} {left}"


def overfitted(known: Known) -> str:
    """State the accuracy on the images that the network learned from, and on others."""
    snapshot = known.training and known.training.snapshot
    if not snapshot:
        return ""
    own, unseen = accuracies(known)
    images = known.training.choices.images
    lowest = min(point.test_loss for point in snapshot.points)
    return _(
        "The network gets {right} of its own {images} images right, and {share} of {all} new ones. It knows "
        "its own by heart. This is called [**overfitting**](words#overfitting). On new images, the loss fell "
        "to {lowest} and is now {loss}."
    ).format(
        images=images,
        right=whole(round(own * images)),
        share=percent(unseen),
        all=whole(TEST_IMAGES),
        lowest=figure(lowest),
        loss=figure(snapshot.now.test_loss),
    )


def gradients(known: Known) -> str:
    """State the size of each layer's gradient in this training."""
    snapshot = known.training and known.training.snapshot
    if not snapshot:
        return ""
    sizes = [float(size) for size in snapshot.gradient_sizes]
    still = [number for number, size in enumerate(sizes, start=1) if size == 0]
    so = (
        _("Even so, the slope isn't exactly 0 for any layer here, so all of them learned."),
        _("So the slope is exactly 0 for layer {first}. That layer couldn't learn, but the others did."),
        _("So the slope is exactly 0 for layers {first} and {second}, and only the last layer learned."),
        _("So the slope is exactly 0 for layers {first}, {second} and {third}. None of them could learn."),
    )[len(still)]
    flat = _(
        "A [step](words#step) is flat on both sides of 0. Move [z](words#z) a little, and nothing changes."
    )
    text = f"{flat} {so.format(**dict(zip(('first', 'second', 'third'), still)))}"
    if len(still) != 2:  # else every layer below the last one stayed random
        return text
    gets = _(
        "Although the neurons before it are random, the last layer gets {share} of [unseen "
        "images](words#test-image) right."
    ).format(share=percent(accuracies(known)[1]))
    return f"{text} {gets}"


def weights_as_tensor(known: Known) -> str:
    """State the shape of the first layer's weights."""
    rows, columns = known.network.weighted[0].kernel.shape
    number = sum(array.size for array in known.network.weights)
    return _(
        "{rows} × {columns} = {product}, because each neuron has one weight for each [pixel](words#pixel). "
        "Without the ten neurons for “Not a digit”, there are {number} weights and [biases](words#bias) in "
        "total."
    ).format(rows=rows, columns=columns, product=whole(rows * columns), number=whole(number))


def who_won(known: Known) -> str:
    """State the accuracy of each of the trainings side by side."""
    shares = [] if known.race is None else known.race.accuracies
    if None in shares or not shares:
        return _("Not all three training runs finished, so there's nothing to compare.")
    none, one, two = map(percent, shares)
    sentence = _(
        "Of {images} new images, the network gets {none} right with no hidden layer, {one} with one, and "
        "{two} with two."
    ).format(images=whole(TEST_IMAGES), none=none, one=one, two=two)
    best = (
        _("This time, zero hidden layers did best."),
        _("This time, one hidden layer did best."),
        _("This time, two hidden layers did best."),
    )[best_racer(known)]
    if best_racer(known) < 2:
        close = _("All three start with random [weights](words#weight), so close results can change places.")
        best = f"{best} {close}"
    why = _(
        "The first hidden layer only sees [pixels](words#pixel). A second one combines what the first one "
        "found. In photos, edges form eyes, and eyes form faces. Each layer gets only a little further, so "
        "networks for photos have dozens of layers."
    )
    return f"{sentence} {best} {why}"
