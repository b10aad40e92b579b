"""For whom a message asks: a relative who is the patient, a person who died, or the writer."""

from __future__ import annotations

import re
from typing import Any, List, Mapping, Optional, Sequence

from bot.language.context import Context, joined
from bot.language.values import Value

#: A relative is the patient when the cues around a mention sum up to zero at least.
_PATIENT, _MENTIONED, _WRITER_IS_PATIENT, _FRIEND = 2, -2, -1, -1
_KINDS = ("deceased", "relative", "self")


class Persons:
    """Tells the relatives who are the patient from those who are only mentioned."""

    def __init__(self, words: Mapping[str, Any]):
        """`words` are those of `data/persons.yml`."""
        self._patient_before = joined(words["patient"]["before"], {}, ends=True)
        self._patient_after = joined(words["patient"]["after"], {}, ends=False)
        self._mentioned_before = joined(words["mentioned"]["before"], {}, ends=True)
        self._mentioned_after = joined(words["mentioned"]["after"], {}, ends=False)
        self._bare = set(words["bare"])
        self._bare_not = re.compile(words["bare_not"])
        self._writer = re.compile(rf"\b(?:{'|'.join(words['writer'])})\b")
        self._death_after = re.compile(words["death"]["after"])
        self._death_before = re.compile(words["death"]["before"] + "$")
        self._death_later = re.compile(words["death"]["later"])
        self._other_dead = re.compile(words["other_dead"])

    def choose(self, values: Sequence[Value], context: Context) -> Optional[str]:
        """Return the kind of person the message is about, or None."""
        relatives = [value for value in values if value.value == "relative" and not self._nobodys(value, context)]
        kinds = {value.value for value in values if value.value == "self" and not value.weak}
        kinds |= {
            "deceased"
            for value in values
            if value.value == "deceased" and not (value.weak or self._of_another(value, context))
        }
        if relatives:
            writer = _WRITER_IS_PATIENT * bool(self._writer.search(context.line))
            scores = [self._score(value, context) + writer for value in relatives]
            best: List[Value] = [v for v, score in zip(relatives, scores) if score == max(scores)]
            if max(scores) >= 0:
                kinds.add("relative")
                kinds.discard("self")
                if any(self._dead(value, context) for value in best):
                    kinds.add("deceased")
            else:
                kinds.discard("deceased")
        return next((kind for kind in _KINDS if kind in kinds), None)

    def _score(self, value: Value, context: Context) -> int:
        before, after = context.before(value.first), context.after(value.last)
        score = _FRIEND * value.weak
        score += _PATIENT * bool(self._patient_after.match(after) or self._patient_before.search(before))
        return score + _MENTIONED * bool(self._mentioned_after.match(after) or self._mentioned_before.search(before))

    def _nobodys(self, value: Value, context: Context) -> bool:
        """Return whether a bare word of a family ("un père") is nobody's relative here."""
        form = context.line[slice(*context.spans[value.first])]
        bare = value.first == value.last and form in self._bare
        return bare and bool(self._bare_not.search(context.before(value.first)))

    def _dead(self, value: Value, context: Context) -> bool:
        before, after = context.before(value.first), context.after(value.last)
        if self._death_after.match(after) or self._death_before.search(before):
            return True
        later = context.line[context.spans[value.last][1] :]
        return bool(self._death_later.search(later))

    def _of_another(self, value: Value, context: Context) -> bool:
        return bool(self._other_dead.search(context.before(value.first)))
