/** The parts of an answer, each in its own shape. */
import { html, nothing, type TemplateResult } from "lit";
import type { Part } from "../answer";
import type { Deadline } from "../contract";
import { dayInWords, typeset } from "../french";
import { fill, texts } from "../texts";
import type { App } from "./app";
import { bodyCard } from "./card";
import { calendar, copy } from "./icons";
import { heading, items, paragraphs, siteLink } from "./words";

const words = texts.answer;

/** The parts of an answer in their order; bodies to contact are numbered when there are several. */
export function answerParts(app: App, parts: readonly Part[]): TemplateResult[] {
  const first = parts.flatMap((part) => (part.kind === "bodies" && !part.folded ? part.cards : []));
  return parts.map((part) => {
    if (part.kind === "text") return html`<div class="said">${paragraphs(part.lines)}</div>`;
    if (part.kind === "lead") return html`<div class="lead">${heading(3, part.title)}${paragraphs(part.lines)}</div>`;
    if (part.kind === "bodies") return bodies(part, (card) => (first.length > 1 ? first.indexOf(card) + 1 : 0));
    if (part.kind === "deadlines") return deadlines(app, part);
    if (part.kind === "sources") return sources(part);
    if (part.kind === "write") return letter(app, part);
    return html`<section class="part">${heading(3, part.title)}${items(part.items, part.kind === "steps")}</section>`;
  });
}

type Of<Kind extends Part["kind"]> = Extract<Part, { kind: Kind }>;

function bodies(part: Of<"bodies">, number: (card: Of<"bodies">["cards"][number]) => number): TemplateResult {
  const cards = part.cards.map((card) => bodyCard(card, number(card)));
  if (!part.folded) return html`<section class="part">${heading(3, part.title)}${cards}</section>`;
  const names = part.cards.map((card) => typeset(card.body.name)).join(" · ");
  const title = part.title || words.roles[part.cards[0]?.body.role ?? "also"];
  return html`<details class="part fold">
    <summary><span class="fold-title">${typeset(title)}</span> <span class="fold-names">${names}</span></summary>
    ${cards}
  </details>`;
}

function deadlines(app: App, part: Of<"deadlines">): TemplateResult {
  return html`<section class="part">
    ${heading(3, part.title)}
    <ul class="deadlines">${part.items.map((item) => html`<li>${deadline(app, item.line, item.deadline)}</li>`)}</ul>
  </section>`;
}

function deadline(app: App, line: string, due: Deadline): TemplateResult {
  const day = dayInWords(due.date);
  const rest = line.startsWith(`${due.label} :`) ? line.slice(due.label.length + 2).trim() : line;
  return html`<p class="role">${words[due.direction]}</p>
    <p><strong>${typeset(due.label)}</strong></p>
    ${day ? html`<p class="day">${day}</p>` : nothing}
    <p>${typeset(capital(rest))}</p>
    ${due.basis ? html`<p class="origin">${typeset(due.basis)}</p>` : nothing}
    ${day ? html`<button type="button" aria-label=${fill(words.calendar_named, { label: due.label })} @click=${() => app.addToCalendar(due)}>${calendar}${words.calendar}</button>` : nothing}`;
}

function capital(line: string): string {
  return line.charAt(0).toUpperCase() + line.slice(1);
}

function letter(app: App, part: { title: string; items: readonly string[] }): TemplateResult {
  const text = [`${part.title} :`, ...part.items.map((item) => `- ${item}`)].map(typeset).join("\n");
  return html`<section class="part letter">
    ${heading(3, part.title)} ${items(part.items)}
    <button type="button" aria-label=${words.copy_label} @click=${() => app.copy(text)}>${copy}${words.copy}</button>
  </section>`;
}

function sources(part: Of<"sources">): TemplateResult {
  return html`<details class="part sources">
    <summary>${fill(words.sources_count, { count: part.items.length })}</summary>
    <ul class="dots">
      ${part.items.map(({ line, source }) => html`<li><span>${source.url ? siteLink(source.url, typeset(line)) : typeset(line)}</span></li>`)}
    </ul>
  </details>`;
}
