/** An answer as a page of its own for paper or PDF: nothing folded, addresses written out. */
import { html, nothing, render, type TemplateResult } from "lit";
import { compose, placeOf, type Card, type Part } from "../answer";
import type { Answer, Powers } from "../contract";
import { phoneShown, typeset } from "../french";
import { contactSource, fileName, madeOn, powersLists, powersSource } from "../save";
import { paper } from "../styles/paper";
import { texts } from "../texts";
import { items, paragraphs } from "./words";

/** Milliseconds after which the page is taken away where the browser does not say that printing is over. */
const LATEST = 60_000;

/** Opens the print window of the browser for an answer alone, whatever page the widget stands in. */
export function printAnswer(answer: Answer, now: Date): void {
  const frame = document.createElement("iframe");
  frame.setAttribute("aria-hidden", "true");
  frame.tabIndex = -1;
  Object.assign(frame.style, { position: "fixed", inset: "auto 0 0 auto", width: "0", height: "0", border: "0" });
  document.body.append(frame);
  const page = frame.contentDocument;
  const view = frame.contentWindow;
  if (!page || !view) return;
  fillPage(page, answer, now);
  view.addEventListener("afterprint", () => frame.remove());
  setTimeout(() => frame.remove(), LATEST);
  view.focus();
  view.print();
}

/** Puts an answer into an empty document, with the style of paper. */
export function fillPage(page: Document, answer: Answer, now: Date): void {
  const Sheet = (page.defaultView as (Window & { CSSStyleSheet: typeof CSSStyleSheet }) | null)?.CSSStyleSheet;
  if (Sheet) {
    const sheet = new Sheet();
    sheet.replaceSync(paper);
    page.adoptedStyleSheets = [sheet];
  }
  page.documentElement.lang = "fr";
  page.title = fileName(now); // the name of the PDF
  render(paperPage(answer, now), page.body);
}

function paperPage(answer: Answer, now: Date): TemplateResult {
  return html`<main>
    <p class="from">${texts.name}</p>
    ${compose(answer).map(partOnPaper)}
    <footer><p>${madeOn(now)}</p></footer>
  </main>`;
}

function partOnPaper(part: Part): TemplateResult {
  if (part.kind === "text") return html`${paragraphs(part.lines)}`;
  if (part.kind === "lead") return html`<h1>${typeset(part.title)}</h1>${paragraphs(part.lines)}`;
  const title = part.title ? html`<h2>${typeset(part.title)}</h2>` : nothing;
  if (part.kind === "bodies") return html`<section>${title}${part.cards.map(cardOnPaper)}</section>`;
  if (part.kind === "deadlines") return html`<section>${title}${items(part.items.map((item) => item.line))}</section>`;
  if (part.kind === "sources") {
    const rows = part.items.map(({ line, source }) => html`<li>${typeset(line)}${source.url ? html`<br />${source.url}` : nothing}</li>`);
    return html`<section class="small">${title}<ul>${rows}</ul></section>`;
  }
  return html`<section>${title}${items(part.items, part.kind === "steps")}</section>`;
}

function powersOnPaper(powers: Powers): TemplateResult | typeof nothing {
  const lists = powersLists(powers);
  if (!lists.length) return nothing;
  return html`${lists.map(([title, lines]) => html`<h4>${title}</h4>${items(lines)}`)}
    <p class="small">${powersSource(powers)}</p>`;
}

function cardOnPaper({ body, notes }: Card): TemplateResult {
  const { contact } = body;
  const rows = contact
    ? ([
        [texts.answer.phone, phoneShown(contact.phone)],
        [texts.answer.email, contact.email],
        [texts.answer.address, placeOf(contact)],
        [texts.answer.site, contact.url],
      ] as const)
    : [];
  return html`<article>
    <h3>${typeset(body.name)}</h3>
    ${paragraphs([body.reason, ...(contact && contact.name !== body.name ? [contact.name] : [])].filter(Boolean))}
    <ul class="facts">${rows.filter(([, value]) => value).map(([label, value]) => html`<li>${label}\u00a0: ${value}</li>`)}</ul>
    ${paragraphs(notes)} ${powersOnPaper(body)}
    ${contact ? html`<p class="small">${contact.confidence === "high" ? "" : `${texts.answer.to_check}. `}${contactSource(contact.source, contact.sourceDate)}</p>` : nothing}
  </article>`;
}
