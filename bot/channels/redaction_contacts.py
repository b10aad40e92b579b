"""E-mail addresses, also in words ("jean point dupont arobase gmail point com"), and street addresses.

Of an address the town and the postcode stay: they tell which office is competent.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Iterator, Mapping, Optional, Tuple

from bot.channels.redaction_words import Draft, Span, any_of, is_town, listed, words

#: Below this many inhabitants, a word of a street's name is not taken for the town.
_TOWN = 2000
#: A street's name is not longer than this many words.
_LONGEST = 7
_WORD = re.compile(r"[ ]{0,2}(?:[\"«(]? ?)([a-z0-9]+(?:-[a-z0-9]+)*)('?)(\.(?= ?[A-Za-z]))?")
#: As many words as the name of a town has.
_WORDS = re.compile(r"[a-z]*(?:[ '-][a-z]+){0,3}")


@lru_cache(maxsize=1)
def _patterns() -> Mapping[str, re.Pattern]:
    data = words()
    mail, streets = data["email"], data["streets"]
    atom, joint = r"[a-z0-9_.+%-]+", any_of(mail["joint"])
    at = rf"(?: {{0,2}}(?:@|{any_of(mail['at'])}) {{0,2}})"
    dot = rf"(?:\.| \. | ?{any_of(mail['dot'])} ?|[,.] ?(?=(?:{mail['ends']})(?![a-z])))"
    label = r"[a-z0-9_-]+"
    local = rf"(?<![a-z0-9_.+%-]){atom}(?: {joint} {atom}){{0,5}}"
    types = [re.escape(item) for item in _items(streets["sure"])]
    unsure = [re.escape(item) for item in _items(streets["unsure"])]
    told = [re.escape(item) for item in _items(streets["announced"])]
    bis = r"(?: ?(?:bis|ter|quater)(?![a-z])| ?[a-f](?![a-z0-9' ]))?"
    number = rf"[0-9]{{1,4}}{bis}(?: ?[-/] ?[0-9]{{1,4}}{bis})?"
    house = rf"(?<![a-z0-9])(?<![0-9][.,/])(?:n°|numero )? ?{number},? {{0,2}}(?:de la |de l'|du )?"
    live = any_of(data["cues"]["live"])
    lead = r"[ :,=]{0,3}(?:(?:est|c'est|au|a|dans|sur|la|le|l'|du|de la|num|numero|n°|:) ?){0,4}"
    flat_number = r"(?:[0-9]{1,4}[a-z]?|[a-z][0-9]{0,3})(?![a-z0-9'])(?! [a-z])"
    extra = rf"[ ,;.(]{{0,3}}(?:{streets['extras']})\.? ?(?:n°)? ?{flat_number}"
    return {
        "email": re.compile(
            rf"{local}{at}{label}(?:{dot}{label}){{1,5}}|(?<![a-z0-9_.+%-]){atom}@{label}"
            rf"|{local} {{1,2}}(?:at|chez) {label} ?(?:dot|point|\.) ?(?:{mail['ends']})(?![a-z])"
            rf"|{local}{at}(?:{mail['providers']})(?![a-z])"
        ),
        "type": re.compile(rf"(?:{any_of(types)})\.?"),
        "sure": re.compile(rf"{house}(?:{any_of(types)})(?![a-z0-9-])\.?"),
        "unsure": re.compile(rf"{house}(?:{any_of(unsure)})(?![a-z0-9-])\.?"),
        "named": re.compile(rf"{house}(?:{any_of(re.escape(item) for item in _items(streets['named']))})(?![a-z0-9-])"),
        "announced": re.compile(rf"(?<![a-z]){live}(?![a-z0-9]){lead}((?:{any_of([*types, *told])})(?![a-z0-9-])\.?)"),
        "living": re.compile(rf"(?<![a-z]){live}{lead}$|(?:^|[ ,:])(?:au|le|du) $"),
        "extra": re.compile(extra),
        "article": re.compile(r" ?(?:de|du|des|d'|la|les?) ?"),
        "date": re.compile(rf" {{0,2}}[0-9]{{1,2}}(?:er)? {any_of(data['months'].split())}(?: [0-9]{{4}})?"),
        "postcode": re.compile(r"[ ,\n]{1,3}[0-9]{2} ?[0-9]{3}(?![0-9])"),
    }


def _items(text: str) -> Iterator[str]:
    return (item.strip() for item in text.split(";"))


def emails(draft: Draft) -> None:
    """Hide every e-mail address of `draft`."""
    draft.take(_patterns()["email"], "email")


def addresses(draft: Draft) -> None:
    """Hide number and street of every address of `draft`, and what belongs to it (building, flat)."""
    patterns = _patterns()
    for kind in ("named", "sure", "unsure", "announced"):
        spans, done = [], 0
        for match in patterns[kind].finditer(draft.plain):
            if match.start() < done:
                continue
            start = match.start(1) if kind == "announced" else match.end() - len(match.group().lstrip())
            end = match.end() if kind == "named" else _name_end(draft, match.end())
            if end is None or (kind in ("unsure", "announced") and not _is_street(draft, match, end)):
                continue
            done = _extras_end(draft, end)
            spans.append(Span(start, done, "address"))
        draft.hide(spans)


def _extras_end(draft: Draft, end: int) -> int:
    """Return where the building, flat... after a street that ends at `end` end."""
    for _ in range(4):
        extra = _patterns()["extra"].match(draft.plain, end)
        if not extra:
            break
        end = extra.end()
    return end


def _is_street(draft: Draft, match: re.Match, end: int) -> bool:
    """Whether "3 place ..." is an address: a capital in its name, a postcode behind, or a word of living before.

    Where one only says to live ("j'habite place ..."), the name needs a capital or an article.
    """
    patterns = _patterns()
    told, name = draft.text[match.start() : match.end()], draft.text[match.end() : end]
    if not told.isupper() and name != name.lower():
        return True
    if match.re is patterns["announced"]:
        return bool(patterns["type"].fullmatch(match.group(1)) or patterns["article"].match(draft.plain, match.end()))
    before = patterns["living"].search(draft.plain, max(0, match.start() - 60), match.start())
    return bool(before or patterns["postcode"].match(draft.plain, end))


@lru_cache(maxsize=1)
def _words() -> Tuple[frozenset, frozenset, frozenset]:
    streets = words()["streets"]
    never = frozenset(word.strip() for word in streets["not_a_street"].replace("\n", " ").split("|"))
    return frozenset(streets["articles"]), listed(streets["go_on"]), never


def _name_end(draft: Draft, position: int) -> Optional[int]:
    """Return where the name of a street that begins at `position` ends, or None if no name stands there."""
    articles, go_on, never = _words()
    plain, text = draft.plain, draft.text
    capitals = not text.isupper()
    end, count, articled, capitals_before, previous = None, 0, False, False, ""
    for _ in range(_LONGEST):
        dated = _patterns()["date"].match(plain, position)
        if dated and count == 0:
            return dated.end()
        match = _WORD.match(plain, position)
        if not match:
            break
        word, capital = match.group(1), capitals and text[match.start(1)].isupper()
        if word[0].isdigit():
            break
        if word in articles and (count == 0 or previous in go_on or previous in articles or capital):
            articled = articled or count == 0
            position, previous = match.end(), word
            continue
        if count == 0:
            wanted = word not in never or (capital and articled)
        elif capital:
            wanted = word not in never and not (previous not in go_on and _is_town_at(plain, match.start(1)))
        else:
            # In small letters "victor hugo" has two words; after a word with a capital a small one ends the name.
            follows = previous in go_on or (not articled and count < 2 and not capitals_before)
            wanted = follows and word not in never and not _is_town_at(plain, match.start(1))
        if not wanted:
            break
        count, end, previous, capitals_before = count + 1, match.end(1), word, text[match.start(1)].isupper()
        position = match.end()
    return end


def _is_town_at(plain: str, start: int) -> bool:
    found = _WORDS.match(plain, start)
    parts = found.group().replace("-", " ").replace("'", " ").split()
    return any(is_town(" ".join(parts[:size]), _TOWN) for size in range(1, len(parts) + 1))
