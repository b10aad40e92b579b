/** The first screen: what this is, what not to type, what is kept, whom to call. Before anything can be typed. */
import { html, nothing, type TemplateResult } from "lit";
import { fill, texts } from "../texts";
import type { App } from "./app";

export function gate(app: App): TemplateResult {
  const { organisation, privacyUrl } = app.config;
  const words = texts.gate;
  return html`<section class="gate" data-test="gate">
    <p class="intro">${words.intro}</p>
    <ul class="dots">${words.rules.map((rule) => html`<li><span>${rule}</span></li>`)}</ul>
    <details>
      <summary>${words.more}</summary>
      ${words.about.map((line) => html`<p>${line}</p>`)}
      <p>${organisation ? fill(words.organisation, { name: organisation }) : words.no_organisation}</p>
    </details>
    ${privacyUrl ? html`<p><a href=${privacyUrl} target="_blank" rel="noopener noreferrer">${words.privacy}<span class="unseen"> (${texts.answer.new_tab})</span></a></p>` : nothing}
    <button type="button" class="main" @click=${() => app.begin()}>${words.start}</button>
  </section>`;
}
