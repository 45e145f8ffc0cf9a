"""What is there before Streamlit's page: for whom, how small, and that nothing of it keeps the page away."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from starlette.requests import Request
from streamlit.file_util import get_static_dir

from model.network import load_network
from model.preprocess.pen import CANVAS_SIZE, PEN_WIDTH
from tests.apptest import DRAW, data, opened
from tests.served import NAMED, fetch, scope_of
from views.address.address import MOST
from views.draw.words import ANSWER, BY_TWO
from views.lesson.ghost import gray_four
from views.lesson.steps.steps import STEPS
from views.parts.looks.colors import INK
from views.parts.words import LOADING
from views.serving.headers import FOREVER, INLINE, _hashed, policy, streamlit_page
from views.serving.network_routes import network_routes
from views.shell import beginning, first, shell
from views.shell.beginning import BEGINNINGS
from views.shell.early import PAGES, WITHOUT_NOTICES, early, with_styles
from views.shell.first import _parts, first_page, script_file, served, waiting
from views.shell.old_browsers import with_notices

STATIC = Path(get_static_dir())


@pytest.fixture(scope="module")
def first_html() -> str:
    network_routes()
    return served(streamlit_page(), scope_of("/"))


@pytest.fixture(scope="module")
def lesson_html() -> str:
    network_routes()
    return served(streamlit_page(), scope_of("/lesson"))


@pytest.fixture(scope="module")
def plain_html() -> str:
    return waiting(with_styles(with_notices(early(streamlit_page()))))


def test_who_comes_to_draw_gets_a_canvas_before_the_page_and_nobody_else(first_html, lesson_html, plain_html):
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
        assert LOADING in page  # in the place of what comes
        assert 'id="shell"' not in page


def test_the_lesson_s_first_step_is_there_before_the_page(lesson_html, first_html):
    step, _, shell = STEPS[0], *lesson_html.partition('id="shell"')[1:]
    mnist = "<strong>MNIST</strong>, a collection of digits that people wrote by hand"
    for said in (step.title, step.task, mnist):
        assert said in shell and said not in first_html
    assert "words#" not in shell
    for picture in gray_four().values():
        assert picture in lesson_html and picture not in first_html


def test_what_training_is_about_is_read_before_the_page_by_who_has_no_link(plain_html):
    page = served(streamlit_page(), scope_of("/training"))
    assert page.index('id="beginning"') > page.index('<div id="root">')
    assert "<strong>From noise to strokes</strong>: the weights of a dozen neurons" in page
    assert served(streamlit_page(), scope_of("/training", b"training=live")) == plain_html


def test_without_a_file_of_its_first_words_the_page_comes_as_it_is(plain_html, monkeypatch):
    monkeypatch.setattr(beginning, "FILE", Path("nowhere.py"))
    assert served(streamlit_page(), scope_of("/training")) == plain_html


def test_nothing_of_streamlits_is_fetched_before_the_shell_has_it_begin(first_html):
    head = first_html.partition("</head>")[0]
    before, _, rest = head.partition('<template id="streamlit">')
    theirs, _, after = rest.partition("</template>")
    assert not NAMED.findall(before) and not NAMED.findall(after)
    assert set(NAMED.findall(early(streamlit_page()))) == set(NAMED.findall(theirs))
    assert len(re.findall(r"<script[^>]* src=", theirs)) == 1


def test_the_policy_knows_every_script_in_every_page(first_html, lesson_html):
    known = policy(first_page())
    begun = [served(streamlit_page(), scope_of(path)) for path in BEGINNINGS]
    for page in (first_html, lesson_html, *begun, early(streamlit_page())):
        for script in INLINE.findall(page):
            assert _hashed(script) in known
    assert first_page().partition("<title>")[0] == first_html.partition("<title>")[0]


def test_what_comes_first_is_small(first_html, lesson_html):
    """At 1 Mbit/s: 0.1 s of page, 0.3 of script, then the network alone."""
    (script,) = re.findall(r'"script": "(/shell/[^"]+)"', first_html)
    answer = script_file(Request({"type": "http", "path_params": {"name": script.rpartition("/")[2]}}))
    assert answer.headers["cache-control"] == FOREVER
    for page in (first_html, lesson_html):
        assert len(gzip.compress(page.encode(), 6)) <= 12_000
    assert len(gzip.compress(answer.body, 6)) <= 36_000
    (weights,) = re.findall(r'"weights": "/networks/([^"]+)"', first_html)
    assert len(fetch(weights).body) <= 575_000


@pytest.mark.parametrize("asked", ["shell-0000000000000000.js", "shell.js", ""])
def test_another_script_is_not_found(asked):
    assert script_file(Request({"type": "http", "path_params": {"name": asked}})).status_code == 404


def test_without_a_file_of_the_shells_the_page_comes_as_it_is(monkeypatch):
    _parts.cache_clear()
    monkeypatch.setattr(first, "LOADER", Path("nowhere.js"))
    assert 'id="shell"' not in served(streamlit_page(), scope_of("/"))
    _parts.cache_clear()


def test_of_a_broken_line_the_page_speaks_itself_and_streamlit_of_a_page_that_there_is_not():
    for path in ("/", *(f"/{name}" for name in PAGES)):
        for query in (b"", b"drawing=sample.7"):
            assert served(streamlit_page(), scope_of(path, query)).count(WITHOUT_NOTICES) == 1
    assert {"lesson", "training", "words"} < {*PAGES}
    assert WITHOUT_NOTICES not in served(streamlit_page(), scope_of("/nowhere"))
    assert (
        "blockErrorDialogs" in (STATIC / NAMED.search(streamlit_page())[1]).read_text()
    )  # Streamlit knows it


@pytest.mark.usefixtures("canvas_stand_in")
def test_the_first_page_s_canvas_network_and_answer_are_told_what_the_page_tells_its_own():
    """The answer has the page's own words and nothing to say of a drawing; an address no room for more."""
    app = opened(DRAW)
    told = json.loads(json.dumps(shell.described(load_network("dense"))))
    network, answer = data(app, "network_picture"), data(app, "answer_text")
    assert told["data"]["network"] == {name: network[name] for name in told["data"]["network"]}
    alone = answer["words"] | {
        name: ANSWER[name] for name in BY_TWO
    }  # the second network comes with the page
    about = {"version": None, "nearest": [], "caution": ""}
    assert told["data"]["answer"] == about | {"words": alone}
    assert told["data"]["most"] == MOST
    assert told["pen"] == {"size": CANVAS_SIZE, "width": PEN_WIDTH, "color": INK}
    script = shell.in_script({"a": "</script>"})
    assert "<" not in script and json.loads(script) == {"a": "</script>"}
