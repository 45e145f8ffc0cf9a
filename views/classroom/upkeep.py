"""Deletes classes that are over while the server runs, whether or not anyone visits."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from model.classes import ClassError
from views.classroom.classes import classes, may_have_any

LOG = logging.getLogger(__name__)
PURGE_SECONDS = 60.0  # between two purges; much less than `SURE_SECONDS`


@asynccontextmanager
async def upkeep(_app: object) -> AsyncIterator[None]:
    """Run the purges during the app's lifespan, for `st.App`."""
    purging = asyncio.create_task(_purge_again_and_again())
    yield
    purging.cancel()


async def _purge_again_and_again() -> None:
    while True:
        try:
            await asyncio.to_thread(_purge)
        except ClassError:
            pass  # it can't be reached: try again next time
        except Exception:
            LOG.exception("classes-not-deleted")
        await asyncio.sleep(PURGE_SECONDS)


def _purge() -> None:
    if may_have_any():
        classes().purge()
