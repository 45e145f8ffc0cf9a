"""Run pytest; run browser tests that fail a second time, alone, and call them flaky if they pass then.

python -m tests.again ARGUMENTS    as `python -m pytest ARGUMENTS`; `.ci/run` runs all its tests this way

Chance makes a test in a browser fail on a busy machine. A failure of any other test counts at once, and so
do a worker that crashes, a file that can't be collected, and a run without tests. Flaky tests are listed at
the end and written to the file that INKLING_FLAKY names, so that the last of several runs lists them all.
"""

import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

IN_A_BROWSER = ("tests/browser/", "tests/engines/", "tests/site/")
MOST = 5  # failures of one run that chance explains
FLAKY = "INKLING_FLAKY"  # names a file


def run(arguments: list[str]) -> tuple[int, set[str], dict[str, str]]:
    """Run pytest with these arguments in a process of its own.

    Returns:
        Its exit code, the node ids of tests that passed, and those that failed with the first line of each
        error.
    """
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [
            sys.executable,
            "-m",
            "pytest",
            f"--junitxml={report}",
            "-ojunit_family=xunit1",
            *arguments,
        ]
        code = subprocess.run(command, check=False).returncode
        cases = list(ET.parse(report).iter("testcase")) if report.exists() else []
    failed: dict[str, str] = {}
    for case in cases:
        for bad in (*case.iter("failure"), *case.iter("error")):
            said = bad.get("message", "").strip().partition("\n")[0]
            failed.setdefault(_id_of(case), said)
    passed = {_id_of(case) for case in cases if case.find("skipped") is None}
    return code, passed - failed.keys(), failed


def _id_of(case: ET.Element) -> str:
    return f"{case.get('file')}::{case.get('name')}"


def is_by_chance(name: str, said: str) -> bool:
    """Return whether a test's failure can be: it drives a browser, judging by its folder and its marks."""
    return (name.startswith(IN_A_BROWSER) or "[chromium" in name) and "crashed while running" not in said


def main(arguments: list[str]) -> int:
    """Return the exit code: 0 only if all tests passed, some of them perhaps the second time."""
    list_of_flaky = Path(os.environ.get(FLAKY, os.devnull))
    listed = list_of_flaky.read_text()
    code, _, failed = run(arguments)
    is_chance = 0 < len(failed) <= MOST and all(is_by_chance(*each) for each in failed.items())
    if code == pytest.ExitCode.TESTS_FAILED and is_chance:
        print(f"\n{len(failed)} failed in a browser, and run a second time, alone:", flush=True)
        second, passed, _ = run(["-n", "0", "-x", *failed])  # one that fails again is enough
        if second == 0 and failed.keys() <= passed:
            code = 0
            listed += "".join(f"flaky: {name}: {said}\n" for name, said in failed.items())
            list_of_flaky.write_text(listed)
    print(listed, end="")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
