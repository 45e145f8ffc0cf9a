"""A PostgreSQL for the tests, as Debian packages it, in a scratch folder, reached by a socket there."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import psycopg

from tests.browser.server import START_SECONDS, not_up

ROLE = "postgres"  # Debian's user for it; as root it refuses to run
FASTER = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=16MB")


def programs() -> Path | None:
    """Return the folder of the newest version's programs, or None if it isn't installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


class Cluster(NamedTuple):
    """Its programs and its folder, whose data outlasts the server."""

    programs: Path
    folder: Path

    @contextlib.contextmanager
    def running(self) -> Iterator[str]:
        """Run the server and yield its URL.

        Raises:
            RuntimeError: it didn't start within a minute; with the last lines of its log.
        """
        settings = (f"unix_socket_directories={self.folder}", "listen_addresses=", *FASTER)
        command = [self.programs / "postgres", "-D", self.folder / "data"]
        command += [part for each in settings for part in ("-c", each)]
        log = self.folder / "log"
        with log.open("wb") as output:
            said = {"stdout": output, "stderr": subprocess.STDOUT}
            process = subprocess.Popen(command, **_quietly(self.folder) | said)
        try:
            self._wait_until_up(process, log)
            yield f"postgresql://{ROLE}@/{ROLE}?host={self.folder}"
        finally:
            process.send_signal(signal.SIGINT)  # it ends at once, even with open connections
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _wait_until_up(self, process: subprocess.Popen, log: Path) -> None:
        ready = [self.programs / "pg_isready", "-q", "-h", self.folder]
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and process.poll() is None:
            if subprocess.run(ready, check=False).returncode == 0:
                return
            time.sleep(0.05)
        raise not_up(str(self.folder), process, log)


@contextlib.contextmanager
def scratch_cluster() -> Iterator[Cluster]:
    """Return an empty cluster that doesn't run yet."""
    with tempfile.TemporaryDirectory() as name:
        cluster = Cluster(programs(), Path(name))
        if os.geteuid() == 0:
            shutil.chown(name, ROLE, ROLE)
        made = [cluster.programs / "initdb", "-D", cluster.folder / "data", "-U", ROLE, "-A", "trust"]
        quietly = _quietly(cluster.folder) | {
            "stdout": subprocess.PIPE,
            "stderr": subprocess.STDOUT,
            "text": True,
        }
        done = subprocess.run(
            [*made, "-E", "UTF8", "--no-sync"], check=False, timeout=START_SECONDS, **quietly
        )
        if done.returncode:
            raise RuntimeError(f"initdb has ended with {done.returncode}:\n{done.stdout}")
        yield cluster


@contextlib.contextmanager
def serve_postgres() -> Iterator[str]:
    """Run an empty server and yield its URL."""
    with scratch_cluster() as cluster, cluster.running() as url:
        yield url


def _quietly(folder: Path) -> dict[str, object]:
    role = {"user": ROLE, "group": ROLE, "extra_groups": []} if os.geteuid() == 0 else {}
    return {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder, **role}


def empty(url: str) -> None:
    """Empty the database."""
    with psycopg.connect(url) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
