"""axe-core in a page: what it finds wrong, and what it cannot judge."""

from bot.site.sources import WIDGET

_FILE = WIDGET / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_START = """(tags) => {
  const options = {runOnly: {type: "tag", values: tags}, resultTypes: ["violations", "incomplete"], preload: false};
  window.judged = axe.run(document, options);
}"""
_END = """async () => {
  const {violations, incomplete, passes} = await window.judged;
  const where = ({target, html}) => `${target.join(" ")} ${html}`;
  const told = (results) => results.map(({id, nodes}) => [id, nodes.map(where)]);
  return {violations: told(violations), incomplete: told(incomplete), passes: passes.length};
}"""


def source():
    """The text of axe-core, which is among the packages of the widget."""
    return _FILE.read_text(encoding="utf-8")


def start(page, axe):
    """Let axe-core (its text is `axe`) begin to judge a page: several pages are judged at once, each in its process."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(f"{axe};1")
    page.evaluate(_START, TAGS)


def end(page):
    """Return what it found: `violations` and `incomplete` (rule, elements), `passes` (number of rules)."""
    return page.evaluate(_END)


def judge(page, axe):
    """Judge one page; see `end`."""
    start(page, axe)
    return end(page)
