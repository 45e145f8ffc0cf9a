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
from views.language.language import _, ngettext
from views.lesson.steps.came_true import accuracies, best_racer, is_four, slid_reading
from views.lesson.steps.known import Known
from views.parts.looks.wording import a_digit, figure, in_brackets, percent, percents, whole, with_rest
from views.serving.shared import shipped_history, shipped_profiles


def what_it_says(known: Known) -> str:
    """The answer, or that it is not a digit."""
    if known.probs is None:
        return ""
    digit = int(known.probs.argmax())
    share = percents(known.probs)[digit]
    if not known.is_digit:
        sentence = _("It says: not a digit. If it had to choose, it would say {digit}, with {share}.")
        return sentence.format(digit=digit, share=share)
    sentence = _("It reads {a_digit}, with {share} [certainty](words#certainty).")
    return sentence.format(a_digit=a_digit(digit), share=share)


def what_was_drawn(known: Known) -> str:
    """The answer to the first drawing, and where it is not a 4 what that means."""
    sentence = what_it_says(known)
    if not sentence or is_four(known):
        return sentence
    of_lesson = _("The lesson works with it, too; where a 4 is needed, one is brought.")
    return f"{sentence} {of_lesson}"


def how_many_numbers(known: Known) -> str:
    """Of the image, how many are not 0."""
    if known.image is None:
        return ""
    sentence = _("Your drawing is {count} numbers; {inked} of them are not 0.")
    return sentence.format(count=known.image.size, inked=np.count_nonzero(known.image))


def sum_of_neuron(known: Known) -> str:
    """Its z, and whether it fires."""
    if known.neuron is None or known.reading is None:
        return ""
    z = known.reading.explain(known.neuron).pre_activation
    sentence = _("The sum is z = {z}, above 0.") if z > 0 else _("The sum is z = {z}, not above 0.")
    return sentence.format(z=figure(z))


def crossed_so_far(known: Known) -> str:
    """Which of the two curves has been tried."""
    if "step" in known.events:
        return _("Across 0 on *step*. The other one is left.")
    return _("Across 0 on *ReLU*. The other one is left.") if "relu" in known.events else ""


def step_and_relu(known: Known) -> str:
    """What step and ReLU make of its own z."""
    if known.neuron is None or known.reading is None:
        return ""
    z = known.reading.explain(known.neuron).pre_activation
    return _(
        "Left of 0 the step gives 0, right of it 1, nothing in between. This neuron's own z is {z}: a step "
        "would pass on {step}, its ReLU passes on {relu}."
    ).format(z=figure(z), step=int(z > 0), relu=figure(max(0.0, z)))


def favorite(known: Known) -> str:
    """Which digit excites the neuron most, on average over the test images."""
    profile = None if known.neuron is None else shipped_profiles(known.network).get(known.neuron.layer.name)
    if profile is None:
        return ""
    profile = profile.of(known.neuron.channel.number)
    second = int(np.argsort(profile.mean_by_digit)[-2])
    # Translators: {favorite} and {second} are digits: “7s excite it most, then 9s”.
    sentence = _(
        "Of {images} of [MNIST](words#mnist)'s digits, {favorite}s excite it most, then {second}s. It "
        "fires for {share} of all."
    )
    return sentence.format(
        images=whole(TEST_IMAGES),
        favorite=profile.favorite,
        second=second,
        share=percent(float(profile.fires)),
    )


def what_it_passes_on(known: Known) -> str:
    """Where the way has led or, before, what the neuron sends to the one that it adds most to."""
    if known.neuron is None or known.reading is None:
        return ""
    neuron = known.neuron
    layer = neuron.layer
    if layer.reader and layer.reader.is_output:
        return _(
            "Neuron {number} of the second hidden layer adds up what all 128 neurons of the first send it, "
            "just as those added up [pixels](words#pixel)."
        ).format(number=neuron.index[0])
    effect = known.reading.outgoing(neuron)
    if effect is None:
        return ""
    ((reader, weight, term),) = strongest_outputs(effect, 1)
    a = float(known.reading.activations[layer.activation_layer.name][neuron.index])
    product = f"{figure(a)} × {in_brackets(figure(weight))} = {figure(term)}"
    sentence = _("It passes on {a}. To neuron {number}, that is {product}.")
    return sentence.format(a=figure(a), number=reader.index[0], product=product)


def shares(known: Known) -> str:
    """The two largest shares, the rest, and their sum, to which they add up as they are written."""
    if known.probs is None:
        return ""
    first, second = (int(each) for each in np.argsort(-known.probs, kind="stable")[:2])
    largest, next_one, rest = with_rest(known.probs, first, second)
    if known.is_digit:
        sentence = _("{largest} for {first}, {next} for {second}, {rest} for the other eight: together 100%.")
    else:
        sentence = _(
            "{largest} for {first}, {next} for {second}, {rest} for the other eight: together 100%, though "
            "it is no digit."
        )
    sentence = sentence.format(
        largest=largest,
        first=first,
        next=next_one,
        second=second,
        rest=rest,
    )
    means = _("A share is not the chance of being right. It only says how far one z is ahead of the others.")
    return f"{sentence} {means}"


def closed_top(known: Known) -> str:
    """What came of one more stroke on a 4: both are an outcome, and so is a third."""
    if known.probs is None:
        return ""
    four, nine = (percents(known.probs)[digit] for digit in (4, 9))
    if is_four(known):
        sentence = _(
            "Still a 4, with {as_4}; 9 has {as_9}. In a 9 no bar sticks out beyond the stem. Undo, and "
            "draw your 4 without what sticks out, or take the open one."
        )
    elif known.is_digit and int(known.probs.argmax()) == 9:
        sentence = _(
            "It tipped: 9 has {as_9} now, 4 has {as_4}. On the card, *Strokes* shows which one did it."
        )
    else:
        more = _("9 has {as_9}, 4 has {as_4}. Undo and close it once more, or take the open 4.")
        sentence = f"{what_it_says(known)} {more}"
    return sentence.format(as_4=four, as_9=nine)


def number_off(known: Known) -> int:
    """How many neurons are switched off."""
    return sum(factor == 0 for factor in known.factors.values())


def switched_off(known: Known) -> str:
    """How many are off, and what it says now."""
    if known.probs is None:
        return ""
    number = number_off(known)
    before, now = int(known.probs_before.argmax()), int(known.probs.argmax())
    count = ngettext("{count} neuron is off.", "{count} neurons are off.", number).format(count=whole(number))
    share = percents(known.probs)[now]
    if now == before:
        sentence = _("It still says {digit}, with {share}.").format(digit=now, share=share)
        return f"{count} {sentence}"
    sentence = _("It said {before}, and now it says {digit}, with {share}.").format(
        before=before, digit=now, share=share
    )
    few = fewest_off(known.network, known.reading.unchanged.activations)
    if few is None:
        return f"{count} {sentence}"
    enough = _("In the second [hidden layer](words#hidden-layer) alone, {few} can do it.").format(few=few)
    return f"{count} {sentence} {enough}"


def slid_aside(known: Known) -> str:
    """What it reads of the drawing slid aside, and why the page centers it."""
    if known.reading is None:
        return ""
    there, before = slid_reading(known.reading, known.slid), known.reading.digit
    share = float(shipped_curves(known.reading.network)["slid"][known.slid][0]) / IMAGES
    return _(
        "Slid by {pixels} pixels it reads {a_digit}, with {share}; in the middle {a_digit_before}. Of "
        "{images} [test digits](words#test-image) slid so, it reads {share_of_all}: there, its "
        "[weights](words#weight) have seldom seen ink. So this page centers what you draw."
    ).format(
        pixels=known.slid,
        a_digit=a_digit(there.digit),
        share=percents(there.probs)[there.digit],
        a_digit_before=a_digit(before),
        images=whole(IMAGES),
        share_of_all=percent(share),
    )


def from_noise(known: Known) -> str:
    """Where the shipped training began, and where it has come."""
    points = shipped_history().points
    begin, end = (percent(points[each].test_accuracy) for each in (0, -1))
    first, last = (figure(points[each].test_loss) for each in (0, -1))
    return _(
        "The loss fell from {first} to {last}. Of {images} images that it has never seen, it read {begin} "
        "right at the start, and {end} at the end."
    ).format(first=first, last=last, images=whole(TEST_IMAGES), begin=begin, end=end)


def overfitted(known: Known) -> str:
    """What it gets right of the images it learned from, and of others."""
    snapshot = known.training and known.training.progress.snapshot
    if not snapshot:
        return ""
    own, unseen = accuracies(known)
    images = known.training.choices.images
    lowest = min(point.test_loss for point in snapshot.curve)
    return _(
        "Of its {images} images it gets {right} right, of images it has never seen {share}: it knows its "
        "own by heart. That is [**overfitting**](words#overfitting). On the others, the loss fell to "
        "{lowest}, and is {loss} now."
    ).format(
        images=images,
        right=whole(round(own * images)),
        share=percent(unseen),
        lowest=figure(lowest),
        loss=figure(snapshot.now.test_loss),
    )


def gradients(known: Known) -> str:
    """How large each layer's gradient is, in the training at hand."""
    snapshot = known.training and known.training.progress.snapshot
    if not snapshot:
        return ""
    sizes = [float(size) for size in snapshot.gradient_sizes]
    still = [number for number, size in enumerate(sizes, start=1) if size == 0]
    so = (
        _("So the slope is exactly 0 for no layer, and only the last one learned."),
        _("So the slope is exactly 0 for layer {first}, and only the last one learned."),
        _("So the slope is exactly 0 for layer {first} and layer {second}, and only the last one learned."),
        _(
            "So the slope is exactly 0 for layer {first} and layer {second} and layer {third}, and only "
            "the last one learned."
        ),
    )[len(still)]
    flat = _(
        "A [step](words#step) is flat left and right of 0: move [z](words#z) a little, and nothing changes."
    )
    gets = _(
        "With random neurons below it, it gets {share} of [unseen images](words#test-image) right."
    ).format(share=percent(accuracies(known)[1]))
    return f"{flat} {so.format(**dict(zip(('first', 'second', 'third'), still)))} {gets}"


def weights_as_tensor(known: Known) -> str:
    """The first layer's weights."""
    rows, columns = known.network.weighted[0].kernel.shape
    number = sum(array.size for array in known.network.weights)
    return _(
        "{rows} × {columns} = {product}: a weight for every [pixel](words#pixel) of every neuron. All of "
        "this network's weights and [biases](words#bias) are {number} numbers, and there is nothing else "
        "in it."
    ).format(rows=rows, columns=columns, product=whole(rows * columns), number=whole(number))


def who_won(known: Known) -> str:
    """What each of the trainings side by side gets right."""
    shares = [] if known.race is None else known.race.accuracies
    if None in shares or not shares:
        return _("Not all of them came to their end, so there is nothing to compare.")
    none, one, two = map(percent, shares)
    sentence = _("Of {images} images that they have never seen: none {none}, one {one}, two {two}.").format(
        images=whole(TEST_IMAGES), none=none, one=one, two=two
    )
    best = (
        _("Best here and now: no hidden layer."),
        _("Best here and now: one hidden layer."),
        _("Best here and now: two."),
    )[best_racer(known)]
    why = _(
        "The first hidden layer sees [pixels](words#pixel); a second one puts together what the first has "
        "found. For small digits one does most of it; for photos, networks have dozens."
    )
    return f"{sentence} {best} {why}"
