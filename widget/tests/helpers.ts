/** What several tests use: recorded answers of the assistant, a server that is told what to do. */
/// <reference types="vite/client" />
import { vi } from "vitest";
import { readAnswer, type Answer } from "../src/contract";

const FILES = import.meta.glob<{ messages: unknown[] }>("./fixtures/*.json", { eager: true, import: "default" });

/** The names of the recorded answers. */
export const RECORDED = Object.keys(FILES).map((path) => path.replace(/^.*\/|\.json$/g, ""));

/** The messages of a recorded answer, as the server sent them. */
export function recorded(name: string): unknown[] {
  const file = FILES[`./fixtures/${name}.json`];
  if (!file) throw new Error(`no recorded answer ${name}`);
  return file.messages;
}

export function answerOf(name: string): Answer {
  const answer = readAnswer(recorded(name));
  if (!answer) throw new Error(`${name} says nothing`);
  return answer;
}

export interface Call {
  path: string;
  method: string;
  body: { message?: string; id?: string };
  token: string | null;
}

/** What the server says of bodies, beside the conversation. */
export const POWERS = { bodies: { order_council: {
  can: ["Il reçoit les plaintes."], cannot: ["Il ne rembourse pas."], sources: ["Une loi", "Une page"], checked: "2026-11-22",
} } };

/** Replaces `fetch`: every call of the channel is written down and answered by `reply`, which may raise. */
export function serve(reply: (call: Call) => Response | Promise<Response>): Call[] {
  const calls: Call[] = [];
  vi.stubGlobal("fetch", async (url: string, request: RequestInit) => {
    const call: Call = {
      path: new URL(url).pathname,
      method: request.method ?? "GET",
      body: typeof request.body === "string" ? (JSON.parse(request.body) as Call["body"]) : {},
      token: new Headers(request.headers).get("Authorization"),
    };
    if (call.path === "/recours-sante.json") return Response.json(POWERS);
    calls.push(call);
    return reply(call);
  });
  return calls;
}

export const opened = (token = "token-1"): Response => Response.json({ token, expires_in: 7200 }, { status: 201 });

/** Lines of JSON, one for each message. */
export function lines(messages: readonly unknown[]): Response {
  return new Response(messages.map((message) => `${JSON.stringify(message)}\n`).join(""));
}

/** Answers sessions with a token and messages with `messages`. */
export function talking(messages: readonly unknown[] = [{ text: "Bonjour." }]): Call[] {
  return serve((call) => (call.path.endsWith("/session") ? opened() : lines(messages)));
}

export async function settled(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) await new Promise((done) => setTimeout(done, 0));
}
