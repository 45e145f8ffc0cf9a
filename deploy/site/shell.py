"""What is there at once, before Python is: the shell as the site has it.

Takes this project, gives files.
"""

from __future__ import annotations

from pathlib import Path

from deploy.site.archive import AT_ONCE, catalog_file
from deploy.site.registries import pinned
from model import PROJECT
from model.network import Network, load_network
from views.language.asked import COOKIE, LANG
from views.language.catalogs import ENGLISH, languages, path_of
from views.language.language import speaking
from views.language.words_file import words_file
from views.parts.component import bundle
from views.parts.words import TITLE
from views.serving.digit_files import PARTS, digits_file
from views.serving.headers import policy
from views.serving.link_preview import WORDS
from views.serving.network_file import zipped
from views.shell.early import PAGES
from views.shell.old_browsers import notices
from views.shell.shell import described, html, in_script, styles, texts
from views.shell.theme import paddings

FOLDER = Path(__file__).parent / "shell"
REQUIRED = ("segno", "streamlit-drawable-canvas")  # what the app needs besides Streamlit, NumPy and Pillow
ALLOWED = {  # beside what a page of the server's may: Python in a worker, which stlite has as a data: address
    "script-src": ["'wasm-unsafe-eval'", "data:"],
    "worker-src": ["'self'", "blob:"],
    "base-uri": ["'self'"],
}
OF_THE_NETWORK = {  # from where stlite takes Python
    "script-src": [*ALLOWED["script-src"], "https:"],
    "connect-src": ["https:"],
}


def shell(is_whole: bool) -> dict[str, bytes]:
    """File name -> contents; `is_whole`: Python and its packages are part of the site."""
    network = load_network(AT_ONCE)
    files = {
        "shell.js": bundle(FOLDER / "site.js").encode(),
        f"networks/{AT_ONCE}.bin": zipped(network),
        **{f"digits/{part}.bin": digits_file(part) for part in PARTS},
        "icon.png": (PROJECT / "assets" / "icon.png").read_bytes(),
    }
    page = (FOLDER / "index.html").read_text()
    for name, text in {
        "site": in_script(_site(network, is_whole)),
        "styles": _styles(),
        "shell": html(),
        "title": TITLE,
        "notices": notices(None),
    }.items():
        page = page.replace(f"{{{name}}}", text)
    page = page.replace("{policy}", policy(page, ALLOWED if is_whole else ALLOWED | OF_THE_NETWORK))
    spoken = _spoken()
    files |= {path: _words(each, network) for each, path in spoken.get("languages", {}).items()}
    files |= {path: path_of(each).read_bytes() for each, path in spoken.get("catalogs", {}).items()}
    return files | {name: page.encode() for name in ("index.html", *(f"{each}/index.html" for each in PAGES))}


def _site(network: Network, is_whole: bool) -> dict[str, object]:
    """What the shell's JavaScript finds as `window.inklingSite`."""
    requirements = [f"{each['name']}=={each['version']}" for each in pinned() if each["name"] in REQUIRED]
    of_site = {"isWhole": is_whole, "requirements": requirements, "pages": PAGES}
    return described(network) | of_site | _spoken()


def files_of_languages() -> dict[str, list[str]]:
    """Of each but English, which is always there, the files that browsers fetch once they speak it."""
    spoken = _spoken()
    return {each: [spoken["languages"][each], path] for each, path in spoken.get("catalogs", {}).items()}


def _spoken() -> dict[str, dict[str, str] | str]:
    """What its page chooses a language from, where there are several: of each, where its words are.

    The browser's own, and Python's, which has its catalog in the same place.
    """
    words = {each: f"{WORDS}/{each}.js" for each in languages()}
    catalogs = {each: catalog_file(each) for each in words if each != ENGLISH}
    return {"languages": words, "catalogs": catalogs, "kept": COOKIE, "lang": LANG} if catalogs else {}


def _words(language: str, network: Network) -> bytes:
    """What the browser says by itself, and what is said of the network's answers until Python is up."""
    with speaking(language):
        before = {"data": described(network)["data"], "texts": texts()}
    return (
        words_file(language)
        + f"\nObject.assign(globalThis.inklingSite ?? {{}}, {in_script(before)});".encode()
    )


def _styles() -> str:
    """The shell's, and the paddings for which this Streamlit has no settings."""
    padding = "".join(f"{name}: {size} !important;" for name, size in paddings().items())
    return f"#root .stMainBlockContainer {{ {padding} }}\n{styles()}"
