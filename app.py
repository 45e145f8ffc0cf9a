"""Inkling, the app: draw a digit and see how a neural network reads it, neuron by neuron.

streamlit run app.py    the whole app
inkling                 the same, if the package is installed: see command.py

page.py is the script that each session runs. This file puts routes, headers and limits around it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent
sys.path[:0] = [] if str(PROJECT) in sys.path else [str(PROJECT)]  # if this is a module in a package

from views.serving import process  # noqa: F401  # isort: skip  # before NumPy is imported

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import Route

from views.classroom.news import class_routes
from views.classroom.swapped import swapped_routes
from views.classroom.upkeep import upkeep
from views.parts.component.messages import BoundedMessages
from views.serving.compressed import Compressed
from views.serving.headers import FRAMED_BY, SecurityHeaders, framing_hosts
from views.serving.link_preview import PICTURE, LinkPreview
from views.serving.network_routes import file_routes
from views.serving.upload_room import UploadRoom
from views.shell.first import first_page, first_routes, served

PICTURES = {"favicon.png": "icon.png", PICTURE: PICTURE}  # name in the URL: name in assets/

try:
    HOSTS = framing_hosts(os.environ.get(FRAMED_BY, ""))
except ValueError as error:
    sys.exit(str(error))


def picture(request: Request) -> FileResponse:
    """Serve the icon or the link preview's picture."""
    return FileResponse(PROJECT / "assets" / PICTURES[request.url.path.rpartition("/")[2]])


app = st.App(
    PROJECT / "page.py",
    lifespan=upkeep,
    routes=[
        *(Route(f"/{name}", picture) for name in PICTURES),
        *file_routes(),
        *first_routes(),
        *class_routes(),
        *swapped_routes(),
    ],
    middleware=[
        Middleware(SecurityHeaders, page=first_page, hosts=HOSTS),
        Middleware(BoundedMessages),
        Middleware(Compressed),
        Middleware(UploadRoom),
        Middleware(LinkPreview, also=served),
    ],
)
