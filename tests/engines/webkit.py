"""Drive WebKit, Safari's engine, as WebKitGTK: WebDriver sends a JSON request over HTTP for each command.

It needs a display, which Xvfb provides. It paints without a GPU, as Debian's packages do without one.
"""

import base64
import contextlib
import json
import os
import shutil
import subprocess
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from tests.browser.server import end, free_port, wait_until_up
from tests.engines.face import LONGEST, Engine, actions, called, typed

DRIVER, DISPLAY = "WebKitWebDriver", "Xvfb"
BROWSERS = "/usr/lib/*/webkit2gtk-4.1/MiniBrowser"
ARGUMENTS = ("--automation", "--cookies-policy=no-third-party")
SCREEN = "1920x1400x24"
LOST = 5  # seconds: WebKit sometimes doesn't answer while it lays out a page for the first time
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # WebDriver's name for a reference to an element
PAINTED_BY_THE_PROCESSOR = {
    "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
    "LIBGL_ALWAYS_SOFTWARE": "1",
    "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",  # its sandbox needs more rights than containers have
}


def find_webkit() -> str | None:
    """Return the path of WebKitGTK's small browser, or None if something is missing to drive it."""
    browser = next(iter(sorted(map(str, Path("/").glob(BROWSERS[1:])))), None)
    return browser if browser and shutil.which(DRIVER) and shutil.which(DISPLAY) else None


def _start_display(stack: contextlib.ExitStack) -> str:
    """Start a display that ends with the stack; return its name."""
    process = subprocess.Popen(
        [DISPLAY, "-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    stack.callback(end, process)
    stack.callback(process.stdout.close)
    return f":{process.stdout.readline().strip()}"


class WebKit(Engine):
    """A MiniBrowser on a display that nobody sees."""

    name = "webkit"
    cannot = frozenset({"touch", "narrow"})  # only a mouse; windows are at least 447 pixels wide

    def __init__(self, arguments: Sequence[str] = ()) -> None:
        """Start it, with these additional arguments."""
        with contextlib.ExitStack() as stack:  # if it can't start, whatever has started ends
            self._start(stack, arguments)
            self._stack = stack.pop_all()

    def _start(self, stack: contextlib.ExitStack, arguments: Sequence[str]) -> None:
        """Start a display, the driver and a session; the stack ends each of them."""
        display = _start_display(stack)
        port = free_port()
        environment = os.environ | PAINTED_BY_THE_PROCESSOR | {"DISPLAY": display}
        process = subprocess.Popen(
            [DRIVER, f"--port={port}"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        stack.callback(end, process)
        self._server = f"http://127.0.0.1:{port}"
        wait_until_up(f"{self._server}/status", process)
        options = {"binary": find_webkit(), "args": [*ARGUMENTS, *arguments]}
        wanted = {"browserName": "MiniBrowser", "webkitgtk:browserOptions": options}
        wanted["timeouts"] = {"script": 1000 * LOST}
        begun = self._ask("POST", "/session", capabilities={"alwaysMatch": wanted})
        self._about, self._session = begun["capabilities"], f"/session/{begun['sessionId']}"
        stack.callback(self._ask, "DELETE", self._session)

    def _ask(self, method: str, path: str, **body: object) -> object:
        """Send a command and return its value.

        Raises:
            RuntimeError: If WebKit answers with an error.
        """
        data = json.dumps(body).encode() if method == "POST" else None
        kind = {"Content-Type": "application/json"}
        request = urllib.request.Request(self._server + path, data, kind, method=method)
        try:
            with urllib.request.urlopen(request, timeout=3 * LONGEST) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            with error:
                said = json.load(error)["value"]
            raise RuntimeError(f"{path}: {said['error']}: {said['message']}") from None

    def _do(self, command: str, **body: object) -> object:
        return self._ask("POST", f"{self._session}/{command}", **body)

    def version(self) -> str:
        return f"WebKitGTK {self._about['browserVersion']}"

    def open(self, address: str) -> None:
        self._do("frame", id=None)
        self._do("url", url=address)

    def evaluate(self, function: str, *arguments: object) -> object:
        return json.loads(self._do("execute/sync", script=f"return {called(function, arguments)}", args=[]))

    def perform(self, steps: Sequence[tuple], kind: str = "mouse") -> None:
        self._do("actions", actions=actions(steps, kind))

    def press(self, key: str) -> None:
        self._do("actions", actions=typed(key))

    def resize(self, width: int, height: int) -> None:
        self._do("window/rect", x=0, y=0, width=width, height=height)
        inside = self.evaluate("() => [innerWidth, innerHeight]")
        more = {"width": 2 * width - inside[0], "height": 2 * height - inside[1]}
        self._do("window/rect", x=0, y=0, **more)

    def screenshot(self) -> bytes:
        return base64.b64decode(self._ask("GET", f"{self._session}/screenshot"))

    def attach(self, selector: str, file: Path) -> None:
        found = self._do("element", using="css selector", value=selector)
        self._do(f"element/{found[ELEMENT]}/value", text=str(file))

    def back(self) -> None:
        self._do("back")

    def enter(self) -> None:
        self._do("frame", id=0)

    def close(self) -> None:
        self._stack.close()
