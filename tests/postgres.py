"""A PostgreSQL for the tests, as Debian packages it, in a scratch folder, reached by a socket there."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import psycopg

from tests.browser.server import START_SECONDS

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
        """Run the server and yield its URL."""
        settings = (f"unix_socket_directories={self.folder}", "listen_addresses=", *FASTER)
        control = ("pg_ctl", "-D", self.folder / "data", "-w", "-t", str(START_SECONDS))
        options = " ".join(f"-c {each}" for each in settings)
        self.do(*control, "-l", self.folder / "log", "-o", options, "start")
        try:
            yield f"postgresql://{ROLE}@/{ROLE}?host={self.folder}"
        finally:
            self.do(*control, "-m", "fast", "stop")  # even with open connections

    def do(self, program: str, *arguments: object) -> None:
        """Run one of its programs, not as root.

        Raises:
            RuntimeError: it fails; with what it has printed, and the server's log.
        """
        role = {"user": ROLE, "group": ROLE, "extra_groups": []} if os.geteuid() == 0 else {}
        with tempfile.TemporaryFile("w+") as said:  # a pipe would stay open as long as the server
            output = {"stdin": subprocess.DEVNULL, "stdout": said, "stderr": said}
            command = [self.programs / program, *arguments]
            if not subprocess.run(command, check=False, cwd=self.folder, **output, **role).returncode:
                return
            said.seek(0)
            log = self.folder / "log"
            raise RuntimeError(f"{program}: {said.read()}{log.read_text() if log.exists() else ''}")


@contextlib.contextmanager
def scratch_cluster() -> Iterator[Cluster]:
    """Return an empty cluster that doesn't run yet."""
    with tempfile.TemporaryDirectory() as name:
        cluster = Cluster(programs(), Path(name))
        if os.geteuid() == 0:
            shutil.chown(name, ROLE, ROLE)
        cluster.do(
            "initdb", "-D", cluster.folder / "data", "-U", ROLE, *["-A", "trust", "-E", "UTF8", "--no-sync"]
        )
        yield cluster


@contextlib.contextmanager
def serve_postgres() -> Iterator[str]:
    """Run an empty server and yield its URL."""
    with scratch_cluster() as cluster, cluster.running() as url:
        yield url


def empty(url: str) -> None:
    """Empty the database."""
    with psycopg.connect(url) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
