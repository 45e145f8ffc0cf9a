"""What one answer costs the server, part by part, and what Streamlit takes for a script that does nothing.

python -m tests.benchmarks.answer [--runs 200]
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import sync_playwright

from model.network import NAMES, THREADS, forward, load_network
from model.preprocess import to_mnist
from tests.benchmarks.latency import processor_seconds
from tests.benchmarks.visitor import frames_of
from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.pen import SAMPLES
from tests.browser.server import PROJECT, serve
from views.answer import bars, image_seen, in_words
from views.drawing import Drawing, png_of
from views.live_ink import decode, encode
from views.network_view import PASSING, picture

PACE_SECONDS = 0.112  # as assets/pen.js sends
NOTHING = """
import streamlit as st

wire = st.components.v2.component("wire", html="<i></i>", js='''
    export default ({ setTriggerValue }) => { window.send = () => setTriggerValue("frame", Math.random()) }
''')

@st.fragment
def answer():
    st.session_state.number = st.session_state.get("number", 0) + 1
    wire(key="wire", data={"number": st.session_state.number}, on_frame_change=lambda: None)

answer()
"""


def parts(name: str, runs: int) -> None:
    """Print the processor time of each step from a frame of the pen to the message that answers it."""
    network, frame = load_network(name), frames_of(SAMPLES[2])[-2]
    drawing = Drawing([], png_of(decode(frame)))
    stages = to_mnist(drawing.pixels())
    activations = forward(network, stages.image)
    shown = {
        "seen": image_seen(stages),
        "probabilities": bars(activations["probs"]),
        "answer": in_words(activations["probs"]),
    }
    message, blocks = picture(network, activations, detail=PASSING)
    steps: dict[str, Callable[[], object]] = {
        "frame to picture file": lambda: png_of(decode(frame)),
        "picture file to 28×28": lambda: to_mnist(drawing.pixels()),
        "every layer's values": lambda: forward(network, stages.image),
        "answer, bars, image": lambda: (image_seen(stages), bars(activations["probs"])),
        "network view with its lines": lambda: picture(network, activations, detail=PASSING),
        "message": lambda: encode(shown | {"network_view": message}, blocks),
    }
    costs = {step: _milliseconds(work, runs) for step, work in steps.items()}
    for step, cost in (costs | {"together": sum(costs.values())}).items():
        print(f"{name:6} {step:30} {cost:5.2f} ms")


def _milliseconds(work: Callable[[], object], runs: int) -> float:
    for _ in range(10):
        work()
    began = time.process_time()
    for _ in range(runs):
        work()
    return 1000 * (time.process_time() - began) / runs


def nothing(runs: int) -> None:
    """Print the processor time of a fragment that only takes a value in and sends one back."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "app.py").write_text(NOTHING)
        shutil.copytree(PROJECT / ".streamlit", Path(folder) / ".streamlit")
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        with serve(Path(folder)) as app:
            page = browser.new_page()
            page.goto(app.address)
            page.wait_for_function("() => !!window.send")
            page.wait_for_timeout(2000)
            times = [processor_seconds(app.pid)]
            for send in (True, False):
                for _ in range(runs):
                    page.evaluate("(send) => { if (send) window.send() }", send)
                    page.wait_for_timeout(1000 * PACE_SECONDS)
                times.append(processor_seconds(app.pid))
        browser.close()
    busy, idle = times[1] - times[0], times[2] - times[1]
    print(f"Streamlit itself: {1000 * (busy - idle) / runs:.1f} ms an answer,")
    print(f"                  {1000 * idle / (runs * PACE_SECONDS):.1f} ms a second for a page that is open")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--runs", type=int, default=200)
    runs = parser.parse_args().runs
    nothing(runs)
    os.environ |= dict.fromkeys(THREADS, "1")
    for name in NAMES:
        parts(name, runs)


if __name__ == "__main__":
    main()
