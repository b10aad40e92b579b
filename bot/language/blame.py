"""Who and which place a message complains about, when it names several, or names some to clear them."""

from __future__ import annotations

import re
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

from bot.language.context import Context, joined
from bot.language.values import Value

#: How much each cue weighs. A professional is chosen by the sum, then by the order of the words.
_ACCUSED, _ORIGIN, _HELPER, _TITLE, _WITNESS, _PRAISED = 2, -2, -3, -3, -4, -5
#: A profession that only follows from a place weighs less than one that is named.
_IMPLIED = -3


class Blame:
    """Clears what is not complained about and chooses among the rest."""

    def __init__(self, words: Mapping[str, Any], roles: Mapping[str, Any]):
        """`words` are those of `reading.yml`, `roles` those of `data/blame.yml`."""
        macros = {key: roles[key] for key in ("relatives", "art")}
        self._cleared = self._pair(roles["cleared"], macros)
        self._praised = self._pair(roles["praised"], macros)
        self._witness = self._pair(roles["witness"], macros)
        self._places = self._pair(roles["places"], macros)
        self._accused_before = joined(roles["accused"]["before"], macros, ends=True)
        self._origin = re.compile(words["not_the_one"])
        self._accused = re.compile(words["the_one"])
        self._sender = re.compile(words["sent_elsewhere"])
        self._correction = re.compile(words["correction"])
        self._helpers = set(words["helpers"])
        self._titles = set(words["titles"])
        self._implied = words["implied_profession"]
        self._near: Dict[str, List[Tuple[str, re.Pattern]]] = {}
        for entry in roles["by_context"]:
            near = [(value, re.compile(rf"\b(?:{pattern})\b")) for value, pattern in entry["near"].items()]
            self._near.update({word: near for word in entry["words"]})
        self._by_context = re.compile(rf"\b(?:{'|'.join(self._near)})\b")
        self._home = {value: re.compile(pattern) for value, pattern in roles["home_words"].items()}

    @staticmethod
    def _pair(patterns: Mapping[str, Sequence[str]], macros: Mapping[str, str]):
        before = joined(patterns["before"], macros, ends=True) if "before" in patterns else None
        after = joined(patterns["after"], macros, ends=False) if "after" in patterns else None
        return before, after

    def clears(self, value: Value, context: Context) -> bool:
        """Return whether the words around a professional or a place say that it is not complained about."""
        if value.slot == "profession":
            return _holds(self._cleared, value, context)
        return value.slot == "setting" and _holds(self._places, value, context)

    def taken_back(self, value: Value, following: Optional[Value], context: Context) -> bool:
        """Return whether the person corrects a word by the next one of its kind ("infirmière, pardon, sage-femme")."""
        if following is None or following.slot != value.slot:
            return False
        between = context.line[context.spans[value.last][1] : context.spans[following.first][0]]
        if len(between) > 40 or ". " in between:
            return False
        after = context.after(following.last)
        return bool(self._correction.search(between)) or (len(between) < 5 and after.startswith("pardon"))

    def from_context(self, values: Sequence[Value], context: Context) -> List[Value]:
        """Return the professions told by words that need the rest of the message ("l'ortho", "la dame qui aide")."""
        found = []
        for match in self._by_context.finditer(context.line):
            for profession, near in self._near[match.group()]:
                if near.search(context.line):
                    found.append(_at(profession, match, context))
                    break
        for profession, pattern in self._home.items():
            match = pattern.search(context.line)
            if match:
                found.append(_at(profession, match, context))
        taken = {index for value in values for index in range(value.first, value.last + 1)}
        return [value for value in found if value.first not in taken and not self.clears(value, context)]

    def choose(self, values: Sequence[Value], settings: Sequence[Value], context: Context) -> Optional[str]:
        """Return the profession complained about, or None when there is no candidate."""
        implied = any(place.value in self._implied and not place.negated for place in settings)
        if len(values) == 1 and not implied:
            return values[0].value
        scored = [(self._score(value, context), -value.first, value.value) for value in values]
        if implied and scored and all(self._is_title(value, context) for value in values):
            # "Deux pharmacies refusent, le médecin a même téléphoné": the place says more than the title.
            for place in settings:
                profession = self._implied.get(place.value)
                if profession and not place.negated:
                    scored.append((self._score(place, context) + _IMPLIED, -place.first, profession))
        return max(scored)[2] if scored else None

    def _is_title(self, value: Value, context: Context) -> bool:
        return value.first == value.last and context.line[slice(*context.spans[value.first])] in self._titles

    def _score(self, value: Value, context: Context) -> int:
        before, after = context.before(value.first), context.after(value.last)
        plain_before, plain_after = before.replace(", ", "")[-45:], after.replace(", ", "")[:50]
        score = _ORIGIN * bool(self._origin.search(plain_before))
        if self._sender.match(plain_after) or _holds(self._witness, value, context):
            score += _WITNESS
        else:
            score += _ACCUSED * (bool(self._accused.match(plain_after)) + bool(self._accused_before.search(before)))
        score += _PRAISED * _holds(self._praised, value, context)
        score += _HELPER * (value.value in self._helpers)
        return score + _TITLE * self._is_title(value, context)


def _at(profession: str, match: "re.Match", context: Context) -> Value:
    """Return `profession` as a value that stands at `match` of the line."""
    within = [i for i, (start, end) in enumerate(context.spans) if match.start() <= start and end <= match.end()]
    return Value("profession", profession, match.start(), match.end(), within[0], within[-1])


def _holds(pair, value: Value, context: Context) -> bool:
    before, after = pair
    if before is not None and before.search(context.before(value.first)):
        return True
    following = context.after(value.last)
    return after is not None and bool(after.match(following) or after.match(following.lstrip(", ")))
