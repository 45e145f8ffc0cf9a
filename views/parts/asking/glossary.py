"""The glossary: what every technical word on the pages means.

Each entry is a line with the word, the pages on which it is seen and, if there are others than its own, the
spellings that count as it; below, what it means, in two sentences at most. A text uses no other entry's word
but those of `BASIC`, which are themselves explained with none. Spellings are regular expressions; a small
first letter may be a capital, and an "s" may follow.

How a word is asked on a page, asking.py knows.

Translators are given each word and each text: tests/catalogs.py reads the entries. In another language a
word has its spellings there, "Gewicht / Gewichte / Gewichten", and these find it in texts as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from views.language.catalogs import ENGLISH
from views.language.language import N_, _, cached_by_language, language, pgettext
from views.parts.asking.spellings import BETWEEN, english_pattern, pattern_of

BASIC = ("bias", "layer", "neuron", "pixel", "weight")
CARD = N_("a neuron's card")  # on whatever page it is
OF_GLOSSARY = "a word of the glossary"  # the context of a word, for translators
ENTRIES = r"""
accuracy | Lesson, Training
    How many pictures out of a hundred the network reads right.
activation | card | activation(?! function)
    The number that a neuron passes on, a for short. At 0 the neuron is silent.
activation function | Build, Lesson, card, Training
    The rule by which a neuron turns its sum into the number that it passes on.
Adam | Training
    A way to move the weights in which each has a pace of its own, which it finds by itself. Mostly it
    learns fastest.
adversarial example | Break it
    A picture changed so little that people hardly see it, and after which the network says something else.
attribution | card
    Sharing out an answer among what it was made of: how much of it each neuron, pixel or stroke has given.
average pooling | card
    A layer that takes the mean of every few neighboring numbers. The picture gets smaller, and each number of
    it speaks for a little area.
batch | Training | batch / batches
    The few pictures that are shown together before the weights are moved once.
batch normalization | card, Training
    While a network learns, the numbers within it are kept around 0 and about as large as 1. Afterwards that
    is a factor and an added number for each neuron.
bias | Build, Lesson, card, Training, For teachers | bias / biases
    A number that is always added to a sum, whatever is read. It decides how easily the sum gets above 0.
blame | Training | blame / blames / blamed
    How much, and which way, a neuron's sum made the mistake larger. Above 0 the sum should have been
    smaller, below 0 larger.
capped ReLU | card
    A rule with a floor and a ceiling: a sum between them is passed on as it is. With a ceiling of 6 it is
    called ReLU6.
center of mass | Draw, Break it | center of mass / centered by mass
    The point on which the drawing would balance if its ink were cut out of wood.
certainty | Draw, Lesson, card | certainty / probability / probabilities
    The share of 100% that the network gives to a digit, also called its probability. The ten shares
    always make 100%, even for a scribble.
confusion matrix | Training | confusion matrix / confusion matrices
    A table of what was taken for what: a row for each true digit, a column for each answer.
contribution | card
    What one number adds to a neuron's sum: the number times its weight.
convolution | Draw, card, Neurons, Training | convolution / Conv2D
    A layer that slides a small window over a picture and looks for the same pattern everywhere. So it
    finds a stroke wherever that lies.
dead neuron | card, Neurons, Training | dead
    A neuron that passes on the same number for every picture, mostly 0. It has nothing to say and can
    hardly learn any more.
deep | Draw, Lesson, Neurons, For teachers
    With two layers or more between the picture and the answer. It is the deep in “deep learning”.
dense | Training
    A layer is called dense if each of its neurons reads all that the layer before passes on.
ELU | card
    A rule that passes on a sum above 0 as it is, and bends one below 0 towards a small negative number, along
    a curve.
epoch | Lesson, Training
    Once through all the pictures that the network learns from.
feature map | Draw, card, Neurons | feature map / map
    A picture that a layer makes: how strongly one pattern was found at each place.
filter | Neurons | filter / kernel
    The small square of weights that is slid over a picture to find one pattern. It is also called a
    kernel.
fine-tuning | Training | fine-tuning / fine-tuned / fine-tune
    Going on with a network that has learned already, on new pictures. Few are enough, since it knows most
    of what it needs.
fire | Draw, Build, Lesson, card, Neurons, Training, For teachers | fire / fired / firing
    A neuron fires if it passes on a number above 0. Else it is silent.
flip | Draw | flip / flips
    The place between two drawings at which the answer becomes another one.
forgetting | Training | forgetting / forget
    What happens to a network that is shown nothing but new pictures: its weights move for those alone,
    and what it knew before is lost.
GELU | card
    A rule that passes on a large sum nearly as it is and holds back the others, without a corner. Below 0 it
    dips a little before it comes to 0.
gradient | Lesson, Training | (?<!ntegrated )[Gg]radient(?! descent)
    Which way, and how strongly, each weight should move so that the network makes fewer mistakes. Where
    it is 0, nothing is learned.
gradient descent | Build, Training
    Learning by small moves downhill: each weight goes the way that makes the mistakes fewer.
hidden layer | Draw, Build, Lesson, card, Neurons, Training, For teachers
    A layer between the picture and the answer. Its neurons find out for themselves what to look for.
input | Lesson, card, Training | input(?! layer)
    A number that a neuron reads: that of a pixel, or what another neuron passes on.
input layer | Draw, Lesson, Neurons
    What the network reads: here 28 × 28 numbers, one for each pixel.
integrated gradients | card
    Blank paper is turned into the drawing in small steps, and each pixel gets what its own ink adds at every
    one of them. What all pixels get is what the whole drawing has added.
Keras | Training | Keras / \.keras
    A free program with which people all over the world build networks and have them learn.
layer | Draw, Lesson, card, Neurons, Training | (?<!nput )(?<!idden )[Ll]ayer
    One stage of the network: all that it computes, it computes at once, from what the stage before it
    has passed on.
lead | Draw, card | lead / margin
    By how much the sum of one digit is above that of another, also called the margin. The larger sum wins.
leaky ReLU | card
    The rule “little below 0”: a sum above 0 is passed on as it is, of any other only a small part.
learning rate | card, Training
    How far the weights are moved each time. Too little is slow, too much overshoots.
linear | card, Training
    No rule at all: the neuron passes on its sum as it is.
logit | Draw
    The sum that the network has for one digit, before the ten sums are turned into shares of 100%.
loss | Lesson, Training | loss / losses
    How wrong the network is, in one number. It is 0 if every answer is right and sure.
MNIST | Draw, Break it, Lesson, card, Training, For teachers
    70,000 digits written by hand, each with the right answer beside it, made in the United States. Since
    1998 they have been what people try first with a network that learns.
NaN | Training
    “Not a number”: what a computer writes when numbers have grown beyond what it can hold.
neuron | Draw, Build, Break it, Lesson, card, Neurons, Training, For teachers
    A tiny calculator: it multiplies every number that it reads, adds all up, and passes on one number. A
    network consists of hundreds.
normalization | card, Training
    Moving and stretching numbers so that they lie around 0 and are about as large as 1.
optimizer | Training
    The rule that says how far each weight is moved, and which way.
output | Draw, Build, Lesson, card, Neurons, Training | output(?! ×)
    One of the ten neurons of the last layer, a digit each. The strongest is the answer.
overfitting | Lesson, Training
    Learning the examples by heart: perfect on pictures it has seen, worse on new ones.
pixel | Draw, Build, Break it, Lesson, card, Neurons, Training, For teachers
    One of the small squares that a picture consists of. Here it is a number, from 0 for paper to 1 for
    ink.
pooling | Draw, card, Training | pooling / MaxPooling2D
    A layer that keeps only the largest of every few neighboring numbers. The picture gets smaller, and
    small shifts no longer matter.
receptive field | card
    The part of the drawing that a neuron can see.
ReLU | Build, Lesson, card, Training, For teachers
    The rule “nothing below 0”: a sum above 0 is passed on as it is, any other becomes 0.
RMSprop | Training
    A way to move the weights in which each has a pace of its own: slower where it was moved far of late.
SELU | card
    A rule that passes on a sum above 0 a little enlarged, and bends one below 0 along a curve. It keeps
    numbers about as large from layer to layer.
SGD | Training
    The plainest way to move the weights: all at the same pace, each the way that helps most with the
    pictures just shown.
shape | Draw, Lesson
    How many numbers lie in each direction. 26×26×16 is 26 rows and 26 columns, 16 times.
sigmoid | Build, card, Training
    A rule that squeezes any sum into a number from 0 to 1, along an S.
SiLU | card | SiLU / swish
    A rule that multiplies a sum by its own place between 0 and 1 on an S, also called swish. Below 0 it dips
    a little before it comes to 0.
softmax | Lesson, card
    The rule of the last layer: it makes ten sums into ten shares of 100%. The largest sum gets the
    largest share.
softplus | card
    A rule without a corner: far above 0 a sum is passed on as it is, and far below it comes to 0.
step | Build, Lesson, card, Training | step function / step(?=\(z\))
    The rule “all or nothing”, also called a step function: 1 if the sum is above 0, else 0.
tanh | card, Training
    A rule that squeezes any sum into a number from −1 to 1, along an S.
tensor | Draw, Lesson
    A box of numbers: a row, a table, or tables behind each other. All that flows through a network is
    such boxes.
TensorFlow | Training
    A free program, made by Google, that does the arithmetic while a network learns.
test image | Draw, Break it, Lesson, card, Training, For teachers | test image / test digit / unseen image
    A picture that was kept back while the network learned. Such pictures show whether it can read what
    is new to it.
training image | Lesson, Training
    A picture that the network learns from, shown to it with the right answer.
training step | Lesson, Training | step(?= [0-9]) / step of the training / training step / (?<=[0-9] )steps
    One small move of all the weights, after a few pictures.
weight | Draw, Build, Break it, Lesson, card, Neurons, Training, For teachers
    What a number is multiplied by before it is added up. Above 0 it speaks for something, below 0
    against it.
z | Draw, Build, Lesson, card, Training, For teachers | z / weighted sum
    A neuron's sum: every number that it reads times its weight, all added up, and its bias. It is also
    called the weighted sum.
"""


@dataclass(frozen=True)
class Entry:
    """One word.

    Attributes:
        in_english: the word.
        pages: on which it is seen, by their titles.
        meaning: what it means.
        spellings: what finds it in an English text.
    """

    in_english: str
    pages: tuple[str, ...]
    meaning: str
    spellings: re.Pattern[str]

    @property
    def word(self) -> str:
        """As it is listed, in the session's language as everything below."""
        return self._forms[0]

    @property
    def title(self) -> str:
        """The word as it stands at the beginning of a line."""
        return self.word[0].upper() + self.word[1:] if len(self.word) > 1 else self.word

    @property
    def where(self) -> tuple[str, ...]:
        """The pages on which it is seen, by their titles."""
        return tuple(map(_, self.pages))

    @property
    def text(self) -> str:
        """What it means."""
        return _(self.meaning)

    @property
    def pattern(self) -> re.Pattern[str]:
        """What finds it in a text."""
        return self.spellings if language() == ENGLISH else _pattern(self.in_english)

    @property
    def _forms(self) -> list[str]:
        return pgettext(OF_GLOSSARY, self.in_english).split(BETWEEN)


def in_order(word: str) -> tuple[str, str]:
    """By which words are sorted: letters with accents as those without, and a small one as a large one."""
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(each for each in letters if not unicodedata.combining(each)), word


def key_of(word: str) -> str:
    """Of an entry, as links have it: "epoch", "hidden-layer"."""
    return word.lower().replace(" ", "-")


def read_entries(entries: str) -> dict[str, Entry]:
    """Each by its key."""
    found = {}
    for block in re.split(r"\n(?=\S)", entries.strip()):
        head, _sign, text = block.partition("\n")
        word, where, spellings = (*head.split(" | "), "")[:3]
        pages = tuple(CARD if page == "card" else page for page in where.split(", "))
        found[key_of(word)] = Entry(word, pages, " ".join(text.split()), english_pattern(spellings or word))
    return found


@cached_by_language(maxsize=32)
def _all_forms() -> Mapping[str, list[str]]:
    """Those of each word in another language, by the English one."""
    return {entry.in_english: entry._forms for entry in GLOSSARY.values()}


@cached_by_language(maxsize=4096)
def _pattern(word: str) -> re.Pattern[str]:
    """What finds it in another language; made when it is first looked for."""
    forms = _all_forms()
    return pattern_of(forms[word], [each for other in forms if other != word for each in forms[other]])


GLOSSARY: Mapping[str, Entry] = read_entries(ENTRIES)
"""Every entry by its key."""
