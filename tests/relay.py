"""A relay between browser and app that counts its bytes, can be made slow, and can be cut.

It is TCP on the loopback. Chromium's own network emulation leaves websockets as fast as they are,
and counts their bytes before compression; this relay carries what a network would carry.
"""

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

CHUNK = 4 * 1024  # bytes, after which the next connection has its turn
WAYS = ("up", "down")
LATE_SECONDS = 0.02  # by which a busy machine wakes us late: data was waiting, and a line would have sent it
LOOK_SECONDS = 0.05  # how often data on its way checks whether the line has become faster


@dataclass
class Relay:
    """A relay's settings and what has passed through it.

    Attributes:
        address: the address to open in the browser.
        delay: seconds one way; a change also applies to data on its way.
        rate: bytes a second one way, which all connections share.
        is_cut: whether new connections fail; existing ones stay until `cut`.
        up, down: bytes since they were last set to 0.
        turns, free: whose turn it is, and when the line will have sent its data, each way.
    """

    address: str
    delay: float = 0
    rate: float = float("inf")
    is_cut: bool = False
    cut: Callable[[], None] = lambda: None
    up: int = 0
    down: int = 0
    turns: dict[str, asyncio.Lock] = field(default_factory=lambda: {way: asyncio.Lock() for way in WAYS})
    free: dict[str, float] = field(default_factory=lambda: dict.fromkeys(WAYS, 0.0))

    def take(self) -> int:
        """Return the bytes both ways since the last call."""
        total, self.up, self.down = self.up + self.down, 0, 0
        return total


@contextlib.contextmanager
def relay(address: str) -> Iterator[Relay]:
    """Relay to an app at `address`, http://host:port."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    link = Relay("")
    target = urlsplit(address)

    connections: set[asyncio.Task] = set()

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        connections.add(task)
        try:
            if not link.is_cut:
                there, back = await asyncio.open_connection(target.hostname, target.port)
                with contextlib.closing(back):
                    await asyncio.gather(
                        _carry(link, "up", reader, back), _carry(link, "down", there, writer)
                    )
        except (asyncio.CancelledError, OSError):  # asyncio logs handlers that are cut
            pass
        finally:
            connections.discard(task)
            writer.close()

    server = asyncio.run_coroutine_threadsafe(asyncio.start_server(connect, "127.0.0.1", 0), loop).result()
    link.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"

    def cut() -> None:
        link.is_cut = True
        for task in list(connections):
            loop.call_soon_threadsafe(task.cancel)

    link.cut = cut
    yield link
    asyncio.run_coroutine_threadsafe(_end(), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


async def _end() -> None:
    """Close all remaining connections."""
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _carry(link: Relay, way: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Carry bytes on: each chunk leaves on its turn, and arrives `delay` later, in order."""
    arrivals: asyncio.Queue = asyncio.Queue()

    async def deliver() -> None:
        while (arrival := await arrivals.get()) is not None:
            left, chunk = arrival
            while (wait := left + link.delay - time.monotonic()) > 0:
                await asyncio.sleep(min(wait, LOOK_SECONDS))
            writer.write(chunk)
            await writer.drain()
        writer.close()

    async def read() -> None:
        while chunk := await reader.read(CHUNK):
            setattr(link, way, getattr(link, way) + len(chunk))
            async with link.turns[way]:
                begins = max(link.free[way], time.monotonic() - LATE_SECONDS)
                free = link.free[way] = begins + len(chunk) / link.rate
                await asyncio.sleep(max(0, free - time.monotonic()))
            arrivals.put_nowait((free, chunk))
        arrivals.put_nowait(None)

    with contextlib.suppress(OSError):
        await asyncio.gather(read(), deliver())
