"""Routes of the files that browsers cache: shipped networks, digits, and texts that scripts show.

See views/serving/network_file.py, views/serving/digit_files.py and views/parts/language/words_file.py.
"""

from __future__ import annotations

from contextlib import suppress

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from model.errors import DataError, NetworkError
from model.network import NAMES
from views.parts.language.words_file import language_of_file, words_file
from views.serving import digit_files, network_file
from views.serving.headers import FOREVER
from views.serving.link_preview import WORDS
from views.serving.shared import shipped_network


def network_routes() -> list[Route]:
    """Return the routes of shipped networks."""
    return [Route(f"{network_file.base()}/networks/{{name}}", shipped_file)]


def shipped_file(request: Request) -> Response:
    """Serve a shipped network's file; 404 if there is none, or its content has changed."""
    file_name = request.path_params["name"]
    name = file_name.partition("-")[0]
    with suppress(DataError, NetworkError):  # the page reports it
        if name in NAMES and file_name == network_file.file_name(network := shipped_network(name)):
            file, headers = network_file.zipped(network), {"cache-control": FOREVER}
            return Response(file, headers=headers, media_type=network_file.KIND)
    return Response(status_code=404)


def digit_routes() -> list[Route]:
    """Return the routes of parts of the data set."""
    return [Route(f"{network_file.base()}/digits/{{name}}", digits)]


def digits(request: Request) -> Response:
    """Serve a part of the data set; 404 if there is none, or the data set has changed."""
    file_name = request.path_params["name"]
    part = file_name.partition("-")[0]
    with suppress(DataError):  # the page reports it
        if part in digit_files.PARTS and file_name == digit_files.file_name(part):
            file, headers = digit_files.digits_file(part), {"cache-control": FOREVER}
            return Response(file, headers=headers, media_type=network_file.KIND)
    return Response(status_code=404)


def language_routes() -> list[Route]:
    """Return the routes of a language's texts."""
    return [Route(f"{network_file.base()}/{WORDS}/{{name}}", language_file)]


def language_file(request: Request) -> Response:
    """Serve a language's script; 404 if there is none, or its content has changed."""
    language = language_of_file(request.path_params["name"])
    if language is None:
        return Response(status_code=404)
    return Response(words_file(language), headers={"cache-control": FOREVER}, media_type="text/javascript")
