"""Any text, any JSON and any bytes: an answer or a refusal, never a fault."""

import asyncio
import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.service.strategies import any_text, bodies
from bot.channels.answering import Desk
from bot.channels.application import MOST_BODY
from bot.channels.intake import Accepted, Answered, Incoming, Intake, Refused
from bot.channels.keys import new_token
from bot.channels.limits import MOST_CHARACTERS, Buckets
from tests.channels.serving import SECRET, FakeAgent, run

QUICK = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


@QUICK
@given(any_text(), any_text(), st.none() | any_text())
def test_the_intake_decides_on_any_text(text, sender, number):
    decision = Intake.with_secret(b"x" * 32).decide(Incoming("web", sender, text, number, sender))
    if isinstance(decision, Accepted):
        assert decision.text.strip() and not decision.text.lstrip().startswith(("/", "／"))
        assert len(decision.text) <= 2 * MOST_CHARACTERS and decision.text.encode("utf-8")
    else:
        assert isinstance(decision, (Answered, Refused))


@QUICK
@given(any_text())
def test_a_turn_is_never_empty(text):
    async def erase(key):
        return True

    async def turn():
        desk = Desk(Intake.with_secret(b"x" * 32), erase)
        return await desk.answer(Incoming("web", "a", text), "b", FakeAgent().handle_message)

    messages = asyncio.run(turn())
    assert sum("custom" in message for message in messages) == 1
    assert any(message.get("text") for message in messages)


def test_any_body_is_answered_or_refused():
    drawn = []

    @settings(deadline=None, max_examples=150, database=None, suppress_health_check=[HealthCheck.too_slow])
    @given(bodies().filter(lambda body: len(body) <= MOST_BODY))  # larger ones: the connection may be cut
    def draw(body):
        drawn.append(body)

    draw()

    async def scenario(service):
        service.app.ctx.limits.conversation = Buckets(10_000, 60)
        service.app.ctx.limits.address = Buckets(10_000, 60)
        headers = {"Content-Type": "application/json"}
        for body in drawn:
            for path, token in (("web", new_token(SECRET, time.time())), ("rest", None)):
                url = f"/webhooks/{path}/webhook"
                status, _, answer = await service.call("POST", url, token, data=body, headers=headers)
                assert answer and (status == 200 or 400 <= status < 500), (status, body)

    run(scenario)
