"""What a course page needs: an embed code, a link that shares the page, a package with a step."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from views.address.course_package import course_package
from views.parts.language.language import language
from views.parts.words import TITLE

HEIGHT = 760  # pixels of a frame: the network and what is beside it, as in a laptop's window
CLASSROOM = "https://classroom.google.com/share"


class Course(NamedTuple):
    """The ways to put a page into a course.

    Attributes:
        frame: HTML.
        classroom: an address.
        file: the package's name; empty if it isn't a step of the lesson.
        package: its contents.
    """

    frame: str
    classroom: str
    file: str = ""
    package: bytes = b""


def course_of(link: str, title: str, short: str = "") -> Course:
    """Return the ways to put this address into a course.

    Args:
        link: an address.
        title: of its page, or of the lesson's step.
        short: the same address without the drawing, if it has one: used for everything but the frame.
    """
    short = short or link
    all_have = Course(frame(link, f"{TITLE}: {title}"), to_classroom(short))
    step = step_of(short)
    if step is None:
        return all_have
    package = course_package(title, framed(short), language())
    return all_have._replace(file=f"inkling_{step}.zip", package=package)


def step_of(link: str) -> str | None:
    """Return the id of the lesson's step that an address shows, if any."""
    page, _sign, query = link.partition("#")[0].partition("?")
    return dict(parse_qsl(query)).get("step") if page.endswith("/lesson") else None


def framed(link: str) -> str:
    """Return the address for embedding the same."""
    page, _sign, query = link.partition("?")
    return f"{page}?{urlencode({'embed': 'true', **dict(parse_qsl(query))})}"


def frame(link: str, title: str) -> str:
    """Return the HTML that embeds a link, as wide as there is room."""
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
    """Return the Google Classroom address that lets a teacher choose the class for this link."""
    return f"{CLASSROOM}?{urlencode({'url': link})}"
