"""Buttons send their own words: which intent each title stands for."""

from __future__ import annotations

from functools import lru_cache
from typing import Dict, Optional

from bot.knowledge.loader import load
from bot.language.words import normal


@lru_cache(maxsize=1)
def _titles() -> Dict[str, str]:
    base = load()
    follow_up = base.texts["follow_up"]
    titles = {base.questions[key]["label"]: key for key in base.questions}
    titles.update({record["label"]: key for key, record in base.situations.items()})
    titles.update({record["name"]: key for key, record in base.situations.items()})
    for border in base.borders.values():
        titles.update({answer: key for key, answer in border["answers"].items()})
    titles.update({follow_up[key]: key for key in (*follow_up["buttons"], "deadlines", "being_accompanied")})
    titles.update(
        {
            base.texts["questions"]["dont_know"]: "dont_know",
            base.texts["emergency"]["button"]: "affirm",
            follow_up["second_yes"]: "affirm",
            follow_up["second_no"]: "deny",
        }
    )
    for slot in ("coverage", "setting", "for_whom", "profession"):
        titles.update({record["label"]: "inform" for record in base.choices[slot].values()})
    return {normal(title): intent for title, intent in titles.items()}


def intent_of_title(text: str) -> Optional[str]:
    """Return the intent of a button's title typed or pressed, None for any other text."""
    return _titles().get(normal(text))
