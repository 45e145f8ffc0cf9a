"""What docs/upstream.md says of other packages is still so, and what we do about it helps."""

import re

import pytest

from model import PROJECT
from tests.processes import printed
from views.serving import process

TEXT = (PROJECT / "docs" / "upstream.md").read_text("utf-8")
SECTIONS = {each.partition("\n")[0]: each for each in re.split(r"^## ", TEXT, flags=re.MULTILINE)[1:]}
BUGS = {title: section for title, section in SECTIONS.items() if "```python" in section}
OURS = {title: re.findall(r"\[`(\w+)`\]\(\.\./views/serving/process\.py\)", BUGS[title]) for title in BUGS}
MENDED = [title for title in OURS if OURS[title]]


def program_of(title: str) -> tuple[str, str, str]:
    """Return a section's program, what it prints and what it should print."""
    section = BUGS[title]
    (program,) = re.findall(r"```python\n(.*?)```", section, re.DOTALL)
    return program, *re.search(r"^Prints `(.*?)`; we'd expect `(.*?)`", section, re.MULTILINE).groups()


@pytest.mark.parametrize("title", BUGS)
def test_a_bug_is_still_there(title):
    """If this fails, look whether what we do about it can go."""
    program, prints, _ = program_of(title)
    assert printed(program).splitlines()[-1] == prints


@pytest.mark.parametrize("title", MENDED)
def test_what_we_replace_helps(title):
    program, _, expected = program_of(title)
    (name,) = OURS[title]
    assert printed(f"from views.serving import process\nprocess.{name}()\n{program}") == expected


def test_four_parts_are_replaced_and_each_names_its_reports():
    replaced = {name for title in MENDED for name in OURS[title]}
    assert len(replaced) <= 4
    for name in replaced:
        said = " ".join(getattr(process, name).__doc__.split())
        assert set(re.findall(r'"([A-Z][^"]+)"', said)) == {title for title in MENDED if name in OURS[title]}
