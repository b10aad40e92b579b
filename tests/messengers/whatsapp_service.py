"""The channel WhatsApp in this process, between a fake of Meta and an assistant that is told what to do."""

import asyncio

from bot.channels.whatsapp import channel
from tests.channels.serving import FakeAgent
from tests.messengers import fake_graph
from tests.messengers.fake_graph import FakeGraph
from tests.messengers.serving import serving

WEBHOOK = "/webhooks/whatsapp/webhook"


class Agent(FakeAgent):
    """Repeats what it hears after `seconds`; `answers` maps words to whole answers."""

    def __init__(self):
        super().__init__()
        self.answers, self.seconds = {}, 0.0

    async def handle_message(self, message):
        await asyncio.sleep(self.seconds)
        if message.text not in self.answers:
            return await super().handle_message(message)
        self.heard.append((message.sender_id, message.text, message.input_channel))
        for one in self.answers[message.text]:
            if one.get("text"):
                said = {name: part for name, part in one.items() if name != "recipient_id"}
                await message.output_channel.send_response(message.sender_id, said)
            else:
                await message.output_channel.send_custom_json(message.sender_id, one["custom"])


class WhatsApp:
    """What the tests see: the fake of Meta, the assistant, and our address."""

    def __init__(self, service, graph):
        self.graph, self.agent, self.stores, self.watch = graph, service.agent, service.stores, service.watch
        self.http, self.address = service.http, service.address
        self.settled = service.settled

    async def post(self, body, signature=None, **headers):
        """Call our webhook with bytes; returns the status."""
        if signature is not None:
            headers["X-Hub-Signature-256"] = signature
        async with self.http.post(self.address + WEBHOOK, data=body, headers=headers) as response:
            await response.read()
            return response.status

    async def bring(self, *messages, **more):
        """Call our webhook as Meta does; returns the status."""
        body, headers = self.graph.call(*messages, **more)
        return await self.post(body, **headers)

    async def say(self, text, **more):
        """Bring one text."""
        return await self.bring(fake_graph.message(text, **more))


def run(scenario, **environment):
    """Run `async scenario(service)` against a fresh channel with this further environment."""

    async def all_of_it():
        async with FakeGraph() as graph:
            whatsapp = channel(fake_graph.settings(graph.url, **environment))
            async with serving(whatsapp, agent=Agent()) as service:
                return await asyncio.wait_for(scenario(WhatsApp(service, graph)), 90)

    return asyncio.run(all_of_it())


def answer(text, buttons=(), **custom):
    """An answer of the assistant as messages of the contract."""
    said = {"text": text, **({"buttons": [{"title": one, "payload": one} for one in buttons]} if buttons else {})}
    return [said, {"custom": {"kind": "smalltalk", "topic": "greet", "situation": None, "slots": {}, **custom}}]
