"""Every command in every document is run: here, or by the test that this file names for it."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from model import PROJECT
from model.export import to_python
from model.network import load_network
from model.preprocess.pen import draw_strokes
from tests.makefile import recipes
from tests.samples import SAMPLES

DOCUMENTS = sorted(
    path
    for path in (*PROJECT.glob("*.md"), *PROJECT.glob("docs/*.md"), PROJECT / "deploy/README.md")
    if path.name != "CHANGELOG.md"
)
PROGRAMS = ("make", "python", "python3", ".venv/bin/python", ".venv-site/bin/python", "inkling", "streamlit")
PROGRAMS += ("pip", "uv", "uvx", "pipx", "docker", "kubectl", "hf", "grep", "git", ".venv-light/bin/pip")
PROGRAMS += (".venv-light/bin/streamlit",)
PACKAGE = "test_package.py::test_it_starts_anywhere_and_reads_a_drawing"
LIGHT = "test_commands.py::test_the_app_s_requirements_without_keras_are_those_that_a_translator_installs"
COMPOSE = "test_deploy.py::test_people_stay_on_one_process_and_both_are_used"
TERMINAL = "test_read.py::test_a_photo_gives_the_page_s_answer_shares_and_sum"
HELD = {  # what begins with this -> the test that runs it, or runs the files that it names
    "streamlit run": "test_every_page.py::test_every_page_and_file_loads_in_german",
    "inkling read": "test_package.py::test_it_is_a_library_and_reads_a_picture_in_a_terminal",
    "inkling": PACKAGE,
    "uvx --from": PACKAGE,
    "pip install numpy h5py pillow": "test_commands.py::test_a_picture_is_read_with_three_packages",
    "pipx run --spec . inkling": PACKAGE,
    "pip install .": PACKAGE,
    "pip install -r requirements.txt": "test_requirements.py::test_the_installed_packages_are_allowed",
    "uv run --no-project --with-requirements requirements.lock streamlit run app.py": (
        "test_container.py::test_it_is_healthy_and_reads_a_drawing_without_exceptions"  # of the lock alone
    ),
    "uv pip install --resolution lowest-direct -r requirements-dev.txt": (
        "test_requirements.py::test_every_requirement_has_both_bounds"
    ),
    "docker build": "test_container.py::test_it_is_healthy_and_reads_a_drawing_without_exceptions",
    "docker compose -f deploy/compose.yaml up": COMPOSE,
    "docker buildx imagetools inspect python:3.11-slim": (
        "test_github.py::test_every_fetched_image_is_pinned_to_its_digest"
    ),
    "kubectl apply -f deploy/kubernetes.yaml": ("test_hosts.py::test_the_manifest_is_valid_for_kubernetes"),
    "kubectl create secret generic inkling-database": (
        "test_hosts.py::test_pods_share_a_database_whose_password_is_a_secret"
    ),
    "pip install huggingface_hub && hf auth login": "test_free_hosts.py::test_what_goes_wrong_is_a_sentence",
    "python -m deploy.huggingface.publish": (
        "test_free_hosts.py::test_one_command_creates_a_space_and_fills_it"
    ),
    "python command.py read": TERMINAL,
    "python inkling_7.py": "test_export.py::test_as_a_program_the_file_prints_the_drawing_shares_and_sum",
    "python -m http.server -d site": "check_site.py::test_every_page_works_offline",
    "python3 -m venv .venv-light": LIGHT,
    'grep -v "^tensorflow\\|^keras" requirements.txt': LIGHT,
    ".venv-light/bin/pip install": LIGHT,
    ".venv-light/bin/streamlit run app.py": LIGHT,
    "python train_model.py": "test_train_model.py::test_a_training_leaves_only_its_files",
}
MODULE = re.compile(r"(?:\S*python3?|\S+=\S+ \S*python) -m ([\w.]+)(.*)")


def commands_of(document: Path) -> list[str]:
    """Return the commands of a document: lines in its `sh` blocks, and code between backticks."""
    text = document.read_text()
    lines = [
        re.split(r"\s+#", line)[0].strip()
        for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
        for line in block.splitlines()
    ]
    lines += [
        " ".join(each.split())
        for each in re.findall(r"`([^`]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    ]
    settings = r"^(?:[A-Z_]+=\S+ )+"
    found = [re.sub(settings, "", line) for line in lines if line]
    return [line for line in found if " " in line and line.split()[0] in PROGRAMS]


COMMANDS = sorted({command for document in DOCUMENTS for command in commands_of(document)})


def exists(test: str) -> bool:
    file, name = test.split("::")
    return any(
        re.search(rf"^def {name}\(", path.read_text(), re.MULTILINE)
        for path in Path(__file__).parent.rglob(file)
    )


def test_the_documents_have_commands():
    assert len(COMMANDS) > 60
    assert {name.stem for name in DOCUMENTS if commands_of(name)} >= {
        "README",
        "CONTRIBUTING",
        "measured",
        "engineers",
    }


@pytest.mark.parametrize("command", [each for each in COMMANDS if each.startswith("make ")])
def test_what_make_is_asked_to_do_it_can_do(command):
    """Only list the commands, because they are run by the jobs and tests that `test_settings` names."""
    words = shlex.split(command)[1:]
    targets = [each for each in words if "=" not in each]
    assert targets and {*targets} <= recipes().keys()
    assert all(
        re.search(rf"\$\((?:if \$\()?{each.split('=')[0]}\)", (PROJECT / "Makefile").read_text())
        for each in words
        if "=" in each
    )
    done = subprocess.run(
        ["make", "--dry-run", *words], cwd=PROJECT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    for module in re.findall(r"python -m ((?:tests|deploy)[\w.]*)", done.stdout):
        assert file_of(module).exists(), module
    assert all((PROJECT / path).exists() for path in re.findall(r"\btests/\S+\.py", done.stdout))


def file_of(module: str) -> Path:
    path = PROJECT / module.replace(".", "/")
    return path / "__main__.py" if path.is_dir() else path.with_suffix(".py")


def modules() -> list[tuple[str, str]]:
    """Return the project's modules that documents start, with all that they ever write after it."""
    found: dict[str, str] = {}
    for command in COMMANDS:
        if (started := MODULE.match(command)) and not any(map(command.startswith, HELD)):
            found[started[1]] = f"{found.get(started[1], '')} {started[2]}"
    return sorted(found.items())


@pytest.fixture(scope="module")
def helps() -> dict[str, str]:
    """Return each module's own help; of all in one process, because imports take most of the time."""
    asked = [module for module, _ in modules() if file_of(module).exists()]
    asked = [module for module in asked if "argparse" in file_of(module).read_text()]
    code = """
import contextlib, io, json, runpy, sys
said = {}
for module in sys.argv[1:]:
    sys.argv = [module, "--help"]
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.suppress(SystemExit):
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    said[module] = out.getvalue()
print(json.dumps(said))
"""
    return json.loads(run("-c", code, *asked).splitlines()[-1])


@pytest.mark.parametrize(("module", "options"), modules(), ids=[name for name, _ in modules()])
def test_a_module_that_is_started_knows_its_options(module, options, helps):
    """Its own help has every option that a document gives it; without options there is nothing to know."""
    if module in ("pytest", "benchmarks."):  # not ours, and `python -m benchmarks.…` for any of them
        return
    code = file_of(module).read_text()
    assert "__main__" in code or file_of(module).name == "__main__.py", module
    asked = {*re.findall(r"--[\w-]+", options)}
    assert all(f'"{each}"' in code for each in asked) or "argparse" in code, module
    if "argparse" in code:
        assert helps[module].startswith("usage:")
        assert asked <= {*re.findall(r"--[\w-]+", helps[module])}, module


@pytest.mark.parametrize("command", [each for each in COMMANDS if not each.startswith("make ")])
def test_any_other_command_has_a_test_that_runs_it(command):
    if (started := MODULE.match(command)) and not any(map(command.startswith, HELD)):
        assert started[1] in dict(modules())
        return
    (held,) = [
        test for start, test in HELD.items() if start == max(filter(command.startswith, HELD), key=len)
    ]
    assert exists(held), held


def test_every_named_test_is_needed_and_exists():
    assert not [start for start in HELD if not any(each.startswith(start) for each in COMMANDS)]
    assert all(map(exists, HELD.values()))


def test_the_app_s_requirements_without_keras_are_those_that_a_translator_installs():
    guide = (PROJECT / "docs/languages.md").read_text()
    (pattern,) = re.findall(r'grep -v "(.+?)" requirements.txt', guide)
    filtered = subprocess.run(
        ["grep", "-v", pattern, PROJECT / "requirements.txt"], capture_output=True, text=True, check=True
    ).stdout
    names = {re.match(r"[\w-]+", line)[0] for line in filtered.splitlines()}
    assert not {"tensorflow", "tensorflow-cpu", "keras"} & names and {"streamlit", "numpy", "h5py"} <= names


# README.md


def test_the_film_lasts_eight_seconds_and_is_small():
    (path,) = re.findall(r"\]\((\S+\.webp)\)", (PROJECT / "README.md").read_text().split("```")[0])
    assert (PROJECT / path).stat().st_size <= 1_500_000
    lasts = 0
    with Image.open(PROJECT / path) as film:
        for number in range(film.n_frames):
            film.seek(number)
            film.load()
            lasts += film.info["duration"]
    assert lasts == 8000


def test_a_picture_is_read_with_three_packages(tmp_path):
    Image.fromarray(draw_strokes(SAMPLES[7])).save(tmp_path / "picture.png")
    code = """
import sys, sysconfig
import command
sys.argv = ["inkling", "read", "picture.png", "--why"]
try:
    command.main()
finally:
    installed = sysconfig.get_path("purelib")
    paths = [getattr(each, "__file__", None) or "" for each in [*sys.modules.values()]]
    print({each[len(installed) + 1 :].split("/")[0] for each in paths if each.startswith(installed)})
"""
    said = run("-c", code, folder=tmp_path)
    assert "Answer: 7." in said
    (needed,) = re.findall(r"pip install ([\w ]+)`", (PROJECT / "README.md").read_text())
    packages = {"pillow": "PIL"}
    loaded = set(re.findall(r"\w+", said.splitlines()[-1])) - {"_distutils_hack"}
    assert loaded == {packages.get(each, each) for each in needed.split()}


# docs/engineers.md

ENGINEERS = (PROJECT / "docs/engineers.md").read_text()


def run(*command: str, folder: Path = PROJECT) -> str:
    environment = os.environ | {"PYTHONPATH": str(PROJECT), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env=environment,
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout


def test_the_engineers_commands_print_what_they_are_shown_to_print(tmp_path):
    Image.fromarray(draw_strokes(SAMPLES[7])).save(tmp_path / "picture.png")
    printed = {}
    for command in commands_of(PROJECT / "docs/engineers.md"):
        if (command.startswith("python ") and "picture.png" in command) or "-m model.export" in command:
            words = command.replace("command.py", str(PROJECT / "command.py")).split()[1:]
            printed[command] = run(*words, folder=tmp_path)
    assert {"inkling_7.py", "inkling_7.ipynb"} <= {path.name for path in tmp_path.iterdir()}
    assert len(printed) >= 6
    shown, *_ = re.findall(r"```text\n(.*?)```", ENGINEERS, re.DOTALL)
    said = run("command.py", "read", "--test-image", "42", "--why")
    assert said.endswith("\n" + shown) and "python command.py read --test-image 42 --why" in ENGINEERS


def test_the_library_in_ten_lines_prints_what_it_is_shown_to_print():
    code, shown = re.search(r"```python\n(from.*?)```\n\n```text\n(.*?)```", ENGINEERS, re.DOTALL).groups()
    assert len([line for line in code.splitlines() if line]) == 10
    assert run("-c", code) == shown
    moved = code.replace("from model.", "from inkling.model.")
    assert "pip install ." in ENGINEERS and moved.count("inkling.") == 4


def test_the_shown_network_is_the_exported_file_s():
    (shown,) = re.findall(r"```python\n(LAYERS.*?)```", ENGINEERS, re.DOTALL)
    assert shown in to_python(load_network("dense"))
