"""How little is sent before one can draw, how long browsers cache it, and what the page preloads."""

import asyncio
import gzip
import re
from pathlib import Path

import pytest
from starlette.responses import FileResponse
from streamlit.file_util import get_static_dir

from model.network import NAMES, load_network
from model.network.message import together
from tests.event_loop import run
from tests.served import NAMED, fetch, scope_of
from views.parts.files import network_file
from views.parts.shared import shipped_network, styles
from views.serving import compressed
from views.serving.compressed import MOST_BYTES, MOST_CACHED, Compressed
from views.serving.headers import FOREVER, INLINE, policy, streamlit_page
from views.shell.early import early, more_scripts, with_styles
from views.shell.first import served

SCRIPT = "/static/js/index.abc.js"
STREAMLITS = {"cache-control": FOREVER, "content-type": "text/javascript; charset=utf-8", "etag": '"1"'}
TEXT = b"export const one = 1;\n" * 400
STATIC = Path(get_static_dir())


class Server:
    """A stand-in for Streamlit that returns `body` for every path."""

    def __init__(self, body: bytes = TEXT, **headers: str) -> None:
        self.body, self.asked = body, []
        all_headers = (
            STREAMLITS
            | {"content-length": str(len(body))}
            | {_dashed(name): headers[name] for name in headers}
        )
        self.headers = [(name.encode(), value.encode()) for name, value in all_headers.items()]
        self.app = Compressed(self)

    async def __call__(self, scope, receive, send) -> None:
        self.asked.append(scope)
        await send({"type": "http.response.start", "status": 200, "headers": list(self.headers)})
        half = len(self.body) // 2
        await send({"type": "http.response.body", "body": self.body[:half], "more_body": True})
        await send({"type": "http.response.body", "body": self.body[half:]})

    def ask(self, path: str = SCRIPT, method: str = "GET", **headers: str) -> tuple[dict[str, str], bytes]:
        """Return headers and body of the answer."""
        sent = []

        async def send(message) -> None:
            sent.append(message)

        wanted = {"accept_encoding": "gzip, deflate, br"} | headers
        named = [(_dashed(name).encode(), value.encode()) for name, value in wanted.items() if value]
        scope = {"type": "http", "method": method, "path": path, "headers": named}
        run(self.app(scope, None, send))
        received = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return received, b"".join(message.get("body", b"") for message in sent[1:])


def _dashed(name: str) -> str:
    return name.replace("_", "-")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (SCRIPT, "text/javascript"),
        ("/below/static/css/index.abc.css", "text/css"),
        ("/_stcore/bidi-components/canvas.canvas/index-ynYgWHmM.js", "text/javascript"),
        ("/", "text/html"),
        ("/lesson", "text/html; charset=utf-8"),
    ],
)
def test_page_scripts_and_styles_are_compressed(path, kind):
    server = Server(content_type=kind)
    headers, body = server.ask(path)
    assert gzip.decompress(body) == TEXT
    assert headers["content-encoding"] == "gzip"
    assert headers["content-length"] == str(len(body))
    assert headers["vary"] == "Accept-Encoding"
    assert "etag" not in headers  # for uncompressed files
    assert not dict(server.asked[0]["headers"]).get(
        b"accept-encoding"
    )  # otherwise Streamlit would compress, too, every time


def test_static_files_are_compressed_once_but_a_page_each_time():
    server = Server()
    assert server.ask()[1] == server.ask()[1]
    assert len(server.asked) == 1
    pages = Server(content_type="text/html", cache_control="no-cache")
    assert pages.ask("/")[1] == pages.ask("/")[1]
    assert len(pages.asked) == 2
    assert pages.ask("/")[0]["cache-control"] == "no-cache"


@pytest.mark.parametrize("after", [1, 2])  # messages of the answer
def test_a_visitor_who_leaves_while_a_file_is_read_leaves_no_half_of_it_to_others(tmp_path, after):
    file, leave = tmp_path / "index.abc.js", asyncio.Event()
    file.write_bytes(TEXT * 20)  # some messages long

    async def streamlit(scope, receive, send) -> None:
        came = []

        async def leaving(message) -> None:
            await send(message)
            came.append(message)
            if len(came) == after and not scope["stays"]:
                leave.set()
                await asyncio.sleep(1)  # ends at once, because FileResponse cancels it

        await FileResponse(file, media_type="text/javascript")(scope, receive, leaving)

    async def visit(stays: bool) -> list[dict]:
        sent = []

        async def receive() -> dict:
            await (asyncio.Event() if stays else leave).wait()
            return {"type": "http.disconnect"}

        async def send(message) -> None:
            sent.append(message)

        headers = {"headers": [(b"accept-encoding", b"gzip")]}
        await app(scope_of(SCRIPT) | headers | {"stays": stays}, receive, send)
        return sent

    app = Compressed(streamlit)
    assert run(visit(stays=False)) == []
    _start, said = run(visit(stays=True))
    assert gzip.decompress(said["body"]) == TEXT * 20


def test_the_canvas_is_cached_as_long_as_streamlit_s_own_scripts():
    """Its name has a hash, but Streamlit says "public" of it, after which browsers ask again."""
    named, style = Server(cache_control="public"), Server(cache_control="public", content_type="text/css")
    assert named.ask("/_stcore/bidi-components/a.b/index-ynYgWHmM.js")[0]["cache-control"] == FOREVER
    assert style.ask("/_stcore/bidi-components/a.b/index-style.css")[0]["cache-control"] == "public"


@pytest.mark.parametrize(
    "asked",
    [
        {"accept_encoding": ""},
        {"accept_encoding": "br"},
        {"range": "bytes=0-9"},
        {"method": "HEAD"},
        {"path": "/media/a.js"},
        {"path": "/networks/dense-1.bin"},
        {"path": "/_stcore/health"},
    ],
)
def test_everything_else_passes_unchanged(asked):
    server = Server()
    headers, body = server.ask(**asked)
    assert body == TEXT
    assert headers["etag"] == '"1"'
    assert "content-encoding" not in headers


@pytest.mark.parametrize("changed", [{"content_type": "font/woff2"}, {"content_length": str(MOST_BYTES + 1)}])
def test_binary_and_very_long_files_stay_uncompressed(changed):
    headers, body = Server(**changed).ask()
    assert body == TEXT
    assert "content-encoding" not in headers


def test_the_cache_is_bounded(monkeypatch):
    server = Server()
    size = len(server.ask()[1])
    monkeypatch.setattr(compressed, "MOST_CACHED", 3 * size)
    for number in range(10):
        assert gzip.decompress(server.ask(f"/static/js/{number}.js")[1]) == TEXT
    assert server.app.bytes == 3 * size


def test_all_that_the_first_page_needs_is_cached_and_small():
    names = [*NAMED.findall(streamlit_page()), *(f"static/js/{name}" for name in more_scripts())]
    files = [(STATIC / name).read_bytes() for name in dict.fromkeys(names)]
    assert max(map(len, files)) <= MOST_BYTES
    assert sum(len(gzip.compress(each, 6)) for each in files) <= 650_000 < MOST_CACHED


def test_every_page_s_styles_are_in_before_the_first_paint():
    """Without the styles' file, the page looks as Streamlit made it, and reports that."""
    page = served(streamlit_page(), scope_of("/training"))
    style = styles("parts/looks/theme.css")
    assert 1000 < len(style) < 10_000 and page.index(style) < page.index("</head>") < page.index("<body")
    assert with_styles(page, "parts/looks/missing.css") == page


def test_the_page_preloads_what_it_needs_once():
    """Fail if a new version of Streamlit has other parts, or names its files another way."""
    page = early(streamlit_page())
    named = re.findall(r'href="\./(static/js/[^"]+)"', page) + re.findall(r'src="\./(static/[^"]+)"', page)
    assert len(named) == len(set(named))
    assert all((STATIC / name).is_file() for name in named)
    for part in ("BidiComponent", "Button", "ButtonGroup", "Html", "PageLink", "serialization", "purify"):
        assert sum(f"/{part}." in name for name in named) == 1, part
    assert page.count("</head>") == page.count("<title>") == 1


def test_the_page_does_not_fetch_an_unused_font():
    page = early(streamlit_page())
    assert 'as="font"' in streamlit_page()
    assert 'as="font"' not in page
    scripts = INLINE.findall(page)
    assert "Inter" in scripts[0]
    assert scripts[0].count("bodyFont") == 2
    assert policy(page).count("'sha256-") == len(scripts)


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_network_is_cached_by_its_content_hash(name):
    network = shipped_network(name)
    address = network_file.address_of(network)
    assert re.fullmatch(rf"/networks/{name}-[0-9a-f]{{16}}\.bin", address)
    answer = fetch(address.rpartition("/")[2])
    assert together(gzip.decompress(answer.body)) == network_file.packed(network)
    assert answer.headers["cache-control"] == FOREVER
    assert answer.body[4:8] == bytes(4)  # independent of time: every process makes the same


@pytest.mark.parametrize(
    "asked", ["dense.bin", "dense-0000000000000000.bin", "novelty_dense-1.bin", "..", ""]
)
def test_a_network_of_another_name_is_not_found(asked):
    assert fetch(asked).status_code == 404


def test_a_session_s_own_network_has_no_public_address(monkeypatch):
    monkeypatch.setattr(network_file, "published", lambda file: "/media/1.gz")
    assert network_file.address_of(load_network(NAMES[0])) == "/media/1.gz"
    monkeypatch.setattr(network_file, "can_tell", lambda network: False)
    assert network_file.address_of(shipped_network(NAMES[0])) == "/media/1.gz"
