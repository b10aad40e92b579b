"""How much and how often, by an injected clock; what is remembered stays bounded."""

import pytest

from bot.channels.ended import Ended
from bot.channels.keys import SESSION_SECONDS
from bot.channels.limits import MOST_CHARACTERS, MOST_WORDS, Buckets, Limits, is_too_long, network


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_characters_and_words():
    assert not is_too_long("x" * MOST_CHARACTERS) and is_too_long("x" * (MOST_CHARACTERS + 1))
    assert not is_too_long("a " * MOST_WORDS) and is_too_long("a\n" * (MOST_WORDS + 1))


def test_a_bucket_empties_and_fills_evenly(clock):
    buckets = Buckets(20, 60, clock)
    assert [buckets.take("a") for _ in range(21)] == [0] * 20 + [3]
    assert buckets.take("b") == 0
    clock.now += 2.9
    assert buckets.take("a") == 1
    clock.now += 0.2
    assert [buckets.take("a"), buckets.take("a")] == [0, 3]
    clock.now += 10_000
    assert [buckets.take("a") for _ in range(21)] == [0] * 20 + [3]


def test_the_seconds_told_are_enough(clock):
    buckets = Buckets(30, 3600, clock)
    while not (wait := buckets.take("a")):
        pass
    clock.now += wait
    assert buckets.take("a") == 0


def test_a_clock_that_goes_back_takes_nothing_away(clock):
    buckets = Buckets(2, 60, clock)
    buckets.take("a")
    clock.now -= 500
    assert buckets.take("a") == 0 and buckets.take("a") > 0


def test_no_more_buckets_than_allowed_and_the_oldest_goes(clock):
    buckets = Buckets(1, 60, clock, remembered=100)
    for number in range(1_000):
        buckets.take(str(number))
    assert len(buckets) == 100
    assert buckets.take("999") > 0 and buckets.take("0") == 0
    buckets.forget("999")
    assert buckets.take("999") == 0


def test_both_the_conversation_and_the_address_count(clock):
    limits = Limits(Buckets(2, 60, clock), Buckets(3, 60, clock), Buckets(1, 3600, clock))
    assert [limits.wait_for_message("a", "192.0.2.1") for _ in range(3)] == [0, 0, 30]
    assert limits.wait_for_message("b", "192.0.2.1") == 0
    assert limits.wait_for_message("c", "192.0.2.1") == 20
    assert limits.wait_for_message("c", "192.0.2.2") == 0
    assert [limits.wait_for_session("192.0.2.1"), limits.wait_for_session("192.0.2.1")] == [0, 3600]


def test_what_counts_as_one_address():
    assert network("2001:db8:1:2:3::4") == network("2001:db8:1:2:ffff::1") != network("2001:db8:1:3::1")
    assert network("::ffff:192.0.2.1") == network("192.0.2.1") != network("192.0.2.2")
    assert network("unix:/x") == "unix:/x" and len(network("x" * 10_000)) == 64


def test_an_ended_session_is_known_for_as_long_as_its_token_would_be_good(clock):
    ended = Ended(clock)
    ended.add("a")
    clock.now += SESSION_SECONDS - 1
    assert "a" in ended and "b" not in ended
    clock.now += 1
    assert "a" not in ended and len(ended) == 0


def test_ended_sessions_are_bounded_and_can_be_taken_back(clock):
    ended = Ended(clock, most=100)
    for number in range(1_000):
        ended.add(str(number))
    assert len(ended) == 100 and "999" in ended and "1" not in ended
    ended.discard("999")
    assert "999" not in ended
