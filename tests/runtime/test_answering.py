"""A turn never ends without an answer, and takes anything as its input."""

import asyncio

import pytest

from bot.runtime.answering import (
    LONGEST_SENDER,
    LONGEST_TEXT,
    answer,
    clean_sender,
    clean_text,
    is_failure,
)


def turn(handle, sender="someone", text="bonjour"):
    return asyncio.run(answer(handle, sender, text))


def test_what_the_assistant_says_is_passed_on():
    async def handle(message):
        await message.output_channel.send_text_message(message.sender_id, f"« {message.text} »")

    assert turn(handle) == [{"recipient_id": "someone", "text": "« bonjour »"}]


def test_silence_becomes_a_helpful_sentence():
    async def silent(message):
        return None

    messages = turn(silent)
    assert is_failure(messages)
    assert "15" in messages[0]["text"] and "112" in messages[0]["text"]
    assert next(message for message in messages if "custom" in message)["custom"]["kind"] == "error"


def test_an_error_becomes_a_helpful_sentence_and_its_words_stay_out_of_the_log(caplog):
    async def broken(message):
        raise RuntimeError(message.text)

    assert is_failure(turn(broken, text="mon secret"))
    assert "mon secret" not in caplog.messages


@pytest.mark.parametrize("text", [None, 12, [], {}, True])
def test_what_is_not_a_text_is_an_empty_text(text):
    assert clean_text(text) == ""


def test_texts_are_valid_and_bounded():
    assert clean_text("a\ud800b\0c") == "a?b c"
    assert len(clean_text("x" * 1_000_000)) == LONGEST_TEXT


def test_callers_without_a_sender_share_nothing():
    senders = {clean_sender(sender) for sender in (None, "", " ", {}, [], "\0", None)}
    assert len(senders) == 7 and "default" not in senders
    assert clean_sender("a\ud800") == "a?"
    assert clean_sender(12) == "12"
    assert len(clean_sender("x" * 10_000)) == LONGEST_SENDER


@pytest.mark.parametrize("typed", ["/restart", " //restart", "／greet", '/inform{"department": "49"}'])
def test_a_typed_slash_names_no_intent(typed):
    assert not clean_text(typed).startswith(("/", "／"))
