"""Meta's servers, on 127.0.0.1: takes what we send, as strictly as they do, and calls our webhook, signed.

It knows whose messages it brought, so it refuses to send to others, and more than 24 hours later. What is to go wrong
is put into `faults`: a status (429 with the header Retry-After of `retry_after`), "drop" (the connection breaks after
the message was taken) or seconds of delay; each call takes one.
"""

import asyncio
import hashlib
import hmac
import itertools
import json
import re
import time
from collections import deque

from aiohttp import web

TOKEN = "EAAfake" + "t" * 40
APP_SECRET = "a" * 32
VERIFY_TOKEN = "v" * 40
PHONE_ID = "106540352242922"
VERSION = "v26.0"
#: A person with a telephone number that Meta shows, and one without.
PHONE, USER = "33600000001", "FR.15020001"

_numbers = itertools.count(1)


def settings(graph, **more):
    """The environment that opens the channel on this server."""
    return {
        "RECOURS_WHATSAPP_TOKEN": TOKEN,
        "RECOURS_WHATSAPP_APP_SECRET": APP_SECRET,
        "RECOURS_WHATSAPP_VERIFY_TOKEN": VERIFY_TOKEN,
        "RECOURS_WHATSAPP_PHONE_ID": PHONE_ID,
        "RECOURS_WHATSAPP_GRAPH": graph,
        **more,
    }


def message(text=None, sender=PHONE, at=None, number=None, **more):
    """One message of a webhook; `more` gives other kinds: `type="audio", audio={}`."""
    made = {"id": number or f"wamid.{next(_numbers)}", "timestamp": str(int(time.time() if at is None else at))}
    made["from_user_id" if sender.startswith("FR.") else "from"] = sender
    return {**made, **({"type": "text", "text": {"body": text}} if text is not None else {}), **more}


def pressed(identity, title="x", kind="list_reply", **more):
    """A message of somebody who pressed a button or chose a row."""
    return message(type="interactive", interactive={"type": kind, kind: {"id": identity, "title": title}}, **more)


def update(*messages, contacts=(), statuses=(), phone_id=PHONE_ID, field="messages"):
    """The body of a webhook with one entry."""
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "33700000000", "phone_number_id": phone_id},
        **({"contacts": list(contacts)} if contacts else {}),
        **({"messages": list(messages)} if messages else {}),
        **({"statuses": list(statuses)} if statuses else {}),
    }
    return {
        "object": "whatsapp_business_account",
        "entry": [{"id": "1", "changes": [{"field": field, "value": value}]}],
    }


def encoded(body):
    """A body as Meta writes it: signs outside ASCII escaped."""
    return json.dumps(body, separators=(",", ":")).encode("ascii")


def signature(body, secret=APP_SECRET):
    """The value of X-Hub-Signature-256 for the bytes of a body."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


class FakeGraph:
    """The server: `sent` has the messages that people would see, in order; `marks` the read and typing marks."""

    def __init__(self):
        self.sent, self.marks, self.refused, self.lost, self.calls = [], [], [], [], 0
        self.faults, self.retry_after = deque(), "0"
        self.delay = 0.0
        self._media, self._windows, self._known = {}, {}, set()

    # --- our side of the world ---------------------------------------------------------------------------------------

    def call(self, *messages, **more):
        """A call of Meta with these messages, which may be answered from now on: its body and its headers."""
        told = update(*messages, **more)
        self.brought(told)
        body = encoded(told)
        return body, {"X-Hub-Signature-256": signature(body)}

    def brought(self, body):
        """Remember who wrote what, and when: these may be answered."""
        for entry in body["entry"]:
            for change in entry["changes"]:
                for one in change["value"].get("messages", ()):
                    for sender in (one.get("from"), one.get("from_user_id")):
                        if sender:
                            self._windows[sender] = max(self._windows.get(sender, 0), int(one["timestamp"]))
                    self._known.add(one["id"])
                for contact in change["value"].get("contacts", ()):
                    if contact.get("user_id"):
                        self._windows[contact["user_id"]] = time.time()

    def to(self, sender):
        """The messages that a person sees, in order."""
        return [one for one in self.sent if sender in (one.get("to"), one.get("recipient"))]

    def texts(self, sender=PHONE):
        """The words of the messages that a person sees, in order."""
        return [words(one) for one in self.to(sender)]

    async def until(self, count, sender=PHONE, seconds=30.0):
        """Wait until a person sees `count` messages; returns their words."""
        end = time.monotonic() + seconds
        while len(self.to(sender)) < count and time.monotonic() < end:
            await asyncio.sleep(0.01)
        assert len(self.to(sender)) >= count, f"{len(self.to(sender))} of {count}: {self.texts(sender)} {self.refused}"
        return self.texts(sender)

    # --- the server --------------------------------------------------------------------------------------------------

    async def __aenter__(self):
        app = web.Application(client_max_size=110_000_000)
        app.router.add_post(f"/{VERSION}/{PHONE_ID}/messages", self._messages)
        app.router.add_post(f"/{VERSION}/{PHONE_ID}/media", self._upload)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/{VERSION}"
        return self

    async def __aexit__(self, *_):
        await self._runner.cleanup()

    async def _messages(self, request):
        self.calls += 1
        try:
            body = json.loads(await request.read())
            self._allow(request)
            fault = await self._fault(body)
            if fault is not None:
                return fault
            self._check(body)
        except _RefusedError as error:
            self.refused.append((error.code, str(error)))
            return _error(error.status, error.code, str(error))
        if body.get("status") == "read":
            self.marks.append(body)
            return web.json_response({"success": True})
        if "to" in body and not body["to"].isdigit():
            self.lost.append(body)  # as in life: accepted, and nobody gets it
        else:
            self.sent.append(body)
        if body.pop("_drop", False):
            request.transport.close()
        return web.json_response({"messaging_product": "whatsapp", "messages": [{"id": f"wamid.out{self.calls}"}]})

    async def _upload(self, request):
        self._allow(request)
        fields = {name: field for name, field in (await request.post()).items()}
        if fields.get("messaging_product") != "whatsapp" or "file" not in fields or "type" not in fields:
            return _error(400, 100, "media")
        number = f"media{len(self._media) + 1}"
        self._media[number] = (fields["file"].filename, fields["type"], fields["file"].file.read())
        return web.json_response({"id": number})

    def media(self, number):
        """The (name, type, bytes) of an uploaded file."""
        return self._media[number]

    def _allow(self, request):
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            raise _RefusedError(401, 190, "token")

    async def _fault(self, body):
        await asyncio.sleep(self.delay)
        if not self.faults or body.get("status") == "read":
            return None
        fault = self.faults.popleft()
        if fault == "drop":
            body["_drop"] = True
            return None
        if isinstance(fault, float):
            await asyncio.sleep(fault)
            return None
        status, code = fault if isinstance(fault, tuple) else (fault, 130429 if fault == 429 else 131000)
        headers = {"Retry-After": self.retry_after} if status == 429 else {}
        return _error(status, code, "fault", headers)

    # --- limits ------------------------------------------------------------------------------------------------------

    def _check(self, body):
        _need(body.get("messaging_product") == "whatsapp", "messaging_product")
        if body.get("status") == "read":
            _need(body.get("message_id") in self._known, "message_id")
            _need(body.get("typing_indicator", {"type": "text"}) == {"type": "text"}, "typing_indicator")
            return
        _need(body.get("recipient_type") == "individual", "recipient_type")
        _need(("to" in body) != ("recipient" in body), "recipient")
        person = body.get("to") or body.get("recipient")
        if "recipient" in body:
            _need(re.fullmatch(r"[A-Z]{2}\.[A-Za-z0-9.]+", person) is not None, "recipient")
        if time.time() - self._windows.get(person, 0) > 24 * 3600:
            raise _RefusedError(400, 131047, "re-engagement message")
        kind = body.get("type")
        _need(kind in ("text", "interactive", "document"), "type")
        getattr(self, f"_check_{kind}")(body[kind])

    def _check_text(self, text):
        _need(set(text) == {"body", "preview_url"} and _fits(text["body"], 4_096), "text")

    def _check_document(self, file):
        _need(file.get("id") in self._media and file.get("filename") and _fits(file.get("caption", "x"), 1_024), "file")

    def _check_interactive(self, part):
        kind, action = part.get("type"), part.get("action", {})
        _need(_fits(part.get("body", {}).get("text", ""), 1_024 if kind == "button" else 4_096), "body")
        if kind == "button":
            replies = [one["reply"] for one in action["buttons"] if one["type"] == "reply"]
            _need(1 <= len(replies) <= 3 and len(replies) == len(action["buttons"]), "buttons")
            _need(all(_fits(one["title"], 20) and _fits(one["id"], 256) for one in replies), "button")
            _need(len({one["title"] for one in replies}) == len(replies), "button titles")
        else:
            _need(kind == "list" and _fits(action.get("button", ""), 20), "list button")
            rows = [row for section in action["sections"] for row in section["rows"]]
            _need(1 <= len(rows) <= 10, "rows")
            _need(all(_fits(row["title"], 24) and _fits(row["id"], 200) for row in rows), "row")
            _need(all(_fits(row.get("description", "x"), 72) for row in rows), "description")
            replies = rows
        _need(len({one["id"] for one in replies}) == len(replies), "ids")


class _RefusedError(Exception):
    def __init__(self, status, code, what):
        super().__init__(what)
        self.status, self.code = status, code


def _need(holds, what):
    if not holds:
        raise _RefusedError(400, 131009, what)


def _fits(text, most):
    return isinstance(text, str) and bool(text.strip()) and len(text) <= most


def _error(status, code, what, headers=None):
    body = {"error": {"message": f"(#{code}) {what}", "type": "OAuthException", "code": code}}
    return web.json_response(body, status=status, headers=headers)


def words(sent):
    """What a person reads of a message."""
    if sent["type"] == "document":
        return sent["document"].get("caption", "")
    return sent["text"]["body"] if sent["type"] == "text" else sent["interactive"]["body"]["text"]


def options(sent):
    """The (id, title) of the buttons or rows of a message."""
    action = sent["interactive"]["action"] if sent["type"] == "interactive" else {}
    rows = [row for section in action.get("sections", ()) for row in section["rows"]]
    found = [button["reply"] for button in action.get("buttons", ())] or rows
    return [(one["id"], one["title"]) for one in found]
