/** The two sheets over the conversation: people to talk to, and the question before everything is erased. */
import { html, nothing, type TemplateResult } from "lit";
import { phoneShown } from "../french";
import { phoneHref } from "../links";
import { texts } from "../texts";
import type { App } from "./app";
import { numbersButtons } from "./numbers";
import { spokenBefore } from "./words";

/** The people to talk to. It is in the widget itself: it works without the server and without a network. */
export function humanSheet(app: App): TemplateResult {
  const words = texts.human;
  return html`<section class="sheet" aria-labelledby="sheet-title" data-test="human">
    <h3 id="sheet-title" tabindex="-1">${words.title}</h3>
    <p>${words.intro}</p>
    ${app.config.human ? html`<p class="card">${app.config.human}</p>` : nothing}
    <ul class="people">
      ${words.items.map(({ name, text, phone = "" }: { name: string; text: string; phone?: string }) => {
        const href = phoneHref(phone);
        return html`<li>
          <b>${name}</b>
          <p>${text}</p>
          ${href ? html`<a class="strong" href=${href}>${spokenBefore(texts.answer.call)}${phoneShown(phone)}</a>` : nothing}
        </li>`;
      })}
    </ul>
    <p>${texts.emergency.danger}</p>
    ${numbersButtons(texts.emergency.bar_numbers)}
    <button type="button" class="main" @click=${() => app.show("none")}>${words.close}</button>
  </section>`;
}

export function eraseSheet(app: App): TemplateResult {
  const words = texts.erase;
  return html`<section class="sheet" aria-labelledby="sheet-title" data-test="erase">
    <h3 id="sheet-title" tabindex="-1">${words.title}</h3>
    <p>${words.text}</p>
    <div class="choice">
      <button type="button" class="main" @click=${() => app.erase()}>${words.yes}</button>
      <button type="button" @click=${() => app.show("none")}>${words.no}</button>
    </div>
  </section>`;
}
