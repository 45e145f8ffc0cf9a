"""What is there at once, before Streamlit is: our own JavaScript, the weights, and what Python knows of both.

Takes this project, gives files. Words, colors, layers and code are those of the pages themselves.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from pathlib import Path

from deploy.site.archive import AT_ONCE, paddings, settings
from deploy.site.registries import pinned
from model import PROJECT
from model.network import Network, load_network
from model.pen import CANVAS_SIZE, HIGH, LOW, MOST_STROKES, PEN_WIDTH
from views.draw.answer import LEAST_GUESS
from views.draw.network_view import describe
from views.draw.words import ANSWER, CLEAR
from views.parts.colors import INK
from views.parts.component import bundle, modules_of
from views.serving.old_browsers import notices
from views.session.address import MOST
from views.session.drawing_code import MAX_POINTS, STEPS, VERSION
from views.session.headers import policy
from views.session.network_file import zipped
from views.session.words import TITLE

FOLDER = Path(__file__).parent / "shell"
REQUIRED = ("segno", "streamlit-drawable-canvas")  # what the app needs besides Streamlit, NumPy and Pillow
PARTS = ("answer", "live_ink", "network_view", "seen")  # of views/draw/, each with a component
PAGES = re.findall(r'url_path="(\w+)"', (PROJECT / "app.py").read_text())
ALLOWED = {  # beside what a page of the server's may: Python in a worker, which stlite has as a data: address
    "script-src": ["'wasm-unsafe-eval'", "data:"],
    "worker-src": ["'self'", "blob:"],
    "base-uri": ["'self'"],
}
OF_THE_NETWORK = {  # from where stlite takes Python
    "script-src": [*ALLOWED["script-src"], "https:"],
    "connect-src": ["https:"],
}
COLORS = ("primary", "background", "secondaryBackground", "text", "border")


def shell(is_whole: bool) -> dict[str, bytes]:
    """File name -> contents; `is_whole`: Python and its packages are part of the site."""
    scripts = {part: PROJECT / "views" / "draw" / f"{part}.js" for part in PARTS}
    files = {f"parts/{part}.js": bundle(path).encode() for part, path in scripts.items()}
    files |= {path.name: path.read_bytes() for path in FOLDER.glob("*.js") if path.name != "worker.js"}
    network = load_network(AT_ONCE)
    files[f"networks/{AT_ONCE}.bin"] = zipped(network, True)
    files["icon.png"] = (PROJECT / "assets" / "icon.png").read_bytes()
    page = (FOLDER / "index.html").read_text()
    for name, text in {
        "site": json.dumps(_site(network, is_whole)).replace("<", "\\u003c"),
        "styles": _styles([*scripts.values()]),
        "clear": CLEAR,
        "title": TITLE,
        "notices": notices(),
        "logo": b64encode((PROJECT / "assets" / "logo.svg").read_bytes()).decode(),
    }.items():
        page = page.replace(f"{{{name}}}", text)
    page = page.replace("{policy}", policy(page, ALLOWED if is_whole else ALLOWED | OF_THE_NETWORK))
    return files | {name: page.encode() for name in ("index.html", *(f"{each}/index.html" for each in PAGES))}


def _site(network: Network, is_whole: bool) -> dict[str, object]:
    """What the shell's JavaScript finds as `window.inklingSite`."""
    words = ANSWER | {"least_guess": LEAST_GUESS}
    data = {
        "answer": {"version": None, "nearest": [], "words": words, "caution": ""},
        "network": describe(network) | {"above": 0},
        "most": MOST,
    }
    requirements = [f"{each['name']}=={each['version']}" for each in pinned() if each["name"] in REQUIRED]
    return {
        "isWhole": is_whole,
        "requirements": requirements,
        "pages": PAGES,
        "pen": {"size": CANVAS_SIZE, "width": PEN_WIDTH, "color": INK},
        "code": {
            "version": VERSION,
            "steps": STEPS,
            "points": MAX_POINTS,
            "strokes": MOST_STROKES,
            "range": [LOW, HIGH],
        },
        "data": data,
    }


def _styles(scripts: list[Path]) -> str:
    """The shell's, those of its parts, and the theme's colors and paddings as Streamlit would give them."""
    light, dark = (_colors(settings(f"theme.{mode}")) for mode in ("light", "dark"))
    body = [f"font-family: {settings('theme')['font']};", "color-scheme: light dark;"]
    above = f"--above: {paddings()['padding-top']};"  # of the window's edge
    files = [path.with_suffix(".css") for path in modules_of(*scripts)]
    parts = [path.read_text() for path in files if path.exists()]
    padding = "".join(f"{name}: {size} !important;" for name, size in paddings().items())
    return "\n".join(
        [
            "body { margin: 0; }",
            f"#shell {{ {' '.join([light, *body, above])} }}",
            f"@media (prefers-color-scheme: dark) {{ #shell {{ {dark} }} }}",
            f"#root .stMainBlockContainer {{ {padding} }}",
            *parts,
            (PROJECT / "views" / "draw" / "layout.css").read_text(),
            (FOLDER / "shell.css").read_text(),
        ]
    )


def _colors(theme: dict[str, str]) -> str:
    return " ".join(f"--st-{_dashed(name)}-color: {theme[f'{name}Color']};" for name in COLORS)


def _dashed(name: str) -> str:
    return re.sub("[A-Z]", lambda found: f"-{found[0].lower()}", name)
