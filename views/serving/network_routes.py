"""Routes of the files that browsers cache: shipped networks, digits, and texts that scripts show.

views/parts/files/ has what is in them.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from contextlib import suppress

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from model.errors import DataError, NetworkError
from model.network import NAMES
from views.parts.files import digit_files, network_file
from views.parts.files.words_file import WORDS, language_of_file, words_file
from views.parts.shared import shipped_network
from views.serving.headers import FOREVER


def file_routes() -> list[Route]:
    """Return the routes of shipped networks, of parts of the data set, and of a language's texts."""
    files = {"networks": shipped_file, "digits": digits, WORDS: language_file}
    return [Route(f"{network_file.base()}/{folder}/{{name}}", file) for folder, file in files.items()]


def shipped_file(request: Request) -> Response:
    """Serve a shipped network's file; 404 if there is none, or its content has changed."""
    return _served(
        request,
        NAMES,
        network_file.file_name,
        lambda name: network_file.zipped(shipped_network(name)),
    )


def digits(request: Request) -> Response:
    """Serve a part of the data set; 404 if there is none, or the data set has changed."""
    return _served(request, digit_files.FILES, digit_files.file_name, digit_files.digits_file)


def _served(
    request: Request, names: Container[str], file_name: Callable[[str], str], file: Callable[[str], bytes]
) -> Response:
    asked = request.path_params["name"]
    name = asked.partition("-")[0]
    with suppress(DataError, NetworkError):  # the page reports it
        if name in names and asked == file_name(name):
            return Response(file(name), headers={"cache-control": FOREVER}, media_type=network_file.KIND)
    return Response(status_code=404)


def language_file(request: Request) -> Response:
    """Serve a language's script; 404 if there is none, or its content has changed."""
    language = language_of_file(request.path_params["name"])
    if language is None:
        return Response(status_code=404)
    return Response(words_file(language), headers={"cache-control": FOREVER}, media_type="text/javascript")
