/** One line of the conversation: who speaks, then what is said. */
import { html, nothing, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { compose } from "../answer";
import { readAnswer, type Answer, type Button } from "../contract";
import { typeset } from "../french";
import type { Entry } from "../store";
import { texts } from "../texts";
import { plainText } from "../save";
import type { App } from "./app";
import * as icons from "./icons";
import { numbersButtons } from "./numbers";
import { answerParts } from "./parts";

/** Kinds of answers that are worth keeping. */
const KEPT = ["orientation", "answer"];

export function entry(app: App, one: Entry): TemplateResult {
  return html`${guard([one, app.conversation.doing, app.conversation.powers], () => shown(app, one))}`;
}

function shown(app: App, one: Entry): TemplateResult {
  if (one.who === "note") return html`<p class="note" data-entry=${one.id}>${one.text}</p>`;
  if (one.who === "feedback") return feedback(app, one);
  if (one.who === "person") {
    return html`<div class="entry person" data-entry=${one.id} data-test="person">
      <p class="who">${texts.you}</p>
      <p class="typed">${one.text}</p>
    </div>`;
  }
  const answer = readAnswer(one.messages, app.conversation.powers);
  return answer ? spoken(app, one, answer) : html``;
}

function spoken(app: App, one: Extract<Entry, { who: "bot" }>, answer: Answer): TemplateResult {
  const { kind, numbers } = answer.custom;
  const parts = answerParts(app, compose(answer));
  return html`<div class="entry bot" data-entry=${one.id} data-test="bot" data-kind=${kind}>
    <p class="who">${icons.mark}${texts.bot}</p>
    ${kind === "emergency" ? alarm(numbers, parts, one.fresh === true) : parts}
    ${answer.buttons.length ? replies(app, one, answer.buttons) : nothing}
    ${KEPT.includes(kind) ? tools(app, answer) : nothing}
  </div>`;
}

function alarm(numbers: readonly string[], parts: readonly TemplateResult[], fresh: boolean): TemplateResult {
  return html`<div class="alarm" role=${fresh ? "alert" : nothing} data-test="emergency">
    <h3>${texts.emergency.word}</h3>
    ${numbersButtons(numbers)} ${parts}
  </div>`;
}

function replies(app: App, one: Extract<Entry, { who: "bot" }>, buttons: readonly Button[]): TemplateResult {
  const busy = app.conversation.doing !== "nothing";
  const chips = one === app.conversation.entries[0];
  return html`<ul class="replies" aria-label=${chips ? texts.chips_label : texts.replies_label}>
    ${buttons.map(({ title, payload }) => {
      const chosen = one.chosen === title;
      return html`<li>
        <button
          type="button"
          aria-current=${chosen ? "true" : nothing}
          aria-disabled=${busy ? "true" : nothing}
          @click=${() => app.conversation.choose(one.id, title, payload)}
        >
          ${typeset(title)}${chosen ? html`<span class="unseen"> (${texts.answer.chosen})</span>` : nothing}
        </button>
      </li>`;
    })}
  </ul>`;
}

function tools(app: App, answer: Answer): TemplateResult {
  const words = texts.answer;
  return html`<div class="tools" role="group" aria-label=${words.tools}>
    <button type="button" class="quiet" @click=${() => app.print(answer)}>${icons.print}${words.print}</button>
    <button type="button" class="quiet" @click=${() => app.save(answer)}>${icons.save}${words.save}</button>
    <button type="button" class="quiet" @click=${() => app.copy(plainText(answer, new Date()))}>${icons.copy}${words.copy_all}</button>
  </div>`;
}

function feedback(app: App, one: Extract<Entry, { who: "feedback" }>): TemplateResult {
  const words = texts.feedback;
  if (one.useful !== undefined) {
    return html`<div class="feedback" data-entry=${one.id}>
      <p>${one.useful ? words.thanks_yes : words.thanks_no}</p>
      ${one.useful ? nothing : html`<button type="button" @click=${() => app.show("human")}>${icons.person}${texts.human.open}</button>`}
    </div>`;
  }
  return html`<div class="feedback" data-entry=${one.id} role="group" aria-label=${words.question}>
    <p>${words.question}</p>
    <button type="button" @click=${() => app.rate(one.id, true)}>${words.yes}</button>
    <button type="button" @click=${() => app.rate(one.id, false)}>${words.no}</button>
  </div>`;
}
