"""Reads a catalog directly from a `.po` file as translators' programs write it.

It takes the file's text; fuzzy entries count like others. It doesn't know where the files are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from gettext import c2py

FIELD = r'((?:"(?:[^"\\\n]|\\.)*"\n)+)'  # one text, on any number of lines
ENTRY = re.compile(
    rf"^(?:msgctxt {FIELD})?msgid {FIELD}(?:msgid_plural {FIELD})?"
    rf'((?:msgstr(?:\[\d\])? (?:"(?:[^"\\\n]|\\.)*"\n)+)+)',
    re.MULTILINE,
)
FORM = re.compile(rf"msgstr(?:\[\d\])? {FIELD}")
MESSAGE = re.compile(r"\nmsgid ")
UNTRANSLATED = re.compile(r'\nmsgstr(?:\[0\])? ""\n(?!")')
ESCAPE = re.compile(r"\\(.)")
ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}
NAME = re.compile(r"\{[^}]*\}")
PLURAL = re.compile(r"plural=\s*([n0-9%=!<>&|?:() ]+)")  # in C, which JavaScript understands too
OF_ENGLISH = "n != 1"
BEFORE_MESSAGE = "\x04"  # between a context and its message, as in gettext

Key = str | tuple[str, str]  # a message, or both English forms if it depends on a count


class Catalog:
    """One language's translations. A sentence is in English if it's missing or has an unknown placeholder.

    Attributes:
        plural: a C expression that gives the index of a message's form for a count `n`.
    """

    def __init__(self, text: str = "") -> None:
        """Read a file's text; if it's damaged, the readable entries."""
        self._forms = dict(_entries(text.replace("\r\n", "\n") + "\n"))
        (header,) = self._forms.pop("", ("",))
        self.plural, self._place = _rule(header)

    def gettext(self, message: str) -> str:
        """Return the translation of a sentence."""
        return self._forms.get(message, (message,))[0]

    def pgettext(self, context: str, message: str) -> str:
        """Return the translation of a message in a context."""
        return self._forms.get(context + BEFORE_MESSAGE + message, (message,))[0]

    def ngettext(self, one: str, many: str, count: int) -> str:
        """Return the translation of a message for a count."""
        forms = self._forms.get((one, many))
        if not forms:
            return one if count == 1 else many
        return forms[min(self._place(count), len(forms) - 1)]


def share_translated(text: str) -> float:
    """Return a file's translated share, from 0 to 1, without reading each entry: 1 ms instead of 15."""
    text = "\n" + text
    return 1 - len(UNTRANSLATED.findall(text)) / max(1, len(MESSAGE.findall(text)))


def _entries(text: str) -> Iterator[tuple[Key, tuple[str, ...]]]:
    for found in ENTRY.finditer(text):
        context, message, many, translation = found.groups("")
        forms = tuple(unquoted(form) for form in FORM.findall(translation))
        english = unquoted(message)
        key: Key = (english, unquoted(many)) if many else english
        if context:
            key = unquoted(context) + BEFORE_MESSAGE + english
        if all(forms) and _can_be_filled_in(forms, key):
            yield key, forms


def _can_be_filled_in(forms: tuple[str, ...], key: Key) -> bool:
    names = {name for form in forms if "{" in form for name in NAME.findall(form)}
    return not names or names <= {*NAME.findall("".join(key))}


def unquoted(lines: str) -> str:
    """Return the text inside the quotes of a field's lines."""
    text = lines[1:-2].replace('"\n"', "")
    return ESCAPE.sub(lambda found: ESCAPED.get(found[1], found[1]), text) if "\\" in text else text


def _rule(header: str) -> tuple[str, Callable[[int], int]]:
    for rule in (*PLURAL.findall(header), OF_ENGLISH):
        try:
            return rule, c2py(rule)
        except ValueError:
            continue
