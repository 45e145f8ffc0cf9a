"""Return how parts of pages look in every kind of window, from tests/browser/looks.txt.

Reads that file, which browser/looks.py writes. Knows nothing of a browser.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from model import PROJECT

FILE = PROJECT / "tests" / "browser" / "looks.txt"


@dataclass(frozen=True)
class Look:
    """A window, and what else a page's look depends on."""

    after: str  # the look to compare with; "" is a page without our styles
    width: int = 1300
    height: int = 900
    card: int = 560  # pixels, of a container query
    medium: str = "screen"
    touch: str = ""  # the state that all elements get, as CSS names it
    calm: bool = False  # reduced motion
    large: bool = False  # a projector's large type
    dark: bool = False


def _looks() -> Mapping[str, Look]:
    """Return all looks by name; around a breakpoint both sides, each after the next larger one."""
    found = {"usual": Look("")}

    def go_down(side: str, *sizes: int) -> None:
        after = "usual"
        for size in sizes:
            found[f"{side} {size}"] = Look(after, **{side: size})
            after = f"{side} {size}"

    go_down("width", 1280, 1279, 1151, 1150, 900, 899, 700, 699, 641, 640, 481, 480, 375, 374)
    go_down("height", 821, 820, 700, 480, 479)
    go_down("card", 520, 519, 480, 479)
    return found | {
        "wide": Look("usual", width=1700, height=999),
        "high": Look("usual", width=1699, height=1000),
        "wide and high": Look("usual", width=1700, height=1000),
        "phone, flat": Look("width 699", width=699, height=700),
        "phone on its side": Look("width 699", width=699, height=479),
        "projector": Look("usual", large=True),
        "projector, wide and high": Look("wide and high", width=1700, height=1000, large=True),
        "projector, phone": Look("width 699", width=699, large=True),
        "pointed at": Look("usual", touch=":hover"),
        "with the focus": Look("usual", touch=":focus-visible"),
        "pressed": Look("usual", touch=":active"),
        "calm": Look("usual", calm=True),
        "dark": Look("usual", dark=True),
        "on paper": Look("usual", medium="print"),
    }


LOOKS = _looks()


def noted() -> dict[str, list[Mapping[str, Mapping[str, str]]]]:
    """Return the file's content: for each part's name, for each such part, its look by window."""
    found = defaultdict(list)
    for block in FILE.read_text(encoding="utf-8").split("\n\n"):
        lines = block.splitlines()
        looks = {}
        for line in lines:
            if said := re.match(rf"  (?:({'|'.join(LOOKS)}): )?(.*)", line):
                looks[said[1] or "usual"] = dict(each.partition(" ")[::2] for each in said[2].split("; "))
        for name in lines:
            if not name.startswith("  "):
                found[name].append(looks)
    return found
