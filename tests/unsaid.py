"""Find words on a page outside the pseudo-language's brackets: they are English in every language."""

import json
import re
from collections.abc import Iterator

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Element

from model.network.message import decode

SHOWN = ("label", "help", "body", "text", "placeholder")  # what a person reads in Streamlit's elements
FOR_PROGRAMS = {  # and in what components are sent
    *("activation", "asked", "brushes", "follows", "goal", "id", "run", "solved"),
    *("about", "address", "cookie", "chosen", "format", "function", "html", "key", "kind", "lang", "layer"),
    *("image", "layers", "name", "network", "output", "png", "session", "src", "step", "values"),
    *("limits", "version", "weights", "when"),
}
AS_IN_THE_FILE = {"note"}  # layers as the network's file names them, beside their shapes
FOR_BROWSERS = {  # components that show nothing, or only words of their own
    *("inkling_guide", "inkling_save"),
    *("inkling_surface", "inkling_training_here"),
}
NO_TEXT = re.compile(r"`[^`]*`|:material/\w+:|\]\(\S+?\)|\[/\S+|^[./]\S+$")
WORD = re.compile(r"[A-Za-z]{2,}")
SAME = {"Adam", "Inkling", "MNIST", "RMSprop", "ReLU", "SGD", "tanh"}  # the same in all languages


def texts(app: AppTest) -> Iterator[tuple[str, str]]:
    """Yield where each text is, and the text."""
    yield from ((place, text) for place, text in _inside(app._tree) if isinstance(text, str))


def _inside(block: Block) -> Iterator[tuple[str, str]]:
    for each in block.children.values():
        if isinstance(each, Block):
            shown = (
                getattr(each.proto, each.type, each.proto)
                if each.type in ("popover", "dialog")
                else each.proto
            )
            yield from ((f"{each.type} {name}", getattr(shown, name, "")) for name in ("title", *SHOWN))
            yield from _inside(each)
        elif each.type != "html":
            yield from _of_element(each)


def _of_element(each: Element) -> Iterator[tuple[str, str]]:
    proto = each.proto
    if each.type == "bidi_component":
        if proto.component_name not in FOR_BROWSERS:
            sent = json.loads(proto.json)[0] if proto.json else decode(proto.bytes) if proto.bytes else {}
            yield from _sent(proto.component_name, sent)
        return
    yield from ((f"{each.type} {name}", getattr(proto, name, "")) for name in SHOWN)
    for option in getattr(proto, "options", ()):
        yield f"{each.type} option", str(getattr(option, "content", option))


def _sent(place: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for name, each in value.items():
            if name not in FOR_PROGRAMS | AS_IN_THE_FILE:
                yield from _sent(f"{place} {name}", each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _sent(place, each)


def unsaid(text: str) -> str:
    """Return the texts outside all brackets that have words in them."""
    depth, left = 0, ""
    for letter in NO_TEXT.sub("", text):
        depth += (letter == "⟦") - (letter == "⟧")
        left += letter if not depth else ""
    return left if set(WORD.findall(left)) - SAME else ""
