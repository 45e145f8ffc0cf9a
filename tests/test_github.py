"""Tests the workflows: they only use what is pinned, with no more rights than they need."""

import re

import pytest
import yaml

from model import PROJECT

WORKFLOWS = sorted((PROJECT / ".github" / "workflows").glob("*.yml"))
NAMES = [path.stem for path in WORKFLOWS]
READ = {"contents": "read"}
MORE = {  # jobs with more than read access
    ("codeql", "analyze"): READ | {"security-events": "write"},
    ("release", "publish"): {"id-token": "write"},
    ("pages", "publish"): {"pages": "write", "id-token": "write"},
}
USES = re.compile(r"^\s*(?:- )?uses: (.+)$", re.MULTILINE)
IMAGE = re.compile(r"(?:^FROM|^\s+image:) (\S+)", re.MULTILINE)


def jobs(path) -> dict[str, dict]:
    return yaml.safe_load(path.read_text())["jobs"]


def test_there_are_workflows_for_tests_code_scanning_pages_and_releases():
    assert NAMES == ["codeql", "pages", "release", "test"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_every_action_is_pinned_to_a_commit_and_names_its_version(path):
    used = USES.findall(path.read_text())
    assert used
    assert all(re.fullmatch(r"[\w-]+(/[\w-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+", each) for each in used)


def test_each_action_has_the_same_version_everywhere():
    used = {each for path in WORKFLOWS for each in USES.findall(path.read_text())}
    by_repository = {("/".join(each.split("@")[0].split("/")[:2]), each.split("@")[1]) for each in used}
    assert len(by_repository) == len({repository for repository, _ in by_repository})


@pytest.mark.parametrize("name", ["Dockerfile", "deploy/compose.yaml"])
def test_every_fetched_image_is_pinned_to_its_digest(name):
    fetched = [image for image in IMAGE.findall((PROJECT / name).read_text()) if image != "inkling"]
    assert fetched
    assert all(re.fullmatch(r"[\w/.-]+:[\w.-]+@sha256:[0-9a-f]{64}", image) for image in fetched)


@pytest.mark.parametrize("path", WORKFLOWS, ids=NAMES)
def test_each_job_has_only_the_rights_that_it_needs(path):
    assert yaml.safe_load(path.read_text())["permissions"] == READ
    for name, job in jobs(path).items():
        assert job.get("permissions", READ) == MORE.get((path.stem, name), READ)
        assert job["timeout-minutes"] <= 60


@pytest.mark.parametrize("path", WORKFLOWS, ids=NAMES)
def test_no_untrusted_text_is_run_and_no_secret_is_stored(path):
    text = path.read_text()
    assert not re.search(r"secrets\.|pull_request_target|workflow_run|self-hosted", text)
    for job in jobs(path).values():
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False


def test_releases_are_built_by_a_job_that_cannot_publish():
    workflow = next(path for path in WORKFLOWS if path.stem == "release")
    assert yaml.safe_load(workflow.read_text())[True] == {"push": {"tags": ["v*"]}}  # YAML reads "on" as True
    build, publish = jobs(workflow)["build"], jobs(workflow)["publish"]
    assert next(step["run"] for step in build["steps"] if "run" in step) == "make wheel"
    assert 'test -f "dist/inkling-${GITHUB_REF_NAME#v}-py3-none-any.whl"' in workflow.read_text()
    assert (publish["needs"], publish["environment"]) == ("build", "pypi")
    assert not any("run" in step for step in publish["steps"])
    assert [step["uses"].partition("@")[0] for step in publish["steps"]] == [
        "actions/download-artifact",
        "pypa/gh-action-pypi-publish",
    ]
    assert publish["steps"][1]["with"] == {"attestations": True}


def test_code_scanning_covers_every_language_of_the_project():
    (analyze,) = jobs(next(path for path in WORKFLOWS if path.stem == "codeql")).values()
    assert set(analyze["strategy"]["matrix"]["language"]) == {"python", "javascript-typescript", "actions"}


@pytest.mark.parametrize("path", WORKFLOWS, ids=NAMES)
def test_every_job_names_its_runner_and_its_python(path):
    for job in jobs(path).values():
        assert job["runs-on"] == "ubuntu-latest"
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/setup-python@"):
                python = step["with"].get("python-version-file", step["with"].get("python-version"))
                assert python in (".python-version", "${{ matrix.python }}")


@pytest.mark.parametrize("name", ["test", "codeql"])
def test_changes_are_tested_and_everything_is_tested_weekly(name):
    when = yaml.safe_load(next(path for path in WORKFLOWS if path.stem == name).read_text())[True]
    assert set(when) == {"push", "pull_request", "schedule"}
    assert when["push"] == {"branches": ["main"]}
    ((said,),) = (each.values() for each in when["schedule"])
    assert re.fullmatch(r"\d+ \d+ \* \* [0-6]", said)


def test_the_release_publishes_the_files_that_it_built():
    build, publish = jobs(next(path for path in WORKFLOWS if path.stem == "release")).values()
    given, taken = build["steps"][-1], publish["steps"][0]
    assert given["uses"].startswith("actions/upload-artifact@")
    assert given["with"] == taken["with"] | {"if-no-files-found": "error"}
    assert taken["with"]["path"] == "dist"  # `make wheel` and the next step use this folder
