"""What a course page gets: a frame, a link, and a package that follows SCORM 1.2."""

import io
import re
import xml.etree.ElementTree as ET
import zipfile
from base64 import b64decode
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.apptest import EMBED, data, opened, report
from tests.for_each import for_each
from views.address.course import CLASSROOM, course_of, frame, framed
from views.address.course_package import MANIFEST, PAGE, SCRIPT, course_package
from views.lesson.steps.steps import BY_ID

CP, ADL = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}", "{http://www.adlnet.org/xsd/adlcp_rootv1p2}"
STEP = "https://inkling.test/lesson?neuron=hidden1.11&step=neuron"
ODD = 'A "4" & <one> more: ×'  # a title can be anything
IDENTIFIER = re.compile(r"[A-Za-z_][\w.-]*")


class Tags(HTMLParser):
    """The tags of a page, with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: dict[str, dict] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.found[tag] = dict(attrs)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(course_package(ODD, framed(STEP), "de"))) as archive:
        assert archive.testzip() is None
        assert {info.external_attr >> 16 for info in archive.infolist()} == {0o644}
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def manifest(files) -> ET.Element:
    return ET.fromstring(files[MANIFEST])


def test_the_manifest_comes_first_and_lists_the_other_files(files, manifest):
    assert [*files] == [MANIFEST, PAGE, SCRIPT.name]
    assert [each.get("href") for each in manifest.iter(f"{CP}file")] == [PAGE, SCRIPT.name]
    assert files[SCRIPT.name] == SCRIPT.read_bytes()


def test_the_manifest_follows_scorm_1_2(manifest):
    assert manifest.tag == f"{CP}manifest"
    assert [each.tag for each in manifest] == [f"{CP}metadata", f"{CP}organizations", f"{CP}resources"]
    said = {each.tag: each.text for each in manifest[0]}
    assert said == {f"{CP}schema": "ADL SCORM", f"{CP}schemaversion": "1.2"}
    identifiers = [each.get("identifier") for each in manifest.iter() if each.get("identifier")]
    assert len({*identifiers}) == len(identifiers) and all(map(IDENTIFIER.fullmatch, identifiers))


def test_the_only_item_is_the_page_that_reports_to_the_platform(manifest):
    organizations, resources = manifest.find(f"{CP}organizations"), manifest.find(f"{CP}resources")
    (organization,), (resource,) = [*organizations], [*resources]
    assert organizations.get("default") == organization.get("identifier")
    title, item = organization
    assert (title.tag, item.tag) == (f"{CP}title", f"{CP}item")
    assert title.text == item.find(f"{CP}title").text == ODD
    assert item.get("identifierref") == resource.get("identifier")
    assert (resource.get("type"), resource.get(f"{ADL}scormtype")) == ("webcontent", "sco")
    assert resource.get("href") == PAGE


def test_the_page_frames_the_step(files):
    tags = Tags(files[PAGE].decode()).found
    assert tags["html"]["lang"] == "de" and tags["script"] == {"type": "module", "src": SCRIPT.name}
    assert tags["iframe"]["title"] == ODD and "src" not in tags["iframe"]  # set once the script listens
    said = parse_qs(urlsplit(tags["iframe"]["data-address"]).query)
    assert said == {"embed": ["true"], "step": ["neuron"], "neuron": ["hidden1.11"]}


def test_more_files_are_listed_too():
    package = course_package("4", "site/lesson", "en", {"site/a & b.js": b"1"})
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        hrefs = [each.get("href") for each in ET.fromstring(archive.read(MANIFEST)).iter(f"{CP}file")]
        assert {MANIFEST, *hrefs} == {*archive.namelist()} and archive.read("site/a & b.js") == b"1"


def test_a_frame_shows_the_link_as_part_of_another_page():
    link = "https://inkling.test/lesson?drawing=abc_-&neuron=hidden1.1&step=neuron"
    tag = Tags(frame(link, ODD)).found["iframe"]
    assert tag["title"] == ODD
    page, _sign, query = tag["src"].partition("?")
    assert page == "https://inkling.test/lesson"
    assert parse_qs(query) == parse_qs(link.partition("?")[2]) | {"embed": ["true"]}
    assert framed("https://inkling.test/") == "https://inkling.test/?embed=true"


@for_each(
    "link",
    [
        "https://inkling.test/",
        "https://inkling.test/training?step=neuron",
        "https://inkling.test/lesson",
        "https://inkling.test/lesson?step=",
    ],
)
def test_a_link_without_a_step_has_no_package(link):
    course = course_of(link, "Draw")
    assert course.frame and course.classroom and not (course.file or course.package)


def test_a_step_has_all_three_and_its_package_no_drawing():
    course = course_of(f"{STEP}&drawing=abc", "One neuron", STEP)
    assert Tags(course.frame).found["iframe"]["title"] == "Inkling: One neuron"
    assert "drawing=abc" in course.frame and course.file == "inkling_neuron.zip"
    address = urlsplit(course.classroom)
    assert f"{address.scheme}://{address.netloc}{address.path}" == CLASSROOM
    assert parse_qs(address.query) == {"url": [STEP]}
    with zipfile.ZipFile(io.BytesIO(course.package)) as archive:
        page = archive.read(PAGE).decode()
    assert "drawing" not in page and "<title>One neuron</title>" in page


@pytest.mark.usefixtures("canvas_stand_in")
def test_copying_a_step_s_link_gives_its_package():
    app = opened("views/lesson/page.py")
    link = "http://localhost:8501/lesson?drawing=sample.4&step=draw"
    course = data(report(app, "link", link), "link")["course"]
    assert Tags(course["frame"]).found["iframe"]["title"] == f"Inkling: {BY_ID['draw'].title}"
    kind, _sign, contents = course["package"].partition(",")
    assert (kind, course["file"]) == ("data:application/zip;base64", "inkling_draw.zip")
    with zipfile.ZipFile(io.BytesIO(b64decode(contents))) as archive:
        assert "drawing" not in archive.read(PAGE).decode()


@pytest.mark.usefixtures("canvas_stand_in")
def test_a_teacher_chooses_a_step_and_gets_all_three():
    app = opened(EMBED)
    (choice,) = (each for each in app.selectbox if each.key == "course_step")
    choice.select("neuron").run()
    assert not app.exception
    assert any("step=neuron" in each.value for each in app.code if "iframe" in each.value)
