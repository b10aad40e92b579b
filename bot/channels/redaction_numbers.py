"""Numbers that tell who somebody is: NIR, telephone, IBAN, bank card, file numbers, dates of birth.

The shapes: NIR, decree 82-103 of 22 January 1982 (13 characters and a key of 2); telephone, the French numbering plan
and ITU-T E.164 (at most 15 digits); IBAN, ISO 13616; bank card, ISO/IEC 7812 with Luhn's check digit.
Shapes are read generously, since people mistype: a wrong key, an O for a 0, one digit too few.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Iterator, List, Mapping, Tuple

from bot.channels.redaction_words import KEPT, Draft, Span, any_of, listed, words

#: What people put between digits: at most three signs.
_S = r"[ .\-_/]{0,3}"
_ENDS = r"(?![0-9])"

# One confusion that people and scanners make: letters in a group that also holds a digit.
_MIXED = re.compile(r"(?<![a-z0-9])(?=[oil]*[0-9])[0-9oil]{2,}(?![a-z0-9])")
_CONFUSED = str.maketrans("oil", "011")

_DATE = re.compile(
    r"(?<![0-9])(?<![0-9][./-])(?:"
    r"(?:0?[1-9]|[12][0-9]|3[01])([ ./-])(?:0?[1-9]|1[0-2])\1(?:(?:19|20)[0-9]{2}(?!\1?[0-9])|[0-9]{2}(?!\1?[0-9]))"
    r"|(?:19|20)[0-9]{2}([./-])(?:0[1-9]|1[0-2])\2(?:0[1-9]|[12][0-9]|3[01])(?!\2?[0-9]))"
)
_NIR = re.compile(
    rf"(?<![0-9])[1-478]{_S}[0-9]{{2}}{_S}[0-9]{{2}}{_S}(?:[0-9]{{2}}|2[ab]){_S}[0-9]{{3}}{_S}[0-9]{{3}}"
    rf"(?:{_S}(?:\(?cle[ :]{{0,2}})?[0-9]{{2}})?{_ENDS}"
)
#: As the card prints it, the first digit or some of the last ones lost: "85 03 99 116 001 23", "1 85 03 99 116 0".
_NIR_PART = re.compile(
    r"(?<![a-z0-9])(?:[1-478il][ .-])?[0-9]{2}[ .-](?:0[1-9]|1[0-2]|[2-9][0-9])[ .-](?:[0-9]{2}|2[ab])"
    r"[ .-][0-9]{3}[ .-][0-9]{1,3}(?:[ ./-]{1,3}[0-9]{1,2})?(?![0-9])"
)
_NIR_KEY = re.compile(r"\0 ?\(?cle ?(?::|est|=)? ?([0-9]{2})(?![0-9])")
#: Any three signs between the digits of a telephone number; `_same_sign` then refuses hours and prices.
_ANY = r"[^0-9a-z\0\1]{0,3}"
_PREFIX = r"(?<![0-9])(?:\+ ?|\( ?\+ ?|(?<![0-9][,.:h])00[ .-]?)\(?"
#: France and the départements overseas: nine digits follow.
_FRANCE = re.compile(
    rf"{_PREFIX}(?:33|262|269|590|594|596)\)?{_ANY}(?:\(?0\)?{_ANY})?[1-9](?:{_ANY}[0-9]){{8}}(?![0-9])"
    r"|\(33\) ?[1-9](?: ?[0-9]{2}){4}(?![0-9])"
)
_ABROAD = re.compile(rf"{_PREFIX}[1-9][0-9]{{0,2}}\)?(?:[ .\-_/()]{{0,3}}[0-9]){{6,12}}(?![0-9])")
_FRENCH = re.compile(rf"(?<![0-9])(?<![0-9][,.])\(?0{_ANY}[1-9](?:{_ANY}[0-9]){{8}}(?![0-9])")
_SHORT = re.compile(r"(?<![0-9])0[67](?:([ .\-_/])[0-9]{2})(?:\1[0-9]{2}){2}(?:\1?[0-9])?(?![0-9])")
_CARD = re.compile(
    r"(?<![0-9])(?:[2-6][0-9]{3}([ .-]?)[0-9]{4}\1[0-9]{4}\1[0-9]{4}|3[0-9]{3}([ .-]?)[0-9]{6}\2[0-9]{4,5}"
    r"|[2-6][0-9]{12,18}|[2-6](?: [0-9]){15})(?![0-9])"
)
_RUN = re.compile(r"(?<![0-9])[0-9]+(?:([ .\-_/])[0-9]+(?:\1[0-9]+)*)?")
_PAIRS_AFTER = re.compile(r"(?:[ ,-]{1,2}[0-9]{2}(?![0-9])){0,12}")
_PAIRS_BEFORE = re.compile(r"(?:(?<![0-9])[0-9]{2}[ ,-]{1,2})*$")
#: "2023", "2023-24", "02/2025".
_PERIOD = re.compile(r"(?:19|20)[0-9]{2}(?:[./ -](?:19|20)?[0-9]{2})?|[01]?[0-9][./ -](?:19|20)[0-9]{2}")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_NOT_DIGIT = re.compile(r"[^0-9]+")
_LISTED = re.compile(r"(?:departements?|depts?|dpts?|deps?|regions?)\W{0,3}(?:les? |des? |du )?$")

#: Fewer digits than this say nothing about a person unless they are announced.
_LONG = 9
#: An IBAN has 15 to 34 characters; one that is too short or too long is read up to its last group with a digit.
_IBAN_LEAST, _IBAN_MOST = 15, 34
_IBAN = re.compile(r"(?<![a-z0-9])([a-z]{2})[ .-]?([0-9]{2})(?=[ .-]{0,2}[a-z0-9])")
_IBAN_SPACED = re.compile(r"(?<![a-z0-9])[a-z] [a-z] [0-9] [0-9](?: [a-z0-9](?![a-z0-9])){11,30}")
_IBAN_GROUP = re.compile(r"[ .-]{0,2}([a-z0-9]+)")


@lru_cache(maxsize=1)
def _patterns() -> Mapping[str, re.Pattern]:
    data = words()
    cues, joint = data["cues"], data["cues"]["joint"]
    between = rf"(?:[ ]{{0,2}}{joint}(?![a-z])|[ ]{{0,2}}[:=,;(]){{0,5}} {{0,2}}"
    month = any_of(data["months"].split())
    number = _number_words()
    gap = rf"[ ,.\-]{{1,5}}(?:{any_of(data['cues']['pauses'])}[ ,.\-]{{1,5}})?"
    spelled = rf"(?:mille|mil|cent|cents|premier|1er|{number})(?:[ -]{{1,2}}(?:et[ -])?(?:mille|mil|cents?|{number}))*"
    day = r"[0-9]{1,2}(?:er)?"
    birth_date = (
        rf"(?:{day}[ ./-]{{0,3}}(?:{month}|[0-9]{{1,2}})\.?[ ./-]{{0,3}}(?:[0-9]{{4}}|[0-9]{{2}})(?![0-9])"
        rf"|[0-9]{{4}}[./-][0-9]{{2}}[./-][0-9]{{2}}|[0-9]{{8}}(?![0-9])"
        rf"|(?:{day}|{spelled}) {month} (?:{spelled}|[0-9]{{4}}))"
    )

    def after(kind: str, what: str) -> re.Pattern:
        # Words may stand in between when a sign or a verb follows them ("finess de la clinique : 490000031").
        loose = r"(?:[ ][a-z'-]+){1,5} ?(?:[:=]|est(?: le)?|c'est(?: le)?) ?"
        further = r"|(?: [a-z'-]+){1,3} " if kind == "reference" else ""
        return re.compile(rf"(?<![a-z]){any_of(cues[kind])}(?:{between}|{loose}{further})({what})")

    token = r"[a-z]{0,3}[0-9][a-z0-9]*"
    siret = r"[0-9]{3} [0-9]{3} [0-9]{3} [0-9]{5}(?![0-9])"
    more = rf"[./_-]{token}|[./_-][a-z]{{1,3}}(?![a-z])| [0-9]{{2,4}}(?![0-9])"
    of = r"naissance(?: (?:de|d'|du)(?: ?[a-z-]+){1,4})"
    lead = rf"[ :=(]{{0,3}}(?:(?:est|c'est|le|un|du|{any_of(data['days'].split())}) ?){{0,3}}:? ?"
    said = rf"(?:{number}|[0-9]{{1,2}})"
    return {
        "birth": re.compile(rf"(?<![a-z0-9])(?:{any_of(cues['birth'])}|{of}){lead}({birth_date})"),
        "phone": after("phone", rf"\(?[0-9](?:[ .\-_/()]{{0,3}}[0-9]){{5,14}}{_ENDS}"),
        "nir": after("nir", rf"[1-478][ .\-_/]?[0-9]{{2}}[ .\-_/]?[0-9]{{2}}(?:{_S}[0-9][0-9ab]{{0,9}}){{0,8}}"),
        "reference": after("reference", rf"{siret}|(?:[a-z]{{2,5}}[/-]){{0,3}}{token}(?:{more}){{0,8}}"),
        "bank": after("bank", rf"{token}(?:[ .-]{{1,2}}{token}){{0,9}}"),
        "units": re.compile(rf" ?(?:{data['units']})"),
        "spelled": re.compile(rf"(?<![a-z0-9]){said}(?:{gap}{said}(?![a-z0-9])){{3,}}"),
        "word": re.compile(rf"(?<![a-z0-9]){said}(?![a-z0-9])"),
        "phone_cue": re.compile(rf"(?<![a-z]){any_of([*cues['phone'], *cues['nir']])}{between}$"),
    }


def _number_words() -> str:
    return any_of(word for group in words()["number_words"].values() for word in group) + r"(?![a-z])"


def numbers(draft: Draft) -> None:
    """Hide every number of `draft` that tells who somebody is."""
    patterns = _patterns()
    draft.take(patterns["birth"], "birth_date", group=1)
    draft.take(_IBAN_SPACED, "iban", judge=lambda match: _count(match.group()) >= 12)
    draft.hide(list(_ibans(draft.plain)))
    draft.take(_DATE, "", judge=_is_date, blank=KEPT)
    draft.plain = _MIXED.sub(lambda match: match.group().translate(_CONFUSED), draft.plain)
    draft.take(_NIR, "nir")
    draft.take(_NIR_KEY, "nir", group=1)
    draft.take(_NIR_PART, "nir", judge=_is_nir_part)
    draft.take(_CARD, "card", judge=_is_card)
    draft.take(patterns["reference"], "reference", judge=_is_lettered_reference, group=1)
    draft.take(_FRANCE, "phone")
    draft.take(_FRENCH, "phone", judge=_is_phone)
    draft.take(_ABROAD, "phone", judge=_is_abroad)
    draft.take(_SHORT, "phone", judge=_is_phone)
    draft.take(patterns["bank"], "iban", judge=lambda match: _count(match.group(1)) >= 10, group=1)
    draft.take(patterns["reference"], "reference", judge=_is_reference, group=1)
    draft.take(patterns["nir"], "nir", judge=_is_announced_nir, group=1)
    draft.take(patterns["phone"], "phone", judge=_is_announced_phone, group=1)
    draft.hide(list(_runs(draft.plain)))
    draft.hide(list(_spelled(draft.plain)))


def _count(text: str) -> int:
    return sum(char.isdigit() for char in text)


def _has_unit(match: re.Match, end: int) -> bool:
    return bool(_patterns()["units"].match(match.string, end))


def _is_date(match: re.Match) -> bool:
    """Refuse "01 02 2024" in "06 01 02 2024", and "06 12 34" with more digits behind: telephone numbers."""
    if match.group(1) != " ":
        return True
    plain, (start, end) = match.string, match.span()
    more = end - start <= 8 and re.match(r"[ .,-]{0,2}[0-9]", plain[end : end + 3])
    return not (more or re.search(r"[0-9] $", plain[max(0, start - 2) : start]))


def _is_nir_part(match: re.Match) -> bool:
    groups = _NOT_DIGIT.split(match.group().strip("il .-"))
    first, last = _without_help(groups)
    return first < last


def _is_abroad(match: re.Match) -> bool:
    return _count(match.group()) >= 8 and not _has_unit(match, match.end())


def _is_phone(match: re.Match) -> bool:
    """Refuse lists of départements ("04 05 06 13 83 84") and sums."""
    plain, (start, end) = match.string, match.span()
    if not _same_sign(match.group()) or _has_unit(match, end) or _LISTED.search(plain, max(0, start - 30), start):
        return False
    groups = [group for group in _NOT_DIGIT.split(match.group()) if group]
    if len(groups) > 9 and re.search(r"[0-9][ .-]$", plain[max(0, start - 2) : start]):
        return False  # Digits one by one of something longer.
    if any(len(group) != 2 for group in groups) or groups != sorted(set(groups)):
        return True
    before = _PAIRS_BEFORE.search(plain, max(0, start - 30), start).group()
    after = _PAIRS_AFTER.match(plain, end).group()
    around = [group for group in _NOT_DIGIT.split(before + match.group() + after) if group]
    return around != sorted(set(around)) or (len(around) == len(groups) and len(groups) == 5)


def _same_sign(text: str) -> bool:
    """Whether the signs between the digits of `text` are alike, or only those that people mix."""
    signs = {sign.strip() for sign in re.findall(r"[^0-9]+", text.strip(" ()"))}
    if len(re.findall(r"(?<![0-9])0[.,][0-9]", text)) > 1 and len(signs) > 1:
        return False  # "0.5 0.75 0.25"
    return len(signs) <= 1 or all(char in ".-_()" for sign in signs for char in sign)


def _is_card(match: re.Match) -> bool:
    groups = _NOT_DIGIT.split(match.group())
    first, last = _without_help(groups)
    if first == last or (match.group()[0] == "2" and not "2221" <= match.group()[:4] <= "2720"):
        return False
    if len(groups) == 4:
        return True
    digits = [int(char) for char in match.group() if char.isdigit()]
    doubled = [digit if index % 2 == 0 else digit * 2 - 9 * (digit > 4) for index, digit in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0


def _is_reference(match: re.Match) -> bool:
    digits = _count(match.group(1))
    first, last = _without_help(_NOT_DIGIT.split(match.group(1)))
    if first == last or _PERIOD.fullmatch(match.group(1)) or _has_unit(match, match.end()):
        return False
    lead = match.group()[: match.start(1) - match.start()]
    told = re.search(r"n°|num|no\b|ref|:|=|rpps|finess|adeli|passeport|allocataire|adherent", lead)
    # The further from its announcement, the longer it must be: "dossier de la mdph 49000".
    return digits >= (5 if told else 6 if lead.count(" ") < 3 else 7)


def _is_lettered_reference(match: re.Match) -> bool:
    return any(char.isalpha() for char in match.group(1)) and _is_reference(match)


def _is_announced_nir(match: re.Match) -> bool:
    digits = match.group(1)
    groups = _NOT_DIGIT.split(digits)
    years = all(_YEAR.fullmatch(group) for group in groups)
    first, last = _without_help(groups)
    if years or first == last or _has_unit(match, match.end()):
        return False
    # "numéro" alone announces many things.
    least = 7 if match.group().startswith(("num", "n°", "commence")) else 6 if len(groups) == 1 else 5
    return _count(digits) >= least or (match.group().startswith("commence") and len(groups) > 2)


def _is_announced_phone(match: re.Match) -> bool:
    groups = [group for group in _NOT_DIGIT.split(match.group(1)) if group]
    first, last = _without_help(groups)
    return not (first == last or _has_unit(match, match.end()))


@lru_cache(maxsize=4)
def _listed_words(key: str) -> frozenset:
    return listed(words()[key])


def _without_help(groups: List[str]) -> Tuple[int, int]:
    """Return which groups of digits are left when the help numbers at both ends are taken away (first, after last)."""
    first, last, known = 0, len(groups), _listed_words("help_numbers")
    while first < last and (groups[first] in known or "".join(groups[first : first + 2]) in known):
        first += 1 if groups[first] in known else 2
    while first < last and (groups[last - 1] in known or "".join(groups[max(first, last - 2) : last]) in known):
        last -= 1 if groups[last - 1] in known else 2
    return first, max(first, last)


def _runs(plain: str) -> Iterator[Span]:
    """Yield what is left of long numbers: too long to be a price, a list of départements, a year or a help number."""
    units = _patterns()["units"]
    for match in _RUN.finditer(plain):
        if match.end() - match.start() < _LONG:
            continue
        groups = [(m.start(), m.end()) for m in re.finditer(r"[0-9]+", match.group())]
        texts = [match.group()[start:end] for start, end in groups]
        first, last = _without_help(texts)
        texts, groups = texts[first:last], groups[first:last]
        if sum(map(len, texts)) < _LONG or units.match(plain, match.end()):
            continue
        pairs = len(texts) > 1 and all(re.fullmatch(r"[0-9]{2}|9[78][0-9]", text) for text in texts)
        pairs = pairs and (texts[0][0] != "0" or texts == sorted(texts))
        years = all(_YEAR.fullmatch(text) for text in texts)
        counted = len(texts) > 1 and all(len(a + b) < 9 and int(b) - int(a) == 1 for a, b in zip(texts, texts[1:]))
        if not (pairs or years or counted):
            yield Span(match.start() + groups[0][0], match.start() + groups[-1][1], _kind("".join(texts)))


def _kind(digits: str) -> str:
    if len(digits) in (13, 15) and digits[0] in "123478":
        return "nir"
    if len(digits) == 16 and digits[0] in "3456":
        return "card"
    return "phone" if re.match(r"0[1-9]|33[1-9][0-9]{8}$", digits) else "number"


@lru_cache(maxsize=1)
def _iban_lengths() -> Mapping[str, int]:
    return {item[:2]: int(item[2:]) for item in words()["iban_lengths"].split()}


def _ibans(plain: str) -> Iterator[Span]:
    done, lengths = 0, _iban_lengths()
    for match in _IBAN.finditer(plain):
        if match.start() < done or match.group(1) not in lengths:
            continue
        size, end, good = 4, match.end(), 0
        for count in range(12):
            group = _IBAN_GROUP.match(plain, end)
            if not group or size + len(group.group(1)) > _IBAN_MOST:
                break
            letters = not any(char.isdigit() for char in group.group(1))
            # Only the code of the bank, just after the check digits, may be letters alone ("GB29 NWBK 6016...").
            if letters and not (count == 0 and len(group.group(1)) == 4):
                break
            size, end = size + len(group.group(1)), group.end()
            if not letters:
                good = end
            if size == lengths[match.group(1)]:
                break
        if good and size >= _IBAN_LEAST and _count(plain[match.start() : good]) >= 12:
            done = good
            yield Span(match.start(), good, "iban")


# --- numbers in words


def _spelled(plain: str) -> Iterator[Span]:
    """Yield telephone numbers and NIR in words ("zéro six douze trente-quatre...")."""
    patterns, zeros = _patterns(), words()["number_words"]["zero"]
    for match in patterns["spelled"].finditer(plain):
        tokens = [found.group() for found in patterns["word"].finditer(match.group())]
        if sum(token.isalpha() for token in tokens) < 2 or patterns["units"].match(plain, match.end()):
            continue
        # "sept zéro six ...": what is heard for "c'est zéro six" stands before.
        first = next((i for i, token in enumerate(tokens[:3]) if token in zeros or token[0] == "0"), None)
        digits = len(_said(tokens[first or 0 :]))
        abroad = plain[max(0, match.start() - 7) : match.start()].endswith(("double ", "plus "))
        cued = bool(patterns["phone_cue"].search(plain, max(0, match.start() - 40), match.start()))
        phone = first is not None or abroad or cued
        if digits >= (8 if phone else 13):
            yield Span(match.start(), match.end(), "phone" if phone and digits < 13 else "nir")


def _said(tokens: List[str]) -> str:
    """Return as many digits as the words say ("trente-quatre" says two); which ones does not matter."""
    groups = words()["number_words"]
    digits, tens = "", False
    for token in tokens:
        if token.isdigit():
            digits, tens = digits + token, False
        elif token in groups["ten"]:
            # "quatre-vingt": the four was counted as a digit of its own.
            fourscore = token.startswith("vin") and digits.endswith("4")
            digits, tens = (digits[:-1] if fourscore else digits) + "80", True
        elif token in groups["cent"]:
            digits, tens = digits + "00", False
        elif tens and token not in groups["zero"]:
            # "trente-quatre"; in "soixante-dix-sept" more is to come.
            tens = token in ("dix", "dis")
        elif token in groups["unit"]:
            digits, tens = digits + ("4" if token in groups["four"] else "1"), False
        else:
            digits, tens = digits + ("0" if token in groups["zero"] else "10"), False
    return digits
