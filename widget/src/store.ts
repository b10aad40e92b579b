/** What a tab remembers of its conversation, so that a reload loses nothing: sessionStorage, gone with the tab. */
import type { Outgoing } from "./transport";

/** One line of the conversation. `fresh` is not kept: it says that a line was added in this page view. */
export type Entry =
  | { id: string; who: "person"; text: string; fresh?: boolean }
  | { id: string; who: "bot"; messages: unknown[]; chosen?: string; fresh?: boolean }
  | { id: string; who: "note"; text: string; fresh?: boolean }
  | { id: string; who: "feedback"; useful?: boolean; fresh?: boolean };

export interface Memory {
  token: string | null;
  entries: Entry[];
  /** A message that was sent and not answered yet. */
  outbox: Outgoing | null;
  /** Whether the panel was open. */
  open: boolean;
}

const VERSION = 1;

export class Store {
  private readonly key: string;

  /** `server` is the address of the assistant: one memory for each. */
  constructor(server: string) {
    this.key = `recours-sante:${VERSION}:${server}`;
  }

  /** Returns what is remembered, or null when there is nothing that can be read. */
  load(): Memory | null {
    try {
      const memory = JSON.parse(sessionStorage.getItem(this.key) ?? "null") as Partial<Memory> | null;
      if (!memory || !Array.isArray(memory.entries)) return null;
      return {
        token: typeof memory.token === "string" ? memory.token : null,
        entries: memory.entries.filter(isEntry),
        outbox: isOutgoing(memory.outbox) ? memory.outbox : null,
        open: memory.open === true,
      };
    } catch {
      return null; // forbidden by the browser, or written by something else: the conversation starts anew
    }
  }

  /** Remembers `memory`. Returns false where the browser forbids it or has no room. */
  save(memory: Memory): boolean {
    const entries = memory.entries.map(({ fresh: _fresh, ...entry }) => entry);
    try {
      sessionStorage.setItem(this.key, JSON.stringify({ ...memory, entries }));
      return true;
    } catch {
      return false;
    }
  }

  /** Forgets everything. Returns false where the browser forbids it. */
  clear(): boolean {
    try {
      sessionStorage.removeItem(this.key);
      return true;
    } catch {
      return false;
    }
  }
}

function isOutgoing(value: unknown): value is Outgoing {
  const one = value as Partial<Outgoing> | null | undefined;
  return typeof one?.id === "string" && typeof one.text === "string";
}

function isEntry(value: unknown): value is Entry {
  const one = value as Record<string, unknown> | null;
  if (typeof one?.id !== "string") return false;
  if (one.who === "bot") return Array.isArray(one.messages);
  return one.who === "feedback" || ((one.who === "person" || one.who === "note") && typeof one.text === "string");
}
