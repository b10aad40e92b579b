"""What must hold for each thing that is sent to a running service; each function raises what says how it does not."""

from __future__ import annotations

import functools
import json
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from benchmarks.service.fuzz_talk import BrokenError, Service, custom_of
from benchmarks.service.strategies import SESSION, WEBHOOK, Request, Step, Talk, intents, spellings, words

#: A connection may be cut, without a response that can be read, while a larger head or body comes in (bytes). The body
#: is that of bot/channels/application.py (a test compares them), whose import would bring in all of Rasa.
LARGE_HEAD, MOST_BODY = 8_000, 16_384
_CHANNEL = "/webhooks/web"
_STATUS = re.compile(rb"HTTP/1\.1 ([0-9]{3}) ")
_JSON = ((b"Content-Type", b"application/json"),)
#: Spellings of a slash before each intent of the domain.
_SOME_SLASHES = ("/", "//", "\uff0f", " /", "\u200b/")


# -- texts and requests ---------------------------------------------------------------------------------------------


def text(service: Service, said: str) -> None:
    """Any text is answered or refused as documented, and the conversation answers a plain question afterwards."""
    token = service.begin()
    try:
        body = json.dumps({"message": said}, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:  # half characters come in as escapes only
        body = json.dumps({"message": said}).encode("ascii")
    _answered(service, Request(b"POST", WEBHOOK.encode(), "good", _JSON, body), token)
    service.plain(token)
    service.watch()


def request(service: Service, sent: Request) -> None:
    """Any request is answered as documented for its method and address, and the service goes on."""
    _answered(service, sent, service.begin())
    service.plain(service.begin())
    service.watch()


def _answered(service: Service, sent: Request, token: str) -> None:
    response = service.sent(sent, token)
    if response is None:
        if len(sent.body) <= MOST_BODY and len(sent.encoded(token.encode())) - len(sent.body) < LARGE_HEAD:
            raise BrokenError("no response")
        return
    path = address(sent.path)
    if not path.startswith(_CHANNEL):  # pages, health: not of this contract
        service.faults += response.status >= 500
        service.contract.harmless(response.status, response.body)
        return
    said = service.judged(sent.method.decode("latin-1"), path, response)
    if isinstance(said, list) and custom_of(said).get("topic") == "technical":
        raise BrokenError("the turn failed (topic technical)")


def address(path: bytes) -> str:
    """Return which address a path of a request means: without query and last slash."""
    plain = re.sub(rb"^http://[^/]*|[?#].*$", b"", path, flags=re.S)
    return (plain.rstrip(b"/") or b"/").decode("latin-1")


def line(service: Service, data: bytes) -> None:
    """Bytes that are not quite HTTP get refusals, or nothing; never a fault, and the service goes on."""
    received = service.raw(data)
    if received and not _STATUS.match(received):
        raise BrokenError(f"what came back is no HTTP: {received[:60]!r}")
    statuses = [int(status) for status in _STATUS.findall(received)]
    service.faults += sum(status >= 500 for status in statuses)
    if any(status >= 500 for status in statuses) or b"Traceback" in received:
        raise BrokenError(f"statuses {statuses}")
    service.plain(service.begin())
    service.watch()


# -- talks ----------------------------------------------------------------------------------------------------------


class _Person:
    """One session that does steps; `own`: over connections of its own, for a thread."""

    def __init__(self, service: Service, own: bool) -> None:
        self._service, self._own = service, own
        self._last: tuple[str, str, Any] | None = None
        self._said = 0
        self.token = service.begin(own)

    def does(self, step: Step) -> Any:
        """Do one step; returns what was answered to it."""
        if step.does == "ends":
            self._service.call("DELETE", SESSION, self.token, own=self._own)
            self.token, self._last = self._service.begin(self._own), None
            return None
        if step.does == "again" and self._last:
            return self._again(*self._last)
        words_said = words()["erases"] if step.does == "erases" else step.text
        self._said += 1
        number = str(self._said)
        answer = self._service.say(self.token, words_said, number, step.does == "streamed", self._own)
        erased = isinstance(answer, list) and custom_of(answer).get("topic") == "erase_data"
        self._last = None if erased else (words_said, number, answer)
        return answer

    def _again(self, said: str, number: str, first: Any) -> Any:
        answer = self._service.say(self.token, said, number, own=self._own)
        # Documented are the same answer, or that it came before; the contract has looked which of them may be.
        if isinstance(answer, list) and answer != first:
            raise BrokenError("the same message with the same id gets another answer")
        return answer


def talk(service: Service, drawn: Talk) -> None:
    """Two sessions at once get, word for word, what each gets alone: nothing of one is in the other."""
    mixed = _together(service, drawn) if drawn.together else _in_turn(service, drawn)
    for who in (0, 1):
        steps = drawn.alone(who)
        person = _Person(service, own=False)
        alone = [person.does(step) for step in steps]
        for place, (one, other) in enumerate(zip(mixed[who], alone)):
            if one != other:
                raise BrokenError(f"step {place} of person {who} is answered otherwise beside another person")
        service.plain(person.token)
    service.watch()


def _in_turn(service: Service, drawn: Talk) -> list[list[Any]]:
    persons = [_Person(service, own=False) for _ in range(2)]
    heard: list[list[Any]] = [[], []]
    for step in drawn.steps:
        heard[step.who].append(persons[step.who].does(step))
    for person in persons:
        service.plain(person.token)
    return heard


def _together(service: Service, drawn: Talk) -> list[list[Any]]:
    def play(who: int) -> list[Any]:
        person = _Person(service, own=True)
        return [person.does(step) for step in drawn.alone(who)]

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(play, (0, 1)))


# -- slash commands -------------------------------------------------------------------------------------------------


def commands(some: int | None = None) -> list[tuple[str, str]]:
    """Return every spelling of Rasa's commands and of each intent of the domain, with its words without slash.

    `some`: about so many of them, spread evenly.
    """
    found = [*spellings().items()]
    found += [(slash + intent, intent) for intent in intents() for slash in _SOME_SLASHES]
    return found if some is None else found[:: max(1, len(found) // some)]


class Commands:
    """What typed commands do; the answers to the bare words are remembered."""

    def __init__(self, service: Service) -> None:
        """`service` has a store that can be read."""
        self._service = service
        self._bare = functools.lru_cache(maxsize=None)(self._told)

    def check(self, spelling: str, bare: str) -> None:
        """A typed command is the words that it is made of: the same is understood, as surely, and answered.

        Rasa gives to a command that it executes the confidence that the command names, or 1.
        """
        told, words_alone = self._told(spelling), self._bare(bare)
        if told != words_alone:
            raise BrokenError(f"{spelling!r} is more than its words: {told[0]}, and not {words_alone[0]}")
        if told[0]["name"] in bare and told[0]["confidence"] in (1.0, 0.99):
            raise BrokenError(f"{spelling!r} was executed: {told[0]}")
        self._service.watch()

    def _told(self, said: str) -> tuple[dict[str, Any], Any]:
        """What is understood of some words in a conversation that knows a case, and what is answered."""
        token = self._service.begin()
        case = words()["told"]
        known = custom_of(self._service.say(token, case["message"]))["slots"]
        if not case["slots"].items() <= known.items():
            raise BrokenError(f"the case was not understood: {known}")
        answer = self._service.say(token, said)
        return self._service.understood(token), answer
