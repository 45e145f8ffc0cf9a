"""The glossary: the meaning of every technical word on the pages.

An entry's first line has the word, the pages that use it and, if needed, the expressions that find it. Its
meaning follows in at most two sentences, which use no other entry's word except those of `BASIC`. In another
language a word has its own forms, such as "Gewicht / Gewichte / Gewichten".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from views.parts.asking.spellings import BETWEEN, english_pattern, pattern_of
from views.parts.language.catalogs import ENGLISH
from views.parts.language.language import N_, _, cached_by_language, language, pgettext

BASIC = ("bias", "layer", "neuron", "pixel", "weight")
CARD = N_("a neuron's card")  # on any page
OF_GLOSSARY = "a word of the glossary"  # the context of a word, for translators
ENTRIES = r"""
accuracy | Lesson, Training
    How many pictures out of a hundred the network reads correctly.
activation | card | activation(?! function)
    The number that a neuron passes on, called “a” for short.
activation function | Build, Lesson, card, Training
    The rule that turns a neuron's sum into the number that it passes on.
Adam | Training
    A way of moving the weights, each at its own pace. The pace adapts while the network learns.
adversarial example | Break it
    A picture with a change that people hardly notice, but that makes the network give a different answer.
attribution | card
    Working out how much of an answer came from each neuron, pixel or stroke.
average pooling | card
    A layer that takes the mean of a few neighboring numbers at a time. The picture gets smaller, and each of
    its numbers stands for a small area.
backpropagation | Training
    Going back from the answer, layer by layer, to see how much each weight had to do with the mistake. Then
    every weight can move the right way.
batch | Training | batch / batches
    A few pictures that the network sees together before it moves its weights a little.
batch normalization | card, Training
    Keeping a neuron's numbers around 0 while the network learns, with most of them between −1 and 1. After
    training, all that remains is a factor and an added number for each neuron.
bias | Build, Lesson, card, Training, For teachers | bias / biases
    A number that is always added to a sum, whatever the picture looks like. It decides how easily the sum
    rises above 0.
capped ReLU | card
    A rule that passes on a sum as it is, but never less than 0 or more than a ceiling. With a ceiling of 6,
    it is called ReLU6.
center of mass | Draw, Break it | center of mass / centered by mass
    The point where the drawing would balance if you cut its ink out of wood.
confusion matrix | Training | confusion matrix / confusion matrices
    A table that shows how often the network took one digit for another. Each true digit has a row, and each
    answer has a column.
contribution | card
    How much one number adds to a neuron's sum. It is the number times its weight.
convolution | Draw, card, Neurons, Training | convolution / Conv2D
    A layer that slides a small window over a picture and looks for the same pattern everywhere. So it finds a
    stroke anywhere in the picture.
cross-entropy | Training | cross-entropy / cross entropy
    The usual way to measure how wrong an answer is. It is 0 if the right digit has 100%, and it grows as that
    percentage shrinks.
dead neuron | card, Neurons, Training | dead
    A neuron that passes on the same number for every picture, usually 0. It tells us nothing about a picture
    and can hardly learn anymore.
decision boundary | Build | decision boundary / decision boundaries
    The border between pictures with one answer and pictures with another. For a single neuron, it is where
    the sum is 0.
deep | Draw, Lesson, Neurons, For teachers
    A network is called deep if it has two or more layers between the picture and the answer. This is the
    “deep” in “deep learning”.
dense | Training
    A layer is called dense if each of its neurons reads everything that the layer before it passes on.
ELU | card
    A rule that passes on a sum above 0 as it is. It turns a sum below 0 into a negative number, but never one
    below −1.
epoch | Lesson, Training
    One pass through all the pictures that the network learns from.
error | Training | error \(delta\) / \(delta\)
    How much more wrong the answer gets when a neuron's sum grows a little, also called delta. An error above
    0 means that the sum was too large, and one below 0 means that it was too small.
false negative | Build
    Saying no when yes would be right, so the network misses something. An example is a neuron for 7s that
    stays silent for a 7.
false positive | Build
    Saying yes when no would be right, also called a false alarm. An example is a neuron for 7s that reacts to
    a 1.
feature map | Draw, card, Neurons | feature map / (?<=[0-9] )map / (?<=[Ii]ts )map / (?<=whole )map
    A picture that a layer makes. It shows how strongly the layer found one pattern at each place.
filter | Neurons | filter / kernel
    The small square of weights that slides over a picture to find one pattern. It is also called a kernel.
fine-tuning | Training | fine-tuning / fine-tuned / fine-tune
    Letting a trained network go on learning from new pictures. A few are enough, because most of what it has
    learned still helps.
fire | Draw, Build, Lesson, card, Neurons, Training, For teachers | fire / fired / firing
    A neuron fires if its sum is above 0. Otherwise it is silent.
flip | Draw | flip / flips
    The point on the way from one drawing to another where the answer changes.
forgetting | Training | forgetting / forget
    What happens to a network that sees only new pictures. Its weights move to fit those alone, and it loses
    what it had learned before.
GELU | card
    A smooth rule that passes on a large sum almost as it is, and less of a smaller one. Below 0, its curve
    dips a little before it comes back to 0.
gradient | Lesson, Training | (?<!ntegrated )[Gg]radient(?! descent)
    How much more wrong the network gets when a weight grows a little. Learning moves the weight the other
    way, and where the gradient is 0, there is nothing to learn.
gradient descent | Build, Training
    Learning by small moves downhill. Each weight moves in the direction that makes the network less wrong.
hidden layer | Draw, Build, Lesson, card, Neurons, Training, For teachers
    A layer between the picture and the answer. What its neurons look for is learned, not programmed.
input | Lesson, card, Training | input(?! layer)
    A number that a neuron reads. It comes from a pixel or from another neuron.
input layer | Draw, Lesson, Neurons
    What the network reads: here 28 × 28 numbers, one for each pixel.
integrated gradients | card
    A method that turns blank paper into the drawing in small steps, crediting each pixel with what its ink
    adds. Together, the credits equal what the whole drawing adds.
Keras | Training | Keras / \.keras
    A free program that people all over the world use to build and train networks.
layer | Draw, Lesson, card, Neurons, Training | (?<!nput )(?<!idden )[Ll]ayer
    One stage of the network. It computes all its numbers at once, from what the stage before it passes on.
leaky ReLU | card
    The “little below 0” rule. It passes on a sum above 0 as it is, but only a small part of any other.
learning rate | card, Training
    How far the weights move at each step. If it is too small, learning is slow; if it is too large, the
    weights overshoot.
linear | card, Training
    No rule at all. The neuron passes on its sum as it is.
logit | Draw
    The network's sum for one digit, before the ten sums are turned into percentages.
loss | Lesson, Training | loss / losses
    How wrong the network is, as a single number. It is 0 if the network gives every right digit the full
    100%.
margin | Draw, card
    How much larger the sum of one digit is than that of another. The digit with the larger sum wins.
MNIST | Draw, Break it, Lesson, card, Training, For teachers
    70,000 handwritten digits from the United States, each with the right answer. Since 1998, they have been
    the first thing people try with a network that learns.
NaN | Training
    “Not a number” is what a computer writes when numbers have grown larger than it can hold.
neuron | Draw, Build, Break it, Lesson, card, Neurons, Training, For teachers
    A tiny calculator that multiplies each number it reads, adds up the results and passes on one number. A
    network has hundreds of them.
normalization | card, Training
    Shifting and scaling numbers so that their mean is 0 and most of them lie between −1 and 1.
optimizer | Training
    The rule that decides how far each weight moves, and which way.
output | Draw, Build, Lesson, card, Neurons, Training | output(?! ×)
    One of the ten neurons of the last layer. Each stands for a digit, and the one with the largest sum is the
    answer.
overfitting | Lesson, Training
    Learning the examples by heart. The network is perfect on pictures it has seen, but worse on new ones.
parameter | Lesson, Training
    A number in the network that learning can change. All weights and biases are parameters.
pixel | Draw, Build, Break it, Lesson, card, Neurons, Training, For teachers
    One of the small squares that make up a picture. Here it is a number, from 0 for paper to 1 for ink.
pooling | Draw, card, Training | pooling / MaxPooling2D
    A layer that looks at a few neighboring numbers at a time and keeps only the largest. The picture gets
    smaller, and small shifts matter less.
receptive field | card
    The part of the drawing that a neuron can see.
ReLU | Build, Lesson, card, Training, For teachers
    The “nothing below 0” rule. It passes on a sum above 0 as it is, and turns any other into 0.
RMSprop | Training
    A way of moving the weights, each at its own pace. The pace is slower where small changes have recently
    mattered a lot.
saliency | card | saliency map / saliency
    How much each pixel matters to an answer. It is often shown as colors on the drawing.
SELU | card
    A rule that makes a sum above 0 slightly larger, and turns one below 0 into a negative number, never below
    −1.76. It keeps the numbers about the same size from layer to layer.
SGD | Training
    The simplest way of moving the weights. All move at the same pace, each in the direction that helps most
    with the latest pictures.
shape | Draw, Lesson
    How many numbers there are in each direction. For example, 26×26×16 means 26 rows and 26 columns, 16
    times.
share | Draw, Lesson, card, Training, For teachers | (?<![{])[Ss]hare(?! to| of the bell| the)(?!s? out)
    The percentage that the network gives to a digit, often called its probability. The ten shares always add
    up to 100%, even for a scribble.
sigmoid | Build, card, Training
    A rule that squeezes any sum into a number between 0 and 1, along an S-shaped curve.
SiLU | card | SiLU / swish
    A rule, also called swish, that multiplies a sum by a number from 0 to 1, which grows with the sum. Its
    smooth curve dips a little just below 0 and comes close to 0 far below it.
softmax | Lesson, card
    The rule of the last layer, which turns ten sums into ten percentages that add up to 100%. The largest sum
    gets the largest percentage.
softplus | card
    A smooth rule that passes on a sum far above 0 almost as it is. A sum far below 0 becomes almost 0.
step | Build, Lesson, card, Training, For teachers | step function / step(?=\(z\))
    The “all or nothing” rule, also called a step function. It gives 1 if the sum is above 0, and 0 if not.
tanh | card, Training
    A rule that squeezes any sum into a number between −1 and 1, along an S-shaped curve.
tensor | Draw, Lesson
    A row, a table or a stack of tables, all full of numbers. Everything that flows through a network is a
    tensor.
TensorFlow | Training
    A free program from Google that does the arithmetic while a network learns.
test image | Draw, Break it, Lesson, card, Training, For teachers | test image / test digit / unseen image
    A picture that the network never saw while it learned. Such pictures show how well it reads something new.
training image | Lesson, Training
    A picture that the network learns from. The network sees it together with the right answer.
training step | Lesson, Training, For teachers | step(?= [0-9]) / training step / (?<=[0-9] )steps
    One small move of all the weights, made after seeing a few pictures.
weight | Draw, Build, Break it, Lesson, card, Neurons, Training, For teachers
    What a number is multiplied by before it is added to a sum. A weight above 0 pushes the sum up, and one
    below 0 holds it back.
XOR | Build | XOR / exclusive or
    Short for “exclusive or”: one of two things, but not both. A single neuron can't compute it, but a few
    neurons in two layers can.
z | Draw, Build, Lesson, card, Training, For teachers | z / weighted sum
    A neuron's sum, also called the weighted sum. The neuron multiplies every number that it reads by a
    weight, adds up the results, and adds its bias.
"""


@dataclass(frozen=True)
class Entry:
    """One word.

    Attributes:
        in_english: the word.
        pages: the titles of the pages that use it.
        meaning: its meaning, in English.
        spellings: the pattern that finds it in an English text.
    """

    in_english: str
    pages: tuple[str, ...]
    meaning: str
    spellings: re.Pattern[str]

    @property
    def word(self) -> str:
        """The word as listed; this and the properties below are in the session's language."""
        return self._forms[0]

    @property
    def title(self) -> str:
        """The word with a capital letter, for the beginning of a line."""
        return self.word[0].upper() + self.word[1:] if len(self.word) > 1 else self.word

    @property
    def where(self) -> tuple[str, ...]:
        """The titles of the pages that use it."""
        return tuple(map(_, self.pages))

    @property
    def text(self) -> str:
        """Its meaning."""
        return _(self.meaning)

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern that finds it in a text."""
        return self.spellings if language() == ENGLISH else _pattern(self.in_english)

    @property
    def _forms(self) -> list[str]:
        return pgettext(OF_GLOSSARY, self.in_english).split(BETWEEN)


def in_order(word: str) -> tuple[str, str]:
    """Return a sort key that ignores accents and case."""
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(each for each in letters if not unicodedata.combining(each)), word


def key_of(word: str) -> str:
    """Return an entry's key as used in links: "epoch", "hidden-layer"."""
    return word.lower().replace(" ", "-")


def read_entries(entries: str) -> dict[str, Entry]:
    """Return the entries by key."""
    found = {}
    for block in re.split(r"\n(?=\S)", entries.strip()):
        head, _sign, text = block.partition("\n")
        word, where, spellings = (*head.split(" | "), "")[:3]
        pages = tuple(CARD if page == "card" else page for page in where.split(", "))
        found[key_of(word)] = Entry(word, pages, " ".join(text.split()), english_pattern(spellings or word))
    return found


@cached_by_language(maxsize=4096)
def _pattern(word: str) -> re.Pattern[str]:
    """Return the pattern that finds a word in another language, and cache it."""
    forms = {entry.in_english: entry._forms for entry in GLOSSARY.values()}
    return pattern_of(forms[word], [each for other in forms if other != word for each in forms[other]])


GLOSSARY: Mapping[str, Entry] = read_entries(ENTRIES)
"""Every entry by its key."""
