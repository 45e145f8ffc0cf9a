"""The button that shares the page's address: as text, as a QR code, and for a course page."""

from __future__ import annotations

from base64 import b64encode

import streamlit as st

from views.address.address import left_out
from views.address.course import course_of, step_of
from views.address.spoken import for_others
from views.parts import words
from views.parts.component import mount
from views.parts.component.fields import LARGEST_IN_LINK, MOST_IN_LINK
from views.parts.language.language import _
from views.parts.looks.encode import qr_code
from views.session import state
from views.session.drawing.received import link_of
from views.session.lesson import step_title
from views.session.store import address
from views.tasks import solving

_button = mount(__file__, "copy_link")


@st.fragment
def copy_link(title: str) -> None:
    """Show the button, and write the address after every run of a page with this title."""
    link = state.get("link_asked")
    given = {} if link is None else _answer(link, title)
    with st.container(key="copy_link", width="content"):
        here = {"lang": for_others(), "blank": solving.blank()}
        data = {"address": address(), "here": here, "words": _words(), **given}
        _button(key="link", height=40, data=data, on_pick=_take_in)
    state.take("link_asked")  # last: a run that is cut short doesn't use it up


def _words() -> dict[str, str]:
    """Return the texts for copy_link.js."""
    return {
        "button": _("Copy link"),
        "copied": _("Copied."),
        "by_hand": _("Copy it from here."),
        "code": _("The link as a QR code"),
        "with_drawing": _("Include the drawing in the QR code"),
        "no_code": _("This link is too long for a QR code that phones can read."),
        "course": _(words.FOR_A_COURSE),
        "frame": _("Embed code"),
        "copied_frame": _("Copied. This HTML shows the page inside another page."),
        "classroom": _(words.TO_CLASSROOM),
        "package": _(words.TO_PLATFORM),
        "about_package": _("The file is a SCORM package, which tells the platform when this step is done."),
    }


def _answer(link: str, title: str) -> dict[str, object]:
    """Return what the panel shows for a link."""
    title = (step_of(link) and step_title()) or title
    frame, classroom, file, package = course_of(link, title, without_drawing(link))
    course = {"frame": frame, "classroom": classroom}
    if package:
        course |= {"file": file, "package": f"data:application/zip;base64,{b64encode(package).decode()}"}
    return {"link": link, "notes": left_out(link) or [_(words.WHOLE)], "course": course, **codes(link)}


def _take_in(sent: object) -> None:
    state.put("link_asked", link_of(sent, MOST_IN_LINK + 2000))


def codes(link: str) -> dict[str, str | None]:
    """Return a link's QR codes: `code` without the drawing, for the back row; `full` with one, if any."""
    short = without_drawing(link)
    return {"code": qr_code(short)} | ({"full": qr_code(link)} if short != link else {})


def without_drawing(link: str) -> str:
    """Return the link to the same page, step, neuron and network, for the reader's own drawing."""
    page, _sign, query = link.partition("?")
    others = [each for each in query.split("&") if each.partition("=")[0] not in LARGEST_IN_LINK]
    return "?".join(filter(None, (page, "&".join(others))))
