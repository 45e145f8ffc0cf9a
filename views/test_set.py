"""MNIST's test images, for pages that show real digits; loaded once for all sessions and never changed."""

from __future__ import annotations

import numpy as np
import streamlit as st

from model.mnist import load_test_images


@st.cache_resource(show_spinner=False)
def test_images() -> tuple[np.ndarray, np.ndarray]:
    """uint8 (10000, 28, 28) and their labels (10000,)."""
    return load_test_images()
