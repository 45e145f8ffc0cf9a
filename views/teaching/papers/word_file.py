"""A paper as a .docx file, which Word, LibreOffice, Google Docs and Pages open and edit.

It knows the Markdown of our papers: headings, lists, tables, bold, italics and links. python-docx and lxml
take 20 MB of memory, so only a press on a button imports this.
"""

from __future__ import annotations

import io
import re
from base64 import b64decode
from collections.abc import Sequence

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from PIL import Image

from views.parts.asking.asking import plain
from views.parts.language.language import _, language
from views.parts.looks.encode import PNG_PREFIX, encode_png
from views.parts.pictures.pictures import Picture
from views.parts.words import TITLE
from views.teaching.papers.paper import LICENSE, Paper

PAGE, MARGIN = (210, 297), 18  # millimeters: A4
PICTURE, WIDE_PICTURE = 34, 110  # millimeters per side, of which several share a line
SHARP = 420  # pixels per side: an editor blurs what it enlarges, so the file has squares as large as this
MANY = 12  # columns, from which a table needs small type
SIZES = {
    "Normal": (10.5, 18),
    "Title": (20, 35),
    "Heading 2": (16, 31),
    "Heading 3": (14, 29),
    "Heading 4": (12, 27),
}
_INLINE = re.compile(r"\*\*(?P<bold>.+?)\*\*|\*(?P<italic>.+?)\*|\[(?P<text>[^]]+)\]\((?P<to>[^)]+)\)")
_LINE = re.compile(r"(?P<heading>#{2,4}) |(?P<bullet>- )|(?P<number>\d+\. )|(?P<more> +)")


class WordFile:
    """A file that grows part by part."""

    def __init__(self, paper: Paper) -> None:
        """Begin a file with the paper's title alone."""
        self.document, self.is_wide = Document(), paper.is_wide
        about, section, styles = (
            self.document.core_properties,
            self.document.sections[0],
            self.document.styles,
        )
        about.title, about.author, about.comments = paper.title, TITLE, ""
        section.page_width, section.page_height = map(Mm, reversed(PAGE) if paper.is_wide else PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE if paper.is_wide else WD_ORIENT.PORTRAIT
        for side in ("left", "right", "top", "bottom"):
            setattr(section, f"{side}_margin", Mm(MARGIN))
        for name, sizes in SIZES.items():
            styles[name].font.size = Pt(sizes[paper.is_wide])
        text, small = styles["Normal"], styles.add_style("Small", WD_STYLE_TYPE.PARAGRAPH)
        text.font.name, text.paragraph_format.space_after = "Arial", Pt(6)
        text.paragraph_format.line_spacing = 1
        text.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER if paper.is_wide else None
        styles["No Spacing"].base_style = text
        small.base_style, small.font.size = styles["No Spacing"], Pt(6)
        for spoken in styles.element.xpath("w:docDefaults//w:lang"):
            spoken.set(qn("w:val"), language())
            spoken.set(qn("w:eastAsia"), language())
        for font in styles.element.xpath(".//w:rFonts"):
            for name in ("asciiTheme", "hAnsiTheme"):  # these would go before Arial
                font.attrib.pop(qn(f"w:{name}"), None)
        for space in styles["Table Grid"].element.xpath(".//w:tblCellMar/*"):
            space.set(qn("w:w"), "40")  # twentieths of a point
        self.write(paper.title, "Title")

    def add(self, part: str | Sequence[Picture]) -> None:
        """Add a part of the paper."""
        if not isinstance(part, str):
            return self.pictures(part)
        rows: list[str] = []
        for line in [*filter(None, plain(part).split("\n")), ""]:
            if line.startswith("|"):
                rows.append(line)
                continue
            if rows:
                self.table(rows)
                rows = []
            if line:
                self.line(line)

    def line(self, line: str) -> None:
        """Add a line of Markdown that isn't a table's."""
        kind = _LINE.match(line)
        if kind is None:
            self.write(line)
        elif kind["heading"]:
            self.write(line[kind.end() :], f"Heading {len(kind['heading'])}")
        else:
            mark = "•" if kind["bullet"] else (kind["number"] or "").strip()
            item = self.write(f"{mark}\t{line[kind.end() :]}").paragraph_format
            item.left_indent, item.first_line_indent = Mm(8), Mm(-8)

    def write(self, text: str, style: str = "Normal", paragraph: Paragraph | None = None) -> Paragraph:
        """Add a line with its bold, italic and linked parts, in a new paragraph or in this one."""
        paragraph = paragraph or self.document.add_paragraph()
        paragraph.style, place = style, 0
        for each in _INLINE.finditer(text):
            paragraph.add_run(text[place : each.start()])
            run = paragraph.add_run(each["bold"] or each["italic"] or each["text"])
            run.bold, run.italic, run.underline = bool(each["bold"]), bool(each["italic"]), bool(each["to"])
            if each["to"]:
                run.font.color.rgb = RGBColor.from_string("5A30C4")
                link = OxmlElement("w:hyperlink")
                kind = RELATIONSHIP_TYPE.HYPERLINK
                link.set(qn("r:id"), paragraph.part.relate_to(each["to"], kind, is_external=True))
                link.append(run._r)
                paragraph._p.append(link)
            place = each.end()
        paragraph.add_run(text[place:])
        return paragraph

    def table(self, lines: Sequence[str]) -> None:
        """Add a table of these lines, of which the second one is Markdown's own."""
        heads, _rule, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
        rows = [heads, *rows] if any(heads) else rows
        table = self.document.add_table(len(rows), len(heads), "Table Grid")
        for row, texts in zip(table.rows, rows):
            for cell, text in zip(row.cells, texts):
                self.write(text, "Small" if len(heads) > MANY else "No Spacing", cell.paragraphs[0])
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        self.document.add_paragraph()

    def pictures(self, pictures: Sequence[Picture]) -> None:
        """Add a row of pictures, with their captions below it."""
        row = self.document.add_paragraph()
        most = (PAGE[1] - 2 * MARGIN) // len(pictures) - 10
        side = min(WIDE_PICTURE, most) if self.is_wide else PICTURE
        for picture in pictures:
            image = Image.open(io.BytesIO(b64decode(picture.src.removeprefix(PNG_PREFIX)))).convert("RGB")
            larger = max(1, SHARP // max(image.size))
            image = image.resize((image.width * larger, image.height * larger), Image.Resampling.NEAREST)
            shown = row.add_run().add_picture(io.BytesIO(encode_png(image)), Mm(side))
            shown._inline.docPr.set("descr", picture.alt)
            row.add_run("  ")
        if captions := "   ".join(filter(None, (each.caption for each in pictures))):
            self.write(captions)


def word_file(paper: Paper) -> bytes:
    """Return the paper as a .docx file; each leaf begins a page."""
    file, buffer = WordFile(paper), io.BytesIO()
    for number, leaf in enumerate(paper.leaves):
        before = len(file.document.paragraphs)
        for part in leaf:
            file.add(part)
        if number:
            file.document.paragraphs[before].paragraph_format.page_break_before = True
    file.write(_(LICENSE))
    file.document.save(buffer)
    return buffer.getvalue()
