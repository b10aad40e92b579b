import { beforeEach, describe, expect, it, vi } from "vitest";
import { Conversation } from "../src/conversation";
import { Store } from "../src/store";
import { texts } from "../src/texts";
import { Server } from "../src/transport";
import { lines, opened, recorded, serve, settled, talking, type Call } from "./helpers";

const BOT = "https://bot.fr";

function make(): Conversation {
  let number = 0;
  const prefix = Math.random().toString(36).slice(2);
  return new Conversation(new Server(BOT), new Store(BOT), () => {}, () => `${prefix}-${(number += 1)}`);
}

async function begun(): Promise<Conversation> {
  const conversation = make();
  conversation.begin();
  await settled();
  return conversation;
}

const said = (conversation: Conversation): string[] => conversation.entries.map((entry) => entry.who);
const sent = (calls: Call[]): Call[] => calls.filter((call) => call.path.endsWith("/webhook"));

async function say(conversation: Conversation, text: string): Promise<void> {
  conversation.draft = text;
  await conversation.sendDraft();
}

beforeEach(() => sessionStorage.clear());

describe("a conversation", () => {
  it("asks nothing of the server before the person begins", async () => {
    const calls = talking();
    const conversation = make();
    expect(conversation.resume()).toBe(false);
    conversation.setOpen(true);
    expect(calls).toEqual([]);
    expect(sessionStorage).toHaveLength(0);
    conversation.begin();
    await settled();
    expect(calls.map((call) => call.path)).toEqual(["/webhooks/web/session"]);
  });

  it("offers the frequent situations as words", async () => {
    const calls = talking();
    const conversation = await begun();
    conversation.greet();
    const first = conversation.entries[0]!;
    await conversation.choose(first.id, texts.chips[0]!, texts.chips[0]!);
    expect(sent(calls)[0]?.body.message).toBe(texts.chips[0]);
    expect(conversation.entries[0]).toMatchObject({ chosen: texts.chips[0] });
    expect(said(conversation)).toEqual(["bot", "person", "bot"]);
  });

  it("opens one session for messages that come at once", async () => {
    const calls = talking();
    const conversation = make();
    conversation.begin();
    await say(conversation, "bonjour");
    await settled();
    expect(calls.filter((call) => call.path.endsWith("/session"))).toHaveLength(1);
  });

  it("sends one message at a time, and nothing empty", async () => {
    const calls = talking();
    const conversation = await begun();
    await Promise.all([say(conversation, "un"), say(conversation, "deux")]);
    await say(conversation, "  ");
    expect(sent(calls).map((call) => call.body.message)).toEqual(["un"]);
  });

  it("asks once whether an orientation is useful", async () => {
    talking(recorded("orientation"));
    const conversation = await begun();
    await say(conversation, "a");
    await say(conversation, "b");
    expect(said(conversation)).toEqual(["person", "bot", "feedback", "person", "bot"]);
    conversation.rate(conversation.entries[2]!.id, false);
    expect(conversation.entries[2]).toMatchObject({ useful: false });
  });
});

describe("what goes wrong", () => {
  it("keeps the message and sends it again with the same id", async () => {
    let up = false;
    const calls = serve((call) => {
      if (call.path.endsWith("/session")) return opened();
      return up ? lines([{ text: "oui" }]) : Promise.reject(new TypeError("down"));
    });
    const conversation = await begun();
    await say(conversation, "mon dentiste refuse");
    expect(conversation).toMatchObject({ draft: "mon dentiste refuse", doing: "nothing", trouble: { problem: { kind: "network" }, retry: true } });
    expect(said(conversation)).toEqual([]);
    up = true;
    await conversation.retry();
    expect(said(conversation)).toEqual(["person", "bot"]);
    expect(conversation).toMatchObject({ draft: "", trouble: null });
    const ids = sent(calls).map((call) => call.body.id);
    expect(ids[0]).toBe(ids[1]);
  });

  it("gives a new id to a message that was changed, and to the next one", async () => {
    let failing = true;
    const calls = serve((call) => {
      if (call.path.endsWith("/session")) return opened();
      return failing ? new Response(null, { status: 503 }) : lines([{ text: "oui" }]);
    });
    const conversation = await begun();
    await say(conversation, "un");
    failing = false;
    await say(conversation, "un autre");
    await say(conversation, "un autre");
    expect(new Set(sent(calls).map((call) => call.body.id)).size).toBe(3);
  });

  it("does not take over what is being written when a button fails", async () => {
    serve((call) => (call.path.endsWith("/session") ? opened() : new Response(null, { status: 500 })));
    const conversation = await begun();
    conversation.greet();
    conversation.draft = "je commence à écr";
    await conversation.choose(conversation.entries[0]!.id, "Oui", "Oui");
    expect(conversation.draft).toBe("je commence à écr");
    expect(conversation.trouble?.retry).toBe(true);
  });

  it("opens a new session when the old one is over, and keeps the text", async () => {
    let number = 0;
    const calls = serve((call) => {
      if (call.path.endsWith("/session")) return opened(`token-${(number += 1)}`);
      return call.token === "Bearer token-1" ? new Response(null, { status: 401 }) : lines([{ text: "oui" }]);
    });
    const conversation = await begun();
    await say(conversation, "toujours là ?");
    await settled();
    expect(conversation).toMatchObject({ draft: "toujours là ?", trouble: { problem: { kind: "session" }, retry: false } });
    expect(said(conversation)).toEqual(["note"]);
    await conversation.sendDraft();
    expect(sent(calls).map((call) => call.token)).toEqual(["Bearer token-1", "Bearer token-2"]);
    expect(said(conversation)).toEqual(["note", "person", "bot"]);
    expect(conversation.trouble).toBeNull();
  });

  it("tells how long to wait", async () => {
    serve((call) => (call.path.endsWith("/session") ? opened() : new Response(null, { status: 429, headers: { "Retry-After": "9" } })));
    const conversation = await begun();
    await say(conversation, "vite");
    expect(conversation.trouble).toEqual({ problem: { kind: "busy", seconds: 9 }, retry: true });
  });

  it("takes an answer without a word for a fault", async () => {
    talking([{ custom: { kind: "x" } }]);
    const conversation = await begun();
    await say(conversation, "bonjour");
    expect(conversation).toMatchObject({ draft: "bonjour", trouble: { problem: { kind: "incomplete" } } });
  });

  it("says that the session cannot be opened, and opens it when asked again", async () => {
    let up = false;
    serve(() => (up ? opened() : new Response(null, { status: 503 })));
    const conversation = await begun();
    expect(conversation.trouble).toEqual({ problem: { kind: "opening" }, retry: true });
    up = true;
    await conversation.retry();
    expect(conversation.trouble).toBeNull();
  });

  it("says that the network went away, and when it is back", async () => {
    talking();
    const conversation = await begun();
    conversation.online(false);
    expect(conversation.trouble?.problem.kind).toBe("offline");
    conversation.online(true);
    expect(conversation.trouble).toBeNull();
  });

  it("says after five seconds that the answer is slow", async () => {
    vi.useFakeTimers();
    try {
      let answer: (response: Response) => void = () => {};
      serve((call) => (call.path.endsWith("/session") ? opened() : new Promise((done) => (answer = done))));
      const conversation = make();
      conversation.begin();
      const sending = say(conversation, "bonjour");
      await vi.advanceTimersByTimeAsync(4900);
      expect(conversation).toMatchObject({ doing: "sending", slow: false });
      await vi.advanceTimersByTimeAsync(200);
      expect(conversation.slow).toBe(true);
      answer(lines([{ text: "oui" }]));
      await vi.advanceTimersByTimeAsync(10);
      await sending;
      expect(conversation).toMatchObject({ doing: "nothing", slow: false });
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("memory", () => {
  it("takes a conversation up again after a reload, with its session", async () => {
    const calls = talking();
    const before = await begun();
    before.greet();
    await say(before, "bonjour");
    const after = make();
    expect(after.resume()).toBe(true);
    expect(said(after)).toEqual(["bot", "person", "bot"]);
    expect(after.entries.every((entry) => entry.fresh === undefined)).toBe(true);
    await say(after, "encore");
    expect(sent(calls).map((call) => call.token)).toEqual(["Bearer token-1", "Bearer token-1"]);
    expect(calls.filter((call) => call.path.endsWith("/session"))).toHaveLength(1);
  });

  it("keeps a message whose answer had not come, with its id", async () => {
    const calls = serve((call) => (call.path.endsWith("/session") ? opened() : new Promise<Response>(() => {})));
    const before = await begun();
    before.draft = "un dentiste";
    void before.sendDraft();
    await settled();
    talking();
    const after = make();
    after.resume();
    expect(after).toMatchObject({ draft: "un dentiste", trouble: { problem: { kind: "unsent" }, retry: true } });
    const again = talking();
    await after.retry();
    expect(sent(again)[0]?.body.id).toBe(sent(calls)[0]?.body.id);
    expect(said(after).slice(-2)).toEqual(["person", "bot"]);
  });

  it.each(["{", "5", "null", '{"entries":5}', '{"entries":[{"who":"bot"},5,null,{"id":"1","who":"bot","messages":"x"}]}'])(
    "begins anew when what is kept is %s",
    (kept) => {
      sessionStorage.setItem(`recours-sante:1:${BOT}`, kept);
      expect(make().resume()).toBe(false);
    },
  );

  it("works where the browser forbids to keep anything", async () => {
    talking();
    vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
      throw new DOMException("full", "QuotaExceededError");
    });
    const conversation = await begun();
    await say(conversation, "bonjour");
    expect(said(conversation)).toEqual(["person", "bot"]);
  });

  it("erases here and on the server", async () => {
    const calls = talking();
    const conversation = await begun();
    await say(conversation, "bonjour");
    expect(sessionStorage).toHaveLength(1);
    expect(await conversation.erase()).toBe(true);
    expect(calls.at(-1)).toMatchObject({ method: "DELETE", token: "Bearer token-1" });
    expect(sessionStorage).toHaveLength(0);
    expect(conversation).toMatchObject({ begun: false, entries: [], draft: "", trouble: null });
  });

  it("erases here also when the server does not answer, and says so", async () => {
    talking();
    const conversation = await begun();
    await say(conversation, "bonjour");
    serve(() => Promise.reject(new TypeError("down")));
    expect(await conversation.erase()).toBe(false);
    expect(sessionStorage).toHaveLength(0);
  });

  it("does not bring an erased conversation back when a late answer comes", async () => {
    let answer: (response: Response) => void = () => {};
    serve((call) => (call.path.endsWith("/session") ? (call.method === "DELETE" ? new Response(null, { status: 204 }) : opened()) : new Promise((done) => (answer = done))));
    const conversation = await begun();
    conversation.draft = "secret";
    const sending = conversation.sendDraft();
    await settled();
    await conversation.erase();
    answer(lines([{ text: "trop tard" }]));
    await sending;
    expect(conversation.entries).toEqual([]);
    expect(sessionStorage).toHaveLength(0);
  });

  it("forgets what was said when the person typed to erase", async () => {
    talking([{ text: "C'est fait.", custom: { kind: "privacy", topic: "erase_data" } }]);
    const conversation = await begun();
    conversation.greet();
    await say(conversation, "effacer");
    expect(said(conversation)).toEqual(["bot"]);
    expect(sessionStorage.getItem(`recours-sante:1:${BOT}`)).not.toContain("effacer");
  });
});
