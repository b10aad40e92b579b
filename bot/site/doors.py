"""The numbers and bodies that the page shows without any script, from the same records as the answers."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

import yaml

from bot.knowledge.loader import KnowledgeBase
from bot.model import Contact
from bot.orientation.directory import Directory

_TEXTS = Path(__file__).with_name("site.yml")


@lru_cache(maxsize=1)
def site_texts() -> dict[str, Any]:
    """Return the records of `site.yml`."""
    return yaml.safe_load(_TEXTS.read_text(encoding="utf-8"))


class Doors:
    """Writes the lists of the page as HTML. Every value is escaped."""

    def __init__(self, base: KnowledgeBase, directory: Directory) -> None:
        """`base` says what a body does, `directory` how to reach it."""
        self._base = base
        self._directory = directory
        self._words = site_texts()["words"]

    def emergency(self) -> str:
        """Return the emergency numbers as items of a list, each one a link that calls."""
        return "\n".join(self._number(**record) for record in site_texts()["emergency"])

    def bodies(self) -> str:
        """Return the bodies as items of a list: what they do, how to reach them, the source with its date."""
        return "\n".join(self._body(**record) for record in site_texts()["doors"])

    def _office(self, code: str) -> Contact:
        found = self._directory.by_code(code)
        if found is None:
            raise KeyError(f"no office {code} in contacts/")
        return found

    def _number(self, office: str, say: str = "", sms: bool = False) -> str:
        contact = self._office(office)
        words = escape(f"{contact.name}. {say}".strip())
        return f"<li>{self._call(contact, sms)} {words}{self._source(contact)}</li>"

    def _body(self, office: str, body: str | None = None, say: str = "") -> str:
        contact = self._office(office)
        record = self._base.bodies[body] if body else {"name": contact.name, "plain": say}
        lines = [f"<h3>{escape(record['name'])}</h3>", f"<p>{escape(record['plain'])}</p>"]
        if contact.phone:
            lines.append(f"<p>{self._call(contact)}</p>")
        if contact.url:
            lines.append(f"<p>{self._site(contact.url)}</p>")
        return f"<li>{''.join(lines)}{self._source(contact)}</li>"

    def _call(self, contact: Contact, sms: bool = False) -> str:
        digits = re.sub(r"[^\d+]", "", contact.phone or "")
        words = self._words["sms" if sms else "call"].format(number=contact.phone)
        return f'<a class="number" href="{"sms" if sms else "tel"}:{digits}">{escape(words)}</a>'

    def _site(self, url: str) -> str:
        shown = re.sub(r"^https?://(www\.)?|/$", "", url)
        before, after = self._words["site"].split("{address}")
        href = escape(re.sub("^http:", "https:", url))
        return f'{escape(before)}<a href="{href}" rel="noopener noreferrer">{escape(shown)}</a>{escape(after)}'

    def _source(self, contact: Contact) -> str:
        check = "" if contact.confidence == "high" else f"{escape(self._words['to_check'])} "
        when = f", {self._date(contact.source_date)}" if contact.source_date else ""
        source = self._words["source"].format(source=contact.source, date=when)
        return f'<p class="source">{check}{escape(source)}</p>'

    def _date(self, text: str) -> str:
        """An ISO day in words; a year, or anything else, as it is."""
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return text
        words = self._base.texts["dates"]
        return f"{words['first'] if day.day == 1 else day.day} {words['months'][day.month - 1]} {day.year}"
