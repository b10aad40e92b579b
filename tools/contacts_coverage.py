"""Write the coverage table of `contacts/README.md`: how many départements have a local office, and how sure it is.

python tools/contacts_coverage.py          writes the table
python tools/contacts_coverage.py --check  says whether it is up to date (exit status 1 when not)
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.knowledge.loader import load as load_knowledge
from bot.orientation.directory import FOLDER, Directory, load, read_rows
from bot.orientation.orientation import LOCAL_SCOPES

README = FOLDER / "README.md"
START, END = "<!-- coverage:start -->", "<!-- coverage:end -->"


def kinds() -> list[str]:
    """Return every kind of office that depends on a place, as named in the files."""
    base = load_knowledge()
    local = [
        key
        for key, body in base.bodies.items()
        if body["contact"] in LOCAL_SCOPES and key != "order_council" and "at" not in body
    ]
    return sorted(local) + [order["contacts"] for order in base.orders.values()]


def table(directory: Directory, departments: list[str]) -> str:
    """Return the coverage table in Markdown."""
    lines = [
        "| body | départements with a local office | high / medium / low | address | phone | e-mail | site |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for kind in kinds():
        found = [office for d in departments if (office := directory.find(kind, d)).local]
        contacts = [office.contact for office in found]
        sure = Counter(contact.confidence for contact in contacts)
        have = [sum(bool(getattr(c, field)) for c in contacts) for field in ("address", "phone", "email", "url")]
        confidence = " / ".join(str(sure[level]) for level in ("high", "medium", "low"))
        lines.append(f"| {kind} | {len(found)} of {len(departments)} | {confidence} | {' | '.join(map(str, have))} |")
    return "\n".join(lines)


def updated(text: str) -> str:
    """Return the README with a fresh table between its two marks."""
    departments = [row["code"] for row in read_rows(FOLDER / "departments.csv")]
    before, rest = text.split(START)
    _, after = rest.split(END)
    return f"{before}{START}\n{table(load(), departments)}\n{END}{after}"


def main() -> int:
    """Write or check the table."""
    text = README.read_text(encoding="utf-8")
    fresh = updated(text)
    if "--check" in sys.argv:
        return 0 if fresh == text else 1
    README.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
