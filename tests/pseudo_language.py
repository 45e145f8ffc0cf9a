"""A pseudo-language, en-XA: English with accents, 40 % longer, in brackets, for finding untranslated text.

Text without brackets on a page wasn't translated by `_`; text that is cut or overlaps, will be in a longer
language.
"""

import re

from babel.messages import Catalog

PSEUDO = "en-XA"
LONGER = 0.4  # of a sentence's letters, as German and French are in the longest cases
ACCENTED = str.maketrans("aceinosuyACEINOSUY", "åçéîñöšûýÅÇÉÎÑÖŠÛÝ")
READ_BY_PROGRAMS = re.compile(  # what programs read: placeholders, link targets, icons, tags
    r"\{\w*\}|(?<=\])\([^)]*\)|:[a-z]+/\w+:|</?\w[^>]*>|&\w+;"
)
LEAD = re.compile(r"\s*(?:#+ |[-*] |\d+\. |\*\*)?")
TAIL = re.compile(r"(?:\*\*)?\s*$")


def pseudo(text: str) -> str:
    """Return the text in that language, line by line; Markdown at the ends of a line stays there."""
    return "\n".join(_line(line) if line.strip() else line for line in text.split("\n"))


def _line(line: str) -> str:
    lead, tail = LEAD.match(line)[0], TAIL.search(line)[0]
    middle = line[len(lead) : len(line) - len(tail)]
    said, end = [], 0
    for found in READ_BY_PROGRAMS.finditer(middle):
        said += [middle[end : found.start()].translate(ACCENTED), found[0]]
        end = found.end()
    said.append(middle[end:].translate(ACCENTED))
    letters = sum(map(str.isalpha, READ_BY_PROGRAMS.sub("", middle)))
    more = " ~" * round(LONGER * letters / 2)
    return f"{lead}⟦{''.join(said)}{more}⟧{tail}"


def in_pseudo(template: Catalog) -> dict[object, object]:
    """Return a translation of every message, as `speaks` of scratch_language.py takes it."""
    return {
        (f"{each.context}\x04{each.id}" if each.context else each.id): tuple(map(pseudo, each.id))
        if each.pluralizable
        else pseudo(each.id)
        for each in template
        if each.id
    }
