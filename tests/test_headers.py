"""Tests every answer's headers: what a page may run, who may frame it, and which paths are closed."""

import os
import re
import subprocess
import sys
from base64 import b64encode
from hashlib import sha256

import pytest

from model import PROJECT
from tests.served import asked, scope_of
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
    """Return the sent messages, the headers by name, and the requests that came through."""
    answer = {"type": f"{type}.response.start", "status": 200, **start}
    scope = scope_of(path, query) | {"type": type}
    sent, came = asked(lambda app: SecurityHeaders(app, lambda: PAGE, hosts), scope, answer)
    return sent, dict(sent[0].get("headers", ())), came


def policy_of(headers: dict[bytes, bytes]) -> dict[str, str]:
    said = headers[b"content-security-policy"].decode()
    return dict(part.strip().split(" ", 1) for part in said.split(";"))


@pytest.mark.parametrize("path", ["/", "/lesson", "/_stcore/health", "/media/a.svg", "/_stcore/metrics"])
def test_every_answer_has_the_security_headers(path):
    _, headers, _ = ask(path)
    assert headers[b"x-content-type-options"] == b"nosniff"
    assert headers[b"referrer-policy"] == b"same-origin"
    assert (
        headers[b"cross-origin-opener-policy"] == headers[b"cross-origin-resource-policy"] == b"same-origin"
    )
    assert b"x-frame-options" not in headers  # it can't express what frame-ancestors does
    assert {b"camera=()", b"microphone=()", b"geolocation=()"} <= set(
        headers[b"permissions-policy"].split(b", ")
    )


@pytest.mark.parametrize(
    ("path", "kind", "is_file"),
    [
        ("/static/js/a.js", b"application/javascript", True),
        ("/below/static/css/a.css", b"text/css; charset=utf-8", True),
        ("/static/js/a.js", b"text/html", False),
        ("/static/media/a.svg", b"image/svg+xml", False),
        ("/shell/a.js", b"text/javascript", False),  # a thread runs it
    ],
)
def test_only_files_of_streamlit_s_page_have_no_policy(path, kind, is_file):
    """Each of seventy would have the same kilobyte of it, which counts for pages and threads alone."""
    _, headers, _ = ask(path, headers=[(b"content-type", kind)])
    assert (b"content-security-policy" not in headers) is is_file
    assert headers[b"x-content-type-options"] == b"nosniff"
    assert headers[b"cross-origin-resource-policy"] == b"same-origin"


def test_no_header_is_sent_twice_and_other_headers_stay():
    sent, _, _ = ask(
        "/", headers=[(b"x-content-type-options", b"sniff"), (b"vary", b"Origin"), (b"vary", b"A")]
    )
    names = [name for name, _ in sent[0]["headers"]]
    assert names.count(b"x-content-type-options") == 1
    assert [value for name, value in sent[0]["headers"] if name == b"vary"] == [b"Origin", b"A"]


def test_a_websocket_passes_unchanged():
    sent, headers, came = ask("/_stcore/stream", type="websocket")
    assert (len(sent), headers, len(came)) == (1, {}, 1)


def test_anything_but_a_request_passes_unchanged():
    lifespan = {"type": "lifespan"}
    assert asked(lambda app: SecurityHeaders(app, lambda: PAGE, ""), lifespan) == ([], [lifespan])


def test_a_page_only_runs_this_server_s_files_and_its_own_scripts():
    said = policy_of(ask("/")[1])
    own = b64encode(sha256(b"\n  a = 1\n").digest()).decode()
    assert said["script-src"] == f"'self' blob: 'sha256-{own}'"
    assert said["default-src"] == said["base-uri"] == said["form-action"] == "'none'"
    assert set(said) >= {"style-src", "img-src", "font-src", "connect-src", "frame-ancestors"}
    for name, sources in said.items():
        assert not re.search(r"https?:|unsafe-eval|\*", sources)
        assert name == "style-src" or "unsafe-inline" not in sources


def test_every_script_in_streamlit_s_page_is_a_file_or_hashed():
    """This fails if a new version of Streamlit writes them differently."""
    page = re.sub("<!--.*?-->", "", streamlit_page(), flags=re.DOTALL)
    scripts = re.findall(r"<script[^>]*>", page)
    inline = [script for script in scripts if " src=" not in script]
    assert set(inline) <= {"<script>"}
    assert policy(page).count("'sha256-") == len(inline)
    assert not re.search(r"\son\w+=|javascript:", page)


@pytest.mark.parametrize("hosts", ["", "*", HOSTS])
@pytest.mark.parametrize("path", ["/wall", "/wall/", "/wall//", "/app/wall"])
def test_other_origins_can_never_frame_the_wall(path, hosts):
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
def test_a_setting_decides_who_may_frame_the_page_otherwise_embedding_does(hosts, query, framed_by):
    assert ancestors(hosts, query) == framed_by
    assert policy_of(ask("/lesson", hosts, query)[1])["frame-ancestors"] == framed_by


@pytest.mark.parametrize(
    "said", ["", "*", "'self'", "'none'", HOSTS, "moodle.example.org", " a.example  b.example "]
)
def test_framing_hosts_are_read_as_a_policy_names_them(said):
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
def test_no_setting_can_write_into_the_policy(said):
    with pytest.raises(ValueError, match=rf"^{FRAMED_BY} is .*should be hosts"):
        framing_hosts(said)


def test_an_invalid_setting_ends_with_one_sentence():
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
def test_operators_paths_are_closed(path):
    sent, _, came = ask(path)
    assert sent[0]["status"] == 404
    assert came == []


@pytest.mark.parametrize(
    "path", ["/_stcore/health", "/_stcore/host-config", "/_stcore/metricsfree", "/metrics"]
)
def test_the_paths_that_a_page_needs_are_open(path):
    assert not CLOSED.search(path)
    assert len(ask(path)[2]) == 1


def test_other_sites_may_only_show_the_preview_picture_and_the_icon():
    shown = [
        path
        for path in ("/preview.png", "/favicon.png", "/", "/media/a.png")
        if ask(path)[1][b"cross-origin-resource-policy"] == b"cross-origin"
    ]
    assert shown == ["/preview.png", "/favicon.png"]
