"""Python reads what the page's JavaScript writes; JavaScript survives anything in its store."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import PROJECT
from model.novelty.own_digits import MOST_DIGITS
from model.preprocess.pen import CANVAS_SIZE, MOST_STROKES
from tests.doors.held import examples
from tests.doors.strangers import ODD_WORDS, as_json, changed, nonsense
from tests.labeled import digits
from views.parts.component.constants import CONSTANTS
from views.session.drawing import drawing_code
from views.session.drawing.drawing_code import decode_drawing
from views.session.drawing.received import digits_of, object_of

pytestmark = pytest.mark.skipif(not shutil.which("node"), reason="Node is not installed")
EVERY = 40  # at a time, because starting Node takes longer than all its work

WRITE = """
globalThis.inklingConstants = CONSTANTS;
const { encodeDrawing } = await import("ROOT/views/session/drawing/drawing_code.js");
const given = JSON.parse(await new Response(process.stdin).text());
const said = [];
for (const { strokes, width, image } of given) {
  const drawn = strokes.map((points) => ({ points, width, isCurve: points.length > 1 }));
  said.push(await encodeDrawing(drawn, Float32Array.from(image)));
}
console.log(JSON.stringify(said));
"""
STORE = """
await import("ROOT/tests/js/page.js");
globalThis.inklingConstants = CONSTANTS;
const { default: save } = await import("ROOT/views/session/save.js");
const given = JSON.parse(await new Response(process.stdin).text());
const said = [];
for (const [at, text] of given.entries()) {
  const store = new Map([["inkling.digits.1", text]]);
  const setItem = (name, text) => store.set(name, text);
  globalThis.localStorage = { getItem: (name) => store.get(name) ?? null, setItem };
  const reported = [];
  const parentElement = {};
  const show = (read) => save({
    data: { session: `${at}`, fields: { digits: { content: { mine: "{}" }, read } } },
    parentElement,
    setTriggerValue: (_, [name, value]) => reported.push(value),
  });
  show(false);
  show(true);
  said.push({ reported, stored: store.get("inkling.digits.1") });
}
console.log(JSON.stringify(said));
"""


def run(script: str, given: object) -> list:
    """Return what Node prints for this input."""
    command = ["node", "--input-type=module", "-e", script.replace("ROOT", PROJECT.as_posix())]
    ended = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, timeout=60)
    assert not ended.returncode, ended.stderr[-2000:]
    return json.loads(ended.stdout)


class Drawn(NamedTuple):
    """A drawing, perhaps far too large, and some image: a seed for both."""

    strokes: int
    points: int
    width: int
    margins: Sequence[int]
    share: float
    seed: int

    def given(self) -> dict[str, object]:
        """Return it in the page's format."""
        rng = np.random.default_rng(self.seed)
        first = (-self.margins[0], CANVAS_SIZE + self.margins[1])
        strokes = rng.uniform(*first, (self.strokes, self.points, 2)).round(2)
        strokes[0, 0] = first
        image = np.where(rng.random(784) < self.share, rng.random(784), 0)
        return {"strokes": strokes.tolist(), "width": self.width, "image": image.tolist()}

    @property
    def is_too_much(self) -> bool:
        return self.strokes > MOST_STROKES or self.strokes * self.points > drawing_code.MAX_POINTS


sizes = st.sampled_from(
    [(1, 1), (2, 30), (59, 3), (60, 1), (60, 66), (60, 67), (61, 1), (1, 4000), (1, 4001)]
)
drawn = st.builds(
    lambda size, *rest: Drawn(*size, *rest),
    sizes,
    st.sampled_from([1, 12, 20, 32, 64]),
    st.sampled_from([(20, 20), (280, 280), (20, 281), (281, 20)]),
    st.sampled_from([0.01, 0.2, 1]),
    st.integers(0, 999),
)


@given(st.lists(drawn, min_size=EVERY, max_size=EVERY))
@examples(0.03)
def test_python_reads_what_the_page_writes(drawings):
    given = [each.given() for each in drawings]
    said = run(WRITE.replace("CONSTANTS", json.dumps(dict(CONSTANTS))), given)
    for drawing, drew, text in zip(drawings, given, said):
        outside = np.abs(np.concatenate(drew["strokes"]) - CANVAS_SIZE / 2).max() > 1.5 * CANVAS_SIZE
        if drawing.is_too_much or outside:
            assert not text
            continue
        coded = decode_drawing(text)
        assert (coded.image.ravel() == np.float32(drew["image"])).all()
        for stroke, points in zip(coded.strokes, drew["strokes"], strict=True):
            assert (stroke.width, stroke.is_curve) == (drawing.width, len(points) > 1)
            assert np.abs(stroke.points - points).max() <= 0.5 / drawing_code.STEPS


stored = (
    changed([[digit.key, digit.line] for digit in digits()][:4]).map(as_json)
    | nonsense.map(as_json)
    | st.sampled_from([*ODD_WORDS, "[" * 9000, "{}", "[[]]", "[null]", "17", '"ab"', "true"])
)


@given(st.lists(stored, min_size=EVERY, max_size=EVERY))
@examples(0.03)
def test_anything_in_a_browser_s_store_is_read_or_replaced(texts):
    for said in run(STORE.replace("CONSTANTS", json.dumps(dict(CONSTANTS))), texts):
        assert json.loads(said["stored"])["mine"] == "{}"
        assert len(json.loads(said["stored"])) <= MOST_DIGITS
        for text in said["reported"]:
            assert len(digits_of([*object_of(text, 600_000).values()])) <= MOST_DIGITS
