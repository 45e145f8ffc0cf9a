"""A paper as a .docx file, which Word, LibreOffice, Google Docs and Pages open and edit.

It knows the Markdown of our papers: headings, lists, tables, bold, italics and links. It only needs the
standard library and Pillow: python-docx takes lxml, which the site without a server can't load, and odfpy has
no wheel.
"""

from __future__ import annotations

import io
import re
from base64 import b64decode
from collections.abc import Iterator, Sequence
from html import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from PIL import Image

from views.parts.asking.asking import plain
from views.parts.language.language import _, language
from views.parts.looks.encode import PNG_PREFIX, encode_png
from views.parts.pictures.pictures import Picture
from views.teaching.papers.paper import LICENSE, Paper

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OFFICE = "http://schemas.openxmlformats.org"
RELATIONS = f"{OFFICE}/officeDocument/2006/relationships"
MM, TWIPS = 36_000, 56.7  # EMU and twentieths of a point, per millimeter
PAGE, MARGIN = (210, 297), 18  # millimeters: A4
PICTURE, WIDE_PICTURE = 34, 110  # millimeters per side, of which several share a line
SHARP = 420  # pixels per side: an editor blurs what it enlarges, so the file has squares as large as this
MANY = 12  # columns, from which a table needs small type
_INLINE = re.compile(r"\*\*(?P<b>.+?)\*\*|\*(?P<i>.+?)\*|\[(?P<text>[^]]+)\]\((?P<to>[^)]+)\)")
_LINE = re.compile(r"(?P<heading>#{2,4}) |(?P<bullet>- )|(?P<number>\d+\. )|(?P<row>\| )|(?P<more> +)")
_STYLES = {"Title": 40, "Heading2": 32, "Heading3": 28, "Heading4": 24}  # in half points

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = (
    '<Types xmlns="{office}/package/2006/content-types"><Default Extension="png" ContentType="image/png"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="{mime}document.main+xml"/>'
    '<Override PartName="/word/styles.xml" ContentType="{mime}styles+xml"/></Types>'
)
_PICTURE = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="{side}" cy="{side}"/><wp:docPr id="{number}" name="{number}" '
    'descr="{alt}"/><a:graphic><a:graphicData uri="{office}/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
    '<pic:cNvPr id="{number}" name="{number}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed='
    '"rId{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="{side}" cy="{side}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
    "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    '<w:r><w:t xml:space="preserve">  </w:t></w:r>'
)
_STYLE = (
    '<w:style w:type="paragraph" w:styleId="{name}"{default}><w:name w:val="{title}"/>'
    "<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
)
_RELATION = '<Relationship Id="rId{number}" Type="{kind}" Target="{target}"{more}/>'
_GRID = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:color="888888"/>'
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"]
)


class WordFile:
    """The file's body, and what it refers to: styles, pictures and addresses."""

    def __init__(self, paper: Paper) -> None:
        """Begin a file without anything on it."""
        self.paper = paper
        self.pictures: dict[str, bytes] = {}
        self.relations = [("styles", "styles.xml", "")]

    def body(self) -> str:
        """Return everything on the paper; each leaf begins a page."""
        found = [_paragraph(self.runs(self.paper.title), "Title")]
        for number, leaf in enumerate(self.paper.leaves):
            blocks = [each for part in leaf for each in self.blocks(part)]
            if number:
                blocks[0] = blocks[0].replace('"/>', '"/><w:pageBreakBefore/>', 1)  # after its style
            found += blocks
        return "".join([*found, _paragraph(self.runs(_(LICENSE)))])

    def blocks(self, part: str | Sequence[Picture]) -> Iterator[str]:
        """Yield the paragraphs and tables of a part."""
        if not isinstance(part, str):
            most = (PAGE[1] - 2 * MARGIN) // len(part) - 6
            side = min(WIDE_PICTURE, most) if self.paper.is_wide else PICTURE
            yield _paragraph("".join(self.picture(each, side) for each in part))
            if captions := "   ".join(filter(None, (each.caption for each in part))):
                yield _paragraph(self.runs(captions))
            return
        rows: list[str] = []
        for line in [*filter(None, plain(part).split("\n")), ""]:
            kind = _LINE.match(line)
            if rows and not (kind and kind["row"]):
                yield self.table(rows)
                rows = []
            if kind and kind["row"]:
                rows.append(line)
            elif line:
                yield self.line(line, kind)

    def line(self, line: str, kind: re.Match | None) -> str:
        """Return the paragraph of a line."""
        if kind is None:
            return _paragraph(self.runs(line))
        rest = line[kind.end() :]
        if kind["heading"]:
            return _paragraph(self.runs(rest), f"Heading{len(kind['heading'])}")
        mark = {"bullet": "•", "number": line[: kind.end()].strip()}.get(kind.lastgroup, "")
        return _paragraph(_run(mark) + "<w:r><w:tab/></w:r>" + self.runs(rest), "Item")

    def table(self, lines: Sequence[str]) -> str:
        """Return a table of these lines, of which the second one is Markdown's own."""
        rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
        style = "Small" if len(rows[0]) > MANY else "Cell"
        cells = (
            "".join(f"<w:tc>{_paragraph(self.runs(cell), style)}</w:tc>" for cell in row) for row in rows
        )
        shown = [
            f"<w:tr>{row}</w:tr>"
            for number, row in enumerate(cells)
            if number > 1 or (not number and any(rows[0]))
        ]
        wide = round((PAGE[0] - 2 * MARGIN) * TWIPS)
        columns = f'<w:gridCol w:w="{wide // len(rows[0])}"/>' * len(rows[0])
        space = "".join(f'<w:{side} w:w="40" w:type="dxa"/>' for side in ("left", "right"))
        looks = f"<w:tblBorders>{_GRID}</w:tblBorders><w:tblCellMar>{space}</w:tblCellMar>"
        kind = (
            f'<w:tblPr><w:tblW w:w="{wide}" w:type="dxa"/>{looks}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
        )
        return f"<w:tbl>{kind}{''.join(shown)}</w:tbl>{_paragraph('')}"

    def runs(self, text: str) -> str:
        """Return a line's text with its bold, italic and linked parts."""
        found, place = [], 0
        for each in _INLINE.finditer(text):
            found.append(_run(text[place : each.start()]))
            if each["to"]:
                link = self.refer("hyperlink", each["to"], ' TargetMode="External"')
                found.append(f'<w:hyperlink r:id="{link}">{_run(each["text"], "u")}</w:hyperlink>')
            else:
                found.append(_run(each[each.lastgroup], each.lastgroup))
            place = each.end()
        return "".join([*found, _run(text[place:])])

    def picture(self, picture: Picture, side: int) -> str:
        """Return the run that shows a picture, which becomes a file; `side` is in millimeters."""
        image = Image.open(io.BytesIO(b64decode(picture.src.removeprefix(PNG_PREFIX)))).convert("RGB")
        larger = max(1, SHARP // max(image.size))
        image = image.resize((image.width * larger, image.height * larger), Image.Resampling.NEAREST)
        name = f"picture{len(self.pictures)}.png"
        self.pictures[name] = encode_png(image)
        number = self.refer("image", name).removeprefix("rId")
        return _PICTURE.format(office=OFFICE, side=side * MM, number=number, alt=escape(picture.alt))

    def refer(self, kind: str, target: str, more: str = "") -> str:
        """Return the name by which the body refers to a file or an address."""
        self.relations.append((kind, target, more))
        return f"rId{len(self.relations)}"


def word_file(paper: Paper) -> bytes:
    """Return the paper as a .docx file; the same paper makes the same bytes."""
    file = WordFile(paper)
    width, height = (round(side * TWIPS) for side in (reversed(PAGE) if paper.is_wide else PAGE))
    orient = ' w:orient="landscape"' if paper.is_wide else ""
    edges = " ".join(f'w:{side}="{round(MARGIN * TWIPS)}"' for side in ("top", "right", "bottom", "left"))
    names = (
        f'xmlns:w="{OFFICE}/wordprocessingml/2006/main" xmlns:r="{OFFICE}/officeDocument/2006/relationships"'
    )
    of_pictures = (
        f'xmlns:wp="{OFFICE}/drawingml/2006/wordprocessingDrawing" xmlns:a="{OFFICE}/drawingml/2006/main" '
        f'xmlns:pic="{OFFICE}/drawingml/2006/picture"'
    )
    body = (
        f'{file.body()}<w:sectPr><w:pgSz w:w="{width}" w:h="{height}"{orient}/><w:pgMar {edges}/></w:sectPr>'
    )
    parts = {
        "[Content_Types].xml": _TYPES.format(office=OFFICE, mime=MIME.removesuffix("document")),
        "_rels/.rels": _relations([("officeDocument", "word/document.xml", "")]),
        "word/document.xml": f"<w:document {names} {of_pictures}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {names}>{_styles(paper.is_wide)}</w:styles>",
        "word/_rels/document.xml.rels": _relations(file.relations),
    }
    files = {name: (_HEAD + text).encode() for name, text in parts.items()}
    files |= {f"word/{name}": contents for name, contents in file.pictures.items()}
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as package:
        for name, contents in files.items():
            package.writestr(ZipInfo(name), contents, ZIP_DEFLATED)
    return buffer.getvalue()


def _paragraph(runs: str, style: str = "Normal") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def _run(text: str, kind: str = "") -> str:
    looks = {"b": "<w:b/>", "i": "<w:i/>", "u": '<w:color w:val="5a30c4"/><w:u w:val="single"/>'}.get(
        kind, ""
    )
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def _relations(found: Sequence[tuple[str, str, str]]) -> str:
    rows = (
        _RELATION.format(number=number, kind=f"{RELATIONS}/{kind}", target=escape(target), more=more)
        for number, (kind, target, more) in enumerate(found, start=1)
    )
    return f'<Relationships xmlns="{OFFICE}/package/2006/relationships">{"".join(rows)}</Relationships>'


def _styles(is_wide: bool) -> str:
    size, more = (36, 30) if is_wide else (21, 0)  # half points
    middle = '<w:jc w:val="center"/>' if is_wide else ""
    centered, small = '<w:spacing w:after="0"/><w:jc w:val="center"/>', '<w:sz w:val="12"/>'
    rows = {
        "Normal": (f'<w:spacing w:before="80" w:after="120"/>{middle}', ""),
        "Item": ('<w:spacing w:after="60"/><w:ind w:left="454" w:hanging="454"/>', ""),
        **{"Cell": (centered, ""), "Small": (centered, small)},
    }
    for name, large in _STYLES.items():
        above = f'<w:keepNext/><w:spacing w:before="200" w:after="100"/>{middle}'
        rows[name] = (above, f'<w:b/><w:sz w:val="{large + more}"/>')
    looks = f'<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="{size}"/>'
    looks += f'<w:lang w:val="{language()}"/>'
    styles = (
        _STYLE.format(
            name=name,
            title=name.replace("Heading", "heading "),
            default=' w:default="1"' if name == "Normal" else "",
            paragraph=paragraph,
            run=run,
        )
        for name, (paragraph, run) in rows.items()
    )
    default = f"<w:docDefaults><w:rPrDefault><w:rPr>{looks}</w:rPr></w:rPrDefault></w:docDefaults>"
    return default + "".join(styles)
