"""What a schema of schema.py allows: in words, and values within its bounds and beyond them."""

import base64
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from functools import cache

import numpy as np
from hypothesis import strategies as st
from PIL import Image

from model.preprocess.pen import draw_strokes
from model.signs import taught
from model.training.choices import Choices
from tests.addresses import pencil
from tests.samples import SAMPLES
from views.parts.looks.encode import as_url, encode_png
from views.parts.shared import shipped_network
from views.session.drawing import received
from views.session.drawing.drawing import path_of, png_of, width_of
from views.session.drawing.schema import MISSING, Either, Items, Made, Maybe, OneOf, Packed, Text, Whole, read

PNG = png_of(draw_strokes(SAMPLES[4])[..., 3])
STROKES = [pencil(np.array(stroke, float), 20) for stroke in SAMPLES[4]]
CHOICES = asdict(Choices())
ABOUT: Mapping[str, tuple] = {  # what schemas depend on; here, only what is as on the page matters
    "number_of": (10,),
    "name_of": (("draw", "7"),),
    "index_of": ((3, 40),),
    "typed_of": (9,),
    "link_of": (60,),
    "deed_of": (("hide", "remove"),),
    "stored_of": ({"lesson": 10_000, "tasks": 2000},),
    "part_of": ({"ledger": None},),
    "neuron_of": (shipped_network("conv"),),
    "learned_of": ("ab", Choices().number_of_weights, 3),
}
MESSAGES = {name: each for name, each in vars(received).items() if isinstance(each, received.Message)}


def _file(kind: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (280, 280)).save(buffer, kind)
    return buffer.getvalue()


FILES = {  # that are no picture of the canvas
    "wider": encode_png(Image.new("RGBA", (281, 280))),
    "vast": encode_png(Image.new("1", (12_000, 12_000))),
    **{kind: _file(kind) for kind in ("jpeg", "gif", "tiff")},
    "cut": PNG[:-40],
    "damaged": PNG[:100] + b"\xff" * 50 + PNG[150:],
    "long": PNG + bytes(received.MAX_PNG_BYTES),
    "empty": b"",
}
OF_FUNCTIONS: Mapping[Callable, tuple[str, list, list]] = {  # each in words, with what it reads and refuses
    path_of: (
        "a pen's path",
        [each["path"] for each in STROKES],
        [
            *([], "M", [["Q", 10, 20, 30, 40], ["L", 50, 60]], [["M", "10", "20"], ["L", 30, 40]]),
            *([["M", 10, True]], [["M", 10, 20], ["C", 1, 2, 3, 4, 5, 6]], [["M", 10, 20, 30]]),
            *([[["M"], 10, 20]], [["M", 10, float("nan")]], [["M", 10, 1e7]], [["M", 1, 2], None]),
        ],
    ),
    width_of: ("a pen's width", [1, 20.5, 279], [0, 280, -1, "20", True, None, float("nan"), 10**400]),
    received.png_of: (
        "a PNG of the canvas's size",
        [as_url(PNG)],
        [*map(as_url, FILES.values()), as_url(PNG)[1:], "data:image/png;base64,*" + as_url(PNG)[22:], 7],
    ),
    taught.name_of_sign: (
        "a name of 1 to 12 characters to be seen",
        ["A", "☂", "שלום", "<b>&amp;</b>", " a b ", "👨‍👩‍👧‍👦"],
        [*("", " ", 13 * "x", 7, None, ["A"], {}, "a\nb", "\x00", "a\u202eb", "a\u200b", "\ud83d")],
    ),
    taught.distance_of: (
        "a distance from 0 to 10",
        [0, 0.55, 10],
        [-0.1, 10.1, float("nan"), float("inf"), "1", True, None, 10**400, [1]],
    ),
    received._choices: (
        "choices that the form accepts",
        [CHOICES, CHOICES | {"units": 4, "epochs": 200}],
        [
            *(CHOICES | {"units": 10**9}, CHOICES | {"own_digits": 3}, CHOICES | {"start": "x"}, {}, None),
            *(CHOICES | {"more": 1}, CHOICES | {"activation": []}, CHOICES | {"seed": "x"}),
        ],
    ),
}


@cache
def schema(name: str) -> object:
    """Return a message's schema, as on some page."""
    return MESSAGES[name].schema(*ABOUT.get(name, ()))


def words(part: object) -> str:
    """Say the bounds of a part."""
    match part:
        case Whole(end, least):
            return f"a whole number from {least:,} to {end - 1:,}"
        case OneOf():
            return "a known value"
        case Text(most, pattern):
            return f"a text of {most:,} characters at most" + f" like `{pattern}`" * bool(pattern)
        case Packed(kind, least, most, _, limit):
            count = f"{least:,} to {most:,}" if least < most else f"{most:,}"
            return f"{count} numbers of {kind[-1]} bytes" + f" from {-limit:,} to {limit:,}" * bool(limit)
        case Items(inner, most, least, first, skips):
            others = (f", the first {words(first)}" if first else "") + ", without what can't be read" * skips
            return f"{least:,} to {most:,} in a list, each {words(inner)}{others}"
        case Either(parts):
            return " or ".join(map(words, parts))
        case Maybe(inner):
            return f"perhaps {words(inner)}"
        case Made(_, inner):
            return words(inner)
        case list():
            return f"[{', '.join(map(words, part))}]"
        case dict():
            return f"{{{', '.join(f'`{name}`: {words(inner)}' for name, inner in part.items())}}}"
    return OF_FUNCTIONS[part][0] if part in OF_FUNCTIONS else "anything"


@cache
def of_page(name: str) -> st.SearchStrategy:
    """Draw such a message of a page."""
    return honest(schema(name))


def honest(part: object) -> st.SearchStrategy:
    """Draw what a page sends, often at its bounds."""
    match part:
        case Whole(end, least):
            return st.sampled_from([least, end - 1]) | st.integers(least, end - 1)
        case OneOf(names):
            return st.sampled_from([name for name in names if name is not MISSING])
        case Text(most, pattern) if pattern:
            return st.from_regex(pattern, fullmatch=True).filter(lambda text: len(text) <= most)
        case Text(most):
            return st.text(max_size=min(most, 20)) | st.just("a" * min(most, 999))
        case Packed(_, least, most, step):
            counts = st.sampled_from([least, most]) | st.integers(0, (most - least) // step).map(
                lambda times: least + times * step
            )
            return st.builds(lambda count, value: packed(part, [value] * count), counts, st.integers(0, 1))
        case Items(inner, most, least, first):
            many = st.lists(honest(inner), min_size=least, max_size=min(most, 3))
            many |= honest(inner).map(lambda one: [one] * (most if most <= 200 else 3))
            return st.builds(lambda one, rest: [one, *rest[1:]], honest(first), many) if first else many
        case Either(parts):
            return st.one_of(*map(honest, parts))
        case Maybe(inner) | Made(_, inner):
            return honest(inner)
        case list():
            return st.tuples(*map(honest, part)).map(list)
        case dict():
            return st.fixed_dictionaries({name: honest(inner) for name, inner in part.items()})
    return st.sampled_from(OF_FUNCTIONS[part][1]) if part in OF_FUNCTIONS else st.none() | st.text()


def beyond(part: object, sent: object) -> Iterator[object]:
    """Yield what a page sends with one thing beyond its bound, for each bound that there is."""
    match part:
        case Whole(end, least):
            yield from (end, least - 1, float(sent), str(sent), True, None, 10**400, [sent])
        case OneOf():
            yield from (f"{sent} ", "", 1, None, [sent], {})
        case Text(most, pattern):
            yield from (sent + "a" * (1 + most - len(sent)), None, 7, [sent], {})
            yield from (f"{sent}\n", f" {sent}") if pattern else ()
        case Packed(kind, least, most, step, limit):
            counts = (least - 1, least - step, most + step, *[least + 1] * (step > 1))
            yield from (packed(part, np.zeros(max(0, count))) for count in counts)
            for number in (limit + 1, -limit - 1, -(2**15)) if limit else ():
                yield packed(part, [*[0] * (least - 1), number])
            yield from (base64.b64encode(bytes(int(kind[-1]) * most - 1)).decode(), f"*{sent}", 7, None, [])
        case Items(inner, most, least, first, False):
            yield from (None, {}, "a", *[sent[: least - 1]] * bool(least))
            yield from [sent[:1] * (most + 1)] * bool(sent)
            for place in {0, len(sent) - 1} if sent else ():
                one = (first or inner) if place == 0 else inner
                yield from ([*sent[:place], each, *sent[place + 1 :]] for each in beyond(one, sent[place]))
        case Either(parts):
            yield from beyond(next(each for each in parts if read(each, sent) is not None), sent)
        case Made(_, inner):
            yield from beyond(inner, sent)
        case list():
            yield from (None, {}, sent[:-1], [*sent, 0], tuple(sent))
            for place, inner in enumerate(part):
                yield from ([*sent[:place], each, *sent[place + 1 :]] for each in beyond(inner, sent[place]))
        case dict():
            yield from (None, [], "a")
            for name, inner in part.items():
                if not isinstance(inner, Maybe) and MISSING not in getattr(inner, "names", ()):
                    yield {key: each for key, each in sent.items() if key != name}
                yield from (sent | {name: each} for each in beyond(inner, sent[name]))
        case _ if not isinstance(part, (Maybe, Items)):
            yield from OF_FUNCTIONS[part][2] if part in OF_FUNCTIONS else ()


def packed(part: Packed, numbers: object) -> str:
    """Return numbers as a page sends them."""
    return base64.b64encode(np.asarray(numbers, part.kind).tobytes()).decode()
