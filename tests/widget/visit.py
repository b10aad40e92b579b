"""One visit of a page with the widget, in a browser tab of its own: what a person sees, presses and hears of."""

import json
from pathlib import Path

from bot.site.sources import WIDGET

#: Every text of the widget: tests name nothing by words of their own.
TEXTS = json.loads((WIDGET / "src" / "texts.json").read_text(encoding="utf-8"))
#: Milliseconds in which something must come on a busy machine.
SOON = 15_000

_WATCH = """
window.violations = [];
addEventListener("securitypolicyviolation", (event) => window.violations.push(
  `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`));
"""
#: What a screen reader would be told: changes of the live regions, in their order.
_LISTEN = """(root) => {
  window.heard = [];
  const log = root.querySelector(".log");
  new MutationObserver((changes) => changes.forEach((change) => {
    for (const node of change.removedNodes) if (node.nodeType === 1) heard.push(["removed", node.dataset.test ?? ""]);
    for (const node of change.addedNodes) if (node.nodeType === 1) {
      heard.push([log.getAttribute("aria-live"), node.dataset.test ?? node.className, node.innerText]);
    }
  })).observe(log, {childList: true});
  for (const role of ["status", "alert"]) {
    const region = root.querySelector(`.bottom [role=${role}]`);
    new MutationObserver(() => heard.push([role, region.innerText.trim()]))
      .observe(region, {childList: true, characterData: true, subtree: true});
  }
  return log.childElementCount;
}"""
_FOCUSED = """() => {
  let one = document.activeElement;
  while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
  if (!one || one === document.body) return {tag: "body", name: "", id: "", role: "", seen: true};
  const box = one.getBoundingClientRect();
  const middle = Math.min(box.y + box.height / 2, innerHeight - 2);
  const at = one.getRootNode().elementFromPoint(box.x + box.width / 2, middle);
  const words = one.getAttribute("aria-label") ?? one.labels?.[0]?.innerText ?? one.innerText ?? "";
  return {
    tag: one.tagName.toLowerCase(), id: one.id,
    role: one.getAttribute("role") ?? "", href: one.getAttribute("href") ?? "",
    name: words.replace(/\\s+/g, " ").trim(), ring: getComputedStyle(one).outlineStyle !== "none",
    seen: box.height > 0 && (box.height > innerHeight || at === one || one.contains(at) || !!at?.contains(one)),
  };
}"""


class Visit:
    """A tab at `address`. `requests`: every address asked for. `sent`: the body of every message, in order."""

    def __init__(self, browser, address, **options):
        """`options` are those of a Playwright context: `viewport`, `color_scheme`, `java_script_enabled`…"""
        options = {"viewport": {"width": 1280, "height": 800}, "locale": "fr-FR", "reduced_motion": "reduce", **options}
        self.context = browser.new_context(**options)
        self.context.set_default_timeout(SOON)
        self.context.add_init_script(_WATCH)
        self.requests, self.sent, self.console, self.errors = [], [], [], []
        self.context.on("request", self._asked)
        self.page = self.context.new_page()
        self.page.on("console", lambda message: self.console.append(message.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.address = address
        self.page.goto(address)

    def _asked(self, request):
        self.requests.append(request.url)
        if request.method == "POST" and "/webhook?" in request.url:
            self.sent.append(request.post_data_json)

    # --- what is there ---------------------------------------------------------------------------------------------

    @property
    def widget(self):
        """The element; locators look into it."""
        return self.page.locator("recours-sante")

    def test(self, name):
        """What has `data-test` = `name`."""
        return self.page.locator(f"[data-test={name}]")

    def button(self, name, exact=True):
        """The button with this name."""
        return self.widget.get_by_role("button", name=name, exact=exact)

    @property
    def box(self):
        """Where the person writes."""
        return self.widget.get_by_label(TEXTS["composer"]["label"])

    @property
    def log(self):
        """The conversation."""
        return self.widget.get_by_role("log", name=TEXTS["log"])

    @property
    def status(self):
        """The line that says what is under way."""
        return self.widget.locator("[role=status]")

    @property
    def trouble(self):
        """The line that says what went wrong."""
        return self.widget.locator(".bottom [role=alert]")

    def memory(self):
        """What the tab remembers, by key."""
        return self.page.evaluate("() => ({...sessionStorage})")

    def focused(self):
        """What has the focus: `tag`, `id`, `role`, `name`, `href`, whether it is `seen`, and has a `ring`."""
        return self.page.evaluate(_FOCUSED)

    def wait(self, expression):
        """Wait until an expression of JavaScript, in which `root` is the inside of the widget, is true; returns it."""
        root = "const root = document.querySelector('recours-sante')?.renderRoot"
        return self.page.wait_for_function(f"() => {{ {root}; return root && {expression}; }}").json_value()

    def listen(self):
        """Write down from now on what the live regions say; returns how many lines the log has already."""
        return self.widget.evaluate(f"(element) => ({_LISTEN})(element.renderRoot)")

    def heard(self):
        """What was written down since the last call."""
        return self.page.evaluate("() => heard.splice(0)")

    # --- what a person does ----------------------------------------------------------------------------------------

    def open(self):
        """Open the panel with the button."""
        self.test("launcher").click()
        self.test("gate").wait_for()
        return self

    def begin(self):
        """Open the panel, read the first screen, begin; the greeting is there."""
        if self.test("launcher").count():
            self.open()
        self.button(TEXTS["gate"]["start"]).click()
        self.test("bot").first.wait_for()
        return self

    def say(self, words, answered=True):
        """Write and send; `answered`: wait for the answer."""
        before = self.test("bot").count()
        self.box.fill(words)
        self.box.press("Enter")
        if answered:
            self.test("bot").nth(before).wait_for()
        return self.test("bot").last

    def tab_to(self, name, key="Tab", most=60):
        """Press `key` until something whose name begins with `name` has the focus; each stop must be seen."""
        passed, name = [], " ".join(name.split())
        for _ in range(most):
            self.page.keyboard.press(key)
            at = self.focused()
            assert at["tag"] == "body" or (at["seen"] and at["ring"]), at
            if at["name"].startswith(name):
                return at
            passed.append(at["name"] or at["id"] or at["tag"])
        raise AssertionError(f"{key} does not come to {name!r}: {passed}")

    # --- what must hold of every visit -----------------------------------------------------------------------------

    def check(self, *allowed):
        """Nothing was asked of another place than `allowed` (origins), no policy was broken, no error was raised."""
        foreign = [url for url in self.requests if not url.startswith((*allowed, "data:", "blob:"))]
        assert foreign == [] and self.errors == []
        assert self.page.evaluate("() => window.violations") == []
        assert [text for text in self.console if "Content Security Policy" in text or "Refused to" in text] == []

    def close(self):
        """End the visit, whatever is still waited for."""
        self.context.unroute_all(behavior="ignoreErrors")
        self.context.close()


def recorded(name):
    """The messages of a recorded answer of the assistant."""
    path = Path(WIDGET) / "tests" / "fixtures" / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8"))["messages"]


def lines(messages):
    """Messages as the server streams them."""
    return "".join(json.dumps(message) + "\n" for message in messages)
