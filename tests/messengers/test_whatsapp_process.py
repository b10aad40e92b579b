"""The real service with its real model, killed in mid-conversation: every acknowledged message gets its answer."""

import asyncio
import secrets

import aiohttp

from benchmarks.service.stack import Assistant
from bot.channels.messenger_commands import notice
from bot.knowledge.loader import load
from bot.runtime import training
from tests.messengers import fake_graph
from tests.messengers.fake_graph import FakeGraph, message, options
from tests.messengers.whatsapp_service import WEBHOOK

#: People who write just before the process is killed, and what one of them says after a first answer.
PEOPLE = [f"FR.1502000{number}" for number in range(6)]
TOLD = "mon dentiste à Angers refuse de me soigner"
SECONDS = 90.0
TEXTS = load().texts
QUESTION, FAILS = TEXTS["questions"]["coverage"][0], TEXTS["follow_up"]["fails_intro"].rstrip(" \u00a0\u202f:")


async def bring(http, graph, assistant, *messages):
    """Call the webhook as Meta does; returns the status."""
    body, headers = graph.call(*messages)
    async with http.post(assistant.address + WEBHOOK, data=body, headers=headers) as response:
        return response.status


def test_kill_and_restart_in_mid_conversation_lose_no_message(tmp_path):
    training.ensure_model()

    async def scenario():
        async with FakeGraph() as graph, aiohttp.ClientSession() as http:
            secret = secrets.token_hex(32)
            assistant = Assistant("whatsapp", tmp_path, secret, **fake_graph.settings(graph.url))
            try:
                await asyncio.to_thread(assistant.start)
                first = PEOPLE[0]
                assert await bring(http, graph, assistant, message(TOLD, sender=first)) == 200
                await graph.until(2, first, SECONDS)
                question = graph.to(first)[1]
                assert QUESTION in fake_graph.words(question) and len(options(question)) == 7

                assistant.set(action=3.0)  # the answers are still being made when the process dies
                assert await bring(http, graph, assistant, message("2", sender=first)) == 200
                batch = [message(TOLD, sender=person) for person in PEOPLE[1:]]
                assert await bring(http, graph, assistant, *batch) == 200
                assert await bring(http, graph, assistant, message("et si ça ne marche pas ?", sender=first)) == 200
                before = len(graph.sent)
                assistant.kill()
                assert not any(TOLD.encode() in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
                assert len(graph.sent) == before < 2 + 2 * len(PEOPLE[1:])

                assistant.set()
                await asyncio.to_thread(assistant.start)
                for person in PEOPLE[1:]:
                    texts = await graph.until(2, person, SECONDS)
                    assert notice("WhatsApp") in texts
                    assert any(QUESTION in text for text in texts)
                while not any(FAILS in text for text in graph.texts(first)):
                    await graph.until(len(graph.to(first)) + 1, first, SECONDS)
                whole = "\n".join(graph.texts(first))
                assert "Conseil de l'ordre des chirurgiens-dentistes" in whole and "C2S" in whole
                assert whole.index("chirurgiens-dentistes") < whole.index(FAILS)
                assert not graph.refused and not graph.lost
            finally:
                assistant.stop()
            log = assistant.output()
            for word in ("dentiste à Angers", "marche pas", *PEOPLE, secret, fake_graph.TOKEN, fake_graph.APP_SECRET):
                assert word not in log, word

    asyncio.run(asyncio.wait_for(scenario(), 300))
