"""The script that each session runs: page settings, navigation, and the header of every page.

app.py serves it. The site without a server and tests run it directly.
"""

from views.serving import process  # isort: skip  # before NumPy is imported

import time

import streamlit as st

from views.address import demo_field
from views.address.address import read_address
from views.address.copy_link import copy_link
from views.address.language_menu import language_menu
from views.address.spoken import begin_to_speak
from views.draw.demo import demo
from views.parts import words as common
from views.parts.asking.asking import glossary
from views.parts.language.language import _
from views.parts.shared import ASSETS, logo, needs_files, styles
from views.serving.lost import notice_of_loss
from views.session import state
from views.session.hidden import hidden, hide_parts, is_one_part, visibility_of
from views.training.here.saved_networks import offer_network

HEAD_START = 0.04  # seconds: two frames of a screen, and the 10 ms for which Streamlit collects messages

process.configure()
begin_to_speak()
st.set_page_config(
    page_title=common.TITLE,
    page_icon=str(ASSETS / "icon.png"),
    layout="wide",
    menu_items={"About": common.about()},
)
with needs_files():
    st.logo(logo(), size="large")
with needs_files():
    st.html(styles("parts/looks/theme.css"))
    st.html(styles("draw/layout.css"))
if not state.get("opened"):
    # The page is narrow until the browser has the settings above; what is on it by then would move.
    state.put("opened", True)
    time.sleep(HEAD_START)
read_address()

hide_parts()

pages = [
    st.Page("views/draw/page.py", title=_(common.PAGES["draw"]), icon=":material/draw:", default=True),
    st.Page(
        "views/lesson/page.py", title=_(common.PAGES["lesson"]), icon=":material/school:", url_path="lesson"
    ),
    st.Page(
        "views/neuron/page.py",
        title=_(common.PAGES["neurons"]),
        icon=":material/grain:",
        url_path="neurons",
        visibility=visibility_of("neurons"),
    ),
    st.Page(
        "views/building/page.py",
        title=_(common.PAGES["build"]),
        icon=":material/brush:",
        url_path="build",
        visibility=visibility_of("build"),
    ),
    st.Page(
        "views/signs/page.py",
        title=_(common.PAGES["teach"]),
        icon=":material/gesture:",
        url_path="teach",
        visibility=visibility_of("teach"),
    ),
    st.Page(
        "views/training/page.py",
        title=_(common.PAGES["training"]),
        icon=":material/model_training:",
        url_path="training",
        visibility=visibility_of("training"),
    ),
    st.Page(
        "views/teaching/page.py",
        title=_(common.PAGES["teachers"]),
        icon=":material/co_present:",
        url_path="teachers",
    ),
]
of_teachers = [  # without an entry in the menu
    st.Page("views/teaching/plan.py", title=_(common.PAGES["plan"]), url_path="plan", visibility="hidden"),
    st.Page(
        "views/teaching/class_page.py", title=_(common.PAGES["class"]), url_path="class", visibility="hidden"
    ),
    st.Page(
        "views/teaching/present.py", title=_(common.PAGES["present"]), url_path="present", visibility="hidden"
    ),
    st.Page("views/teaching/embed.py", title=_(common.PAGES["embed"]), url_path="embed", visibility="hidden"),
]
# where old links to that page lead
old = st.Page(lambda: st.switch_page(pages[0]), title=_("Break it"), url_path="breaking", visibility="hidden")
words = st.Page("views/words/page.py", title=_(common.PAGES["words"]), url_path="words", visibility="hidden")
wall = st.Page("views/wall/page.py", title=_(common.PAGES["wall"]), url_path="wall", visibility="hidden")
questions = st.Page(
    "views/questions/page.py", title=_(common.PAGES["questions"]), url_path="questions", visibility="hidden"
)
shown = st.navigation(
    [*pages, *of_teachers, old, words, wall, questions], position="hidden" if is_one_part() else "top"
)
if shown.url_path in hidden():
    st.info(_(common.HIDDEN_PAGE), icon=":material/visibility_off:")
    st.page_link(pages[0], label=_(common.TO_DRAW))
else:
    shown.run()
offer_network(shown.url_path)
glossary()
with st.container(
    horizontal=True, width="content", vertical_alignment="center", gap="small", key="in_header"
):
    language_menu()
    copy_link(shown.title)
notice_of_loss()
state.show_note()
demo(demo_field.seconds())
# Only visible on a phone, by theme.css; before that has loaded, the container hides it.
with st.container(horizontal=True, horizontal_alignment="distribute", height=1, border=False, key="pages"):
    for page in pages[:-1]:
        if page.visibility == "visible":
            st.page_link(page)
