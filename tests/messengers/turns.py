"""Every turn that the records can give, as messages of the contract: what the renderers must be able to show."""

from datetime import date
from functools import lru_cache
from pathlib import Path

import yaml

from bot.channels.answering import alerting, failure, said
from bot.channels.intake import Fixed, Refused, alert_in, empty, erased, not_erased, refusal
from bot.channels.wording import entry, sentence
from bot.dialogue.dialogue import Dialogue
from bot.dialogue.state import Button, Heard, Pending, Reply, State, button_list
from bot.knowledge.loader import load
from bot.language.danger_cues import load_rules
from bot.model import DONT_KNOW, SLOTS, Case
from bot.orientation.directory import load as load_directory

TODAY = date(2026, 11, 24)
BASE = load()
DIALOGUE = Dialogue(BASE, load_directory())
FOLLOW_UPS = ("what_to_write", "if_it_fails", "what_next", "deadlines", "why", "simpler", "other_contact")
#: Every code of the contract, the overseas ones too.
DEPARTMENTS = [f"{number:02d}" for number in range(1, 96) if number != 20]
DEPARTMENTS += ["2A", "2B", *map(str, (971, 972, 973, 974, 975, 976, 977, 978, 986, 987, 988))]
CASES = Path(__file__).parents[1] / "cases"


def messages_of(state, reply):
    """What the assistant sends for a reply of the dialogue."""
    text = {"recipient_id": "x", "text": reply.text}
    if reply.buttons:
        text["buttons"] = button_list(reply.buttons)
    return [text, {"recipient_id": "x", "custom": DIALOGUE.completed(state, reply)}]


@lru_cache(maxsize=1)
def legal_cases():
    """The cases of tests/cases, which reach every rule and note: (name, Case, today)."""
    found = []
    for path in sorted(CASES.glob("*.yml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")) if path.stem in BASE.situations else ():
            values = {"situation": path.stem, **case.get("case", {})}
            today = date.fromisoformat(str(values.pop("today", TODAY)))
            values = {key: value if key == "facts" else str(value) for key, value in values.items()}
            found.append((f"{path.stem}:{case['id']}", Case(**values), today))
    return found


def orientations():
    """The answer to each legal case and its follow-ups; some with a doubt of three situations or a second problem."""
    for name, case, today in legal_cases():
        state, reply = DIALOGUE.answers.orientation_reply(State(case=case, answered=True), today)
        yield name, messages_of(state, reply)
        for intent in FOLLOW_UPS:
            after, reply = DIALOGUE.answer(state, Heard("et alors", intent), today)
            yield f"{name}:{intent}", messages_of(after, reply)
    longest = sorted(BASE.situations, key=lambda name: -len(BASE.situations[name]["label"]))
    for name, case, today in legal_cases()[::7]:
        doubt = State(case=case, pending=Pending("doubt", choices=tuple(longest[:3])))
        yield f"{name}:doubt", messages_of(*DIALOGUE._answer(doubt, today, None, ["Je ne suis pas sûr."]))
        later = State(case=case, later=(Case(situation=longest[0]),), answered=True)
        yield f"{name}:second", messages_of(*DIALOGUE.answers.orientation_reply(later, today))


def questions():
    """Each information question, each slot asked in each wording, each border between situations, homonyms."""
    for intent in BASE.questions:
        yield intent, messages_of(*DIALOGUE.answer(State(), Heard("?", intent), TODAY))
    for situation in BASE.situations:
        state = State(case=Case(situation=situation))
        for slot in ("profession", "department", "coverage", "setting"):
            for attempt in (1, 2):
                preview = DIALOGUE.answers.preview(state)
                yield f"{situation}:{slot}", messages_of(*DIALOGUE.asker.ask(state, slot, attempt, before=preview))
    asker = DIALOGUE.asker
    state = State(case=Case(situation="refusal_of_care"))
    places = ("01", "04", "13", "2A", "75", "971", "975", "987", "64", "93", "67", "90")
    yield "homonyms", messages_of(*asker.ask(state, "department", 1, places))
    yield "professions", messages_of(*asker.ask(state, "profession", 1, tuple(BASE.professions)[:3]))
    yield "all professions", messages_of(*asker.ask(state, "profession", 1, tuple(BASE.professions)))
    for pair in BASE.borders:
        yield f"border:{sorted(pair)}", messages_of(*DIALOGUE.clarifier.offer(State(), sorted(pair), "clarify.first"))
    names = list(BASE.situations)
    for start, key in enumerate(("first", "again", "vague", "confirm") * 5):
        candidates = [names[(start + step) % len(names)] for step in range(3)]
        yield f"clarify:{key}", messages_of(*DIALOGUE.clarifier.offer(State(), candidates, f"clarify.{key}"))


def contacts():
    """The contact of every body in every département, for every profession with an order."""
    for body in BASE.bodies:
        for department in [*DEPARTMENTS, DONT_KNOW]:
            case = Case(department=department, profession="dentist")
            yield f"{body}:{department}", messages_of(*DIALOGUE.answers.contact_for(State(case=case), body))
    for profession in BASE.professions:
        case = Case(department="49", profession=profession)
        yield f"order:{profession}", messages_of(*DIALOGUE.answers.contact_for(State(case=case), "order_council"))


def roles():
    """What each body does, by its own words."""
    for body, record in BASE.bodies.items():
        heard = Heard(f"à quoi sert {record['name']} ?", "body_role")
        yield f"role:{body}", messages_of(*DIALOGUE.answer(State(), heard, TODAY))


def dangers():
    """Each category of emergency as the assistant tells it, alone and before another answer."""
    answer = next(messages for _, messages in orientations())
    for category in load_rules().records:
        state, reply = DIALOGUE.emergency(State(), Heard("au secours", "emergency", danger=category), TODAY)
        yield f"danger:{category}", messages_of(state, reply)
        alert = Fixed(reply.text, {"kind": "emergency", "category": category, "numbers": reply.custom["numbers"]})
        yield f"alert:{category}", alerting(answer, alert)
    yield "typed danger", said(alert_in("il ne respire plus"))


def sentences():
    """Small talk, privacy, what is out of scope, and the fixed sentences of the channels."""
    for key in BASE.texts["small_talk"]:
        yield f"small:{key}", messages_of(State(), DIALOGUE.small(key, DIALOGUE.answers.follow_up_buttons(State())))
    for intent in ("restart", "erase_data"):
        yield intent, messages_of(*DIALOGUE.restart(State(), Heard("", intent), TODAY))
    yield "privacy", messages_of(*DIALOGUE.small_talk(State(), Heard("?", "privacy"), TODAY))
    for words in ("ma retraite", "le RSA et mon logement", "le match", "mon chat"):
        for intent in ("out_of_scope", "medical_advice"):
            yield f"scope:{words}", messages_of(State(), DIALOGUE.answers.out_of_scope(Heard(words, intent)))
    for topic in entry("refused"):
        yield f"refused:{topic}", said(refusal(Refused(400, topic, 30)))
    for fixed in (empty(), erased(), not_erased()):
        yield fixed.custom["topic"], said(fixed)
    yield "failure", failure()
    yield "private", [{"text": sentence("private_number")}, *failure()]


def made():
    """Turns that no record gives: signs of HTML and of WhatsApp, a payload that is not its title, long words."""
    slots = dict.fromkeys(SLOTS)
    custom = {"kind": "smalltalk", "topic": "greet", "situation": None, "slots": slots}
    signs = "a < b & c > d \"e\" 'f' *g* _h_ ~i~ `j` <b>k</b> &amp; {l} %s"
    yield "signs", messages_of(State(), Reply(signs, custom, (Button(signs, signs), Button("x" * 30, "y" * 300))))
    yield "a long word", [{"text": "début " + "é" * 9_000 + " fin"}, {"custom": custom}]
    yield "a long line", [{"text": "Appelez le 01 53 62 40 30 vite, " * 400}, {"custom": custom}]
    yield "emoji", [{"text": "👩‍⚕️ 🇫🇷 " * 1_500}, {"custom": custom}]
    yield "only custom", [{"custom": custom}]
    many = tuple(Button(f"Choix {number}", f"Choix {number}") for number in range(25))
    yield "many buttons", messages_of(State(), Reply("Choisissez", custom, many))


@lru_cache(maxsize=None)
def of(source):
    """The (name, messages) of one of these functions, made once."""
    return tuple(globals()[source]())
