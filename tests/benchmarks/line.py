"""A line between browser and app that counts its bytes and can be made slow.

A TCP relay on the loopback. Chromium's own network emulation leaves websockets as fast as they are,
and counts their bytes before compression; what runs over this line is what runs over a network.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

CHUNK = 16 * 1024


@dataclass
class Line:
    """What the line does, and what has run over it.

    Attributes:
        address: to open in the browser.
        delay: seconds one way.
        rate: bytes a second one way.
        up, down: bytes since they were last set to 0.
    """

    address: str
    delay: float = 0
    rate: float = float("inf")
    up: int = 0
    down: int = 0

    def take(self) -> int:
        """Bytes both ways since this was last called."""
        total, self.up, self.down = self.up + self.down, 0, 0
        return total


@contextlib.contextmanager
def lay(address: str) -> Iterator[Line]:
    """Lay a line to an app at `address`, http://host:port."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    line = Line("")
    target = urlsplit(address)

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.CancelledError):  # asyncio logs handlers that are cut
            there, back = await asyncio.open_connection(target.hostname, target.port)
            await asyncio.gather(_relay(line, "up", reader, back), _relay(line, "down", there, writer))

    server = asyncio.run_coroutine_threadsafe(asyncio.start_server(connect, "127.0.0.1", 0), loop).result()
    line.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    yield line
    asyncio.run_coroutine_threadsafe(_end(), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


async def _end() -> None:
    """Cut whatever connections are left."""
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _relay(line: Line, way: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Carry bytes on: each chunk leaves when the line is free, and arrives `delay` later, in order."""
    arrivals: asyncio.Queue = asyncio.Queue()

    async def deliver() -> None:
        while (arrival := await arrivals.get()) is not None:
            at, chunk = arrival
            await asyncio.sleep(max(0, at - time.monotonic()))
            writer.write(chunk)
            await writer.drain()
        writer.close()

    async def read() -> None:
        free = 0.0
        while chunk := await reader.read(CHUNK):
            setattr(line, way, getattr(line, way) + len(chunk))
            free = max(free, time.monotonic()) + len(chunk) / line.rate
            arrivals.put_nowait((free + line.delay, chunk))
        arrivals.put_nowait(None)

    with contextlib.suppress(OSError):
        await asyncio.gather(read(), deliver())
