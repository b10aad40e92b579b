"""Every record on every channel: within the limits of the vendors, and no word of it lost."""

import re
from html.parser import HTMLParser

import pytest

from bot.channels.rendering import plain, telegram, whatsapp
from bot.channels.rendering.answer import WORDS, read
from bot.channels.rendering.splitting import cut, units
from tests.messengers import turns

SOURCES = ("orientations", "questions", "contacts", "roles", "dangers", "sentences", "made")
#: What a list of WhatsApp shows of a choice holds its words, but for the sign that says that it was cut.
CUT = "…"


class Entities(HTMLParser):
    """Telegram's reading of HTML: the text after parsing; anything that it would refuse is an error."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.text, self.open, self.links = "", [], []
        self.feed(html)
        self.close()
        assert not self.open, f"left open: {self.open}"
        left = re.sub(r"<(/?(b|a|blockquote)\b[^<>]*)>", "", html)
        assert "<" not in left and ">" not in left, "a sign that is not escaped"
        assert not re.search(r"&(?!amp;|lt;|gt;|quot;|#x27;)", left), "an entity that Telegram does not know"

    def handle_starttag(self, tag, attributes):
        assert tag in ("b", "a", "blockquote"), tag
        assert tag not in self.open, f"{tag} in {tag}"
        self.links += [value for name, value in attributes if name == "href"]
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def words(text):
    return re.findall(r"\w+", text)


def said_by(messages):
    return words(" ".join(message.get("text", "") for message in messages))


def missing(wanted, sent):
    """The first word of `wanted` that is not in `sent` in its order, or None."""
    left = iter(sent)
    return next((word for word in wanted if not any(word == other for other in left)), None)


def joined(name, wanted):
    """A word that is longer than a message is cut: then the letters count."""
    return ["".join(wanted)] if name in ("a long word",) else wanted


@pytest.mark.parametrize("source", SOURCES)
def test_telegram(source):
    count = 0
    for name, messages in turns.of(source):
        shown = telegram.render(messages)
        sent = []
        for message in shown:
            text = Entities(message.html).text
            assert text.strip() and units(text) <= telegram.MOST_CHARACTERS, name
            sent += words(text)
        assert missing(joined(name, said_by(messages)), joined(name, sent)) is None, name
        buttons = [button for message in messages for button in message.get("buttons", ())]
        assert all(not message.keyboard for message in shown[:-1]), name
        keyboard = shown[-1].keyboard if shown else ()
        assert [title for title, _ in keyboard] == [button["title"] for button in buttons], name
        assert all(1 <= len(data.encode()) <= telegram.MOST_DATA for _, data in keyboard), name
        assert len({data for _, data in keyboard}) == len({title for title, _ in keyboard}), name
        for (_, data), button in zip(keyboard, buttons):
            fits = len(button["payload"].encode()) <= telegram.MOST_DATA
            wanted = button["payload"] if fits else button["title"]
            assert telegram.pressed(data, keyboard) == wanted, name
        count += 1
    assert count > 5


@pytest.mark.parametrize("source", SOURCES)
def test_whatsapp(source):
    for name, messages in turns.of(source):
        shown = whatsapp.render(messages)
        sent = [word for message in shown for word in words(message.body.replace("*", " "))]
        assert missing(joined(name, said_by(messages)), joined(name, sent)) is None, name
        chosen = [option.id for message in shown for option in message.options]
        buttons = [button for message in messages for button in message.get("buttons", ())]
        assert [one[:150] for one in chosen] == [button["payload"][:150] for button in buttons], name
        for message in shown:
            within_limits(message, name)


def within_limits(message, name):
    """The limits of the Cloud API, for one message."""
    most = {"text": 4_096, "buttons": 1_024, "list": 4_096}[message.kind]
    assert message.body.strip() and units(message.body) <= most, name
    titles = [option.title for option in message.options]
    assert all(title.strip() for title in titles) and len({option.id for option in message.options}) == len(titles)
    if message.kind == "buttons":
        assert 1 <= len(titles) <= 3 and all(units(title) <= 20 for title in titles), name
        assert len(set(titles)) == len(titles) and all(len(option.id) <= 256 for option in message.options), name
        assert not any(option.description for option in message.options)
    elif message.kind == "list":
        assert 1 <= len(titles) <= 10 and all(units(title) <= 24 for title in titles), name
        assert all(units(option.description) <= 72 and len(option.id) <= 200 for option in message.options), name
    else:
        assert not titles


@pytest.mark.parametrize("source", [source for source in SOURCES if source != "made"])
def test_a_list_of_whatsapp_shows_every_word_of_its_choices(source):
    for name, messages in turns.of(source):
        for message in whatsapp.render(messages):
            for option in message.options if message.kind == "list" else ():
                title, description = option.title.split(". ")[-1].strip(CUT), option.description.strip(CUT)
                shown = (title, description, f"{title} {description}")
                assert option.id in shown or listed(option, message), (name, option)


def listed(option, message):
    """Whether the text above the list has the whole title behind the number of the row."""
    return any(re.fullmatch(rf"\d+\. {re.escape(option.id)}", line) for line in message.body.split("\n"))


@pytest.mark.parametrize("source", SOURCES)
def test_plain_text(source):
    for name, messages in turns.of(source):
        text = plain.text(messages)
        assert missing(said_by(messages), words(text)) is None, name
        for given in next((m["custom"] for m in messages if "custom" in m), {}).get("sources", ()):
            assert not given["url"] or given["url"] in text or given["title"] not in text, name


def test_bodies_and_contacts_are_the_same_on_each_channel():
    count = 0
    for name, messages in turns.of("orientations"):
        web = next(m["custom"] for m in messages if "custom" in m)
        on = {
            "telegram": "\n".join(Entities(m.html).text for m in telegram.render(messages)),
            "whatsapp": "\n".join(m.body for m in whatsapp.render(messages)),
            "plain": plain.text(messages),
        }
        if web["kind"] != "orientation":
            continue
        count += 1
        for body in web["bodies"]:
            contact = body["contact"] or {}
            parts = [body["name"], *(contact.get(key) for key in ("phone", "email", "url", "address", "source"))]
            for channel, text in on.items():
                assert all(part in text for part in parts if part), (name, channel, body["id"])
    assert count > len(turns.BASE.situations)


def test_a_danger_begins_with_the_numbers():
    for name, messages in turns.of("dangers"):
        numbers = next(m["custom"] for m in messages if "custom" in m)["numbers"]
        digits = [number for number in numbers if number.isdigit()]
        for text in (
            Entities(telegram.render(messages)[0].html).text,
            whatsapp.render(messages)[0].body.strip("*"),
            plain.text(messages),
        ):
            first = text.splitlines()[0].replace("116 117", "116117")
            assert re.findall(r"\d+", first) == digits, name


def test_names_are_in_bold_and_sources_are_linked():
    messages = dict(turns.of("orientations"))["refusal_of_care:" + case_of_refusal()]
    custom = next(m["custom"] for m in messages if "custom" in m)
    html = "\n".join(message.html for message in telegram.render(messages))
    bodies = "\n".join(message.body for message in whatsapp.render(messages))
    assert custom["bodies"] and custom["sources"]
    for body in custom["bodies"]:
        escaped = body["name"].replace("&", "&amp;")
        assert f"<b>{escaped}" in html and f"*{body['name']}" in bodies
    for source in custom["sources"]:
        assert not source["url"] or f'<a href="{source["url"].replace("&", "&amp;")}">' in html
    assert "<blockquote expandable>" in html


def case_of_refusal():
    return next(name.split(":")[1] for name, _, _ in turns.legal_cases() if name.startswith("refusal_of_care"))


def test_short_titles_are_those_of_real_buttons():
    titles = {
        button["title"]
        for source in ("orientations", "questions")
        for _, messages in turns.of(source)
        for message in messages
        for button in message.get("buttons", ())
    }
    assert set(WORDS.entry("short")) <= titles
    assert all(units(short) <= whatsapp.BUTTON_TITLE for short in WORDS.entry("short").values())


def test_numbers_that_are_shown_are_those_that_the_dialogue_takes():
    for slot in ("coverage", "setting", "profession"):
        state, reply = turns.DIALOGUE.asker.ask(turns.State(case=turns.Case("refusal_of_care")), slot, 1)
        shown = [one for one in read(turns.messages_of(state, reply)).choices if one.rank]
        assert [one.title for one in shown] == [button.title for button in reply.buttons]
        for one, wanted in zip(shown, [*state.pending.choices, "dont_know"]):
            turn, heard = turns.DIALOGUE.chooser.turn("clarify", state, turns.Heard(one.rank, "nlu_fallback"))
            after, _ = getattr(turns.DIALOGUE, turn)(state, heard, turns.TODAY)
            assert getattr(after.case, slot) == wanted


def test_a_place_is_not_numbered():
    answer = read(turns.messages_of(*turns.DIALOGUE.asker.ask(turns.State(), "department", 1, ("01", "69"))))
    assert len(answer.choices) == 3 and not any(one.rank for one in answer.choices)
    assert {line.mark for line in answer.unlisted.lines} == {"-"}


@pytest.mark.parametrize("limit", [20, 40, 97, 400])
def test_a_cut_is_never_inside_a_number_a_word_or_a_link(limit):
    text = (
        "Appelez le 01 53 62 40 30 ou le 39 28. Écrivez à maine-et-loire@oncd.org, "
        "ou allez sur https://a.fr/b_c. « Refus » : dites-le ! "
    ) * 4
    parts = cut(text.strip(), limit)
    assert all(units(part) <= limit for part in parts)
    joined_again = " ".join(parts)
    if limit > 30:
        assert joined_again == " ".join(text.split())
        assert not any(re.search(r"\d$", one) and re.match(r"\d", other) for one, other in zip(parts, parts[1:]))
        assert not any(re.match(r"[:;!?»]", part) for part in parts)
    assert "".join(joined_again.split()) == "".join(text.split())


def test_a_keyboard_that_does_not_hold_the_data_says_nothing():
    assert telegram.pressed("#0123456789abcdef", [("Oui", "#ffff")]) is None
    assert telegram.pressed("/restart", [("Oui", "#ffff")]) is None
    assert telegram.pressed("x", []) is None


def test_nothing_said_is_nothing_sent():
    assert telegram.render([]) == [] and whatsapp.render([]) == [] and plain.text([]) == ""
