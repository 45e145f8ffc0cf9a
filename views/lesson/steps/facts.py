"""What the network does, in a sentence a step: what a guess is compared with.

Takes what is known of the session, gives words, some of which can be asked: links into the glossary, see
views/parts/asking/asking.py. Where nothing is drawn, there are none.
"""

from __future__ import annotations

import numpy as np

from model.explain import strongest_outputs
from model.explain.effect import fewest_off
from model.preprocess.mnist import TEST_IMAGES
from views.lesson.steps.known import Known
from views.parts.looks.wording import a_digit, counted, figure, in_brackets, neuron_label, percent, whole
from views.serving.shared import shipped_history, shipped_profiles


def answer(probs: np.ndarray) -> str:
    """The digit with its certainty."""
    return f"{probs.argmax()}, with {percent(float(probs.max()))}"


def what_it_says(known: Known) -> str:
    """The answer, or that it is no digit."""
    if known.probs is None:
        return ""
    if not known.is_digit:
        return f"It says: not a digit. If it had to choose, it would say {answer(known.probs)}."
    digit, share = int(known.probs.argmax()), percent(float(known.probs.max()))
    return f"It reads {a_digit(digit)}, with {share} [certainty](words#certainty)."


def how_many_numbers(known: Known) -> str:
    """Of the image, how many are not 0."""
    if known.image is None:
        return ""
    return f"Your drawing is {known.image.size} numbers; {np.count_nonzero(known.image)} of them are not 0."


def sum_of_neuron(known: Known) -> str:
    """Its z, and whether it fires."""
    if known.neuron is None or known.reading is None:
        return ""
    z = known.reading.explain(known.neuron).pre_activation
    state = "above 0: the neuron [fires](words#fire)." if z > 0 else "not above 0: the neuron stays silent."
    return f"The sum is z = {figure(z)}. That is {state}"


def step_and_relu(known: Known) -> str:
    """What step and ReLU make of its own z."""
    if known.neuron is None or known.reading is None:
        return ""
    z = known.reading.explain(known.neuron).pre_activation
    return (
        f"Left of 0 the step gives 0, right of it 1, nothing in between. This neuron's own z is {figure(z)}: "
        f"a step would pass on {int(z > 0)}, its ReLU passes on {figure(max(0.0, z))}."
    )


def favorite(known: Known) -> str:
    """Which digit excites the neuron most, on average over the test images."""
    profile = None if known.neuron is None else shipped_profiles(known.network).get(known.neuron.layer.name)
    if profile is None:
        return ""
    profile = profile.of(known.neuron.channel.number)
    second = int(np.argsort(profile.mean_by_digit)[-2])
    return (
        f"Of {whole(TEST_IMAGES)} of [MNIST](words#mnist)'s digits, {profile.favorite}s excite it most, then "
        f"{second}s. It fires for {percent(float(profile.fires))} of all."
    )


def what_it_passes_on(known: Known) -> str:
    """Where the way has led or, before, what the neuron sends to the one that it adds most to."""
    if known.neuron is None or known.reading is None:
        return ""
    neuron = known.neuron
    layer = neuron.layer
    if layer.reader and layer.reader.is_output:
        return (
            f"{neuron_label(neuron)} of the second hidden layer adds up what all 128 neurons of the "
            "first send it, just as those added up [pixels](words#pixel)."
        )
    effect = known.reading.outgoing(neuron)
    if effect is None:
        return ""
    ((reader, weight, term),) = strongest_outputs(effect, 1)
    a = float(known.reading.activations[layer.activation_layer.name][neuron.index])
    product = f"{figure(a)} × {in_brackets(figure(weight))} = {figure(term)}"
    return f"It passes on {figure(a)}. To neuron {reader.index[0]}, that is {product}."


def shares(known: Known) -> str:
    """The two largest shares, the rest, and their sum, to which they add up as they are written."""
    if known.probs is None:
        return ""
    first, second = (int(each) for each in np.argsort(-known.probs, kind="stable")[:2])
    largest, next_one = (float(known.probs[each]) for each in (first, second))
    rest = 100 - round(100 * largest, 1) - round(100 * next_one, 1)
    return (
        f"Yours: {percent(largest)} for {first}, {percent(next_one)} for {second}, "
        f"{percent(max(0.0, round(rest, 1) / 100))} for the other eight. Together 100 %, whatever you draw."
    )


def four_or_nine(known: Known) -> str:
    """How it stands between the two."""
    if known.probs is None:
        return ""
    four, nine = (percent(float(known.probs[digit])) for digit in (4, 9))
    return f"{what_it_says(known)} Now: 4 has {four}, 9 has {nine}."


def number_off(known: Known) -> int:
    """How many neurons are switched off."""
    return sum(factor == 0 for factor in known.factors.values())


def switched_off(known: Known) -> str:
    """How many are off, and what it says now."""
    if known.probs is None:
        return ""
    number = number_off(known)
    before, now = int(known.probs_before.argmax()), int(known.probs.argmax())
    count = counted(number, ("{count} neuron is off.", "{count} neurons are off."))
    if now == before:
        return f"{count} It still says {answer(known.probs)}."
    few = fewest_off(known.network, known.reading.unchanged.activations)
    enough = (
        "" if few is None else f" In the second [hidden layer](words#hidden-layer) alone, {few} can do it."
    )
    return f"{count} It said {before}, and now it says {answer(known.probs)}.{enough}"


def from_noise(known: Known) -> str:
    """Where the shipped training began, and where it has come."""
    points = shipped_history().points
    begin, end = (percent(points[each].test_accuracy) for each in (0, -1))
    return (
        f"Of {whole(TEST_IMAGES)} images that it has never seen, it read {begin} right at the start, and "
        f"{end} at the end."
    )


def overfitted(known: Known) -> str:
    """What it gets right of the images it learned from, and of others."""
    snapshot = known.training and known.training.progress.snapshot
    if not snapshot:
        return ""
    now = snapshot.now
    lowest = min(point.test_loss for point in snapshot.curve)
    return (
        f"Of the 300 images it learned from it gets {percent(now.accuracy)} right, of images it has never "
        f"seen {percent(now.test_accuracy)}. On those the loss fell to {figure(lowest)}, and is "
        f"{figure(now.test_loss)} now."
    )


def gradients(known: Known) -> str:
    """How large each layer's gradient is, in the training at hand."""
    snapshot = known.training and known.training.progress.snapshot
    if not snapshot:
        return ""
    sizes = [float(size) for size in snapshot.gradient_sizes]
    still = [f"layer {number}" for number, size in enumerate(sizes, start=1) if size == 0]
    layers = " and ".join(still) or "no layer"
    return (
        f"The slope is exactly 0 for {layers}; only the last one learned. With random neurons "
        f"below it, it gets {percent(snapshot.now.test_accuracy)} of "
        "[unseen images](words#test-image) right."
    )


def weights_as_tensor(known: Known) -> str:
    """The first layer's weights."""
    rows, columns = known.network.weighted[0].kernel.shape
    number = sum(array.size for array in known.network.weights)
    return (
        f"{rows} × {columns} = {whole(rows * columns)}: a weight for every [pixel](words#pixel) of every "
        f"neuron. All of this network's weights and [biases](words#bias) are {whole(number)} numbers, and "
        "there is nothing else in it."
    )


def who_won(known: Known) -> str:
    """What each of the trainings side by side gets right."""
    shares = [] if known.race is None else known.race.accuracies
    if None in shares or not shares:
        return "Not all of them came to their end, so there is nothing to compare."
    none, one, two = map(percent, shares)
    best = ("no hidden layer", "one hidden layer", "two")[shares.index(max(shares))]
    return (
        f"Of {whole(TEST_IMAGES)} images that they have never seen: none {none}, one {one}, two {two}. Best "
        f"here and now: {best}. For small pictures of digits one layer does most of it; for photos, networks "
        "have dozens."
    )
