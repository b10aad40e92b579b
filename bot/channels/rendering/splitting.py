"""Fits blocks into messages of a channel: between blocks, else between lines, else between sentences or words.

Lengths are in UTF-16 code units, as Telegram counts (Bot API, "MessageEntity"); for others that is never too short.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from bot.channels.rendering.answer import Block, Line, Piece

#: Characters after which a message goes on in the next one, at the next block: about a screen of a phone, twice.
COMFORTABLE = 2_400
#: Where a line may be cut: after a sentence, else after a word. Never inside a phone number or before a lone sign.
_SENTENCE = re.compile(r"(?<=[.!?…]) (?=\S)")
_WORD = re.compile(r"(?<=\S) (?![:;!?»–-])(?<!« )(?!(?<=\d )[\d])")


def units(text: str) -> int:
    """Return the length of a text in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def size(block: Block) -> int:
    """Return the length of a block as plain text."""
    return units(block.shown)


def messages(
    blocks: Sequence[Block],
    limit: int,
    comfortable: int = COMFORTABLE,
    measure: Callable[[Block], int] = size,
) -> list[list[Block]]:
    """Return blocks by messages: none longer than `limit`, and none goes on beyond `comfortable` without need.

    `measure` gives the length of a block as the channel counts it; between two blocks there are two more characters.
    A heading stays with what follows it.
    """
    found: list[list[Block]] = []
    length = 0
    for group in _groups(part for block in blocks for part in fitted(block, limit, measure)):
        wanted = sum(map(measure, group)) + 2 * (len(group) - 1)
        if wanted > limit:  # a heading that does not fit with its block: they are separate messages
            found += [[block] for block in group]
            length = limit
        elif found and length + 2 + wanted <= min(limit, comfortable):
            found[-1] += group
            length += 2 + wanted
        else:
            found.append([*group])
            length = wanted
    return found


def fitted(block: Block, limit: int, measure: Callable[[Block], int] = size) -> Iterator[Block]:
    """Yield a block as blocks that each fit into `limit`; only the first one has the title."""
    if measure(block) <= limit:
        yield block
        return
    part = replace(block, lines=())
    for line in itertools.chain.from_iterable(_fitting(line, block, limit, measure) for line in block.lines):
        longer = replace(part, lines=(*part.lines, line))
        if measure(longer) > limit and (part.lines or part.title):
            yield part
            longer = replace(block, title="", lines=(line,))
        part = longer
    yield part


def pages(text: str, limit: int, separators: Sequence[str] = ("\n\n", "\n")) -> list[str]:
    """Return a plain text in parts of at most `limit` units, cut between paragraphs, else lines, else as `cut` does."""
    if units(text) <= limit:
        return [text] if text else []
    if not separators:
        return cut(text, limit)
    between, *finer = separators
    found: list[str] = []
    for piece in text.split(between):
        for number, part in enumerate(pages(piece, limit, finer)):
            joined = f"{found[-1]}{between}{part}" if found and not number else ""
            if joined and units(joined) <= limit:
                found[-1] = joined
            else:
                found.append(part)
    return found


def cut(text: str, limit: int) -> list[str]:
    """Return a text in parts of at most `limit` units, cut after sentences, else words; a longer word is cut itself."""
    parts = []
    while units(text) > limit:
        room = _fits(text, limit + 1)
        at = max((m.start() for m in _SENTENCE.finditer(text[:room])), default=0)
        if at < room // 2:
            at = max((m.start() for m in _WORD.finditer(text[:room])), default=0) or at
        at = at or _fits(text, limit)
        parts.append(text[:at].rstrip())
        text = text[at:].lstrip()
    return [*parts, text] if text else parts


def _fits(text: str, limit: int) -> int:
    """How many first characters of a text have at most `limit` units."""
    count = min(len(text), limit)
    while units(text[:count]) > limit:
        count -= 1
    return count


def _fitting(line: Line, block: Block, limit: int, measure: Callable[[Block], int]) -> Iterator[Line]:
    alone = replace(block, title="", lines=(line,))
    over = measure(alone) - units(line.text)  # what the channel adds to the words
    if measure(alone) <= limit:
        yield line
        return
    for number, part in enumerate(cut(line.text, limit - over)):
        yield Line((Piece(part),), "" if number else line.mark)


def _groups(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Blocks that stay together: headings without lines with the block after them."""
    waiting: list[Block] = []
    for block in blocks:
        waiting.append(block)
        if block.lines or block.kind not in ("section", "numbers"):
            yield waiting
            waiting = []
    if waiting:
        yield waiting
