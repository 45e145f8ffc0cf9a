"""Two processes behind nginx, as deploy/nginx.conf has it: who has come to one stays there."""

from __future__ import annotations

import asyncio
import contextlib
import re
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.benchmarks.visitor import Visitor, frames_of
from tests.browser.pen import SAMPLES
from tests.browser.server import PROJECT, free_port, serve, wait_until_up

PEOPLE = 10
pytestmark = pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed")


@contextlib.contextmanager
def nginx(addresses: list[str], folder: Path) -> Iterator[str]:
    """Run nginx with deploy/nginx.conf, told of these processes instead of the compose file's."""
    port = free_port()
    servers = "".join(f"server {address.removeprefix('http://')};\n" for address in addresses)
    site = (PROJECT / "deploy" / "nginx.conf").read_text()
    site = re.sub(r"(# processes\n).*?(# end of)", rf"\1{servers}\2", site, flags=re.DOTALL)
    site = site.replace("listen 8080;", f"listen 127.0.0.1:{port};")
    site = site.replace("add_header", "add_header X-Process $upstream_addr always; add_header", 1)
    paths = "".join(
        f"{name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\nworker_processes 1;\n"
        f"events {{ worker_connections 256; }}\nhttp {{\naccess_log off;\n{paths}{site}\n}}\n"
    )
    process = subprocess.Popen(["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")])
    try:
        wait_until_up(f"http://127.0.0.1:{port}/_stcore/health", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="module")
def behind_nginx(tmp_path_factory) -> Iterator[str]:
    with serve() as one, serve() as other:
        folder = tmp_path_factory.mktemp("nginx")
        with nginx([one.address, other.address], folder) as address:
            yield address


def test_people_stay_where_they_are_and_are_spread_over_both_processes(behind_nginx):
    async def come_twice(digit: int) -> tuple[str, str, str]:
        async with Visitor(behind_nginx) as first:
            answer, _ = await first.draw(frames_of(SAMPLES[digit]))
        async with Visitor(behind_nginx, first.cookie) as again:
            return answer, first.process, again.process

    async def everybody() -> list[tuple[str, str, str]]:
        return await asyncio.gather(*(come_twice(digit) for digit in range(PEOPLE)))

    with ThreadPoolExecutor() as thread:  # Playwright keeps an event loop in this one
        visits = thread.submit(lambda: asyncio.run(everybody())).result()
    assert [answer for answer, _, _ in visits] == [str(digit) for digit in range(PEOPLE)]
    assert all(process == again for _, process, again in visits)
    assert len({process for _, process, _ in visits}) == 2
