"""`python -m bot.evaluation.plain`: is every text that a patient sees written in plain language? Says what to mend."""

from __future__ import annotations

import sys
from collections import Counter
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Iterable, List, Mapping, Sequence

from bot.evaluation.plain_rules import ENOUGH_WORDS, LONGEST_SENTENCE, Finding, Words, check, median_score, scores
from bot.evaluation.plain_texts import Text, all_texts
from bot.evaluation.plain_words import reading, sentences, words
from bot.knowledge.loader import load
from bot.knowledge.validation import RecordError, read_yaml

SETTINGS = Path(__file__).with_name("plain.yml")


def settings() -> Mapping[str, Any]:
    """Return everything that `plain.yml` holds."""
    return read_yaml(SETTINGS)


def patient_texts() -> List[Text]:
    """Return every text that a patient can see; raise `RecordError` or OSError when a file is wrong or missing."""
    return all_texts(load(), settings()["files"])


def without_exceptions(found: Iterable[Finding], exceptions: Sequence[Mapping[str, str]]) -> List[Finding]:
    """Return the findings that no exception covers, and one finding for each exception that covers none.

    An exception has `id` (as in the finding, * stands for anything), `rule` and `reason`.
    """
    left, used = [], set()
    for finding in found:
        covering = [
            number
            for number, item in enumerate(exceptions)
            if item["rule"] == finding.rule and fnmatchcase(finding.id, item["id"])
        ]
        used.update(covering)
        if not covering:
            left.append(finding)
    idle = (item for number, item in enumerate(exceptions) if number not in used)
    return [*left, *(Finding(item["id"], "needless_exception", item["rule"]) for item in idle)]


def report(texts: Sequence[Text], found: Sequence[Finding], record: Mapping[str, Any]) -> List[str]:
    """Return the lines that say what to mend, then the figures of all texts."""
    say, advice = record["report"], record["advice"]
    lines = [say["finding"].format(id=f.id, rule=f.rule, seen=f.seen, advice=advice[f.rule]) for f in found]
    pieces = {piece.id: piece for text in texts for piece in text.pieces}.values()
    counted = reading(piece.text for piece in pieces if not piece.label)
    all_sentences = (sentence for piece in pieces for sentence in sentences(piece.text))
    judged = scores(texts)
    lines += [
        say["figures"].format(
            texts=len(texts),
            words=counted.words,
            sentences=counted.sentences,
            longest=LONGEST_SENTENCE,
            long=sum(len(words(sentence)) > LONGEST_SENTENCE for sentence in all_sentences),
            mean=counted.mean,
        ),
        say["scores"].format(median=median_score(texts), lowest=min(judged), scored=len(judged), enough=ENOUGH_WORDS),
        say["excepted"].format(count=len(record["exceptions"])),
    ]
    by_rule = ", ".join(f"{rule} {count}" for rule, count in Counter(f.rule for f in found).most_common())
    return [*lines, say["some"].format(count=len(found), by_rule=by_rule) if found else say["none"]]


def main() -> int:
    """Print the report; return 0 when there is nothing to mend, 1 otherwise."""
    try:
        texts = patient_texts()
    except (OSError, RecordError) as error:
        print(error, file=sys.stderr)
        return 1
    record = settings()
    found = without_exceptions(check(texts, Words.of(record)), record["exceptions"])
    print(*report(texts, found, record), sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
