"""The channel for trials on one's own machine."""

from bot.channels.keys import conversation_key
from tests.channels.serving import SECRET, custom_of, run


def test_the_channel_for_trials():
    async def scenario(service):
        async def say(body, **more):
            return await service.call("POST", "/webhooks/rest/webhook", json=body, **more)

        for _ in range(150):  # no rate here: trials and measures write fast
            status, _, messages = await say({"sender": "moi", "message": "bonjour"})
            assert status == 200 and {message["recipient_id"] for message in messages} == {"moi"}
        assert custom_of(messages)["kind"] == "smalltalk"
        keys = {key for key, _, _ in service.agent.heard}
        assert keys == {conversation_key(SECRET, "rest", "moi")}
        for body in (
            {},
            {"sender": "x"},
            {"message": None},
            {"sender": {}, "message": ["a"]},
            {"message": "dossier " * 501},
        ):
            status, _, messages = await say(body)
            assert status == 200 and custom_of(messages)["kind"] == "error", body
        recipients = {(await say({"message": "a"}))[2][0]["recipient_id"] for _ in range(3)}
        assert len(recipients) == 3 and "default" not in recipients
        headers = {"Origin": "https://evil.example", "Content-Type": "text/plain"}
        status, _, _ = await service.call("POST", "/webhooks/rest/webhook", data=b"{}", headers=headers)
        assert status == 415

    run(scenario)
