"""Contacts: every département gets an answer, nothing is invented, the coverage table is true."""

import re
import subprocess
import sys

import pytest

from bot.orientation.directory import FOLDER, load, read_rows

DEPARTMENTS = [row["code"] for row in read_rows(FOLDER / "departments.csv")]
FILES = sorted(path for path in FOLDER.glob("*.csv") if path.name not in ("communes.csv", "departments.csv"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_rows_are_well_formed(path):
    for row in read_rows(path):
        assert row["name"] and row["source"] and row["confidence"] in ("high", "medium", "low"), row
        assert re.fullmatch(r"|\d{4}(-\d\d(-\d\d)?)?", row["source_date"]), row
        assert re.fullmatch(r"|https?://\S+", row["url"]), row
        assert re.fullmatch(r"|[^@\s]+@[^@\s]+\.[a-z]+", row["email"]), row
        assert re.fullmatch(r"|[\d .+]{2,20}", row["phone"]), row


@pytest.mark.parametrize("kind", ["cpam", "ars", "mdph", "administrative_court", "conseil_departemental"])
def test_every_department_has_an_office(kind):
    without = [d for d in DEPARTMENTS if not load().find(kind, d).local]
    assert without == (["976"] if kind == "cpam" else [])


def test_no_office_of_another_department():
    found = load().find("order_council:chirurgiens-dentistes", "75")
    assert not found.local and found.contact.city.lower().startswith("paris")


def test_interdepartmental_council_of_nurses():
    contact = load().find("order_council:infirmiers", "49").contact
    assert "49-53-72" in contact.email and contact.city == "SAINT-HERBLAIN"


def test_a_low_row_is_never_mixed_into_a_better_one():
    found = load().find("administrative_court", "06")
    assert found.contact.confidence == "medium" and found.contact.address is None
    assert found.others[0].confidence == "low" and found.others[0].address


def test_the_coverage_table_is_true():
    command = [sys.executable, str(FOLDER.parent / "tools" / "contacts_coverage.py"), "--check"]
    assert subprocess.run(command).returncode == 0
