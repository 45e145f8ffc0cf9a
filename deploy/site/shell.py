"""The shell of the site, which is there immediately, before Python.

Takes this project, returns files.
"""

from __future__ import annotations

from pathlib import Path

from deploy.site.archive import AT_ONCE, catalog_file
from model import PROJECT
from model.network import Network, load_network
from views.parts.component import bundle
from views.parts.files.digit_files import FILES, digits_file
from views.parts.files.network_file import zipped
from views.parts.files.words_file import WORDS, words_file
from views.parts.language.asked import COOKIE, LANG
from views.parts.language.catalogs import ENGLISH, languages, path_of
from views.parts.language.language import speaking
from views.parts.words import TITLE
from views.serving.headers import policy
from views.shell.early import PAGES
from views.shell.old_browsers import notices
from views.shell.shell import described, html, in_script, paddings, styles, texts

FOLDER = Path(__file__).parent / "shell"
ALLOWED = {  # in addition to a server's page: Python in a worker, which stlite has as a data: address
    "script-src": ["'wasm-unsafe-eval'", "data:"],
    "worker-src": ["'self'", "blob:"],
    "base-uri": ["'self'"],
}


def shell() -> dict[str, bytes]:
    """Return file name -> contents."""
    network = load_network(AT_ONCE)
    files = {
        "shell.js": bundle(FOLDER / "site.js").encode(),
        f"networks/{AT_ONCE}.bin": zipped(network),
        **{f"digits/{part}.bin": digits_file(part) for part in FILES},
        "icon.png": (PROJECT / "assets" / "icon.png").read_bytes(),
    }
    page = (FOLDER / "index.html").read_text()
    for name, text in {
        "site": in_script(_site(network)),
        "styles": _styles(),
        "shell": html(),
        "title": TITLE,
        "notices": notices(None),
    }.items():
        page = page.replace(f"{{{name}}}", text)
    page = page.replace("{policy}", policy(page, ALLOWED))
    spoken = _spoken()
    files |= {path: _words(each, network) for each, path in spoken.get("languages", {}).items()}
    files |= {path: path_of(each).read_bytes() for each, path in spoken.get("catalogs", {}).items()}
    return files | {name: page.encode() for name in ("index.html", *(f"{each}/index.html" for each in PAGES))}


def _site(network: Network) -> dict[str, object]:
    """Return what the shell's JavaScript gets as `window.inklingSite`."""
    return described(network) | {"pages": PAGES} | _spoken()


def files_of_languages() -> dict[str, list[str]]:
    """Return the files that browsers fetch for each language but English, which is always there."""
    spoken = _spoken()
    return {each: [spoken["languages"][each], path] for each, path in spoken.get("catalogs", {}).items()}


def _spoken() -> dict[str, dict[str, str] | str]:
    """Return where each language's texts are, if there are several, so that the page can choose one.

    These are the texts of the browser's scripts, and Python's catalogs, which have the same path as in the
    project.
    """
    words = {each: f"{WORDS}/{each}.js" for each in languages()}
    catalogs = {each: catalog_file(each) for each in words if each != ENGLISH}
    return {"languages": words, "catalogs": catalogs, "kept": COOKIE, "lang": LANG} if catalogs else {}


def _words(language: str, network: Network) -> bytes:
    """Return the texts of the browser's scripts, and those about answers before Python has started."""
    with speaking(language):
        before = {"data": described(network)["data"], "texts": texts()}
    return (
        words_file(language)
        + f"\nObject.assign(globalThis.inklingSite ?? {{}}, {in_script(before)});".encode()
    )


def _styles() -> str:
    """Return the shell's styles, and the paddings for which this Streamlit has no settings."""
    padding = "".join(f"{name}: {size} !important;" for name, size in paddings().items())
    return f"#root .stMainBlockContainer {{ {padding} }}\n{styles()}"
