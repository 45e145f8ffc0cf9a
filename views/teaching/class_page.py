"""Page: a class draws together. It starts one, and says how many devices that takes."""

import streamlit as st

from model.preprocess.mnist import load_test_images
from views.classroom.start import start_class
from views.parts.language.documents import documents
from views.parts.language.language import _
from views.parts.looks.encode import png_url
from views.parts.pictures.pictures import Picture, pictures
from views.teaching.head import head

PLANS = documents("teaching")["plans"]
ACROSS = 8  # digits in a row of the picture of a wall

head("class")
with st.container(horizontal=True, gap="large", key="halves"):
    with st.container():
        start_class()
        st.header(_("With more or fewer devices"), anchor=False)
        st.markdown("\n".join(map(_, PLANS.fields["devices"])))
    with st.container():
        digits = load_test_images()[0][: ACROSS**2].reshape(ACROSS, ACROSS, 28, 28) / 255
        wall = digits.swapaxes(1, 2).reshape(28 * ACROSS, 28 * ACROSS)
        pictures([Picture(png_url(wall), _("A wall of digits"))], "wall_picture", columns=1)
