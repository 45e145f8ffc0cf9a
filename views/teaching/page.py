"""Page: for teachers. Four cards lead to what one prepares, starts, shows and links."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from model.preprocess.mnist import load_test_images
from model.reading import Reading
from views.lesson.steps.set_up import dense, open_four
from views.parts.browsers import MINIMUM
from views.parts.language.documents import documents
from views.parts.language.language import N_, _
from views.parts.looks.encode import png_url, signed_png_url
from views.parts.pictures.pictures import Picture, pictures
from views.parts.shared import needs_files, styles
from views.parts.words import PAGES
from views.session.activations import reading_of
from views.teaching.head import FILES, ICONS, page_address
from views.teaching.papers.slides import PICTURES, title_code
from views.teaching.papers.worksheets import coarse

PAGE = documents("teaching")["teachers"]
SIZE = 84  # pixels: the least of a card's three pictures, which fill its width
ACROSS = 4  # digits in a row of a picture of a wall
CARDS = {
    "plan": N_("Print or edit plans, worksheets, questions before and after, and the answer key."),
    "class": N_("Everyone draws on their own device, and one wall shows all drawings. Nobody logs in."),
    "present": N_(
        "Show the lesson's questions and your class's wall on a full screen. One remote or a clicker turns "
        "the pages."
    ),
    "embed": N_(
        "Give your class a link to one step, make your own task, or put a step into your course page."
    ),
}


def _pictures(four: Reading) -> Mapping[str, Sequence[Picture]]:
    """Return three pictures for each card."""
    digits = load_test_images()[0][: 3 * ACROSS**2].reshape(3, ACROSS, ACROSS, 28, 28) / 255
    walls = digits.swapaxes(2, 3).reshape(3, 28 * ACROSS, 28 * ACROSS)
    built = signed_png_url((coarse(1) - coarse(0)).astype(float))
    return {
        "plan": PICTURES["neuron"](four),
        "class": [Picture(png_url(wall), "") for wall in walls],
        "present": [*PICTURES["slid"](four), *PICTURES["likes"](four)],
        "embed": [
            title_code(page_address("lesson", "step=draw")),
            Picture(built, ""),
            *PICTURES["draw"](four),
        ],
    }


with needs_files():
    st.html(styles("teaching/teaching.css"))
network = dense()
with st.container(key="teachers"):
    st.title(_(PAGES["teachers"]), anchor=False)
    with needs_files(), st.container(horizontal=True, gap="medium", key="teaching_cards"):
        shown = {} if network is None else _pictures(reading_of(network, open_four()))
        for name, says in CARDS.items():
            with st.container(border=True, key=f"card_{name}", gap="small"):
                st.page_link(FILES[name], label=_(PAGES[name]), icon=ICONS[name])
                st.markdown(_(says))
                row = [replace(each, alt="", caption="") for each in shown.get(name, ())]
                pictures(row, f"card_pictures_{name}", size=SIZE, columns=3)
    with st.container(horizontal=True, gap="large", key="halves"):
        with st.container():
            st.header(_("For your school's IT staff"), anchor=False)
            st.markdown(PAGE.say("it"))
            st.header(_("Licenses"), anchor=False)
            st.markdown(PAGE.say("licenses"))
        with st.container():
            st.markdown(PAGE.say("schools", **MINIMUM))
