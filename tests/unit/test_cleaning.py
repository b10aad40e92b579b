"""Unicode clean-up and slash commands: what is left of any text can be shown, stored and given to NLU."""

import re
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.service.strategies import ANY_CHARACTER, SLASHES, spellings
from bot.channels.cleaning import LONGEST, LONGEST_RUN, MOST_MARKS, clean, plain_text

ANY_TEXT = st.text(ANY_CHARACTER, max_size=400)
COMMANDS = list(spellings())


@pytest.mark.parametrize(
    "text, kept",
    [
        ("Cafe\u0301", "Café"),
        ("a\x00b\x07c\x7fd\x9fe", "abcde"),
        ("un\tdeux\r\ntrois\rquatre\u2028cinq", "un deux\ntrois\nquatre\ncinq"),
        ("\ud800abc\udfff", "abc"),
        ("a\u202eb\u2066c\u200fd", "abcd"),
        ("den\u200bti\u200dste\ufeff", "dentiste"),
        ("15\U000e0041\U000e007f", "15"),
        ("a\ue000b\U000f0000c\ufffed", "abcd"),
        ("49\u202f000\xa0Angers\u3000!", "49 000 Angers !"),
        ("e" + "\u0301\u0302\u0303\u0304" * 9, "\xe9\u0302"),
        ("\u0635\u0651\u064e", "\u0635\u064e\u0651"),
        ("Vie\u0323\u0302t", "Vi\u1ec7t"),
        ("  bonjour \n", "bonjour"),
        ("\u2764\ufe0f", "\u2764"),
        ("", ""),
    ],
)
def test_what_is_removed_and_what_stays(text, kept):
    assert clean(text) == kept


def test_an_ordinary_message_is_left_alone():
    text = "L’ophtalmo d’Évry (91) m’a dit : « 80 € ou rien »…\nC’est du 1er au 3 mai — ça va 😀 ? Où êtes-vous, Noël ?"
    assert clean(text) == text


@pytest.mark.parametrize("run", ["a", "!", "é", "😀", "\u0e01"])
def test_long_runs_of_one_character_are_shortened(run):
    assert clean("non " + run * 500 + " oui") == "non " + run * LONGEST_RUN + " oui"
    assert clean(run * LONGEST_RUN) == run * LONGEST_RUN


def test_long_runs_of_mixed_emoji_are_shortened():
    shortened = clean("bof " + "😀 🚑❤" * 300)
    assert sum(char in "😀🚑❤" for char in shortened) == LONGEST_RUN


@settings(max_examples=400, deadline=None)
@given(ANY_TEXT)
def test_any_text_becomes_valid_visible_text(text):
    kept = clean(text)
    kept.encode("utf-8")
    assert unicodedata.is_normalized("NFC", kept)
    assert clean(kept) == kept
    for char in kept:
        assert char == "\n" or unicodedata.category(char) not in ("Cc", "Cs", "Co", "Zl", "Zp"), hex(ord(char))
    marks = "".join("m" if unicodedata.category(char) in ("Mn", "Me") else " " for char in kept)
    assert "m" * (MOST_MARKS + 1) not in marks


def test_a_long_text_is_cut_before_anything_else():
    assert clean("ab " * LONGEST) == ("ab " * LONGEST)[:LONGEST].strip()
    assert clean("bonjour", 3) == "bon"
    assert clean("bonjour", 0) == clean("bonjour", -1) == ""


def seconds(function, text):
    times = []
    for _ in range(5):
        start = time.perf_counter()
        function(text)
        times.append(time.perf_counter() - start)
    return min(times)


def test_a_megabyte_costs_no_more_than_the_part_that_is_kept():
    megabyte = "mon dentiste " * 80_000
    assert seconds(clean, megabyte) < 4 * seconds(clean, megabyte[:LONGEST])


@pytest.mark.parametrize(
    "piece",
    [
        "\u0315\u0300\u0323",
        "a\u0344",
        "😀😁",
        "😀" * 49 + "x",
        "a" * 50 + "b",
        "/\u200b",
        "\u1100\u1161\u11a8",
        "\x00",
        " \n",
    ],
)
def test_time_grows_with_the_length_only(piece):
    def both(text):
        plain_text(clean(text))

    whole = piece * (LONGEST // len(piece))
    # Sixteen times the length; the margin is for a busy machine. A quadratic step costs 256 times.
    assert seconds(both, whole) < 60 * seconds(both, whole[: LONGEST // 16])


def test_there_are_enough_spellings_of_commands():
    assert len(set(COMMANDS)) >= 200


def test_no_spelling_of_a_slash_command_survives():
    left = []
    for command in COMMANDS:
        for text in (plain_text(command), plain_text(clean(command)), clean(plain_text(clean(command)))):
            seen = unicodedata.normalize("NFKC", text).strip(" \n\t\"'«»“”(`")
            if (
                text.lstrip().startswith("/")
                or seen.startswith("/")
                or any(text.lstrip().startswith(s) for s in SLASHES)
            ):
                left.append((command, text))
    assert not left


@settings(max_examples=400, deadline=None)
@given(st.text("/\uff0f\u2044\u2215 \n\t\"'«»()\u200b\ufeff\u202e\u0338ab", max_size=30))
def test_nothing_typed_begins_with_a_slash(text):
    for typed in (plain_text(text), plain_text(clean(text)), clean(plain_text(clean(text)))):
        assert not re.match(r"[\W_]*/", unicodedata.normalize("NFKC", clean(typed)))
        assert plain_text(typed) == typed


@pytest.mark.parametrize(
    "text, kept",
    [
        ("/restart", "restart"),
        ('"/restart"', '"restart"'),
        ("  /!\\ urgent", "!\\ urgent"),
        ("et/ou", "et/ou"),
        ("12/03/2026", "12/03/2026"),
        ("bonjour /restart", "bonjour /restart"),
        ("« Sortez », m'a-t-il dit", "« Sortez », m'a-t-il dit"),
        ("(le 12/03) rien", "(le 12/03) rien"),
        ("/", ""),
        ("", ""),
    ],
)
def test_the_words_of_a_command_stay_as_words(text, kept):
    assert plain_text(text) == kept
