"""PDF and Word files for tests, written by hand, so that they are the same everywhere and hold what is said here."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence

COLUMN = "|||"
PAGE_HEIGHT, TOP, LEADING = 842, 780, 14
_CONTENT_TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_FONT = "/Resources << /Font << /F1 3 0 R >> >>"
_PICTURE = b"/Resources << /XObject << /I 5 0 R >> >>"
_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_NUMBERING = f"""<w:numbering {_NAMESPACE}><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="decimal"/><w:lvlText w:val="%1)"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:start w:val="3"/>
<w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1)"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="9"><w:lvl w:ilvl="0"><w:start w:val="1949"/>
<w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="8"/></w:num>
<w:num w:numId="5"><w:abstractNumId w:val="9"/></w:num></w:numbering>"""
_STYLES = f"""<w:styles {_NAMESPACE}>
<w:style w:styleId="Overskrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Liste"><w:name w:val="List"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Punkt"><w:name w:val="List Number"/><w:basedOn w:val="Liste"/></w:style>
</w:styles>"""


def pdf(pages: Sequence[Sequence[str]], *, head: str = "", foot: str = "") -> bytes:
    """Write a PDF with one line of text below the other; `{n}` in the head and foot is the page.

    After a line `|||` the page goes on in a second column.
    """
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for number, lines in enumerate(pages, 1):
        turn = lines.index(COLUMN) if COLUMN in lines else len(lines)
        columns = ((60, lines[:turn]), (320, lines[turn + 1 :]))
        drawn = [
            (x, TOP - LEADING * at, line) for x, column in columns for at, line in enumerate(column) if line.strip()
        ]
        drawn += [(60, 815, head.format(n=number))] if head and lines else []
        drawn += [(60, 30, foot.format(n=number))] if foot and lines else []
        body = "".join(f"BT /F1 10 Tf {x} {y} Td ({_literal(line)}) Tj ET\n" for x, y, line in drawn)
        following = len(objects) + 2
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 {PAGE_HEIGHT}] /Contents {following} 0 R {_FONT} >>",
            f"<< /Length {len(body.encode('cp1252'))} >>\nstream\n{body}\nendstream",
        ]
        kids.append(f"{len(objects) - 1} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    return out + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def scanned_pdf(grey: bytes, width: int, height: int) -> bytes:
    """Write a PDF of one page that is only a picture."""
    packed = zlib.compress(grey)
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R %s >>" % _PICTURE,
        b"<< /Length 31 >>\nstream\nq 595 0 0 842 0 0 cm /I Do Q\n\nendstream",
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8 "
        b"/Filter /FlateDecode /Length %d >>\nstream\n" % (width, height, len(packed)) + packed + b"\nendstream",
    ]
    out = b"%PDF-1.4\n"
    for number, part in enumerate(parts, 1):
        out += b"%d 0 obj\n" % number + part + b"\nendobj\n"
    return out + b"trailer << /Size 6 /Root 1 0 R >>\n%%EOF\n"


def docx(paragraphs: Sequence[str], *, extra: str = "", body: str = "") -> bytes:
    """Write a Word document. `#` begins a heading, `%` or `$` an entry of a numbered list, a form feed a page.

    `body` is XML that comes after the paragraphs.
    """
    body = "".join(_paragraph(text) for text in paragraphs) + body
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?>{extra}<w:document {_NAMESPACE}><w:body>{body}</w:body></w:document>'
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (
            ("[Content_Types].xml", _CONTENT_TYPES),
            ("word/document.xml", document),
            ("word/numbering.xml", _NUMBERING),
            ("word/styles.xml", _STYLES),
        ):
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _paragraph(text: str) -> str:
    style = ""
    if text.startswith("#"):
        style, text = '<w:pPr><w:pStyle w:val="Overskrift1"/></w:pPr>', text[1:]
    elif text.startswith("%"):
        style, text = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr>', text[1:]
    elif text.startswith("$"):
        style, text = '<w:pPr><w:pStyle w:val="Punkt"/></w:pPr>', text[1:]
    run = '<w:br w:type="page"/>' if text.startswith("\f") else ""
    escaped = text.lstrip("\f").replace("&", "&amp;").replace("<", "&lt;")
    return f'<w:p>{style}<w:r>{run}<w:t xml:space="preserve">{escaped}</w:t></w:r></w:p>'


def packed(parts: Mapping[str, str]) -> bytes:
    """Pack the parts of an Office file, the first of which stands first."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def xlsx(sheets: Mapping[str, Sequence[str]], *, hidden: str = "") -> bytes:
    """Write a workbook. A row is XML of its cells; style 1 is a date."""
    names, states = list(sheets), ("visible", "hidden")
    listed = "".join(
        f'<sheet name="{name}" sheetId="{at}" r:id="r{at}" state="{states[name == hidden]}"/>'
        for at, name in enumerate(names, 1)
    )
    related = "".join(
        f'<Relationship Id="r{at}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(1, len(names) + 1)
    )
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_SHEETS}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{related}</Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{_SHEETS}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
        "</styleSheet>",
    }
    for at, rows in enumerate(sheets.values(), 1):
        body = "".join(f'<row r="{number}">{cells}</row>' for number, cells in enumerate(rows, 1))
        parts[f"xl/worksheets/sheet{at}.xml"] = (
            f'<worksheet xmlns="{_SHEETS}"><sheetData>{body}</sheetData></worksheet>'
        )
    return packed(parts)


def pptx(slides: Sequence[str]) -> bytes:
    """Write a presentation; a slide is XML of what is drawn, and its place is not that in the name of its file."""
    count = len(slides)
    listed = "".join(f'<p:sldId r:id="r{at}"/>' for at in range(1, count + 1))
    related = "".join(
        f'<Relationship Id="r{at}" Target="slides/slide{count + 1 - at}.xml"/>' for at in range(1, count + 1)
    )
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "ppt/presentation.xml": f'<p:presentation xmlns:p="p" xmlns:r="{_OFFICE}">{listed}</p:presentation>',
        "ppt/_rels/presentation.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{related}</Relationships>',
    }
    for at, drawn in enumerate(slides, 1):
        parts[f"ppt/slides/slide{count + 1 - at}.xml"] = (
            f'<p:sld xmlns:p="p" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">{drawn}</p:sld>'
        )
    return packed(parts)


_ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
    for name, full in {
        "office": "office",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "presentation": "presentation",
    }.items()
)


def open_document(kind: str, body: str) -> bytes:
    """Write an OpenDocument file: `text` or `presentation`."""
    content = f"<office:document-content {_ODF}><office:body>{body}</office:body></office:document-content>"
    return packed({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content})


MINUTES = (
    "Havneudvalget",
    "05-05-2031",
    "Sag nr. 1",
    "1. Ny mole i Strandlev Havn",
    "Sagsfremstilling",
    "Molen bliver 80 meter lang. Den skal beskytte de mindre både mod vestenvinden, som er",
    "taget til de senere år.",
    "Indstilling",
    "Forvaltningen indstiller,",
    "1) at molen bygges, og",
    "2) at prisen <holdes> & følges.",
    "Havneudvalget den 5. maj 2031",
    "Ad. 1-2 Godkendt.",
    "Bente Bro (A) var fraværende.",
)
"""Minutes that text, PDF and Word say alike."""
