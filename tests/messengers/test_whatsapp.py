"""The channel WhatsApp between a fake of Meta and an assistant that repeats: who is answered, how, and how often."""

import asyncio
import time

import pytest

from bot.channels.messenger_commands import notice, sentence
from bot.channels.wording import sentence as fixed
from tests.channels.serving import DANGER
from tests.messengers import fake_graph, turns
from tests.messengers.fake_graph import PHONE, USER, message, options, pressed, words
from tests.messengers.whatsapp_service import answer, run

OTHER = "33600000002"


def test_a_first_message_gets_the_notice_then_its_answer():
    async def scenario(service):
        assert await service.say("bonjour") == 200
        texts = await service.graph.until(2)
        assert texts == [notice("WhatsApp"), "heard: bonjour"]
        await service.settled()
        await service.say("encore")
        assert (await service.graph.until(3))[2:] == ["heard: encore"]
        first = service.graph.to(PHONE)[0]
        assert first["to"] == PHONE and "recipient" not in first and first["recipient_type"] == "individual"
        key, _, channel = service.agent.heard[0]
        assert channel == "whatsapp" and PHONE not in key
        assert not service.graph.refused and not service.graph.lost

    run(scenario)


def test_a_message_is_marked_as_read_and_the_answer_as_being_written():
    async def scenario(service):
        await service.say("bonjour", number="wamid.A")
        await service.graph.until(2)
        assert all(mark["message_id"] == "wamid.A" for mark in service.graph.marks)
        assert any(mark.get("typing_indicator") == {"type": "text"} for mark in service.graph.marks)
        before = len(service.graph.marks)
        await service.bring(message(type="audio", audio={"id": "1"}, number="wamid.B"))
        await service.graph.until(3)
        assert [mark["message_id"] for mark in service.graph.marks[before:]] == ["wamid.B"]

    run(scenario)


def test_it_is_acknowledged_before_it_is_answered():
    async def scenario(service):
        service.agent.seconds = 1.0
        assert await service.say("bonjour") == 200
        assert not service.graph.sent and service.agent.heard == []
        assert (await service.graph.until(2))[1] == "heard: bonjour"

    run(scenario)


def test_a_person_without_a_number_is_answered_by_the_id_of_this_business():
    async def scenario(service):
        contact = {"profile": {"name": "X", "username": "x"}, "user_id": USER}
        await service.bring(message("un", sender=USER), contacts=[contact])
        await service.graph.until(2, USER)
        assert all(one.get("recipient") == USER and "to" not in one for one in service.graph.sent)
        # The number comes too: it is the same conversation, and the number is not used.
        both = message("deux", sender=PHONE)
        await service.bring(both, contacts=[{"wa_id": PHONE, "user_id": USER}])
        await service.graph.until(3, USER)
        assert service.graph.texts(USER)[2:] == ["heard: deux"] and not service.graph.to(PHONE)
        without_own = {name: part for name, part in message("trois", sender=USER).items() if name != "from_user_id"}
        await service.bring(without_own, contacts=[contact])
        await service.graph.until(4, USER)
        assert len({key for key, _, _ in service.agent.heard}) == 1 and not service.graph.lost

    run(scenario)


def test_buttons_and_rows_say_their_words():
    async def scenario(service):
        service.agent.answers["menu"] = answer("Choisissez", ["Oui", "Non"])
        service.agent.answers["liste"] = answer("Choisissez", [f"Un choix long, le numéro {n}" for n in range(12)])
        await service.say("menu")
        await service.graph.until(2)
        menu = service.graph.to(PHONE)[1]
        assert menu["interactive"]["type"] == "button" and options(menu) == [("Oui", "Oui"), ("Non", "Non")]
        await service.say("liste")
        await service.graph.until(4)
        lists = service.graph.to(PHONE)[2:]
        chosen = [identity for one in lists for identity, _ in options(one)]
        assert chosen == [f"Un choix long, le numéro {n}" for n in range(12)]
        await service.bring(pressed("Oui", kind="button_reply"))
        await service.bring(pressed(chosen[11]))
        await service.bring(message(type="button", button={"payload": "Non", "text": "Non"}))
        await service.graph.until(7)
        assert [text for _, text, _ in service.agent.heard[2:]] == ["Oui", chosen[11], "Non"]

    run(scenario)


@pytest.mark.parametrize(
    "kind, part, wanted",
    [
        ("audio", {"id": "1", "voice": True}, "media"),
        ("image", {"id": "1"}, "media"),
        ("sticker", {"id": "1"}, "media"),
        ("document", {"id": "1"}, "media"),
        ("contacts", [{"name": {}}], "media"),
        ("unsupported", {}, "media"),
        ("invented_in_2027", {}, "media"),
        ("location", {"latitude": 47.4, "longitude": -0.5}, "location"),
        ("interactive", {"type": "nfm_reply", "nfm_reply": {}}, "old_button"),
    ],
)
def test_what_is_not_text_is_told_so(kind, part, wanted):
    async def scenario(service):
        await service.bring(message(type=kind, **{kind: part}))
        assert (await service.graph.until(2))[1] == sentence(wanted)
        assert not service.agent.heard

    run(scenario)


def test_the_words_under_a_picture_are_read():
    async def scenario(service):
        await service.bring(message(type="image", image={"id": "1", "caption": "mon devis"}))
        texts = await service.graph.until(3)
        assert texts[1:] == [sentence("caption"), "heard: mon devis"]

    run(scenario)


@pytest.mark.parametrize(
    "update",
    [
        fake_graph.update(statuses=[{"id": "wamid.out1", "status": "delivered", "recipient_id": PHONE}]),
        fake_graph.update(message("bonjour"), phone_id="999999"),
        fake_graph.update(message("bonjour"), field="smb_message_echoes"),
        fake_graph.update(message(type="reaction", reaction={"message_id": "1", "emoji": "x"})),
        fake_graph.update(message(type="system", system={"type": "user_changed_number"})),
        fake_graph.update(message("bonjour", group_id="1")),
        fake_graph.update(message("bonjour", sender="someone")),
        fake_graph.update({**message("bonjour"), "id": ""}),
        fake_graph.update({**message("bonjour"), "id": 12}),
        {}, {"entry": None}, {"entry": [1, {"changes": "x"}, {"changes": [None, {"field": "messages", "value": 3}]}]},
        {"entry": [{"changes": [{"field": "messages", "value": {"metadata": [], "messages": [[]]}}]}]},
        [], "text", 1, None,
    ],
)  # fmt: skip
def test_what_is_not_for_us_is_acknowledged_and_left(update):
    async def scenario(service):
        body = fake_graph.encoded(update)
        assert await service.post(body, fake_graph.signature(body)) == 200
        for garbage in (b"", b"{", b"\xff\xfe", b"[" * 5_000):
            assert await service.post(garbage, fake_graph.signature(garbage)) == 200
        await service.say("bonjour", sender=OTHER)
        await service.graph.until(2, OTHER)
        assert len(service.graph.sent) == 2 and len(service.agent.heard) == 1

    run(scenario)


def test_a_batch_is_answered_in_the_order_of_writing():
    async def scenario(service):
        now = int(time.time())
        batch = [message(f"m{number}", at=now + number) for number in (3, 1, 4, 2)]
        await service.bring(*batch, message("x", sender=OTHER, at=now))
        await service.graph.until(5)
        await service.graph.until(2, OTHER)
        assert service.graph.texts()[1:] == [f"heard: m{number}" for number in (1, 2, 3, 4)]

    run(scenario)


def test_a_message_that_comes_again_is_answered_once():
    async def scenario(service):
        update = fake_graph.update(message("bonjour", number="wamid.X"))
        service.graph.brought(update)
        body = fake_graph.encoded(update)
        statuses = [await service.post(body, fake_graph.signature(body)) for _ in range(3)]
        both = fake_graph.encoded(fake_graph.update(message("bonjour", number="wamid.X"), message("deux")))
        statuses.append(await service.post(both, fake_graph.signature(both)))
        assert statuses == [200] * 4
        await service.graph.until(3)
        await service.settled()
        statuses = [await service.post(body, fake_graph.signature(body)) for _ in range(3)]
        await asyncio.sleep(0.1)
        assert statuses == [200] * 3
        assert service.graph.texts() == [notice("WhatsApp"), "heard: bonjour", "heard: deux"]

    run(scenario)


def test_nobody_is_written_to_after_a_day():
    async def scenario(service):
        await service.say("vieux", at=time.time() - 24 * 3600 - 5)
        await service.say("jeune", sender=OTHER, at=time.time() - 24 * 3600 + 60)
        await service.graph.until(2, OTHER)
        assert not service.graph.to(PHONE) and not service.graph.refused

    run(scenario)


def test_a_day_that_ends_while_the_answer_is_made_ends_the_answer():
    async def scenario(service):
        service.agent.seconds = 3.0
        await service.say("tard", at=int(time.time() - 24 * 3600 + 2))
        await service.settled()
        await service.graph.until(0)
        assert "heard: tard" not in service.graph.texts()
        assert service.watch.failures == ["blocked"] and not service.graph.refused

    run(scenario)


def test_a_busy_meta_is_tried_again():
    async def scenario(service):
        service.graph.faults.extend([429, 500, (400, 130429), 0.2])
        await service.say("bonjour")
        assert (await service.graph.until(2))[1] == "heard: bonjour"
        assert service.watch.failures == [] and service.graph.calls >= 5

    run(scenario)


def test_a_meta_that_breaks_off_may_say_it_twice_but_never_not_at_all():
    async def scenario(service):
        service.graph.faults.extend([0.0, "drop"])
        await service.say("bonjour")
        await service.graph.until(3)
        assert set(service.graph.texts()[1:]) == {"heard: bonjour"}

    run(scenario)


def test_it_waits_as_long_as_it_is_asked_to():
    async def scenario(service):
        service.graph.retry_after = "1"
        service.graph.faults.append(429)
        started = time.monotonic()
        await service.say("bonjour")
        await service.graph.until(2)
        assert time.monotonic() - started >= 1.0

    run(scenario)


@pytest.mark.parametrize("fault, kind", [((400, 131026), "blocked"), ((401, 190), "undelivered")])
def test_what_cannot_be_delivered_is_counted_and_does_not_stop_the_next(fault, kind):
    async def scenario(service):
        service.graph.faults.append(fault)
        await service.say("un")
        await service.settled()
        assert service.watch.failures == [kind] and not service.graph.to(PHONE)
        await service.say("deux")
        assert (await service.graph.until(2))[1] == "heard: deux"

    run(scenario)


def test_an_answer_whose_buttons_are_refused_is_said_in_words():
    async def scenario(service):
        service.agent.answers["menu"] = answer("Choisissez", ["Oui", "Non"])
        service.graph.faults.extend([0.0, (400, 131009)])
        await service.say("menu")
        await service.graph.until(2)
        assert service.graph.to(PHONE)[1]["type"] == "text" and service.graph.texts()[1] == "Choisissez"

    run(scenario)


def test_a_danger_is_told_first():
    async def scenario(service):
        service.agent.answers[DANGER] = [*turns.of("dangers")[0][1]]
        await service.say(DANGER)
        texts = await service.graph.until(2)
        assert texts[0].startswith("*URGENCE : 15") and notice("WhatsApp") in texts[1:]

    run(scenario)


def test_the_commands_of_a_worker():
    async def scenario(service):
        service.agent.answers["répétez votre réponse"] = [*turns.of("orientations")[0][1]]
        await service.say("/start")
        assert (await service.graph.until(2))[0] == notice("WhatsApp")
        await service.say("Aide")
        assert (await service.graph.until(3))[2].replace("*", "") == sentence("help")
        await service.say("/résumé")
        await service.graph.until(4)
        await service.settled()
        count = len(service.graph.sent)
        assert "Sources :" in "\n".join(service.graph.texts()[3:])
        await service.say("/document")
        await service.graph.until(count + 1)
        file = service.graph.to(PHONE)[-1]["document"]
        name, kind, content = service.graph.media(file["id"])
        assert name == file["filename"] == "recours-sante.docx" and content.startswith(b"PK") and "word" in kind
        await service.say("/cas")
        assert (await service.graph.until(count + 2))[-1] == sentence("case")
        await service.say("/effacer")
        await service.graph.until(count + 3)
        await service.say("/restart")
        await service.graph.until(count + 4)
        await service.settled()
        assert service.agent.heard[-1][1] == "restart"

    run(scenario)


def test_the_web_site_is_named_where_it_is_known():
    async def scenario(service):
        await service.say("bonjour")
        assert "https://recours.exemple.fr" in (await service.graph.until(2))[0]

    run(scenario, RECOURS_PUBLIC_URL="https://recours.exemple.fr")


def test_who_writes_too_fast_is_told_to_wait():
    async def scenario(service):
        for start in range(0, 30, 10):
            for number in range(start, start + 10):
                await service.say(f"m{number}")
            await service.settled()
        waits = [text for text in service.graph.texts() if text.startswith(fixed("refused.too_many", seconds=1)[:30])]
        assert waits and "too_many" in service.watch.refusals

    run(scenario)


def test_each_answer_of_the_records_is_taken_by_meta():
    """The answers as they leave, against the limits of the fake, which are those of Meta."""

    async def scenario(service):
        chosen = [
            *turns.of("orientations")[::50],
            *turns.of("questions")[::25],
            *turns.of("dangers"),
            *turns.of("made"),
        ]
        for number, (_, messages) in enumerate(chosen):
            if not any(one.get("text") for one in messages):
                continue
            service.agent.answers[f"question {number}"] = [dict(one) for one in messages]
            sender = f"336{number:08d}"
            await service.say(f"question {number}", sender=sender)
            await service.settled()
            assert not service.graph.refused, chosen[number][0]
            assert len(service.graph.to(sender)) >= 2, chosen[number][0]
            assert all(words(one).strip() for one in service.graph.to(sender))
        assert service.watch.failures == []

    run(scenario)
