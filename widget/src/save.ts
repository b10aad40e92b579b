/** Ways to keep an answer: clean text, a file, the clipboard. */
import { placeOf } from "./answer";
import type { Answer, Powers } from "./contract";
import { dateShown, dayInWords, isoDay, typeset } from "./french";
import { fill, texts } from "./texts";

/** Returns the line that says where a contact comes from, or an empty one. */
export function contactSource(source: string, date: string): string {
  if (!source) return "";
  const sentence = date ? texts.answer.source_dated : texts.answer.source;
  return fill(sentence, { source: typeset(source), date: dateShown(date) });
}

/** Returns what a body can and what it cannot do, each with its title; nothing of what is not known. */
export function powersLists({ can, cannot }: Powers): [title: string, lines: string[]][] {
  const lists: [string, string[]][] = [[texts.answer.can, can], [texts.answer.cannot, cannot]];
  return lists.filter(([, lines]) => lines.length);
}

/** Returns the line that says where the powers of a body come from, or an empty one; past `most`, how many more there are. */
export function powersSource({ origins, checked }: Powers, most = origins.length): string {
  const more = origins.length - most;
  const named = origins.slice(0, most).join(" ; ");
  return contactSource(more > 0 ? fill(texts.answer.and_more, { named, count: more }) : named, checked);
}

/** Returns when and by what an answer was made, in one sentence. */
export function madeOn(now: Date): string {
  return fill(texts.answer.made, { date: dayInWords(isoDay(now)) ?? "" });
}

/** Returns an answer as text that can be printed, sent or pasted: its words, the sources of its data, its date. */
export function plainText(answer: Answer, now: Date): string {
  const contacts = answer.custom.bodies.flatMap(({ name, contact }) => {
    const source = contact ? contactSource(contact.source, contact.sourceDate) : "";
    return contact && source ? [`- ${typeset(name)}, ${placeOf(contact) || contact.name}. ${source}`] : [];
  });
  const powers = answer.custom.bodies.flatMap((body) => {
    const said = powersLists(body).map(([title, lines]) => `  ${title}\u00a0: ${typeset(lines.join(" "))}`);
    return said.length ? [`- ${typeset(body.name)}`, ...said, `  ${powersSource(body)}`] : [];
  });
  const pages = answer.custom.sources.flatMap(({ title, url }) => (url ? [`- ${typeset(title)}\n  ${url}`] : []));
  const blocks = [
    texts.name.toUpperCase(),
    ...answer.texts.map(typeset),
    powers.length ? [`${texts.answer.powers_of_all}\u00a0:`, ...powers].join("\n") : "",
    contacts.length ? [`${texts.answer.contacts}\u00a0:`, ...contacts].join("\n") : "",
    pages.length ? [`${texts.answer.pages}\u00a0:`, ...pages].join("\n") : "",
    madeOn(now),
  ];
  return `${blocks.filter(Boolean).join("\n\n")}\n`;
}

/** Returns the name of the file of an answer, without its ending. */
export function fileName(now: Date): string {
  return fill(texts.answer.file, { date: isoDay(now) });
}

/** Gives a file to the person. `type` is its media type. */
export function download(name: string, type: string, content: string): void {
  const address = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Copies text. Returns false where the browser does not allow it. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text); // no clipboard on a page without https, or not allowed by the site
  }
}

function copyBySelection(text: string): boolean {
  const area = document.createElement("textarea");
  const before = document.activeElement;
  area.value = text;
  area.setAttribute("readonly", "");
  area.style.position = "fixed";
  area.style.opacity = "0";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}
