"""Sentences of model/ and other processes are English in a script, and on a page in its language."""

import ast
import pickle
import re

import pytest

from model import PROJECT
from model.errors import NetworkError
from model.learning.uploads.config import check_config, read_config
from model.network.layer import quoted
from model.network.message import decode, encode
from model.network.refusals import cant_show
from model.sentence import MOST, Sentence, read_sentence
from tests import catalogs as workshop
from tests.scratch_language import speaks
from views.parts.language.language import speaking
from views.parts.looks.translated import translated

MOST_WORDS = 25  # docs/style.md
CANT_SHOW = "This network contains {layer}, which we can't show here, so {instead}."
GERMAN = {
    CANT_SHOW: "Dieses Netz enthält {layer}, das hier nicht gezeigt werden kann: {instead}.",
    "use Conv2D instead": "nimm Conv2D",
    "{count} pixels here": "hier {count} Pixel",
}


@pytest.fixture
def german(tmp_path):
    with speaks(tmp_path, de=GERMAN), speaking("de"):
        yield


def test_an_error_is_an_english_sentence_without_a_language(german):
    assert str(cant_show("Conv1D")) == (
        "This network contains `Conv1D`, which we can't show here, so use Conv2D instead."
    )


def test_a_page_translates_it_and_each_of_its_parts(german):
    said = "Dieses Netz enthält `Conv1D`, das hier nicht gezeigt werden kann: nimm Conv2D."
    assert translated(cant_show("Conv1D")) == said
    assert translated(Sentence("{count} pixels here", count=60000)) == "hier 60.000 Pixel"
    with speaking("en"):
        assert translated(Sentence("{count} pixels here", count=60000)) == "60,000 pixels here"


def test_unforeseen_errors_are_shown_unchanged(german):
    assert translated("OSError: no more processes") == "OSError: no more processes"


def pickled(sentence: Sentence) -> Sentence:
    return pickle.loads(pickle.dumps(sentence))


def in_a_message(sentence: Sentence) -> Sentence:
    return read_sentence(decode(encode(sentence.content)))


@pytest.mark.parametrize("sent", [pickled, in_a_message])
def test_it_comes_from_another_process_with_its_parts(sent, german):
    sentence = cant_show("Conv1D").sentence
    read = sent(sentence)
    assert read == sentence and translated(read) == translated(sentence) != sentence


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"problem": 7},
        {"problem": "x" * (MOST + 1)},
        {"problem": "{a}", "parts": ["a"]},
        {"problem": "{a}", "parts": {"a": 1.5}},
        {"problem": "{a}", "parts": {"a": "x" * (MOST + 1)}},
        {"problem": "{a}", "parts": {"a": {"problem": "{a}", "parts": {"a": {"problem": "Deep."}}}}},
    ],
)
def test_other_data_is_not_read_as_a_sentence(content):
    with pytest.raises(ValueError):
        read_sentence(content)


@pytest.mark.parametrize("name", ["{layer.__class__}", "{0}", "{layer:9999999}", "{instead}", "%s"])
def test_a_name_from_a_file_is_not_a_format(name):
    assert str(cant_show(name)).startswith(f"This network contains `{name}`, which")
    assert str(Sentence(name, layer="x")) == name


def test_a_file_s_own_words_appear_in_the_sentence():
    assert isinstance(quoted(""), Sentence) and quoted("a") == "`a`"
    with pytest.raises(NetworkError) as raised:
        check_config(read_config(b"\x89HDF\r\n\x1a\n"))
    assert raised.value.sentence.message.startswith("This is an `.h5` file")


def test_sentences_are_not_assembled_before_translation(capsys):
    """Of an f-string, translators would get a piece or nothing."""
    workshop.extracted()
    assert capsys.readouterr().err == ""


def in_f_strings(code: str) -> list[str]:
    """Return the translated texts inside an f-string, where Babel doesn't look before Python 3.12."""
    strings = [each for each in ast.walk(ast.parse(code)) if isinstance(each, ast.JoinedStr)]
    calls = [call for each in strings for call in ast.walk(each) if isinstance(call, ast.Call)]
    said = [each for each in calls if getattr(each.func, "id", "") in workshop.KEYWORDS]
    return [ast.unparse(each) for each in said if any(isinstance(arg, ast.Constant) for arg in each.args)]


def test_no_sentence_is_inside_an_f_string():
    for folder in workshop.FOLDERS:
        for path in sorted((PROJECT / folder).rglob("*.py")):
            assert in_f_strings(path.read_text("utf-8")) == [], path


def test_a_sentence_inside_an_f_string_is_detected():
    assert in_f_strings("""x = f"{sentence} {_('It is so.')} {a_word(_)}" + _("Fine.")""") == [
        "_('It is so.')"
    ]


def sentences_unmarked(code: str) -> list[str]:
    """Return errors and sentences whose message isn't a text, the name of one, or a call."""
    calls = [each for each in ast.walk(ast.parse(code)) if isinstance(each, ast.Call)]
    said = [each for each in calls if getattr(each.func, "id", "") in workshop.OF_MODEL and each.args]
    named = (ast.Constant, ast.Name, ast.Attribute, ast.Subscript, ast.Call, ast.IfExp)
    return [ast.unparse(each) for each in said if not isinstance(each.args[0], named)]


def test_translators_tools_find_what_model_says():
    for path in sorted((PROJECT / "model").rglob("*.py")):
        if "evaluation" not in path.parts:
            assert sentences_unmarked(path.read_text("utf-8")) == [], path


@pytest.mark.parametrize("message", ['f"{a} is wrong."', '"It is " + a', '"It is {}".format(a) + b'])
def test_a_sentence_hidden_from_translators_is_detected(message):
    assert sentences_unmarked(f"raise NetworkError({message})")


def texts_to_say() -> list[str]:
    """Return every English text of the app, without the targets of its links."""
    texts = [
        text for each in workshop.extracted_once() for text in (each.id if each.pluralizable else (each.id,))
    ]
    return [re.sub(r"\]\([^)]*\)", "]", text) for text in texts]


def test_no_sentence_is_longer_than_25_words():
    sentences = [each for text in texts_to_say() for each in re.split(r"(?<=[.!?])\s|\n", text)]
    assert len(sentences) > 2000
    assert [each for each in sentences if len(re.findall(r"[\w{][^\s]*", each)) > MOST_WORDS] == []


def test_old_words_are_gone():
    old = re.compile(r"\b(anew|once more|whoever|of late|is no digit|blame|certainty|Atlas)\b")
    assert [text for text in texts_to_say() if old.search(re.sub(r"{\w+}", "", text))] == []
