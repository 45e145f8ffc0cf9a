"""What a course page takes of an address: a frame of it, a link that shares it, a package of a step."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from base64 import b64encode
from urllib.parse import parse_qsl, urlencode, urlsplit

from views.address.course_package import course_package
from views.language.language import language
from views.parts.words import TITLE
from views.session.lesson import step_title

HEIGHT = 760  # pixels of a frame: the network and what is beside it, as in a window of a laptop
CLASSROOM = "https://classroom.google.com/share"


def course_of(link: str, short: str, title: str) -> dict[str, str]:
    """All of it, as copy_link.js has it: a package of a step of the lesson alone.

    Args:
        link: an address.
        short: the same without the drawing.
        title: of its page.
    """
    address = urlsplit(short)
    step = dict(parse_qsl(address.query)).get("step") if address.path.endswith("/lesson") else None
    title = step_title() or title if step else title
    found = {"frame": frame(link, f"{TITLE}: {title}"), "classroom": to_classroom(short)}
    if not step:
        return found
    contents = course_package(title, framed(short), language())
    return found | {
        "file": f"inkling_{step}.zip",
        "package": f"data:application/zip;base64,{b64encode(contents).decode()}",
    }


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
