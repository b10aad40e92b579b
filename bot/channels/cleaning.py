"""Unicode clean-up of what a person types, and slash commands made plain text.

Rules: NFC (Unicode Standard Annex 15); what cannot be seen or only changes the direction of others is removed
(Unicode Technical Report 36, sections 2 and 3); look-alikes of the slash are those of Unicode's `confusables.txt`.
Time and memory grow with the kept length only.
"""

from __future__ import annotations

import re
import unicodedata

#: Longer texts are cut before anything else is done to them (characters).
LONGEST = 16_000
#: A run of one character, or of emoji, is shortened to this many.
LONGEST_RUN = 50
#: A letter keeps at most this many combining marks: what Vietnamese, Hebrew or Arabic need; "zalgo" piles dozens.
MOST_MARKS = 2

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
#: Spaces of every width, and those that look like none of them.
_SPACES = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
#: Written as code points on purpose: none of these can be seen in a source file.
_INVISIBLE = (
    "\x00-\x09\x0b-\x1f\x7f-\x9f"  # controls, all but the newline
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0"  # soft hyphen, joiners and fillers
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # zero width, direction, annotations
    "\ufe00-\ufe0f"  # variation selectors
    "\ud800-\udfff"  # surrogates that stand alone
    "\ue000-\uf8ff\U000f0000-\U0010ffff"  # private use
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"  # musical controls, tag characters, more selectors
    "\ufdd0-\ufdef"  # no characters at all, like the two last ones of each plane
    + "".join(chr(plane * 0x10000 + last) for plane in range(16) for last in (0xFFFE, 0xFFFF))
)
_REMOVED = re.compile(f"[{_INVISIBLE}]+")
_BEYOND_LATIN = re.compile("[\u0300-\U0010ffff]")
_EMOJI = "\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff\U0001f000-\U0001faff"
_SAME = re.compile(rf"(.)\1{{{LONGEST_RUN},}}", re.DOTALL)
_EMOJI_RUN = re.compile(rf"((?:[{_EMOJI}][ \n]?){{{LONGEST_RUN}}})(?:[{_EMOJI}][ \n]?)+")

#: Signs that are, or pass for, a slash: of full width, of fractions, of division, long, falling, Coptic, Japanese...
_SLASHES = (
    "/\u1735\u2041\u2044\u2215\u2571\u27cb\u29f5\u29f8\u2afb\u2afd\u2cc6\u2f03\u3033\u30ce\u31d3\u4e3f\uff0f\U0001d23a"
)
_SLASH = re.compile(f"[{_SLASHES}]")
#: What a command may hide behind at the start of a text: all but letters and digits.
_START = re.compile(f"(?:[\\W_{_SLASHES}{_INVISIBLE}]|[\u0300-\u036f])+")


def clean(text: str, longest: int = LONGEST) -> str:
    """Return valid, visible Unicode: at most `longest` characters of `text`, normalised and without white edges.

    Newlines stay, tabs and other spaces become plain spaces. Nothing is raised, whatever the text.
    """
    text = text[: max(0, longest)]
    text = _LINE_ENDS.sub("\n", text)
    text = _SPACES.sub(" ", text)
    text = _REMOVED.sub("", text)
    if _BEYOND_LATIN.search(text):
        # Before NFC too: it sorts the marks of a letter, which takes long when there are thousands.
        text = _few_marks(text)
        text = _few_marks(unicodedata.normalize("NFC", text))
    text = _SAME.sub(lambda match: match.group(1) * LONGEST_RUN, text)
    return _EMOJI_RUN.sub(r"\1", text).strip()


def plain_text(text: str) -> str:
    """Return a typed text that cannot be taken for a command (`/restart`, `/intent{"entity": 1}`).

    Slashes and their look-alikes before the first letter or digit are removed, with the spaces and the invisible signs
    at the start; quotes and other signs stay. Other texts only lose their leading spaces.
    """
    start = _START.match(text)
    if not start or not _SLASH.search(start.group()):
        return text.lstrip()
    kept = _REMOVED.sub("", _SLASH.sub("", start.group())).lstrip()
    return kept + text[start.end() :]


def _few_marks(text: str) -> str:
    kept, marks = [], 0
    for char in text:
        marks = marks + 1 if char > "\u02ff" and unicodedata.category(char) in ("Mn", "Me") else 0
        if marks <= MOST_MARKS:
            kept.append(char)
    return "".join(kept)
