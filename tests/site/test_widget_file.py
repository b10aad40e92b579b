"""The built widget is in step with its sources, small, and says nothing that the records do not say."""

import base64
import gzip
import hashlib
import json
import re
import subprocess
import sys

import pytest

from bot.channels.limits import MOST_CHARACTERS, MOST_WORDS
from bot.knowledge import loader
from bot.orientation import directory
from bot.site.script import BUILT, Script
from bot.site.sources import ALSO, WIDGET, hash_in_banner, hash_of_sources

#: Bytes, compressed.
MOST = 40_000
TEXTS = json.loads((WIDGET / "src" / "texts.json").read_text(encoding="utf-8"))


def test_the_built_file_is_in_step_with_its_sources():
    assert hash_in_banner(BUILT.read_bytes()) == hash_of_sources(), (
        "the widget is not built from its sources: run make widget"
    )


def test_a_changed_source_is_noticed(tmp_path):
    (tmp_path / "src" / "view").mkdir(parents=True)
    for name in (*ALSO, "src/main.ts", "src/view/a.ts"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    before = hash_of_sources(tmp_path)
    (tmp_path / "src" / "view" / "a.ts").write_text("changed", encoding="utf-8")
    changed = hash_of_sources(tmp_path)
    (tmp_path / "src" / "view" / "a.ts").rename(tmp_path / "src" / "a.ts")
    assert len({before, changed, hash_of_sources(tmp_path)}) == 3


def test_a_file_without_a_banner_is_in_step_with_nothing():
    assert hash_in_banner(b"(()=>{})();\n/* sources: sha256 " + b"a" * 64) is None


def test_it_is_small():
    assert len(gzip.compress(BUILT.read_bytes(), 9)) <= MOST


def test_it_asks_for_nothing_from_elsewhere():
    """Every address in the file is one that a person opens, or a name space."""
    addresses = set(re.findall(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}", BUILT.read_text(encoding="utf-8")))
    assert addresses <= {"https://www.openstreetmap.org", "http://www.w3.org"}


@pytest.mark.parametrize("path", sorted((WIDGET / "src").rglob("*.ts")), ids=lambda path: path.name)
def test_sources_write_no_html_from_text_and_can_be_read_in_one_go(path):
    source = path.read_text(encoding="utf-8")
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|unsafeHTML|unsafeSVG|document\.write|\beval\(|new Function", source
    )
    assert len(source.splitlines()) < 300


def test_the_lock_holds_no_address_of_a_registry():
    lock = (WIDGET / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock and '"integrity"' in lock
    assert not re.search(r'"(dependencies|devDependencies)": \{[^}]*"[\^~]', (WIDGET / "package.json").read_text())


def test_the_limits_of_a_message_are_those_of_the_server():
    source = (WIDGET / "src" / "transport.ts").read_text(encoding="utf-8")
    assert f"MOST_CHARACTERS = {MOST_CHARACTERS};" in source and f"MOST_WORDS = {MOST_WORDS};" in source
    assert str(MOST_WORDS) in TEXTS["problem"]["too_long"]


def phones():
    offices = directory.load()
    codes = ("NUM-3646", "DDD", "SID", *(f"NUM-{number}" for number in TEXTS["emergency"]["numbers"]))
    return {code: offices.by_code(code).phone for code in codes}


def test_every_number_of_the_widget_stands_in_the_contacts():
    known = phones()
    for number, line in TEXTS["emergency"]["numbers"].items():
        assert line["number"] == known[f"NUM-{number}"]
    people = {item["phone"] for item in TEXTS["human"]["items"] if "phone" in item}
    assert people == {known["SID"], known["DDD"], known["NUM-3646"]}


def test_every_emergency_line_that_an_answer_can_name_has_its_button():
    records = (loader.FOLDER / "emergencies.yml").read_text(encoding="utf-8")
    named = {
        number for found in re.findall(r"^  numbers: \[(.*)\]$", records, re.M) for number in re.findall(r"\w+", found)
    }
    assert named and {number for number in named if number.isdigit()} <= set(TEXTS["emergency"]["numbers"])


def test_texts_are_set_as_french_prints_them():
    def sentences(value):
        if isinstance(value, str):
            yield value
        elif isinstance(value, (list, dict)):
            for item in value.values() if isinstance(value, dict) else value:
                yield from sentences(item)

    for sentence in sentences(TEXTS):
        assert not re.search(r"'| [?!:;»]|« |\.\.\.", sentence), sentence


def test_the_integrity_is_that_of_the_file():
    script = Script.read()
    assert base64.b64decode(script.integrity.removeprefix("sha384-")) == hashlib.sha384(BUILT.read_bytes()).digest()


def test_the_line_for_a_webmaster():
    done = subprocess.run(
        [sys.executable, "-m", "bot.site.embed", "https://bot.exemple.fr/"], capture_output=True, text=True, check=True
    )
    newest, checked = (line for line in done.stdout.splitlines() if line.startswith("<script"))
    script = Script.read()
    assert newest == (
        '<script src="https://bot.exemple.fr/recours-sante.js" data-server="https://bot.exemple.fr" defer></script>'
    )
    assert f'src="https://bot.exemple.fr{script.versioned_path}" integrity="{script.integrity}"' in checked
    assert 'crossorigin="anonymous"' in checked


@pytest.mark.parametrize(
    "arguments", [[], ["bot.exemple.fr"], ["javascript:alert(1)"], ["https://a.fr?b=c"], ["a", "b"]]
)
def test_a_wrong_address_is_refused_in_one_line(arguments):
    done = subprocess.run([sys.executable, "-m", "bot.site.embed", *arguments], capture_output=True, text=True)
    assert done.returncode == 2 and done.stdout == "" and len(done.stderr.strip().splitlines()) == 1


def test_a_line_cannot_be_broken_out_of():
    assert '"><' not in Script(b"x").line('https://a.fr/"><b>', checked=False).removesuffix('"></script>')
