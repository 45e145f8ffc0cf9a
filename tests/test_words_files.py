"""Texts for people are only in the words files, ready to be translated."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.catalogs import OF_MODEL, extracted_once
from tests.for_each import for_each
from tests.sources import COMMENT, LITERAL, VIEWS
from views.parts.asking.asking import plain
from views.parts.asking.glossary import OF_GLOSSARY

OF_CODE = {"component.py", "state.py"}  # they write code and explain keys, which nobody reads on the page
PYTHON = sorted(each for each in VIEWS.rglob("*.py") if each.name not in OF_CODE)
SCRIPTS = sorted(each for each in VIEWS.rglob("*.js") if not each.name.endswith("_words.js"))
CODE = {"no digit", "ADL SCORM", "No Spacing", "Table Grid", OF_GLOSSARY}  # what looks like words but isn't
TWO_WORDS = re.compile(r"[A-Za-z]{2,}[,.:;]? [A-Za-z]{2,}")
SHOWN = re.compile(r"[A-Za-z]{2,}")
SHOWING = {  # Streamlit commands, by what they show
    *("button", "download_button", "segmented_control", "selectbox", "select_slider", "slider", "toggle"),
    *("markdown", "caption", "title", "header", "subheader", "write", "text", "info", "success", "warning"),
    *("error", "popover", "expander", "dialog", "spinner", "file_uploader", "checkbox", "radio", "tabs"),
}
SAYING = {"label", "help", "text", "placeholder", "caption"}  # and their keywords
SELECTOR = re.compile(r"^[.#\[(]|^(?:thead|tbody|figcaption) ")  # or a media query
FILLED_IN = re.compile(r"\$?\{[^{}]*\}")
IN_MARKUP = re.compile(
    r">([^<>$]*[A-Za-z]{2,}[^<>$]*)<"  # between tags
    r"|(?:title|aria-label|alt|placeholder)=\"([^\"$]*[A-Za-z]{2,}[^\"$]*)\""
)
SAID_BY_SCRIPTS = re.compile(
    r"""(?<![\w.$])(?:_|ngettext)\(\s*"(?:[^"\\\n]|\\.)*"(?:,\s*"(?:[^"\\\n]|\\.)*")?"""
)
QUOTED = r"([\"'`][^\"'`$]*[A-Za-z]{2,}[^\"'`]*[\"'`])"
SET_AS_TEXT = re.compile(rf"(?:textContent|title|ariaLabel|innerText)(?: = |: ){QUOTED}")
LABELED = re.compile(rf"setAttribute\(\"(?:aria-label|title|alt)\", {QUOTED}")


def _unread(tree: ast.Module) -> set[int]:
    """Return the constants that nobody reads on the page: docstrings, and errors for programmers."""
    return {
        id(each)
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise)
        or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        for each in ast.walk(node)
    }


SPOKEN = {"_", "ngettext", "pgettext", "N_", *OF_MODEL}


def _spoken(tree: ast.Module) -> set[int]:
    """Return the constants that are translated in the session, see views/parts/language/."""
    calls = [each for each in ast.walk(tree) if isinstance(each, ast.Call)]
    said = [each for each in calls if isinstance(each.func, ast.Name) and each.func.id in SPOKEN]
    return {id(arg) for each in said for arg in each.args}


def words_in_python(code: str) -> Iterator[str]:
    """Return sentences and phrases anywhere, and single words where Streamlit shows them."""
    tree = ast.parse(code)
    unread = _unread(tree) | _spoken(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in SHOWING:
            arguments = [*node.args[:1], *(each.value for each in node.keywords if each.arg in SAYING)]
            parts = [part for each in arguments for part in getattr(each, "values", [each])]
            texts = [text for text in map(_text, parts) if SHOWN.search(text)]
            yield from (text for text in texts if not TWO_WORDS.search(text))
        elif id(node) not in unread:
            text = _text(node)
            if TWO_WORDS.search(text) and not text.startswith("<") and text not in CODE:
                yield text


def _text(node: ast.AST) -> str:
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return node.value if is_text else ""


def words_in_script(code: str) -> Iterator[str]:
    """Return sentences and phrases; in markup, text between tags or in titles; and what is set as text."""
    code = SAID_BY_SCRIPTS.sub("(", COMMENT.sub("", code))
    for literal in LITERAL.findall(code):
        text = literal[1:-1]
        while FILLED_IN.search(text):
            text = FILLED_IN.sub("$", text)
        if text.startswith("<"):
            yield from (shown or named for shown, named in IN_MARKUP.findall(text))
        elif TWO_WORDS.search(text) and not SELECTOR.search(text) and text not in CODE:
            yield text
    yield from SET_AS_TEXT.findall(code)
    yield from LABELED.findall(code)


@for_each("path", PYTHON, ids=lambda path: str(path.relative_to(VIEWS)))
def test_python_marks_every_sentence_and_writes_numbers_in_one_place(path: Path):
    code = path.read_text("utf-8")
    tree = ast.parse(code)
    assert list(words_in_python(code)) == []
    names = [each for each in ast.walk(tree) if isinstance(each, ast.Name) and each.id == "_"]
    assert not any(isinstance(each.ctx, ast.Store) for each in names)
    unread = _unread(tree)
    formatted = [each for each in ast.walk(tree) if isinstance(each, ast.FormattedValue) and each.format_spec]
    specs = ["".join(map(_text, ast.walk(each.format_spec))) for each in formatted if id(each) not in unread]
    assert path.name == "wording.py" or [each for each in specs if each[-1:] in {*"gfe%,"}] == []


@for_each("path", SCRIPTS, ids=lambda path: str(path.relative_to(VIEWS)))
def test_javascript_s_words_are_in_their_files(path: Path):
    assert list(words_in_script(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('st.button("Undo", key="undo")', ["Undo"]),
        ('st.button(words.UNDO, key="undo", icon=":material/undo:")', []),
        ('st.slider(label, help="Louder")', ["Louder"]),
        ('x = f"It says {digit}, surely."', ["It says "]),
        ('st.caption(f"Now {digit}")', ["Now "]),
        ('st.caption(_("It is so."))', []),
        ('st.button(_("Undo"), help=ngettext("{count} was drawn", "{count} were drawn", n))', []),
        ('x = _(f"It says {digit}, surely.")', ["It says "]),
        ('x = _("It is so.") + " It says no more."', [" It says no more."]),
        ('def f():\n    """What it does is this."""\n    raise ValueError("no such thing as that")', []),
    ],
)
def test_words_are_found_in_python(code, found):
    assert list(words_in_python(code)) == found


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('root.innerHTML = "<p>Look here</p>";', ["Look here"]),
        ('root.innerHTML = `<p title="Close">${text}</p>`;', ["Close"]),
        ('const line = "No words at all.";', ["No words at all."]),
        ('element.textContent = "Restore";', ['"Restore"']),
        ('element.textContent = _("Restore it now");', []),
        ('const line = ngettext("{count} line is", "{count} lines are", n);', []),
        ("const line = _(`No words ${at} all.`);", ["No words $ all."]),
        ('element.setAttribute("aria-label", "Restore");', ['"Restore"']),
        ('// a comment of "many words"\nelement.textContent = "Undo";', ['"Undo"']),
        ('// a comment of "many words"\nroot.querySelector(".ink-a .ink-b");', []),
        ('root.innerHTML = `<p class="ink-a ink-b">${words}</p>`;', []),
    ],
)
def test_words_are_found_in_javascript(code, found):
    assert list(words_in_script(code)) == found


def test_unmarked_words_are_found_anywhere():
    """Everything that `_` translates would be found without it."""
    codes = [path.read_text("utf-8") for path in VIEWS.rglob("*.js")]
    found = [text for code in codes for text in words_in_script(re.sub(r"(?<![\w.$])_\(", "(", code))]
    assert len(found) > 50


@for_each("path", sorted(VIEWS.rglob("*words.py")), ids=lambda path: str(path.relative_to(VIEWS)))
def test_no_sentence_shadows_another_s_name(path):
    names = [
        node.id
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    ]
    assert names
    assert len(names) == len(set(names))


def pairs_of_phrases() -> Iterator[tuple[str, str]]:
    """Return pairs for one and for any other number: two phrases with one name, at least one with a count."""
    found = [each.id for each in extracted_once() if each.pluralizable]
    for path in VIEWS.rglob("*words.py"):
        tree = ast.parse(path.read_text("utf-8"))
        values = [
            each.value
            for each in ast.walk(tree)
            if isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Name)
        ]
        found += [list(map(_text, value.elts)) for value in values if isinstance(value, ast.Tuple)]
    for path in VIEWS.rglob("*_words.js"):
        rows = re.findall(r"= \[([^\]]+\"[^\]]*)\];", path.read_text("utf-8"))
        found += [re.findall(r'"([^"]*)"', row) for row in rows]
    for texts in found:
        if len(texts) == 2 and "{count}" in "".join(texts):
            yield tuple(plain(text) for text in texts)


def differs_in_number(one: str, many: str) -> bool:
    """Return whether a phrase for one says the same as that for many, word by word, but of one."""
    one, many = (re.sub(r"[().,:]", "", text).split() for text in (one, many))
    if len(many) == len(one) + 1 and "{count}" not in one:
        one.insert(many.index("{count}"), "1")
    verbs = {"is": "are", "was": "were", "has": "have"}
    number = any(word != other for word, other in zip(one, many))
    others = {("1", "{count}"), ("one", "{count}"), ("once", "times")}
    return number and all(
        other in (word, f"{word}s", f"{word}es", verbs.get(word))
        or word == f"{other}s"
        or (word, other) in others
        for word, other in zip(one, many, strict=True)
    )


NOBODY_SAYS = re.compile(  # not English, although it could be understood
    r"from where on|makes of (?:\[?z|it what)|the person's own|copy of your own takes it|page anew"
    r"|Most neurons today|before, both stay",
    re.IGNORECASE,
)


def test_no_phrase_is_unidiomatic():
    assert [each.id for each in extracted_once() if NOBODY_SAYS.search(str(each.id))] == []


def test_of_two_phrases_the_first_is_for_one():
    pairs = list(pairs_of_phrases())
    assert len(pairs) >= 15
    for one, many in pairs:
        assert "{count}" in many and differs_in_number(one, many), (one, many)
