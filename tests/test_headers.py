"""What every answer tells the browser: what a page may run and who may frame it, and what is closed."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest

from model import PROJECT
from views.serving.headers import (
    CLOSED,
    FRAMED_BY,
    SecurityHeaders,
    ancestors,
    framing_hosts,
    policy,
    streamlit_page,
)

PAGE = "<head><script>\n  a = 1\n</script><script type='module' src='./a.js'></script></head>"
HOSTS = "https://moodle.example.org https://*.example.edu:8443"


def ask(path: str, hosts: str = "", query: bytes = b"", type: str = "http", **start) -> tuple:
    """What comes back: the messages, and the headers by name; and what came through."""
    came, sent = [], []

    async def app(scope, receive, send) -> None:
        came.append(scope)
        await send({"type": f"{type}.response.start", "status": 200, **start})

    async def send(message) -> None:
        sent.append(message)

    scope = {"type": type, "method": "GET", "path": path, "query_string": query, "headers": []}
    with ThreadPoolExecutor() as thread:  # Playwright may keep an event loop in this one
        thread.submit(
            lambda: asyncio.run(SecurityHeaders(app, lambda: PAGE, hosts)(scope, None, send))
        ).result()
    return sent, dict(sent[0].get("headers", ())), came


def policy_of(headers: dict[bytes, bytes]) -> dict[str, str]:
    said = headers[b"content-security-policy"].decode()
    return dict(part.strip().split(" ", 1) for part in said.split(";"))


@pytest.mark.parametrize("path", ["/", "/lesson", "/_stcore/health", "/media/a.svg", "/_stcore/metrics"])
def test_every_answer_has_them(path):
    _, headers, _ = ask(path)
    assert headers[b"x-content-type-options"] == b"nosniff"
    assert headers[b"referrer-policy"] == b"same-origin"
    assert (
        headers[b"cross-origin-opener-policy"] == headers[b"cross-origin-resource-policy"] == b"same-origin"
    )
    assert b"x-frame-options" not in headers  # it can't say what frame-ancestors does
    assert {b"camera=()", b"microphone=()", b"geolocation=()"} <= set(
        headers[b"permissions-policy"].split(b", ")
    )


def test_none_is_said_twice_and_others_stay():
    sent, _, _ = ask(
        "/", headers=[(b"x-content-type-options", b"sniff"), (b"vary", b"Origin"), (b"vary", b"A")]
    )
    names = [name for name, _ in sent[0]["headers"]]
    assert names.count(b"x-content-type-options") == 1
    assert [value for name, value in sent[0]["headers"] if name == b"vary"] == [b"Origin", b"A"]


def test_a_websocket_is_let_through_as_it_is():
    sent, headers, came = ask("/_stcore/stream", type="websocket")
    assert (len(sent), headers, len(came)) == (1, {}, 1)


def test_what_is_no_request_is_let_through():
    came = []

    async def app(*given) -> None:
        came.append(given)

    with ThreadPoolExecutor() as thread:
        lifespan = SecurityHeaders(app, lambda: PAGE, "")({"type": "lifespan"}, None, None)
        thread.submit(lambda: asyncio.run(lifespan)).result()
    assert came == [({"type": "lifespan"}, None, None)]


def test_a_page_runs_files_of_this_server_and_its_own_scripts_alone():
    said = policy_of(ask("/")[1])
    own = b64encode(sha256(b"\n  a = 1\n").digest()).decode()
    assert said["script-src"] == f"'self' blob: 'sha256-{own}'"
    assert said["default-src"] == said["base-uri"] == said["form-action"] == "'none'"
    assert set(said) >= {"style-src", "img-src", "font-src", "connect-src", "frame-ancestors"}
    for name, sources in said.items():
        assert not re.search(r"https?:|unsafe-eval|\*", sources)
        assert name == "style-src" or "unsafe-inline" not in sources


def test_every_script_in_streamlits_page_is_a_file_or_known_by_its_hash():
    """Notices if a new version of Streamlit writes them otherwise."""
    page = re.sub("<!--.*?-->", "", streamlit_page(), flags=re.DOTALL)
    scripts = re.findall(r"<script[^>]*>", page)
    inline = [script for script in scripts if " src=" not in script]
    assert set(inline) <= {"<script>"}
    assert policy(page).count("'sha256-") == len(inline)
    assert not re.search(r"\son\w+=|javascript:", page)


@pytest.mark.parametrize("hosts", ["", "*", HOSTS])
@pytest.mark.parametrize("path", ["/wall", "/wall/", "/wall//", "/app/wall"])
def test_the_wall_is_never_framed_by_another_origin(path, hosts):
    said = policy_of(ask(path, hosts, b"embed=true&class=ABC346")[1])
    assert said["frame-ancestors"] == "'self'"


@pytest.mark.parametrize(
    ("hosts", "query", "framed_by"),
    [
        ("", b"", "'self'"),
        ("", b"embed=true", "*"),
        ("", b"drawing=a&embed=TRUE&step=1", "*"),
        ("", b"embed=false", "'self'"),
        ("", b"embed=true&embed=false", "'self'"),
        ("", b"drawing=embed=true", "'self'"),
        ("", b"\xff%ff&embed", "'self'"),
        (HOSTS, b"", HOSTS),
        (HOSTS, b"embed=true", HOSTS),
        ("'none'", b"embed=true", "'none'"),
    ],
)
def test_who_may_frame_it_is_a_setting_and_else_whether_it_is_embedded(hosts, query, framed_by):
    assert ancestors(hosts, query) == framed_by
    assert policy_of(ask("/lesson", hosts, query)[1])["frame-ancestors"] == framed_by


@pytest.mark.parametrize(
    "said", ["", "*", "'self'", "'none'", HOSTS, "moodle.example.org", " a.example  b.example "]
)
def test_hosts_are_read_as_a_policy_names_them(said):
    assert framing_hosts(said) == " ".join(said.split())


@pytest.mark.parametrize(
    "said",
    [
        "a.example; script-src *",
        "a.example,b.example",
        "https://a.example/path",
        "javascript:",
        "a\r\n: b",
        "a*",
        "ä",
    ],
)
def test_no_setting_writes_into_the_policy(said):
    with pytest.raises(ValueError, match=rf"^{FRAMED_BY} is .*should be hosts"):
        framing_hosts(said)


def test_a_setting_that_is_none_ends_with_a_sentence():
    done = subprocess.run(
        [sys.executable, "app.py"],
        cwd=PROJECT,
        env=os.environ | {FRAMED_BY: "a;b"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stderr.strip().splitlines()[-1].startswith(f"{FRAMED_BY} is 'a;b'.")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/below/_stcore/metrics", "/_stcore/agent/openapi.json"]
)
def test_what_is_for_those_who_run_it_is_closed(path):
    sent, _, came = ask(path)
    assert sent[0]["status"] == 404
    assert came == []


@pytest.mark.parametrize(
    "path", ["/_stcore/health", "/_stcore/host-config", "/_stcore/metricsfree", "/metrics"]
)
def test_what_a_page_needs_is_open(path):
    assert not CLOSED.search(path)
    assert len(ask(path)[2]) == 1


def test_other_pages_may_show_the_picture_of_a_link_and_nothing_else():
    shown = [
        path
        for path in ("/preview.png", "/favicon.png", "/", "/media/a.png")
        if ask(path)[1][b"cross-origin-resource-policy"] == b"cross-origin"
    ]
    assert shown == ["/preview.png", "/favicon.png"]
