"""Finds which sentence became which when somebody edited the English, and carries translations over.

It takes messages by their keys and knows nothing about files.
"""

import re
from collections.abc import Container, Mapping, Sequence
from difflib import SequenceMatcher

from babel.messages import Catalog
from babel.messages.catalog import Message

Text = str | tuple[str, ...]
Key = tuple[str | None, Text]  # a context, and a message; a count has both of its forms

ALIKE = 0.6  # difflib's ratio, with the default of its get_close_matches
SAME_PLACE = 0.25  # between the same neighbors, a ratio lower by this is enough
NAME = re.compile(r"\{\w+\}")


def key_of(message: Message) -> Key:
    """Return a message's key in a catalog."""
    return message.context, tuple(message.id) if message.pluralizable else message.id


def edited(before: Sequence[Key], now: Sequence[Key]) -> tuple[dict[Key, Key], list[Key]]:
    """Return which removed messages became which new ones, and those without a successor.

    Pairs have the same context and the same {names}, because a translation can't be filled in otherwise.
    """
    old, new = {*before} - {*now}, {*now} - {*before}
    neighbors = _in_one_place(before, now) if old and new else set()
    scored = [
        (score, one, other)
        for one in before
        if one in old
        for other in now
        if other in new and (score := _likeness(one, other, (one, other) in neighbors)) >= ALIKE
    ]
    pairs: dict[Key, Key] = {}
    for _score, one, other in sorted(scored, key=lambda each: -each[0]):
        if one not in pairs and other not in pairs.values():
            pairs[one] = other
    return pairs, [each for each in before if each in old and each not in pairs]


def names_in(text: str) -> set[str]:
    """Return the {names} in a text."""
    return {*NAME.findall(text)}


def _in_one_place(before: Sequence[Key], now: Sequence[Key]) -> set[tuple[Key, Key]]:
    blocks = SequenceMatcher(None, before, now, autojunk=False).get_opcodes()
    return {
        pair
        for what, start, end, begin, stop in blocks
        if what == "replace" and end - start == stop - begin
        for pair in zip(before[start:end], now[begin:stop])
    }


def _likeness(old: Key, new: Key, is_neighbor: bool) -> float:
    if old[0] != new[0] or isinstance(old[1], str) != isinstance(new[1], str):
        return 0
    one, other = ("\n".join(each[1]) if isinstance(each[1], tuple) else each[1] for each in (old, new))
    if names_in(one) != names_in(other):
        return 0
    more = SAME_PLACE if is_neighbor else 0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() + more if matcher.quick_ratio() + more >= ALIKE else 0


def carry_over(catalog: Catalog, pairs: Mapping[Key, Key], fuzzy: Container[Key]) -> None:
    """Move the translations of replaced messages to their replacements, all at once.

    `fuzzy`: those of `pairs` whose translations somebody has to check.
    """
    moved = []
    for old, new in pairs.items():
        message = catalog.get(_id(old[1]), old[0])
        if message and any(message.string):
            catalog.delete(_id(old[1]), old[0])
            moved.append((message, new[1], old in fuzzy))
    for message, new_id, is_fuzzy in moved:
        previous = [*message.id] if message.pluralizable else [message.id]
        catalog[new_id] = Message(
            new_id,
            message.string,
            flags={*message.flags, "fuzzy"} if is_fuzzy else message.flags,
            user_comments=message.user_comments,
            previous_id=previous if is_fuzzy else message.previous_id,
            context=message.context,
        )


def _id(text: Text) -> str:
    return text[0] if isinstance(text, tuple) else text
