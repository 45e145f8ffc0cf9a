"""Whatever a browser claims that a component has sent, nothing breaks, and no nonsense is accepted."""

import ast
import json
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from model import PROJECT
from model.explain.wiring import Unit, find_unit
from model.network.message import encode
from model.novelty.own_digits import MOST_DIGITS, DigitsError, OwnDigit, own_digit
from model.perceptron import painted as code
from model.perceptron.painted import Painted
from model.preprocess.pen import CANVAS_SIZE, MOST_STROKES, draw_strokes
from tests.addresses import OLD_LINK, opened
from tests.doors.addresses import pictures
from tests.doors.held import examples, held
from tests.doors.strangers import changed, damaged, nested, nonsense
from tests.event_loop import run
from tests.for_each import for_each
from tests.labeled import digits
from tests.samples import SAMPLES
from tests.schemas import FILES, MESSAGES, PNG, beyond, of_page, schema
from tests.visitor import Visitor
from views.parts.looks.encode import as_url
from views.session.activations import latest_drawing, stages_of
from views.session.drawing.drawing import BLANK, Drawing, alpha_of, pen_object, pen_strokes_of, picture_object
from views.session.drawing.drawing_code import MAX_POINTS, CodeError
from views.session.drawing.latest_drawing import LatestDrawing
from views.session.drawing.linked_drawing import code_of, drawing_of_code
from views.session.drawing.received import (
    MAX_OBJECTS_BYTES,
    Received,
    digits_of,
    drawing_of,
    link_of,
    neuron_of,
    part_of,
)
from views.session.drawing.schema import read
from views.session.own_digits import digit_of, own_digits
from views.session.own_digits import store as store_digits
from views.session.pinned import described_morph, pin

STROKE = pen_object([["M", 1, 2], ["L", 3, 4]])
FEW = [10**400, "0", [0.0, 0, 0], {"layer": "image", "index": [0, 0]}]  # nonsense, one of each kind
LINES = [digit.line for digit in digits()]


def sent_by_the_canvas(**other: object) -> dict:
    """Return a message of the canvas with these fields changed."""
    about = {"session": "s", "given": 0, "number": 1, "name": ""}
    return about | {"objects": [STROKE], "png": as_url(PNG)} | other


files = st.sampled_from([PNG, *pictures()]).flatmap(lambda file: damaged(file) | st.just(file))
OTHERS = {  # what else strangers send in place of a message
    "drawing_of": st.builds(lambda file: sent_by_the_canvas(png=as_url(file)), files)
    | st.just(sent_by_the_canvas(objects=[nested(400, {})] * 40)),
    "digits_of": damaged("\n".join(LINES).encode()).map(lambda text: text.decode("latin-1").split("\n")),
}


@pytest.mark.parametrize("name", MESSAGES)
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@given(st.data())
@examples()
def test_a_message_is_read_within_its_bounds_and_refused_beyond_them(name, data):
    part, sent = schema(name), data.draw(of_page(name))
    other = data.draw(changed(sent) | nonsense | OTHERS.get(name, nonsense))
    with held():
        found, others = read(part, sent), read(part, other)
    assert found is not None
    is_usable(found if others is None else others)
    for wrong in beyond(part, sent):
        assert read(part, wrong) is None, ascii(wrong)[:200]


def is_usable(found: object) -> None:
    """Do with what was read what the pages do, and write it again where they do."""
    match found:
        case Received(number=number):
            latest = LatestDrawing()
            latest.receive(found.drawing, latest.session, 0, number + 1, found.name)
            paths = [each["path"] for each in latest.current.objects if "path" in each]
            assert len(paths) <= MOST_STROKES and sum(map(len, paths)) <= MAX_POINTS
            json.dumps(latest.current.objects, allow_nan=False)  # as the canvas gets it back
            if latest.current.png is not None:
                all_is_made_of(latest.current)
        case (Painted() as painted, _, _):
            assert code.written(code.read(code.written(painted))) == code.written(painted)
        case [OwnDigit(), *_]:
            assert len(found) <= MOST_DIGITS and digits_of([each.line for each in found]) == found


def all_is_made_of(drawing: Drawing) -> None:
    """Do everything that a page's process does with a drawing; each step raises only its own error."""
    with opened({}):
        with held():
            ink, strokes, stages = drawing.ink(), pen_strokes_of(drawing), stages_of(drawing)
        assert ink.shape == (CANVAS_SIZE, CANVAS_SIZE) and 0 <= ink.min() <= ink.max() <= 1
        if stages is None:
            return
        with held(), suppress(DigitsError):
            digit = digit_of(drawing, 7)
            store_digits([digit])
            assert own_digits()[0].image.shape == (28, 28)
        code = ""
        with held(), suppress(CodeError):
            code = code_of(drawing, stages.image)
        with held():
            pin(drawing)
            latest_drawing().add(drawing_of_code(OLD_LINK.partition("drawing=")[2].partition("&")[0]))
            way = described_morph(latest_drawing().current)
            encode({"morph": way})
        assert strokes is None or (len(strokes) == len(drawing.objects) and not way["of_images"])
    if code:
        with opened({}), suppress(CodeError):  # the picture wasn't made by these strokes
            assert (stages_of(drawing_of_code(code)).image == stages.image).all()


def test_an_honest_page_s_messages_are_accepted_unchanged(network):
    for layer in network.layers:
        last = [size - 1 for size in layer.shape]
        sent = {"layer": layer.name, "index": last}
        if layer.kind in ("InputLayer", "Flatten", "Reshape"):
            assert neuron_of(sent, network) is None
        else:
            neuron = find_unit(network, Unit(layer.name, tuple(last)))
            assert neuron_of(sent, network) == neuron
            assert neuron_of(sent | {"network": network.name}, network) == neuron
            assert neuron_of(sent | {"network": "yours 1"}, network) is None
    found = drawing_of(sent_by_the_canvas(given=3))
    assert (found.drawing.objects, found.drawing.png, *found[1:]) == ([STROKE], PNG, "s", 3, 1, "")
    assert drawing_of(sent_by_the_canvas(objects=[], png=None)) == Received(BLANK, "s", 0, 1, "")
    assert part_of({"part": "ledger"}, {"ledger": None}) == ("ledger", None)
    assert link_of("http://a", 100) == "http://a" and link_of("javascript:alert(1)", 100) is None


@for_each("file", FILES.values(), ids=lambda file: f"{len(file)} bytes")
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_only_a_png_of_the_canvas_s_size_is_decoded(monkeypatch, file):
    decoded = []
    load = Image.Image.load
    monkeypatch.setattr(Image.Image, "load", lambda picture: decoded.append(picture.size) or load(picture))
    assert drawing_of(sent_by_the_canvas(png=as_url(file))) is None
    assert set(decoded) <= {(280, 280)}


def test_a_stroke_s_picture_is_decoded_once_and_read_only():
    alpha_of.cache_clear()
    drawing = drawing_of(sent_by_the_canvas()).drawing
    for _ in range(3):
        assert (drawing.ink() * 255 == draw_strokes(SAMPLES[4])[..., 3]).all()
    assert alpha_of.cache_info().misses == 1
    with pytest.raises(ValueError):
        drawing.alpha()[:] = 0


def test_a_whole_message_has_a_limit_too():
    points = [["L", 1.5, 2.5]] * (MAX_OBJECTS_BYTES // 16)
    assert drawing_of(sent_by_the_canvas(objects=[STROKE | {"path": points}])) is None
    assert drawing_of(sent_by_the_canvas(objects=[STROKE | {"path": points[: len(points) // 2]}])) is not None


def test_unreadable_and_extra_labeled_drawings_are_dropped():
    lines = [
        own_digit(number % 10, [[(40 + number % 200, 60), (90, 120 + number // 200)]], [20]).line
        for number in range(MOST_DIGITS + 2)
    ]
    assert [digit.line for digit in digits_of(lines)] == lines[:MOST_DIGITS]
    assert [digit.line for digit in digits_of([*lines[:2], "{", 7, *lines[2:4]])] == lines[:4]


def test_of_a_drawing_only_the_pen_s_part_is_stored():
    deep, picture = nested(300, []), picture_object(as_url(PNG))
    fabric = STROKE | {"version": "6.7.1", "originX": "left", "left": 1, "shadow": None, "clipPath": deep}
    drawing = drawing_of(sent_by_the_canvas(objects=[picture | {"filters": deep}, fabric])).drawing
    assert drawing.objects == [picture, STROKE]
    assert drawing_of(sent_by_the_canvas(objects=[fabric, picture])) is None  # a picture lies below


def test_every_pick_passes_the_one_reader():
    """Make sure that each callback names its argument `sent`, and only hands it to a reader or to another."""
    picks = 0
    for path in (PROJECT / "views").rglob("*.py"):
        if path.parent.name == "drawing":  # the readers
            continue
        nodes = [*ast.walk(ast.parse(path.read_text()))]
        imports = [
            each for each in nodes if getattr(each, "module", None) == "views.session.drawing.received"
        ]
        readers = [each.name for one in imports for each in one.names]
        functions = [each for each in nodes if isinstance(each, (ast.FunctionDef, ast.Lambda))]
        callbacks = [each for each in functions if "sent" in [one.arg for one in each.args.args]]
        may_have_it = {"isinstance", *readers, *(getattr(each, "name", "") for each in callbacks)}
        for each in nodes:
            if isinstance(each, ast.keyword) and each.arg == "on_pick":
                given = ast.unparse(each.value)
                is_callback = given.removeprefix("partial(").partition(",")[0] in may_have_it
                assert given in ("None", "on_pick") or is_callback or given.startswith("lambda sent:"), given
                picks += given not in ("None", "on_pick")
        for node in (inner for each in callbacks for inner in ast.walk(each)):
            if "sent" in [getattr(each, "id", "") for each in ast.iter_child_nodes(node)]:
                is_handed = isinstance(node, ast.Call) and ast.unparse(node.func) in may_have_it
                is_compared = isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Is)
                assert is_handed or is_compared, f"{path.name}: {ast.unparse(node)}"
    assert picks >= 12


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
                forged = [sent_by_the_canvas(**{name: value}) for name in sent_by_the_canvas()]
                for drawing in (value, *forged):
                    await forger.send({forger._surface: {"drawing": drawing}}, forger.pages[0])
            assert np.array_equal(forger.drawing["image"].ravel(), image)
            return forger

    forger = run(forge(app.address))
    assert forger.problems == []
    assert str(PROJECT / "views").encode() not in log.read_bytes()[known:]
