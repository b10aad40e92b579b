"""False identities that cannot be mistaken for anything else, and the search for what is left of them.

All are drawn with a seed and belong to nobody: telephone numbers of the range kept for fiction (06 39 98), places of
birth, banks and cards that do not exist. Half of the social security numbers have a wrong key.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: What is looked for at any moment: these must never be kept. The other kinds must be gone after an erasure.
IDENTIFIERS = ("nir", "phone", "email", "iban", "card")
#: Kinds that are numbers: found also with other signs between their digits.
_NUMBERS = ("nir", "phone", "iban", "card")
_SIGNS = re.compile(rb"[ .\-/_,]|\xc2\xa0")
_MONTHS = ("janvier", "mars", "avril", "mai", "juin", "juillet", "septembre", "octobre", "novembre")


@dataclass(frozen=True)
class Identity:
    """One person who does not exist: what she writes of each kind, and the `tokens` of it that are looked for."""

    written: dict[str, str]
    tokens: dict[str, Sequence[str]]


def identities(count: int, seed: int = 7) -> list[Identity]:
    """Return `count` different identities, always the same for a seed; raises `ValueError` above 1,000."""
    drawn = random.Random(seed)
    numbers = drawn.sample(range(1000, 10_000), count)
    return [_identity(drawn, number, place) for place, number in enumerate(numbers)]


def _identity(drawn: random.Random, number: int, place: int) -> Identity:
    sex, year, month, day = drawn.choice("12"), drawn.randint(40, 89), drawn.randint(1, 9), drawn.randint(10, 28)
    base = f"{sex}{year}{month:02}99{number:04}{drawn.randint(10, 99)}"
    key = 97 - int(base) % 97
    nir = base + f"{key if place % 2 else key % 97 + 1:02}"
    phone = f"063998{number}"
    bank = f"9999{drawn.randint(0, 9)}00{number}{drawn.randrange(10**12):012}"
    iban = f"FR{98 - int(bank + '152700') % 97:02}{bank}"
    card = _luhn(f"49990000{number}{drawn.randrange(1000):03}")
    first, last, street, account = (_word(drawn) for _ in range(4))
    birth = f"{day}/{month:02}/19{year}"
    email = f"{account}.{number}@{_word(drawn)}.example"
    written = {
        "name": f"{first.title()} {last.title()}",
        "birth_date": birth if place % 3 else f"{day} {_MONTHS[month - 1]} 19{year}",
        "address": f"{drawn.randint(1, 99)} rue {street.title()}",
        "nir": _spaced(nir, (1, 2, 2, 2, 3, 3, 2)) if place % 4 else nir,
        "phone": _spaced(phone, (2,) * 5) if place % 3 else phone,
        "iban": _spaced(iban, (4,) * 6 + (3,)) if place % 4 else iban,
        "card": _spaced(card, (4,) * 4),
        "email": email,
    }
    tokens = {
        "name": (first, last),
        "birth_date": (birth, f"19{year}-{month:02}-{day}", written["birth_date"]),
        "address": (street,),
        "nir": (base,),
        "phone": (phone, phone[1:]),
        "iban": (iban[4:],),
        "card": (card,),
        "email": (account, email.partition("@")[2]),
    }
    return Identity(written, tokens)


def _word(drawn: random.Random) -> str:
    """A word that is in no language."""
    return "zw" + "".join(drawn.choice("aeiou") + drawn.choice("kqvwxz") for _ in range(4)) + "ur"


def _spaced(text: str, lengths: Iterable[int]) -> str:
    parts, at = [], 0
    for length in lengths:
        parts.append(text[at : at + length])
        at += length
    return " ".join(parts)


def _luhn(digits: str) -> str:
    """The digits of a bank card with their last one (ISO/IEC 7812-1)."""
    total = sum(sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(digits))
    return f"{digits}{-total % 10}"


class Search:
    """Looks for identities, and for the keys of their conversations, in bytes of any origin."""

    def __init__(self, people: Sequence[Identity], keys: Sequence[str]) -> None:
        """`keys`: of the same people, in the same order."""
        self._tokens = [
            (place, kind, token.lower().encode(), kind in _NUMBERS)
            for place, person in enumerate(people)
            for kind, tokens in person.tokens.items()
            for token in tokens
        ]
        self._keys = [key.encode() for key in keys]

    def found(self, data: bytes, kinds: Iterable[str] | None = None) -> set[tuple[int, str]]:
        """Return whose what is in `data`: the person's place and the kind; `kinds`: only these."""
        wanted = None if kinds is None else set(kinds)
        low = data.lower()
        joined = _SIGNS.sub(b"", low)
        return {
            (place, kind)
            for place, kind, token, is_number in self._tokens
            if (wanted is None or kind in wanted) and (token in low or (is_number and token in joined))
        }

    def keys(self, data: bytes) -> set[int]:
        """Return whose conversation is named in `data`."""
        return {place for place, key in enumerate(self._keys) if key in data or key[:32] in data}
