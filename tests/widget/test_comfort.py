"""What axe-core does not judge: room for text that is set wider, size of what is pressed, motion, forced colours."""

import pytest

from tests.widget.stages import STAGES, dress

#: WCAG 2.2, 1.4.12, set on everything.
_SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""
_SPACED = """(element, css) => {
  const root = element.renderRoot;
  const sheets = [...root.adoptedStyleSheets];
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [...sheets, sheet];
  const cut = [...root.querySelectorAll("*")].filter((one) => {
    const {overflowX, overflowY, clipPath} = getComputedStyle(one);
    const hides = clipPath === "none" && [overflowX, overflowY].some((way) => ["hidden", "clip"].includes(way));
    const wide = one.scrollWidth > one.clientWidth + 1, high = one.scrollHeight > one.clientHeight + 1;
    return (hides && ((overflowX === "hidden" && wide) || (overflowY === "hidden" && high))) || (one.clientWidth && wide
      && overflowX === "auto");
  }).map((one) => one.className);
  const wide = document.documentElement.scrollWidth - innerWidth;
  root.adoptedStyleSheets = sheets;
  return {cut, wide};
}"""
_SMALL = """(element) => [...element.renderRoot.querySelectorAll("button, a, summary, textarea")]
  .map((one) => [one.getBoundingClientRect(), one])
  .filter(([box, one]) => {
    const least = one.matches("button, summary, textarea, .call, .numbers a") ? 43.5 : 24;
    return box.height > 0 && (box.height < least || box.width < 24);
  })
  .map(([box, one]) => `${one.localName} ${one.className} ${one.innerText} ${box.width}x${box.height}`)"""


@pytest.mark.parametrize("width", [320, 1280])
def test_text_that_is_set_wider_is_not_cut(staged, width):
    for state in STAGES:
        visit = staged(state)
        dress(visit, width, 800)
        found = visit.widget.evaluate(_SPACED, _SPACING)
        assert found["cut"] == [] and found["wide"] <= 0, state


def test_a_text_that_is_cut_would_be_seen(staged):
    visit = staged("question")
    dress(visit, 320, 800)
    found = visit.widget.evaluate(_SPACED, _SPACING + ".said { height: 2em; overflow: hidden; }")
    assert set(found["cut"]) == {"said"}


@pytest.mark.parametrize("width", [320, 1280])
def test_what_is_pressed_is_large_enough(staged, width):
    for state in STAGES:
        visit = staged(state)
        dress(visit, width, 800)
        assert visit.widget.evaluate(_SMALL) == [], state


def test_nothing_moves_for_who_wants_no_motion(staged):
    visit = staged("typing")
    dress(visit)
    moving = "(element) => element.renderRoot.getAnimations().length"
    assert visit.widget.evaluate(moving) == 0
    visit.page.emulate_media(reduced_motion="no-preference")
    assert visit.widget.evaluate(moving) == 1


def test_forced_colours_keep_borders_and_focus(staged):
    visit = staged("question")
    dress(visit)
    visit.page.emulate_media(forced_colors="active")
    visit.box.focus()
    seen = visit.widget.evaluate("""(element) => {
      const of = (selector) => getComputedStyle(element.renderRoot.querySelector(selector));
      const edges = ["button.main", "textarea", ".panel"].map((selector) => of(selector).borderTopStyle);
      return {edges, ring: of("textarea").outlineStyle, width: of("textarea").outlineWidth};
    }""")
    visit.page.emulate_media(forced_colors="none")
    assert seen == {"edges": ["solid"] * 3, "ring": "solid", "width": "3px"}
