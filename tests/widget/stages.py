"""The states that a person can see, made from recorded answers: the same on every machine and on every day."""

from bot.knowledge import loader
from bot.site.routes import powers
from tests.widget.visit import TEXTS, lines, recorded

_LONG = ("question", "clarification", "orientation", "what_to_write", "why", "others", "deadlines", "contact", "answer")


class Stage:
    """Stands for the server of one visit: sessions open, messages get `answers` in turn, the last one for ever."""

    def __init__(self, visit, *answers):
        """An answer is the name of a recorded one, a list of messages, an HTTP status, or None: it never comes."""
        self.answers = list(answers)
        visit.context.route("**/webhooks/web/**", self._answer)
        headers = {"Access-Control-Allow-Origin": "*"}
        body = powers(loader.load())
        visit.context.route("**/recours-sante.json", lambda route: route.fulfill(headers=headers, body=body))

    def _answer(self, route):
        origin = route.request.headers.get("origin", "*")
        headers = {"Access-Control-Allow-Origin": origin, "Access-Control-Allow-Headers": "Authorization, Content-Type"}
        headers["Access-Control-Allow-Methods"] = "POST, DELETE"
        if route.request.method == "OPTIONS":
            route.fulfill(status=204, headers=headers)
        elif route.request.url.endswith("/session"):
            route.fulfill(status=201, headers=headers, json={"token": "a-token", "expires_in": 7200})
        else:
            answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
            if isinstance(answer, int):
                route.fulfill(status=answer, headers=headers, json={"error": "technical", "text": ""})
            elif answer is not None:
                messages = recorded(answer) if isinstance(answer, str) else answer
                route.fulfill(status=200, headers=headers, body=lines(messages), content_type="application/x-ndjson")


def _closed(visit):
    visit.test("launcher").wait_for()


def _welcome(visit):
    visit.open()


#: Makes a state last: what should come after seconds (the answer is late, is given up) never comes.
_LAST = "() => { const soon = setTimeout; window.setTimeout = (what, when) => (when < 5000 ? soon(what, when) : 0); }"


def _typing(visit):
    Stage(visit, None)
    visit.begin().page.evaluate(_LAST)
    visit.say(TEXTS["chips"][0], answered=False)
    visit.status.filter(has_text=TEXTS["status"]["preparing"]).wait_for()


def _answered(*names):
    def stage(visit):
        Stage(visit, *names)
        visit.begin()
        visit.wait("root.host.conversation.powers.size")
        for name in names:
            visit.say(TEXTS["chips"][len(name) % len(TEXTS["chips"])])

    return stage


def _powers(visit):
    _answered("orientation")(visit)
    visit.test("powers").first.locator("summary").click()


def _error(visit):
    Stage(visit, 500)
    visit.begin().say(TEXTS["chips"][0], answered=False)
    visit.trouble.filter(has_text=TEXTS["problem"]["server"]).wait_for()


def _offline(visit):
    Stage(visit, "question")
    visit.begin().say(TEXTS["chips"][0])
    visit.context.set_offline(True)
    visit.say("49", answered=False)
    visit.trouble.filter(has_text=TEXTS["problem"]["offline"]).wait_for()


def _human(visit):
    _answered("question")(visit)
    visit.button(TEXTS["human"]["open"]).click()
    visit.test("human").wait_for()


def _erase(visit):
    _answered("question")(visit)
    visit.button(TEXTS["erase"]["open"], exact=False).click()
    visit.test("erase").wait_for()


#: What brings a fresh visit into each state.
STAGES = {
    "closed": _closed,
    "welcome": _welcome,
    "typing": _typing,
    "question": _answered("question"),
    "answer": _answered("orientation"),
    "powers": _powers,
    "long_thread": _answered(*_LONG),
    "error": _error,
    "offline": _offline,
    "emergency": _answered("emergency"),
    "human": _human,
    "erase": _erase,
}


def dress(visit, width=1280, height=800, scheme="light", text=100):
    """Change the size of the window, the theme, and the size of the text (in %); the last question is in view again."""
    visit.page.set_viewport_size({"width": width, "height": height})
    visit.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    visit.page.evaluate(
        """async (text) => {
          document.documentElement.style.fontSize = `${text}%`;
          scrollTo(0, 0);
          const root = document.querySelector("recours-sante").renderRoot;
          const still = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
          await still();
          const boxes = [root.querySelector(".log"), root.querySelector(".panel"), root.querySelector(".sheet")];
          for (const box of boxes) if (box) box.scrollTop = 0;
          const person = [...root.querySelectorAll("[data-test=person]")].pop();
          const line = root.querySelector(".alarm") ?? person;
          const shown = root.querySelector(".sheet") ?? root.querySelector(".trouble p") ?? line;
          for (const [box, from] of [[boxes[0], line], [boxes[1], shown]]) {
            if (!box || !from || box.scrollHeight <= box.clientHeight + 1) continue;
            box.scrollTop = from.getBoundingClientRect().top - box.getBoundingClientRect().top - 12;
          }
          await still();
        }""",
        text,
    )
