"""Tests that every figure in a sentence is the current value of what it describes."""

import re
from functools import cache

import numpy as np

from model import PROJECT
from model.classes import CODE_LENGTH
from model.network import load_network
from model.network.functions import FUNCTIONS, SELU_ALPHA, SELU_SCALE
from model.preprocess import DIGIT_SIZE
from model.preprocess.mnist import (
    IMAGE_SIZE,
    NUM_CLASSES,
    PIXELS,
    TEST_IMAGES,
    TRAINING_IMAGES,
    load_test_images,
)
from model.processes.keras_process import MEMORY
from model.questions.gains import LEVEL
from model.signs.network import FEWEST_SIGNS, MOST_CHARACTERS, MOST_SIGNS, UNITS
from model.training.choices import LESSONS, TEXTBOOK
from model.training.snapshot import MEASURED
from tests.catalogs import extracted_once
from tests.sources import VIEWS, texts_in
from views.lesson.middles.deep import RACERS
from views.lesson.middles.hands import COUNT, MORE, SEVENTY
from views.lesson.steps.came_true import SURE
from views.lesson.steps.conditions import OF_STEPS, OVERFIT
from views.lesson.steps.steps import STEPS
from views.neuron.words import MODES
from views.parts.asking.asking import plain
from views.parts.language.documents import documents
from views.parts.looks.wording import whole
from views.session.drawing.hands_read import MEASURES, THREE
from views.session.drawing.hands_read import TEN as TEN_DIGITS
from views.session.drawing.received import MOST_IN_NETWORK
from views.session.drawing.samples import samples
from views.tasks.sign_task import FEW
from views.teaching.papers.plans import PLANS
from views.training.charts.charts import NEURONS_SHOWN
from views.training.live.live import DEPTHS
from views.training.live.runs import MOST

SIDE = IMAGE_SIZE
DENSE, CONV = load_network("dense"), load_network("conv")
FIRST, SECOND = (DENSE.layer(name).shape[0] for name in ("hidden1", "hidden2"))
ROWS, COLUMNS, MAPS = CONV.layer("conv1").shape
LEARNING = (PROJECT / "model/learning/augment.py").read_text("utf-8")  # importing it loads TensorFlow
SCALE = float(re.search(r"^SCALE = ([\d.]+) ", LEARNING, re.MULTILINE)[1])
ROTATION = re.search(r"^ROTATION = math\.radians\((\d+)\)$", LEARNING, re.MULTILINE)[1]
WHITE = np.iinfo(load_test_images()[0].dtype).max  # a pixel's largest level in a picture
OF_TENSORFLOW = 220  # MB for its own code
ALL_IMAGES = whole(TRAINING_IMAGES + TEST_IMAGES)
EXAMPLES = whole(RACERS[0].images)
SAVED = int(
    re.search(r"^const MOST = (\d+);", (VIEWS / "session/network_store.js").read_text(), re.MULTILINE)[1]
)

FILES = sorted(
    {
        *VIEWS.rglob("*words.py"),
        *VIEWS.rglob("*words.js"),
        VIEWS / "parts/looks/wording.py",
        *(VIEWS / "lesson/steps" / f"{name}.py" for name in ("facts", "learning_facts")),
        PROJECT / "model/training/choices.py",  # what can go wrong in a training
    }
)
FIGURE = re.compile(r"(?<![\w.,#])\d[\d.,]*\d")  # two digits or more
NUMBER_WORD = re.compile(  # without "one", "two", "ten" and "hundred", which often don't count anything
    r"\b(?:(?:three|four|five|six|seven|eight|nine|twelve|fifteen|twenty)s?"
    r"|eleven|thirteen|fourteen|sixteen|forty|sixty)\b",
    re.IGNORECASE,
)
NO_NAME = re.compile(r"[^a-z_]")  # a text that isn't a name in code
NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "dozen"),
    *("thirteen", "fourteen", "fifteen", "sixteen"),
)
SAID = (  # each with the words around it that say what it measures
    # the image and the digit in it
    *(f"{SIDE}×{SIDE}", f"{SIDE} × {SIDE}"),
    *(f"{SIDE} rows {what}" for what in (f"of {SIDE} numbers", f"and {SIDE} columns")),
    *(f"{PIXELS} {what}" for what in ("numbers", "pixels", "weights")),
    *(f"All {PIXELS}", f"one of {PIXELS}:"),
    *(f"{what} {DIGIT_SIZE} pixels" for what in ("longer side was", "scaled back to")),
    # the networks
    *(f"{what} {FIRST} neurons" for what in ("all", "The")),
    f"have {FIRST} neurons each",
    f"Each hidden layer is {FIRST} numbers long, and the answer is {NUM_CLASSES} numbers long.",
    f"{FIRST} + {SECOND} + {NUM_CLASSES} neurons like this one",
    f"{ROWS}×{COLUMNS}×{MAPS} means {ROWS} rows and {COLUMNS} columns, {MAPS} times",
    f"from {PIXELS} pixels through {UNITS} neurons",
    f"at most {MOST_CHARACTERS} characters each",
    # MNIST
    *(f"{ALL_IMAGES} handwritten digits", f"{ALL_IMAGES} digits"),
    f"learned from {whole(TRAINING_IMAGES + DENSE.card['written_digits'])} pictures of digits",
    f"{whole(TRAINING_IMAGES)} come from",
    f"learn from {whole(TRAINING_IMAGES)} of them and are tested on the other {whole(TEST_IMAGES)}",
    # what is trained
    *(
        f"same {EXAMPLES} images",
        f"{OVERFIT.images} images",
        f"its own {OVERFIT.images}",
        f"in {OVERFIT.epochs} epochs",
    ),
    f"{OVERFIT.images} images, {OVERFIT.epochs} times each",
    f"same number for each of {MEASURED} images",
    f"give or take {ROTATION} degrees",
    f"give or take {SCALE:.0%}",
    f"the {len(samples())} ready-made drawings",
    # whose hand is in it
    *(
        f"{whole(COUNT)} images{what}"
        for what in (", all by adults", " each: by adults", " by both", ", half of")
    ),
    *(f"{whole(MORE)} images{what}" for what in (", all by adults", " by adults")),
    f"{whole(MORE)} by adults",
    f"reads {whole(TEST_IMAGES)} test images",
    f"{whole(COUNT // 2)} images by students did about as much as {whole(MORE - COUNT)} more by adults",
    f"learn from {SEVENTY} digits each",
    f"of {TEN_DIGITS} digits are drawn",
    "95 of 100 cases",
    *("in the USA, about 1990", "L. Bottou, 2019", "NIST Special Database 19 by P. Grother, 1995"),
    # guesses, of which one is right
    *(f"{SURE:.0%} or more", f"under {SURE:.0%}"),
    *("About 100", "About 400", f"{PIXELS + FIRST}", whole(PIXELS * NUM_CLASSES), whole(PIXELS * FIRST)),
    f"{LEVEL:.0%} confidence",
    # how figures are written
    f"a sum of 0 gives {FUNCTIONS['sigmoid'](0.0)}",
    f"a sum of 0 gives {FUNCTIONS['softplus'](0.0):.2f}",
    f"never below −{SELU_SCALE * SELU_ALPHA:.2f}",
    *(f"{SELU_SCALE:.4f} × z", f"{SELU_SCALE * SELU_ALPHA:.4f} × ("),
    *(f"{WHITE} for ink", f"{WHITE} for paper"),
    # a network that is uploaded
    *(f"End with Dense({NUM_CLASSES})", f"Reshape(({SIDE}, {SIDE}, 1))", f"1/{WHITE} or 0"),
    f"{(MEMORY + OF_TENSORFLOW) / 1000} GB of memory",
    # what is a whole, and a quarter of one
    f"picture {360 // 4}° clockwise",
    *("100%", f"out of {NUM_CLASSES} letters and scribbles"),
    # facts about the world
    *("Since 1998", "Frank Rosenblatt described in 1958 (Psychological Review 65)", "© 2026", "CC BY-SA 3.0"),
    *("CC BY 4.0", "licenses/by/4.0", "(SCORM 1.2)", "(2025 draft)", "wrote in the USA, about 1990 to 1992"),
    *("(Grother and Hanaoka, 2016)", "(Yadav and Bottou, 2019)", "Special Databases 3, 7 and 19"),
    *("With 3,000 images, ten trainings", "9 of 10 drawings from one device and 7 of 10"),  # docs/measured.md
)
TIMES, DEAD = {10: "ten", 100: "hundred"}, LESSONS[1]
RACE = NUMBERS[len(RACERS)]
COUNTED = (
    # the digits
    *(f"the other {NUMBERS[NUM_CLASSES - each]}" for each in (1, 2)),
    # the lesson
    *(f"lesson has {NUMBERS[len(STEPS) - 1]} steps", f"{NUMBERS[len(PLANS)]} ways to teach"),
    *(f"{RACE} networks learn", f"all {RACE}", f"its {NUMBERS[OF_STEPS.hidden_layers + 1]} layers"),
    f"All {NUMBERS[OF_STEPS.hidden_layers + 1]}",
    # the tasks
    f"{NUMBERS[FEW]} signs",
    f"{NUMBERS[FEWEST_SIGNS]} to {NUMBERS[MOST_SIGNS]} different signs",
    # whose hand is in it
    *(
        f"{RACE.capitalize()} networks learn",
        f"the {NUMBERS[len(THREE)]} networks",
        f"the {NUMBERS[len(MEASURES)]} measures",
    ),
    *("All three learned", "seven each"),
    f"took {NUMBERS[MORE // COUNT]} times as many images",
    # what there is to choose from, and to see
    f"{NUMBERS[len(MODES)].capitalize()} ways to see why",
    *(f"a {NUMBERS[NEURONS_SHOWN]} neurons", f"The last {NUMBERS[MOST]} runs"),
    *(f"the last {NUMBERS[SAVED]} networks", f"kept {NUMBERS[SAVED]} networks"),
    f"{NUMBERS[len(DEPTHS)]} networks, one",
    f"a {TIMES[round(DEAD.choices.learning_rate / TEXTBOOK.learning_rate)]} times too large",
    # a network that is uploaded
    "one, two or three dimensions",
    # a class
    f"A code has {NUMBERS[CODE_LENGTH]} letters and digits",
    f"Up to {NUMBERS[MOST_IN_NETWORK]} of your neurons can form a network",
    # what doesn't count anything that can change
    *("The four pictures", "Which of the three networks is the fairest"),
)


def unaccounted(figure: re.Pattern[str], said: tuple[str, ...]) -> list[str]:
    """Return every figure in a sentence that isn't in one of these phrases, with the words around it."""
    found = []
    for place, text in all_texts():
        known = [
            range(each.start(), each.end())
            for phrase in said
            for each in re.finditer(re.escape(phrase), text)
        ]
        for each in figure.finditer(text):
            if not any(each.start() in span for span in known):
                around = text[max(0, each.start() - 30) : each.end() + 30]
                found.append(f"{place}: {each[0]} in “{around}”")
    return found


@cache
def all_texts() -> list[tuple[str, str]]:
    """Return (place, text) for every text in files of words and every message in `_`."""
    found = [(str(path.relative_to(PROJECT)), text) for path in FILES for text in texts_in(path)]
    options = [text for page in documents("lesson").values() for text in page.fields.get("guess", ())]
    found += [("a guess", text) for text in options if text.isdigit()]  # which isn't translated
    for each in extracted_once():
        texts = each.id if isinstance(each.id, tuple) else (each.id,)
        found += [(each.locations[0][0], plain(text)) for text in texts if text]
    return [(place, text) for place, text in found if NO_NAME.search(text)]


def test_every_figure_is_accounted_for():
    assert unaccounted(FIGURE, SAID) == []


def test_every_number_word_is_accounted_for():
    assert unaccounted(NUMBER_WORD, COUNTED) == []


def test_every_known_phrase_still_occurs():
    texts = "\n".join(text for _, text in all_texts())
    assert [phrase for phrase in (*SAID, *COUNTED) if phrase not in texts] == []


def test_mnist_has_as_many_images_as_the_sentences_say():
    assert len(load_test_images()[0]) == TEST_IMAGES
