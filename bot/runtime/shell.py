"""`python -m bot.runtime.shell`: a conversation in the terminal with the assistant that the server runs.

Buttons are numbered: typing the number chooses. With DEBUG=1 each turn is followed by what was understood
and which rule decided. Lines may also come from a file: `python -m bot.runtime.shell < lines.txt`.
"""

from __future__ import annotations

import contextlib
import sys
import uuid
from typing import TYPE_CHECKING, Any

from bot.runtime import quiet, training
from bot.runtime.messages import entry, sentence

if TYPE_CHECKING:
    from rasa.core.agent import Agent


def main() -> int:
    """Talks until the person leaves."""
    try:
        training.ensure_model()
        from bot.runtime.agent import load_agent

        converse(load_agent())
    except training.TrainingError:
        return 1
    except (KeyboardInterrupt, BrokenPipeError):
        print()
    return 0


def converse(agent: Agent) -> None:
    """Reads lines, shows answers."""
    from bot.runtime.agent import ask, state

    is_terminal = sys.stdin.isatty()
    if is_terminal:
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401  (arrow keys and history)
    print(sentence("shell.welcome"), flush=True)
    sender, buttons = uuid.uuid4().hex, []
    while (line := read_line(is_terminal)) is not None:
        if line.strip().lower() in entry("shell.quit"):
            break
        if not line.strip():
            continue
        messages = ask(agent, sender, chosen(line, buttons))
        shown, buttons = render(messages)
        print(shown, flush=True)
        if quiet.is_debug():
            print(explain(state(agent, sender), messages), flush=True)
    print(sentence("shell.goodbye"), flush=True)


def read_line(is_terminal: bool) -> str | None:
    """The next line, echoed when it comes from a file; None at the end."""
    prompt = entry("shell.prompt")
    try:
        line = input("\n" + prompt if is_terminal else "")
    except EOFError:
        return None
    if not is_terminal:
        print(f"\n{prompt}{line}")
    return line


def chosen(line: str, buttons: list[dict[str, str]]) -> str:
    """The payload of the button whose number was typed, else the line itself."""
    number = line.strip()
    if number.isdigit() and 1 <= int(number) <= len(buttons):
        button = buttons[int(number) - 1]
        return button.get("payload") or button["title"]
    return line


def render(messages: list[dict[str, Any]]) -> tuple[str, list[dict[str, str]]]:
    """The texts as a person reads them, and the buttons in the order of their numbers."""
    lines: list[str] = []
    buttons: list[dict[str, str]] = []
    for message in messages:
        if message.get("text"):
            lines.append(entry("shell.bot") + message["text"])
        for button in message.get("buttons", []):
            buttons.append(button)
            lines.append(f"  {len(buttons)}. {button['title']}")
        for kind in ("image", "attachment"):
            if message.get(kind):
                lines.append(str(message[kind]))
    return "\n".join(lines), buttons


def explain(known: dict[str, Any], messages: list[dict[str, Any]]) -> str:
    """For trainers: what was understood, and which rule decided."""
    custom = next((message["custom"] for message in messages if message.get("custom")), {})
    confidence = known["confidence"]
    lines = [
        f"intent   {known['intent']} ({confidence:.2f})" if confidence is not None else f"intent   {known['intent']}",
        f"entities {pairs(known['entities'])}",
        f"slots    {pairs(known['slots'])}",
        f"answer   {custom.get('kind')}, rule {custom.get('rule')}",
    ]
    return "\n".join(f"    | {line}" for line in lines)


def pairs(values: dict[str, Any]) -> str:
    """`a=1, b=2`"""
    return ", ".join(f"{name}={value}" for name, value in values.items()) or "-"


if __name__ == "__main__":
    sys.exit(main())
