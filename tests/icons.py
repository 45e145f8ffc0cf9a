"""Make assets/icons.woff2: the icons that the project and Streamlit's scripts name, out of Streamlit's font.

python -m tests.icons

A name such as "draw" is a ligature in that font: its letters become one glyph.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from streamlit.file_util import get_static_dir

from model import PROJECT
from views.shell.fonts import ICONS

STATIC = Path(get_static_dir()) / "static"
PLACES = ("*.py", "views/**/*.py", "views/**/*.js", "content/**/*.md", "locale/**/*.po")
NAME = re.compile(r":material/(\w+)")
OF_A_STYLE = re.compile(r'content: "(\w+)";[^}]*font: [^;]*"Material Symbols')
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_ "


def named() -> set[str]:
    """Return the names of icons in the project, which all have to be in its font."""
    places = [path for pattern in PLACES for path in PROJECT.glob(pattern)]
    names = {name for path in places for name in NAME.findall(path.read_text(encoding="utf-8"))}
    styles = "".join(path.read_text(encoding="utf-8") for path in PROJECT.glob("views/**/*.css"))
    return names | {*OF_A_STYLE.findall(styles)}


def named_by_streamlit() -> set[str]:
    """Return the names of icons in Streamlit's scripts."""
    return {
        name for path in STATIC.glob("js/*.js") for name in NAME.findall(path.read_text(encoding="utf-8"))
    }


def ligatures(font: TTFont) -> Iterator[tuple[dict, str, object, str]]:
    """Yield a font's icons: the table that each is in, its first letter's glyph, its entry, and its name."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            entries = getattr(table, "ExtSubTable", table).ligatures
            for first, listed in list(entries.items()):
                for each in list(listed):
                    yield entries, first, each, "".join(letters[glyph] for glyph in (first, *each.Component))


def icons_of(path: Path) -> set[str]:
    """Return the names of a font's icons."""
    return {name for *_, name in ligatures(TTFont(path))}


def of_streamlit() -> Path:
    """Return Streamlit's own font of icons."""
    (path,) = STATIC.glob("media/MaterialSymbols-Rounded.*.woff2")
    return path


def make(names: set[str], path: Path) -> None:
    """Write a font with these icons."""
    font = TTFont(of_streamlit())
    for entries, first, each, name in ligatures(font):
        if name not in names:
            entries[first].remove(each)
            if not entries[first]:
                del entries[first]
    options = subset.Options(flavor="woff2", layout_features=["*"], hinting=False, recalc_timestamp=False)
    options.name_IDs = [0, 1, 2, 4, 5]
    smaller = subset.Subsetter(options)
    smaller.populate(text=LETTERS)
    smaller.subset(font)
    subset.save_font(font, path, options)


if __name__ == "__main__":
    make(named() | named_by_streamlit(), ICONS)
