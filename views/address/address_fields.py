"""All fields of an address: how each is written, and how it is read and checked.

`FIELDS` is everything of a session's state that a link carries. Anyone can type any address, so values are
checked as in `received`, or refused.
"""

from __future__ import annotations

import re
from contextlib import suppress

from model.classes import code_in
from model.errors import DataError, NetworkError
from model.network import NAMES, Network
from model.network.neuron import Channel
from model.preprocess.mnist import NUM_CLASSES
from views.address import demo_field, spoken
from views.classroom.joined import join, joined, teach
from views.parts.language.asked import LANG
from views.parts.shared import shipped_history, shipped_network
from views.parts.words import HIDEABLE
from views.session import breaking, pinned, state, why
from views.session.activations import code_of_drawn, latest_drawing
from views.session.drawing.drawing_code import CodeError
from views.session.drawing.latest_drawing import LatestDrawing
from views.session.drawing.received import index_of, name_of, neuron_of, number_of
from views.session.hidden import hidden, hide
from views.session.lesson import LESSON_NETWORK, begin, go_to
from views.session.networks import OWN
from views.session.selection import (
    LOUDEST,
    VOLUME_STEP,
    factors_of,
    scale,
    select_neuron,
    selected_neuron,
)
from views.session.store import Field, declare
from views.tasks import built, solving
from views.tasks.drawn import drawing_of

_NUMBER = re.compile(r"0|[1-9]\d{0,3}", re.ASCII)
_OF_CLASS = re.compile(r"class\.([1-9]\d{0,8})", re.ASCII)  # the number of a network that a class swaps
_STEP = re.compile(r"[a-z]{1,20}", re.ASCII)
PERCENT = 100  # factors are whole percents, so they contain no decimal point


def _put(key: str, value: object | None) -> bool:
    """Put a value that was read into the state, unless it's None; return whether it isn't."""
    if value is not None:
        state.put(key, value)
    return value is not None


def _switch(name: str, key: str) -> Field:
    """Return a field for something that is shown or not."""
    return Field(name, lambda: "1" if state.get(key) else "", lambda text: _put(key, text == "1" or None))


def _write_network() -> str:
    name = state.get("network", NAMES[0])
    if number := state.get("swap_asked") or (name == OWN and state.get("swap_reads")):
        return f"class.{number}"
    return solving.beyond_start("network", name, NAMES[0])


def _network_for_others() -> str:
    return "" if (written := _write_network()) == OWN else written


def _read_network(text: str) -> bool:
    if found := _OF_CLASS.fullmatch(text):
        return _put("swap_asked", int(found[1]))
    return _put("network", name_of(text, NAMES))


def _network() -> Network | None:
    """Return the chosen network, if everyone has it."""
    name = state.get("network", NAMES[0])
    if name != OWN:
        with suppress(NetworkError, DataError):
            return shipped_network(name)
    return None


def _write_drawing() -> str:
    drawing = latest_drawing().current
    if drawing.png is None:
        return solving.blank()
    return solving.beyond_start("drawing", code_of_drawn(drawing))


def _read_drawing(text: str) -> bool:
    with suppress(CodeError, DataError):
        state.put("latest_drawing", LatestDrawing(drawing_of(text)))
        return True
    return False


def _write_built() -> str:
    return solving.beyond_start("built", built.written(), built.NOTHING)


def _written(name: str, numbers: tuple[int, ...]) -> str:
    """Join a name and whole numbers with points: conv1.3.4.5"""
    return ".".join(map(str, (name, *numbers)))


def _read_numbers(text: str) -> list[int]:
    """Parse whole numbers with points between them; -1 for anything else."""
    return [int(word) if _NUMBER.fullmatch(word) else -1 for word in text.split(".")]


def _write_neuron() -> str:
    network = _network()
    neuron = network and selected_neuron(network)
    return _written(neuron.layer.name, neuron.index) if neuron else ""


def _read_neuron(text: str) -> bool:
    network = _network()
    name, _sign, numbers = text.partition(".")
    neuron = network and neuron_of({"layer": name, "index": _read_numbers(numbers)}, network)
    if neuron:
        select_neuron(network, neuron)
    return neuron is not None


def _chosen_digit() -> int | None:
    """Return the digit of the output whose card is open."""
    network = _network()
    neuron = network and selected_neuron(network)
    return neuron.index[0] if neuron and neuron.layer.is_output else None


def _write_rival() -> str:
    digit = _chosen_digit()
    rival = None if digit is None else why.rival_of(digit)
    return "" if rival is None else str(rival)


def _read_rival(text: str) -> bool:
    digit, rival = _chosen_digit(), number_of(_read_numbers(text)[0], NUM_CLASSES)
    if digit is None or rival in (None, digit) or "." in text:
        return False
    why.compare(digit, rival)
    return True


def _write_why() -> str:
    return "" if _chosen_digit() is None else why.written(_network())


def _read_why(text: str) -> bool:
    network = _network()
    return network is not None and why.read(text, network)


def _write_factors() -> str:
    """Return the factors: in hidden1.5.0-hidden2.7.250, one is off and one 2.5 times as strong."""
    network = _network()
    factors = factors_of(network) if network else {}
    return "-".join(
        _written(channel.layer.name, (channel.number, round(PERCENT * factor)))
        for channel, factor in factors.items()
    )


def _read_factors(text: str) -> bool:
    network = _network()
    found = [_read_factor(each, network) for each in text.split("-")] if network else [None]
    for channel, factor in filter(None, found):
        scale(network, channel, factor)
    return None not in found


def _read_factor(text: str, network: Network) -> tuple[Channel, float] | None:
    name, _sign, numbers = text.partition(".")
    number, percent = _read_numbers(numbers) if numbers.count(".") == 1 else (-1, -1)
    factor = percent / PERCENT
    if not 0 <= factor <= LOUDEST or factor % VOLUME_STEP:
        return None
    axes = {layer.name: len(layer.shape) for layer in network.layers}.get(name, 1)
    neuron = neuron_of({"layer": name, "index": [0] * (axes - 1) + [number]}, network)
    return None if neuron is None else (neuron.channel, factor)


def _write_layer() -> str:
    network = _network()
    name = network and state.get(f"layer_{network.name}")
    return name if name and name != network.weighted[0].name else ""


def _read_layer(text: str) -> bool:
    network = _network()
    names = {layer.name for layer in network.weighted} if network else ()
    return _put(f"layer_{network and network.name}", name_of(text, names))


def _write_number(key: str, default: int | None) -> str:
    number = state.get(key)
    return "" if number in (None, default) else str(number)


def _read_number(text: str, key: str, count: int) -> bool:
    return _put(key, number_of(_read_numbers(text)[0], count) if "." not in text else None)


def _read_replay(text: str) -> bool:
    with suppress(DataError):
        return _read_number(text, "replay_step", len(shipped_history().points))
    return False


def _read_watched(text: str) -> bool:
    with suppress(DataError):
        return _read_number(text, "replay_neuron", *shipped_history().networks[-1].weighted[0].shape)
    return False


def _write_mistakes() -> str:
    cell = state.get("confusion_cell")
    return f"{cell[0]}.{cell[1]}" if cell else ""


def _read_mistakes(text: str) -> bool:
    return _put("confusion_cell", index_of(_read_numbers(text), (NUM_CLASSES, NUM_CLASSES)))


def _read_step(text: str) -> bool:
    """Go to a step, which the lesson checks. Don't set it up if the link contains choices for it."""
    if not _STEP.fullmatch(text):
        return False
    go_to(text)
    network, drawing = _network(), latest_drawing().current
    is_its_own = network is not None and network.name == LESSON_NETWORK and drawing.png is not None
    if is_its_own and (selected_neuron(network) or factors_of(network)):
        begin(text, drawing.png)
    return True


def _read_lesson(text: str) -> bool:
    """Open a lesson at its first step, unless the address has a step, too."""
    if text == "hands":
        state.put("lesson", text)
        state.take("lesson_step")
    return text == "hands"


def _write_hidden() -> str:
    return "-".join(name for name in HIDEABLE if name in hidden())


def _read_hidden(text: str) -> bool:
    """Read names with dashes between, or with commas, as people type them; an address doesn't keep these."""
    names = set(re.split("[-,]", text)) - {""}
    hide(names & HIDEABLE.keys())
    return names <= HIDEABLE.keys()


def _read_class(text: str) -> bool:
    """Check a code's format; the store says later whether the class exists."""
    return code_in(text) == text and join(text)


NETWORK = Field("network", _write_network, _read_network, _network_for_others)
FIELDS = (
    # first, because messages are in this language
    Field(LANG, spoken.written, spoken.read, spoken.for_others),
    Field(
        "task", solving.written, solving.read
    ),  # before what is drawn or built, which is the progress on it
    NETWORK,  # before the fields that depend on it
    Field("drawing", _write_drawing, _read_drawing),
    Field("kept", pinned.written, pinned.read),
    Field("neuron", _write_neuron, _read_neuron),
    Field("against", _write_rival, _read_rival),  # after the neuron that it belongs to
    Field("why", _write_why, _read_why),
    Field("factors", _write_factors, _read_factors),
    _switch("map", "map_shown"),
    _switch("compare", "networks_compared"),
    Field("layer", _write_layer, _read_layer),
    Field("replay", lambda: _write_number("replay_step", 0), _read_replay),
    Field("watched", lambda: _write_number("replay_neuron", None), _read_watched),
    Field("mistakes", _write_mistakes, _read_mistakes),
    Field("damage", breaking.written, breaking.read),
    Field("built", _write_built, built.read),
    Field("lesson", lambda: state.get("lesson", ""), _read_lesson),
    Field("step", lambda: state.get("lesson_step", ""), _read_step),
    Field("hide", _write_hidden, _read_hidden),
    Field("class", lambda: joined() or "", _read_class),
    Field("demo", demo_field.written, demo_field.read),
    Field("key", lambda: "", teach),  # the teacher's alone: no link passes it on
)
declare(FIELDS)
