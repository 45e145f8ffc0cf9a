"""The translations of the browser's own texts, as a script that it fetches once and caches.

It takes a catalog and finds the messages in the JavaScript files. It doesn't know how the script is served.
"""

from __future__ import annotations

import ast
import json
import re
from functools import lru_cache
from gettext import c2py
from hashlib import sha256

from model import PROJECT
from views.parts.files.in_browser import file_of_site
from views.parts.files.network_file import base
from views.parts.language.asked import is_available
from views.parts.language.catalogs import ENGLISH, catalog, marks_of

FOLDER = PROJECT / "views"
WORDS = "words"  # the folder of these files in addresses
_TEXT = r'"(?:[^"\\\n]|\\.)*"'
_SENTENCE = re.compile(rf"(?<![\w.$])(?:_|N_)\(\s*({_TEXT})")
_COUNTED = re.compile(rf"(?<![\w.$])ngettext\(\s*({_TEXT}),\s*({_TEXT})")
EXAMPLES = (*range(200), 10**6)  # cover CLDR's rules for whole numbers: hundreds and millions repeat


def words_address(language: str) -> str:
    """Return the address of a language's file."""
    return file_of_site(f"{WORDS}/{language}.js") or f"{base()}/{WORDS}/{file_name(language)}"


def file_name(language: str) -> str:
    """Return the file's name, which contains a hash of its content."""
    return f"{language}-{sha256(words_file(language)).hexdigest()[:16]}.js"


def language_of_file(name: str) -> str | None:
    """Return the language whose file has this name; None if there isn't one or the name has changed."""
    language = name.rpartition("-")[0]
    return language if is_available(language) and name == file_name(language) else None


@lru_cache(maxsize=32)
def words_file(language: str) -> bytes:
    """Return the script that sets what language.js reads; for English, one that clears it."""
    if language == ENGLISH:
        return b"delete globalThis.inklingLanguage;"
    translations, marks = catalog(language), marks_of(language)
    words: dict[str, object] = {message: translations.gettext(message) for message in messages()}
    forms = c2py(translations.plural)  # the same in Python, to find an example number for each form
    examples = {forms(number): number for number in reversed(EXAMPLES)}
    for one, many in counts():
        words[one] = [translations.ngettext(one, many, examples[form]) for form in sorted(examples)]
    language_data = {
        "lang": language,
        "point": marks.point,
        "thousands": marks.thousands,
        "percent": marks.percent,
        "groupedFrom": marks.grouped_from,
        "words": words,
    }
    text = json.dumps(language_data, ensure_ascii=False)
    return (
        f"globalThis.inklingLanguage = {{...{text}, plural: (n) => Number({translations.plural})}};".encode()
    )


def messages() -> list[str]:
    """Return the messages that JavaScript translates with `_`."""
    return sorted({ast.literal_eval(each) for code in _scripts() for each in _SENTENCE.findall(code)})


def counts() -> list[tuple[str, str]]:
    """Return the messages that it translates with `ngettext`."""
    found = {pair for code in _scripts() for pair in _COUNTED.findall(code)}
    return sorted((ast.literal_eval(one), ast.literal_eval(many)) for one, many in found)


@lru_cache(maxsize=1)
def _scripts() -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8") for path in sorted(FOLDER.rglob("*.js")))
