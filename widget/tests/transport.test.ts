import { describe, expect, it, vi } from "vitest";
import { ProblemError, Server } from "../src/transport";
import { opened, serve, talking } from "./helpers";

const server = (timeout?: number): Server => new Server("https://bot.fr", timeout);
const message = { id: "id-1", text: "bonjour" };

function problemOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => "no problem",
    (error: unknown) => (error instanceof ProblemError ? error.problem : error),
  );
}

describe("Server", () => {
  it("opens a session and sends a message with its token and id", async () => {
    const calls = talking([{ text: "a" }, { text: "b" }]);
    expect(await server().open()).toBe("token-1");
    expect(await server().send("token-1", message)).toEqual([{ text: "a" }, { text: "b" }]);
    expect(calls[1]).toEqual({ path: "/webhooks/web/webhook", method: "POST", body: { message: "bonjour", id: "id-1" }, token: "Bearer token-1" });
  });

  it.each([
    [401, {}, { kind: "session" }],
    [413, {}, { kind: "too_long" }],
    [429, { "Retry-After": "7" }, { kind: "busy", seconds: 7 }],
    [429, { "Retry-After": "<b>" }, { kind: "busy", seconds: 30 }],
    [409, {}, { kind: "server" }],
    [500, {}, { kind: "server" }],
    [503, {}, { kind: "server" }],
  ])("names the problem behind %i", async (status, headers, problem) => {
    serve(() => new Response("<html>", { status, headers }));
    expect(await problemOf(server().send("t", message))).toEqual(problem);
  });

  it.each([
    ["nothing", new Response("")],
    ["a page", new Response("<html></html>\n")],
    ["half a line", new Response('{"text":"a"}\n{"te')],
  ])("does not take %s for an answer", async (_, response) => {
    serve(() => response);
    expect(await problemOf(server().send("t", message))).toEqual({ kind: "incomplete" });
  });

  it("says when the server cannot be reached, also in the middle of an answer", async () => {
    serve(() => Promise.reject(new TypeError("failed to fetch")));
    expect(await problemOf(server().send("t", message))).toEqual({ kind: "network" });
    serve(() => new Response(new ReadableStream({ start: (stream) => stream.error(new TypeError("reset")) })));
    expect(await problemOf(server().send("t", message))).toEqual({ kind: "network" });
  });

  it("does not wait for ever", async () => {
    vi.stubGlobal("fetch", (_: string, request: RequestInit) =>
      new Promise((_done, fail) => request.signal?.addEventListener("abort", () => fail(new DOMException("", "AbortError")))),
    );
    expect(await problemOf(server(5).send("t", message))).toEqual({ kind: "timeout" });
  });

  it("asks nothing of the network when there is none", async () => {
    const calls = talking();
    vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
    expect(await problemOf(server().open())).toEqual({ kind: "offline" });
    expect(calls).toEqual([]);
  });

  it.each(["a".repeat(4001), "a ".repeat(501)])("does not send what is too long", async (text) => {
    const calls = talking();
    expect(await problemOf(server().send("t", { id: "i", text }))).toEqual({ kind: "too_long" });
    expect(calls).toEqual([]);
  });

  it("takes a session without a token for a fault", async () => {
    serve(() => Response.json({ token: 5 }));
    expect(await problemOf(server().open())).toEqual({ kind: "server" });
    serve(() => new Response("<html>"));
    expect(await problemOf(server().open())).toEqual({ kind: "incomplete" });
  });

  it("erases; a session that is over is erased already", async () => {
    const calls = serve((call) => new Response(null, { status: call.token === "Bearer old" ? 401 : 204 }));
    await server().erase("new");
    await server().erase("old");
    expect(calls.map((call) => [call.method, call.path])).toEqual(Array(2).fill(["DELETE", "/webhooks/web/session"]));
    serve(() => new Response(null, { status: 503 }));
    expect(await problemOf(server().erase("new"))).toEqual({ kind: "server" });
  });

  it("sends no cookie and no address of the page", async () => {
    const fetched = vi.fn(async () => opened());
    vi.stubGlobal("fetch", fetched);
    await server().open();
    expect(fetched.mock.calls[0]).toMatchObject(["https://bot.fr/webhooks/web/session", { credentials: "omit", referrerPolicy: "no-referrer" }]);
  });
});
