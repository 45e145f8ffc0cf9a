"""The paper has the form that its journal reads, and its figures are the measured ones."""

import re

import yaml

from model import PROJECT
from views.parts.language.documents import documents

PAPER = (PROJECT / "paper.md").read_text()
_, HEADER, TEXT = PAPER.split("---\n", 2)
MEASURED = (PROJECT / "docs/measured.md").read_text()


def test_the_paper_has_what_the_journal_asks_for():
    header = yaml.safe_load(HEADER)
    assert {"title", "tags", "authors", "affiliations", "date", "bibliography"} == header.keys()
    assert (PROJECT / header["bibliography"]).exists()
    assert {each["affiliation"] for each in header["authors"]} == {
        each["index"] for each in header["affiliations"]
    }
    parts = re.findall(r"^# (.+)", TEXT, re.MULTILINE)
    assert {"Summary", "Statement of need", "Learning objectives", "References"} <= {*parts}
    assert {"How to adopt it", "Community guidelines"} <= {*parts} and parts[-1] == "References"
    assert 500 < len(TEXT.split()) < 1500


def test_every_reference_is_cited_and_every_citation_is_there():
    cited = {*re.findall(r"@(\w+)", TEXT)}
    there = re.findall(r"^@\w+\{(\w+),", (PROJECT / "paper.bib").read_text(), re.MULTILINE)
    assert cited == {*there} and len(there) == len(cited)


def test_every_measured_figure_is_the_one_that_its_command_printed():
    table = re.findall(r"^\| (?!figure)([^|-]+) \| ([^|]+) \| `([^`]+)` \|$", TEXT, re.MULTILINE)
    assert len(table) == 5
    sections = re.split(r"^## ", MEASURED, flags=re.MULTILINE)
    for name, value, command in table:
        (section,) = [each for each in sections if command.split(" FILE")[0] in each]
        for figure in re.findall(r"\d[\d.,]*\d", value):
            assert figure in section, f"{name}: {figure}"


def test_every_number_of_the_text_is_the_page_s():
    lessons = {"first lesson, of sixteen": "lesson", "it?*, of eight": "hands"}
    assert all(f"{each} steps" in TEXT for each in lessons)
    assert [len(documents(each)) - 1 for each in lessons.values()] == [16, 8]  # without their ends
    assert f"**{len(documents('tasks'))} tasks**" in TEXT
    assert len(documents("questions")) == 10 and "Ten questions in two forms" in TEXT
    asked = re.findall(r"^## \d+\.", (PROJECT / "docs/readers_test.md").read_text(), re.MULTILINE)
    assert f"each of {len(asked)}\nquestions" in TEXT
