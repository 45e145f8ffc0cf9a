"""Measures the parts of a stroke's cost: the browser for every update, the server once, and Streamlit itself.

python -m benchmarks.stroke [--runs 200]
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from model import PROJECT
from model.network import NAMES, load_network
from model.preprocess import stages_of_ink
from model.preprocess.pen import CANVAS_SIZE, draw_strokes
from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.pen import SAMPLES
from tests.browser.reader import add_reader, base64_of
from tests.browser.server import serve
from tests.processes import processor_seconds
from views.draw.canvas.live_ink import encode, packed
from views.session.drawing.drawing import Drawing, png_of

STROKE_SECONDS = 1.8  # with the pause after it, as in benchmarks.latency
NOTHING = """
import streamlit as st

wire = st.components.v2.component("wire", html="<i></i>", js='''
    export default ({ setTriggerValue }) => { window.send = () => setTriggerValue("stroke", Math.random()) }
''')

@st.fragment
def answer():
    st.session_state.number = st.session_state.get("number", 0) + 1
    wire(key="wire", data={"number": st.session_state.number}, on_stroke_change=lambda: None)

answer()
"""
IN_THE_BROWSER = """([network, ink, size, chosen, runs]) => {
  const [read, alpha] = [readNetwork(fromBase64(network)), fromBase64(ink)];
  const image = toMnist(alpha, size, size);
  const activations = forward(read, image);
  const steps = {
    "canvas to 28×28": () => toMnist(alpha, size, size),
    "every layer's values": () => forward(read, image),
    "digit or none": () => logOdds(read, activations),
    "lines of a chosen neuron": () => linesOf(read, activations, chosen),
  };
  return Object.entries(steps).map(([step, work]) => {
    for (let run = 0; run < 20; run++) work();
    const began = performance.now();
    for (let run = 0; run < runs; run++) work();
    return [step, (performance.now() - began) / runs];
  });
}"""


def in_the_browser(browser: Browser, runs: int) -> None:
    """Print the time of each step from the ink to what is painted, without painting."""
    page = browser.new_page()
    add_reader(page)
    ink = base64_of(draw_strokes(SAMPLES[2])[..., 3])
    for name in NAMES:
        network = load_network(name)
        chosen = {"layer": network.last_hidden.name, "index": [0]}
        data = [base64_of(packed(network)), ink, CANVAS_SIZE, chosen, runs]
        show(f"browser, {name}", dict(page.evaluate(IN_THE_BROWSER, data)))
    page.close()


def on_the_server(runs: int) -> None:
    """Print the processor time of each step from the canvas's message to the page's."""
    drawing = Drawing([], png_of(draw_strokes(SAMPLES[2])[..., 3]))
    ink = drawing.ink()
    stages = stages_of_ink(ink)
    sent = {"session": "one", "given": 1, "number": 2, "version": 2, "origin": ""}
    steps = {
        "picture file to ink": drawing.ink,
        "ink to 28×28": lambda: stages_of_ink(ink),
        "message": lambda: encode(sent | {"image": stages.image}),
    }
    show("server", {step: _milliseconds(work, runs) for step, work in steps.items()})


def show(where: str, costs: dict[str, float]) -> None:
    """Print one line for each step, and the sum."""
    for step, cost in (costs | {"together": sum(costs.values())}).items():
        print(f"{where:16} {step:28} {cost:5.2f} ms")


def _milliseconds(work: Callable[[], object], runs: int) -> float:
    for _ in range(10):
        work()
    began = time.process_time()
    for _ in range(runs):
        work()
    return 1000 * (time.process_time() - began) / runs


def streamlit_itself(browser: Browser, strokes: int) -> None:
    """Print the processor time of a fragment that only takes a value and sends one back."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "app.py").write_text(NOTHING)
        shutil.copytree(PROJECT / ".streamlit", Path(folder) / ".streamlit")
        with serve(Path(folder)) as app:
            page = browser.new_page(bypass_csp=True)
            page.goto(app.address)
            page.wait_for_function("() => !!window.send")
            page.wait_for_timeout(2000)
            times = [processor_seconds(app.pid)]
            for sends in (True, False):
                for _ in range(strokes):
                    page.evaluate("(sends) => { if (sends) window.send() }", sends)
                    page.wait_for_timeout(1000 * STROKE_SECONDS)
                times.append(processor_seconds(app.pid))
            page.close()
    busy, idle = times[1] - times[0], times[2] - times[1]
    costs = {"a message and its answer": busy - idle, "the page being open": idle}
    show("Streamlit itself", {step: 1000 * cost / strokes for step, cost in costs.items()})


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--runs", type=int, default=200)
    runs = parser.parse_args().runs
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        in_the_browser(browser, runs)
        on_the_server(runs)
        streamlit_itself(browser, runs // 10)
        browser.close()


if __name__ == "__main__":
    main()
