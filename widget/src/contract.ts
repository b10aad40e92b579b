/** The messages of the assistant, as its public contract writes them, read with care: any field may hold anything. */

export type Role = "primary" | "also" | "next";

export interface Contact {
  name: string;
  address: string;
  postcode: string;
  city: string;
  phone: string;
  email: string;
  url: string;
  source: string;
  /** An ISO day, a year, or empty. */
  sourceDate: string;
  /** `high` when it is sure. */
  confidence: string;
}

/** What a body can do for a person, and what it cannot. */
export interface Powers {
  can: string[];
  cannot: string[];
  /** Where that comes from, and the ISO day on which it was read there. */
  origins: string[];
  checked: string;
}

const UNKNOWN: Powers = { can: [], cannot: [], origins: [], checked: "" };

/** The powers of bodies by their ids. */
export type PowersOf = ReadonlyMap<string, Powers>;

export interface Body extends Powers {
  id: string;
  role: Role;
  name: string;
  reason: string;
  contact: Contact | null;
}

export interface Deadline {
  id: string;
  label: string;
  /** Whether the person must do something, or gets something. */
  direction: "act" | "receive";
  /** An ISO day, or empty. */
  date: string;
  rule: string;
  basis: string;
}

export interface Source {
  title: string;
  url: string;
  date: string;
}

/** What the assistant says beside its words. Lists that a kind does not have are empty. */
export interface Custom {
  kind: string;
  topic: string;
  bodies: Body[];
  deadlines: Deadline[];
  include: string[];
  sources: Source[];
  /** Ids of emergency numbers, the first one to call first. */
  numbers: string[];
}

export interface Button {
  title: string;
  /** The words that are sent. */
  payload: string;
}

/** One whole turn of the assistant. */
export interface Answer {
  texts: string[];
  buttons: Button[];
  custom: Custom;
}

type Fields = Record<string, unknown>;

function fields(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function text(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}

function list<T>(value: unknown, read: (item: unknown) => T | null): T[] {
  return Array.isArray(value) ? value.map(read).filter((item): item is T => item !== null) : [];
}

const words = (value: unknown): string | null => text(value) || null;

function readContact(value: unknown): Contact | null {
  if (typeof value !== "object" || value === null) return null;
  const one = fields(value);
  return {
    name: text(one.name),
    address: text(one.address),
    postcode: text(one.postcode),
    city: text(one.city),
    phone: text(one.phone),
    email: text(one.email),
    url: text(one.url),
    source: text(one.source),
    sourceDate: text(one.source_date),
    confidence: text(one.confidence),
  };
}

function readBody(value: unknown, powers: PowersOf): Body | null {
  const one = fields(value);
  const [id, name] = [text(one.id), text(one.name)];
  if (!name) return null;
  return {
    id,
    role: one.role === "also" || one.role === "next" ? one.role : "primary",
    name,
    reason: text(one.reason),
    contact: readContact(one.contact),
    ...(powers.get(id) ?? UNKNOWN),
  };
}

function readDeadline(value: unknown): Deadline | null {
  const one = fields(value);
  const [label, rule] = [text(one.label), text(one.rule)];
  if (!label && !rule) return null;
  return {
    id: text(one.id),
    label,
    direction: one.direction === "act" ? "act" : "receive",
    date: text(one.date),
    rule,
    basis: text(one.basis),
  };
}

function readSource(value: unknown): Source | null {
  const one = fields(value);
  const title = text(one.title);
  return title ? { title, url: text(one.url), date: text(one.date) } : null;
}

function readButton(value: unknown): Button | null {
  const one = fields(value);
  const title = text(one.title);
  return title ? { title, payload: text(one.payload) || title } : null;
}

/** Returns the powers of all bodies, as the server publishes them beside the conversation. */
export function readPowers(value: unknown): PowersOf {
  const found = Object.entries(fields(fields(value).bodies)).map(([id, one]): [string, Powers] => {
    const { can, cannot, sources, checked } = fields(one);
    return [id, { can: list(can, words), cannot: list(cannot, words), origins: list(sources, words), checked: text(checked) }];
  });
  return new Map(found);
}

/** Returns the messages of one turn as one answer, with the `powers` of its bodies; null when they say nothing at all. */
export function readAnswer(messages: readonly unknown[], powers: PowersOf = new Map()): Answer | null {
  const all = messages.map(fields);
  const texts = all.map((one) => text(one.text)).filter(Boolean);
  const buttons = all.flatMap((one) => list(one.buttons, readButton));
  const custom = fields(all.map((one) => one.custom).find((one) => typeof one === "object" && one !== null));
  const answer: Answer = {
    texts,
    buttons,
    custom: {
      kind: text(custom.kind),
      topic: text(custom.topic),
      bodies: list(custom.bodies, (one) => readBody(one, powers)),
      deadlines: list(custom.deadlines, readDeadline),
      include: list(custom.include, words),
      sources: list(custom.sources, readSource),
      numbers: list(custom.numbers, words),
    },
  };
  const { bodies, numbers } = answer.custom;
  return texts.length || buttons.length || bodies.length || numbers.length ? answer : null;
}
