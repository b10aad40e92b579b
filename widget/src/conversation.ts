/** The course of a conversation, without any view: what was said, what is under way, what went wrong. */
import { readAnswer, type PowersOf } from "./contract";
import { uniqueId } from "./ids";
import type { Entry, Memory, Store } from "./store";
import { texts } from "./texts";
import { ProblemError, type Outgoing, type Problem, type Server } from "./transport";

/** Milliseconds after which an answer is told to be slow. */
const SLOW = 5000;

export type Doing = "nothing" | "sending" | "erasing";

/** What went wrong, and what can be tried again: the message that was kept, or the opening of the session. */
export interface Trouble {
  problem: Problem | { kind: "unsent" | "opening" };
  retry: boolean;
}

export class Conversation {
  /** Whether the person has read the first screen and begun. */
  begun = false;
  entries: Entry[] = [];
  doing: Doing = "nothing";
  slow = false;
  trouble: Trouble | null = null;
  /** What stands in the box of the message. */
  draft = "";
  /** Whether the panel is open; kept so that a reload shows what was there. */
  open = false;
  /** What bodies can and cannot do: nothing until it came. */
  powers: PowersOf = new Map();
  private token: string | null = null;
  private opening: Promise<string> | null = null;
  private outbox: Outgoing | null = null;

  /** `changed` is called after every change; `newId` gives ids that are never the same. */
  constructor(
    private readonly server: Server,
    private readonly store: Store,
    private readonly changed: () => void,
    private readonly newId: () => string = uniqueId,
  ) {}

  /** Takes up what this tab remembers. Returns whether there was something. */
  resume(): boolean {
    const memory = this.store.load();
    if (!memory?.entries.length) return false;
    this.begun = true;
    this.entries = memory.entries;
    this.token = memory.token;
    this.open = memory.open;
    this.outbox = memory.outbox;
    if (this.outbox) {
      this.draft = this.outbox.text;
      this.trouble = { problem: { kind: "unsent" }, retry: true };
    }
    this.changed();
    void this.learn();
    return true;
  }

  /** Begins: the log is shown empty first; `greet` comes when it is there. */
  begin(): void {
    this.begun = true;
    this.changed();
    void this.tryOpening();
    void this.learn();
  }

  /** Says the first sentence, with the frequent situations. */
  greet(): void {
    const buttons = texts.chips.map((title) => ({ title, payload: title }));
    this.add({ id: this.newId(), who: "bot", messages: [{ text: texts.greeting, buttons }], fresh: true });
  }

  /** Sends what stands in the box. */
  async sendDraft(): Promise<void> {
    await this.send(this.draft);
  }

  /** Sends the words of a button of the entry `id`, which is marked as chosen. */
  async choose(id: string, title: string, payload: string): Promise<void> {
    if (this.doing !== "nothing") return;
    this.entries = this.entries.map((entry) => (entry.id === id && entry.who === "bot" ? { ...entry, chosen: title } : entry));
    await this.send(payload);
  }

  /** Tries again what did not work. */
  async retry(): Promise<void> {
    if (this.outbox) await this.send(this.outbox.text);
    else await this.tryOpening();
  }

  /** Says whether the answer was useful; kept in this tab only. */
  rate(id: string, useful: boolean): void {
    this.entries = this.entries.map((entry) => (entry.id === id && entry.who === "feedback" ? { ...entry, useful } : entry));
    this.update();
  }

  /** Forgets everything, here and on the server. Returns whether the server did it too. */
  async erase(): Promise<boolean> {
    const token = this.token;
    Object.assign(this, { entries: [], token: null, opening: null, outbox: null, trouble: null, draft: "", begun: false });
    this.store.clear();
    this.doing = "erasing";
    this.changed();
    try {
      if (token) await this.server.erase(token);
      return true;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      return false;
    } finally {
      this.doing = "nothing";
      this.changed();
    }
  }

  /** Says that the network went away or came back. */
  online(is: boolean): void {
    if (!is) this.trouble = { problem: { kind: "offline" }, retry: this.outbox !== null };
    else if (this.trouble?.problem.kind === "offline" && !this.outbox) this.trouble = null;
    this.changed();
  }

  /** Remembers whether the panel is open. */
  setOpen(open: boolean): void {
    this.open = open;
    if (this.begun) this.update();
    else this.changed();
  }

  private async send(words: string): Promise<void> {
    const text = words.trim();
    if (!text || this.doing !== "nothing") return;
    // The same words again are the same message: the server answers once.
    const message = this.outbox?.text === text ? this.outbox : { id: this.newId(), text };
    this.outbox = message;
    this.trouble = null;
    this.doing = "sending";
    if (this.draft.trim() === text) this.draft = "";
    this.add({ id: message.id, who: "person", text, fresh: true });
    const slow = setTimeout(() => {
      this.slow = true;
      this.changed();
    }, SLOW);
    try {
      const messages = await this.server.send(await this.session(), message);
      if (this.outbox === message) this.answered(messages);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      if (this.outbox === message) this.failed(message, error.problem);
    } finally {
      clearTimeout(slow);
      this.slow = false;
      if (this.doing === "sending") this.doing = "nothing";
      this.update();
    }
  }

  private answered(messages: unknown[]): void {
    const answer = readAnswer(messages);
    if (!answer) throw new ProblemError({ kind: "incomplete" });
    this.outbox = null;
    const { kind, topic, bodies } = answer.custom;
    if (bodies.length) void this.learn();
    if (kind === "privacy" && topic === "erase_data") this.entries = [];
    this.add({ id: this.newId(), who: "bot", messages, fresh: true });
    const asked = this.entries.some((entry) => entry.who === "feedback");
    if (kind === "orientation" && !asked) this.add({ id: this.newId(), who: "feedback", fresh: true });
  }

  /** Takes the message back into the box (unless something else is being written there) and says why. */
  private failed(message: Outgoing, problem: Problem): void {
    this.entries = this.entries.filter((entry) => entry.id !== message.id);
    if (!this.draft.trim()) this.draft = message.text;
    const again = problem.kind !== "too_long" && problem.kind !== "session";
    if (!again) this.outbox = null;
    this.trouble = { problem, retry: again };
    if (problem.kind !== "session") return;
    this.token = null;
    this.add({ id: this.newId(), who: "note", text: texts.note.new_session, fresh: true });
    // A failure is told when the message is sent: one trouble at a time.
    this.session().catch(() => this.changed());
  }

  /** The token of the session, which is opened when there is none: once, however many wait for it. */
  private session(): Promise<string> {
    if (this.token) return Promise.resolve(this.token);
    const opening = (this.opening ??= this.server.open());
    return opening.finally(() => {
      if (this.opening === opening) this.opening = null;
    }).then((token) => (this.token = this.begun ? token : null) ?? token);
  }

  /** Opens the session before it is needed; the person is told of a failure, and a message tries again. */
  private async tryOpening(): Promise<void> {
    this.trouble = null;
    try {
      await this.session();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      if (this.doing === "nothing" && this.begun) this.trouble = { problem: { kind: "opening" }, retry: true };
    }
    this.update();
  }

  /** Reads what bodies can and cannot do, once. */
  private async learn(): Promise<void> {
    if (this.powers.size) return;
    try {
      this.powers = await this.server.powers();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      return; // an answer is whole without it; the next one with bodies tries again
    }
    this.changed();
  }

  private add(entry: Entry): void {
    this.entries = [...this.entries, entry];
    this.update();
  }

  private update(): void {
    const { token, entries, outbox, open, begun } = this;
    const memory: Memory = { token, entries, outbox, open };
    if (begun) this.store.save(memory);
    this.changed();
  }
}
