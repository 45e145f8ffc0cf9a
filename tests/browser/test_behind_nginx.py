"""The page behind nginx, in a real Chromium: what stands in front of it takes nothing away."""

from __future__ import annotations

import re
import shutil
import urllib.error
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from email.message import Message

import pytest
from playwright.sync_api import expect

from tests.browser.behind_nginx import serve_behind_nginx
from tests.browser.draw_page import choose_network, click, expect_answer, expect_settled, layer
from tests.browser.pen import SAMPLES, SURFACE, draw
from tests.browser.test_draw_page import paper
from views.session.address import MOST

NINE_MEGABYTES = 9 * 1024**2
pytestmark = pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed")


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    return tmp_path_factory.mktemp("behind_nginx") / "log"


@pytest.fixture(scope="module")
def address(log):
    with serve_behind_nginx(2, log) as (address, _):
        yield address


def ask(address: str, **headers: str) -> tuple[int, Message, str]:
    """Status, headers and text of the answer."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(address, headers=named)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, answer.headers, answer.read().decode()


def test_the_pages_work_and_a_picture_of_nine_megabytes_is_read(open_page, tmp_path):
    page = open_page()
    fetched = []
    page.on("response", lambda answer: fetched.append((answer.status, answer.url)))
    choose_network(page, "dense")
    draw(page, SAMPLES[2])
    expect_answer(page, 2)
    expect_settled(page)
    layer(page, "hidden1").click()
    expect(page.locator(".st-key-neuron h3")).to_have_text(re.compile("first hidden layer"))
    page.get_by_role("link", name="Neurons").first.click()
    expect(page.locator(".st-key-catalogue img").first).to_be_visible()
    page.get_by_role("link", name="Training").first.click()
    expect(page.locator(".st-key-replay_weights img").first).to_be_visible()
    page.get_by_role("link", name="Draw").first.click()
    page.locator(SURFACE).wait_for()
    click(page, "upload_open")
    large = tmp_path / "four.png"
    large.write_bytes(paper(4).ljust(NINE_MEGABYTES, b"\0"))  # what follows a picture's end is no part of it
    page.locator("input[type=file]").set_input_files(large)
    expect_answer(page, 4)
    assert [url for status, url in fetched if status >= 400] == []
    assert any(".gz" in url for _, url in fetched)  # the network, over HTTP


def test_no_other_page_may_frame_it_or_guess_at_its_files(address):
    for path in ("/", "/neurons", "/_stcore/health", "/nothing.js", "/_stcore/metrics"):
        _, headers, _ = ask(address + path)
        assert headers.get_all("X-Content-Type-Options") == ["nosniff"]
        assert headers["X-Frame-Options"] == "SAMEORIGIN"
        policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
        assert policy["frame-ancestors"] == policy["default-src"] == "'self'"


def test_the_longest_link_comes_through(address):
    link = f"{address}/training?drawing={'A' * MOST}&hide=training,conv&step=12&embed=true"
    assert ask(link, Referer=link)[0] == 200


def test_cookies_are_secure_behind_tls_and_only_there(address):
    for proto, secure in (("https", True), ("http", False), ("", False)):
        _, headers, _ = ask(f"{address}/_stcore/health", X_Forwarded_Proto=proto)
        cookies = headers.get_all("Set-Cookie")
        assert {cookie.partition("=")[0] for cookie in cookies} == {"inkling_process", "_streamlit_xsrf"}
        assert [("; secure" in cookie.lower()) for cookie in cookies] == [secure] * 2


@pytest.mark.parametrize(
    "path",
    ["/_stcore/metrics", "/_stcore/metrics?families=x", "//_stcore/%6detrics", "/_stcore/agent/openapi.json"],
)
def test_what_is_for_those_who_run_it_is_closed(address, path):
    assert ask(address + path)[0] == 404


def test_no_version_is_told(address):
    for path in ("/", "/_stcore/metrics"):
        _, headers, text = ask(address + path)
        assert headers["Server"] == "nginx"
        assert not re.search(r"nginx/\d", text)


def test_a_flood_of_uploads_from_one_address_is_held_off(address):
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: ask(f"{address}/_stcore/upload_file/no/one")[0], range(120)))
    assert Counter(answers)[429] > 40
    assert ask(address)[0] == 200
