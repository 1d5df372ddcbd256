"""A number planted in a carrier is found there, and said to be where it is."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import lzma
import tarfile
import zlib

import pytest
from minutebook.personal.cpr import masked
from minutebook.personal.others import Roles
from minutebook.privacy.inspection import Report, inspect, names
from pypdf import PdfWriter, generic

from tests.planting import (
    WORD,
    docx,
    hyphened,
    jpeg,
    numbers,
    odt,
    paragraph,
    pdf,
    png,
    pptx,
    xlsx,
    zipped,
)

DIGITS = next(numbers(1))
PLANTED = hyphened(DIGITS)
FIRST, LAST = DIGITS[:4], f"{DIGITS[4:6]}-{DIGITS[6:]}"
WIDE = PLANTED.encode("utf-16-le")


def hyphen(element: str) -> str:
    return f"<w:r><w:t>{DIGITS[:6]}</w:t><w:{element}/><w:t>{DIGITS[6:]}</w:t></w:r>"


def tarred(name: str, content: bytes) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        member = tarfile.TarInfo(name)
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    return held.getvalue()


def edited_pdf() -> bytes:
    """Return a PDF whose number was taken away by an edit that left the first version in the file."""
    writer = PdfWriter(io.BytesIO(pdf(f"CPR {PLANTED}")), incremental=True)
    nothing = generic.StreamObject()
    nothing.set_data(b"BT ET")
    writer.pages[0][generic.NameObject("/Contents")] = writer._add_object(nothing)
    return written(writer)


def pdf_with(**properties: str) -> bytes:
    writer = PdfWriter(io.BytesIO(pdf("Notat")))
    writer.add_metadata({f"/{name}": value for name, value in properties.items()})
    return written(writer)


def pdf_with_stamp(words: str) -> bytes:
    """Return a PDF with an annotation whose words stand in what it looks like, and nowhere else."""
    writer = PdfWriter(io.BytesIO(pdf("Notat")))
    look = generic.StreamObject()
    look.set_data(f"BT /F1 11 Tf 5 5 Td ({words}) Tj ET".encode())
    font = named(Type="/Font", Subtype="/Type1", BaseFont="/Helvetica")
    look.update(named(Type="/XObject", Subtype="/Form"))
    look[generic.NameObject("/BBox")] = box(200, 30)
    look[generic.NameObject("/Resources")] = named(Font=named(F1=font))
    stamp = named(Type="/Annot", Subtype="/Stamp", Rect=box(200, 30), AP=named(N=writer._add_object(look)))
    writer.pages[0][generic.NameObject("/Annots")] = generic.ArrayObject([stamp])
    return written(writer)


def named(**entries: object) -> generic.DictionaryObject:
    return generic.DictionaryObject(
        {
            generic.NameObject(f"/{key}"): generic.NameObject(value) if isinstance(value, str) else value
            for key, value in entries.items()
        }
    )


def box(width: int, height: int) -> generic.ArrayObject:
    return generic.ArrayObject([generic.NumberObject(number) for number in (0, 0, width, height)])


def pdf_of_another_generation() -> bytes:
    """Return a PDF whose XMP is an object that was deleted once, and whose number was given anew."""
    data = pdf(
        "Notat",
        beside="/X 100 1 R",
        streams={"/Type /Metadata /Subtype /XML": f"<x><d>{PLANTED}</d></x>".encode()},
    )
    place = f"{data.index(b'100 0 obj'):010d} 0000"
    return data.replace(b"100 0 obj", b"100 1 obj").replace(f"{place}0 n".encode(), f"{place}1 n".encode())


def pdf_with_former(**properties: str) -> bytes:
    """Return a PDF whose properties were changed by an edit that left the first ones in the file."""
    writer = PdfWriter(io.BytesIO(pdf_with(**properties)), incremental=True)
    writer.add_metadata({f"/{name}": "andet" for name in properties})
    return written(writer)


def pdf_with_file(name: str, content: bytes) -> bytes:
    writer = PdfWriter(io.BytesIO(pdf("Notat")))
    writer.add_attachment(name, content)
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


ENCODED = base64.b64encode(f"Om {PLANTED}".encode()).decode()
MAIL = (
    "From: a@example.com\r\nSubject: Sag\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n"
    f"Content-Transfer-Encoding: base64\r\n\r\n{ENCODED}\r\n"
)

CARRIERS = {
    "markdown": ("notat.md", f"Om\n\nSagen {PLANTED}.".encode()),
    "markdown, entities": ("notat.md", f"&#{ord(DIGITS[0])};{PLANTED[1:]}".encode()),
    "markdown, a non-breaking hyphen": ("notat.md", PLANTED.replace("-", "&#8209;").encode()),
    "markdown, raw tags": ("notat.md", f"<b>{FIRST}</b>{LAST}".encode()),
    "markdown, emphasis": ("notat.md", f"**{FIRST}**{LAST}".encode()),
    "markdown, a comment in between": ("notat.md", f"{FIRST}<!-- a > b -->{LAST}".encode()),
    "markdown, a comment": ("notat.md", f"<!-- {PLANTED} -->".encode()),
    "markdown, a link": ("notat.md", f"[se](https://example.dk/?id=%3{DIGITS[0]}{PLANTED[1:]})".encode()),
    "markdown, a table": ("notat.md", f"| Navn | Nr |\n| --- | --- |\n| A | {PLANTED} |".encode()),
    "markdown, a quote over a line's end": ("notat.md", f"> CPR {PLANTED[:7]}\n> {PLANTED[7:]}\n".encode()),
    "markdown, a quote in a quote": ("notat.md", f"> > Om {PLANTED[:7]}\n > > {PLANTED[7:]}\n".encode()),
    "markdown, half a link": ("notat.md", f"[{PLANTED[:6]}](http://example.dk/a){PLANTED[6:]}".encode()),
    "markdown, the other half a link": ("notat.md", f"{PLANTED[:7]}[{PLANTED[7:]}][1]".encode()),
    "yaml": ("people.yml", f"- id: a\n  name: {PLANTED}\n".encode()),
    "yaml, an escape": ("people.yml", f'- name: "\\u003{DIGITS[0]}{PLANTED[1:]}"\n'.encode()),
    "yaml, a tab's escape": ("people.yml", f'- name: "CPR {DIGITS[:6]}\\t{DIGITS[6:]}"\n'.encode()),
    "yaml, an escape before the word": ("people.yml", f'- name: "A\\nCPR {DIGITS[:6]}\\_{DIGITS[6:]}"\n'.encode()),
    "yaml, folded": ("people.yml", f"summary: >\n  nummer {PLANTED[:7]}\n  {PLANTED[7:]}\n".encode()),
    "windows text": ("a.txt", f"Møde om {PLANTED}".encode("cp1252")),
    "utf-16 text": ("a.txt", f"Møde {PLANTED}".encode("utf-16")),
    "csv": ("a.csv", f"Navn;Sagsnr;Cpr\nA;1;{DIGITS}\n".encode()),
    "html": ("a.html", f"<!doctype html><p hidden>{FIRST}<b>{LAST}</b>".encode()),
    "html, an attribute": ("a.html", f"<!doctype html><img alt='{PLANTED}'>".encode()),
    "html, a script": ("a.html", f"<!doctype html><script>let x='{PLANTED}'</script>".encode()),
    "svg": ("a.svg", f"<svg><text><tspan>{FIRST}</tspan><tspan>{LAST}</tspan></text></svg>".encode()),
    "svg, a title": ("a.svg", f"<svg><title>{PLANTED}</title></svg>".encode()),
    "xml, a comment": ("a.xml", f"<?xml version='1.0'?><a><!-- {PLANTED} --></a>".encode()),
    "json": ("a.json", f'{{"a": "{PLANTED}"}}'.encode()),
    "rtf": ("a.rtf", rf"{{\rtf1\ansi {FIRST}\b {LAST}\b0\par}}".encode()),
    "rtf, a dash": ("a.rtf", rf"{{\rtf1\ansi {DIGITS[:6]}\endash {DIGITS[6:]}\par}}".encode()),
    "rtf, a soft hyphen": ("a.rtf", rf"{{\rtf1\ansi {DIGITS[:6]}\-{DIGITS[6:]}\par}}".encode()),
    "pdf": ("a.pdf", pdf("Dagsorden", f"Om borgeren {PLANTED}")),
    "pdf, under a black box": ("a.pdf", pdf("Dagsorden", hidden=PLANTED)),
    "pdf, over a line's end": ("a.pdf", pdf(f"Om borgeren {PLANTED[:7]}\n{PLANTED[7:]} i byen")),
    "pdf, properties": ("a.pdf", pdf_with(Subject=f"Om {PLANTED}")),
    "pdf, a comment": (
        "a.pdf",
        pdf("Notat", beside=f"/Annots [<< /Type /Annot /Subtype /Text /Contents (Se {PLANTED}) >>]"),
    ),
    "pdf, a form": ("a.pdf", pdf("Notat", beside=f"/AcroForm << /Fields [<< /T (nr) /V ({PLANTED}) >>] >>")),
    "pdf, a bookmark": ("a.pdf", pdf("Notat", beside=f"/Outlines << /First << /Title ({PLANTED}) >> >>")),
    "pdf, a link": ("a.pdf", pdf("Notat", beside=f"/A << /S /URI /URI (https://example.dk/{PLANTED}) >>")),
    "pdf, XMP": (
        "a.pdf",
        pdf(
            "Notat",
            beside="/Metadata 100 0 R",
            streams={"/Type /Metadata /Subtype /XML": f"<x><d>{PLANTED}</d></x>".encode()},
        ),
    ),
    "pdf, an attached file": ("a.pdf", pdf_with_file("a.docx", docx(paragraph(PLANTED)))),
    "pdf, a stamp on a page": ("a.pdf", pdf_with_stamp(f"Modtaget {PLANTED}")),
    "pdf, an attached file that does not call itself one": (
        "a.pdf",
        pdf("Notat", beside="/X << /EF << /F 100 0 R >> >>", streams={"": docx(paragraph(PLANTED))}),
    ),
    "pdf, an object of another generation": ("a.pdf", pdf_of_another_generation()),
    "pdf, properties of an earlier version": ("a.pdf", pdf_with_former(Subject=f"Om {PLANTED}")),
    "pdf, XMP of a picture": (
        "a.pdf",
        pdf("Notat", streams={"/Subtype /Image /Filter /DCTDecode": jpeg(xmp=f"<d>{PLANTED}</d>")}),
    ),
    "pdf, an earlier version": ("a.pdf", edited_pdf()),
    "docx": ("a.docx", docx(paragraph("Om ", FIRST, LAST))),
    "docx, a comment": ("a.docx", docx(word_comments=f"<w:comments {WORD}>{paragraph(PLANTED)}</w:comments>")),
    "docx, taken out under tracked changes": (
        "a.docx",
        docx(f"<w:p><w:del><w:r><w:delText>{PLANTED}</w:delText></w:r></w:del></w:p>"),
    ),
    "docx, half replaced under tracked changes": (
        "a.docx",
        docx(
            f"<w:p><w:del><w:r><w:delText>{FIRST}</w:delText></w:r></w:del>"
            f"<w:ins><w:r><w:t>0101</w:t></w:r></w:ins><w:r><w:t>{LAST}</w:t></w:r></w:p>"
        ),
    ),
    "docx, a hyphen that does not break": ("a.docx", docx(f"<w:p>{hyphen('noBreakHyphen')}</w:p>")),
    "docx, a soft hyphen": ("a.docx", docx(f"<w:p>{hyphen('softHyphen')}</w:p>")),
    "docx, a variable": ("a.docx", docx(word_settings=f"<w:s {WORD}><w:docVar w:name='CPR' w:val='{DIGITS}'/></w:s>")),
    "docx, a tag": ("a.docx", docx(f"<w:p><w:tag w:val='{PLANTED}'/></w:p>")),
    "docx, a field": ("a.docx", docx(f"<w:p><w:fldSimple w:instr='QUOTE {PLANTED}'/></w:p>")),
    "docx, custom XML": ("a.docx", docx(customXml_item1=f"<sag cpr='{DIGITS}'/>")),
    "docx, properties": ("a.docx", docx(docProps_core=f"<c><title>{PLANTED}</title><creator>x</creator></c>")),
    "docx, a header": ("a.docx", docx(word_header1=f"<w:hdr {WORD}>{paragraph(PLANTED)}</w:hdr>")),
    "docx, a footnote": ("a.docx", docx(word_footnotes=f"<w:f {WORD}>{paragraph(PLANTED)}</w:f>")),
    "docx, a link": (
        "a.docx",
        zipped(
            {
                "[Content_Types].xml": "<Types/>",
                "word/_rels/document.xml.rels": f"<R><Relationship Target='mailto:x?subject={PLANTED}'/></R>",
            }
        ),
    ),
    "docx, a picture's description": ("a.docx", docx(f"<w:p><wp:docPr xmlns:wp='w' id='1' descr='{PLANTED}'/></w:p>")),
    "docx, EXIF of a picture": (
        "a.docx",
        zipped({"[Content_Types].xml": "<Types/>", "word/media/image1.jpeg": jpeg(comment=PLANTED)}),
    ),
    "xlsx, a text": (
        "a.xlsx",
        xlsx("<row><c r='A1' t='s'><v>0</v></c></row>", f"<si><r><t>{FIRST}</t></r><r><t>{LAST}</t></r></si>"),
    ),
    "xlsx, a number under its head": (
        "a.xlsx",
        xlsx(
            "<row><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c></row>"
            f"<row><c r='A2'><v>{DIGITS.lstrip('0')}</v></c><c r='B2'><v>17</v></c></row>",
            "<si><t>Cpr-nr.</t></si><si><t>Journalnr.</t></si>",
        ),
    ),
    "xlsx, what a pivot table remembers": (
        "a.xlsx",
        xlsx("", xl_pivotCache_pivotCacheDefinition1=f"<p><s v='{PLANTED}'/></p>"),
    ),
    "xlsx, a filter": ("a.xlsx", xlsx("", xl_tables_table1=f"<t><filter val='{PLANTED}'/></t>")),
    "xlsx, a prompt": ("a.xlsx", xlsx(f"<dataValidation prompt='CPR {DIGITS}'/>")),
    "xlsx, a link's words": ("a.xlsx", xlsx(f"<hyperlink display='CPR {DIGITS}'/>")),
    "xlsx, a comment": ("a.xlsx", xlsx("", xl_comments1=f"<comments><comment><t>{PLANTED}</t></comment></comments>")),
    "pptx": ("a.pptx", pptx(f"<a:p><a:r><a:t>{FIRST}</a:t></a:r><a:r><a:t>{LAST}</a:t></a:r></a:p>")),
    "pptx, notes": ("a.pptx", pptx("", ppt_notesSlides_notesSlide1=f"<n><p>{PLANTED}</p></n>")),
    "odt": ("a.odt", odt(f"<text:p>{FIRST}<text:span>{LAST}</text:span></text:p>")),
    "odt, properties": ("a.odt", odt("", f"<o:keyword>{PLANTED}</o:keyword>")),
    "jpeg, a comment": ("a.jpg", jpeg(comment=PLANTED)),
    "jpeg, EXIF": ("a.jpg", jpeg(exif=b"II*\x00" + PLANTED.encode() + b"\x00")),
    "jpeg, EXIF of Windows": ("a.jpg", jpeg(exif=b"II*\x00" + WIDE)),
    "jpeg, XMP": ("a.jpg", jpeg(xmp=f"<x:xmpmeta><dc:title>{PLANTED}</dc:title></x:xmpmeta>")),
    "jpeg, XMP with a dash": ("a.jpg", jpeg(xmp=f"<dc:title>CPR {PLANTED.replace('-', '–')}</dc:title>")),
    "jpeg, XMP with a hyphen that does not break": (
        "a.jpg",
        jpeg(xmp=f"<dc:title>Brev {PLANTED.replace('-', chr(0x2011))}</dc:title>"),
    ),
    "jpeg, a comment with a dash of Windows": ("a.jpg", jpeg(comment=PLANTED.replace("-", "–"), encoding="cp1252")),
    "jpeg, EXIF of Windows with a dash": ("a.jpg", jpeg(exif=b"II*\x00" + WIDE.replace(b"-\0", b"\x13\x20"))),
    "png, a text": ("a.png", png((b"tEXt", f"Title\0{PLANTED}".encode()))),
    "png, a compressed text": ("a.png", png((b"zTXt", b"Title\0\0" + zlib.compress(f"Om {PLANTED}".encode())))),
    "png, an international text": (
        "a.png",
        png((b"iTXt", b"Title\0\x01\0da\0\0" + zlib.compress(f"Om {PLANTED}".encode()))),
    ),
    "tiff": ("a.tif", b"II*\x00" + bytes(20) + PLANTED.encode() + bytes(4)),
    "old Office": ("a.doc", b"\xd0\xcf\x11\xe0" + bytes(40) + f"Om borger {PLANTED}".encode("utf-16-le")),
    "mail": ("a.eml", MAIL.encode()),
    "zip": ("a.zip", zipped({"inde/notat.txt": PLANTED})),
    "zip, a member's name": ("a.zip", zipped({f"{PLANTED}.txt": "x"})),
    "zip in zip, with a pdf": ("a.zip", zipped({"b.zip": zipped({"c.pdf": pdf(PLANTED)})})),
    "gzip": ("a.gz", gzip.compress(PLANTED.encode())),
    "bzip2": ("a.bz2", bz2.compress(PLANTED.encode())),
    "xz": ("a.xz", lzma.compress(PLANTED.encode())),
    "tar in gzip": ("a.tgz", gzip.compress(tarred("a.docx", docx(paragraph(PLANTED))))),
    "a pdf that calls itself a picture": ("a.jpg", pdf(PLANTED)),
}


def seen_in(name: str, data: bytes) -> Report:
    return inspect(data, name, Roles())


@pytest.mark.parametrize("carrier", CARRIERS)
def test_a_number_planted_in_a_carrier_is_found_in_the_high_tier(carrier):
    report = seen_in(*CARRIERS[carrier])

    assert "high" in {seen.tier for seen in report.sightings if seen.kind == "cpr"}, report


@pytest.mark.parametrize("carrier", CARRIERS)
def test_what_is_told_of_a_finding_never_holds_the_number(carrier):
    told = repr(seen_in(*CARRIERS[carrier]))

    assert [] == [part for part in (DIGITS, PLANTED, DIGITS[:6], DIGITS[6:]) if part in told]


@pytest.mark.parametrize(
    "element", ["<w:id w:val='{}'/>", "<w:crossAx w:val='{}'/>", "<w:bookmarkStart w:anchorId='{}'/>"]
)
def test_a_key_of_ten_digits_in_a_document_is_nobodys(element):
    assert seen_in("a.docx", docx(f"<w:p><w:alias w:val='CPR'/>{element.format(DIGITS)}</w:p>")).sightings == ()


@pytest.mark.parametrize(
    "path",
    [
        f"docs/2.5 Ansøgning {PLANTED}/x.pdf",
        f"docs/x/2.5 Brev {PLANTED}",
        f"docs/x/brev.{PLANTED}",
        f"docs/x/{PLANTED.replace('-', '%2D')}.pdf",
    ],
)
def test_a_number_in_a_name_is_found_wherever_it_stands_and_is_not_shown(path):
    assert [seen.tier for seen in names(path).sightings] == ["high"]
    assert DIGITS[6:] not in masked(path)


@pytest.mark.parametrize("start", ["BM-bestyrelsen", "ID3", "GIF8"])
def test_a_text_that_begins_with_the_letters_of_another_form_is_read_as_a_text(start):
    assert [seen.line for seen in seen_in("notat.txt", f"{start}\n\nOm {PLANTED}".encode()).sightings] == [3]


def test_a_pdf_that_was_edited_tells_nothing_twice():
    seen = seen_in("a.pdf", pdf_with_former(Title=f"Om {PLANTED}", Author="a")).sightings
    assert [("version", "1")] == [step for one in seen for step in one.way if step[0] == "version"]
