"""Tests what is shown before Streamlit's page: who gets it, its size, and that the page comes in any case."""

import gzip
import json
import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from starlette.requests import Request
from streamlit.file_util import get_static_dir

from model.network import load_network
from tests.apptest import DRAW, data, opened
from tests.served import NAMED, fetch, scope_of
from views.draw.answer.answer import ANSWER, BY_TWO
from views.lesson.ghost import gray_four
from views.lesson.steps.steps import STEPS
from views.parts.words import LOADING
from views.serving.headers import FOREVER, INLINE, _hashed, policy, streamlit_page
from views.serving.network_routes import file_routes
from views.shell import beginning, first, shell
from views.shell.beginning import BEGINNINGS
from views.shell.early import PAGES, connecting, early, with_styles
from views.shell.first import _parts, first_page, script_file, served, waiting
from views.shell.old_browsers import with_notices

STATIC = Path(get_static_dir())


@pytest.fixture(scope="module")
def first_html() -> str:
    file_routes()
    return served(streamlit_page(), scope_of("/"))


@pytest.fixture(scope="module")
def lesson_html() -> str:
    file_routes()
    return served(streamlit_page(), scope_of("/lesson"))


@pytest.fixture(scope="module")
def plain_html() -> str:
    return waiting(with_styles(with_notices(early(streamlit_page()))))


def test_only_visitors_who_come_to_draw_get_an_early_canvas(first_html, lesson_html, plain_html):
    root = rf'<div id="root"><p [^>]*>{LOADING}</p></div><div id="shell" hidden( class="lesson")?>'
    assert re.findall(root, first_html) == [""]
    assert re.findall(root, lesson_html) == [' class="lesson"']
    asked = [
        ("/lesson", b"step=numbers"),
        ("/", b"embed=true"),
        ("/", b"drawing=sample.7"),
        ("/neurons", b""),
    ]
    for path, query in asked:
        page = served(streamlit_page(), scope_of(path, query))
        assert page == plain_html
        assert LOADING in page  # shown until the page is there
        assert 'id="shell"' not in page


def test_the_lesson_s_first_step_is_there_before_the_page(lesson_html, first_html):
    step, _, shell = STEPS[0], *lesson_html.partition('id="shell"')[1:]
    mnist = "<strong>MNIST</strong>, a collection of digits that people wrote by hand"
    for said in (step.title, step.task, mnist):
        assert said in shell and said not in first_html
    assert "words#" not in shell
    for picture in gray_four().values():
        assert picture in lesson_html and picture not in first_html


def test_the_training_page_s_introduction_shows_unless_linked(plain_html):
    page = served(streamlit_page(), scope_of("/training"))
    assert page.index('id="beginning"') > page.index('<div id="root">')
    assert "<strong>From noise to strokes</strong>: the weights of a dozen neurons" in page
    assert served(streamlit_page(), scope_of("/training", b"training=live")) == plain_html


def test_without_the_introduction_s_file_the_page_is_served_unchanged(plain_html, monkeypatch):
    monkeypatch.setattr(beginning, "FILE", Path("nowhere.py"))
    assert served(streamlit_page(), scope_of("/training")) == plain_html


def test_streamlit_s_files_are_not_fetched_before_the_shell_asks_for_them(first_html):
    head = first_html.partition("</head>")[0]
    parts = dict(re.findall(r'<template id="(\w+)">(.*?)</template>', head, re.DOTALL))
    assert [*parts] == ["small", "streamlit"]
    assert not NAMED.findall(re.sub("<template.*?</template>", "", head, flags=re.DOTALL))
    small, others = (NAMED.findall(part) for part in parts.values())
    assert {*NAMED.findall(early(streamlit_page()))} == {*small} | {*others} and not {*small} & {*others}
    assert len(re.findall(r"<script[^>]* src=", parts["streamlit"])) == 1
    assert (
        sum(len(gzip.compress((STATIC / each).read_bytes())) for each in small) <= 50_000
    )  # of the answer's time
    assert len({*others}) <= 32  # waits after it
    (script,) = re.findall(r'href="\./_stcore/bidi-components/([^"]+)"', parts["streamlit"])
    folder = Path(find_spec("streamlit_drawable_canvas").origin).parent
    about = (folder / "pyproject.toml").read_text()
    names = ".".join(re.findall(r'^name = "(.+)"', about, re.MULTILINE))
    (place,) = re.findall(r'^asset_dir = "(.+)"', about, re.MULTILINE)
    assert script.startswith(f"{names}/") and (folder / place / script.removeprefix(f"{names}/")).is_file()


def test_the_policy_allows_every_script_in_every_page(first_html, lesson_html):
    known = policy(first_page())
    begun = [served(streamlit_page(), scope_of(path)) for path in BEGINNINGS]
    for page in (first_html, lesson_html, *begun, early(streamlit_page())):
        for script in INLINE.findall(page):
            assert _hashed(script) in known
    assert first_page().partition("<title>")[0] == first_html.partition("<title>")[0]


def test_the_first_page_is_small(first_html, lesson_html):
    """At 1 Mbit/s the page takes 0.1 s and the script 0.3 s, and after them only the network is loaded."""
    (script,) = re.findall(r'"script": "(/shell/[^"]+)"', first_html)
    answer = script_file(Request({"type": "http", "path_params": {"name": script.rpartition("/")[2]}}))
    assert answer.headers["cache-control"] == FOREVER
    for page in (first_html, lesson_html):
        assert len(gzip.compress(page.encode(), 6)) <= 12_000
    assert len(gzip.compress(answer.body, 6)) <= 36_200
    (weights,) = re.findall(r'"weights": "/networks/([^"]+)"', first_html)
    assert len(fetch(weights).body) <= 575_000


@pytest.mark.parametrize("asked", ["shell-0000000000000000.js", "shell.js", ""])
def test_an_unknown_script_is_not_found(asked):
    assert script_file(Request({"type": "http", "path_params": {"name": asked}})).status_code == 404


def test_without_the_shell_s_file_the_page_is_served_unchanged(monkeypatch):
    _parts.cache_clear()
    monkeypatch.setattr(first, "LOADER", Path("nowhere.js"))
    assert 'id="shell"' not in served(streamlit_page(), scope_of("/"))
    _parts.cache_clear()


def test_own_pages_report_a_lost_connection_and_streamlit_reports_unknown_pages():
    for path in ("/", *(f"/{name}" for name in PAGES)):
        for query in (b"", b"drawing=sample.7"):
            assert served(streamlit_page(), scope_of(path, query)).count(connecting()) == 1
    assert {"lesson", "training", "words"} < {*PAGES}
    assert connecting() not in served(streamlit_page(), scope_of("/nowhere"))
    assert (
        "blockErrorDialogs" in (STATIC / NAMED.search(streamlit_page())[1]).read_text()
    )  # Streamlit still has this option


@pytest.mark.usefixtures("canvas_stand_in")
def test_the_shell_and_the_page_give_their_components_the_same_data():
    """The answer has the page's own words but nothing about a drawing."""
    app = opened(DRAW)
    description = json.loads(json.dumps(shell.described(load_network("dense"))))
    network, answer = data(app, "network_picture"), data(app, "answer_text")
    assert description["data"]["network"] == {name: network[name] for name in description["data"]["network"]}
    alone = answer["words"] | {
        name: ANSWER[name] for name in BY_TWO
    }  # the second network comes with the page
    about = {"version": None, "nearest": [], "caution": ""}
    assert description["data"]["answer"] == about | {"words": alone}
    script = shell.in_script({"a": "</script>"})
    assert "<" not in script and json.loads(script) == {"a": "</script>"}
