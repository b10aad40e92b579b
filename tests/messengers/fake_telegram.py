"""Telegram's Bot API on 127.0.0.1, as its documentation describes it: it enforces the limits and writes down the calls.

Faults are put into `faults`: for each next call of a method a status (429, 500...), `"drop"` (the connection ends
without an answer) or `"late"` (the call is done, its answer never comes). `delay`: seconds that every answer takes.
"""

import asyncio
import itertools
import json
import re
from collections import defaultdict, deque
from html.parser import HTMLParser

from aiohttp import web

TOKEN = "123456:" + "A" * 35
SECRET = "telegram-secret-of-the-tests-0123456789"
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}
#: Seconds that a 429 asks to wait.
RETRY_AFTER = 0.2
#: Where updates are brought, on the assistant.
PATH = "/webhooks/telegram/webhook"


def settings(fake, **more):
    """The environment that opens the channel on this server."""
    return {
        "RECOURS_TELEGRAM_TOKEN": TOKEN,
        "RECOURS_TELEGRAM_SECRET": SECRET,
        "RECOURS_TELEGRAM_API": fake.url,
        **more,
    }


class ApiError(Exception):
    """What the API refuses: a status and a description."""

    def __init__(self, status, description):
        super().__init__(description)
        self.status, self.description = status, description


class _Entities(HTMLParser):
    """The "HTML style" of messages: few tags, each closed, no stray sign."""

    TAGS = frozenset({"b", "strong", "i", "em", "u", "s", "a", "code", "pre", "blockquote", "tg-spoiler"})

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.text, self.open = "", []

    def handle_starttag(self, tag, attributes):
        if tag not in self.TAGS:
            raise ApiError(400, f'Bad Request: can\'t parse entities: Unsupported start tag "{tag}"')
        self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            raise ApiError(400, "Bad Request: can't parse entities: Unexpected end tag")

    def handle_data(self, data):
        self.text += data


def parsed(text, mode):
    """The text that people see; raises `ApiError`."""
    if mode is None:
        return text
    if mode != "HTML":
        raise ApiError(400, "Bad Request: unsupported parse_mode")
    if re.search(r"&(?!(lt|gt|amp|quot|#\d+|#x[0-9a-f]+);)", text) or re.search(r"<(?![a-z/])", text):
        raise ApiError(400, "Bad Request: can't parse entities")
    parser = _Entities()
    parser.feed(text)
    parser.close()
    if parser.open:
        raise ApiError(400, "Bad Request: can't parse entities: Can't find end tag")
    return parser.text


def units(text):
    """Length as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def checked_keyboard(markup):
    """The rows of an inline keyboard; raises `ApiError`."""
    rows = markup.get("inline_keyboard")
    for button in itertools.chain.from_iterable(rows):
        if not button.get("text"):
            raise ApiError(400, "Bad Request: text buttons are unallowed in the inline keyboard")
        if not 1 <= len(button.get("callback_data", "").encode()) <= 64:
            raise ApiError(400, "Bad Request: BUTTON_DATA_INVALID")
    return rows


class FakeTelegram:
    """One bot. `url`: the API; `webhook`: what `setWebhook` was told; `sent`: the messages that people see."""

    def __init__(self):
        self.calls, self.sent, self.documents = [], [], []
        self.faults = defaultdict(deque)
        self.blocked, self.unknown = set(), set()
        self.delay = 0.0
        self.webhook = {}
        self.commands = []
        self.pending = []
        self.polls = 0
        self._numbers = itertools.count(1)
        self._updates = itertools.count(1000)
        self._polling = None
        self._runner = None

    async def __aenter__(self):
        app = web.Application(client_max_size=60_000_000)
        app.router.add_post("/bot{token}/{method}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_):
        await self._runner.cleanup()

    # --- the API ----------------------------------------------------------------------------------------------------

    async def _answer(self, request):
        method = request.match_info["method"]
        try:
            if request.match_info["token"] != TOKEN:
                raise ApiError(401, "Unauthorized")
            parameters = await self._parameters(request)
            self.calls.append((method, parameters))
            fault = self.faults[method].popleft() if self.faults[method] else None
            if fault == "drop":
                request.transport.abort()
                return web.Response()
            if isinstance(fault, int):
                raise ApiError(fault, "Too Many Requests" if fault == 429 else "injected")
            done = getattr(self, f"_{method}", None)
            if done is None:
                raise ApiError(404, "Not Found: method not found")
            result = done(**parameters)
            result = await result if asyncio.iscoroutine(result) else result
            await asyncio.sleep(self.delay)
            if fault == "late":
                request.transport.abort()
                return web.Response()
            return web.json_response({"ok": True, "result": result})
        except ApiError as error:
            body = {"ok": False, "error_code": error.status, "description": error.description}
            if error.status == 429:
                body["parameters"] = {"retry_after": RETRY_AFTER}
            return web.json_response(body, status=error.status)
        except TypeError as error:
            return web.json_response({"ok": False, "error_code": 400, "description": str(error)}, status=400)

    async def _parameters(self, request):
        """JSON or a form, as the API takes both; what is an object in JSON is a string of JSON in a form."""
        if request.content_type == "application/json":
            return await request.json()
        found = dict(await request.post())
        if isinstance(found.get("reply_markup"), str):
            found["reply_markup"] = json.loads(found["reply_markup"])
        return found

    def _reach(self, chat):
        if chat in self.blocked:
            raise ApiError(403, "Forbidden: bot was blocked by the user")
        if chat in self.unknown:
            raise ApiError(400, "Bad Request: chat not found")

    def _sendMessage(self, chat_id, text, parse_mode=None, reply_markup=None, link_preview_options=None):  # noqa: N802
        self._reach(chat_id)
        shown = parsed(text, parse_mode)
        if not shown.strip():
            raise ApiError(400, "Bad Request: message text is empty")
        if units(shown) > 4096:
            raise ApiError(400, "Bad Request: message is too long")
        if reply_markup is not None:
            checked_keyboard(reply_markup)
        message = {"message_id": next(self._numbers), "chat": private(chat_id), "text": shown, "date": 0}
        if reply_markup is not None:
            message["reply_markup"] = reply_markup
        self.sent.append(message)
        return message

    def _sendDocument(self, chat_id, document, caption=""):  # noqa: N802
        self._reach(int(chat_id))
        if units(caption) > 1024:
            raise ApiError(400, "Bad Request: message caption is too long")
        self.documents.append((int(chat_id), document.filename, document.file.read(), caption))
        return {"message_id": next(self._numbers), "chat": private(int(chat_id)), "date": 0}

    def _sendChatAction(self, chat_id, action):  # noqa: N802
        self._reach(chat_id)
        if action != "typing":
            raise ApiError(400, "Bad Request: wrong parameter action in request")
        return True

    def _answerCallbackQuery(self, callback_query_id):  # noqa: N802
        return True

    def _setWebhook(self, url, secret_token="", **more):  # noqa: N802
        if not url.startswith("https://"):
            raise ApiError(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret_token):
            raise ApiError(400, "Bad Request: secret token contains unallowed characters")
        self.webhook = {"url": url, "secret_token": secret_token, **more}
        return True

    def _deleteWebhook(self, drop_pending_updates=False):  # noqa: N802
        self.webhook = {}
        return True

    def _getWebhookInfo(self):  # noqa: N802
        return {"url": self.webhook.get("url", ""), "pending_update_count": len(self.pending)}

    def _setMyCommands(self, commands):  # noqa: N802
        if not all(
            re.fullmatch("[a-z0-9_]{1,32}", c["command"]) and 0 < len(c["description"]) <= 256 for c in commands
        ):
            raise ApiError(400, "Bad Request: BOT_COMMAND_INVALID")
        self.commands = commands
        return True

    async def _getUpdates(self, offset=0, limit=100, timeout=0, allowed_updates=()):  # noqa: N802
        if self.webhook:
            raise ApiError(409, "Conflict: can't use getUpdates method while webhook is active")
        if self._polling is not None:
            self._polling.set()  # a newer call ends the older one
        mine = self._polling = asyncio.Event()
        self.polls += 1
        self.pending = [one for one in self.pending if one["update_id"] >= offset]
        end = asyncio.get_running_loop().time() + timeout
        while not self.pending and asyncio.get_running_loop().time() < end:
            if mine.is_set():
                raise ApiError(409, "Conflict: terminated by other getUpdates request")
            await asyncio.sleep(0.01)
        return self.pending[:limit]

    # --- people -----------------------------------------------------------------------------------------------------

    def update(self, **parts):
        """An update with the next number."""
        return {"update_id": next(self._updates), **parts}

    def says(self, person, text=None, *, kind="message", **parts):
        """The update of a message that a person writes; `parts` for what is not text."""
        words = {} if text is None else {"text": text}
        author = {"id": person, "is_bot": False, "first_name": "Zoé Canarivet", "username": "canari"}
        dates = {"date": 1_700_000_000, **({"edit_date": 1_700_000_001} if kind == "edited_message" else {})}
        head = {"message_id": next(self._numbers), "from": author, "chat": private(person)}
        return self.update(**{kind: {**head, **dates, **words, **parts}})

    def presses(self, message, title):
        """The update of a button that a person presses on a message of the bot."""
        rows = message["reply_markup"]["inline_keyboard"]
        button = next(button for row in rows for button in row if button["text"] == title)
        chat = message["chat"]["id"]
        query = {
            "id": f"query-{next(self._numbers)}",
            "from": {"id": chat, "is_bot": False, "first_name": "Zoé"},
            "message": message,
            "chat_instance": "1",
            "data": button["callback_data"],
        }
        return self.update(callback_query=query)

    def texts(self, chat=None):
        """What people see, in order."""
        return [one["text"] for one in self.sent if chat is None or one["chat"]["id"] == chat]

    def count(self, method):
        """How often a method was called."""
        return sum(name == method for name, _ in self.calls)


def private(chat):
    """A conversation between a person and the bot."""
    return {"id": chat, "type": "private", "first_name": "Zoé Canarivet"}
