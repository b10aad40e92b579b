"""The .docx: every word, headings in order, real lists that begin at 1, French, links, no table, no person."""

import io
import re
import zipfile
from datetime import date

from docx import Document

from bot.channels.rendering.document import document
from tests.messengers import turns
from tests.messengers.test_rendering import missing, said_by, words

DAY = date(2026, 11, 25)


def written(messages):
    """The parsed document and the XML of its body."""
    content = document(messages, DAY)
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return Document(io.BytesIO(content)), file.read("word/document.xml").decode("utf-8")


def whole_text(file):
    """All words of a document, those of links too."""
    return " ".join(
        "".join(node.text or "" for node in p._p.iter() if node.tag.endswith("}t")) for p in file.paragraphs
    )


def some_answers():
    yield from turns.of("orientations")[::60]
    yield from turns.of("dangers")[:4]
    yield from turns.of("made")


def test_every_word_is_there():
    count = 0
    for name, messages in some_answers():
        file, _ = written(messages)
        # The numbers of steps are those of the list itself.
        said = [{"text": re.sub(r"(?m)^\d+\. ", "", message.get("text", ""))} for message in messages]
        assert missing(said_by(said), words(whole_text(file))) is None, name
        count += 1
    assert count > 15


def test_it_is_accessible():
    name, messages = max(turns.of("orientations"), key=lambda one: len(str(one[1])))
    file, xml = written(messages)
    custom = next(m["custom"] for m in messages if "custom" in m)
    styles = [paragraph.style.name for paragraph in file.paragraphs]
    levels = [int(style[-1]) for style in styles if style.startswith("Heading")]
    assert styles[0] == "Title" and file.core_properties.title == file.paragraphs[0].text
    assert levels and levels[0] == 1 and all(after - before <= 1 for before, after in zip(levels, levels[1:]))
    assert "List Bullet" in styles and "List Number" in styles
    assert not file.tables and file.core_properties.language == "fr-FR" and not file.core_properties.author
    for body in custom["bodies"]:
        heading = next(p for p in file.paragraphs if p.text.startswith(body["name"]))
        assert heading.style.name == "Heading 2", name
    assert xml.count("<w:hyperlink") >= sum(bool(source["url"]) for source in custom["sources"])


def test_the_language_of_the_text_is_french():
    content = document(turns.of("sentences")[0][1], DAY)
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert re.findall(r'<w:lang w:val="([^"]*)"', file.read("word/styles.xml").decode()) == ["fr-FR"]


def test_it_says_its_date_and_that_it_is_no_advice():
    file, _ = written(turns.of("orientations")[0][1])
    assert "25/11/2026" in file.paragraphs[1].text and "programme automatique" in file.paragraphs[1].text
    assert "ne remplace pas" in file.paragraphs[-1].text
    assert file.core_properties.created.date() == DAY


def test_each_numbered_list_begins_at_one():
    custom = {"kind": "smalltalk", "situation": None, "slots": {}}
    text = "Un :\n1. a\n2. b\n\nDeux :\n1. c\n2. d"
    file, _ = written([{"text": text}, {"custom": custom}])
    lists = [p._p.pPr.numPr.numId.val for p in file.paragraphs if p.style.name == "List Number"]
    assert len(lists) == 4 and lists[0] == lists[1] != lists[2] == lists[3]
    starts = file.part.numbering_part.element.xpath(".//w:startOverride/@w:val")
    assert starts == ["1", "1"]


def test_addresses_are_links_to_themselves():
    text = "Écrivez à a.b@c-d.fr ou voyez https://e.fr/f_g?h=1."
    file, _ = written([{"text": text}])
    targets = {link.target_ref for link in file.part.rels.values() if "hyperlink" in link.reltype}
    assert targets == {"mailto:a.b@c-d.fr", "https://e.fr/f_g?h=1"}
    assert text in whole_text(file)
