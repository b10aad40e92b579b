"""An answer as a .docx file for an association's worker: title, headings, real lists, French, no table.

Accessibility (RGAA 13.3, EN 301 549 clause 10): the title of the document, headings in their order, list styles, the
language of the text, links that say where they lead. Built by python-docx (MIT).
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from docx import Document
from docx.document import Document as DocumentObject
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from bot.channels.rendering.answer import WORDS, Block, Line, Piece, read, spoken

LANGUAGE = "fr-FR"
#: Addresses that are made links: of our own data only, the patient's words are never in an answer.
_LINK = re.compile(r"https?://[^\s;,)»]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def document(messages: Sequence[Mapping[str, Any]], today: date) -> bytes:
    """Return all that the messages of a turn say as a .docx file, dated `today`."""
    file = Document()
    _prepare(file)
    title = WORDS.sentence("document.title")
    file.core_properties.title = title
    file.core_properties.created = file.core_properties.modified = datetime(today.year, today.month, today.day)
    file.add_heading(title, level=0)
    file.add_paragraph(WORDS.sentence("document.about", date=spoken(today)))
    for block in read(messages).blocks:
        _add(file, block)
    file.add_paragraph(WORDS.sentence("document.advice"))
    written = io.BytesIO()
    file.save(written)
    return written.getvalue()


def _prepare(file: DocumentObject) -> None:
    """Set the language, a size that can be read, and properties that tell of no person and no template."""
    file.core_properties.language = LANGUAGE
    file.core_properties.author = file.core_properties.comments = ""
    file.styles["Normal"].font.size = Pt(12)
    for run in file.styles.element.iter(qn("w:rPr")):
        for language in run.findall(qn("w:lang")):
            for kind in ("val", "eastAsia", "bidi"):
                language.attrib.pop(qn(f"w:{kind}"), None)
            language.set(qn("w:val"), LANGUAGE)


def _add(file: DocumentObject, block: Block) -> None:
    if block.title:
        file.add_heading(block.title, level=2 if block.kind == "card" else 1)
    ranks = None
    for line in block.lines:
        if line.mark == "-":
            paragraph = file.add_paragraph(style="List Bullet")
        elif line.mark:
            paragraph = file.add_paragraph(style="List Number")
            ranks = _numbered(file, paragraph, ranks)
        else:
            paragraph = file.add_paragraph()
        _write(paragraph, line)


def _numbered(file: DocumentObject, paragraph: Paragraph, number: int | None) -> int:
    """Put a paragraph into the numbered list `number`, None for a new one that begins at 1; returns the list."""
    numbering = file.part.numbering_part.numbering_definitions._numbering
    if number is None:
        style = file.styles["List Number"].element.pPr.numPr.numId.val
        new = numbering.add_num(numbering.num_having_numId(style).abstractNumId.val)
        new.add_lvlOverride(ilvl=0).add_startOverride(1)
        number = new.numId
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number
    return number


def _write(paragraph: Paragraph, line: Line) -> None:
    for piece in line.pieces:
        if piece.url:
            _link(paragraph, WORDS.sentence("document.link", text=piece.text, url=piece.url), piece.url)
        else:
            _words(paragraph, piece)


def _words(paragraph: Paragraph, piece: Piece) -> None:
    at = 0
    for found in _LINK.finditer(piece.text):
        address = found.group().rstrip(".")
        paragraph.add_run(piece.text[at : found.start()]).bold = piece.strong or None
        _link(paragraph, address, address if address.startswith("http") else f"mailto:{address}")
        at = found.start() + len(address)
    paragraph.add_run(piece.text[at:]).bold = piece.strong or None


def _link(paragraph: Paragraph, text: str, address: str) -> None:
    """A link, underlined and blue as people know it; python-docx writes none itself."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(text)
    run.font.underline = True
    color = OxmlElement("w:color")
    color.set(qn("w:val"), "0B4F9E")  # 8 : 1 on white
    run._r.get_or_add_rPr().append(color)
    link.append(run._r)
    paragraph._p.append(link)
