"""Check the page behind nginx, in a real Chromium: the proxy breaks nothing."""

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
from tests.browser.draw_page import (
    choose_network,
    click,
    expect_answer,
    expect_settled,
    layer,
    open_drawer,
    paper,
)
from tests.browser.pen import SAMPLES, SURFACE, draw
from tests.site.served import serve_files
from views.parts.component.fields import MOST_IN_LINK

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
    """Return the status, headers and text of the answer."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(address, headers=named)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.headers, answer.read().decode(errors="replace")
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, answer.headers, answer.read().decode()


def test_pages_and_a_nine_megabyte_picture_work(open_page, tmp_path):
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
    large.write_bytes(paper(4).ljust(NINE_MEGABYTES, b"\0"))  # decoders ignore bytes after a picture's end
    page.locator("input[type=file]").set_input_files(large)
    expect_answer(page, 4)
    assert [url for status, url in fetched if status >= 400] == []
    assert any("/networks/" in url for _, url in fetched)  # the network, over HTTP


def test_framing_policy_and_nosniff_are_sent_once(address):
    for path in ("/", "/neurons", "/_stcore/health", "/nothing.js", "/_stcore/metrics"):
        for query, framed_by in (("", "'self'"), ("?embed=true", "*")):
            _, headers, _ = ask(address + path + query)
            assert headers.get_all("X-Content-Type-Options") == ["nosniff"]
            assert headers["X-Frame-Options"] is None
            (said,) = headers.get_all("Content-Security-Policy")
            policy = dict(part.strip().split(" ", 1) for part in said.split(";"))
            assert policy["frame-ancestors"] == framed_by
            assert policy["default-src"] == "'none'"


def test_a_page_of_another_host_works_without_cookies(open_page, address, tmp_path):
    """Browsers store no cookies there, so the process that has the session must answer all requests."""
    course, picture, fetched = tmp_path / "course.html", tmp_path / "four.png", []
    course.write_text(f'<iframe src="{address}/?embed=true" style="width: 1290px; height: 890px"></iframe>')
    picture.write_bytes(paper(4))
    page = open_page()
    page.context.clear_cookies()
    page.on("response", lambda answer: fetched.append((answer.status, answer.url)))
    with serve_files(tmp_path) as elsewhere:
        page.goto(f"{elsewhere.replace('127.0.0.1', 'localhost')}/{course.name}")
        shown = page.frame_locator("iframe")
        shown.locator(SURFACE).wait_for(timeout=60_000)
        open_drawer(shown, "samples")
        shown.locator(".st-key-upload_open button").click()
        shown.locator("input[type=file]").set_input_files(picture)
        expect_answer(shown, 4)
    assert [url for status, url in fetched if status >= 400 and address in url] == []
    assert page.context.cookies() == []


def test_the_longest_link_works(address):
    link = f"{address}/training?drawing={'A' * MOST_IN_LINK}&hide=training,conv&step=12&embed=true"
    assert ask(link, Referer=link)[0] == 200


def test_cookies_are_only_secure_behind_tls(address):
    """A browser only keeps a cookie for a page in a frame if the cookie is secure and partitioned."""
    for proto, ending in (
        ("https", "SameSite=None; Secure; Partitioned"),
        ("http", "SameSite=Lax"),
        ("", "SameSite=Lax"),
    ):
        _, headers, _ = ask(address, X_Forwarded_Proto=proto)
        (cookie,) = headers.get_all("Set-Cookie")
        assert re.fullmatch(rf"inkling_process=[0-9a-f]{{2}}; Path=/; HttpOnly; {ending}", cookie)


def test_only_our_own_cookies_count(address):
    """A made-up cookie isn't sent back and decides nothing."""
    for made_up in ("", "x", "0", "0g", "AB", "000", "%0d%0aa", "a" * 3000):
        _, headers, _ = ask(address, Cookie=f"inkling_process={made_up}")
        (given,) = headers.get_all("Set-Cookie")
        assert re.match(r"inkling_process=[0-9a-f]{2};", given)
    made_up = {ask(address, Cookie=f"inkling_process={n}")[1]["X-Process"] for n in range(100, 140)}
    given = {ask(address, Cookie=f"inkling_process={n:02x}")[1]["X-Process"] for n in range(40)}
    assert (len(made_up), len(given)) == (1, 2)
    assert ask(address, Cookie="inkling_process=0a")[1]["Set-Cookie"] is None


def test_only_pages_set_a_cookie(address):
    """Otherwise, a page without cookies would get its files from one process and the rest from another."""
    for path in ("/", "/lesson", "/neurons?network=conv"):
        assert ask(address + path)[1]["Set-Cookie"].startswith("inkling_process=")
    for path in ("/_stcore/health", "/preview.png", "/_stcore/host-config"):
        assert ask(address + path)[1]["Set-Cookie"] is None


def test_a_school_can_upload_at_once_but_a_flood_is_limited(address):
    """Each address is counted on its own, also if another server is in front of this one."""

    def statuses(count: int, sender: str) -> Counter[int]:
        upload = f"{address}/_stcore/upload_file/no/one"
        with ThreadPoolExecutor(8) as threads:
            asked = threads.map(lambda _: ask(upload, X_Forwarded_For=f"10.9.9.9, {sender}")[0], range(count))
            return Counter(asked)

    assert statuses(90, "192.0.2.1")[429] == 0
    assert statuses(300, "192.0.2.2")[429] > 40
    assert statuses(90, "192.0.2.3")[429] == 0
    assert ask(address)[0] == 200


def test_operators_paths_are_closed_and_no_version_is_revealed(address):
    for path in ("", "/_stcore/metrics", "//_stcore/%6detrics", "/_stcore/agent/openapi.json"):
        status, headers, text = ask(address + path)
        assert (status, headers["Server"]) == (404 if path else 200, "nginx")
        assert not re.search(r"nginx/\d", text)
