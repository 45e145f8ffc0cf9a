"""A page's plan: all of its parts, from top to bottom, one per line, for people to read.

A container has a line if there is something to say of it, such as that it is a row, its key, or its size; its
content is below that line, further to the right. Parentheses hold the options of a choice, and stars mark the
chosen one. Brackets hold the names that a component is sent, with figures and the beginnings of texts; below
them is the first and the last item of each list in them.
"""

import base64
import io
import json
import math
import re
from collections.abc import Container, Iterator, Mapping

import numpy as np
from PIL import Image
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Element

from model.network.message import decode
from views.parts.asking.asking import plain

LONGEST = 60  # characters that identify a text
_SHORT = 24  # of a word that a component is sent
_KEY = re.compile(r"-([a-zA-Z_0-9]+)$")
_ON_EVERY_PAGE = {"foot", "glossary", "copy_link", "language", "lost", "pages"}
_OF_CHANCE = {"address", "session", "number", "drawing"}  # of compressed data; zlibs differ
_NOTHING = 1e-6  # of a number: less is rounding
_HASH = re.compile(r"-[0-9a-f]{16,}")  # of a file's content, in its address
_LONGEST_WORD = 200  # characters; longer without a space is data
_MANY = 15  # options: of more, only the first and the last are listed
_FIGURE = re.compile(r"(?<!\w)[+−]?\d[\d.,]*\d%?|(?<!\w)\d%?(?!\w)")
_DECIMAL = re.compile(r"(?<![\w.])-?\d+(?:\.\d+(?:e[+-]\d+)?|e[+-]\d+)")
_ROUNDING = 0.0101  # of a number: one more or less in the last of three digits, on another processor
_GAPS = ("?", "", "medium", "large", "none", "xxsmall", "xsmall")
_ALONG = ("", "", "to the end", "centered", "spread")
_ACROSS = ("", "", "at the end", "in the middle", "")


def plan(app: AppTest, is_whole: bool = False) -> str:
    """Return the plan of a page; if `whole`, including what every page has."""
    left_out = set() if is_whole else _ON_EVERY_PAGE
    return "\n".join(_inside(app._tree, 0, left_out)) + "\n"


def alike(noted: str, found: str) -> bool:
    """Return whether two lines say the same, apart from a number's rounding."""
    if noted == found:
        return True
    pairs = list(zip(_DECIMAL.findall(noted), _DECIMAL.findall(found)))
    return _DECIMAL.sub("0.0", noted) == _DECIMAL.sub("0.0", found) and all(
        math.isclose(float(one), float(other), rel_tol=_ROUNDING) for one, other in pairs
    )


def _inside(block: Block, depth: int, left_out: Container[str]) -> Iterator[str]:
    for each in block.children.values():
        if _key(each.proto) in left_out or each.type == "html":
            continue
        lines = _block(each) if isinstance(each, Block) else _element(each)
        yield from ("  " * depth + line for line in lines if line)
        if isinstance(each, Block):
            yield from _inside(each, depth + bool(lines[0]), left_out)


def _key(proto: object) -> str:
    found = _KEY.search(getattr(proto, "id", "") or "")
    return found[1] if found and found[1] != "None" else ""


def _words(*said: object) -> str:
    return " ".join(str(each) for each in said if each)


def _block(block: Block) -> list[str]:
    proto = block.proto
    if block.type == "dialog":
        return [_words("dialog", _quoted(proto.dialog.title))]
    if block.type == "column":
        return [_words("column", f"{proto.weight:.0%}")]
    if block.type == "expander":
        return [_words("expander", _quoted(proto.label), proto.icon, "open" if proto.expanded else "")]
    if block.type == "popover":
        shown = proto.popover
        return [_words("popover", _quoted(shown.label), shown.icon, _key(proto), _help(shown.help))]
    if block.type != "flex_container":
        return [""]
    flex = proto.flex_container
    width, height = proto.width_config, proto.height_config
    traits = _words(
        _key(proto),
        "bordered" if flex.border else "",
        _GAPS[flex.gap_config.gap_size],
        _ALONG[flex.justify],
        _ACROSS[flex.align],
        width.pixel_width and f"{width.pixel_width} wide",
        "as wide as it is" if width.use_content else "",
        height.pixel_height and f"{height.pixel_height} high",
    )
    is_row = flex.direction == flex.HORIZONTAL
    return [_words("row" if is_row else "stack", traits) if traits or is_row else ""]


def _element(each: Element) -> list[str]:
    proto = each.proto
    if each.type == "bidi_component":
        sent = json.loads(proto.json)[0] if proto.json else decode(proto.bytes) if proto.bytes else {}
        return _component(_key(proto), sent)
    if hasattr(proto, "body"):
        return [_words(each.type, _quoted(proto.body), getattr(proto, "icon", ""))]
    if each.type == "progress":
        return [f"progress {proto.value}% {_quoted(proto.text)}"]
    traits = [
        _quoted(getattr(proto, "label", "")),
        _key(proto),
        getattr(proto, "icon", ""),
        "primary" if getattr(proto, "type", "") == "primary" else "",
        "disabled" if getattr(proto, "disabled", False) else "",
        _help(getattr(proto, "help", "")),
    ]
    hidden = getattr(proto, "label_visibility", None)
    traits.append("without its label" if hidden and hidden.value else "")
    return [_words(each.type, *traits, _choices(each))]


def _choices(each: Element) -> str:
    """Return a control's options, with the chosen one."""
    if each.type == "slider":
        return f"{each.min} to {each.max} by {each.step}: {each.value}"
    if each.type in ("toggle", "checkbox"):
        return "on" if each.value else "off"
    options = [plain(getattr(option, "content", option)) for option in getattr(each.proto, "options", ())]
    if each.type in ("selectbox", "radio", "button_group"):
        chosen = each.value
        numbers = [] if chosen is None else [options.index(plain(each.format_func(chosen)))]
        for number in numbers:
            options[number] = f"*{options[number]}*"
    elif each.type == "select_slider":
        number = options.index(plain(each.format_func(each.value)))
        options[number] = f"*{options[number]}*"
    if len(options) > _MANY:
        starred = [one for one in options[2:-1] if one.startswith("*")]
        options = [*options[:2], f"… {len(options)} in all …", *starred, options[-1]]
    return f"({' | '.join(options)})" if options else ""


def _component(key: str, sent: object) -> list[str]:
    if key == "card_parts":
        parts = [line for part in sent["parts"] for line in _component(part["key"], part["data"])]
        return ["<card_parts>", *(f"  {line}" for line in parts)]
    summary = ", ".join(_sent(sent))
    lines = [_words(f"<{key}>", summary and f"[{summary}]")]
    return [*lines, *(f"  {line}" for line in _within(sent))]


def _sent(sent: object) -> Iterator[str]:
    if not isinstance(sent, Mapping):
        yield type(sent).__name__
        return
    for name, value in sent.items():
        if name in _OF_CHANCE:
            yield name
        elif isinstance(value, (list, tuple, Mapping)):
            yield f"{name}:{len(value)}"
        else:
            yield f"{name}={_value(value)}"


def _within(sent: object, above: str = "") -> Iterator[str]:
    """Return a line for each list in the data, and for what its first and last items contain."""
    named = sent.items() if isinstance(sent, Mapping) else ()
    for name, value in ((name, value) for name, value in named if name not in _OF_CHANCE):
        where = f"{above}{name}"
        if isinstance(value, Mapping) and value:
            yield f"{where}: {', '.join(_sent(value))}"
            yield from _within(value, f"{where}.")
        elif isinstance(value, (list, tuple)) and value:
            yield from _ends(where, value)


def _ends(where: str, values: list) -> Iterator[str]:
    ends = {0: values[0], len(values) - 1: values[-1]}
    if not any(isinstance(each, (list, tuple, Mapping)) for each in ends.values()):
        yield f"{where}: {' … '.join(map(_value, ends.values()))}"
        return
    for number, each in ends.items():
        if isinstance(each, (list, tuple)) and each:
            yield from _ends(f"{where}.{number}", each)
        elif isinstance(each, Mapping):
            yield f"{where}.{number}: {', '.join(_sent(each))}"
            yield from _within(each, f"{where}.{number}.")


def _value(value: object) -> str:
    """Shorten a value: a number to 3 digits, a text to its start, an array to its size, sum and middle."""
    if isinstance(value, str):
        return _picture(value) if value.startswith("data:") else _text(value, _SHORT)
    if isinstance(value, np.ndarray):
        return f"{'×'.join(map(str, value.shape))} of {_rounded(float(value.sum()))}{_middle(value)}"
    return _rounded(value) if isinstance(value, float) else str(value)


def _picture(url: str) -> str:
    kind, _, coded = url.partition(",")
    if kind != "data:image/png;base64":
        return kind
    with Image.open(io.BytesIO(base64.b64decode(coded))) as picture:
        colors = np.asarray(picture.convert("RGB"), np.int64)
    sums = "/".join(_rounded(float(each)) for each in colors.sum((0, 1)))
    bright = colors.sum(2)
    return f"{picture.width}×{picture.height} of {sums}{_middle(bright - bright.min())}"


def _middle(values: np.ndarray) -> str:
    """Return the row and column around which an array's values lie."""
    if values.ndim != 2 or not (total := np.abs(values).sum()):
        return ""
    row, col = (
        np.tensordot(np.abs(values), places, (axis, 0)).sum() / total
        for axis, places in enumerate(map(np.arange, values.shape))
    )
    return f" around {row:.1f}, {col:.1f}"


def _rounded(value: float) -> str:
    return "0" if abs(value) < _NOTHING else f"{value:.3g}"


def _quoted(text: str) -> str:
    return f"“{_text(text)}”" if text else ""


def _help(text: str) -> str:
    return f"? {_quoted(_text(text, _SHORT))}" if text else ""


def _text(text: str, longest: int = LONGEST) -> str:
    """Return the beginning of a text, and the figures in the rest of it."""
    text = _HASH.sub("-…", plain(" ".join(text.split())))
    if len(text) <= longest + 1:
        return text
    if len(text) > _LONGEST_WORD and " " not in text:
        return text[:longest] + "…"  # numbers in base64, whose last bits differ from machine to machine
    return "… ".join([text[:longest].rstrip(), *_FIGURE.findall(text[longest:])]) + "…"
