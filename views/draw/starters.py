"""Drawings to start from, in the drawer: ten ready-made ones, a test image, your own picture."""

from __future__ import annotations

import numpy as np
import streamlit as st
from PIL import Image
from streamlit.runtime.uploaded_file_manager import UploadedFile

from model.files import MAX_MEGABYTES
from model.preprocess.photo import PictureError, read_picture
from model.sentence import Sentence
from views.draw.canvas.drawer import drawer
from views.parts.language.language import N_, _
from views.parts.looks.encode import as_url
from views.parts.looks.translated import translated
from views.parts.looks.wording import whole
from views.parts.pictures.pictures import Picture, pictures
from views.parts.shared import needs_files, test_images
from views.serving.uploads import take, waits, was_read
from views.session import state
from views.session.activations import latest_drawing
from views.session.drawing.drawing import Drawing, drawing_of_alpha, is_picture, png_of, turned
from views.session.drawing.latest_drawing import LatestDrawing
from views.session.drawing.linked_drawing import drawing_of_test_image
from views.session.drawing.received import number_of
from views.session.drawing.samples import samples

THUMBNAIL = 52  # pixels a side: five in a row
TWO_ROWS = 112  # pixels: two rows of thumbnails
# Translators: {name} is that of the file
YOUR_PICTURE = N_("Your picture {name}.")


def starters(latest: LatestDrawing) -> None:
    """Show the drawings to start from; the one that is chosen becomes the drawing."""
    with drawer("samples", "starters"), st.container(key="starters", gap="xsmall"):
        _samples(latest)
        with st.container(horizontal=True, gap="xsmall"), needs_files():
            test_images()  # if they're missing, there's no button
            st.button(
                # Translators: a button: a digit, drawn at random
                _("Random"),
                icon=":material/casino:",
                key="random",
                help=_("A real digit from MNIST's test images"),
                on_click=lambda: latest.add(_random_test_image()),
            )
            _upload()
            _turn_button(latest)


@needs_files()
def _samples(latest: LatestDrawing) -> None:
    ready_made = samples()

    def show(sent: object) -> None:
        number = number_of(sent, len(ready_made))
        if number is not None:
            latest.add(ready_made[number])

    row = [Picture(_thumbnail(sample), translated(sample.origin)) for sample in ready_made]
    pictures(row, "samples", size=THUMBNAIL, height=TWO_ROWS, on_pick=show)


def _thumbnail(drawing: Drawing) -> str:
    """Return a drawing as a picture of a fourteenth of the bytes, twice as fine as it's shown."""
    small = Image.fromarray(drawing.alpha()).resize((2 * THUMBNAIL, 2 * THUMBNAIL))
    return as_url(png_of(np.asarray(small), shades=16))


def _upload() -> None:
    popover = st.popover(
        _("Photo or file"),
        icon=":material/photo_camera:",
        key="upload_open",
        on_change=lambda: state.put("upload_problem", ""),  # closing it clears the problem
    )
    if not popover.open:
        return
    with popover:
        st.file_uploader(
            _("A picture, or a photo of a digit on paper (PNG or JPEG, up to {megabytes} MB)").format(
                megabytes=whole(MAX_MEGABYTES)
            ),
            type=["png", "jpg", "jpeg"],
            key="upload",
            on_change=_take_upload,
            max_upload_size=MAX_MEGABYTES,
        )
        if waits(state.get("upload")):  # reading it was interrupted by another run
            _read(state.get("upload"))
            st.rerun()
        if problem := state.get("upload_problem"):
            st.warning(translated(problem), icon=":material/image_not_supported:")


def _take_upload() -> None:
    """Show the picture and close the popover, or keep the problem to show it there."""
    upload = state.get("upload")
    if was_read(upload):
        return
    if upload is None:
        state.put("upload_problem", "")
    elif _read(upload):
        state.put("upload_open", False)


def _read(upload: UploadedFile) -> bool:
    """Show the picture, or keep what is wrong with it; return whether it's shown."""
    latest, problem = latest_drawing(), ""
    try:
        alpha = read_picture(upload.getvalue())[..., 3]
    except PictureError as error:
        problem = error.sentence
    state.put("upload_problem", problem)
    # From here on nothing reads the session state, where a run can be interrupted, so it's added exactly
    # once.
    if not problem:
        latest.add(drawing_of_alpha(alpha, Sentence(YOUR_PICTURE, name=upload.name)))
    take(upload)
    return not problem


def _turn_button(latest: LatestDrawing) -> None:
    """Show the button for an uploaded picture, because the photo may have been taken from the side."""
    if is_picture(latest.current):
        st.button(
            _("Turn"),
            icon=":material/rotate_90_degrees_cw:",
            key="turn",
            help=_("Turn the picture 90° clockwise"),
            on_click=_turn,
            args=(latest,),
        )


def _turn(latest: LatestDrawing) -> None:
    if is_picture(latest.current):  # the second of two clicks may come after the drawing was cleared
        latest.add(turned(latest.current))


def _random_test_image() -> Drawing:
    count = len(test_images()[0])
    return drawing_of_test_image(int(np.random.default_rng().integers(count)))
