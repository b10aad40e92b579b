"""`python -m bot.knowledge.check`: load everything, say what is wrong in one line, or how many records there are."""

import sys

from bot.knowledge.loader import load
from bot.knowledge.validation import RecordError


def main() -> int:
    """Return 0 when every record is right, 1 otherwise (the message goes to standard error)."""
    try:
        base = load()
    except RecordError as error:
        print(error, file=sys.stderr)
        return 1
    rules = sum(len(s["rules"]) + len(s.get("notes", [])) for s in base.situations.values())
    print(
        f"{len(base.situations)} situations, {rules} rules and notes, {len(base.bodies)} bodies, "
        f"{len(base.deadlines)} deadlines, {len(base.questions)} questions, {len(base.sources)} sources"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
