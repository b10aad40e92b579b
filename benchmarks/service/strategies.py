"""What a hostile, broken or unlucky sender may send, as strategies of Hypothesis: texts, JSON, requests, bytes, talks.

Nothing here knows a server or the product: the short tests and `benchmarks.service.fuzz` draw from the same source.
Words and real messages come from `fuzz.yml` and `tests/`.
"""

from __future__ import annotations

import functools
import itertools
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

from benchmarks.workspace import ROOT

#: The longest text that is tried (characters): longer than what is read (REL-08 of the reliability checklist).
LONGEST_TEXT = 5_000
#: The longest talk (turns of two sessions together).
MOST_TURNS = 30

WEBHOOK, SESSION = "/webhooks/web/webhook", "/webhooks/web/session"

# --- slash commands ------------------------------------------------------------------------------------------------

#: Signs that pass for a slash, written as code points because some cannot be told apart on a screen.
SLASHES = ("/", "//", "\uff0f", "\u2044", "\u2215", "\u2571", "\u29f8", "\u27cb", "\u2afd", "/\uff0f/")
#: What may stand before a command: spaces of every kind, invisible signs, quotes.
BEFORE = (
    *("", " ", "\n", "\t ", "\u200b", "\ufeff", "\u202e", "\xa0", "\u3000", "\U000e002f", "\xad "),
    *('"', "« ", "'", "(", "“ "),
)
#: Commands of Rasa, with entities, with a confidence, hidden.
COMMANDS = (
    *("restart", "session_start", "back", 'inform{"department": "49"}', "emergency@0.99"),
    *("\u200brestart", " restart"),
)
#: Invisible signs between the slashes and inside the command `restart`.
_HIDDEN = (
    *("/\u200b/restart", "\u200d/\u200d /\u2060restart", "/\u0338restart", "\u0338/restart"),
    *("\x00/restart", "/\x00restart"),
)


def spellings() -> dict[str, str]:
    """Return every spelling of Rasa's own commands, each with the same words without any slash."""
    found = {
        before + slash + command: before + command
        for before, slash, command in itertools.product(BEFORE, SLASHES, COMMANDS)
    }
    return {**found, **dict.fromkeys(_HIDDEN, "restart")}


def intents() -> list[str]:
    """Return the names of all intents of `domain.yml`."""
    return list(yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["intents"])


# --- texts ---------------------------------------------------------------------------------------------------------


@functools.lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """Return what `fuzz.yml` holds."""
    return yaml.safe_load(Path(__file__).with_name("fuzz.yml").read_text(encoding="utf-8"))


@functools.lru_cache(maxsize=1)
def real_messages() -> tuple[str, ...]:
    """Return what people say in the tests: the labelled messages, and every turn of the written dialogues."""
    said = []
    for path in sorted((ROOT / "tests" / "nlu").glob("*.yml")):
        said += [record["text"] for record in yaml.safe_load(path.read_text(encoding="utf-8"))]
    for path in sorted((ROOT / "tests" / "dialogues").glob("*.yml")):
        said += [turn["user"] for talk in yaml.safe_load(path.read_text(encoding="utf-8")) for turn in talk["turns"]]
    return tuple(dict.fromkeys(said))


#: Every code point, those that are no characters too (surrogates that stand alone).
ANY_CHARACTER = st.characters(exclude_categories=())
_NASTY = (
    "\0\x07\x1b\x7f\x85\xad\u0300\u0301\u0338\u0489\u200b\u200d\u200e\u202a\u202e\u2028\u2066\u2069\u20dd\ufe0f\ufeff"
    "\ufffd\uffff\ud800\udc00\udfff\U000e0001\U000e0041\U000e007f\U0001f469\U0001f3fd\U0001f1eb\U0001f1f7\u0635\ufdfa"
    "\u05e9\u0e01\u1100\u1161\u4e3f\uff0f\u2215\u0130\u01c5\ufb01\u2126'’«»\"{}[]<>&;%$#@|`~^*=+-_/\\.,:!?()0159aàé"
    " \n\r\t"
)
short_text = st.text(ANY_CHARACTER, max_size=60)
nasty_text = st.text(_NASTY, max_size=60)
number = st.one_of(
    st.integers().map(str),
    st.floats().map(str),
    st.text("0123456789", max_size=40),
    st.text("0123456789 ./-+(),ehx°€%", max_size=40),
    st.text(st.characters(categories=("Nd", "Nl", "No")), max_size=30),
    st.from_regex(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,5}", fullmatch=True),
    st.from_regex(r"[12][0-9]{2}(0[1-9]|1[0-2])[0-9]{8}", fullmatch=True),
    st.from_regex(r"(\+33|0033|0)[ .]?[1-9]([ .-]?[0-9]{2}){4}", fullmatch=True),
)
zalgo = st.builds(
    lambda letters, marks, count: "".join(letter + marks * count for letter in letters),
    st.text("aeinost è", min_size=1, max_size=12),
    st.text(st.characters(categories=("Mn", "Me")), min_size=1, max_size=6),
    st.integers(1, 30),
)


def real() -> st.SearchStrategy[str]:
    """Return a strategy of what people say."""
    return st.sampled_from(real_messages())


def _injection() -> st.SearchStrategy[str]:
    return st.sampled_from(words()["injections"])


@st.composite
def mangled(draw: st.DrawFn) -> str:
    """A real message with parts cut out, doubled, moved, put in capitals, or with nasty signs put in."""
    text = draw(real())
    for _ in range(draw(st.integers(1, 4))):
        start, end = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2)))
        part = text[start:end]
        changed = draw(
            st.sampled_from(["", part * 2, part.upper(), part[::-1], part + draw(nasty_text), " ".join(part), "\n"])
        )
        text = text[:start] + changed + text[end:]
    return text[:LONGEST_TEXT]


def _piece() -> st.SearchStrategy[str]:
    return st.one_of(real(), _injection(), short_text, nasty_text, number, zalgo, st.sampled_from([*spellings()]))


def _repeated() -> st.SearchStrategy[str]:
    longest = st.integers(1, LONGEST_TEXT)
    return st.builds(lambda piece, length: (piece * (length // max(1, len(piece)) + 1))[:length], _piece(), longest)


def _mixed() -> st.SearchStrategy[str]:
    separator = st.sampled_from(["", " ", "\n", ". ", "\u2029", "\0", "/", "\u200b"])
    return st.builds(
        lambda sign, pieces: sign.join(pieces)[:LONGEST_TEXT], separator, st.lists(_piece(), min_size=1, max_size=30)
    )


def any_text() -> st.SearchStrategy[str]:
    """Return a strategy of any text of up to `LONGEST_TEXT` characters, also such as is no valid Unicode."""
    return st.one_of(st.text(ANY_CHARACTER, max_size=300), _piece(), mangled(), _mixed(), _repeated())


# --- JSON ----------------------------------------------------------------------------------------------------------

_scalar = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), short_text, nasty_text, st.integers(10**20, 10**300)
)
_key = st.sampled_from(["message", "id", "sender", "input_channel", "metadata", "text", "", "__proto__"]) | nasty_text
#: Any value of JSON, and NaN and infinities, which Python writes too.
any_json = st.recursive(
    _scalar,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_key, inner, max_size=5),
    max_leaves=12,
)


def _nested(opening: str, closing: str, core: str) -> st.SearchStrategy[bytes]:
    return st.integers(1, 20_000).map(lambda depth: (opening * depth + core + closing * depth).encode())


@st.composite
def _almost_right(draw: st.DrawFn) -> bytes:
    """The body that is expected, with values of another type, length or coding."""
    body: dict[str, Any] = {"message": draw(any_text() | any_json)}
    if draw(st.booleans()):
        body["id"] = draw(st.text(ANY_CHARACTER, max_size=140) | any_json)
    body.update(draw(st.dictionaries(_key, any_json, max_size=3)))
    text = json.dumps(body, ensure_ascii=draw(st.booleans()))
    return text.encode(draw(st.sampled_from(["utf-8", "utf-8", "utf-16", "utf-8-sig"])), "surrogatepass")


def bodies() -> st.SearchStrategy[bytes]:
    """Return a strategy of bodies of a request: JSON of any shape, deep, broken, oversized; or no JSON at all."""
    return st.one_of(
        _almost_right(),
        any_json.map(lambda value: json.dumps(value).encode()),
        st.binary(max_size=300),
        short_text.map(lambda text: text.encode("utf-8", "surrogatepass")),
        _nested("[", "]", "1"),
        _nested('{"message":', "}", '"a"'),
        st.builds(lambda piece, size: piece * size, st.binary(min_size=1, max_size=3), st.integers(1, 30_000)),
        st.sampled_from(
            [b"", b"null", b"{}", b"<xml/>", b"message=x", b'{"message":"a","message":1}', b'{"id":"1","message":"a"}']
        ),
    )


# --- requests ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Request:
    """One request as bytes but for the token: `auth` says what stands in `Authorization` (see `AUTHS`).

    `framing`: `length` (a right Content-Length), `chunked`, or `none` (no length is told, whatever the body).
    """

    method: bytes
    path: bytes
    auth: str
    headers: tuple[tuple[bytes, bytes], ...] = ()
    body: bytes = b""
    framing: str = "length"
    chunk: int = 1_000

    def encoded(self, authorization: bytes | None) -> bytes:
        """Return what goes over the line; `authorization` is the value of that header, None for no header."""
        headers = [(b"Host", b"localhost"), *self.headers]
        if authorization is not None:
            headers.append((b"Authorization", authorization))
        body = self.body
        if self.framing == "length":
            headers.append((b"Content-Length", str(len(body)).encode()))
        elif self.framing == "chunked":
            headers.append((b"Transfer-Encoding", b"chunked"))
            parts = [body[start : start + self.chunk] for start in range(0, len(body), self.chunk)]
            body = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"
        else:
            body = b""
        lines = b"".join(b"%b: %b\r\n" % header for header in headers)
        return b"%b %b HTTP/1.1\r\n%b\r\n%b" % (self.method, self.path, lines, body)


#: What `Request.auth` may be: a session's token, none, one that is not signed, one of another scheme, any bytes.
AUTHS = ("good", "good", "good", "none", "forged", "basic", "bytes")

_METHODS = (b"POST", b"POST", b"POST", b"DELETE", b"OPTIONS", b"GET", b"HEAD", b"PUT", b"PATCH", b"TRACE", b"post")
_PATHS = tuple(
    path.encode()
    for path in (
        *(WEBHOOK, WEBHOOK, SESSION, f"{WEBHOOK}?stream=true", f"{WEBHOOK}?stream=%ff&stream=true", f"{WEBHOOK}/"),
        *("/", "*", "//", "/webhooks/rest/webhook", "/conversations/x/tracker", "/webhooks/web/../web/webhook"),
        *("/webhooks/web/%77ebhook", "/webhooks/web/session;x=1", "/webhooks/web/webhook?a[]=1&a[]=2#x", "/%00", "/%"),
        *("/webhooks//web/webhook", "/WEBHOOKS/WEB/WEBHOOK", "http://localhost/webhooks/web/webhook", "/model/parse"),
    )
)
#: A value or a path as bytes that end no line and part no words.
_visible = st.binary(max_size=80).map(lambda text: bytes(byte for byte in text if byte > 32 and byte != 127))
_value = st.one_of(
    _visible, st.builds(lambda byte, size: byte * size, st.sampled_from([b"a", b"\xe9"]), st.integers(1, 9_000))
)
_HEADER_NAMES = (
    *(b"Content-Type", b"Accept", b"Origin", b"Cookie", b"X-Forwarded-For", b"Forwarded", b"Connection", b"Upgrade"),
    *(b"Expect", b"Range", b"If-Match", b"Content-Encoding", b"Accept-Encoding", b"TE", b"X-HTTP-Method-Override"),
)
_KINDS = (b"application/json", b"application/json", b"application/json; charset=utf-16", b"text/plain", b"*/*", b"\xe9")
_headers = st.lists(
    st.one_of(
        st.tuples(st.just(b"Content-Type"), st.sampled_from(_KINDS)),
        st.tuples(st.sampled_from(_HEADER_NAMES), _value),
        st.tuples(st.just(b"Connection"), st.sampled_from([b"close", b"keep-alive", b"upgrade"])),
        st.tuples(st.from_regex(rb"[A-Za-z][A-Za-z-]{0,20}", fullmatch=True), _value),
    ),
    max_size=6,
).map(tuple)


def requests() -> st.SearchStrategy[Request]:
    """Return a strategy of requests that are HTTP, whatever their method, address, headers and body."""
    return st.builds(
        Request,
        method=st.sampled_from(_METHODS) | st.from_regex(rb"[A-Z]{1,12}", fullmatch=True),
        path=st.sampled_from(_PATHS) | _visible.map(lambda text: b"/" + text),
        auth=st.sampled_from(AUTHS),
        headers=_headers,
        body=bodies(),
        framing=st.sampled_from(["length", "length", "length", "chunked", "none"]),
        chunk=st.sampled_from([1, 7, 1_000, 20_000]),
    )


_LINES = (
    *(b"POST /webhooks/web/webhook HTTP/1.1\r\n", b"POST /webhooks/web/session HTTP/1.1\r\n", b"GET / HTTP/1.0\r\n"),
    *(b"Host: x\r\n", b"Content-Length: 3\r\n", b"Content-Length: -1\r\n", b"Content-Length: 99999999999\r\n"),
    *(b"Content-Length: 3, 3\r\n", b"Content-Length : 3\r\n", b"Transfer-Encoding: chunked\r\n", b"a\rb\nc\r\n"),
    *(b"Transfer-Encoding: gzip, chunked\r\n", b"Transfer-Encoding:\tchunked\r\n", b"Expect: 100-continue\r\n"),
    *(b"Content-Type: application/json\r\n", b" folded\r\n", b":\r\n", b"no colon\r\n", b"X: \0\xff\r\n", b"\r\n"),
    *(b"3\r\nabc\r\n", b"0\r\n\r\n", b"+3\r\nabc\r\n", b"0x3\r\nabc\r\n", b"ffffffffffffffff\r\n", b"-1\r\n", b"\n"),
    *(b'{"message":"a"}', b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00", b"HTTP/1.1 200 OK\r\n"),
)


@st.composite
def broken_http(draw: st.DrawFn) -> bytes:
    """Bytes that are nearly HTTP: lines in any order, a request cut, doubled or with bytes put in, or mere bytes."""
    if draw(st.booleans()):
        return b"".join(draw(st.lists(st.sampled_from(_LINES) | st.binary(max_size=20), max_size=12)))
    data = draw(requests()).encoded(None)[:40_000]
    for _ in range(draw(st.integers(1, 3))):
        start, end = sorted(draw(st.tuples(*[st.integers(0, len(data))] * 2)))
        end = min(end, start + 200)
        data = data[:start] + draw(st.sampled_from([b"", data[start:end] * 2]) | st.binary(max_size=9)) + data[end:]
    return data


# --- talks ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Step:
    """What one of two persons does: `says` a text (with an `id`, or `streamed`), sends the last one `again` with the
    same id, `erases` by words, or `ends` the session and begins another.
    """

    who: int
    does: str
    text: str = ""


@dataclass(frozen=True)
class Talk:
    """The steps of two sessions, in the order in which they are done; `together`: both at the same time."""

    steps: tuple[Step, ...] = field(default=())
    together: bool = False

    def alone(self, who: int) -> tuple[Step, ...]:
        """Return the steps of one of the two."""
        return tuple(step for step in self.steps if step.who == who)


_DOES = ("says", "says", "says", "says", "streamed", "again", "again", "erases", "ends")


def _steps() -> st.SearchStrategy[Step]:
    text = st.one_of(real(), real(), real(), mangled(), _piece(), st.sampled_from(words()["answers"]))
    return st.builds(Step, st.integers(0, 1), st.sampled_from(_DOES), text)


def talks(most: int = MOST_TURNS) -> st.SearchStrategy[Talk]:
    """Return a strategy of talks of at most `most` turns."""
    # Hypothesis alone prefers short lists: a talk has a length that is drawn first.
    steps = st.integers(1, most).flatmap(lambda size: st.lists(_steps(), min_size=size, max_size=size))
    return st.builds(Talk, steps.map(tuple), st.booleans())
