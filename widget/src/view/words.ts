/** Small pieces that many parts of the view use. */
import { html, nothing, type TemplateResult } from "lit";
import { typeset } from "../french";
import { safeHref, siteShown } from "../links";
import { fill, texts } from "../texts";

type Piece = TemplateResult | typeof nothing;

/** Sentences of the assistant, one paragraph each. */
export function paragraphs(lines: readonly string[]): TemplateResult[] {
  return lines.map((line) => html`<p>${typeset(line)}</p>`);
}

/** A list of sentences; `ordered` numbers them. */
export function items(lines: readonly string[], ordered = false): TemplateResult {
  const rows = lines.map((line) => html`<li><span>${typeset(line)}</span></li>`);
  return ordered ? html`<ol class="steps">${rows}</ol>` : html`<ul class="dots">${rows}</ul>`;
}

/** A link of the data to another site, in a new tab; plain text when the address may not be a link. */
export function siteLink(address: string, words: string = siteShown(address)): TemplateResult {
  const href = safeHref(address);
  if (!href) return html`<span>${words}</span>`;
  return html`<a href=${href} target="_blank" rel="noopener noreferrer">${words}<span class="unseen"> (${texts.answer.new_tab})</span></a>`;
}

/** A heading of an answer: `h3` for a part, `h4` for a body in it. Nothing without words. */
export function heading(level: 3 | 4, words: string, extra: Piece | string = nothing): Piece {
  if (!words) return nothing;
  return level === 3 ? html`<h3>${typeset(words)}${extra}</h3>` : html`<h4>${typeset(words)}${extra}</h4>`;
}

/** The words before a number, for those who listen: "Appeler le" of `sentence`; the number stands beside it for all. */
export function spokenBefore(sentence: string): TemplateResult {
  return html`<span class="unseen">${fill(sentence, { number: "" })}</span>`;
}

/** A label for people who see, and for those who listen, with its value. */
export function labelled(picture: TemplateResult, label: string, value: TemplateResult): TemplateResult {
  return html`<div class="fact">${picture}<dt>${label}</dt><dd>${value}</dd></div>`;
}
