/** Joins the words of an answer with its data: the parts that are shown, in order, with nothing said left out. */
import type { Answer, Body, Contact, Custom, Deadline, Source } from "./contract";
import { outline, type Block } from "./outline";

/** A body with what the text says of it beside the data of its card. */
export interface Card {
  body: Body;
  notes: string[];
}

export type Part =
  | { kind: "text"; lines: string[] }
  /** What the problem is called, and what to know first. */
  | { kind: "lead"; title: string; lines: string[] }
  | { kind: "bodies"; title: string; cards: Card[]; folded: boolean }
  | { kind: "steps" | "list" | "write"; title: string; items: string[] }
  | { kind: "deadlines"; title: string; items: { line: string; deadline: Deadline }[] }
  | { kind: "sources"; title: string; items: { line: string; source: Source }[] };

/** The longest first line that is taken for the name of the problem. */
const LONGEST_TITLE = 70;

/** Returns the parts of an answer. */
export function compose(answer: Answer): Part[] {
  const { custom } = answer;
  const left = new Set(custom.bodies);
  const parts = outline(answer.texts).flatMap((block) => partOf(block, custom, answer, left));
  const rest = [...left];
  if (rest.length) placeCards(parts, rest);
  if (custom.kind === "orientation" || custom.bodies.length) nameProblem(parts);
  return parts;
}

function partOf(block: Block, custom: Custom, answer: Answer, left: Set<Body>): Part[] {
  if (block.kind === "text") return [block];
  if (block.kind === "bodies") return bodiesOf(block.title, block.items, left);
  const { title, items } = block;
  const choices = answer.buttons.map((button) => button.title);
  if (items.every((item) => choices.includes(item))) return title ? [{ kind: "text", lines: [`${title} :`] }] : [];
  if (block.kind === "steps") return [{ kind: "steps", title, items }];
  const deadlines = pairs(items, custom.deadlines, (item, due) => item.includes(due.rule) || item.startsWith(`${due.label} :`));
  if (deadlines) return [{ kind: "deadlines", title, items: deadlines.map(([line, deadline]) => ({ line, deadline })) }];
  const sources = pairs(items, custom.sources, (item, source) => item.startsWith(source.title));
  if (sources) return [{ kind: "sources", title, items: sources.map(([line, source]) => ({ line, source })) }];
  const isLetter = custom.include.length > 0 && custom.include.every((item) => items.includes(item));
  return [{ kind: isLetter ? "write" : "list", title, items }];
}

/** Returns each item with the record that it speaks of, or null when one has none. */
function pairs<T>(items: readonly string[], records: readonly T[], is: (item: string, record: T) => boolean): [string, T][] | null {
  const found = items.map((item) => [item, records.find((record) => is(item, record))] as const);
  return found.length && found.every((pair): pair is [string, T] => pair[1] !== undefined) ? found : null;
}

function bodiesOf(title: string, items: readonly string[][], left: Set<Body>): Part[] {
  const cards: Card[] = [];
  const unknown: string[] = [];
  for (const [name = "", ...lines] of items) {
    const body = [...left].find((one) => name.startsWith(one.name));
    if (!body) {
      unknown.push(name, ...lines);
      continue;
    }
    left.delete(body);
    const mark = name.slice(body.name.length).trim().replace(/^\((.*)\)$/, "$1");
    cards.push({ body, notes: [mark, ...lines.filter((line) => !isShown(line, body))].filter(Boolean) });
  }
  const folded = cards.every((card) => card.body.role !== "primary");
  const known: Part[] = cards.length ? [{ kind: "bodies", title, cards, folded }] : [];
  return unknown.length ? [...known, { kind: "text", lines: unknown }] : known;
}

/** Returns where an office is, in one line, as the text says it. */
export function placeOf(contact: Contact): string {
  const town = [contact.postcode, contact.city].filter(Boolean).join(" ");
  return [contact.address, town].filter(Boolean).join(", ");
}

/** Returns whether the card of a body shows what a line says. */
function isShown(line: string, body: Body): boolean {
  if (line === body.reason || line === body.name || line === `${body.name}.`) return true;
  const { contact } = body;
  if (!contact) return false;
  if (contact.source && line.includes(contact.source)) return true;
  const value = line.replace(/^[^:]{1,20} : /, "");
  return [contact.name, placeOf(contact), contact.phone, contact.email, contact.url].includes(value);
}

/** Shows bodies that the text does not list (the contact that was asked for) after the first line, without its repetition. */
function placeCards(parts: Part[], bodies: readonly Body[]): void {
  for (const part of parts) {
    if (part.kind !== "text") continue;
    part.lines = part.lines.filter((line) => !bodies.some((body) => isShown(line, body)));
  }
  const cards = bodies.map((body) => ({ body, notes: [] }));
  const first = parts[0]?.kind === "text" ? 1 : 0;
  parts.splice(first, 0, { kind: "bodies", title: "", cards, folded: false });
  const kept = parts.filter((part) => part.kind !== "text" || part.lines.length);
  parts.splice(0, parts.length, ...kept);
}

/** The paragraph before the first bodies begins with the name of the problem. */
function nameProblem(parts: Part[]): void {
  const at = parts.findIndex((part) => part.kind === "bodies") - 1;
  const part = parts[at];
  const [title, ...lines] = part?.kind === "text" ? part.lines : [];
  if (!title || !lines.length || title.length > LONGEST_TITLE || !title.endsWith(".")) return;
  parts[at] = { kind: "lead", title: title.slice(0, -1), lines };
}
