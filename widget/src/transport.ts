/** The server: open a session, send a message, erase, read what bodies can do. Knows nothing of the page. */
import { readPowers, type PowersOf } from "./contract";
import { BadLineError, readLines } from "./ndjson";

/** Why something was not done. `seconds` is the time to wait, for `busy`. */
export interface Problem {
  kind: "offline" | "network" | "timeout" | "incomplete" | "server" | "busy" | "too_long" | "session";
  seconds?: number;
}

export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.kind);
  }
}

/** The longest message that the server reads: characters, and words between spaces. */
const MOST_CHARACTERS = 4000;
const MOST_WORDS = 500;
/** Milliseconds after which an answer is no longer waited for. */
const TIMEOUT = 30_000;
/** Seconds to wait where the server does not say how many. */
const WAIT = 30;
/** The web channel, and the file of what bodies can and cannot do, the same for everybody. */
const CHANNEL = "/webhooks/web";
const POWERS = "/recours-sante.json";

export interface Outgoing {
  /** The id of the message: the same one when it is sent again. */
  id: string;
  text: string;
}

export class Server {
  /** `base` is the address of the server without final slash; `timeout` is in milliseconds. */
  constructor(
    private readonly base: string,
    private readonly timeout: number = TIMEOUT,
  ) {}

  /** Returns the token of a new session. Raises `ProblemError`. */
  async open(): Promise<string> {
    return this.call(`${CHANNEL}/session`, { method: "POST" }, async (response) => {
      const body = (await response.json()) as { token?: unknown };
      if (typeof body.token !== "string" || !body.token) throw new ProblemError({ kind: "server" });
      return body.token;
    });
  }

  /** Sends a message and returns the messages of the answer. Raises `ProblemError`. */
  async send(token: string, message: Outgoing): Promise<unknown[]> {
    if (message.text.length > MOST_CHARACTERS || message.text.split(/\s+/).length > MOST_WORDS) {
      throw new ProblemError({ kind: "too_long" });
    }
    const request: RequestInit = {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
      body: JSON.stringify({ message: message.text, id: message.id }),
    };
    return this.call(`${CHANNEL}/webhook?stream=true`, request, async (response) => {
      const messages = response.body ? await readLines(response.body) : [];
      if (!messages.length) throw new ProblemError({ kind: "incomplete" });
      return messages;
    });
  }

  /** Erases the conversation of a session, which ends. A session that is over already is fine. Raises `ProblemError`. */
  async erase(token: string): Promise<void> {
    try {
      await this.call(`${CHANNEL}/session`, { method: "DELETE", headers: { Authorization: `Bearer ${token}` } }, async () => {});
    } catch (error) {
      if (!(error instanceof ProblemError && error.problem.kind === "session")) throw error;
    }
  }

  /** Returns what bodies can and cannot do. Raises `ProblemError`. */
  async powers(): Promise<PowersOf> {
    return this.call(POWERS, { cache: "default" }, async (response) => readPowers(await response.json()));
  }

  private async call<T>(path: string, request: RequestInit, read: (response: Response) => Promise<T>): Promise<T> {
    if (navigator.onLine === false) throw new ProblemError({ kind: "offline" });
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), this.timeout);
    try {
      const response = await fetch(`${this.base}${path}`, {
        cache: "no-store",
        ...request,
        signal: stop.signal,
        credentials: "omit",
        referrerPolicy: "no-referrer",
      });
      if (!response.ok) throw new ProblemError(refused(response));
      return await read(response);
    } catch (error) {
      if (error instanceof ProblemError) throw error;
      if (stop.signal.aborted) throw new ProblemError({ kind: "timeout" });
      const cut = error instanceof BadLineError || error instanceof SyntaxError;
      throw new ProblemError({ kind: cut ? "incomplete" : "network" });
    } finally {
      clearTimeout(timer);
    }
  }
}

function refused(response: Response): Problem {
  if (response.status === 401) return { kind: "session" };
  if (response.status === 413) return { kind: "too_long" };
  if (response.status !== 429) return { kind: "server" };
  const seconds = Number(response.headers.get("Retry-After"));
  return { kind: "busy", seconds: seconds > 0 ? Math.ceil(seconds) : WAIT };
}
