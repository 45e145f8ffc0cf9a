"""Two processes behind nginx: visitors stay on one, and a whole class can connect from one address."""

import asyncio
import contextlib
import re
import shutil

import numpy as np
import pytest

from model import PROJECT
from tests.browser.behind_nginx import serve_behind_nginx
from tests.event_loop import run
from tests.visitor import Visitor, drawing

CLASS = 60  # people, who share one address
DRAWN = [drawing(digit) for digit in range(10)]


@pytest.fixture(scope="module")
def behind_nginx():
    if not shutil.which("nginx"):
        pytest.skip("nginx is not installed")
    with serve_behind_nginx(2) as (address, apps):
        yield address, apps


def test_people_stay_on_one_process_and_both_are_used(behind_nginx):
    address, _ = behind_nginx

    async def come_twice(png: bytes, expected: np.ndarray) -> tuple[str, str]:
        async with Visitor(address) as first:
            image, _ = await first.draw(png)
            assert np.array_equal(image, expected)
        async with Visitor(address, first.cookie) as again:
            return first.process, again.process

    async def everybody() -> list[tuple[str, str]]:
        return await asyncio.gather(*(come_twice(*drawn) for drawn in DRAWN))

    visits = run(everybody())
    assert all(process == again for process, again in visits)
    assert len({process for process, _ in visits}) == 2


def test_a_class_can_connect_from_one_address(behind_nginx):
    address, _ = behind_nginx

    async def everybody_is_there_and_draws() -> list[tuple[np.ndarray, float]]:
        async with contextlib.AsyncExitStack() as stack:
            visits = (stack.enter_async_context(Visitor(address)) for _ in range(CLASS))
            visitors = await asyncio.gather(*visits)
            return await asyncio.gather(
                *(visitor.draw(DRAWN[place % 10][0]) for place, visitor in enumerate(visitors))
            )

    for place, (image, _) in enumerate(run(everybody_is_there_and_draws())):
        assert np.array_equal(image, DRAWN[place % 10][1])


def test_no_log_contains_anybody_s_drawing():
    config = (PROJECT / "deploy" / "nginx.conf").read_text()
    logs = dict(re.findall(r"access_log (\S+) (\w+);", config))
    formats = dict(re.findall(r"log_format (\w+) '([^;]*)';", config))
    assert len(logs) == config.count("access_log") - config.count("access_log off;") > 0
    for name in logs.values():
        assert not re.search(r"\$(request|request_uri|args|query_string|http_\w+|arg_\w+)\b", formats[name])
