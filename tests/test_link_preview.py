"""Tests the preview that a link to the page has, and that only pages are changed for it."""

import re

import pytest
from PIL import Image

from model import PROJECT
from tests.served import asked, scope_of
from views.parts import words
from views.serving.link_preview import PICTURE, PICTURE_SIZE, LinkPreview, preview_head

PAGE = b"<!DOCTYPE html><head><title>Streamlit</title></head>"
HTML = (b"content-type", b"text/html; charset=utf-8")


def ask(path: str, *pieces: bytes, status: int = 200, kind=HTML, headers=(), type: str = "http") -> tuple:
    """Return the answer's status, headers and body, and the request that came through."""
    length = (b"content-length", str(sum(map(len, pieces))).encode())
    own = [kind, length, (b"etag", b'"1"'), (b"cache-control", b"no-cache")]
    start = {"type": "http.response.start", "status": status, "headers": own}
    parts = [
        {"type": "http.response.body", "body": piece, "more_body": place < len(pieces)}
        for place, piece in enumerate(pieces, 1)
    ]
    scope = scope_of(path) | {"type": type, "scheme": "http", "headers": list(headers)}
    sent, came = asked(LinkPreview, scope, start, *parts)
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return sent[0]["status"], dict(sent[0]["headers"]), body, came[0]


def said(body: bytes) -> dict[str, str]:
    return dict(re.findall(r'<meta (?:name|property)="([\w:]+)" content="([^"]*)"', body.decode()))


@pytest.mark.parametrize("path", ["/", "/lesson", "/neurons"])
@pytest.mark.parametrize("pieces", [(PAGE,), (PAGE[:30], PAGE[30:])])
def test_every_page_describes_itself(path, pieces):
    status, headers, body, _ = ask(path, *pieces, headers=[(b"host", b"digits.example.org")])
    assert status == 200
    assert body.count(b"<title>") == 1
    assert b"<title>Inkling</title>" in body
    assert said(body)["description"] == said(body)["og:description"] == words.DESCRIPTION
    assert said(body)["og:image"] == f"http://digits.example.org/{PICTURE}"
    assert said(body)["twitter:card"] == "summary_large_image"
    assert headers[b"content-length"] == str(len(body)).encode()
    assert headers[b"cache-control"] == b"no-cache"
    assert b"etag" not in headers  # ours can change when Streamlit's page doesn't


def test_a_page_is_requested_uncompressed_and_uncached():
    pressed = [(b"accept-encoding", b"gzip"), (b"if-none-match", b'"1"'), (b"cookie", b"a=b")]
    assert ask("/", PAGE, headers=pressed)[3]["headers"] == [(b"cookie", b"a=b")]


@pytest.mark.parametrize(
    "path", ["/_stcore/health", "/media/1", "/component/x/index.html", "/static/js/index.js", "/favicon.png"]
)
def test_everything_else_passes_unchanged(path):
    status, headers, body, request = ask(path, PAGE, headers=[(b"accept-encoding", b"gzip")])
    assert (status, body) == (200, PAGE)
    assert headers[b"etag"] == b'"1"'
    assert request["headers"] == [(b"accept-encoding", b"gzip")]


@pytest.mark.parametrize(
    "changed", [{"status": 404}, {"kind": (b"content-type", b"application/json")}, {"type": "websocket"}]
)
def test_answers_that_are_not_pages_stay_unchanged(changed):
    assert ask("/", PAGE, **changed)[2] == PAGE


@pytest.mark.parametrize(
    ("forwarded", "scheme"),
    [(b"https", "https"), (b"https, http", "https"), (b"javascript", "http"), (b"", "http")],
)
def test_the_picture_has_the_page_s_scheme(forwarded, scheme):
    headers = [(b"host", b"a.example"), (b"x-forwarded-proto", forwarded)]
    assert said(ask("/", PAGE, headers=headers)[2])["og:image"] == f"{scheme}://a.example/{PICTURE}"


def test_a_host_name_can_t_inject_html():
    body = ask("/", PAGE, headers=[(b"host", b'"><script>alert(1)</script>')])[2]
    assert b"<script>" not in body
    assert r"\1" in preview_head(r"http://\1")


def test_the_picture_has_the_stated_size():
    path = PROJECT / "assets" / PICTURE
    assert Image.open(path).size == PICTURE_SIZE
    assert path.stat().st_size < 300_000


def test_the_package_has_the_same_description():
    assert f'description = "{words.DESCRIPTION}"' in (PROJECT / "pyproject.toml").read_text()
