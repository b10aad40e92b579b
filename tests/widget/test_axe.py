"""axe-core finds nothing in any state, in light and dark, at every size."""

import pytest

from tests.widget.axe import end, judge, source, start
from tests.widget.stages import STAGES, dress
from tests.widget.visit import TEXTS

#: Window and text size (%): desktop, a phone of 320 px, text twice as large, and zoom of 400 % (a window of 320 × 256).
SIZES = {"desktop": (1280, 800, 100), "phone": (320, 640, 100), "large": (1280, 800, 200), "zoomed": (320, 256, 100)}
#: What axe-core cannot judge: text that is scrolled out of sight. `test_nothing_is_left_to_judge` shows all of it.
UNSEEN = {"color-contrast"}


@pytest.fixture(scope="module")
def axe(npm):
    """The text of axe-core."""
    return source()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_wrong(staged, axe, size, scheme):
    visits = {state: staged(state) for state in STAGES}
    width, height, text = SIZES[size]
    for visit in visits.values():
        dress(visit, width, height, scheme, text)
        start(visit.page, axe)
    found = {state: end(visit.page) for state, visit in visits.items()}
    assert {state: one["violations"] for state, one in found.items() if one["violations"]} == {}
    assert all(one["passes"] > 9 for one in found.values())
    assert {rule for one in found.values() for rule, _ in one["incomplete"]} <= UNSEEN
    wide = "() => document.documentElement.scrollWidth - innerWidth"
    assert {state: over for state, visit in visits.items() if (over := visit.page.evaluate(wide)) > 0} == {}


def test_nothing_is_left_to_judge_when_all_of_a_long_thread_is_in_sight(visit, service, axe):
    content = "<recours-sante inline></recours-sante>"
    one = visit(service.site.put("/inline", service.bot, content=content), viewport={"width": 700, "height": 900})
    STAGES["long_thread"](one)
    one.page.evaluate("""() => document.querySelector("recours-sante").renderRoot
      .querySelectorAll("details").forEach((one) => { one.open = true; })""")
    for scheme in ("light", "dark"):
        dress(one, 700, 16_000, scheme)
        found = judge(one.page, axe)
        assert found["violations"] == [] and found["incomplete"] == [], scheme


def test_the_page_of_the_service_itself(visit, service, axe):
    one = visit(f"{service.bot}/").begin()
    one.say("mon dentiste à Angers refuse de me soigner parce que j’ai la C2S")
    for scheme in ("light", "dark"):
        for width, height, text in SIZES.values():
            dress(one, width, height, scheme, text)
            found = judge(one.page, axe)
            assert found["violations"] == [] and {rule for rule, _ in found["incomplete"]} <= UNSEEN


def test_a_fault_is_found(visit, axe):
    one = visit().begin()
    one.widget.evaluate("""(element) => {
      element.renderRoot.querySelector("label").remove();
      element.renderRoot.querySelector(".close").removeAttribute("aria-label");
      element.renderRoot.querySelector(".hint").style.color = "#bbb";
    }""")
    assert {rule for rule, _ in judge(one.page, axe)["violations"]} >= {"label", "button-name", "color-contrast"}
    assert one.button(TEXTS["composer"]["send"]).is_visible()
