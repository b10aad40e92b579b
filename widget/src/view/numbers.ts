/** Emergency numbers as links. They are in the widget itself: they work without the server and without a network. */
import { html, nothing, type TemplateResult } from "lit";
import { phoneHref } from "../links";
import { fill, texts } from "../texts";
import { phone } from "./icons";
import { spokenBefore } from "./words";

interface Line {
  number: string;
  name: string;
  short?: string;
  sms?: boolean;
}

const LINES = texts.emergency.numbers as Record<string, Line>;

function said(line: Line): string {
  return fill(line.sms ? texts.emergency.sms : texts.emergency.call, { number: line.number });
}

function href(line: Line): string {
  return phoneHref(line.number, line.sms ? "sms" : "tel") ?? "";
}

/** The numbers that stand at the top, always: few words. */
export function numbersBar(): TemplateResult {
  const lines = texts.emergency.bar_numbers.flatMap((id) => LINES[id] ?? []);
  return html`<nav class="numbers" aria-label=${texts.emergency.bar}>
    <span class="numbers-word">${texts.emergency.word}</span>
    <ul>
      ${lines.map(
        (line) =>
          html`<li><a href=${href(line)}>${spokenBefore(line.sms ? texts.emergency.sms : texts.emergency.call)}<b>${line.number}</b>${line.short ? html` <small>${line.short}</small>` : nothing}</a></li>`,
      )}
    </ul>
  </nav>`;
}

/** Numbers as large buttons, the first one to call first; ids that the widget does not know are in the text. */
export function numbersButtons(ids: readonly string[]): TemplateResult {
  const lines = ids.flatMap((id) => LINES[id] ?? []);
  return html`<ul class="calls">
    ${lines.map(
      (line) =>
        html`<li><a class="call" href=${href(line)}>${phone}<span><b>${said(line)}</b> <small>${line.name}</small></span></a></li>`,
    )}
  </ul>`;
}
