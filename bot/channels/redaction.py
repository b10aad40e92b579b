"""Identifiers are hidden before anything else sees a message: NLU, store, logs, metrics.

Asked for by the checks PRI-01 and PRI-02 and by the decree 2019-341 (who may keep a NIR). Towns, postcodes,
départements, dates of events, prices, help numbers and professions stay: the answer depends on them.
"""

from __future__ import annotations

from typing import NamedTuple, Tuple

from bot.channels.redaction_contacts import addresses, emails
from bot.channels.redaction_names import names
from bot.channels.redaction_numbers import numbers
from bot.channels.redaction_words import Draft, words


class Redacted(NamedTuple):
    """A message without identifiers, and the kinds found, in reading order (each as often as it was found).

    Kinds: nir, phone, iban, card, number (another long number), reference (announced file numbers), birth_date,
    email, address, name.
    """

    text: str
    found: Tuple[str, ...]


def redact(text: str) -> Redacted:
    """Return `text` with every identifier replaced by the placeholder of `redaction.yml`.

    `text` is expected clean and bounded (`bot.channels.cleaning.clean`); time grows with its length only.
    """
    draft = Draft(text)
    emails(draft)
    addresses(draft)
    numbers(draft)
    names(draft)
    if not draft.spans:
        return Redacted(text, ())
    placeholder = words()["placeholder"]
    pieces, done = [], 0
    spans = sorted(draft.spans)
    for span in spans:
        pieces += [text[done : span.start], placeholder]
        done = span.end
    return Redacted("".join([*pieces, text[done:]]), tuple(span.kind for span in spans))
