"""Deletes classes that are over while the server runs, whether or not anyone visits."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from model.classes import ClassError
from model.classes.over import SURE_SECONDS
from views.classroom.classes import classes, may_have_any

LOG = logging.getLogger(__name__)
PURGES = 60  # in the time between the two checks before a class is deleted


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
        await asyncio.sleep(SURE_SECONDS / PURGES)


def _purge() -> None:
    if may_have_any():
        classes().purge()
