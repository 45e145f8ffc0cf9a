"""What a course page takes of an address: a frame of it, a link that shares it, a package of a step."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from views.address.course_package import course_package
from views.language.language import language
from views.parts.words import TITLE

HEIGHT = 760  # pixels of a frame: the network and what is beside it, as in a window of a laptop
CLASSROOM = "https://classroom.google.com/share"


class Course(NamedTuple):
    """All of it.

    Attributes:
        frame: HTML.
        classroom: an address.
        file: the name of the package; empty for what is no step of the lesson.
        package: what is in it.
    """

    frame: str
    classroom: str
    file: str = ""
    package: bytes = b""


def course_of(link: str, title: str, short: str = "") -> Course:
    """What there is for that address.

    Args:
        link: an address.
        title: of its page, or of the lesson's step.
        short: the same address without the drawing, if it has one: for all but the frame.
    """
    short = short or link
    all_have = Course(frame(link, f"{TITLE}: {title}"), to_classroom(short))
    step = step_of(short)
    if step is None:
        return all_have
    package = course_package(title, framed(short), language())
    return all_have._replace(file=f"inkling_{step}.zip", package=package)


def step_of(link: str) -> str | None:
    """The id of the lesson's step that an address shows."""
    address = urlsplit(link)
    return dict(parse_qsl(address.query)).get("step") if address.path.endswith("/lesson") else None


def framed(link: str) -> str:
    """The address of the same as one part of another page."""
    page, _sign, query = link.partition("?")
    return f"{page}?{urlencode({'embed': 'true', **dict(parse_qsl(query))})}"


def frame(link: str, title: str) -> str:
    """The HTML of a frame that shows it, as wide as there is room."""
    style = f"width:100%;height:{HEIGHT}px;border:0"
    about = {
        "src": framed(link),
        "title": title,
        "loading": "lazy",
        "allow": "clipboard-write",
        "style": style,
    }
    return ET.tostring(ET.Element("iframe", about), "unicode", "html")


def to_classroom(link: str) -> str:
    """The address at which Google Classroom asks a teacher for which class this link is."""
    return f"{CLASSROOM}?{urlencode({'url': link})}"
