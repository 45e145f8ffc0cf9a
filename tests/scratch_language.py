"""A language for one test, in a folder of its own in place of locale/."""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType
from unittest.mock import patch

from babel.messages import Catalog

from tests.catalogs import extracted_once, written
from tests.pseudo_language import in_pseudo
from views.parts.asking import glossary
from views.parts.files import words_file
from views.parts.language import catalogs

COLLECTED = {module.__name__: module for module in (catalogs, words_file, glossary)}


@contextmanager
def speaks(folder: Path, **languages: Mapping[object, object]) -> Iterator[None]:
    """Offer exactly these languages besides English inside the block: by folder name, their translations."""
    for language, sentences in languages.items():
        catalog = Catalog(locale=language if language != "en_XA" else "en", fuzzy=False)
        for message, said in sentences.items():
            context, _, alone = message.rpartition("\x04") if isinstance(message, str) else ("", "", message)
            catalog.add(alone, said, context=context or None)
        path = folder / language / "LC_MESSAGES" / "inkling.po"
        path.parent.mkdir(parents=True)
        path.write_bytes(written(catalog))
    table = (catalogs.LOCALE / "languages.json").read_text("utf-8")
    (folder / "languages.json").write_text(table, "utf-8")
    with ExitStack() as patches:
        for each in _as_imported("views.parts.language.catalogs"):
            patches.enter_context(patch.object(each, "LOCALE", folder))
        forget()
        yield
    forget()


@contextmanager
def speaks_pseudo(folder: Path) -> Iterator[None]:
    """Offer en-XA inside the block, in addition to the existing languages."""
    for path in catalogs.LOCALE.glob(f"*/LC_MESSAGES/{catalogs.DOMAIN}.po"):
        copy = folder / path.relative_to(catalogs.LOCALE)
        copy.parent.mkdir(parents=True)
        shutil.copyfile(path, copy)
    with speaks(folder, en_XA=in_pseudo(extracted_once())):
        yield


def forget() -> None:
    """Forget what was read from other folders."""
    for each in _as_imported("views.parts.language.catalogs"):
        for read in (each.translated, each.catalog, each._table):
            read.cache_clear()
    for each in _as_imported("views.parts.files.words_file"):
        each.words_file.cache_clear()
    for each in _as_imported("views.parts.asking.glossary"):
        each._pattern.cache_clear()


def _as_imported(name: str) -> Iterable[ModuleType]:
    """Return the module as test files have it, and as it is now: an AppTest may have reimported the pages."""
    return {id(each): each for each in (COLLECTED[name], import_module(name))}.values()
