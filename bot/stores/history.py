"""Which events of a conversation are kept, and the conversation made again of them."""

from __future__ import annotations

from collections.abc import Callable, Collection

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.conversation import Dialogue
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    ConversationPaused,
    Event,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.stores.errors import AlreadyHeardError
from bot.stores.lines import body_of, came_with, event_of, line_of, lines_in

#: Most turns of a session that are kept. Past it the older half goes, its slots stay: the time of a turn grows with
#: the turns before it (x 2.3 at 300).
LONGEST_SESSION = 200

#: Where an event remembers its line, so that a turn writes down its new events only.
_LINE = "_recours_line"


def body(tracker: DialogueStateTracker, turns: int, fresh: Callable[[], DialogueStateTracker]) -> bytes:
    """Return what is stored of a conversation: its last session, at most `turns` turns of it, in compact lines.

    `fresh` gives an empty tracker of the same conversation.
    """
    events = last_session(list(tracker.events))
    said = [place for place, event in enumerate(events) if isinstance(event, UserUttered)]
    if len(said) > turns:
        cut = said[-max(1, turns // 2)]
        events = [*_summary(events[:cut], events[cut].timestamp, fresh()), *events[cut:]]
    return body_of(line for event in events if (line := _line(event)))


def last_session(events: list[Event]) -> list[Event]:
    """Return the events since the last session or restart began: those before it have no effect any more."""
    for place in range(len(events) - 1, -1, -1):
        event = events[place]
        starts = isinstance(event, ActionExecuted) and event.action_name == ACTION_SESSION_START_NAME
        if starts or isinstance(event, Restarted):
            return events[place:]
    return events


def restore(stored: bytes, tracker: DialogueStateTracker, slots: Collection[str]) -> None:
    """Fill an empty tracker with a stored body; values of slots that are not in `slots` any more are left out.

    Raises whatever a damaged body makes JSON or Rasa raise; the tracker is then of no use.
    """
    events = []
    for line in lines_in(stored):
        described = event_of(line)
        if described["event"] == "slot" and described["name"] not in slots:
            continue
        event = Event.from_parameters(described)
        if event is None:
            raise ValueError("not an event of Rasa")
        setattr(event, _LINE, line)
        events.append(event)
    tracker.recreate_from_dialogue(Dialogue(tracker.sender_id, events))


def before(stored: bytes, message_id: str) -> bytes | None:
    """Return a stored body as it was before its last message, if that one has this id; None if no message has it.

    Raises `AlreadyHeardError` when an earlier message has it, and `ValueError` for a damaged body.
    """
    if message_id.encode("ascii") not in stored:
        return None
    lines = lines_in(stored)
    messages = [place for place, line in enumerate(lines) if event_of(line)["event"] == "user"]
    if messages and came_with(lines[messages[-1]]) == message_id:
        return body_of(lines[: messages[-1]])
    if any(came_with(lines[place]) == message_id for place in messages):
        raise AlreadyHeardError
    return None


def _line(event: Event) -> str | None:
    known = getattr(event, _LINE, None)
    return known or line_of(event.as_dict())


def _summary(events: list[Event], when: float, tracker: DialogueStateTracker) -> list[Event]:
    """Events that lead to the same slots, form and pause as `events`, in the fewest lines."""
    tracker.recreate_from_dialogue(Dialogue(tracker.sender_id, events))
    loop = tracker.active_loop_name
    summary: list[Event] = [ActionExecuted(ACTION_SESSION_START_NAME), SessionStarted()]
    if loop:
        summary += [ActionExecuted(loop), ActiveLoop(loop)]
    summary += [SlotSet(name, slot.value) for name, slot in tracker.slots.items() if slot.value != slot.initial_value]
    if tracker.is_paused():
        summary.append(ConversationPaused())
    summary.append(ActionExecuted(ACTION_LISTEN_NAME))
    for event in summary:
        event.timestamp = when
    return summary
