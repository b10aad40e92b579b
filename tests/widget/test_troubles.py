"""What fails below and beside the widget: the message is kept, the words are clear, the answer comes once."""

import time

import pytest

from tests.widget.stages import Stage
from tests.widget.visit import TEXTS

PROBLEM, STATUS = TEXTS["problem"], TEXTS["status"]
WORDS = "on m’a fait payer trop cher chez le dentiste à Angers"


@pytest.fixture
def assistant(service):
    """The real server, whose levers are back in place at the end, and which runs."""
    yield service.assistant
    service.assistant.set(rates=False)
    if not service.assistant.runs():
        service.assistant.start()


def told(visit, *kinds, words=WORDS, at="textarea"):
    """Wait until one of these problems is told; the message is in the box, and not in the log, and the focus is where
    it was (`at`, a tag).
    """
    visit.trouble.locator("p").wait_for()
    said = visit.trouble.locator("p").inner_text()
    assert any(said.startswith(PROBLEM[kind].split("{")[0]) for kind in kinds), said
    assert said.endswith(PROBLEM["danger"])
    assert visit.box.input_value() == words and visit.test("person").filter(has_text=words).count() == 0
    assert visit.focused()["tag"] == at


def answered_once(visit, before):
    """Wait for the answer after `before` lines of the assistant: one question, one answer, one id, nothing told."""
    visit.test("bot").nth(before).wait_for()
    assert visit.test("bot").count() == before + 1 and visit.trouble.inner_text() == ""
    assert visit.test("person").filter(has_text=WORDS).count() == 1 and visit.box.input_value() == ""
    assert len({message["id"] for message in visit.sent if message["message"] == WORDS}) == 1


def test_a_server_killed_in_mid_answer_and_started_again(visit, assistant):
    one = visit().begin()
    one.listen()
    assistant.set(rates=False, action=4)
    one.say(WORDS, answered=False)
    one.status.filter(has_text=STATUS["preparing"]).wait_for()
    time.sleep(0.5)  # the server is in the middle of it
    assistant.kill()
    told(one, "incomplete", "network")
    assert [what for role, what, *_ in one.heard() if role == "alert" and what]  # announced, and not only shown
    one.button(PROBLEM["retry"]).click()
    told(one, "network")
    one.page.reload()  # even now nothing is lost
    told(one, "unsent", at="body")
    assistant.set(rates=False)
    assistant.start()
    before = one.test("bot").count()
    one.button(PROBLEM["retry"]).click()
    answered_once(one, before)


def test_an_answer_that_is_cut_on_its_way_is_not_worked_out_twice(visit, service):
    one = visit().begin()
    service.relay.hold()
    one.say(WORDS, answered=False)
    time.sleep(1)  # the server has answered; the line keeps the answer back
    service.relay.cut()
    told(one, "incomplete", "network")
    service.relay.mend()
    one.button(PROBLEM["retry"]).click()
    answered_once(one, 1)
    assert len(one.sent) == 2


def test_a_slow_line_says_so_and_the_answer_comes(visit, service):
    one = visit()
    one.page.clock.install()
    one.begin().listen()
    service.relay.hold()
    one.say(WORDS, answered=False)
    one.status.filter(has_text=STATUS["preparing"]).wait_for()
    one.page.clock.fast_forward(6_000)
    one.status.filter(has_text=STATUS["slow"]).wait_for()
    one.box.fill("autre chose")
    one.box.press("Enter")  # a second message waits in the box
    assert len(one.sent) == 1 and one.box.input_value() == "autre chose"
    assert one.button(TEXTS["composer"]["send"]).get_attribute("aria-disabled") == "true"
    service.relay.flow()
    one.test("bot").nth(1).wait_for()
    assert [words for role, words, *_ in one.heard() if role == "status"] == [STATUS["preparing"], STATUS["slow"], ""]
    assert one.box.input_value() == "autre chose"


def test_a_line_that_gives_nothing_for_half_a_minute_is_given_up(visit, service):
    one = visit()
    one.page.clock.install()
    one.begin()
    service.relay.hold()
    one.say(WORDS, answered=False)
    one.status.filter(has_text=STATUS["preparing"]).wait_for()
    one.page.clock.fast_forward(31_000)
    told(one, "timeout")
    service.relay.flow()
    one.button(PROBLEM["retry"]).click()
    answered_once(one, 1)


def test_a_server_that_takes_ten_seconds_says_what_to_do(visit, assistant):
    one = visit().begin()
    assistant.set(rates=False, action=10)
    one.say(WORDS, answered=False)
    one.status.filter(has_text=STATUS["slow"]).wait_for()
    one.test("bot").nth(1).wait_for()
    assert one.test("bot").last.get_attribute("data-kind") == "error"
    assert one.test("person").last.locator(".typed").inner_text() == WORDS


def test_without_a_network_and_back(visit):
    one = visit().begin()
    one.listen()
    one.context.set_offline(True)
    one.trouble.filter(has_text=PROBLEM["offline"]).wait_for()
    one.say(WORDS, answered=False)
    told(one, "offline")
    one.button(TEXTS["human"]["open"]).click()
    assert one.test("human").locator("a[href^='tel:']").count() > 3  # people can be reached all the same
    one.page.keyboard.press("Escape")
    one.context.set_offline(False)
    one.status.filter(has_text=STATUS["online"]).wait_for()
    one.button(PROBLEM["retry"]).click()
    answered_once(one, 1)


def test_too_many_messages_and_then_fewer(visit, assistant):
    one = visit().begin()
    assistant.set(rates=True)
    for number in range(25):
        one.say(f"bonjour {number}", answered=False)
        one.wait("!root.querySelector('.status').dataset.busy && !root.querySelector('.main[aria-disabled]')")
        if one.trouble.inner_text():
            break
    words = one.box.input_value()
    assert words.startswith("bonjour ")
    told(one, "busy", words=words)
    seconds = next(word for word in one.trouble.inner_text().split() if word.isdigit())
    assert 1 <= int(seconds) <= 60
    assistant.set(rates=False)
    before = one.test("bot").count()
    one.button(PROBLEM["retry"]).click()
    one.test("bot").nth(before).wait_for()
    assert one.sent[-1]["id"] == one.sent[-2]["id"]


def test_a_session_that_is_over(visit):
    one = visit().begin()
    one.page.evaluate("""() => { const [key] = Object.keys(sessionStorage);
      sessionStorage[key] = JSON.stringify({...JSON.parse(sessionStorage[key]), token: "forged.token.here"}); }""")
    one.page.reload()
    one.say(WORDS, answered=False)
    told(one, "session")
    assert one.widget.locator(".note").inner_text() == TEXTS["note"]["new_session"]
    one.box.press("Enter")
    one.test("bot").nth(1).wait_for()


def test_a_message_that_is_too_long(visit):
    long = " ".join(["mot"] * 501)
    one = visit().begin()
    one.say(long, answered=False)
    told(one, "too_long", words=long)
    assert one.sent == [] and one.button(PROBLEM["retry"]).count() == 0
    one.box.fill(WORDS)
    one.box.press("Enter")
    answered_once(one, 1)


@pytest.mark.parametrize(
    ("status", "kind", "again"), [(413, "too_long", False), (500, "server", True), (503, "server", True)]
)
def test_what_a_server_refuses(visit, status, kind, again):
    one = visit().begin()
    Stage(one, status, "question")
    one.say(WORDS, answered=False)
    told(one, kind)
    assert one.button(PROBLEM["retry"]).count() == again
    if again:
        one.button(PROBLEM["retry"]).click()
        answered_once(one, 1)


def test_a_server_that_speaks_nonsense(visit):
    one = visit().begin()
    for messages in ([], [{"text": ""}], [None], ["x"]):
        Stage(one, messages)
        one.say(WORDS, answered=False)
        told(one, "incomplete")
        one.context.unroute_all()
    one.button(PROBLEM["retry"]).click()
    answered_once(one, 1)


def test_the_server_is_down_from_the_start(visit, service):
    one = visit().open()
    service.relay.cut()
    one.button(TEXTS["gate"]["start"]).click()
    one.trouble.filter(has_text=PROBLEM["opening"]).wait_for()
    one.test("bot").wait_for()  # the greeting, which needs no server
    assert one.focused()["id"] == "message"
    service.relay.mend()
    one.say(WORDS)
    answered_once(one, 1)


def test_erasing_without_the_server_is_told(visit, service):
    one = visit().begin()
    one.say(WORDS)
    service.relay.cut()
    one.button(TEXTS["erase"]["open"], exact=False).click()
    one.button(TEXTS["erase"]["yes"]).click()
    one.status.filter(has_text=STATUS["erased_here"]).wait_for()
    assert one.memory() == {} and one.test("gate").is_visible()
