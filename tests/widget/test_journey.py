"""The whole journey on the real server with the keyboard alone; where the focus is, and what is announced."""

from datetime import date, timedelta

import pytest

from tests.widget.visit import TEXTS

REFUSAL = "mon dentiste à Angers refuse de me soigner parce que j’ai la C2S"
GATE, STATUS, ANSWER = TEXTS["gate"], TEXTS["status"], TEXTS["answer"]
HUMAN, ERASE = TEXTS["human"], TEXTS["erase"]


@pytest.fixture
def page(service):
    """A page of a site with a link before the widget."""
    return service.site.put("/journey", service.bot, content='<p><a href="/journey">Accueil</a></p>')


def typed(visit, words):
    """Type into the box, which has the focus, and send."""
    assert visit.focused()["id"] == "message"
    before = visit.test("bot").count()
    visit.page.keyboard.type(words)
    visit.page.keyboard.press("Enter")
    return visit.test("bot").nth(before)


def test_a_whole_journey_with_the_keyboard(visit, page, service):
    one = visit(page, permissions=["clipboard-read", "clipboard-write"])
    keyboard = one.page.keyboard

    # Opening: nothing is asked of the server before the person begins; the focus goes to the title.
    one.tab_to("Accueil")
    one.tab_to(TEXTS["launcher"])
    keyboard.press("Enter")
    one.test("gate").wait_for()
    assert (one.focused()["id"], one.focused()["tag"]) == ("title", "h2")
    assert [url for url in one.requests if "/webhooks/" in url] == [] and one.memory() == {}
    one.tab_to(GATE["more"])
    keyboard.press("Enter")
    assert one.widget.get_by_text(GATE["about"][0]).is_visible()

    # The log is there, empty and silent, before its first words come into it.
    assert one.listen() == 0 and one.widget.locator("[role=log]").get_attribute("aria-live") == "polite"
    one.tab_to(GATE["start"])
    keyboard.press("Enter")
    one.test("bot").first.wait_for()
    assert one.focused()["id"] == "message"
    heard = one.heard()
    assert [who for live, who, *_ in heard if live == "polite"] == ["bot"] and TEXTS["greeting"] in heard[-1][2]

    # A frequent situation, then a quick reply: the focus stays where it is, the new lines are announced once.
    one.tab_to(TEXTS["chips"][0], "Shift+Tab")
    keyboard.press("Enter")
    question = one.log.locator("[data-kind=question]").last
    question.wait_for()
    assert one.focused()["name"].startswith(TEXTS["chips"][0]) and ANSWER["chosen"] in one.focused()["name"]
    heard = one.heard()
    assert [who for live, who, *_ in heard if live == "polite"] == ["person", "bot"]
    assert ["status", STATUS["preparing"]] in heard and heard[-1][0] == "status" and heard[-1][1] == ""
    reply = question.locator(".replies button").first.inner_text()
    one.tab_to(reply)
    keyboard.press("Enter")
    one.test("bot").nth(2).wait_for()
    assert one.focused()["name"].startswith(reply)
    one.heard()

    # Typing. The answer comes while the next words are being written: neither focus nor words are lost.
    one.page.evaluate("() => { window.focusMoves = 0; addEventListener('focusin', () => (focusMoves += 1), true); }")
    one.tab_to(TEXTS["composer"]["label"])
    service.assistant.set(rates=False, action=1)
    answer = typed(one, REFUSAL)
    moves = one.page.evaluate("() => focusMoves")
    one.status.filter(has_text=STATUS["preparing"]).wait_for()
    keyboard.type("et après ?")
    answer.wait_for()
    service.assistant.set(rates=False)
    assert answer.get_attribute("data-kind") == "orientation" and one.focused()["id"] == "message"
    assert one.box.input_value() == "et après ?" and one.page.evaluate("() => focusMoves") == moves
    assert [who for live, who, *_ in one.heard() if live in ("polite", "removed")] == ["person", "bot", "feedback"]
    keyboard.press("Control+A")
    keyboard.press("Delete")

    # The bodies to contact, with what they are for, what they can and cannot do; the others are folded.
    card = answer.locator("[data-role=primary]").first
    assert card.is_visible()
    role = one.tab_to(ANSWER["powers"], "Shift+Tab")
    assert role["tag"] == "summary" and not answer.get_by_text(ANSWER["cannot"]).first.is_visible()
    keyboard.press("Enter")
    limits = answer.locator("[data-test=powers][open]")
    assert limits.get_by_text(ANSWER["can"]).is_visible() and limits.get_by_text(ANSWER["cannot"]).is_visible()
    folded = answer.locator("[data-role=also]").first
    assert not folded.is_visible()
    fold = answer.locator("details.fold summary").first.inner_text().split("\n")[0].strip()
    one.tab_to(" ".join(fold.split()), "Shift+Tab")
    keyboard.press("Enter")
    assert folded.is_visible()
    assert one.tab_to("")["tag"] in ("a", "summary")

    # Copying what to write, keeping the answer, printing it.
    one.tab_to(ANSWER["copy_label"])
    keyboard.press("Enter")
    one.status.filter(has_text=STATUS["copied"]).wait_for()
    copied = one.page.evaluate("() => navigator.clipboard.readText()")
    assert copied.count("\n- ") >= 3 and one.focused()["name"] == ANSWER["copy_label"]
    one.tab_to(ANSWER["print"])
    keyboard.press("Enter")
    one.tab_to(ANSWER["save"])
    with one.page.expect_download() as downloaded:
        keyboard.press("Enter")
    kept = downloaded.value.path().read_text(encoding="utf-8")
    assert downloaded.value.suggested_filename.endswith(".txt")
    for name in answer.locator("[data-test=body] h4").all_inner_texts():
        assert name in kept
    for line in limits.locator("li").all_inner_texts():
        assert line.strip() in kept
    one.status.filter(has_text=STATUS["saved"]).wait_for()
    assert one.focused()["name"] == ANSWER["save"]

    # Asked once whether it helped; the focus goes to the log, which the arrows move.
    one.tab_to(TEXTS["feedback"]["yes"])
    keyboard.press("Enter")
    one.status.filter(has_text=TEXTS["feedback"]["thanks_yes"]).wait_for()
    assert one.focused()["role"] == "log"
    keyboard.press("Home")
    one.wait("root.querySelector('.log').scrollTop === 0")
    for _ in range(4):
        keyboard.press("ArrowDown")
    one.wait("root.querySelector('.log').scrollTop > 40")

    # A person to talk to; Escape closes the sheet, and only the sheet.
    one.tab_to(HUMAN["open"])
    keyboard.press("Enter")
    one.test("human").wait_for()
    assert one.focused()["id"] == "sheet-title"
    assert one.tab_to(ANSWER["call"].replace("{number}", ""))["href"].startswith("tel:")
    keyboard.press("Escape")
    assert one.test("human").count() == 0 and one.focused()["name"] == HUMAN["open"]

    # A reload takes the conversation up again, without a word and without the focus.
    before = one.log.text_content()
    one.page.reload(wait_until="commit")
    assert one.wait("root.querySelector('[role=log] .entry') && root.querySelector('[role=log]').ariaLive") == "off"
    assert one.log.text_content() == before
    assert one.focused()["tag"] == "body"

    # Erasing asks first; then nothing is left, here or in the tab.
    one.tab_to(ERASE["open"])
    keyboard.press("Enter")
    assert one.focused()["id"] == "sheet-title"
    keyboard.press("Escape")
    assert one.test("erase").count() == 0 and one.memory() != {}
    keyboard.press("Enter")
    one.tab_to(ERASE["yes"])
    keyboard.press("Enter")
    one.status.filter(has_text=STATUS["erased"]).wait_for()
    assert one.memory() == {} and one.test("gate").is_visible() and one.log.count() == 0
    assert one.focused()["id"] == "title"

    # No trap: Tab leaves the panel; Escape closes it, and the focus returns to the button.
    one.tab_to("Accueil")
    one.tab_to(HUMAN["open"], "Shift+Tab")
    keyboard.press("Escape")
    assert not one.test("gate").is_visible() and one.focused()["name"] == " ".join(TEXTS["launcher"].split())


def test_a_deadline_goes_into_the_calendar_of_the_person(visit):
    one = visit().begin()
    day = date.today() - timedelta(days=20)
    decided = f"{day.day} {TEXTS['dates']['months'][day.month - 1]} {day.year}"
    one.say(f"la CPAM a refusé ma demande d'indemnités journalières, j'ai reçu la décision le {decided}")
    one.say("j'habite à Angers")
    one.tab_to(ANSWER["calendar_named"].replace("{label}", ""), "Shift+Tab")
    with one.page.expect_download() as downloaded:
        one.page.keyboard.press("Enter")
    calendar = downloaded.value.path().read_bytes().decode()
    due = downloaded.value.suggested_filename.removesuffix(".ics")
    assert date.fromisoformat(due) > date.today()
    assert f"DTSTART;VALUE=DATE:{due.replace('-', '')}\r\n" in calendar and calendar.count("BEGIN:VEVENT") == 1
    one.status.filter(has_text=STATUS["calendar"]).wait_for()


def test_a_danger_is_told_at_once_with_numbers_that_call(visit):
    one = visit(viewport={"width": 360, "height": 640}).begin()
    answer = one.say("mon père ne respire plus")
    alarm = one.test("emergency")
    assert answer.get_attribute("data-kind") == "emergency" and alarm.get_attribute("role") == "alert"
    calls = alarm.locator("a.call")
    assert [call.get_attribute("href") for call in calls.all()][:2] == ["tel:15", "tel:112"]
    assert one.focused()["id"] == "message"
    for call in calls.all()[:2]:  # in sight at once, even on a phone
        assert call.evaluate("""(call) => {
          const {x, y, width, height} = call.getBoundingClientRect();
          return call.contains(call.getRootNode().elementFromPoint(x + width / 2, y + height / 2));
        }""")
    assert alarm.locator("h3").inner_text() == TEXTS["emergency"]["word"]


def test_on_a_phone_the_panel_gives_way_to_the_page_that_it_hides(visit, page):
    one = visit(page, viewport={"width": 360, "height": 640}).open()
    one.tab_to(HUMAN["open"])
    assert one.tab_to("Accueil")["seen"] and not one.test("gate").is_visible()
    one.tab_to(TEXTS["launcher"])
    one.page.keyboard.press("Enter")
    assert one.test("gate").is_visible() and one.focused()["id"] == "title"


def test_on_a_touch_screen_the_keyboard_does_not_hide_the_greeting(visit):
    one = visit(has_touch=True, is_mobile=True, viewport={"width": 360, "height": 640}).begin()
    assert one.focused()["id"] == "title"


def test_an_answer_on_paper_is_whole_and_alone(visit):
    one = visit().begin()
    answer = one.say(REFUSAL)
    bodies = answer.locator("[data-test=body] h4").all_text_contents()
    one.button(ANSWER["print"]).click()
    paper = one.page.frames[-1]
    assert paper != one.page.main_frame and paper.locator("h3").all_inner_texts() == bodies
    said = {line.strip() for line in answer.locator("[data-test=powers] li").all_text_contents()}
    assert said and said <= {line.strip() for line in paper.locator("li").all_text_contents()}
    assert paper.locator("html").get_attribute("lang") == "fr" and paper.locator("button, summary").count() == 0
    assert one.page.locator("iframe").get_attribute("aria-hidden") == "true"


def test_the_page_of_the_service_holds_a_whole_conversation(visit, service):
    one = visit(f"{service.bot}/").begin()
    assert one.say(REFUSAL).get_attribute("data-kind") == "orientation"
    assert one.test("launcher").count() == 0 and one.page.locator(".doors > li").count() >= 5


def test_without_javascript_the_numbers_and_the_services_remain(service, browser):
    with_nothing = browser.new_context(java_script_enabled=False)
    page = with_nothing.new_page()
    page.goto(f"{service.bot}/")
    hrefs = [link.get_attribute("href") for link in page.locator(".emergency a").all()]
    assert hrefs[:3] == ["tel:15", "tel:112", "sms:114"]
    assert all(item.is_visible() for item in page.locator(".emergency a, .doors > li h3").all())
    assert page.locator(".doors > li").count() >= 5 and page.locator(".no-script").is_visible()
    with_nothing.close()
