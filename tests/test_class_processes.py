"""A class on several processes: each shows what the other received, and the class survives if one ends."""

import asyncio
import contextlib
import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from model.classes.store import Store
from tests.browser.behind_nginx import serve_behind_nginx
from tests.browser.server import App, serve
from tests.event_loop import run
from tests.postgres import programs, serve_postgres
from tests.pupil import Pupil, Wall
from tests.samples import SAMPLES
from views.classroom.classes import URL
from views.session.drawing.drawing import drawing_of_strokes

PATIENCE = 20  # seconds, so that a busy machine isn't a failure


@contextlib.contextmanager
def processes_with(url: str) -> Iterator[tuple[str, list[App]]]:
    """Serve two, behind nginx with SQLite; with PostgreSQL they share nothing else, as on two machines."""
    with contextlib.ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        patch.setenv(URL, url)
        if url.startswith("sqlite"):
            yield stack.enter_context(serve_behind_nginx(2))
        else:
            apps = [stack.enter_context(serve()) for _ in range(2)]
            yield apps[1].address, apps


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def url(request, tmp_path: Path) -> Iterator[str]:
    if request.param == "SQLite":
        if not shutil.which("nginx"):
            pytest.skip("nginx is not installed")
        yield f"sqlite:///{tmp_path}/classes.sqlite"
    elif not programs():
        pytest.skip("PostgreSQL is not installed")
    else:
        with serve_postgres() as url:
            yield url


async def until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.05)


@contextlib.asynccontextmanager
async def walls_of(addresses: Sequence[str], code: str, key: str):
    is_over = asyncio.Event()
    walls = [Wall(address, code, key) for address in addresses]
    watching = [asyncio.create_task(wall.watch(is_over)) for wall in walls]
    yield walls
    is_over.set()
    await asyncio.gather(*watching)


async def send(address: str, code: str, digit: int) -> int:
    async with Pupil(address, code) as pupil:
        return (await pupil.draw_and_send(drawing_of_strokes(digit, "ready-made", SAMPLES[digit]), digit))[0]


def test_both_processes_show_every_drawing_and_survive_each_other(url):
    with processes_with(url) as (address, (one, other)):
        store = Store(url)
        code, key = store.start()

        async def both() -> None:
            async with walls_of([one.address, other.address], code, key) as walls:
                assert await send(one.address, code, 3) == 1
                assert await send(other.address, code, 7) == 2
                await until(lambda: all(wall.numbers == {1, 2} for wall in walls))

        async def the_other() -> None:
            async with walls_of([address], code, key) as (wall,):
                await until(lambda: wall.numbers == {1, 2})
                assert await send(address, code, 4) == 3
                await until(lambda: wall.numbers == {1, 2, 3})

        async def the_restarted(again: str) -> None:
            async with walls_of([again], code, key) as (wall,):
                await until(lambda: wall.numbers == {1, 2, 3})
                assert await send(again, code, 5) == 4

        run(both())
        os.kill(one.pid, signal.SIGKILL)
        run(the_other())
        with serve(port=urlsplit(one.address).port) as again:
            run(the_restarted(again.address))
        assert [each.sent.label for each in store.changed(code)] == [3, 7, 4, 5]
        store.close()
