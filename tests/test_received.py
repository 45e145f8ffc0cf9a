"""Whatever a browser claims that a component has sent, nothing breaks, and no nonsense is accepted."""

from __future__ import annotations

import ast
import base64
import contextlib
import inspect
import io
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from model import PROJECT
from model.explain.wiring import Unit, find_unit
from model.novelty.own_digits import MOST_DIGITS, DigitsError, own_digit
from model.preprocess import stages_of_ink
from model.preprocess.morph import morph_between, placed
from model.preprocess.pen import draw_strokes
from tests.benchmarks.visitor import Visitor
from tests.doors.held import examples
from tests.event_loop import run
from tests.for_each import for_each
from tests.samples import SAMPLES
from views.drawing import received, received_learned, received_painted, received_wall
from views.drawing.drawing import BLANK, alpha_of, pen_object, pen_strokes_of, picture_object, png_of
from views.drawing.drawing_code import CodeError
from views.drawing.latest_drawing import LatestDrawing
from views.drawing.linked_drawing import code_of, drawing_of_code
from views.drawing.received import (
    Received,
    digits_of,
    drawing_of,
    index_of,
    link_of,
    neuron_of,
    number_of,
    part_of,
)
from views.parts.looks.encode import as_url, encode_png
from views.session.own_digits import digit_of

PNG = png_of(draw_strokes(SAMPLES[4])[..., 3])
STROKE = pen_object([["M", 1, 2], ["L", 3, 4]])
NONSENSE = [
    *(None, True, False, 0.5, 1.0, float("nan"), float("inf"), -1, 10**400, "", "0", "picked", "\ud800"),
    *([], [[]], [0, 0, 0, 0], [True, 0], [0.0, 0.0], [None, None], ["0", "0"], [-1, 0], [0, 10**400]),
    *({}, {"layer": "hidden1"}, {"index": [0]}, {"layer": None, "index": None}, {"layer": ["hidden1"]}),
]

# one of each kind
FEW = [10**400, "0", [0.0, 0, 0], {"layer": "image", "index": [0, 0]}]


def _id(value: object) -> str:
    return ascii(value)[:30]


@for_each("sent", [*NONSENSE, 10, [0], [3, 4]], ids=_id)
def test_only_a_whole_number_in_range_is_accepted(sent):
    assert number_of(sent, 10) is None


@for_each("sent", [*NONSENSE, 0, [0], [0, 0, 0], [3, 10], [10, 3], (3, 4), "34"], ids=_id)
def test_only_an_index_within_the_shape_is_accepted(sent):
    assert index_of(sent, (10, 10)) is None


@for_each(
    ("layer", "index"),
    [
        *(
            (layer, index)
            for layer in ("image", "flatten", "nothing", "", None, 0)
            for index in ([0], [0, 0])
        ),
        *(
            (layer, index)
            for layer in ("hidden1", "conv1")
            for index in [*NONSENSE, 0, [128], [26, 0, 0], [0, 0]]
        ),
    ],
    ids=_id,
)
def test_only_a_neuron_of_the_network_is_accepted(network, layer, index):
    assert neuron_of({"layer": layer, "index": index}, network) is None


@for_each("sent", NONSENSE, ids=_id)
def test_nonsense_is_neither_a_neuron_nor_a_drawing(network, sent):
    assert neuron_of(sent, network) is None
    assert drawing_of(sent) is None
    assert drawing_of(_sent(png=sent)) is None
    if sent != []:
        assert drawing_of(_sent(objects=sent)) is None
    assert drawing_of(_sent(objects=[sent])) is None, "what is no stroke and no picture"
    for name in ("session", "name", "given", "number"):
        is_text = name in ("session", "name")
        assert drawing_of(_sent(**{name: sent})) is None or isinstance(sent, str) == is_text


def _sent(**other: object) -> dict:
    """Return a message of the canvas with these fields changed."""
    about = {"session": "s", "given": 3, "number": 42, "name": ""}
    return about | {"objects": [STROKE], "png": as_url(PNG)} | other


def test_an_honest_page_s_messages_are_accepted_unchanged(network):
    assert [number_of(number, 10) for number in (0, 9)] == [0, 9]
    assert index_of([9, 0], (10, 10)) == (9, 0)
    for layer in network.layers:
        last = [size - 1 for size in layer.shape]
        if layer.kind not in ("InputLayer", "Flatten", "Reshape"):
            sent = {"layer": layer.name, "index": last}
            neuron = find_unit(network, Unit(layer.name, tuple(last)))
            assert neuron_of(sent, network) == neuron
            assert neuron_of(sent | {"network": network.name}, network) == neuron
            assert neuron_of(sent | {"network": "yours 1"}, network) is None
    found = drawing_of(_sent())
    assert (found.drawing.objects, found.drawing.png, *found[1:]) == ([STROKE], PNG, "s", 3, 42, "")
    assert drawing_of(_sent(objects=[], png=None)) == Received(BLANK, "s", 3, 42, "")


def _file(picture: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


SQUARE = Image.new("RGBA", (280, 280), "black")


@pytest.mark.parametrize(
    "file",
    [
        encode_png(SQUARE.resize((281, 280))),
        encode_png(Image.new("1", (12_000, 12_000))),
        _file(SQUARE.convert("RGB"), "jpeg"),
        _file(SQUARE, "gif"),
        _file(SQUARE, "tiff"),
        PNG[:-40],
        PNG[:100] + b"\xff" * 50 + PNG[150:],
        PNG + bytes(received.MAX_PNG_BYTES),
        b"",
    ],
    ids=["wider", "vast", "jpeg", "gif", "tiff", "cut", "damaged", "long", "empty"],
)
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_only_a_png_of_the_canvas_s_size_is_its_picture(monkeypatch, file):
    decoded = []
    load = Image.Image.load
    monkeypatch.setattr(Image.Image, "load", lambda picture: decoded.append(picture.size) or load(picture))
    assert drawing_of(_sent(png=as_url(file))) is None
    assert drawing_of(_sent(png="data:image/png;base64,*" + base64.b64encode(PNG).decode())) is None
    assert set(decoded) <= {(280, 280)}


@pytest.mark.parametrize("sent", [None, 7, "ledger", ["ledger"], {}, {"part": ["ledger"]}, {"part": "other"}])
def test_only_an_existing_part_can_be_picked_in(sent):
    assert part_of(sent, {"ledger": None}) is None
    assert part_of({"part": "ledger", "picked": sent}, {"ledger": None}) == ("ledger", sent)
    assert part_of({"part": "ledger"}, {"ledger": None}) == ("ledger", None)


def test_a_stroke_s_picture_is_decoded_once_and_read_only():
    alpha_of.cache_clear()
    drawing = drawing_of(_sent()).drawing
    for _ in range(3):
        assert (drawing.ink() * 255 == draw_strokes(SAMPLES[4])[..., 3]).all()
    assert alpha_of.cache_info().misses == 1
    with pytest.raises(ValueError):
        drawing.alpha()[:] = 0


def test_a_drawing_has_a_limit():
    points = [["L", 1.5, 2.5]] * (received.MAX_OBJECTS_BYTES // 16)
    assert drawing_of(_sent(objects=[STROKE | {"path": points}])) is None
    assert drawing_of(_sent(objects=[STROKE | {"path": points[: len(points) // 2]}])) is not None


def test_a_link_is_a_page_s_address_within_bounds():
    link = "https://inkling.test/?drawing=sample.4"
    assert link_of(link, len(link)) == link and link_of("http://a", 100) == "http://a"
    for sent in (
        *NONSENSE,
        link + "&",
        "ftp://a",
        "javascript:alert(1)",
        "https://a b",
        f" {link}",
        f"{link}\n",
        "https://",
    ):
        assert link_of(sent, len(link)) is None, sent


def test_extra_labeled_drawings_are_dropped():
    lines = [
        own_digit(number % 10, [[(40 + number % 200, 60), (90, 120 + number // 200)]], [20]).line
        for number in range(MOST_DIGITS + 2)
    ]
    assert [digit.line for digit in digits_of(lines)] == lines[:MOST_DIGITS]
    assert [digit.line for digit in digits_of([*lines[:2], "{", 7, *lines[2:4]])] == lines[:4]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3) | st.just(10**400),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
NUMBERS = st.integers(-300, 600) | st.floats(-300, 600) | JSON
COMMANDS = st.tuples(
    st.sampled_from(["M", "L", "Q", "Q", "C", "Z"]) | JSON, st.lists(NUMBERS, max_size=4)
).map(lambda said: [said[0], *said[1]])
OBJECTS = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["Path", "path", "Image", "Rect"]) | JSON,
        "path": st.lists(COMMANDS, min_size=1, max_size=4) | JSON,
        "strokeWidth": st.sampled_from([12, 20.5]) | JSON,
        "src": st.sampled_from([as_url(PNG), "https://example.org/a.png"]) | JSON,
    }
)


@pytest.mark.parametrize(
    "path",
    [
        [["Q", 10, 20, 30, 40], ["L", 50, 60]],
        [["M", "10", "20"], ["L", "30", "40"]],
        [["M", 10, True], ["L", 30, 40]],
        [["M", 10, 20], ["C", 1, 2, 3, 4, 5, 6]],
        [["M", 10, 20, 30]],
        [[["M"], 10, 20]],
    ],
    ids=str,
)
def test_any_pen_path_is_accepted(path):
    assert drawing_of(_sent(objects=[STROKE | {"path": path}])) is None


@given(st.lists(OBJECTS, min_size=1, max_size=3))
@examples(3)
def test_accepted_drawings_can_be_undone_pinned_labeled_and_linked(objects):
    received = drawing_of(_sent(objects=objects))
    if received is None:
        return
    latest = LatestDrawing()
    latest.receive(received.drawing, latest.session, 0, 1)
    drawing = latest.current
    stages = stages_of_ink(drawing.ink())
    strokes = pen_strokes_of(drawing)
    if strokes is not None:
        morph_between(stages.image, stages.image, *[placed(stages, strokes)] * 2)
    with contextlib.suppress(DigitsError):
        digit_of(drawing, 3)
    with contextlib.suppress(CodeError):
        assert drawing_of_code(code_of(drawing, stages.image)).png is not None
    json.dumps(drawing.objects, allow_nan=False)  # as the canvas gets it back


def test_of_a_drawing_only_the_pen_s_part_is_stored():
    nested = json.loads("[" * 300 + "]" * 300)
    fabric = STROKE | {"version": "6.7.1", "originX": "left", "left": 1, "shadow": None, "clipPath": nested}
    picture = picture_object(as_url(PNG))
    drawing = drawing_of(_sent(objects=[picture | {"filters": nested}, fabric])).drawing
    assert drawing.objects == [picture, STROKE]
    assert drawing_of(_sent(objects=[fabric, picture])) is None  # a picture lies below


def test_every_pick_passes_the_one_reader():
    """Make sure that each callback names its argument `sent` and hands it to a reader or another one."""
    modules = (received, received_learned, received_painted, received_wall)
    readers = {name for module in modules for name, _ in inspect.getmembers(module, inspect.isfunction)}
    picks = 0
    for path in (PROJECT / "views").rglob("*.py"):
        tree = ast.parse(path.read_text())
        functions = [each for each in ast.walk(tree) if isinstance(each, (ast.FunctionDef, ast.Lambda))]
        takers = {each.name for each in functions if hasattr(each, "name") and "sent" in parameters(each)}
        for node in (
            ast.walk(tree)
            if path.stem
            not in ("received", "received_learned", "received_painted", "received_wall", "drawing")
            else ()
        ):  # the function that read it
            if isinstance(node, ast.keyword) and node.arg == "on_pick":
                given = ast.unparse(node.value)
                assert given in {"None", "on_pick", *takers} or given.startswith("lambda sent:"), given
                picks += given not in ("None", "on_pick")
            if isinstance(node, (ast.FunctionDef, ast.Lambda)) and "sent" in parameters(node):
                body = node.body if isinstance(node.body, list) else [node.body]
                inside = [each for statement in body for each in ast.walk(statement)]
                handed = [
                    each
                    for call in inside
                    if isinstance(call, ast.Call) and ast.unparse(call.func) in readers | takers
                    for each in call.args
                ]
                used = [each for each in inside if isinstance(each, ast.Name) and each.id == "sent"]
                assert used and all(each in handed for each in used), f"{path.name}: {ast.unparse(node)}"
    assert picks >= 12


def parameters(function: ast.FunctionDef | ast.Lambda) -> list[str]:
    return [each.arg for each in function.args.args]


class Forger(Visitor):
    """A session that sends forged values for every component on its page."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.components: dict[str, str] = {}  # id -> its fragment
        self.pages: list[str] = []
        self.problems: list[str] = []
        self.finished = 0

    def _take(self, message: ForwardMsg) -> None:
        super()._take(message)
        element = message.delta.new_element
        if element.bidi_component.id:
            self.components[element.bidi_component.id] = message.delta.fragment_id
        if element.WhichOneof("type") == "exception":
            self.problems.append(element.exception.message)
        if message.WhichOneof("type") == "navigation":
            self.pages = [page.page_script_hash for page in message.navigation.app_pages]
        self.finished += message.WhichOneof("type") == "script_finished"

    async def send(self, widgets: dict[str, object], page: str = "") -> None:
        """Send values of components or picks in them, and wait until all are answered."""
        before = self.finished
        message = BackMsg()
        message.rerun_script.page_script_hash = page or self._page
        for name, value in widgets.items():
            state = message.rerun_script.widget_states.widgets.add()
            if name == self._surface:
                state.id, state.json_value = name, json.dumps(value)
            else:
                state.id = f"$$STREAMLIT_INTERNAL_KEY_{name}__events"
                state.json_trigger_value = json.dumps([{"event": "picked", "value": value}])
        await self.socket.send(message.SerializeToString())
        await self._until(lambda: self.finished > before, 60)


def test_forged_messages_change_nothing_on_any_page(app, log):
    known = log.stat().st_size

    async def forge(address: str) -> Forger:
        async with Forger(address) as forger:
            image, _ = await forger.draw(PNG)
            (view,) = (each for each in forger.components if each.endswith("-network_picture"))
            picked = {"network": "dense", "layer": "hidden1", "index": [3]}
            await forger.send({view: picked})
            for page in forger.pages:
                forger.components.clear()
                await forger.send({}, page)
                picking = [name for name in forger.components if not name.endswith("-surface")]
                for value in [*FEW, *(picked | {"index": each} for each in FEW)]:
                    await forger.send(dict.fromkeys(picking, value), page)
            await forger.send({}, forger.pages[0])
            for value in FEW:
                forged = [_sent(**{name: value}) for name in _sent()]
                for drawing in (value, *forged):
                    await forger.send({forger._surface: {"drawing": drawing}}, forger.pages[0])
            assert np.array_equal(forger.drawing["image"].ravel(), image)
            return forger

    forger = run(forge(app.address))
    assert forger.problems == []
    assert str(PROJECT / "views").encode() not in log.read_bytes()[known:]
