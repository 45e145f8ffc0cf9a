"""Settings of the whole app: Streamlit's options, the two themes, the pages, and what `make` does."""

import asyncio
import re
import runpy
import sys
from types import SimpleNamespace

import pytest
import streamlit as st

import command
from model import PROJECT
from model.version import VERSION
from tests.apptest import LESSON, TEACHERS, opened
from tests.container import read_steps
from tests.event_loop import run
from tests.makefile import MAKEFILE, recipes
from views.parts import words
from views.serving.headers import FRAMED_BY

STEPS = read_steps((PROJECT / "Dockerfile").read_text())
READABLE = 4.5  # contrast of text, by WCAG


def _settings() -> dict[str, str]:
    """Return section and name -> value."""
    section, said = "", {}
    for line in (PROJECT / ".streamlit" / "config.toml").read_text().splitlines():
        if header := re.match(r"\[(.+)\]$", line):
            section = header[1]
        elif given := re.match(r"(\w+) = (.+)$", line):
            said[f"{section}.{given[1]}"] = given[2]
    return said


SETTINGS = _settings()


def contrast(*colors: str) -> float:
    """Return the contrast of two colors, "#rrggbb", by WCAG 2: 1 to 21."""
    luminances = []
    for color in colors:
        parts = (int(color.strip('"')[place : place + 2], 16) / 255 for place in (1, 3, 5))
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        luminances.append(sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear)))
    dark, light = sorted(luminances)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("server.headless", "true"),  # no window opens, and no e-mail address is asked for
        ("server.enableXsrfProtection", "false"),  # uploads in a frame
        ("server.fileWatcherType", '"none"'),  # nobody edits it
        ("server.enableWebsocketCompression", "true"),
        ("global.disableWidgetStateDuplicationWarning", "true"),  # links hold the controls' values
        ("runner.postScriptGC", "false"),  # a fifth of a second after each run
        ("browser.gatherUsageStats", "false"),  # no usage statistics
        ("client.toolbarMode", '"viewer"'),
        ("client.showErrorDetails", '"none"'),  # strangers see no paths
    ],
)
def test_a_class_s_server_has_the_same_settings(name: str, value: str):
    assert SETTINGS[name] == value


def test_only_streamlit_s_own_hosts_control_a_page():
    hosts = re.findall(r'"([^"]+)"', SETTINGS["client.allowedOrigins"])
    assert hosts
    assert all(re.fullmatch(r"https://[\w*.-]+\.streamlit\.(app|io)", host) for host in hosts)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_and_links_are_legible_in_both_themes(theme):
    colors = {
        name.rpartition(".")[2]: value
        for name, value in SETTINGS.items()
        if name.startswith(f"theme.{theme}.")
    }
    papers = [colors["backgroundColor"], colors["secondaryBackgroundColor"]]
    for paper in papers:
        assert contrast(colors["textColor"], paper) > 3 * READABLE
        assert contrast(colors["primaryColor"], paper) > READABLE
        assert 1.1 < contrast(colors["borderColor"], paper) < READABLE  # seen, but not read
    is_dark = contrast("#ffffff", papers[0]) > contrast("#000000", papers[0])
    assert is_dark == (theme == "dark")
    assert contrast("#ffffff", SETTINGS["theme.primaryColor"]) > READABLE  # a pressed button


def test_headings_get_smaller_and_never_lighter():
    sizes = [float(size) for size in re.findall(r"([\d.]+)rem", SETTINGS["theme.headingFontSizes"])]
    weights = [int(weight) for weight in re.findall(r"\d+", SETTINGS["theme.headingFontWeights"])]
    assert len(sizes) == len(weights) == 6
    assert sizes == sorted(sizes, reverse=True) and sizes[-1] >= 1
    assert weights == sorted(weights, reverse=True) and weights[-1] >= 600


def test_the_image_listens_on_all_hosts_and_writes_only_to_tmp():
    (given,) = (dict(re.findall(r"(\w+)=(\S+)", step.rest)) for step in STEPS if step.name == "ENV")
    (port,) = (step.rest for step in STEPS if step.name == "EXPOSE")
    assert given == {
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUNBUFFERED": "1",  # a log exists only after an event
        "HOME": "/tmp",
        "STREAMLIT_SERVER_ADDRESS": "0.0.0.0",
        "STREAMLIT_SERVER_PORT": port,
    }
    (check,) = (step.rest for step in STEPS if step.name == "HEALTHCHECK")
    assert 'os.environ["STREAMLIT_SERVER_PORT"]' in check.replace('\\"', '"')


"""
## Pages
"""


@pytest.fixture
def pages(canvas_stand_in, monkeypatch: pytest.MonkeyPatch) -> dict[str, dict]:
    """Return page.py's settings of each page by title, and where the pages are: `position`, `links`."""
    said, asked, links = {}, {}, []
    page, navigation, link = st.Page, st.navigation, st.page_link

    def note(path: str, **more: object) -> object:
        if isinstance(path, str):  # an old address leads to a page
            said[more["title"]] = {"path": path} | more
        return page(path, **more)

    def note_position(pages: list, **more: object) -> object:
        asked.update(more)
        return navigation(pages, **more)

    def note_link(each: object, **more: object) -> object:
        links.append(getattr(each, "title", each))
        return link(each, **more)

    monkeypatch.setattr(st, "Page", note)
    monkeypatch.setattr(st, "navigation", note_position)
    monkeypatch.setattr(st, "page_link", note_link)
    app = opened(TEACHERS)
    assert not app.exception
    return {"said": said, "position": asked["position"], "links": links[-6:]}


def test_each_page_has_its_address_and_icon(pages):
    said = pages["said"]
    assert {each.get("url_path") for each in said.values()} == {None, *words.PAGES} - {"draw"}
    assert next(iter(said)) == "Draw" and said["Draw"]["default"]
    unlisted = {"Ten questions", "Glossary", "Wall", "Plan", "Class", "Present", "Embed"}
    icons = [each["icon"] for title, each in pages["said"].items() if title not in unlisted]
    assert len(set(icons)) == 7 and all(icon.startswith(":material/") for icon in icons)
    assert {pages["said"][each]["visibility"] for each in unlisted} == {"hidden"}


def test_a_phone_links_all_pages_except_the_teachers(pages):
    assert pages["position"] == "top"
    assert pages["links"] == ["Draw", "Lesson", "Neurons", "Build", "Teach it", "Training"]


@pytest.mark.usefixtures("canvas_stand_in")
def test_a_hidden_page_has_no_links_and_a_frame_has_none_at_all(monkeypatch: pytest.MonkeyPatch):
    positions, navigation = [], st.navigation
    monkeypatch.setattr(
        st, "navigation", lambda pages, position: positions.append(position) or navigation(pages)
    )
    app = opened(LESSON, hidden=frozenset({"neurons", "build", "breaking"}))
    assert [each.proto.label for each in app.get("page_link")][-3:] == ["Lesson", "Teach it", "Training"]
    monkeypatch.setattr(type(st.context), "is_embedded", True)
    app.run()
    assert (positions[0], positions[-1]) == ("top", "hidden")


def test_the_tab_and_the_menu_name_the_app(canvas_stand_in, monkeypatch: pytest.MonkeyPatch):
    said: dict = {}
    monkeypatch.setattr(st, "set_page_config", lambda **given: said.update(given))
    assert not opened(TEACHERS).exception
    assert (said["page_title"], said["layout"]) == (words.TITLE, "wide")
    assert said["page_icon"] == str(PROJECT / "assets" / "icon.png")
    for named in (f"Inkling {VERSION}", "MIT License", "MNIST", "CC BY-SA 3.0"):
        assert named in said["menu_items"]["About"]


"""
## What is served
"""


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> dict:
    """Return app.py's names, and what it hands to Streamlit."""
    given: dict = {}

    def app(path: object, **more: object) -> None:
        given.update(more, path=path)

    monkeypatch.setattr(st, "App", app)
    monkeypatch.setenv(FRAMED_BY, "https://course.example.org")
    names = runpy.run_path(str(PROJECT / "app.py"))
    return names | given


def test_headers_wrap_everything_and_link_previews_are_innermost(served):
    assert served["path"] == PROJECT / "page.py"
    names = [each.cls.__name__ for each in served["middleware"]]
    assert names == ["SecurityHeaders", "BoundedMessages", "Compressed", "UploadRoom", "LinkPreview"]
    outer, *_, inner = served["middleware"]
    assert (outer.kwargs["page"].__name__, inner.kwargs["also"].__name__) == ("first_page", "served")
    assert outer.kwargs["hosts"] == "https://course.example.org"


def test_while_the_app_runs_classes_that_are_over_are_deleted(served, monkeypatch):
    purged = asyncio.Event()
    upkeep = sys.modules["views.classroom.upkeep"]  # the current one, because other tests reimport the pages

    async def live() -> None:
        loop = asyncio.get_running_loop()
        monkeypatch.setattr(upkeep, "_purge", lambda: loop.call_soon_threadsafe(purged.set))
        async with served["lifespan"](None):
            await asyncio.wait_for(purged.wait(), 20)

    run(live())


def test_icon_preview_networks_and_shell_script_are_served(served):
    paths = [route.path for route in served["routes"]]
    assert paths[:2] == ["/favicon.png", "/preview.png"]
    assert any("networks" in path for path in paths) and any("/shell/" in path for path in paths)
    for asked, file in (("/favicon.png", "icon.png"), ("/somewhere/preview.png", "preview.png")):
        request = SimpleNamespace(url=SimpleNamespace(path=asked))
        assert served["picture"](request).path == PROJECT / "assets" / file


def test_the_command_passes_its_arguments_to_streamlit(monkeypatch: pytest.MonkeyPatch):
    ran = []
    monkeypatch.setattr(runpy, "run_module", lambda name, run_name: ran.append((name, run_name)))
    monkeypatch.setattr(sys, "argv", ["inkling", "--server.port", "1"])
    command.main()
    assert ran == [("streamlit", "__main__")]
    assert sys.argv == ["streamlit", "run", str(PROJECT / "app.py"), "--server.port", "1"]


"""
## make
"""


def test_a_target_installs_what_it_uses():
    for name, (before, done) in recipes().items():
        for folder in set(re.findall(r"(\.venv[\w-]*)/bin", done)):
            if not name.startswith(folder):
                assert before.startswith(f"{folder}/"), name
        if "/" not in name and re.search(r"PYTEST|ruff|bin/uv|LOCK|tests\.", done):
            of_words = re.search(r"tests\.(?:catalogs|sentences)", done)  # translators need no TensorFlow
            assert before.split()[0] == (".venv-words/installed" if of_words else ".venv/test-installed"), (
                name
            )
    (phony,) = re.findall(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)
    assert set(phony.split()) == {name for name in recipes() if "/" not in name}
    documented = re.findall(r"^# make ([\w-]+) ", MAKEFILE, re.MULTILINE)
    assert set(documented) == set(phony.split())


def test_packages_are_reinstalled_when_their_lock_changes():
    for name, lock in (
        (".venv/app-installed", "requirements.lock"),
        (".venv-site/installed", "requirements-site.lock"),
        (".venv/test-installed", "requirements-dev.lock"),
    ):
        before, done = recipes()[name]
        assert before.split()[0] == lock
        assert f"$(PIP) -r {lock}\n" in done and done.endswith("\ttouch $@\n")
    assert "--require-hashes" in re.search(r"^PIP = (.+)$", MAKEFILE, re.MULTILINE)[1]


def test_no_test_is_left_out_of_both_halves():
    done = {name: said for name, (_, said) in recipes().items()}
    assert done["test"].endswith("-m $(PYTEST) $(SUITE) -m quick\n")
    assert '-m $(PYTEST) $(SUITE) -m "not quick"\n' in done["test-all"]
    assert recipes()["test-all"][0].endswith(" test")
    assert "\nmake test test-all PYTEST=tests.again\n" in (PROJECT / ".ci/run").read_text()


def test_all_locks_have_the_same_versions():
    _, done = recipes()["lock"]
    assert done.count("--constraints requirements.lock") == 2
    locks = ["requirements.lock", "requirements-site.lock", "requirements-dev.lock"]
    assert re.findall(r"--output-file (\S+)", done) == locks
