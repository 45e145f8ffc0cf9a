"""Measures how well the picture follows the pen on a slow machine: a Chromium with a throttled page thread.

python -m benchmarks.slow_machine [--rates 1 4 6] [--strokes 12] [--networks dense conv] [--profile]

Chromium's own throttling (`Emulation.setCPUThrottlingRate`) slows the thread that runs scripts, lays out and
paints; other threads, which compose the picture, stay fast. The figures are those of `latency`: for strokes
drawn with real mouse moves, sixty a second, which don't wait to be handled, like a mouse's; and for a
driver's moves, each sent when the one before has been handled.
`--profile` prints where the time of one stroke went: by kind of work, and by JavaScript function.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import time
import urllib.request
from collections.abc import Callable, Iterator

from playwright.sync_api import Page, sync_playwright
from websockets.sync.client import ClientConnection, connect

from benchmarks.latency import (
    HAS_ANSWER,
    ONE_STROKE,
    WATCH,
    Figures,
    measure,
    open_page,
    report,
)
from benchmarks.profiled import busiest_functions, kinds_of_work
from model.network import NAMES
from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.pen import RATE, along, draw_slowly, draw_with_mouse, to_window
from tests.browser.server import free_port, serve
from tests.relay import relay
from views.session.networks import TITLES

LONG = 4.0  # seconds of a stroke that is profiled
WARM_UP = 3  # strokes in which the browser compiles frequent code


def throttle(page: Page, rate: float) -> None:
    """Make the page's thread `rate` times slower."""
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": rate})


@contextlib.contextmanager
def mouse(port: int, address: str) -> Iterator[Callable]:
    """Yield a drawing function, like those in tests/browser/pen.py, whose moves don't wait to be handled.

    Chromium, which listens on this port, merges moves that it hasn't handled, like a mouse's.
    """
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list") as answer:
        [target] = [each for each in json.load(answer) if each["url"].startswith(address)]
    about = {"ping_interval": None, "max_queue": None}  # nobody reads the answers
    with connect(target["webSocketDebuggerUrl"], **about) as socket:

        def draw_freely(page: Page, strokes: list, seconds: float) -> None:
            in_window = to_window(page)
            for stroke in strokes:
                at = along(stroke)
                send(socket, "mouseMoved", in_window(*at(0)))
                send(socket, "mousePressed", in_window(*at(0)))
                began, now = time.monotonic(), 0.0
                while now < 1:
                    page.wait_for_timeout(1000 / RATE)
                    now = min(1, (time.monotonic() - began) / seconds)
                    send(socket, "mouseMoved", in_window(*at(now)))
                send(socket, "mouseReleased", in_window(*at(1)))

        yield draw_freely


def send(socket: ClientConnection, kind: str, spot: tuple[float, float]) -> None:
    """Send a mouse event without waiting."""
    event = {"type": kind, "x": spot[0], "y": spot[1], "button": "left", "buttons": 1, "clickCount": 1}
    if kind == "mouseReleased":
        event["buttons"] = 0
    socket.send(json.dumps({"id": 1, "method": "Input.dispatchMouseEvent", "params": event}))


def print_figures(title: str, figures: Figures, served: Figures) -> None:
    """Print what the picture did while the pen was down, and when it was lifted."""
    report(title + "pen-up to answer painted", figures.final, "ms")
    report(title + "readings while the pen is down", figures.readings, "a s")
    report(title + "age of an update when painted", figures.age, "ms")
    report(title + "pen-up, of a driver's moves", served.final, "ms")
    report(title + "readings, of a driver's moves", served.readings, "a s")


def profile(page: Page, title: str, drawing: Callable) -> None:
    """Draw a long stroke with a drawing function, and print what took the time."""
    stroke = [ONE_STROKE[0][0] * 3]
    print(f"{title}of {LONG} s, milliseconds by kind of work")
    for name, spent in kinds_of_work(page, lambda: drawing(page, stroke, LONG)):
        print(f"    {spent:8.1f} {name}")
    print(f"{title}and by function")
    for name, spent in busiest_functions(page, lambda: drawing(page, stroke, LONG)):
        print(f"    {spent:8.1f} {name}")


def main() -> None:
    """Print the figures of each rate and network."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--rates", type=float, nargs="+", default=[1, 4, 6])
    parser.add_argument("--strokes", type=int, default=12)
    parser.add_argument("--networks", nargs="+", choices=NAMES, default=NAMES)
    parser.add_argument("--profile", action="store_true", help="print what took the time")
    options = parser.parse_args()
    with sync_playwright() as playwright, serve() as app, relay(app.address) as link:
        port = free_port()
        arguments = [*ARGUMENTS, f"--remote-debugging-port={port}"]
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=arguments)
        page, _ = open_page(browser, link.address)
        page.set_default_timeout(60_000)
        draw_with_mouse(page, [ONE_STROKE[0][0][::12]])
        page.wait_for_function(HAS_ANSWER, timeout=60_000)
        page.evaluate(WATCH)
        with mouse(port, link.address) as draw_freely:
            for name in options.networks:
                page.get_by_test_id("stButtonGroup").get_by_text(TITLES[name], exact=True).click()
                page.wait_for_timeout(1000)
                measure(page, link, app.pid, WARM_UP, draw_freely)
                for rate in options.rates:
                    throttle(page, rate)
                    title = f"{name}, {rate:g} times slower: "
                    figures = measure(page, link, app.pid, options.strokes, draw_freely)
                    print_figures(title, figures, measure(page, link, app.pid, options.strokes, draw_slowly))
                    if options.profile:
                        profile(page, title, draw_freely)
                throttle(page, 1)
        browser.close()


if __name__ == "__main__":
    main()
