"""How the drawing became the image that the network reads, step by step."""

from __future__ import annotations

import numpy as np
import streamlit as st

from model.preprocess import CENTER, DIGIT_SIZE, Stages
from views.parts.language.language import _
from views.parts.looks.encode import png_url
from views.parts.looks.wording import exact
from views.parts.pictures.pictures import Picture, pictures

SIZE = 150  # pixels a side of each picture: four in a row of the dialog, two on a phone


def show_steps(stages: Stages | None) -> None:
    """Show the steps in a dialog."""
    st.dialog(_("How the drawing became this image"), width="large")(_show)(stages)


def _show(stages: Stages | None) -> None:
    if stages is None:
        st.caption(_("The canvas is empty."))
        return
    st.markdown(
        _(
            "[MNIST](words#mnist)'s images were made the same way, so your drawing becomes the kind of image "
            "that the network learned from:"
        )
    )
    pictures(_steps(stages), "steps", size=SIZE)


def _steps(stages: Stages) -> list[Picture]:
    top, bottom, left, right = stages.box
    row, col = stages.center_of_mass
    return [
        Picture(
            png_url(stages.ink),
            _("The ink on the canvas"),
            _("1 · ink\n{sides}").format(sides=_by(stages.ink)),
        ),
        Picture(
            png_url(stages.cropped),
            _("The ink cropped to rows {top} to {bottom}, columns {left} to {right}").format(
                top=top, bottom=bottom - 1, left=left, right=right - 1
            ),
            _("2 · cropped\n{sides}").format(sides=_by(stages.cropped)),
        ),
        Picture(
            png_url(stages.scaled),
            _("The crop scaled so that its longer side is {size} pixels").format(size=DIGIT_SIZE),
            _("3 · scaled to {size}\n{sides}").format(size=DIGIT_SIZE, sides=_by(stages.scaled)),
        ),
        Picture(
            png_url(stages.image),
            _(
                "Moved so that the ink balances at row {center}, column {center}; before, it balanced at row "
                "{row}, column {col}"
            ).format(center=exact(CENTER, 0), row=exact(row, 1), col=exact(col, 1)),
            _("4 · centered\n{sides}").format(sides=_by(stages.image)),
        ),
    ]


def _by(picture: np.ndarray) -> str:
    return f"{picture.shape[0]} × {picture.shape[1]}"
