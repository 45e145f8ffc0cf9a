"""Run pytest; run browser tests that fail a second time, alone, and call them flaky if they pass then.

python -m tests.again ARGUMENTS    as `python -m pytest ARGUMENTS`; `.ci/run` runs all its tests this way

Chance makes a test in a browser fail on a busy machine. A failure of any other test counts at once, and so
do a worker that crashes, a file that can't be collected, and a run without tests. Flaky tests are listed at
the end and written to the file that INKLING_FLAKY names, so that the last of several runs lists them all.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import pytest

IN_A_BROWSER = ("tests/browser/", "tests/engines/", "tests/site/")
MOST = 5  # failures of one run that chance explains
REPORTS, FLAKY = "INKLING_REPORTS", "INKLING_FLAKY"  # name files


class Run(NamedTuple):
    """The outcome of one pytest run.

    Attributes:
        code: pytest's exit code.
        passed: node ids.
        failed: node id -> the first line of its error.
        by_chance: whether all failures can be due to chance: at most `MOST`, each in a browser.
    """

    code: int
    passed: set[str]
    failed: dict[str, str]
    by_chance: bool


def run(arguments: list[str]) -> Run:
    """Run pytest with these arguments in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        reports = Path(folder) / "reports"
        reports.touch()
        command = [sys.executable, "-m", "pytest", "-p", "tests.again", *arguments]
        code = subprocess.run(command, env={**os.environ, REPORTS: str(reports)}, check=False).returncode
        entries = [json.loads(line) for line in reports.read_text().splitlines()]
    bad = [each for each in entries if each["outcome"] == "failed"]
    return Run(
        code,
        {each["id"] for each in entries if each["outcome"] == "passed" and each["when"] == "call"},
        {each["id"]: each["said"] for each in reversed(bad)},  # the first one of several counts
        0 < len({each["id"] for each in bad}) <= MOST and all(is_in_a_browser(each["id"]) for each in bad),
    )


def is_in_a_browser(name: str) -> bool:
    """Return whether the test with this node id drives a browser, judging by its folder and its marks."""
    return name.startswith(IN_A_BROWSER) or "[chromium" in name


def main(arguments: list[str]) -> int:
    """Return the exit code: 0 only if all tests passed, some of them perhaps the second time."""
    list_of_flaky = Path(os.environ.get(FLAKY, os.devnull))
    listed = list_of_flaky.read_text()
    code, _, failed, by_chance = run(arguments)
    if code == pytest.ExitCode.TESTS_FAILED and by_chance:
        print(f"\n{len(failed)} failed in a browser, and run a second time, alone:", flush=True)
        second = run(["-n", "0", "-x", *failed])  # one that fails again is enough
        if second.code == 0 and failed.keys() <= second.passed:
            code = 0
            listed += "".join(f"flaky: {name}: {said}\n" for name, said in failed.items())
            list_of_flaky.write_text(listed)
    print(listed, end="")
    return code


"""
## What pytest reports, in the process that runs it
"""


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note the outcome of a part of a test, including that of a worker that crashes."""
    crash = getattr(report.longrepr, "reprcrash", None)
    said = crash.message if crash else str(report.longrepr or "")
    _note(report.nodeid, report.when, report.outcome, said.strip().partition("\n")[0])


def pytest_collectreport(report: pytest.CollectReport) -> None:
    """Note that a file couldn't be collected."""
    if report.failed:
        _note(report.nodeid, "collect", "failed", "not collected")


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object, error: object) -> None:
    """Note that a worker ended before its work did."""
    if error:
        _note("", "worker", "failed", str(error))


def _note(name: str, when: str, outcome: str, said: str) -> None:
    """Note an outcome; workers report theirs to the process that started them."""
    if REPORTS in os.environ and "PYTEST_XDIST_WORKER" not in os.environ:
        with open(os.environ[REPORTS], "a") as file:
            file.write(json.dumps({"id": name, "when": when, "outcome": outcome, "said": said}) + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
