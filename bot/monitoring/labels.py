"""The closed lists that labels and log fields may come from. Whatever is not in its list becomes `OTHER`.

A label that could hold a text or an id would leak it, and would cost memory without end.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from bot.knowledge.loader import load as load_knowledge
from bot.language.danger_cues import load_rules

#: What stands for everything unknown.
OTHER = "other"

#: Ways to reach the assistant; `local`: the shell, tests, and what a server says to itself at its start.
CHANNELS = frozenset({"web", "rest", "telegram", "whatsapp", "local"})
#: Kinds of turns of the public message contract.
KINDS = frozenset(
    {"orientation", "question", "answer", "emergency", "out_of_scope", "clarification", "smalltalk", "privacy", "error"}
)
#: Why a channel refuses a request: the topics `refused` of bot/channels/messages.yml (a test compares them).
REASONS = frozenset(
    {
        "bad_json",
        "bad_request",
        "bad_schema",
        "duplicate",
        "method",
        "not_erased",
        "not_found",
        "not_json",
        "not_local",
        "session",
        "signature",
        "slow",
        "technical",
        "too_large",
        "too_long",
        "too_many",
    }
)
#: What went wrong in a turn that was begun: too slow, the store, the assistant, the steps before it, an erasure; and,
#: on a messenger, an answer that could not be delivered, or that the person does not want any more.
FAILURES = frozenset({"timeout", "store", "turn", "intake", "erasing", "undelivered", "blocked"})
#: What a store counts (`Records.counts` in bot/stores/records.py; a test compares them).
STORE_EVENTS = frozenset({"errors", "conflicts", "damaged", "dropped", "erased", "purged"})
#: How a message was not understood for sure: which problem it tells was asked; it was answered with a doubt; a value
#: that had been asked for was asked for again.
UNSURE = frozenset({"clarification", "doubt", "asked_again"})


@lru_cache(maxsize=1)
def situations() -> frozenset[str]:
    """Return the ids of the situations of the knowledge base (read at the first call, like the assistant's)."""
    return frozenset(load_knowledge().situations)


@lru_cache(maxsize=1)
def categories() -> frozenset[str]:
    """Return the ids of the categories of danger of `emergencies.yml`."""
    return frozenset(load_rules().records)


def fold(value: Any, known: frozenset[str]) -> str:
    """Return `value` when it is one of `known`, else `OTHER`; `value` may be anything."""
    return value if isinstance(value, str) and value in known else OTHER


def with_other(known: frozenset[str]) -> list[str]:
    """Return every value that `fold` can give, in order."""
    return sorted(known | {OTHER})
