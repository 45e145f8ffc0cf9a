"""A link restores a session exactly; anything else in an address is refused in one message."""

import base64
import contextlib
import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlencode

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.explain.wiring import Unit
from model.network import NAMES
from model.network.neuron import Factors
from model.perceptron import painted as code
from model.perceptron.painted import Painted
from model.preprocess import stages_of_ink
from model.preprocess.damage import DEGREES
from model.preprocess.mnist import TEST_IMAGES, load_test_images
from model.preprocess.pen import MOST_STROKES, draw_strokes
from model.reading import Reading
from tests.addresses import OLD_LINK, opened, pencil, png
from tests.built import BUILT, TWO
from tests.doors.held import examples
from tests.samples import SAMPLES
from views.address.address import left_out, read_address
from views.address.address_fields import FIELDS
from views.address.copy_link import qr_code
from views.address.demo_field import seconds
from views.classroom.joined import joined, key
from views.parts.component.fields import MOST_IN_LINK
from views.parts.language.language import language
from views.parts.shared import shipped_network
from views.parts.words import DAMAGED as DAMAGED_PARTS
from views.parts.words import (
    DRAWING_LEFT_OUT,
    HIDEABLE,
    LINKED_PICTURE,
    OWN_IS_LOST,
    OWN_LEFT_OUT,
    PINNED_LEFT_OUT,
)
from views.session import breaking, state, why
from views.session.activations import latest_drawing, stages_of
from views.session.drawing.drawing import BLANK, Drawing, drawing_of_alpha, pen_object, png_of
from views.session.drawing.drawing_code import (
    MAX_POINTS,
    CodedDrawing,
    CodeError,
    PenStroke,
    decode_drawing,
    encode_drawing,
)
from views.session.drawing.latest_drawing import LatestDrawing
from views.session.drawing.linked_drawing import code_of, drawing_of_code, drawing_of_test_image
from views.session.drawing.samples import samples
from views.session.hidden import hidden
from views.session.networks import OWN, use_own
from views.session.pinned import pin, pinned
from views.session.selection import factors_of, selected_neuron
from views.session.store import address
from views.tasks import built, own_task
from views.tasks.tasks import TASKS
from views.training.here.saved_networks import NONE, offer_network


@st.composite
def drawings(draw: st.DrawFn) -> Drawing:
    """Draw one by its number, or as the canvas sends it, with a picture that Python would not paint."""
    kind = draw(st.sampled_from(["blank", "sample", "test", "strokes", "strokes", "strokes"]))
    if kind == "blank":
        return LatestDrawing().current
    if kind == "sample":
        return samples()[draw(st.integers(0, 9))]
    if kind == "test":
        return drawing_of_test_image(draw(st.integers(0, TEST_IMAGES - 1)))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    objects, alpha = [], np.zeros((280, 280), np.uint8)
    for _ in range(draw(st.integers(1, 3))):
        walk = rng.uniform(60, 220, 2) + np.cumsum(
            rng.normal(scale=14, size=(rng.integers(2, 25), 2)), axis=0
        )
        points, width = np.clip(walk, 10, 270), int(rng.choice([12, 20, 32]))
        objects.append(pencil(points, width))
        alpha = np.maximum(alpha, draw_strokes([points], width=width)[..., 3])
    edge = (alpha > 0) & (alpha < 255)
    alpha[edge] = np.clip(alpha[edge] + rng.integers(-40, 40, edge.sum()), 1, 254)
    return Drawing(objects, png_of(alpha))


def as_link() -> str:
    """Return the link to this session."""
    said = {name: value for name, value in address()["values"].items() if value}
    return f"https://inkling.test/?{urlencode(said)}"


def assert_same_strokes(drawing: Drawing, original: Drawing) -> None:
    """Compare strokes on the canvas, to half of the 1/8 pixel that an address stores."""
    assert len(drawing.objects) == len(original.objects)
    for one, other in zip(drawing.objects, original.objects):
        assert one.keys() == other.keys()
        assert one.get("strokeWidth") == other.get("strokeWidth")
        path, original_path = one.get("path", []), other.get("path", [])
        assert [command for command, *_ in path] == [command for command, *_ in original_path]
        for (_, *point), (_, *original_point) in zip(path, original_path):
            assert np.abs(np.subtract(point, original_point)).max() <= 1 / 16


@given(drawings(), drawings())
@examples()
def test_a_link_restores_both_drawings(there, kept):
    with opened({}) as sentences:
        state.put("latest_drawing", LatestDrawing(there))
        pin(kept)
        image, values = stages_of(latest_drawing().current), address()["values"]
        kept_image = pinned() and pinned().image
        assert left_out(as_link()) == []
    said = {name: value for name, value in values.items() if value}
    assert urlencode(said) == "&".join(f"{name}={value}" for name, value in said.items())  # no escapes
    assert len(urlencode(said)) <= 3500
    with opened(said) as sentences:
        assert sentences == [] and address()["values"] == values
        current = latest_drawing().current
        assert current.origin == there.origin
        assert_same_strokes(current, there)
        assert image is None or (stages_of(current).image == image.image).all()
        assert bool(pinned()) == (kept_image is not None)
        if pinned():
            assert pinned().drawing.origin == kept.origin and (pinned().image == kept_image).all()
            assert_same_strokes(pinned().drawing, kept)


class Edge(NamedTuple):
    """A value at one end of a field's range, and what a session then shows.

    Attributes:
        said: The field's value in the address.
        seen: The value that this session has for it.
        beside: What else the address contains.
    """

    said: str
    seen: object
    beside: Mapping[str, str] = {}


OUTPUTS = ({"neuron": "logits.0"}, {"neuron": "logits.9"})


def ink_of_sample(digit: int) -> bytes:
    return draw_strokes(SAMPLES[digit])[..., 3].tobytes()


def ink_of_test_image(number: int) -> bytes:
    return np.kron(load_test_images()[0][number], np.ones((10, 10), np.uint8)).tobytes()


def ink(drawing: Drawing) -> bytes:
    return np.rint(255 * drawing.ink()).astype(np.uint8).tobytes()


def edges() -> dict[str, list[Edge]]:
    """Return the first and the last value of every field, and 0 where the field allows it."""
    conv = {"network": "conv"}
    damaged = [
        Edge(f"{kind}.{degree}{said}", (kind, degree, bool(said)))
        for kind, degrees in DEGREES.items()
        for degree in (degrees[0], degrees[1], degrees[-1])
        for said in ("", ".centered")
        if (kind, degree, said) != ("slid", 0, "")
    ]
    return {
        "lang": [Edge("en", "en")],
        "task": [Edge(task, task) for task in (*(task.id for task in TASKS), TEACHERS, LEAST, *DRAWN)],
        "network": [Edge("conv", "conv")],
        "drawing": [
            *(Edge(f"sample.{digit}", ink_of_sample(digit)) for digit in (0, 9)),
            *(Edge(f"test.{number}", ink_of_test_image(number)) for number in (0, 9999)),
        ],
        "kept": [
            *(Edge(f"sample.{digit}", ink_of_sample(digit)) for digit in (0, 9)),
            *(Edge(f"test.{number}", ink_of_test_image(number)) for number in (0, 9999)),
        ],
        "neuron": [
            *(Edge(f"hidden1.{unit}", Unit("hidden1", (unit,))) for unit in (0, 127)),
            *(Edge(f"logits.{digit}", Unit("logits", (digit,))) for digit in (0, 9)),
            Edge("conv1.0.0.0", Unit("conv1", (0, 0, 0)), conv),
            Edge("conv1.25.0.15", Unit("conv1", (25, 0, 15)), conv),
            Edge("pool2.0.3.63", Unit("pool2", (0, 3, 63)), conv),
        ],
        "against": [Edge("9", 9, OUTPUTS[0]), Edge("0", 0, OUTPUTS[1]), Edge("1", 1, OUTPUTS[0])],
        "why": [
            Edge("strokes", ("strokes", "hidden2"), OUTPUTS[1]),
            Edge("neurons", ("neurons", "hidden2"), OUTPUTS[0]),
            Edge("neurons.hidden1", ("neurons", "hidden1"), OUTPUTS[0]),
            Edge("neurons.image", ("neurons", "image"), OUTPUTS[1]),
            Edge("neurons.pool2", ("neurons", "pool2"), OUTPUTS[1] | conv),
        ],
        "factors": [
            *(Edge(f"hidden1.0.{by}", {("hidden1", 0): by / 100}) for by in (0, 25, 400)),
            Edge("logits.9.400-hidden2.127.0", {("logits", 9): 4, ("hidden2", 127): 0}),
            Edge("conv1.0.0-conv4.63.275", {("conv1", 0): 0, ("conv4", 63): 2.75}, conv),
        ],
        "map": [Edge("1", True)],
        "compare": [Edge("1", True)],
        "layer": [Edge("hidden2", "hidden2"), Edge("logits", "logits"), Edge("conv2", "conv2", conv)],
        "replay": [Edge("1", 1), Edge("24", 24)],
        "watched": [Edge("0", 0), Edge("127", 127)],
        "mistakes": [Edge(f"{digit}.{taken}", (digit, taken)) for digit, taken in ((0, 0), (0, 9), (9, 0))],
        "damage": damaged,
        "built": [Edge(code.written(each), code.written(each)) for each in (BUILT, TWO)],
        "lesson": [Edge("hands", "hands")],
        "step": [Edge(step, step) for step in ("draw", "end")],
        "hide": [*(Edge(name, {name}) for name in HIDEABLE), Edge("-".join(HIDEABLE), {*HIDEABLE})],
        "class": [Edge("AAAAAA", "AAAAAA"), Edge("999999", "999999")],
        "demo": [Edge("5", 5), Edge("3600", 3600)],
        "key": [Edge(each, each, {"class": "ABC346"}) for each in ("A" * 22, f"-{'_' * 20}9")],
    }


TEACHERS = own_task.written("9-others", 100, 784, True, "Größe" * 40)
LEAST = own_task.written("0-1", 50, 1, False, "")
DRAWN = (
    own_task.written_drawing("conv", "fires-conv1-3-4-5", "pen", 784, "Größe" * 40, "test.9999"),
    own_task.written_drawing("dense", "another", "off", 0, "", "sample.0"),
    own_task.written_drawing("dense", "says-0", "pen", 1, "", "blank"),
)
EDGES = edges()


def named(factors: Factors) -> dict[tuple[str, int], float]:
    return {(channel.layer.name, channel.number): factor for channel, factor in factors.items()}


def of_field(name: str) -> object:
    """Return this session's value for a field of the address."""
    network = shipped_network(state.get("network", NAMES[0]))
    neuron = selected_neuron(network)
    found = {
        "lang": language,
        "network": lambda: network.name,
        "drawing": lambda: ink(latest_drawing().current),
        "kept": lambda: pinned() and ink(pinned().drawing),
        "neuron": lambda: neuron.unit,
        "against": lambda: why.rival_of(neuron.index[0]),
        "why": lambda: (why.mode(), why.level_of(network)),
        "factors": lambda: named(factors_of(network)),
        "map": lambda: state.get("map_shown"),
        "compare": lambda: state.get("networks_compared"),
        "layer": lambda: state.get(f"layer_{network.name}"),
        "replay": lambda: state.get("replay_step"),
        "watched": lambda: state.get("replay_neuron"),
        "mistakes": lambda: state.get("confusion_cell"),
        "damage": lambda: (breaking.kind(), breaking.degree(), breaking.is_centered()),
        "task": lambda: state.get("task"),
        "built": lambda: code.written(built.built()),
        "lesson": lambda: state.get("lesson"),
        "step": lambda: state.get("lesson_step"),
        "hide": hidden,
        "class": joined,
        "demo": seconds,
        "key": key,
    }
    return found[name]()


def test_every_field_has_its_range_in_the_list():
    assert [*EDGES] == [field.name for field in FIELDS]


@pytest.mark.parametrize("name", EDGES)
def test_each_field_reads_and_writes_its_first_and_last_value(name):
    for said, expected, beside in EDGES[name]:
        with opened({**beside, name: said}) as sentences:
            assert sentences == []
            assert of_field(name) == expected, said
            values = address()["values"]
            written = {} if name == "key" else {name: said}  # only for the teacher, so no link passes it on
            assert {field: value for field, value in values.items() if value} == {**beside, **written}


def test_a_link_can_name_the_default_explanation():
    with opened({**OUTPUTS[0], "why": "drawing"}) as sentences:
        assert sentences == [] and of_field("why") == ("drawing", "hidden2")
        assert {name: value for name, value in address()["values"].items() if value} == OUTPUTS[0]


@pytest.mark.parametrize("name", EDGES)
def test_a_value_with_extra_text_around_it_is_refused(name):
    for said, _, beside in EDGES[name]:
        for other in (f"{said}.", f".{said}", f"{said} ", f"{said}.0.0.0.0", f"~{said}"):
            with opened({**beside, name: other}) as sentences:
                assert len(sentences) == 1, other


OLD_LINK_SUM = 85.6082761  # of the image's pixels, when the 4 was drawn with a mouse


def test_a_blank_drawing_overrides_the_drawing_of_a_task():
    with opened({"task": "nine"}):
        assert latest_drawing().current.code == "test.969" and not address()["values"]["drawing"]
        latest_drawing().add(BLANK)
        said = {name: value for name, value in address()["values"].items() if value}
    with opened(said) as sentences:
        assert sentences == [] and latest_drawing().current.png is None
    with opened({"task": "nine", "drawing": "sample.4", "network": "conv"}):
        assert latest_drawing().current.code == "sample.4" and state.get("network") == "conv"


def test_old_links_still_open():
    """A link that is printed on a sheet or used in a course outlasts changes to the code."""
    said = parse_qs(OLD_LINK)
    with opened({name: value for name, (value,) in said.items()}) as sentences:
        assert sentences == []
        stages = stages_of(latest_drawing().current)
        assert Reading(shipped_network("conv"), stages.image, factors_of(shipped_network("conv"))).digit == 4
        assert [each["strokeWidth"] for each in latest_drawing().current.objects] == [20, 20]
        assert stages.image.sum(dtype=float) == pytest.approx(OLD_LINK_SUM, abs=1e-6)
        expected = {
            "network": "conv",
            "kept": None,
            "neuron": Unit("conv1", (3, 4, 5)),
            "why": (why.DRAWING, "hidden"),
            "layer": "conv3",
            "replay": 5,
            "watched": 7,
            "mistakes": (3, 5),
            "damage": ("slid", 0, False),
            "task": None,
            "built": code.written(Painted()),
            "step": "off",
            "hide": {"training", "photo"},
        }
        assert {name: of_field(name) for name in expected} == expected
        assert named(factors_of(shipped_network("conv"))) == {("conv2", 7): 2.5, ("hidden", 5): 0}


def test_a_new_session_has_an_empty_address():
    with opened({}) as sentences:
        assert not any(address()["values"].values())
        assert sentences == []


def test_addresses_are_numbered_in_order_and_sessions_have_unique_names():
    """A browser uses them to tell which address is the latest, in whatever order they arrive."""
    names = set()
    for _ in range(2):
        with opened({}):
            said = [address() for _ in range(3)]
            numbers = [each["number"] for each in said]
            assert numbers == sorted(set(numbers))
            (name,) = {each["session"] for each in said}
            names.add(name)
    assert len(names) == 2


def test_a_session_reads_its_address_once():
    with opened({"network": "conv"}):
        state.put("network", "dense")
        read_address()
        assert state.get("network") == "dense"


STROKE = PenStroke(np.array([[100.0, 60.0], [150.0, 80.0], [120.0, 220.0]]), 20, True)


def coded(points: np.ndarray = STROKE.points, image: np.ndarray | None = None, picture: bytes = b"") -> str:
    """Encode a stroke as in an address, with an image that may belong to another drawing."""
    if image is None:
        image = drawing_image([np.asarray(STROKE.points)])
    return encode_drawing(CodedDrawing([STROKE._replace(points=points)], picture, image))


def drawing_image(strokes: list) -> np.ndarray:
    return stages_of_ink(draw_strokes(strokes)[..., 3].astype(np.float32) / 255).image


def repacked(change: Callable[[bytes], bytes]) -> str:
    """Encode a stroke as in an address, with its packed bytes changed."""
    packed = zlib.decompress(base64.urlsafe_b64decode(coded() + "=="))
    return base64.urlsafe_b64encode(zlib.compress(change(packed))).decode().rstrip("=")


def with_dots(count: int) -> str:
    "Encode a stroke and, before it, `count` dots where it begins."
    dot = repacked(lambda packed: packed)
    strokes = zlib.decompress(base64.urlsafe_b64decode(dot + "=="))[2:]
    begins = bytes([2 * STROKE.width, 1]) + strokes[2:6]  # width, one point, which takes four bytes
    return repacked(lambda packed: packed[:1] + bytes([count + 1]) + count * begins + packed[2:])


def damaged() -> dict[str, dict[str, str]]:
    """Return addresses with at least one invalid value, by what is wrong with them."""
    good = coded()
    return {
        "a word": {"drawing": "hello"},
        "nothing": {"drawing": ""},
        "cut short": {"drawing": good[:-9]},
        "one letter changed": {"drawing": good[:60] + ("A" if good[60] != "A" else "B") + good[61:]},
        "something behind it": {"drawing": good + "AAAA"},
        "twice": {"drawing": good * 2},
        "other letters": {"drawing": good[:50] + "%$é" + good[53:]},
        "another version": {"drawing": repacked(lambda packed: bytes([99]) + packed[1:])},
        "no end": {"drawing": repacked(lambda packed: packed[:-5])},
        "more than an end": {"drawing": repacked(lambda packed: packed + b"1234")},
        "a number without an end": {
            "drawing": repacked(lambda packed: packed[:1] + b"\xff" * 9 + packed[10:])
        },
        "a million strokes": {"drawing": repacked(lambda packed: packed[:1] + b"\xff\xff\x3f" + packed[2:])},
        "a stroke more than a drawing has": {"drawing": with_dots(MOST_STROKES)},
        "a pinned drawing of as many": {"kept": with_dots(MOST_STROKES)},
        "a pen of no width": {"drawing": repacked(lambda packed: packed[:2] + b"\x01" + packed[3:])},
        "what swells": {"drawing": repacked(lambda packed: packed + bytes(10**7))},
        "not a number among pixels": {"drawing": repacked(lambda packed: packed[:-300] + b"\xff" * 300)},
        "an image of something else": {"drawing": coded(image=drawing_image(SAMPLES[8]))},
        "a picture of another size": {"drawing": coded(picture=png((281, 280)))},
        "a picture in colors": {"drawing": coded(picture=png((280, 280), "RGB"))},
        "a picture in another format": {"drawing": coded(picture=png((280, 280), kind="jpeg"))},
        "no such sample": {"drawing": "sample.10"},
        "no such test image": {"drawing": "test.10000"},
        "no such network": {"network": "conv2"},
        "a network of the visitor's": {"network": OWN},
        "no such layer": {"neuron": "hidden9.3"},
        "no such neuron": {"neuron": "hidden1.128"},
        "a pixel": {"neuron": "image.3.4"},
        "another network's neuron": {"neuron": "conv1.3.4.5"},
        "a neuron with a sign": {"neuron": "hidden1.-1"},
        "too few numbers": {"network": "conv", "neuron": "conv1.3"},
        "too loud": {"factors": "hidden1.3.425"},
        "between two steps": {"factors": "hidden1.3.110"},
        "no factor": {"factors": "hidden1.3.0-hidden1.4"},
        "only dashes": {"factors": "-" * 500},
        "no such step": {"replay": "9999"},
        "half a step": {"replay": "1.5"},
        "no such weights": {"watched": "128"},
        "no such mistake": {"mistakes": "3.10"},
        "no such damage": {"damage": "bent.4"},
        "no such degree": {"damage": "turned.45"},
        "no such switch": {"damage": "slid.4.on"},
        "no such list": {"layer": "pool1"},
        "compared with a digit, and no output": {"against": "3"},
        "compared with itself": {"neuron": "logits.3", "against": "3"},
        "compared with no digit": {"neuron": "logits.3", "against": "10"},
        "no such way": {"why": "magic"},
        "another network's layer": {"why": "neurons.conv1"},
        "a way without layers": {"why": "strokes.hidden1"},
        "much too long": {"drawing": "A" * (MOST_IN_LINK + 1)},
        "a pinned drawing that there is not": {"kept": "sample.10"},
        "no step of any lesson": {"step": "Step 3"},
        "a step without an end": {"step": "a" * 500},
        "a part that can't be hidden": {"hide": "answer"},
        "a script": {"neuron": "<script>alert(1)</script>"},
    }


DAMAGED = damaged()
FIELD_NAMES = {field.name for field in FIELDS}


@pytest.mark.parametrize("damage", DAMAGED)
def test_one_message_names_what_is_damaged_and_the_rest_is_used(damage):
    sound = {"network": "dense", "drawing": "sample.7", "neuron": "hidden2.5", "mistakes": "4.9"}
    said = sound | DAMAGED[damage]
    with opened(said) as sentences:
        if said["network"] == OWN:
            state.put("own_awaited", NONE)  # the browser's answer if it has no network stored
            offer_network("draw")
        (sentence,) = sentences
        assert sentence.count(". ") == 1  # what is wrong, and what to do
        assert sentence.endswith((". Ask for a new link.", ". Upload its file on the Training page."))
        values = address()["values"]
        for name in FIELD_NAMES - DAMAGED[damage].keys() - {"network"}:
            assert values[name] == sound.get(name, "")
        for name in DAMAGED[damage].keys() - {"network"}:
            assert values[name] in ("", "hidden1.3.0", "logits.3")  # the part that was valid


def test_other_sites_parameters_are_ignored():
    with opened({"utm_source": "letter", "page": "3"}) as sentences:
        assert sentences == []
        assert not {"utm_source", "page"} & FIELD_NAMES


def test_without_room_for_both_the_pinned_drawing_is_left_out():
    alpha = np.random.default_rng(0).integers(0, 256, (50, 50), np.uint8)
    picture = drawing_of_alpha(np.pad(alpha, 115), "Your picture.")
    with opened({}):
        pin(picture)
        assert address()["values"]["kept"] and left_out(as_link()) == []
        latest_drawing().add(picture)
        values = address()["values"]
        said = [name for name in ("drawing", "kept") if values[name]]
        assert said == ["drawing"], f"of both, the address has {said}"
        assert left_out(as_link()) == [PINNED_LEFT_OUT]


def test_a_picture_is_linked_unchanged_if_it_is_small_enough():
    rng = np.random.default_rng(0)
    small = draw_strokes(SAMPLES[3])[..., 3]
    vast = rng.integers(0, 256, (280, 280), np.uint8)
    large = np.pad(vast[:90, :90], 95)
    for alpha, is_said in ((small, True), (large, False), (vast, False)):
        with opened({}):
            latest_drawing().add(drawing_of_alpha(alpha, "Your picture IMG_1234.jpg."))
            value, image = address()["values"]["drawing"], stages_of(latest_drawing().current).image
            assert bool(value) == is_said
            assert left_out(as_link()) == ([] if is_said else [DRAWING_LEFT_OUT])
        if is_said:
            with opened({"drawing": value}) as sentences:
                assert sentences == []
                current = latest_drawing().current
                assert (current.ink() == alpha.astype(np.float32) / 255).all()
                assert (stages_of(current).image == image).all()
                assert current.origin == LINKED_PICTURE  # not somebody's file name


def test_every_field_has_its_own_sentence_if_damaged():
    assert DAMAGED_PARTS.keys() == FIELD_NAMES
    with opened({"neuron": "hidden1.1000"}) as sentences:
        assert sentences == [DAMAGED_PARTS["neuron"]]
    with opened({"neuron": "hidden1.1000", "step": "NONE"}) as sentences:
        (sentence,) = sentences
        assert sentence.startswith("We couldn't read several parts of this link.") and len(sentence) < 90


def test_a_missing_network_of_the_user_is_reported(network):
    with opened({}):
        use_own(replace(network, name=f"{OWN} 1"))
        assert address()["values"]["network"] == OWN
        assert left_out(as_link()) == [OWN_LEFT_OUT]
    with opened({"network": OWN}) as sentences:
        assert sentences == [] and state.get("own_awaited") is True
        state.put("own_awaited", NONE)  # this browser has no network stored
        offer_network("draw")
        assert sentences == [OWN_IS_LOST] and state.get("own_awaited") is None


def test_what_the_canvas_can_t_draw_is_not_linked():
    for drawn in ({"type": "Path"}, {"type": "Rect"}, {"type": "Image", "src": "https://example.org/a.png"}):
        with pytest.raises(CodeError):
            code_of(Drawing([drawn], png_of(draw_strokes(SAMPLES[3])[..., 3])), drawing_image(SAMPLES[3]))


def test_a_drawing_has_at_most_the_strokes_that_a_link_allows():
    assert len(decode_drawing(with_dots(MOST_STROKES - 1)).strokes) == MOST_STROKES
    code = code_of(drawing_of_code(with_dots(MOST_STROKES - 1)), drawing_image([np.asarray(STROKE.points)]))
    assert len(decode_drawing(code).strokes) == MOST_STROKES
    with pytest.raises(CodeError):
        encode_drawing(decode_drawing(coded())._replace(strokes=[STROKE] * (MOST_STROKES + 1)))


def test_a_hundred_dots_are_linked_as_a_picture():
    rng = np.random.default_rng(1)
    for width in (12, 20, 32):
        dots = [[tuple(place)] for place in rng.uniform(20, 260, (100, 2))]
        alpha = draw_strokes(dots, width=width)[..., 3]
        with opened({}):
            latest_drawing().add(Drawing([pencil_dot(dot, width) for (dot,) in dots], png_of(alpha)))
            value, image = address()["values"]["drawing"], stages_of(latest_drawing().current).image
            assert value and left_out(as_link()) == []
        with opened({"drawing": value}) as sentences:
            assert sentences == []
            current = latest_drawing().current
            assert (stages_of(current).image == image).all()
            assert np.abs(current.ink() - alpha.astype(np.float32) / 255).max() <= 0.5 + 1 / 255
            assert address()["values"]["drawing"] == value


def pencil_dot(place: tuple[float, float], width: int) -> dict[str, object]:
    """Return a dot as the canvas represents it."""
    return pen_object([["M", *place], ["L", *place]], width)


def test_the_limit_of_points_counts_all_strokes_together():
    dot = PenStroke(np.full((MAX_POINTS // 2, 2), 100.0), 20, False)
    image = drawing_image([[(100, 100)]])
    assert len(decode_drawing(encode_drawing(CodedDrawing([dot, dot], b"", image))).strokes) == 2
    more = dot._replace(points=np.full((MAX_POINTS // 2 + 1, 2), 100.0))
    for strokes in ([dot, more], [more, dot]):
        with pytest.raises(CodeError, match="a number beyond its range"):
            encode_drawing(CodedDrawing(strokes, b"", image))


@pytest.mark.parametrize("axis", [0, 1])
def test_points_lie_at_most_a_canvas_width_outside_the_canvas(axis):
    for place, is_one in ((-280, True), (-280.125, False), (560, True), (560.125, False)):
        points = np.full((3, 2), 100.0)
        points[1, axis] = place
        if is_one:
            assert (decode_drawing(coded(points=points)).strokes[0].points == points).all()
        else:
            with pytest.raises(CodeError, match="nobody can have drawn"):
                coded(points=points)


def test_pens_have_at_most_64_pixels_and_ink_at_most_1():
    image = drawing_image(SAMPLES[1])
    for width, is_one in ((1, True), (64, True), (65, False), (10_000, False)):
        drawn = CodedDrawing([STROKE._replace(width=width)], b"", image)
        with contextlib.nullcontext() if is_one else pytest.raises(CodeError):
            assert decode_drawing(encode_drawing(drawn)).strokes[0].width == width
    for ink, is_one in ((1.0, True), (1e-30, True), (1.0000001, False), (2.0, False), (np.inf, False)):
        image[14, 14] = ink
        with contextlib.nullcontext() if is_one else pytest.raises(CodeError):
            assert decode_drawing(coded(image=image)).image[14, 14] == np.float32(ink)


def test_an_image_can_be_a_pixel_off_its_strokes():
    for digit, strokes in SAMPLES.items():
        drawn = [PenStroke(np.array(stroke, float), 20, False) for stroke in strokes]
        for other in SAMPLES:
            image = np.roll(drawing_image(SAMPLES[other]), (digit % 3 - 1, digit % 2), axis=(0, 1))
            text = encode_drawing(CodedDrawing(drawn, b"", image))
            with (
                contextlib.nullcontext() if other == digit else pytest.raises(CodeError, match="not of them")
            ):
                assert (drawing_of_code(text).image == image).all()


@pytest.mark.parametrize("length", [20, 300, 1500])
def test_a_qr_code_can_be_scanned_from_a_dark_page(length):
    """It's black on white, with four white squares on every side, as ISO/IEC 18004 requires."""
    drawn = unquote(qr_code("http://localhost:8501/?drawing=".ljust(length, "a")))
    (side,) = map(int, re.findall(r"viewBox='0 0 (\d+) \1'", drawn))
    assert f"<path fill='#fff' d='M0 0h{side}v{side}h-{side}z'/>" in drawn
    (path,) = re.findall(r"stroke='#000' d='([^']+)'", drawn)
    x = y = 0.0
    ends = []
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", path):
        right, down = (*map(float, numbers.split()), 0.0)[:2]
        x, y = (right, down) if command == "M" else (x + right, y + down)
        ends.append((x, y))
    lefts, heights = zip(*ends)
    assert (min(lefts), max(lefts)) == (4, side - 4)
    assert (min(heights), max(heights)) == (4.5, side - 4.5)
