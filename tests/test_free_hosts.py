"""What free hosts read of the repository is there: GitHub's pages and forms, a Space, Community Cloud."""

import fnmatch
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

from deploy.huggingface.publish import files
from model import PROJECT
from tests.container import read_steps

GITHUB = PROJECT / ".github"
FORMS = sorted(path for path in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if path.stem != "config")
COLORS = {"red", "yellow", "green", "blue", "indigo", "purple", "pink", "gray"}  # of a Space's card
FIRST = ("uv.lock", "Pipfile", "environment.yml")  # what Community Cloud reads before requirements.txt
STAND_IN = """
import json, shutil, sys
from pathlib import Path
class HfApi:
    def __getattr__(self, name):
        def called(**given):
            print(json.dumps([name, {key: str(value) for key, value in given.items()}]))
        return called
"""


# GitHub Pages


def test_pages_get_the_folder_that_make_site_writes():
    workflow = yaml.safe_load((GITHUB / "workflows" / "pages.yml").read_text())
    assert set(workflow[True]) == {"push", "workflow_dispatch"}  # YAML reads "on" as True
    build, publish = workflow["jobs"].values()
    assert build["if"] == "github.event_name == 'workflow_dispatch' || github.event.repository.has_pages"
    assert [step["run"] for step in build["steps"] if "run" in step] == ["make site"]
    sent = build["steps"][-1]
    assert sent["uses"].startswith("actions/upload-pages-artifact@") and sent["with"] == {"path": "site"}
    assert (publish["needs"], publish["environment"]) == ("build", "github-pages")
    assert [step["uses"].partition("@")[0] for step in publish["steps"]] == ["actions/deploy-pages"]


def test_the_site_works_below_any_path():
    """Pages serve a repository below its name, so no file of the shell starts at the host's root."""
    for path in (PROJECT / "deploy/site/shell").iterdir():
        assert not re.findall(r"""(?:src|href)=["']/|(?:import|fetch)\(["']/""", path.read_text()), path


# Streamlit Community Cloud


def test_community_cloud_finds_one_list_of_requirements_and_the_settings():
    assert not [name for name in FIRST if (PROJECT / name).exists()]
    assert (PROJECT / ".streamlit/config.toml").exists() and (PROJECT / "app.py").exists()
    assert not (PROJECT / "packages.txt").exists()  # nothing has to come from Debian
    guide = (PROJECT / "deploy/README.md").read_text().split("## Streamlit Community Cloud")[1]
    (chosen,) = re.findall(r'"Advanced settings", choose Python (3\.\d+)', guide)
    low, high = re.search(r'">=(3\.\d+),<(3\.\d+)"', (PROJECT / "pyproject.toml").read_text()).groups()
    assert Version(low) <= Version(chosen) < Version(high)
    lines = (PROJECT / "requirements.txt").read_text().splitlines()
    needed = [Requirement(line) for line in lines if line.strip() and not line.startswith("#")]
    assert "streamlit" in {each.name for each in needed} and not any(each.url for each in needed)


# A Space


def test_a_space_gets_all_that_its_image_is_built_from():
    def is_sent(path: str) -> bool:
        return any(fnmatch.fnmatch(path, pattern) for pattern in files())

    copied = [
        word
        for step in read_steps((PROJECT / "Dockerfile").read_text())
        if step.name == "COPY"
        for word in step.rest.split()[:-1]
    ]
    assert len(copied) >= 10 and is_sent("Dockerfile") and is_sent(".dockerignore")
    for name in copied:
        path = PROJECT / name
        inside = [each for each in path.rglob("*") if each.is_file()] if path.is_dir() else [path]
        assert inside and all(is_sent(str(each.relative_to(PROJECT))) for each in inside), name
    assert not is_sent("tests/test_hosts.py") and not is_sent("README.md")


def test_a_space_s_card_is_what_its_host_reads():
    card = yaml.safe_load((PROJECT / "deploy/huggingface/README.md").read_text().split("---\n")[1])
    assert {card["colorFrom"], card["colorTo"]} <= COLORS and card["license"] == "mit"
    assert len(card["emoji"].replace("\N{VARIATION SELECTOR-16}", "")) == 1


def publish(folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "deploy.huggingface.publish", *arguments]
    return subprocess.run(
        command, cwd=PROJECT, env={"PYTHONPATH": str(folder)}, capture_output=True, text=True, timeout=60
    )


def test_one_command_creates_a_space_and_fills_it(tmp_path):
    (tmp_path / "huggingface_hub.py").write_text(STAND_IN)
    done = publish(tmp_path, "somebody/inkling")
    created, sent, card, said = done.stdout.splitlines()
    assert '"create_repo"' in created and '"space_sdk": "docker"' in created
    assert "INKLING_FRAME_ANCESTORS" in created
    assert '"upload_folder"' in sent and "'model/*'" in sent
    assert '"upload_file"' in card and '"path_in_repo": "README.md"' in card
    assert said.startswith("https://huggingface.co/spaces/somebody/inkling ")


@pytest.mark.parametrize(
    ("code", "arguments", "expected"),
    [
        (STAND_IN, [], "Name the Space"),
        (STAND_IN, ["inkling"], "Name the Space"),
        ("raise ImportError", ["somebody/inkling"], "pip install huggingface_hub"),
        (STAND_IN.replace("print(", "raise OSError("), ["somebody/inkling"], "Are you logged in"),
    ],
)
def test_what_goes_wrong_is_a_sentence(tmp_path, code, arguments, expected):
    (tmp_path / "huggingface_hub.py").write_text(code)
    done = publish(tmp_path, *arguments)
    assert done.returncode == 1 and expected in done.stderr and "Traceback" not in done.stderr


# Issues


@pytest.mark.parametrize("path", FORMS, ids=[path.stem for path in FORMS])
def test_a_form_is_what_github_reads(path):
    form = yaml.safe_load(path.read_text())
    assert {"name", "description", "body"} <= form.keys() <= {"name", "description", "labels", "body"}
    ids = [each["id"] for each in form["body"] if each["type"] != "markdown"]
    assert len(ids) == len({*ids}) >= 3 and all(re.fullmatch(r"[a-z]+", each) for each in ids)
    for each in form["body"]:
        given = each["attributes"]
        assert each["type"] in {"markdown", "textarea", "input", "dropdown"}
        assert given["value"] if each["type"] == "markdown" else given["label"]
        assert each["type"] != "dropdown" or len(given["options"]) == len({*given["options"]}) >= 2
    assert any(each.get("validations", {}).get("required") for each in form["body"])
    for name in re.findall(r"\b[\w/]+\.md\b", path.read_text()):
        assert (PROJECT / name).exists(), name


def test_there_is_a_form_for_a_teacher_a_translator_and_an_engineer():
    assert [path.stem for path in FORMS] == ["engineer", "teacher", "translator"]
    support = (PROJECT / "SUPPORT.md").read_text()
    for path in FORMS:
        assert f'"{yaml.safe_load(path.read_text())["name"]}"' in support
