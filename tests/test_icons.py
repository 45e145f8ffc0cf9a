"""Tests that pages get a font with every icon that they name, and no font that they don't use."""

import re
from base64 import b64decode

import pytest
from starlette.requests import Request

from tests.icons import icons_of, named, named_by_streamlit, of_streamlit
from views.serving.headers import streamlit_page
from views.shell import fonts
from views.shell.early import early
from views.shell.first import script_file
from views.shell.fonts import ICONS, few_fonts


@pytest.fixture
def anew():
    few_fonts.cache_clear()
    yield
    few_fonts.cache_clear()


def test_the_font_has_every_icon_that_is_named():
    """If not, run `python -m tests.icons`."""
    there = icons_of(of_streamlit())
    assert {"draw", "school", "link"} <= named() <= there
    assert (named() | named_by_streamlit()) & there == icons_of(ICONS)
    assert ICONS.stat().st_size <= 16_000


def test_the_page_has_a_style_sheet_with_this_font_alone():
    name, sheet = few_fonts()
    assert f'<link rel="stylesheet" crossorigin href="/shell/{name}">' in early(streamlit_page())
    faces = re.findall(r"@font-face\{[^}]*\}", sheet.decode())
    ours = [each for each in faces if "KaTeX" not in each]  # whose fonts no page fetches without a formula
    (font,) = re.findall(r"url\(data:font/woff2;base64,([^)]+)\)", "".join(ours))
    assert b64decode(font) == ICONS.read_bytes() and len(ours) == 1
    others = "".join(each for each in faces if each not in ours)
    assert {*re.findall(r"url\((\.[^)]*/)", others)} == {"../static/media/"}
    answer = script_file(Request({"type": "http", "path_params": {"name": name}}))
    assert (answer.body, answer.media_type) == (sheet, "text/css")


@pytest.mark.parametrize("lost", ["ICONS", "FAMILY", "get_static_dir"])
def test_otherwise_the_page_keeps_streamlit_s_fonts(anew, monkeypatch, lost):
    instead = {"ICONS": ICONS.with_name("nowhere"), "FAMILY": "Other", "get_static_dir": lambda: "/nowhere"}
    monkeypatch.setattr(fonts, lost, instead[lost])
    assert 'href="./static/css/index.' in early(streamlit_page())
    assert script_file(Request({"type": "http", "path_params": {"name": ""}})).status_code == 404
