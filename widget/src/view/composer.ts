/** Where the person writes, with what is being done and what went wrong. */
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { fill, texts } from "../texts";
import type { App } from "./app";
import { send } from "./icons";

export function composer(app: App): TemplateResult {
  const { conversation } = app;
  const words = texts.composer;
  return html`<form class="composer" @submit=${(event: Event) => submit(app, event)}>
    <label for="message">${words.label}</label>
    <p class="hint" id="hint">${words.hint}</p>
    <div class="writing">
      <textarea
        id="message"
        rows="1"
        enterkeyhint="send"
        autocomplete="off"
        aria-describedby="hint"
        .value=${live(conversation.draft)}
        @input=${(event: InputEvent) => (conversation.draft = (event.target as HTMLTextAreaElement).value)}
        @keydown=${(event: KeyboardEvent) => sendOnEnter(app, event)}
      ></textarea>
      <button type="submit" class="main" aria-disabled=${conversation.doing === "nothing" ? nothing : "true"}>
        ${words.send}${send}
      </button>
    </div>
  </form>`;
}

function submit(app: App, event: Event): void {
  event.preventDefault();
  app.send();
}

/** Enter sends, as in every messenger; Shift+Enter begins a line; Enter of an input method ends its word. */
function sendOnEnter(app: App, event: KeyboardEvent): void {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  app.send();
}

/** What is under way: always in the page, so that its changes are announced. */
export function statusLine(app: App): TemplateResult {
  const { doing, slow } = app.conversation;
  const words = doing === "sending" ? (slow ? texts.status.slow : texts.status.preparing) : app.status;
  return html`<p class="status" role="status" ?data-busy=${doing === "sending"}>${words}</p>`;
}

/** What went wrong, in one line, with the way to try again. */
export function troubleLine(app: App): TemplateResult {
  const { trouble } = app.conversation;
  const words = texts.problem;
  return html`<div class="trouble" role="alert">
    ${trouble
      ? html`<p>${fill(words[trouble.problem.kind], { seconds: "seconds" in trouble.problem ? (trouble.problem.seconds ?? "") : "" })} ${words.danger}</p>
          ${trouble.retry ? html`<button type="button" @click=${() => app.retry()}>${words.retry}</button>` : nothing}`
      : nothing}
  </div>`;
}
