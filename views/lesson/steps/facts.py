"""What the network does, in a sentence a step: what a guess is compared with.

Takes what is known of the session, gives words, some of which can be asked: links into the glossary, see
views/parts/asking/asking.py. Where nothing is drawn, there are none.
"""

from __future__ import annotations

import numpy as np

from model.attribution.damage_curves import IMAGES
from model.explain import strongest_outputs
from model.explain.effect import fewest_off
from model.preprocess.mnist import TEST_IMAGES
from views.breaking.counted import shipped_curves
from views.lesson.steps.came_true import accuracies, best_racer, is_four, slid_reading
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


def what_was_drawn(known: Known) -> str:
    """The answer to the first drawing, and where it is not a 4 what that means."""
    said = what_it_says(known)
    if not said or is_four(known):
        return said
    return f"{said} The lesson works with it, too; where a 4 is needed, one is brought."


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
    return f"The sum is z = {figure(z)}, {'above' if z > 0 else 'not above'} 0."


def crossed_so_far(known: Known) -> str:
    """Which of the two curves has been tried."""
    done = [name for event, name in (("step", "*step*"), ("relu", "*ReLU*")) if event in known.events]
    return f"Across 0 on {done[0]}. The other one is left." if done else ""


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
    though = "" if known.is_digit else ", though it is no digit"
    return (
        f"{percent(largest)} for {first}, {percent(next_one)} for {second}, "
        f"{percent(max(0.0, round(rest, 1) / 100))} for the other eight: together 100%{though}. "
        "A share is not the chance of being right. It only says how far one z is ahead of the others."
    )


def closed_top(known: Known) -> str:
    """What came of one more stroke on a 4: both are an outcome, and so is a third."""
    if known.probs is None:
        return ""
    four, nine = (percent(float(known.probs[digit])) for digit in (4, 9))
    if is_four(known):
        return (
            f"Still a 4, with {four}; 9 has {nine}. In a 9 no bar sticks out beyond the stem. Undo, and draw "
            "your 4 without what sticks out, or take the open one."
        )
    if known.is_digit and int(known.probs.argmax()) == 9:
        return f"It tipped: 9 has {nine} now, 4 has {four}. On the card, *Strokes* shows which one did it."
    return (
        f"{what_it_says(known)} 9 has {nine}, 4 has {four}. Undo and close it once more, or take the open 4."
    )


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


def slid_aside(known: Known) -> str:
    """What it reads of the drawing slid aside, and why the page centers it."""
    if known.reading is None:
        return ""
    there, before = slid_reading(known.reading, known.slid), known.reading.digit
    share = float(shipped_curves(known.reading.network)["slid"][known.slid][0]) / IMAGES
    return (
        f"Slid by {known.slid} pixels it reads {a_digit(there.digit)}, with {percent(there.probs.max())}; in "
        f"the middle {a_digit(before)}. Of {whole(IMAGES)} [test digits](words#test-image) slid so, it reads "
        f"{percent(share)}: there, its [weights](words#weight) have seldom seen ink. So this page centers "
        "what you draw."
    )


def from_noise(known: Known) -> str:
    """Where the shipped training began, and where it has come."""
    points = shipped_history().points
    begin, end = (percent(points[each].test_accuracy) for each in (0, -1))
    first, last = (figure(points[each].test_loss) for each in (0, -1))
    return (
        f"The loss fell from {first} to {last}. Of {whole(TEST_IMAGES)} images that it has never seen, it "
        f"read {begin} right at the start, and {end} at the end."
    )


def overfitted(known: Known) -> str:
    """What it gets right of the images it learned from, and of others."""
    snapshot = known.training and known.training.progress.snapshot
    if not snapshot:
        return ""
    own, unseen = accuracies(known)
    images = known.training.choices.images
    lowest = min(point.test_loss for point in snapshot.curve)
    return (
        f"Of its {images} images it gets {whole(round(own * images))} right, of images it has never seen "
        f"{percent(unseen)}: it knows its own by heart. That is [**overfitting**](words#overfitting). On the "
        f"others, the loss fell to {figure(lowest)}, and is {figure(snapshot.now.test_loss)} now."
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
        "A [step](words#step) is flat left and right of 0: move [z](words#z) a little, and nothing changes. "
        f"So the slope is exactly 0 for {layers}, and only the last one learned. With random neurons below "
        f"it, it gets {percent(accuracies(known)[1])} of [unseen images](words#test-image) right."
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
    best = ("no hidden layer", "one hidden layer", "two")[best_racer(known)]
    return (
        f"Of {whole(TEST_IMAGES)} images that they have never seen: none {none}, one {one}, two {two}. Best "
        f"here and now: {best}. The first hidden layer sees [pixels](words#pixel); a second one puts "
        "together what the first has found. For small digits one does most of it; for photos, networks have "
        "dozens."
    )
