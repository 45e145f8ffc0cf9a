"""A button that makes a file: a press gives it until the browser has it, and a failure is a sentence."""

from base64 import b64decode

import pytest

from model.errors import NetworkError
from views.session import state
from views.session.downloads import download as module


@pytest.fixture
def given(monkeypatch):
    """Return what the page gave to the browser, and how often it made the file."""
    given = {"made": 0, "files": [], "errors": []}
    monkeypatch.setattr(module.st, "button", lambda label, **settings: given.update(settings))
    monkeypatch.setattr(module.st, "error", lambda text, **_: given["errors"].append(text))
    monkeypatch.setattr(
        module, "_hand_over", lambda data, on_pick, **_: given.update(file=data, on_pick=on_pick)
    )
    state.take("file_asked")
    return given


def run(given, key="it", fails=False):
    def make():
        given["made"] += 1
        if fails:
            raise NetworkError("There is no room.")
        return "é"

    given.pop("file", None)
    module.download("Download", make, "it.txt", "text/plain", key=key)
    return given.get("file")


def press(given):
    given["on_click"](*given["args"])


def test_a_press_gives_the_file_until_the_browser_has_it(given):
    assert run(given) is None
    press(given)
    first, again = run(given), run(given)  # the run after the press can be cut short
    assert first == again and given["made"] == 1
    assert b64decode(first["contents"]).decode() == "é" and first["name"] == "it.txt"
    assert run(given, "other") is None  # another button's
    given["on_pick"](first["id"])
    assert run(given) is None and given["made"] == 1


def test_each_press_gives_a_new_file(given):
    run(given)
    press(given)
    first, arrived = run(given), given["on_pick"]
    press(given)
    assert run(given)["id"] != first["id"] and given["made"] == 2
    arrived(first["id"])  # late: the new file stays
    assert run(given) is not None


def test_a_file_that_cannot_be_made_is_a_sentence(given):
    run(given)
    press(given)
    assert run(given, fails=True) is None and given["errors"] == ["There is no room."]
    assert run(given) is None and given["made"] == 1  # nothing is tried again without a press
