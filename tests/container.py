"""Do the Dockerfile's steps in a fresh folder of this machine, because there may be no container engine.

`build` copies what COPY names and runs what RUN says, with an interpreter of its own beside it. Where pip
would install the lock file, `build` links the lock's packages from this environment, which `make` has
installed from the same hashes: each in the locked version, and nothing else. `start` then does what CMD says,
as another user where possible, in an environment that has only what ENV says. It records which files are
written and which hosts are asked for.
"""

import contextlib
import fnmatch
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement

from model import PROJECT
from tests.browser.server import App, end, free_port, wait_until_up

OF_PROCESSOR = ("OPENBLAS_CORETYPE",)  # how sums are rounded there: as in the process that compares
FOLDERS = (
    "model",
    "views",
    "assets",
    "content",
    "locale",
    ".streamlit",
)  # those of the app, in the image and in the package
INSTALLS = re.compile(r"pip install .*--requirement (\S+)")
PYTHON = f"python{sys.version_info.major}.{sys.version_info.minor}"
LEFT_OUT_OF_PYTHON = shutil.ignore_patterns("site-packages", "dist-packages", "test", "idlelib", "*.a")
WATCH = '''"""Keeps account of what is opened to be written, and of who is asked on the network."""

import os
import sys

HERE = ("127.0.0.1", "::1", "localhost", "0.0.0.0", None, "")
FREE = (os.environ["TMPDIR"], "/dev/", "/proc/")


def account(event, given):
    if event == "open" and isinstance(given[0], (str, bytes)):
        flags = given[2] if isinstance(given[2], int) else 0
        path = os.path.abspath(os.fsdecode(given[0]))
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) and not path.startswith(FREE):
            print("WRITES", path, file=sys.stderr, flush=True)
    elif event == "socket.getaddrinfo" and given[0] not in HERE:
        print("ASKS", given[0], file=sys.stderr, flush=True)
    elif event == "socket.connect" and isinstance(given[1], tuple) and given[1][0] not in HERE:
        print("ASKS", given[1], file=sys.stderr, flush=True)


sys.addaudithook(account)
'''


class Step(NamedTuple):
    """One instruction: ("COPY", "model model")."""

    name: str
    rest: str


def read_steps(text: str) -> list[Step]:
    """Return a Dockerfile's instructions, with continued lines joined."""
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    whole = re.sub(r"\\\n\s*", "", "\n".join(lines))
    return [Step(*line.split(maxsplit=1)) for line in whole.splitlines() if line.strip()]


def as_command(text: str) -> list[str]:
    """Return the words of CMD's brackets."""
    return json.loads(text[text.index("[") :])


class Image(NamedTuple):
    """An image that was built.

    Attributes:
        app: the working directory.
        environment: every variable that a process in it has.
        steps: the Dockerfile's instructions.
    """

    app: Path
    environment: dict[str, str]
    steps: list[Step]

    def of(self, name: str) -> str:
        """Return what the last instruction of that name says."""
        return [step.rest for step in self.steps if step.name == name][-1]


def build(folder: Path, project: Path = PROJECT) -> Image:
    """Do what the project's Dockerfile says, in `folder`.

    Raises:
        AssertionError: a step fails.
    """
    steps = read_steps((project / "Dockerfile").read_text())
    image = Image(folder / "app", _environment(folder, steps), steps)
    for name in ("app", "tmp", "watch"):
        (folder / name).mkdir()
    (folder / "tmp").chmod(0o1777)
    (folder / "watch" / "sitecustomize.py").write_text(WATCH)
    _copy_python(folder / "python")
    for name, rest in steps:
        if name == "COPY":
            *sources, target = rest.split()
            for source in sources:
                _copy(project, source, image.app / target)
        elif name == "RUN":
            _run(image, rest, folder / "python" / "lib" / PYTHON / "site-packages")
    return image


def _environment(folder: Path, steps: list[Step]) -> dict[str, str]:
    said = dict(each.split("=", 1) for step in steps if step.name == "ENV" for each in shlex.split(step.rest))
    processor = {name: os.environ[name] for name in OF_PROCESSOR if name in os.environ}
    return (
        processor
        | said
        | {
            "PATH": f"{folder}/python/bin:/usr/bin:/bin",
            "LD_LIBRARY_PATH": f"{folder}/python/lib",
            # Debian's own Python looks for packages elsewhere.
            "PYTHONPATH": f"{folder}/watch:{folder}/python/lib/{PYTHON}/site-packages",
            "HOME": said["HOME"].replace("/tmp", str(folder / "tmp")),
            "TMPDIR": str(folder / "tmp"),
            "STREAMLIT_SERVER_ADDRESS": "127.0.0.1",  # here, no other host need reach it
            "STREAMLIT_SERVER_PORT": str(free_port()),
        }
    )


def _copy_python(target: Path) -> None:
    """Copy an interpreter with its standard library and nothing else, readable for other users."""
    base = Path(sys.base_prefix)
    (target / "bin").mkdir(parents=True)
    shutil.copy2(base / "bin" / PYTHON, target / "bin" / PYTHON)
    (target / "bin" / "python").symlink_to(PYTHON)
    library = Path("lib") / PYTHON
    shutil.copytree(base / library, target / library, ignore=LEFT_OUT_OF_PYTHON, copy_function=_link)
    (target / library / "site-packages").mkdir()
    for shared in (base / "lib").glob(f"lib{PYTHON}*.so*"):
        _link(shared, target / "lib" / shared.name)


def _link(source: Path | str, target: Path | str) -> None:
    """Link a file to another place; on another disk, copy it."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _copy(project: Path, source: str, target: Path) -> None:
    """Do what COPY does: a file into a folder, or a folder's content, without what .dockerignore names."""
    ignored = (project / ".dockerignore").read_text().splitlines()

    def left_out(folder: str, names: list[str]) -> list[str]:
        inside = Path(folder).relative_to(project)
        return [
            name
            for name in names
            if any(
                fnmatch.fnmatch(path, rule)
                for rule in ignored
                for path in ((inside / name).as_posix(), f"**/{name}")
            )
        ]

    if (project / source).is_dir():
        shutil.copytree(project / source, target, ignore=left_out, dirs_exist_ok=True)
    else:
        shutil.copy2(project / source, target / source)


def _run(image: Image, command: str, packages: Path) -> None:
    installed = INSTALLS.search(command)
    if installed:
        lay_in(locked(image.app / installed[1]), packages)
        return
    done = subprocess.run(command, shell=True, cwd=image.app, env=image.environment, capture_output=True)
    assert done.returncode == 0, f"RUN {command}: {done.stderr.decode()}"


def locked(path: Path) -> dict[str, str]:
    """Return name and version of every package that a lock file has for this system and Python."""
    found = (Requirement(line.rstrip(" \\")) for line in path.read_text().splitlines() if "==" in line)
    return {
        each.name: next(iter(each.specifier)).version
        for each in found
        if each.marker is None or each.marker.evaluate()
    }


def not_as_locked(path: Path) -> list[str]:
    """Return which locked packages this environment lacks, in words: "setuptools 65.5.0, not 84.2.1"."""
    different = []
    for name, wanted in locked(path).items():
        try:
            found = distribution(name).version
        except PackageNotFoundError:
            different.append(f"no {name} {wanted}")
        else:
            if found != wanted:
                different.append(f"{name} {found}, not {wanted}")
    return different


def lay_in(versions: dict[str, str], packages: Path) -> None:
    """Link these packages, in these versions, from this environment into a folder."""
    for name, version in versions.items():
        found = distribution(name)
        assert found.version == version, f"{name} {found.version} is installed, {version} is locked"
        roots = {file.parts[0] for file in found.files or ()} - {"..", "__pycache__"}
        for root in roots:
            target = packages / root
            if not target.exists():
                target.symlink_to(found.locate_file(root))


@contextlib.contextmanager
def start(image: Image, log: Path) -> Iterator[App]:
    """Run what CMD says until the app answers; its folder belongs to another user."""
    port = image.environment["STREAMLIT_SERVER_PORT"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            as_command(image.of("CMD")),
            executable=shutil.which(as_command(image.of("CMD"))[0], path=image.environment["PATH"]),
            cwd=image.app,
            env=image.environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            **who(image),
        )
        try:
            wait_until_up(f"http://127.0.0.1:{port}/_stcore/health", process, log)
            yield App(f"http://127.0.0.1:{port}", process.pid)
        finally:
            end(process)


def who(image: Image) -> dict[str, object]:
    """Return the user to start a process as: the Dockerfile's, if this process may switch users.

    That user has to reach the packages, so they can't lie in a private home.
    """
    shut = [above for above in Path(sys.prefix).resolve().parents if not above.stat().st_mode & 0o001]
    if os.geteuid() or shut:
        return {}
    user, group = map(int, image.of("USER").split(":"))
    return {"user": user, "group": group, "extra_groups": []}
