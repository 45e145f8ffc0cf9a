"""A step of the lesson for a learning platform such as Moodle or Canvas: a SCORM 1.2 package.

Takes the step's address and title, returns a .zip file. A page in it embeds that address, and notifies the
platform when the step is done. It knows nothing about sessions.
"""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

SCRIPT = Path(__file__).with_suffix(".js")
PAGE = "index.html"
MANIFEST = "imsmanifest.xml"
KIND = {"schema": "ADL SCORM", "schemaversion": "1.2"}
NAMES = {
    "xmlns": "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
    "xmlns:adlcp": "http://www.adlnet.org/xsd/adlcp_rootv1p2",
}
WHOLE = "display:block;width:100%;height:100%;margin:0;border:0"
_MOMENT = (1980, 1, 1, 0, 0, 0)  # of all files, so that the same contents give the same package


def course_package(
    title: str, address: str, language: str, more: Mapping[str, bytes] = MappingProxyType({})
) -> bytes:
    """Return the .zip file.

    Args:
        title: of the step.
        address: of the step, to be embedded: a complete one, or one within the package.
        language: of both.
        more: other files in the package: name -> contents.
    """
    files = {PAGE: _page(title, address, language), SCRIPT.name: SCRIPT.read_bytes(), **more}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, contents in {MANIFEST: _manifest(title, files), **files}.items():
            info = zipfile.ZipInfo(name, _MOMENT)
            info.external_attr = 0o644 << 16  # otherwise other users can't read it where it is unpacked
            archive.writestr(info, contents, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _page(title: str, address: str, language: str) -> bytes:
    page = ET.Element("html", lang=language, style=WHOLE)
    head, body = ET.SubElement(page, "head"), ET.SubElement(page, "body", style=WHOLE)
    ET.SubElement(head, "meta", charset="utf-8")
    ET.SubElement(head, "meta", name="viewport", content="width=device-width,initial-scale=1")
    ET.SubElement(head, "title").text = title
    frame = {"title": title, "data-address": address, "allow": "clipboard-write", "style": WHOLE}
    ET.SubElement(body, "iframe", frame)
    ET.SubElement(body, "script", type="module", src=SCRIPT.name)
    return b"<!doctype html>\n" + ET.tostring(page, "utf-8", "html")


def _manifest(title: str, files: Iterable[str]) -> bytes:
    """Return the manifest with one item, a page that reports to the platform (an SCO)."""
    manifest = ET.Element("manifest", {"identifier": "inkling", "version": "1.0", **NAMES})
    for name, text in KIND.items():
        _below(manifest, "metadata", name).text = text
    course = _below(manifest, "organizations", "organization")
    manifest.find("organizations").set("default", "course")
    course.set("identifier", "course")
    ET.SubElement(course, "title").text = title
    item = ET.SubElement(course, "item", identifier="step", identifierref="page")
    ET.SubElement(item, "title").text = title
    page = _below(manifest, "resources", "resource")
    about = {"identifier": "page", "type": "webcontent", "adlcp:scormtype": "sco", "href": PAGE}
    page.attrib.update(about)
    for name in files:
        ET.SubElement(page, "file", href=name)
    ET.indent(manifest)
    return ET.tostring(manifest, "UTF-8", xml_declaration=True)


def _below(element: ET.Element, above: str, name: str) -> ET.Element:
    """Append a new element to the child with this name; create that child if it doesn't exist."""
    found = element.find(above)
    return ET.SubElement(ET.SubElement(element, above) if found is None else found, name)
