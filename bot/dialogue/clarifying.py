"""What is said when a message is not understood for sure: one plain question, or an answer that owns its doubt."""

from __future__ import annotations

from typing import List, Optional, Sequence, Tuple

from bot.dialogue.state import Button, Heard, Pending, Reply, State
from bot.dialogue.voice import Voice
from bot.knowledge.loader import KnowledgeBase
from bot.language.words import fold

#: Situations below this probability are not offered.
WORTH_OFFERING = 0.08
#: From this probability an answer is given without a doubt: above it at most 2 % of the answers tell a wrong situation
#: (calibration curve of `make evaluate`).
SURE = 0.8
#: Two situations are told apart by their own question when the third is at most this share of the second.
FAR_BEHIND = 0.5
_MOST = 3


class Clarifier:
    """Chooses between the situations that a message may tell."""

    def __init__(self, base: KnowledgeBase, voice: Voice):
        """`base` gives the labels and the questions that tell two situations apart, `voice` the sentences."""
        self._base = base
        self._voice = voice

    def candidates(self, heard: Heard) -> Tuple[str, ...]:
        """Return the situations worth offering, likeliest first, at most three."""
        likely = [item for item in heard.ranking if item[0] in self._base.situations and item[1] >= WORTH_OFFERING]
        names = tuple(name for name, _ in likely[:_MOST])
        if len(likely) > 2 and frozenset(names[:2]) in self._base.borders and likely[2][1] <= FAR_BEHIND * likely[1][1]:
            return names[:2]
        return names

    def offer(self, state: State, candidates: Sequence[str], key: str) -> Tuple[State, Reply]:
        """Ask which situation it is; two close ones get the plain question that tells them apart.

        `key` names the sentence of `texts.yml` said otherwise.
        """
        border = self._base.borders.get(frozenset(candidates))
        choices = (*candidates, "other")
        labels = self._labels(choices)
        numbered = [f"{number}. {label}" for number, label in enumerate(labels, start=1)]
        reply = Reply(
            text="\n".join([border["ask"] if border else self._voice.say(key), *numbered]),
            custom={"kind": "clarification", "candidates": [*candidates, labels[-1].lower()]},
            buttons=tuple(Button(label, label) for label in labels),
        )
        return state.changed(pending=Pending("clarify", None, 1, choices)), reply

    def named(self, pending: Pending, text: str) -> Optional[str]:
        """Return the choice whose label `text` repeats, or None."""
        labels = [fold(label).strip(" .!?") for label in self._labels(pending.choices)]
        said = fold(text).strip(" .!?")
        return pending.choices[labels.index(said)] if said in labels else None

    def doubt(self, heard: Heard, situation: str) -> Optional[Tuple[str, ...]]:
        """Return the other situations that `heard` may tell, None when `situation` is sure."""
        if heard.intent != situation or heard.confidence >= SURE:
            return None
        return tuple(name for name in self.candidates(heard) if name != situation)

    def doubt_line(self, situation: str) -> str:
        """Return the sentence that owns the doubt before an answer about `situation`."""
        return self._voice.say("clarify.doubt", name=self._base.situations[situation]["name"])

    def buttons(self, situations: Sequence[str]) -> List[Button]:
        """Return one button a situation, with its own label."""
        return [Button(label, label) for label in (self._base.situations[name]["label"] for name in situations)]

    def _labels(self, choices: Sequence[str]) -> List[str]:
        border = self._base.borders.get(frozenset(choice for choice in choices if choice != "other"))
        answers = border["answers"] if border else {}
        return [
            self._voice.say("clarify.something_else")
            if choice == "other"
            else answers.get(choice) or self._base.situations[choice]["label"]
            for choice in choices
        ]
