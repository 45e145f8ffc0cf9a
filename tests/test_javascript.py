"""Runs the JavaScript tests (tests/js/laws.js) in Node, and in Chromium: all if Node is missing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route

from model import PROJECT
from tests.js.cases import write_cases
from views.parts.component.constants import CONSTANTS

JS = Path(__file__).parent / "js"
MODULES = sorted(path for path in JS.glob("*.test.js") if path.stem != "laws.test")
HOST = "http://inkling.test"
QUICK = ("figures are written the same", "a blank canvas has no image", "the image of a drawing is the same")
IN_THE_BROWSER = f"""async (title) => {{
  const part = async (name, start, count) =>
    (await fetch(`{HOST}/cases/${{name}}?start=${{start}}&count=${{count}}`)).arrayBuffer();
  const read = {{
    bytes: async (name, start = 0, count = "") => new Uint8Array(await part(name, start, count)),
    json: async (name) => JSON.parse(new TextDecoder().decode(await part(name, 0, ""))),
    floats: async (name, start, count) => new Float32Array(await part(name, 4 * start, 4 * count)),
  }};
  globalThis.inklingConstants = await read.json("constants.json");
  const {{ laws }} = await import("{HOST}/tests/js/laws.js");
  if (!title) return Object.keys(laws);
  await laws[title](read);
}}"""


@pytest.fixture(scope="module")
def cases(tmp_path_factory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("cases")
    write_cases(folder)
    yield folder
    shutil.rmtree(folder)  # because it is large


@pytest.fixture
def page(browser: Browser, cases: Path) -> Iterator[Page]:
    """Open a page that gets the project's files and the cases."""
    page = browser.new_page()
    page.route(f"{HOST}/**", lambda route: serve(route, cases))
    page.goto(f"{HOST}/")
    yield page
    page.close()


def serve(route: Route, cases: Path) -> None:
    address = urlsplit(route.request.url)
    kind, _, name = address.path.removeprefix("/").partition("/")
    if not kind:
        route.fulfill(body="<!doctype html>", content_type="text/html")
    elif kind == "cases":
        given = parse_qs(address.query)
        with (cases / name).open("rb") as file:
            file.seek(int(given["start"][0]))
            route.fulfill(body=file.read(int(given.get("count", ["-1"])[0])))
    else:
        route.fulfill(path=PROJECT / kind / name, content_type="text/javascript")


@pytest.mark.skipif(not shutil.which("node"), reason="Node is not installed: the laws are tested in Chromium")
def test_the_laws_hold_in_node(cases):
    command = ["node", "--test", str(JS / "laws.test.js")]
    ended = subprocess.run(
        command, env=os.environ | {"CASES": str(cases)}, capture_output=True, text=True, timeout=200
    )
    assert not ended.returncode, ended.stdout


@pytest.mark.skipif(not shutil.which("node"), reason="Node is not installed")
@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_each_module_s_own_tests_hold_in_node(path):
    given = os.environ | {"CONSTANTS": json.dumps(CONSTANTS)}
    ended = subprocess.run(["node", str(path)], env=given, capture_output=True, text=True, timeout=60)
    assert not ended.returncode, ended.stdout


def test_the_laws_hold_in_chromium(page):
    titles = page.evaluate(IN_THE_BROWSER, None)
    assert set(QUICK) < set(titles)
    for title in QUICK if shutil.which("node") else titles:
        page.evaluate(IN_THE_BROWSER, title)
