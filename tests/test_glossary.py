"""Tests that glossary entries are short and plain, and that every linked word has one."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from babel.messages import Catalog

from model import PROJECT
from tests.catalogs import extracted_once, written
from tests.for_each import for_each
from tests.scratch_language import speaks
from views.parts.asking.asking import as_html, ask, explained, marked, plain
from views.parts.asking.glossary import BASIC, GLOSSARY, OF_GLOSSARY, in_order, key_of
from views.parts.language import catalogs
from views.parts.language.language import speaking

SOURCES = sorted(path for kind in ("py", "js") for path in (PROJECT / "views").rglob(f"*.{kind}"))
CALLS = re.compile(r"""(?:words#([a-z-]+)|\bask\(["']([a-z-]+)["'])""")
MUST = """MNIST, neuron, layer, input layer, hidden layer, output, deep, weight, bias, z, activation,
activation function, ReLU, step, sigmoid, tanh, softmax, linear, loss, accuracy, epoch, batch, learning rate,
optimizer, Adam, gradient, overfitting, convolution, filter, feature map, pooling, receptive field, tensor,
confusion matrix, dead neuron, test image, training image, contribution, share, Keras, TensorFlow, pixel,
shape"""


def test_the_field_s_main_words_all_have_entries():
    assert {" ".join(each.split()) for each in MUST.split(",")} <= {each.word for each in GLOSSARY.values()}


@for_each("key", GLOSSARY)
def test_an_entry_is_short_explains_itself_and_is_found_in_every_spelling(key):
    """Its meaning may use the basic words, which need no entry themselves, and its own other names."""
    entry = GLOSSARY[key]
    sentences = re.split(r"(?<=[.?!])\s+(?=[A-Z])", entry.text)
    assert len(sentences) <= 2 and entry.text.endswith(".")
    assert all(len(sentence.split()) <= 30 for sentence in sentences)
    used = {other for other, each in GLOSSARY.items() if each.pattern.search(entry.text)}
    assert used <= {key, *(() if key in BASIC else BASIC)}
    assert key_of(entry.word) == key
    word = {"step": "step function", "error": "error (delta)"}.get(key, entry.word)
    for text in (word, f"{word[0].upper()}{word[1:]}." if len(word) > 1 else word, f"the {word},"):
        assert entry.pattern.search(text), text
    assert not entry.pattern.search(f"x{word}x")


@pytest.mark.parametrize(
    ("key", "texts", "others"),
    [
        ("batch", ["two batches"], ["batching"]),
        ("layer", ["Layers"], ["hidden layers", "Input layer"]),
        ("gradient", ["its gradient"], ["gradient descent"]),
        ("activation", ["activations"], ["activation function"]),
        ("z", ["z = 3", "e^z"], ["Z", "size"]),
        ("fire", ["fires", "fired"], ["fireplace"]),
        ("error", ["its error (delta)", "the (delta)"], ["an error"]),
        ("step", ["step(z) = 1"], ["Step 5 of 10"]),
        ("training-step", ["Step 5 of 10", "after 7 steps"], ["the steps"]),
        ("dead-neuron", ["Dead ReLUs", "dead neurons"], ["deadline"]),
    ],
)
def test_similar_words_are_told_apart(key, texts, others):
    assert [bool(GLOSSARY[key].pattern.search(each)) for each in texts] == [True] * len(texts)
    assert [each for each in others if GLOSSARY[key].pattern.search(each)] == []


def test_the_words_are_in_alphabetical_order():
    words = [each.word.lower() for each in GLOSSARY.values()]
    assert words == sorted(words) and len(words) == len(set(words))


def test_every_linked_word_has_an_entry():
    found = [
        (path.name, one or other) for path in SOURCES for one, other in CALLS.findall(path.read_text("utf-8"))
    ]
    assert len(found) > 50
    assert [each for each in found if each[1] not in GLOSSARY] == []


def test_only_the_first_occurrence_of_each_word_becomes_a_link():
    text = marked("Neurons and neurons in a hidden layer", "neuron", "hidden-layer")
    assert text == "[Neurons](words#neuron) and neurons in a [hidden layer](words#hidden-layer)"
    assert marked("nothing", "neuron") == "nothing"
    assert ask("z") == "[z](words#z)" and ask("neuron", "Neurons") == "[Neurons](words#neuron)"


def test_foreign_words_carry_their_language_and_plain_text_has_no_links():
    text = "Es heißt „[a < b](lang#en)“, <b>"
    assert as_html(text) == 'Es heißt „<span lang="en">a &lt; b</span>“, &lt;b&gt;'
    assert plain(f"{text} [Netz](words#network)") == "Es heißt „a < b“, <b> Netz"


def test_a_widget_s_help_explains_the_words_of_its_label():
    assert explained("Hidden layers") == f"**Hidden layer**: {GLOSSARY['hidden-layer'].text}"
    assert explained("Strength") == ""


# In another language

GERMAN = {
    "weight": "Gewicht / Gewichte / Gewichten / Gewichts",
    "layer": "Schicht / Schichten",
    "hidden layer": "versteckte Schicht / versteckten Schichten",
    "gradient": "Übergang",
    "pooling": "Pooling / Pooling-Schicht",
}


@contextmanager
def in_words(folder: Path, **languages: Mapping[str, str]) -> Iterator[None]:
    """Give the glossary these words in these languages."""
    with speaks(folder, **{name: {"nothing yet": "noch nichts"} for name in languages}):
        for name, words in languages.items():
            said = Catalog(locale=name)
            for word, forms in words.items():
                said.add(word, forms, context=OF_GLOSSARY)
            catalogs.path_of(name).write_bytes(written(said))
        yield


FRENCH = {
    **{"layer": "couche / couches", "hidden layer": "couche cachée / couches cachées"},
    **{"activation": "activation", "activation function": "fonction d’activation", "output": "sortie"},
}
JAPANESE = {"weight": "重み", "ReLU": "ReLU", "layer": "層", "hidden layer": "隠れ層", "output": "出力"}


@pytest.mark.parametrize(
    ("language", "keys", "text"),
    [
        ("en", "weight", "[weights](words#weight)"),
        # every form that the language has, and no longer word
        ("de", "weight", "Mit den [Gewichten](words#weight), des Gewichts"),
        ("de", "weight", "Gewichtung, Übergewicht"),
        ("de", "hidden-layer", "[Versteckte Schicht](words#hidden-layer) 2"),
        # not inside another term
        ("de", "layer", "Versteckte Schicht, letzte [Schicht](words#layer)"),
        ("de", "layer pooling", "[Pooling-Schicht](words#pooling), [Schicht](words#layer)"),
        ("fr", "layer", "Couche cachée, couches cachées, une [couche](words#layer)"),
        ("fr", "activation", "Fonction d’activation, l’[activation](words#activation)"),
        # in scripts without spaces, even right before a letter of another script
        ("ja", "weight", "その[重み](words#weight)は"),
        ("ja", "relu", "[ReLU](words#relu)は、PReLU"),
        ("ja", "layer", "隠れ層とReLU[層](words#layer)"),
        # not as a name in a formula
        ("en", "output", "Its output × weight, an [output](words#output)"),
        ("fr", "output", "Sa sortie × poids, une [sortie](words#output)"),
        ("ja", "output", "出力 × 重み、[出力](words#output)"),
    ],
)
def test_a_word_is_found_as_its_language_writes_it(tmp_path, language, keys, text):
    with in_words(tmp_path, de=GERMAN, fr=FRENCH, ja=JAPANESE), speaking(language):
        assert marked(plain(text), *keys.split()) == text


def test_an_entry_has_its_word_in_the_session_s_language(tmp_path):
    with in_words(tmp_path, de=GERMAN), speaking("de"):
        weight = GLOSSARY["weight"]
        assert (weight.word, weight.title, ask("weight")) == ("Gewicht", "Gewicht", "[Gewicht](words#weight)")
        assert GLOSSARY["hidden-layer"].title == "Versteckte Schicht"


def test_accented_letters_sort_with_their_plain_letters():
    assert sorted(["Zelle", "Übergang", "unten", "Ebene", "epoche"], key=in_order) == [
        *("Ebene", "epoche", "Übergang", "unten", "Zelle")
    ]


def test_translators_get_every_word_and_every_text():
    given = {(each.context, each.id) for each in extracted_once()}
    for entry in GLOSSARY.values():
        assert (OF_GLOSSARY, entry.in_english) in given and (None, entry.meaning) in given
    assert {(None, page) for entry in GLOSSARY.values() for page in entry.pages} <= given
