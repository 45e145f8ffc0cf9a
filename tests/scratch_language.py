"""A language of a test's own, in a folder of its own, in the place of locale/."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from unittest.mock import patch

from babel.messages import Catalog

from tests.catalogs import compiled, extracted
from tests.pseudo_language import in_pseudo
from views.language import catalogs


@contextmanager
def speaks(folder: Path, **languages: Mapping[object, object]) -> Iterator[None]:
    """Inside, these are all there are besides English: by their folders' names, what each says."""
    for language, sentences in languages.items():
        catalog = Catalog(locale=language if language != "en_XA" else "en", fuzzy=False)
        for message, said in sentences.items():
            catalog.add(message, said)
        path = folder / language / "LC_MESSAGES" / "inkling.mo"
        path.parent.mkdir(parents=True)
        path.write_bytes(compiled(catalog))
    catalogs = import_module("views.language.catalogs")  # as it is now: an AppTest has had it anew
    table = (catalogs.LOCALE / "languages.json").read_text("utf-8")
    (folder / "languages.json").write_text(table, "utf-8")
    with patch.object(catalogs, "LOCALE", folder):
        forget()
        yield
    forget()


@contextmanager
def speaks_pseudo(folder: Path) -> Iterator[None]:
    """Inside, there is en-XA, too, besides the languages that there are."""
    for path in catalogs.LOCALE.glob(f"*/LC_MESSAGES/{catalogs.DOMAIN}.mo"):
        copy = folder / path.relative_to(catalogs.LOCALE)
        copy.parent.mkdir(parents=True)
        shutil.copyfile(path, copy)
    with speaks(folder, en_XA=in_pseudo(extracted())):
        yield


def forget() -> None:
    """What was read of other folders."""
    catalogs, words_file = (import_module(f"views.language.{each}") for each in ("catalogs", "words_file"))
    for each in (catalogs.languages, catalogs.catalog, catalogs._table, words_file.words_file):
        each.cache_clear()
    import_module("views.parts.asking.glossary")._patterns.cache_clear()
