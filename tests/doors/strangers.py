"""Hypothesis strategies for what strangers send: nonsense, and valid values and files, changed.

The profile (tests/conftest.py) says how many examples we try: few in the suite, and always the same; many
with `make fuzz`, and different ones every time.
"""

import copy
import json
import zlib
from collections import deque
from collections.abc import Sequence
from itertools import islice

from hypothesis import strategies as st

ODD_NUMBERS = (
    *(
        0,
        -0.0,
        -1,
        0.5,
        1,
        9,
        10,
        60,
        61,
        255,
        280,
        281,
        4001,
        1e-320,
        1e9,
        2.0**53 + 2,
        2**31,
        2**63,
        -(2**63),
    ),
    *(1e-320, 1e308, -1e308, 10**400, float("nan"), float("inf"), float("-inf")),
)
ODD_WORDS = (
    *("", " ", "0", "-1", "07", "1e9", "٣", "NaN", "null", "M", "Q", "L", "Path", "Image", "image", "logits"),
    *(
        "\ud800",
        "\x00",
        "\u2028",
        "\x85",
        "\u202e",
        "é",
        "%",
        "<script>",
        "`",
        "../..",
        "x" * 9000,
        "9" * 5000,
    ),
)
MOST_PLACES, MOST_MORE = 1000, 20_000  # places that we try; values in a repetition
TIMES = (2, 3, 11, 61, 401, 4001)  # how often a value of valid data can be repeated

odd = st.one_of(
    st.sampled_from([None, True, False]),
    st.sampled_from(ODD_NUMBERS),
    st.sampled_from(ODD_WORDS),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
)
nonsense = st.recursive(
    odd,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(ODD_WORDS), inner, max_size=3)
    ),
    max_leaves=8,
) | st.builds(lambda depth, leaf: nested(depth, leaf), st.sampled_from([9, 90, 300]), odd)


def nested(depth: int, leaf: object) -> object:
    """Return a list in a list in a list …"""
    for _ in range(depth):
        leaf = [leaf]
    return leaf


def places(value: object) -> list[tuple]:
    """Return the path to every value in plain data, outer ones first, and at most MOST_PLACES of them."""
    found, waiting = [()], deque([((), value)])
    while waiting and len(found) < MOST_PLACES:
        path, value = waiting.popleft()
        items = (
            value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        )
        inner = [((*path, key), each) for key, each in islice(items, MOST_PLACES)]
        found += [path for path, _ in inner]
        waiting += inner
    return found


@st.composite
def changed(draw: st.DrawFn, honest: object, most: int = 3) -> object:
    """Draw plain data with up to `most` values replaced, missing or repeated."""
    value = copy.deepcopy(honest)
    for _ in range(draw(st.integers(1, most))):
        path = draw(st.sampled_from(places(value)))
        if not path:
            value = draw(nonsense) if draw(st.integers(0, 9)) == 0 else value
            continue
        within = value
        for key in path[:-1]:
            within = within[key]
        what = draw(st.sampled_from(["other", "other", "missing", "more", "elsewhere"]))
        if what == "other":
            within[path[-1]] = draw(nonsense)
        elif what == "missing":
            del within[path[-1]]
        elif what == "more" and isinstance(within, list):
            one = within[path[-1]]
            times = min(draw(st.sampled_from(TIMES)), MOST_MORE // len(places(one)))
            within[path[-1] : path[-1] + 1] = [one] * times
        elif what == "elsewhere":
            within[path[-1]] = copy.deepcopy(value_at(value, draw(st.sampled_from(places(value)))))
    return value


def value_at(value: object, path: tuple) -> object:
    """Return the value at that path."""
    for key in path:
        value = value[key]
    return value


@st.composite
def damaged(draw: st.DrawFn, honest: bytes, most: int = 4) -> bytes:
    """Draw a file that was cut, or has bits flipped, bytes filled in, removed or repeated; or any bytes."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.binary(max_size=60))
    contents = bytearray(honest)
    for _ in range(draw(st.integers(1, most))):
        if not contents:
            break
        start = draw(st.integers(0, len(contents) - 1))
        end = min(len(contents), start + draw(st.sampled_from([1, 1, 4, 40, 4000])))
        what = draw(st.sampled_from(["cut", "turned", "filled", "out", "twice", "between"]))
        if what == "cut":
            del contents[start:]
        elif what == "turned":
            contents[start] ^= 1 << draw(st.integers(0, 7))
        elif what == "filled":
            contents[start:end] = bytes([draw(st.sampled_from([0, 0x7F, 0x80, 0xFF]))]) * (end - start)
        elif what == "out":
            del contents[start:end]
        elif what == "twice":
            contents[end:end] = contents[start:end]
        else:
            contents[start:start] = draw(st.binary(min_size=1, max_size=9))
    return bytes(contents)


def said_in(words: Sequence[str]) -> st.SearchStrategy[str]:
    """Draw words as in an address, their pieces in new combinations, or any text."""
    piece = st.sampled_from(sorted({part for word in words for part in word.replace("-", ".").split(".")}))
    pieces = st.lists(piece | st.sampled_from(ODD_WORDS) | st.integers(-2, 10**5).map(str), max_size=6)
    return (
        st.sampled_from(list(words))
        | st.builds(lambda joint, parts: joint.join(parts), st.sampled_from([".", "-", ",", ""]), pieces)
        | st.text(max_size=30)
    )


def as_json(value: object) -> str:
    """Write JSON as a browser or a program does, including NaN and lone surrogates."""
    return json.dumps(value)


def squeezed(contents: bytes) -> bytes:
    """Compress with zlib, as small as possible."""
    return zlib.compress(contents, 9)
