"""How long a person waits for the widget, timed inside the browser: from the press of a button to what is painted."""

from __future__ import annotations

from collections.abc import Mapping

from playwright.sync_api import Browser

#: `painted(what)` resolves with the time after the frame in which `what()` was first true. A click is timed from the
#: moment the browser got it.
_WATCH = """
window.inside = () => document.querySelector("recours-sante")?.renderRoot;
window.painted = (what) => new Promise((done) => {
  const look = () => requestAnimationFrame(() => {
    if (!what()) return look();
    const after = new MessageChannel();
    after.port1.onmessage = () => done(performance.now());
    after.port2.postMessage(0);
  });
  look();
});
window.timed = (type, what) => new Promise((done) => {
  const since = async (event) => done((await painted(what)) - event.timeStamp);
  addEventListener(type, since, {capture: true, once: true});
});
window.shown = (selector) => !!inside()?.querySelector(selector)?.getClientRects().length;
window.first = painted(() => shown(".launcher"));
"""


def visit(browser: Browser, address: str, message: str) -> Mapping[str, float]:
    """Visit a site with the widget for the first time; returns milliseconds by the rows of `widget.yml`.

    `message` is what is written first.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="fr-FR")
    context.add_init_script(_WATCH)
    page = context.new_page()
    page.goto(address)
    found = {"launcher": page.evaluate("() => first")}

    def timed(kind: str, shown: str, act: str) -> float:
        page.evaluate(f"() => {{ window.wait = timed({kind!r}, () => {shown}); }}")
        if act == "Enter":
            page.keyboard.press(act)
        else:
            page.locator(act).click()
        return page.evaluate("() => window.wait")

    found["panel"] = timed("click", "shown('.gate .main')", "recours-sante .launcher")
    found["greeting"] = timed("click", "shown('[data-test=bot]')", "recours-sante .gate .main")
    page.locator("recours-sante #message").fill(message)
    found["answer"] = timed("keydown", "shown('[data-test=bot] ~ [data-test=bot]')", "Enter")
    context.close()
    return found
