"""Runs in the environment of one system: reads texts, writes what its model understands.

`python -m benchmarks.understand {ours|starter} MODEL < texts.json > answers.json`
Texts are a list of strings; answers a list of [intent, best intent before the threshold of doubt].
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path

FALLBACK = "nlu_fallback"


async def load(system: str, model: str):
    """The assistant as its own project loads it, or any Rasa model as Rasa does."""
    if system == "ours":
        from bot.runtime.agent import load_agent_async

        return await load_agent_async(Path(model))
    import logging

    from rasa.core.agent import Agent
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.WARNING)  # else each text is printed
    return Agent.load(model_path=model)


def labels(parsed: dict) -> list[str | None]:
    """The intent of a parsed message, and the likeliest one when the answer is 'not understood'."""
    intent = (parsed.get("intent") or {}).get("name")
    ranked = [item["name"] for item in parsed.get("intent_ranking") or [] if item["name"] != FALLBACK]
    return [intent, ranked[0] if intent == FALLBACK and ranked else intent]


async def understand(system: str, model: str, texts: list[str]) -> list[list[str | None]]:
    """What the model makes of each text, each seen alone."""
    agent = await load(system, model)
    return [labels(await agent.parse_message(text)) for text in texts]


if __name__ == "__main__":
    answers_file = os.fdopen(os.dup(1), "w")  # what the libraries print must not mix with the answers
    os.dup2(2, 1)
    json.dump(asyncio.run(understand(sys.argv[1], sys.argv[2], json.load(sys.stdin))), answers_file)
    answers_file.close()
