"""The rules of plain language: what is wrong in a text. Pure functions; words and acronyms come from `plain.yml`.

Sources of the bars: DINUM "rédaction en langage simplifié" (one idea a sentence, no parentheses or semicolons, digits,
no percentages, acronyms explained at first use); Kandel and Moles 1958 for the score.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Callable, Dict, Iterable, Iterator, List, Mapping, Sequence, Set, Tuple

from bot.evaluation.plain_texts import Piece, Text
from bot.evaluation.plain_words import reading, sentences, words
from bot.language.words import normal

#: Words in a sentence, at most; and on average in a text.
LONGEST_SENTENCE = 20
LONGEST_MEAN = 15
#: Kandel-Moles: each text, and the median of all of them.
LOWEST_SCORE = 60
LOWEST_MEDIAN = 70
#: Below so many words the score says little (one long word moves it by 5 points): the text is not judged by it.
ENOUGH_WORDS = 30

_CAPITALS = re.compile(r"(?<![\w.@/-])[A-ZÀ-Þ][A-ZÀ-Þ0-9]+(?:-[A-ZÀ-Þ0-9]+)*(?![\w@]|\.\w)")
_ARTICLE_OF_LAW = re.compile(r"[LRD]\d+(?:-\d+)*")
_NAME_TO_FILL = re.compile(r"\{[^{}]*\}")
_PARENTHESIS = re.compile(r"(?:(\w[\w-]*) )?\(([^()]*)\)?")
_SITE = re.compile(r"^[\w-]+(\.[\w-]+)+$")
_SQUARE = re.compile(r"[\[\]]")
_DASH = re.compile(r"[–—]| - ")
_PERCENTAGE = re.compile(r"\d\s*%|\bpour cents?\b|\d\s?‰", re.IGNORECASE)
_FAMILIAR = re.compile(r"\b(?:tu|toi|te|ta|tes|tiens?|tiennes?)\b|\bt['’](?=\w)", re.IGNORECASE)
_DATE = re.compile(r"\b\d{1,2}/\d{1,2}(?:/\d{2,4})?\b")
#: What each style wants: the other apostrophe, quotes and dots are mistakes; so is another space before a double sign.
_WRONG_SIGN = {"source": re.compile(r"[’‘\"\u00a0\u202f]|\.\.\."), "page": re.compile(r"['‘\"]|\.\.\.")}
_SPACE = {"source": " ", "page": "[\u00a0\u202f]"}


@dataclass(frozen=True)
class Words:
    """What the rules know of French: see `plain.yml`."""

    #: Acronym: the words that explain it (normal form), one is enough.
    acronyms: Mapping[str, Tuple[str, ...]]
    #: Acronyms that need no explanation, and names in capitals that are no acronyms.
    everyday: Set[str]
    #: Numbers written in letters.
    numbers: Set[str]
    #: Remarks that may stand in parentheses.
    remarks: Tuple[str, ...]

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Words:
        """Return the words of a record read from `plain.yml`."""
        acronyms = {key: tuple(normal(text) for text in texts) for key, texts in record["acronyms"].items()}
        return cls(acronyms, set(record["everyday"]), set(record["numbers"]), tuple(record["remarks"]))


@dataclass(frozen=True)
class Finding:
    """One thing to mend: `id` names the piece or the text, `rule` the rule, `seen` what is wrong in it."""

    id: str
    rule: str
    seen: str


# -- one piece --------------------------------------------------------------------------------------------------------


def _long_sentence(piece: Piece, _: Words) -> Iterator[str]:
    for sentence in sentences(piece.text):
        count = len(words(sentence))
        if count > LONGEST_SENTENCE:
            yield f"{count} : {sentence}"


def _capitals(piece: Piece, known: Words) -> Iterator[str]:
    for word in _acronyms_of(piece):
        if word not in known.acronyms and word not in known.everyday:
            yield word


def _parenthesis(piece: Piece, known: Words) -> Iterator[str]:
    for before, inside in _PARENTHESIS.findall(_plain(piece)):
        explains = before in known.acronyms or any(word in known.acronyms for word in _CAPITALS.findall(inside))
        if not (explains or _SITE.match(inside) or inside.endswith(known.remarks)):
            yield f"({inside})"


def _number_in_letters(piece: Piece, known: Words) -> Iterator[str]:
    yield from (word for word in words(piece.text) if word.lower() in known.numbers)


def _typography(piece: Piece, _: Words) -> Iterator[str]:
    text = piece.text
    yield from _WRONG_SIGN[piece.style].findall(text)
    space = _SPACE[piece.style]
    # Inside a number or an address (12:30, https://) a sign is no punctuation.
    yield from (m.group() for m in re.finditer(rf"\S*(?<!{space})(?<![?!])[;!?](?=\s|$|[»)])", text))
    yield from (m.group() for m in re.finditer(rf"\S*(?<!{space}):(?=\s|$)", text))
    yield from (m.group() for m in re.finditer(rf"«(?!{space})\S*|\S*(?<!{space})»", text))
    yield from (
        m.group() for m in re.finditer(r"\S*[ \u00a0\u202f]+(?:[,.)](?!\w)|…(?=\w))|\(\s|  +|[,;](?=[^\W\d_])", text)
    )


def _signs(pattern: re.Pattern[str]) -> Callable[[Piece, Words], Iterator[str]]:
    return lambda piece, _: (match.group() for match in pattern.finditer(_plain(piece)))


#: Rules of one piece: what each finds.
PIECE_RULES: Mapping[str, Callable[[Piece, Words], Iterator[str]]] = {
    "long_sentence": _long_sentence,
    "capitals": _capitals,
    "parenthesis": _parenthesis,
    "square_bracket": _signs(_SQUARE),
    "semicolon": _signs(re.compile(r";")),
    "dash": _signs(_DASH),
    "number_in_letters": _number_in_letters,
    "percentage": _signs(_PERCENTAGE),
    "familiar": _signs(_FAMILIAR),
    "date_in_digits": _signs(_DATE),
    "typography": _typography,
}


def _plain(piece: Piece) -> str:
    """Return the text without the {names} that the program fills in."""
    return _NAME_TO_FILL.sub("", piece.text)


def _acronyms_of(piece: Piece) -> List[str]:
    return [word for word in _CAPITALS.findall(_plain(piece)) if not _ARTICLE_OF_LAW.fullmatch(word)]


# -- a whole text -----------------------------------------------------------------------------------------------------


def _mean(text: Text, _: Words) -> Iterator[Finding]:
    counted = reading(text.read)
    if text.whole and counted.mean > LONGEST_MEAN and counted.sentences > 1:
        yield Finding(text.id, "long_on_average", f"{counted.mean:.1f}")


def _score(text: Text, _: Words) -> Iterator[Finding]:
    counted = reading(text.read)
    if text.whole and counted.words >= ENOUGH_WORDS and counted.score < LOWEST_SCORE:
        yield Finding(text.id, "hard_to_read", f"{counted.score:.0f}")


def _unexplained(text: Text, known: Words) -> Iterator[Finding]:
    """Find the acronyms that nothing explains at their first use, in the same piece or before it.

    A piece said only under conditions explains an acronym only for pieces that are said under the same conditions.
    """
    explained: Dict[str, List[Piece]] = {}
    for piece in text.pieces:
        said = f" {normal(piece.text)} "
        for acronym, meanings in known.acronyms.items():
            if any(f" {meaning} " in said for meaning in meanings):
                explained.setdefault(acronym, []).append(piece)
        for acronym in dict.fromkeys(_acronyms_of(piece)):
            if acronym in known.acronyms and not any(_sure(p, piece) for p in explained.get(acronym, ())):
                yield Finding(piece.id, "unexplained_acronym", f"{acronym} ({text.where})")
                explained.setdefault(acronym, []).append(piece)


def _sure(before: Piece, piece: Piece) -> bool:
    """Tell whether `before` is said whenever `piece` is."""
    return all(
        slot in piece.when and _values(piece.when[slot]) <= _values(wanted) for slot, wanted in before.when.items()
    )


def _values(wanted: Any) -> Set[str]:
    return {wanted} if isinstance(wanted, str) else set(wanted)


_TEXT_RULES = (_mean, _score, _unexplained)
RULES = (*PIECE_RULES, "long_on_average", "hard_to_read", "unexplained_acronym", "hard_in_general")


def check(texts: Sequence[Text], known: Words) -> List[Finding]:
    """Return every finding in `texts`, once each: of the pieces, of whole texts, and of all of them together."""
    pieces = {piece.id: piece for text in texts for piece in text.pieces}
    found = [
        Finding(piece.id, rule, seen)
        for piece in pieces.values()
        for rule, look in PIECE_RULES.items()
        for seen in dict.fromkeys(look(piece, known))
    ]
    seen: Set[Tuple[str, str, str]] = set()
    for text in texts:
        for look in _TEXT_RULES:
            for finding in look(text, known):
                key = (finding.id, finding.rule, finding.seen.split(" ")[0])
                if key not in seen:
                    seen.add(key)
                    found.append(finding)
    general = median_score(texts)
    if general < LOWEST_MEDIAN:
        found.append(Finding("*", "hard_in_general", f"{general:.0f}"))
    return found


def scores(texts: Iterable[Text]) -> List[float]:
    """Return the Kandel-Moles score of each text that is long enough to be judged by it, lowest first."""
    counted = (reading(text.read) for text in texts if text.whole)
    return sorted(one.score for one in counted if one.words >= ENOUGH_WORDS)


def median_score(texts: Iterable[Text]) -> float:
    """Return the median of `scores`; 100 when no text is long enough."""
    found = scores(texts)
    middle = len(found) // 2
    if not found:
        return 100.0
    return found[middle] if len(found) % 2 else (found[middle - 1] + found[middle]) / 2
