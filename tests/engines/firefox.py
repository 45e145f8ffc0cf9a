"""Drive Firefox by WebDriver BiDi: JSON messages both ways over a WebSocket that Firefox opens itself.

It's the only way that needs no other program, such as geckodriver, which isn't packaged everywhere. It's also
the one with a future: Firefox's makers are moving what Marionette can do to it.
"""

import base64
import contextlib
import itertools
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from websockets.sync.client import connect

from tests.browser.server import end
from tests.engines.face import LONGEST, Engine, actions, called, typed

PROGRAMS = ("firefox-esr", "firefox")
PREFERENCES = {
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.update.disabledForTesting": True,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "network.captive-portal-service.enabled": False,
    "network.cookie.cookieBehavior": 1,  # no storage for frames of other sites
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.enabled": False,
    "ui.prefersReducedMotion": 1,
}
LISTENS = re.compile(r"WebDriver BiDi listening on (ws://\S+)")


def find_firefox() -> str | None:
    """The path of a Firefox on this machine, or None."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


class Firefox(Engine):
    """A headless Firefox with a profile of its own."""

    name = "firefox"
    cannot = frozenset({"pen"})  # "Unimplemented: pointerMove for pen"

    def __init__(self, preferences: dict[str, object] | None = None) -> None:
        """Start it, with these additional preferences."""
        self._stack = contextlib.ExitStack()
        profile = Path(self._stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        set_to = PREFERENCES | (preferences or {})
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in set_to.items()]
        (profile / "user.js").write_text("\n".join(lines))
        command = [find_firefox(), "--headless", "--no-remote", "--profile", str(profile)]
        command += ["--remote-debugging-port", "0"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self._stack.callback(end, process)
        listens = next(filter(None, map(LISTENS.search, process.stderr)), None)
        if not listens:
            raise RuntimeError("Firefox has ended before it could be driven")
        self._stack.callback(process.stderr.close)
        self._socket = self._stack.enter_context(connect(f"{listens[1]}/session", max_size=None, proxy=None))
        self._numbers = itertools.count()
        self._about = self._ask("session.new", capabilities={})["capabilities"]
        self._page = self._ask("browsingContext.getTree")["contexts"][0]["context"]
        self._inside = self._page

    def _ask(self, method: str, **parameters: object) -> dict:
        """Send a command and return its result.

        Raises:
            RuntimeError: If Firefox answers with an error.
        """
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            said = json.loads(self._socket.recv(timeout=3 * LONGEST))
            if said.get("id") == number:
                if said["type"] == "error":
                    raise RuntimeError(f"{method}: {said['error']}: {said['message']}")
                return said["result"]

    def version(self) -> str:
        return f"Firefox {self._about['browserVersion']}"

    def open(self, address: str) -> None:
        self._inside = self._page
        self._ask("browsingContext.navigate", context=self._page, url=address, wait="interactive")

    def evaluate(self, function: str, *arguments: object) -> object:
        expression = called(function, arguments)
        target = {"context": self._inside}
        said = self._ask("script.evaluate", expression=expression, target=target, awaitPromise=True)
        if said["type"] == "exception":
            raise RuntimeError(said["exceptionDetails"]["text"])
        return json.loads(said["result"]["value"])

    def perform(self, steps: Sequence[tuple], kind: str = "mouse") -> None:
        self._ask("input.performActions", context=self._inside, actions=actions(steps, kind))

    def press(self, key: str) -> None:
        self._ask("input.performActions", context=self._inside, actions=typed(key))

    def resize(self, width: int, height: int) -> None:
        size = {"width": width, "height": height}
        self._ask("browsingContext.setViewport", context=self._page, viewport=size)

    def screenshot(self) -> bytes:
        return base64.b64decode(self._ask("browsingContext.captureScreenshot", context=self._page)["data"])

    def attach(self, selector: str, file: Path) -> None:
        found = self._ask(
            "browsingContext.locateNodes", context=self._inside, locator={"type": "css", "value": selector}
        )
        element = {"sharedId": found["nodes"][0]["sharedId"]}
        self._ask("input.setFiles", context=self._inside, element=element, files=[str(file)])

    def back(self) -> None:
        self._ask("browsingContext.traverseHistory", context=self._page, delta=-1)

    def enter(self) -> None:
        (page,) = self._ask("browsingContext.getTree", root=self._page)["contexts"]
        self._inside = page["children"][0]["context"]

    def close(self) -> None:
        self._stack.close()
