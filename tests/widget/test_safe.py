"""Nothing that anybody writes is ever more than text, nothing goes elsewhere, and the sites' own defences hold."""

import json
import re

import pytest

from bot.site.script import Script
from tests.widget.stages import Stage
from tests.widget.visit import TEXTS, Visit, recorded

ATTACKS = [
    "<script>window.hurt=1</script>",
    "<img src=x onerror=window.hurt=1>",
    '"><svg onload=window.hurt=1>',
    "'><iframe srcdoc='<script>parent.hurt=1</script>'></iframe>",
    "<style>*{display:none}</style><b>x</b>",
    "javascript:window.hurt=1",
    "JaVaScRiPt:window.hurt=1//https://exemple.fr",
    "data:text/html,<script>opener.hurt=1</script>",
    "https://user:password@exemple.fr/",
    "${window.hurt=1}{{constructor.constructor('window.hurt=1')()}}",
    "<!--?lit$1$--><!--<recours-sante>-->",
    "\u202e<a href=javascript:window.hurt=1>x</a>\u0000",
]
#: What the widget itself is made of, and no more.
ELEMENTS = {
    *(
        "a",
        "address",
        "article",
        "b",
        "br",
        "button",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "form",
        "h2",
        "h3",
        "h4",
        "h5",
    ),
    *("label", "li", "nav", "ol", "p", "section", "small", "span", "strong", "summary", "textarea", "ul"),
    *("svg", "path", "circle", "rect", "line", "polyline"),
}
SCHEMES = ("https:", "mailto:", "tel:", "sms:")
_INSIDE = """() => {
  const root = document.querySelector("recours-sante").renderRoot;
  const all = [...root.querySelectorAll("*")];
  return {
    hurt: window.hurt ?? null,
    elements: [...new Set(all.map((one) => one.localName))],
    handlers: all.filter((one) => one.getAttributeNames().some((name) => /^on|^style$|^src/.test(name))).length,
    links: [...root.querySelectorAll("a")].map((one) => one.getAttribute("href")),
    blank: [...root.querySelectorAll("a[target]")].filter((one) => one.rel !== "noopener noreferrer").length,
    words: root.querySelector(".log").textContent,
  };
}"""


def harmless(visit):
    """Assert that nothing ran and nothing was made of text; returns what the log says."""
    inside = visit.page.evaluate(_INSIDE)
    assert inside["hurt"] is None and inside["handlers"] == 0 and inside["blank"] == 0
    assert set(inside["elements"]) <= ELEMENTS
    assert [link for link in inside["links"] if not link.startswith(SCHEMES) or "@exemple" in link] == []
    assert len(visit.page.frames) == 1
    return inside["words"]


def forged(value, attack):
    """A recorded answer with the attack in every text; what decides which parts are shown stays."""
    if isinstance(value, dict):
        kept = ("kind", "role", "direction", "date")
        return {key: item if key in kept else forged(item, attack) for key, item in value.items()}
    if isinstance(value, list):
        return [forged(item, attack) for item in value]
    return attack if isinstance(value, str) else value


def with_fields(attack):
    """Answers that carry the attack: alone in every field, and after the words that join texts and records."""
    for name in ("orientation", "emergency"):
        yield forged(recorded(name), attack)
    messages = json.loads(json.dumps(recorded("deadlines")))
    for message in messages:
        if "text" in message:
            message["text"] = re.sub(r"(?m)$", f" {attack}".replace("\\", ""), message["text"])
        for body in message.get("custom", {}).get("bodies", []):
            body["contact"] = {
                **(body["contact"] or {}),
                "url": attack,
                "email": attack,
                "phone": attack,
                "city": attack,
            }
        for source in message.get("custom", {}).get("sources", []):
            source["url"] = attack
    yield messages


def test_no_field_of_an_answer_becomes_more_than_text(visit):
    one = visit().begin()
    answers = [answer for attack in ATTACKS for answer in with_fields(attack)]
    Stage(one, *answers)
    for number in range(len(answers)):
        one.say(f"message {number}")
    one.page.evaluate("""() => document.querySelector("recours-sante").renderRoot
      .querySelectorAll("details").forEach((one) => { one.open = true; })""")
    words = harmless(one)
    for attack in ATTACKS:
        assert attack.strip("\u0000").replace("'", "’") in words.replace("'", "’"), attack
    assert one.page.locator("recours-sante").count() == 1


def test_nothing_that_a_person_types_becomes_more_than_text(visit):
    one = visit().begin()
    for attack in ATTACKS[:6]:
        one.say(attack)
        assert one.test("person").last.locator(".typed").inner_text() == attack
    harmless(one)
    one.page.reload()
    one.log.wait_for()
    assert ATTACKS[0] in harmless(one)


def test_what_another_script_of_the_site_left_in_the_tab_is_only_text(visit):
    one = visit().begin()
    one.say("bonjour")
    key, memory = next(iter(one.memory().items()))
    memory = forged(json.loads(memory), ATTACKS[1])
    for entry, who in zip(memory["entries"], ("bot", "person", "note"), strict=True):
        entry.update(who=who, id=who)
    one.page.evaluate("([key, value]) => sessionStorage.setItem(key, value)", [key, json.dumps(memory)])
    one.page.reload()
    one.log.wait_for()
    harmless(one)
    one.page.evaluate('(key) => sessionStorage.setItem(key, \'{"entries": [1, null, {}], "token": {}}\')', key)
    one.page.reload()
    one.test("launcher").wait_for()
    assert one.errors == []


@pytest.mark.parametrize("attack", ["javascript:window.hurt=1", "data:text/html,x", "//exemple.fr", '"><img src=x>'])
def test_no_setting_of_a_site_becomes_more_than_text(browser, service, attack):
    safe = attack.replace('"', "&quot;").replace("<", "&lt;")
    named = " ".join(
        f'data-{name}="{safe}"' for name in ("title", "launcher", "organisation", "human", "accent", "theme")
    )
    script = f'<script src="{service.bot}/recours-sante.js" {named} data-privacy-url="{safe}" defer></script>'
    one = Visit(browser, service.site.put("/settings", service.bot, script))
    one.open()
    inside = one.page.evaluate(_INSIDE)
    assert inside["hurt"] is None and inside["handlers"] == 0 and set(inside["elements"]) <= ELEMENTS
    privacy = [link for link in inside["links"] if not link.startswith(SCHEMES)]
    assert all(link.startswith(f"{service.site.origin}/") or link == "http://exemple.fr/" for link in privacy)
    assert one.widget.locator("#title").inner_text() == attack
    one.check(service.site.origin, service.bot)
    one.close()


def test_a_server_that_is_not_https_is_refused(browser, service):
    script = f'<script src="{service.bot}/recours-sante.js" data-server="http://exemple.fr" defer></script>'
    one = Visit(browser, service.site.put("/http", service.bot, script))
    one.page.wait_for_load_state()
    assert one.page.locator("recours-sante").count() == 0 and any("https" in text for text in one.console)
    one.check(service.site.origin, service.bot)
    one.close()


def test_trusted_types_can_be_demanded(browser, service):
    policy = "; require-trusted-types-for 'script'; trusted-types lit-html"
    one = Visit(browser, service.site.put("/trusted", service.bot, more_policy=policy)).begin()
    one.say("bonjour")
    one.button(TEXTS["human"]["open"]).click()
    one.test("human").wait_for()
    one.check(service.site.origin, service.bot)
    one.close()


def test_the_line_of_the_webmaster_is_checked_by_the_browser(browser, service):
    line = Script.read().line(service.bot)
    right = Visit(browser, service.site.put("/right", service.bot, line)).open()
    right.check(service.site.origin, service.bot)
    right.close()
    integrity = Script.read().integrity
    changed = line.replace(integrity, integrity[:-6] + "AAAAA=")
    wrong = Visit(browser, service.site.put("/wrong", service.bot, changed))
    wrong.page.wait_for_load_state()
    assert wrong.page.locator("recours-sante").count() == 0
    assert any("integrity" in text for text in wrong.console)
    wrong.close()


def test_a_broken_policy_and_a_foreign_request_would_be_seen(browser, service):
    one = Visit(browser, service.page)
    one.page.evaluate("() => { new Image().src = 'http://exemple.fr/x.png'; }")
    one.page.wait_for_function("() => window.violations.length > 0")
    with pytest.raises(AssertionError):
        one.check(service.site.origin, service.bot)
    one.close()
    one = Visit(browser, f"{service.bot}/healthz")
    with pytest.raises(AssertionError):
        one.check(service.site.origin)
    one.close()


def test_a_whole_visit_asks_only_the_server_and_keeps_nothing_elsewhere(visit, service):
    one = visit().begin()
    one.say("mon dentiste à Angers refuse de me soigner parce que j’ai la C2S")
    asked = {url.partition("?")[0].removeprefix(service.bot) for url in one.requests if url.startswith(service.bot)}
    assert asked == {"/recours-sante.js", "/recours-sante.json", "/webhooks/web/session", "/webhooks/web/webhook"}
    assert one.context.cookies() == [] and one.page.evaluate("() => localStorage.length") == 0
    assert len(one.memory()) == 1
    assert one.page.evaluate("() => performance.getEntriesByType('resource').length") >= 3
