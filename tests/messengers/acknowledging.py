"""`python -m tests.messengers.acknowledging`: how fast Telegram's calls are acknowledged while answers take longer.

A real process with the trained model, `PEOPLE` people who tell their problem at once and go on, and each action slowed
by `SLOW` seconds. Prints the figures; aim: 250 ms at the median (issue "Telegram and WhatsApp for associations").
"""

import asyncio
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.service.stack import Assistant
from bot.runtime import training
from tests.messengers.fake_telegram import HEADERS, PATH, FakeTelegram, settings
from tests.messengers.processes import Caller, off_loop, until

PEOPLE, SLOW = 20, 1.0
STORY = (
    "mon dentiste refuse de me soigner parce que j'ai la C2S",
    "à Angers",
    "et les délais ?",
    "qu'est-ce que je dois écrire ?",
)


async def measure(folder: Path) -> dict[str, float]:
    """Return counts, and seconds of acknowledgements and of whole answers."""
    async with FakeTelegram() as fake:
        assistant = Assistant("one", folder, "s" * 40, **settings(fake))
        assistant.set(action=SLOW, rates=False)
        caller = Caller([assistant], PATH, HEADERS)
        try:
            await off_loop(assistant.start)
            asked = time.monotonic()
            for text in STORY:
                updates = [json.dumps(fake.says(chat, text)).encode() for chat in range(1, PEOPLE + 1)]
                await asyncio.gather(*(caller.bring(update) for update in updates))
            acknowledged = time.monotonic() - asked
            shown = (1 + len(STORY)) * PEOPLE  # the notice, and one message or more for each answer
            await until(lambda: len(fake.sent) >= shown and _is_quiet(fake))
        finally:
            await caller.close()
            await off_loop(assistant.stop)
    seconds = sorted(caller.seconds)
    return {
        "calls": len(seconds),
        "median": statistics.median(seconds),
        "95th percentile": seconds[int(len(seconds) * 0.95)],
        "slowest": seconds[-1],
        "all acknowledged": acknowledged,
        "all answered": _last_sent[-1] - asked,
    }


_last_sent: list[float] = [0.0]
_counted: list[int] = [0]


def _is_quiet(fake: FakeTelegram) -> bool:
    """Nothing was sent for two seconds."""
    if len(fake.sent) != _counted[-1]:
        _counted.append(len(fake.sent))
        _last_sent.append(time.monotonic())
    return time.monotonic() - _last_sent[-1] > 2


def main() -> int:
    """Print the figures; returns the exit status."""
    if not training.model_path().exists():
        print("no model fits the data: make train", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(measure(Path(folder)))
    for name, value in found.items():
        print(f"{name}: {value}" if name == "calls" else f"{name}: {value:.3f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
