"""An answer as clean text: to forward, to copy into a mail, to print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.channels.rendering.answer import WORDS, Block, Line, read


def text(messages: Sequence[Mapping[str, Any]]) -> str:
    """Return all that the messages of a turn say, with the addresses of the sources, without buttons."""
    return "\n\n".join(_block(block) for block in read(messages).blocks)


def _block(block: Block) -> str:
    title = f"• {block.title}" if block.kind == "card" else block.heading
    return "\n".join([*([title] if block.title else []), *map(_line, block.lines)])


def _line(line: Line) -> str:
    url = next((piece.url for piece in line.pieces if piece.url), None)
    return WORDS.sentence("plain.source", text=line.shown, url=url) if url else line.shown
