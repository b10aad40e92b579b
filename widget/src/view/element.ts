/** The custom element `<recours-sante>`: a button that opens a panel, or the conversation in the page (`inline`). */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { calendarFile } from "../calendar";
import { isLegible } from "../colour";
import { readConfig, type Config } from "../config";
import type { Answer, Deadline } from "../contract";
import { Conversation } from "../conversation";
import { uniqueId } from "../ids";
import { copyText, download, fileName, plainText } from "../save";
import { Store } from "../store";
import { DARK_PAPERS, LIGHT_PAPERS } from "../styles/colours";
import { styles } from "../styles/all";
import { texts } from "../texts";
import { Server } from "../transport";
import type { App, Sheet } from "./app";
import { composer, statusLine, troubleLine } from "./composer";
import { entry } from "./entry";
import { gate } from "./gate";
import * as icons from "./icons";
import { numbersBar } from "./numbers";
import { printAnswer } from "./print";
import { reveal } from "./scroll";
import { eraseSheet, humanSheet } from "./sheets";

/** Milliseconds between the empty log and its first message: readers announce only what comes into a known region. */
const GREETING = 150;
/** Where the panel covers the whole window (styles/frame.ts). */
const WHOLE_WINDOW = "(max-width: 30em)";
/** Milliseconds for which a log that was taken up again stays silent. */
const SILENCE = 1000;

export class RecoursSante extends LitElement implements App {
  static override styles = styles;
  static override properties = { inline: { type: Boolean, reflect: true } };
  /** What the script says, for every element that it makes or finds. */
  static defaults: DOMStringMap = {};
  /** Where the script came from: the server, where no attribute says another. */
  static origin = "";

  declare inline: boolean;
  config!: Config;
  conversation!: Conversation;
  sheet: Sheet = "none";
  status = "";
  private shownOnce = false;
  private silent = false;
  private opener: HTMLElement | null = null;
  private revealed = 0;

  constructor() {
    super();
    this.inline = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("online", this.onLine);
    window.addEventListener("offline", this.onLine);
    document.addEventListener("focusin", this.onFocus);
    if (this.config) return;
    const config = readConfig({ ...RecoursSante.defaults, ...this.dataset }, RecoursSante.origin, location.href);
    if (!config) {
      console.error("recours-sante: data-server must be an https address");
      this.remove();
      return;
    }
    this.config = config;
    this.lang = "fr";
    this.dataset.theme = config.theme;
    this.takeAccent();
    this.conversation = new Conversation(new Server(config.server), new Store(config.server), () => this.requestUpdate());
    if (this.conversation.resume()) this.keepSilent();
    this.shownOnce = this.inline || this.conversation.open;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("online", this.onLine);
    window.removeEventListener("offline", this.onLine);
    document.removeEventListener("focusin", this.onFocus);
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.config) return nothing;
    if (this.inline) return html`<section class="panel" aria-labelledby="title">${this.content()}</section>`;
    const { open } = this.conversation;
    return html`
      <button type="button" class="launcher" data-test="launcher" aria-expanded=${open ? "true" : "false"} ?hidden=${open} @click=${() => this.openPanel()}>
        ${icons.mark}<span>${this.config.launcher}</span>
      </button>
      ${this.shownOnce
        ? html`<div class="panel" role="dialog" aria-modal="false" aria-labelledby="title" ?hidden=${!open} @keydown=${this.onKey}>${this.content()}</div>`
        : nothing}
    `;
  }

  private content(): TemplateResult {
    const { begun, entries } = this.conversation;
    return html`
      <div class="top">
        ${icons.mark}
        <div class="names"><h2 id="title" tabindex="-1">${this.config.title}</h2><p>${texts.subtitle}</p></div>
        ${this.inline ? nothing : html`<button type="button" class="close" aria-label=${texts.close} @click=${() => this.close()}>${icons.cross}</button>`}
      </div>
      ${numbersBar()}
      <div class="middle">
        ${begun ? nothing : gate(this)}
        <div class="log" role="log" aria-label=${texts.log} aria-live=${this.silent ? "off" : "polite"} tabindex=${this.inline ? nothing : "0"} ?hidden=${!begun}>
          ${repeat(entries, (one) => one.id, (one) => entry(this, one))}
        </div>
        ${this.sheet === "human" ? humanSheet(this) : this.sheet === "erase" ? eraseSheet(this) : nothing}
      </div>
      <div class="bottom">
        ${statusLine(this)} ${troubleLine(this)} ${begun ? composer(this) : nothing}
        <div class="always">
          <button type="button" class="quiet" aria-expanded=${this.sheet === "human" ? "true" : "false"} @click=${() => this.show(this.sheet === "human" ? "none" : "human")}>
            ${icons.person}${texts.human.open}
          </button>
          ${begun
            ? html`<button type="button" class="quiet" aria-expanded=${this.sheet === "erase" ? "true" : "false"} @click=${() => this.show(this.sheet === "erase" ? "none" : "erase")}>${icons.erase}<span>${texts.erase.open}<span class="roomy"> ${texts.erase.open_more}</span></span></button>`
            : nothing}
        </div>
      </div>
    `;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (!this.conversation) return;
    const { entries } = this.conversation;
    if (entries.length > this.revealed && entries[entries.length - 1]?.fresh) reveal(this.renderRoot, this.inline, entries);
    this.revealed = entries.length;
  }

  // --- what the person does --------------------------------------------------------------------------------------

  begin(): void {
    this.status = "";
    this.conversation.begin();
    void this.updateComplete.then(() => {
      // A touch screen would open its keyboard over the greeting.
      this.focusOn(matchMedia("(pointer: coarse)").matches ? "#title" : "#message");
      setTimeout(() => this.conversation.greet(), GREETING);
    });
  }

  openPanel(): void {
    this.shownOnce = true;
    this.conversation.setOpen(true);
    void this.updateComplete.then(() => this.focusOn("#title"));
  }

  close(): void {
    this.sheet = "none";
    this.conversation.setOpen(false);
    void this.updateComplete.then(() => this.focusOn(".launcher"));
  }

  show(sheet: Sheet): void {
    if (sheet !== "none") this.opener = this.focused();
    const back = this.sheet !== "none" && sheet === "none" ? this.opener : null;
    this.sheet = sheet;
    this.requestUpdate();
    void this.updateComplete.then(() => (sheet === "none" ? back?.focus() : this.focusOn("#sheet-title")));
  }

  erase(): void {
    this.sheet = "none";
    this.requestUpdate();
    void this.conversation.erase().then((everywhere) => this.tell(everywhere ? texts.status.erased : texts.status.erased_here));
    void this.updateComplete.then(() => this.focusOn("#title"));
  }

  send(): void {
    this.status = "";
    void this.conversation.sendDraft();
  }

  retry(): void {
    this.status = "";
    this.focusOn("#message"); // the button goes away: the focus would be lost
    void this.conversation.retry();
  }

  rate(id: string, useful: boolean): void {
    this.conversation.rate(id, useful);
    this.tell(useful ? texts.feedback.thanks_yes : texts.feedback.thanks_no);
    void this.updateComplete.then(() => this.focusOn(".log"));
  }

  addToCalendar(deadline: Deadline): void {
    download(`${deadline.date}.ics`, "text/calendar", calendarFile(deadline, uniqueId(), new Date()));
    this.tell(texts.status.calendar);
  }

  copy(text: string): void {
    void copyText(text).then((done) => this.tell(done ? texts.status.copied : texts.status.not_copied));
  }

  save(answer: Answer): void {
    const now = new Date();
    download(`${fileName(now)}.txt`, "text/plain", plainText(answer, now));
    this.tell(texts.status.saved);
  }

  print(answer: Answer): void {
    printAnswer(answer, new Date());
  }

  // --- details ---------------------------------------------------------------------------------------------------

  private readonly onLine = (): void => {
    if (navigator.onLine) this.status = texts.status.online;
    this.conversation?.online(navigator.onLine);
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.stopPropagation();
    if (this.sheet === "none") this.close();
    else this.show("none");
  };

  /** The focus came into the page: where the panel hides that page, it gives way (WCAG 2.2, 2.4.11). */
  private readonly onFocus = (event: FocusEvent): void => {
    if (this.inline || !this.conversation?.open || event.composedPath().includes(this)) return;
    if (matchMedia(WHOLE_WINDOW).matches) this.conversation.setOpen(false);
  };

  private tell(status: string): void {
    this.status = status;
    this.requestUpdate();
  }

  private keepSilent(): void {
    this.silent = true;
    setTimeout(() => {
      this.silent = false;
      this.requestUpdate();
    }, SILENCE);
  }

  private focusOn(selector: string): void {
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  private focused(): HTMLElement | null {
    return (this.renderRoot as ShadowRoot).activeElement as HTMLElement | null;
  }

  /** The colour of the site is taken for each theme in which it can be read. */
  private takeAccent(): void {
    const { accent } = this.config;
    if (!accent) return;
    const [light, dark] = [isLegible(accent, LIGHT_PAPERS), isLegible(accent, DARK_PAPERS)];
    if (light) this.style.setProperty("--accent-light", accent);
    if (dark) this.style.setProperty("--accent-dark", accent);
    if (!light && !dark) console.warn("recours-sante: data-accent is not #rrggbb, or its contrast is below 4.5");
  }
}
