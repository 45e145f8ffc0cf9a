"""One sentence per step on what the network does, which the guess is compared with.

The functions take what we know about the session and return text with links to the glossary; see
views/parts/asking/asking.py. They return "" if nothing is drawn.
"""

from __future__ import annotations

import numpy as np

from model.explain import strongest_outputs
from model.explain.effect import fewest_off
from model.preprocess.mnist import TEST_IMAGES
from model.reading import Reading
from views.lesson.steps.came_true import LEFT, RIGHT, first_misread, flip, is_four, slid_reading
from views.lesson.steps.known import Known
from views.lesson.steps.ready_made import ready_made_four
from views.parts.language.language import _, ngettext
from views.parts.looks.wording import (
    a_digit,
    figure,
    in_brackets,
    neurons_off,
    percent,
    percents,
    whole,
    with_rest,
)
from views.parts.shared import shipped_profiles

FEWEST_AFTER = 6  # neurons that were switched off in vain


def what_it_says(known: Known) -> str:
    """State the answer, or that the drawing isn't a digit."""
    if known.probs is None:
        return ""
    digit = int(known.probs.argmax())
    share = percents(known.probs)[digit]
    if not known.is_digit:
        sentence = _(
            "The network doesn't read this as a digit. If it had to choose, it would say {digit}, with "
            "{share}."
        )
        return sentence.format(digit=digit, share=share)
    sentence = _("The network reads this as {a_digit}, with a [share](words#share) of {share}.")
    return sentence.format(a_digit=a_digit(digit), share=share)


def fooled_or_not(known: Known) -> str:
    """State the answer, and how the ten neurons came to tell digits from other drawings."""
    sentence = what_it_says(known)
    ten = _(
        "The ten neurons learned to say no to letters and scribbles. A second network, trained only for "
        "this, helps them."
    )
    return sentence and f"{sentence} {ten}"


def what_was_drawn(known: Known) -> str:
    """State the answer to the first drawing and, if it isn't a 4, what that means."""
    sentence = what_it_says(known)
    if not sentence or is_four(known):
        return sentence
    of_lesson = _("The lesson works with this drawing, too. When a step needs a 4, you'll get one.")
    return f"{sentence} {of_lesson}"


def how_many_numbers(known: Known) -> str:
    """State how many of the image's numbers aren't 0."""
    if known.image is None:
        return ""
    sentence = _("Your drawing is {count} numbers, and {inked} of them aren't 0.")
    return sentence.format(count=known.image.size, inked=np.count_nonzero(known.image))


def sum_of_neuron(known: Known) -> str:
    """State the neuron's z and whether it's above 0."""
    if known.neuron is None or known.reading is None:
        return ""
    z = known.reading.explain(known.neuron).pre_activation
    sentence = (
        _("The sum z is {z}, which is above 0.") if z > 0 else _("The sum z is {z}, which isn't above 0.")
    )
    return sentence.format(z=figure(z))


def crossed_so_far(known: Known) -> str:
    """State which of the two curves was tried."""
    if "step" in known.events:
        return _("You've crossed 0 on *step*. Now do the same on *ReLU*.")
    return _("You've crossed 0 on *ReLU*. Now do the same on *step*.") if "relu" in known.events else ""


def step_and_relu(known: Known) -> str:
    """State what step and ReLU make of the neuron's own z."""
    if known.neuron is None or known.reading is None:
        return ""
    z = known.reading.explain(known.neuron).pre_activation
    return _(
        "The step gives 0 to the left of 0 and 1 to the right, with nothing in between. This neuron's own z "
        "is {z}, so a step would pass on {step}. Its ReLU passes on {relu}."
    ).format(z=figure(z), step=int(z > 0), relu=figure(max(0.0, z)))


def favorite(known: Known) -> str:
    """State which digit excites the neuron most, on average over the test images."""
    profile = None if known.neuron is None else shipped_profiles(known.network).get(known.neuron.layer.name)
    if profile is None:
        return ""
    profile = profile.of(known.neuron.channel.number)
    second = int(np.argsort(profile.mean_by_digit)[-2])
    # Translators: {favorite} and {second} are digits: “7s excite it most, then 9s”.
    sentence = _(
        "Among {images} digits from [MNIST](words#mnist), this neuron reacts most to {favorite}s ({most} on "
        "average), then to {second}s ({next}). It fires for {share} of all these digits."
    )
    return sentence.format(
        images=whole(TEST_IMAGES),
        favorite=profile.favorite,
        most=figure(float(profile.mean_by_digit[profile.favorite])),
        second=second,
        next=figure(float(profile.mean_by_digit[second])),
        share=percent(float(profile.fires)),
    )


def what_it_passes_on(known: Known) -> str:
    """State what the neuron sends to the one it adds most to or, on the second layer, where the path led."""
    if known.neuron is None or known.reading is None:
        return ""
    neuron = known.neuron
    layer = neuron.layer
    if layer.reader and layer.reader.is_output:
        return _(
            "Neuron {number} in the second hidden layer adds up what all 128 neurons in the first one send "
            "it. Those neurons added up [pixels](words#pixel) the same way."
        ).format(number=neuron.index[0])
    effect = known.reading.outgoing(neuron)
    if effect is None:
        return ""
    ((reader, weight, term),) = strongest_outputs(effect, 1)
    a = float(known.reading.activations[layer.activation_layer.name][neuron.index])
    product = f"{figure(a)} × {in_brackets(figure(weight))} = {figure(term)}"
    sentence = _("This neuron passes on {a}. Neuron {number} gets {product}.")
    return sentence.format(a=figure(a), number=reader.index[0], product=product)


def shares(known: Known) -> str:
    """State the two largest shares, the rest, and their sum, which is exact in the figures shown."""
    if known.probs is None:
        return ""
    first, second = (int(each) for each in np.argsort(-known.probs, kind="stable")[:2])
    largest, next_one, rest = with_rest(known.probs, first, second)
    if known.is_digit:
        sentence = _(
            "The shares of {first} ({largest}), {second} ({next}) and the other eight ({rest}) add up to "
            "100%."
        )
    else:
        sentence = _(
            "The shares of {first} ({largest}), {second} ({next}) and the other eight ({rest}) add up to "
            "100%, even though this isn't a digit."
        )
    sentence = sentence.format(
        largest=largest,
        first=first,
        next=next_one,
        second=second,
        rest=rest,
    )
    means = _(
        "A share isn't the chance that the answer is right. It only says how one z compares with the other "
        "nine."
    )
    return f"{sentence} {means}"


def closed_top(known: Known) -> str:
    """State what one more stroke made of the 4: a 9, still a 4, or something else."""
    if known.probs is None:
        return ""
    four, nine = (percents(known.probs)[digit] for digit in (4, 9))
    if is_four(known):
        sentence = _(
            "It's still a 4, with {as_4} against {as_9} for 9. A 9 has no bar that sticks out beyond its "
            "stem. Undo and draw your 4 without that part, or use the open 4."
        )
    elif known.is_digit and int(known.probs.argmax()) == 9:
        sentence = _(
            "Now it's a 9, with {as_9} against {as_4} for 4. On the card, *Strokes* shows which stroke did "
            "it."
        )
    else:
        more = _("9 has {as_9}, and 4 has {as_4}. Undo and try closing the top again, or use the open 4.")
        sentence = f"{what_it_says(known)} {more}"
    return sentence.format(as_4=four, as_9=nine)


def number_off(known: Known) -> int:
    """Return how many neurons are switched off."""
    return sum(factor == 0 for factor in known.factors.values())


def switched_off(known: Known) -> str:
    """State how many neurons are off, and the network's answer now."""
    if known.probs is None:
        return ""
    number = number_off(known)
    before, now = int(known.probs_before.argmax()), int(known.probs.argmax())
    count = neurons_off(number)
    share = percents(known.probs)[now]
    if now == before:
        said = [count, _("The answer is still {digit} ({share}).").format(digit=now, share=share)]
        if known.probs.max() < 0.5:
            said.append(_("The largest of the ten [shares](words#share) wins, even if it's small."))
    else:
        changed = _("The answer was {before}. Now it's {digit} ({share}).")
        said = [count, changed.format(before=before, digit=now, share=share)]
    if now != before or len(known.tried) >= FEWEST_AFTER:
        few = fewest_off(known.network, known.reading.unchanged.activations)
        if few:
            least = _("In the second [hidden layer](words#hidden-layer) alone, you need at least {few}.")
            said.append(least.format(few=len(few)))
    return " ".join(said)


def slid_aside(known: Known) -> str:
    """State how far the drawing can slide to each side, and why the page centers drawings."""
    if known.reading is None:
        return ""
    places = [flip(known.reading, side) for side in (RIGHT, LEFT)]
    sentences = [_flipped(known.reading, place) for place in places if place is not None]
    if not sentences:
        stays = _("Even at the slider's end, the network still reads it as {a_digit_before}.")
        sentences = [stays.format(a_digit_before=a_digit(known.reading.digit))]
        four = ready_made_four(known.reading)
        if place := first_misread(four):
            sentences += [_("The ready-made 4 below does change."), _flipped(four, place)]
    elif len(sentences) == 2 and abs(sum(places)):
        sentences.append(_("The smaller number counts."))
    why = _(
        "The ink then meets [weights](words#weight) that learned from another part of a digit, so the sums "
        "go wrong. That's why this page centers what you draw."
    )
    return " ".join([*sentences, why])


def _flipped(reading: Reading, place: int) -> str:
    """State as what a drawing is read at a place, with both shares."""
    sentence = (
        ngettext(
            "After {pixels} pixel to the right, it's read as {a_digit}, with {share} against {before}.",
            "After {pixels} pixels to the right, it's read as {a_digit}, with {share} against {before}.",
            place,
        )
        if place > 0
        else ngettext(
            "After {pixels} pixel to the left, it's read as {a_digit}, with {share} against {before}.",
            "After {pixels} pixels to the left, it's read as {a_digit}, with {share} against {before}.",
            -place,
        )
    )
    there = slid_reading(reading, place)
    shares = percents(there.probs)
    return sentence.format(
        pixels=abs(place),
        a_digit=a_digit(there.digit),
        share=shares[there.digit],
        before=shares[reading.digit],
    )
