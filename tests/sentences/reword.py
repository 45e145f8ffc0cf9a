"""Changes sentences everywhere at once: in the code, in all catalogs and in the tests.

python -m tests.sentences.reword LIST        `make reword LIST=file`

Each line of the list has the old sentence, a tab and the new one. A third field, such as "meaning", says
that the meaning has changed: its translations become fuzzy, and are shown until somebody has checked them.
A fourth field is the context, if several messages have the same English. `\\n` is a new line. If one line
can't be done, nothing is. In tests, labels are only replaced as whole texts; sentences of three words or
more are also found within other texts.
"""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from tests import catalogs as workshop
from tests.sentences.edited import Key, Text, carry_over, key_of, names_in
from tests.sentences.notes import PATH as NOTES
from tests.sentences.rewritten import rewritten_code, rewritten_tests
from views.parts.asking.glossary import OF_GLOSSARY

MOST_FIELDS = 4


class RefusedError(Exception):
    """The list can't be done, for this reason."""


class Change(NamedTuple):
    """A line of the list."""

    old: str
    new: str
    is_fuzzy: bool = False
    context: str | None = None


def read_list(text: str) -> list[Change]:
    """Return the changes; raise RefusedError with the number of an invalid line."""
    changes = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            fields = [each.replace("\\n", "\n") for each in line.split("\t")]
            if not 2 <= len(fields) <= MOST_FIELDS or not fields[0] or not fields[1]:
                raise RefusedError(f"Line {number} needs an old sentence, a tab and a new one.")
            old, new, meaning, context = [*fields, "", ""][:MOST_FIELDS]
            changes.append(Change(old, new, bool(meaning.strip()), context or None))
    return changes


def new_keys(changes: Sequence[Change], keys: Sequence[Key]) -> tuple[dict[Key, Key], set[Key]]:
    """Return which message becomes which, and whose translations become fuzzy; may raise RefusedError."""
    found: dict[Key, Key] = {}
    fuzzy, done = set(), set()
    for change in changes:
        old = _message_of(change, keys)
        _check(change, old)
        if (old, change.old) in done:
            raise RefusedError(f"The list has it twice: {change.old!r}")
        done.add((old, change.old))
        found[old] = old[0], _with_form(found.get(old, old)[1], old[1], change)
        fuzzy |= {old} if change.is_fuzzy else set()
    there = [_first(each) for each in keys if each not in found]
    for new in found.values():
        if _first(new) in there:
            raise RefusedError(f"Another message is this sentence already: {_first(new)[1]!r}")
        there.append(_first(new))
    return found, fuzzy


def _message_of(change: Change, keys: Iterable[Key]) -> Key:
    found = [each for each in keys if change.old in _forms(each[1]) and change.context in (None, each[0])]
    if not found:
        raise RefusedError(f"The code has no sentence {change.old!r}.")
    if len(found) > 1:
        contexts = ", ".join(str(each[0] or "none") for each in found)
        raise RefusedError(f"Several messages are {change.old!r}: name one by its context ({contexts}).")
    return found[0]


def _check(change: Change, key: Key) -> None:
    if key[0] == OF_GLOSSARY:
        raise RefusedError(f"{change.old!r} is a word of the glossary, which links name: change it by hand.")
    if names_in(change.old) != names_in(change.new):
        raise RefusedError(f"The {{names}} differ: {change.old!r} and {change.new!r}.")
    if workshop.parts_of(change.old) != workshop.parts_of(change.new) and not change.is_fuzzy:
        raise RefusedError(f"Links differ, so the meaning has to be marked as changed: {change.new!r}.")


def _forms(text: Text) -> tuple[str, ...]:
    return text if isinstance(text, tuple) else (text,)


def _first(key: Key) -> Key:
    return key[0], _forms(key[1])[0]


def _with_form(now: Text, old: Text, change: Change) -> Text:
    if isinstance(old, str):
        return change.new
    return tuple(change.new if was == change.old else form for was, form in zip(old, now))


def reword(changes: Sequence[Change]) -> list[Path]:
    """Do all changes or none; return the changed files outside locale/."""
    template, found = workshop.extracted(), {path: workshop.read(path) for path in workshop.catalogs()}
    keys = [key_of(each) for each in template if each.id]
    pairs, fuzzy = new_keys(changes, keys)
    texts = {(_message_of(each, keys)[0], each.old): each.new for each in changes}
    of_one = {each for each in texts if sum(each[1] in _forms(key[1]) for key in keys) == 1}
    files = rewritten_code(texts) | rewritten_tests({old: texts[_, old] for _, old in of_one})
    files |= _new_notes({old: new for (context, old), new in texts.items() if not context})
    before = {path: path.read_bytes() for path in files}
    for path, code in files.items():
        path.write_text(code, encoding="utf-8", newline="")
    template = workshop.extracted()
    if {key_of(each) for each in template if each.id} != {pairs.get(each, each) for each in keys}:
        for path, code in before.items():
            path.write_bytes(code)
        raise RefusedError(
            "The code doesn't have all of these sentences as single texts: change them by hand."
        )
    for catalog in found.values():
        carry_over(catalog, pairs, fuzzy)
    workshop.bring_up_to_date(template, found)
    workshop.write(template, found)
    return [*files]


def _new_notes(texts: dict[str, str]) -> dict[Path, str]:
    lines = NOTES.read_text(encoding="utf-8").splitlines(keepends=True)
    new = [f"{texts[line[:-1]]}\n" if line[:-1] in texts else line for line in lines]
    return {NOTES: "".join(new)} if new != lines else {}


def main(path: str) -> str | None:
    """Print the changed files, or return why nothing was changed."""
    try:
        for changed in reword(read_list(Path(path).read_text(encoding="utf-8"))):
            print(changed.relative_to(workshop.PROJECT))
    except RefusedError as refused:
        return f"Nothing was changed. {refused}"
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
