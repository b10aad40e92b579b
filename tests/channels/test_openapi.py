"""The OpenAPI of the web channel says what the code does: addresses, statuses, topics, lists, and real responses."""

import ast
import asyncio
import copy
import inspect
import time
from datetime import date

import pytest
import yaml

from benchmarks.service import fuzz_cases
from benchmarks.service.fuzz_contract import OPENAPI, Contract, ContractError
from benchmarks.service.strategies import SESSION, WEBHOOK, intents, real_messages
from bot.channels import answering, application, intake, web
from bot.channels.application import MOST_BODY, build
from bot.channels.keys import SESSION_SECONDS, new_token
from bot.channels.limits import MOST_CHARACTERS, MOST_WORDS, Limits
from bot.channels.settings import Settings
from bot.dialogue.dialogue import Dialogue
from bot.dialogue.state import Heard, State, button_list
from bot.knowledge.loader import load
from bot.model import SLOTS
from bot.orientation.directory import load as load_directory
from tests.channels.serving import DANGER, SECRET, SITE, custom_of, run

CONTRACT = Contract()
SCHEMAS = CONTRACT.document["components"]["schemas"]
#: Of addresses and methods that the document does not list.
ELSEWHERE = {(404, "not_found"), (405, "method")}


def test_the_addresses_are_those_of_the_channel():
    app = build([web.WebChannel()], Settings(SECRET))
    routes = {(method, f"/{route.path}") for route in app.router.routes for method in route.methods}
    assert set(CONTRACT.operations()) == {(method, path) for method, path in routes if "/web/" in path}


def refusals(module):
    """Yield (status, topic) of every refusal that a module writes, and the topics that it says as an answer."""
    tree = ast.parse(inspect.getsource(module))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    answers = [node.args[0] for node in calls if node.func.id == "refusal"]
    for call in calls:
        if call.func.id in ("Refused", "RefusalError") and all(isinstance(one, ast.Constant) for one in call.args[:2]):
            status, topic = (one.value for one in call.args[:2])
            yield (200 if call in answers else status), topic


def test_the_statuses_and_topics_are_those_of_the_code():
    written = {pair for module in (web, application, intake, answering) for pair in refusals(module)}
    said = {topic for status, topic in written if status == 200}
    refused = {pair for pair in written if pair[0] != 200} | set(application._TOPICS.items())
    # What `_tell` says of a fault of the program, and of the one other status that Sanic gives to a broken request.
    refused |= {(500, "technical"), (417, "bad_request")}
    documented = {
        (status, topic)
        for operation in CONTRACT.operations()
        for status, response in CONTRACT.responses(*operation).items()
        for topic in CONTRACT.topics(response)
    }
    assert documented | ELSEWHERE == refused
    assert said <= set(SCHEMAS["Failure"]["properties"]["topic"]["enum"])
    topics = yaml.safe_load(OPENAPI.with_name("messages.yml").read_text(encoding="utf-8"))["refused"]
    assert {topic for _, topic in refused} | said <= set(topics)


class Undecided(frozenset):
    """Origins that cannot be looked at."""

    def __contains__(self, origin):
        raise LookupError


def raw(method, path, *headers, body=b""):
    lines = [f"{method} {path} HTTP/1.1", "Host: x", "Connection: close", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


async def response_to(address, data):
    """Sends bytes, and returns status, headers and body of the first response; the connection may stay open."""
    reader, writer = await asyncio.open_connection(*address)
    writer.write(data)
    try:
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 10)
        first, *lines = head.decode("latin-1").strip().split("\r\n")
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
        return int(first.split()[1]), headers, await reader.readexactly(int(headers.get("content-length", 0)))
    finally:
        writer.close()


async def every_status(service):
    """Yields (method, path, status, headers, body) of a real response for each documented one."""
    context, config = service.app.ctx, service.app.config

    def authorized():
        return f"Authorization: Bearer {new_token(SECRET, time.time())}"

    async def sent(method, path, *headers, body=b""):
        return method, path, *await response_to(service.address, raw(method, path, *headers, body=body))

    json_type = "Content-Type: application/json"

    async def told(text, *headers):
        body = ('{"message": "' + text + '"}').encode()
        length = f"Content-Length: {len(body)}"
        return await sent("POST", WEBHOOK, json_type, authorized(), length, *headers, body=body)

    for method, path in CONTRACT.operations():
        yield await sent(method, path, "Content-Length: 1", "Content-Length: 2")
        yield await sent(method, path, f"Content-Length: {MOST_BODY + 1}")
        yield await sent(method, path, "Content-Length: 0", "Expect: tea")
        config.REQUEST_TIMEOUT = config.RESPONSE_TIMEOUT = 0.2
        yield (method, path, *await response_to(service.address, raw(method, path)[:-1]))
        yield await sent(method, path, "Content-Length: 5")  # a body that does not come
        config.REQUEST_TIMEOUT, config.RESPONSE_TIMEOUT = 10, 20
    yield await sent("POST", SESSION)
    context.limits, kept = None, context.limits
    yield await sent("POST", SESSION)
    context.limits = kept
    context.limits.sessions.take, kept = (lambda address: 3), context.limits.sessions.take
    yield await sent("POST", SESSION)
    context.limits.sessions.take = kept

    yield await sent("DELETE", SESSION)
    yield await sent("DELETE", SESSION, authorized())
    service.erasing_fails = True
    yield await sent("DELETE", SESSION, authorized())
    service.erasing_fails = False
    yield await told("")
    yield await sent("POST", WEBHOOK, json_type, "Content-Length: 2", body=b"{}")
    yield await sent("POST", WEBHOOK, json_type, authorized(), "Content-Length: 1", body=b"{")
    yield await sent("POST", WEBHOOK, json_type, authorized(), "Content-Length: 2", body=b"{}")
    yield await sent("POST", WEBHOOK, authorized(), "Content-Length: 2", body=b"{}")
    yield await told("dentiste " * (MOST_WORDS + 1))
    context.desk.intake.limits.conversation.take, kept = (lambda key: 3), context.desk.intake.limits.conversation.take
    yield await told("bonjour")
    context.desk.intake.limits.conversation.take = kept
    context.desk.intake.key_of, kept = None, context.desk.intake.key_of
    yield await told("bonjour")
    context.desk.intake.key_of = kept

    desk, context.desk = context.desk, None
    yield await sent("DELETE", SESSION, authorized())
    yield await told("bonjour")
    context.desk = desk
    for path in (SESSION, WEBHOOK):
        yield await sent("OPTIONS", path, f"Origin: {SITE}")
        yield await sent("OPTIONS", path, "Origin: https://autre.exemple.fr")
        kept, context.settings = context.settings, Settings(SECRET, origins=Undecided())
        yield await sent("OPTIONS", path, f"Origin: {SITE}")
        context.settings = kept
    yield await sent("GET", SESSION)
    yield await sent("GET", "/webhooks/web/autre")


def test_every_documented_status_and_topic_is_given_as_documented():
    found = set()

    async def scenario(service):
        async for method, path, status, headers, body in every_status(service):
            answer = CONTRACT.check(method, path, status, headers, body, faults=True)
            found.add((method, path, status, answer.get("error") if isinstance(answer, dict) else None))

    run(scenario, origins=frozenset({SITE}))
    documented = {
        (*operation, status, topic)
        for operation in CONTRACT.operations()
        for status, response in CONTRACT.responses(*operation).items()
        for topic in CONTRACT.topics(response) or {None}
    }
    documented |= {("GET", SESSION, 405, "method"), ("GET", "/webhooks/web/autre", 404, "not_found")}
    assert found == documented


def test_lists_and_figures_are_those_of_the_code():
    base = load()
    slots = SCHEMAS["Slots"]["properties"]
    assert list(slots) == SCHEMAS["Slots"]["required"] == list(SLOTS)
    assert set(SCHEMAS["Situation"]["enum"]) == set(base.situations)
    for slot in ("coverage", "setting", "for_whom"):
        assert set(slots[slot]["enum"]) == {*base.choices[slot], None}, slot
    assert set(SCHEMAS["Question"]["properties"]["slot"]["enum"]) == set(SLOTS) - {"situation"}
    kinds = {
        SCHEMAS[one["$ref"].rpartition("/")[2]]["properties"]["kind"]["const"] for one in SCHEMAS["Custom"]["oneOf"]
    }
    assert kinds == set(SCHEMAS["Custom"]["discriminator"]["mapping"])
    assert SCHEMAS["Session"]["properties"]["expires_in"]["const"] == SESSION_SECONDS
    assert SCHEMAS["Said"]["properties"]["id"]["maxLength"] == web._LONGEST_ID
    assert fuzz_cases.MOST_BODY == MOST_BODY
    limits = Limits()
    told = " ".join(OPENAPI.read_text(encoding="utf-8").split())
    for figure in (
        f"{limits.conversation._most:.0f} messages a minute for a conversation",
        f"{limits.address._most:.0f} a minute for a network address",
        f"{limits.sessions._most:.0f} new sessions an hour for an address",
        f"{MOST_WORDS} words or {MOST_CHARACTERS:,} characters",
        f"{MOST_BODY:,} bytes",
    ):
        assert figure in told, figure
    assert answering.TURN_SECONDS < 8 and "within 8 seconds" in told


def test_the_examples_are_valid():
    count = 0
    for item in CONTRACT.document["paths"].values():
        for operation in item.values():
            parts = [operation.get("requestBody", {}), *map(CONTRACT._at, operation["responses"].values())]
            for content in (content for part in parts for content in part.get("content", {}).values()):
                examples = [one["value"] for one in content.get("examples", {}).values()]
                for example in [*examples, *([content["example"]] if "example" in content else [])]:
                    CONTRACT.valid(content["schema"], example)
                    count += 1
    assert count > 10


def test_every_turn_of_the_dialogue_is_documented():
    """Every intent, at the beginning, before an answer and after one, with what people really say."""
    dialogue, today = Dialogue(load(), load_directory()), date(2026, 11, 24)
    rules = yaml.safe_load((OPENAPI.parents[2] / "data" / "rules.yml").read_text(encoding="utf-8"))["rules"]
    steps = [(rule["steps"][0], rule["steps"][1]["action"].removeprefix("action_")) for rule in rules]
    turns = {one["intent"]: turn for first, turn in steps for one in first.get("or", [first])}
    situations = list(load().situations)
    kinds = set()
    for number, (intent, text) in enumerate(zip(intents(), real_messages()[::20])):
        ranking = ((intent, 0.6), (situations[number % 20], 0.3))
        state, _ = dialogue.orient(State(), Heard(text, situations[number % 20], 0.9), today)
        for before in (State(), state, state.changed(answered=True, pending=None)):
            for turn in {turns[intent], "orient", "emergency", "clarify"}:
                after, reply = getattr(dialogue, turn)(before, Heard(text, intent, 0.5, ranking), today)
                custom = dialogue.completed(after, reply)
                kinds.add(custom["kind"])
                CONTRACT.valid({"$ref": "#/components/schemas/Custom"}, custom)
                for button in button_list(reply.buttons):
                    CONTRACT.valid({"$ref": "#/components/schemas/Button"}, button)
    assert kinds >= {"orientation", "question", "answer", "emergency", "out_of_scope", "clarification", "smalltalk"}


def test_fixed_answers_are_documented():
    async def scenario(service):
        async def heard(message):
            await message.output_channel.send_text_message(message.sender_id, "oui")
            custom = {"kind": "smalltalk", "topic": "greet", "situation": None, "slots": dict.fromkeys(SLOTS)}
            await message.output_channel.send_custom_json(message.sender_id, custom)

        service.agent.handle_message, broken = heard, service.agent.handle_message
        texts = ["bonjour", "", "effacer", DANGER, "mon numéro est le 2 69 05 49 588 157 80"]
        for text in texts:
            for path in (WEBHOOK, f"{WEBHOOK}?stream=true"):
                status, headers, _ = await service.call("POST", path, await service.token(), json={"message": text})
                assert status == 200 and headers["Cache-Control"] == "no-store"
        service.agent.handle_message = broken
        for way, topic in (("raises", "technical"), ("heard before", "duplicate")):
            service.agent.way = way
            messages = (await service.say(await service.token(), "bonjour", id="1"))[2]
            CONTRACT.valid({"$ref": "#/components/schemas/Turn"}, messages)
            assert custom_of(messages)["topic"] == topic

    run(scenario)


ANSWER = [
    {"recipient_id": "web", "text": "oui", "buttons": [{"title": "non", "payload": "non"}]},
    {
        "recipient_id": "web",
        "custom": {"kind": "smalltalk", "topic": "greet", "situation": None, "slots": dict.fromkeys(SLOTS)},
    },
]


@pytest.mark.parametrize(
    "change",
    [
        lambda answer: answer.clear(),
        lambda answer: answer.pop(),
        lambda answer: answer.pop(0),
        lambda answer: answer.append(copy.deepcopy(answer[1])),
        lambda answer: answer[0].update(text=""),
        lambda answer: answer[0].update(text="a" * 10_001),
        lambda answer: answer[0].update(recipient_id="somebody"),
        lambda answer: answer[0].update(image="x"),
        lambda answer: answer[0].update(buttons=[{"title": "non"}]),
        lambda answer: answer[1]["custom"].update(kind="other"),
        lambda answer: answer[1]["custom"].update(sender="x"),
        lambda answer: answer[1]["custom"].pop("topic"),
        lambda answer: answer[1]["custom"].pop("situation"),
        lambda answer: answer[1]["custom"].update(situation="other"),
        lambda answer: answer[1]["custom"]["slots"].pop("event"),
        lambda answer: answer[1]["custom"]["slots"].update(coverage="x"),
        lambda answer: answer[1]["custom"]["slots"].update(department="Angers"),
        lambda answer: answer[1]["custom"]["slots"].update(event_date="hier"),
    ],
)
def test_what_is_not_documented_is_seen(change):
    schema = {"$ref": "#/components/schemas/Turn"}
    CONTRACT.valid(schema, ANSWER)
    changed = copy.deepcopy(ANSWER)
    change(changed)
    with pytest.raises(ContractError):
        CONTRACT.valid(schema, changed)


@pytest.mark.parametrize(
    ("method", "path", "status", "headers", "body"),
    [
        ("POST", WEBHOOK, 401, {}, b'{"error":"session","text":"a"}'),
        ("POST", WEBHOOK, 401, {"www-authenticate": "Bearer"}, b'{"error":"session"}'),
        ("POST", WEBHOOK, 401, {"www-authenticate": "Bearer"}, b'{"error":"bad_json","text":"a"}'),
        ("POST", WEBHOOK, 401, {"www-authenticate": "Bearer"}, b'{"error":"session","text":"a","trace":1}'),
        ("POST", WEBHOOK, 401, {"www-authenticate": "Bearer"}, b"\xff"),
        ("POST", WEBHOOK, 429, {}, b'{"error":"too_many","text":"a"}'),
        ("POST", WEBHOOK, 500, {}, b'{"error":"technical","text":"a"}'),
        ("POST", WEBHOOK, 400, {}, b'{"error":"bad_json","text":"Traceback (most recent call last)"}'),
        ("POST", WEBHOOK, 400, {"cache-control": "public"}, b'{"error":"bad_json","text":"a"}'),
        ("POST", WEBHOOK, 400, {"content-type": "text/html"}, b'{"error":"bad_json","text":"a"}'),
        ("POST", WEBHOOK, 204, {}, b""),
        ("DELETE", SESSION, 204, {}, b"x"),
        ("GET", WEBHOOK, 200, {}, b"{}"),
        ("GET", "/", 200, {}, b"{}"),
    ],
)
def test_a_response_that_is_not_documented_is_seen(method, path, status, headers, body):
    usual = {"cache-control": "no-store", "content-type": "application/json"}
    with pytest.raises(ContractError):
        CONTRACT.check(method, path, status, {**usual, **headers}, body)
