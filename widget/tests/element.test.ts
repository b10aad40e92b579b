import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { texts } from "../src/texts";
import { plainText } from "../src/save";
import { fillPage } from "../src/view/print";
import { RecoursSante } from "../src/view/element";
import { answerOf, POWERS, recorded, serve, settled, talking } from "./helpers";
import { readAnswer, readPowers } from "../src/contract";

customElements.define("recours-sante", RecoursSante);

const ATTACKS = [
  "<script>window.hurt=1</script>",
  "<img src=x onerror=window.hurt=1>",
  "\"><svg onload=window.hurt=1>",
  "javascript:window.hurt=1",
  "${window.hurt=1}{{7*7}}",
  "<!--<recours-sante>-->",
];

function mount(data: Record<string, string> = {}, inline = true): RecoursSante {
  const element = document.createElement("recours-sante") as RecoursSante;
  Object.assign(element.dataset, { server: "https://bot.fr", ...data });
  element.inline = inline;
  document.body.append(element);
  return element;
}

const find = <T extends HTMLElement>(element: RecoursSante, selector: string): T => {
  const found = element.renderRoot.querySelector<T>(selector);
  if (!found) throw new Error(`nothing is ${selector}`);
  return found;
};

function press(element: RecoursSante, words: string): void {
  const buttons = [...element.renderRoot.querySelectorAll("button")];
  const button = buttons.find((one) => one.textContent?.replace(/\s+/g, " ").trim().startsWith(words));
  if (!button) throw new Error(`no button says ${words}`);
  button.click();
}

async function begin(element: RecoursSante): Promise<void> {
  await element.updateComplete;
  press(element, texts.gate.start);
  await vi.waitFor(() => expect(element.conversation.entries).toHaveLength(1));
  await element.updateComplete;
}

async function say(element: RecoursSante, words: string): Promise<void> {
  const box = find<HTMLTextAreaElement>(element, "textarea");
  box.value = words;
  box.dispatchEvent(new InputEvent("input"));
  box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", cancelable: true }));
  await settled();
  await element.updateComplete;
}

beforeEach(() => sessionStorage.clear());
afterEach(() => document.body.replaceChildren());

describe("the element", () => {
  it("shows nothing but a button at first, and asks nothing of the server", async () => {
    const calls = talking();
    const element = mount({}, false);
    await element.updateComplete;
    expect(element.renderRoot.querySelectorAll("button, a")).toHaveLength(1);
    expect(calls).toEqual([]);
  });

  it("opens, takes the focus to its title, closes with Escape and gives the focus back", async () => {
    talking();
    const element = mount({}, false);
    await element.updateComplete;
    find(element, ".launcher").click();
    await settled();
    expect((element.renderRoot as ShadowRoot).activeElement?.id).toBe("title");
    find(element, "#title").dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    await settled();
    expect(find(element, ".panel").hidden).toBe(true);
    expect((element.renderRoot as ShadowRoot).activeElement?.className).toBe("launcher");
  });

  it("tells on the first screen what it is, who runs it and whom to call, and lets nothing be typed", async () => {
    talking();
    const element = mount({ organisation: "Asso Test", privacyUrl: "https://asso.fr/vie" });
    await element.updateComplete;
    expect(element.renderRoot.querySelector("textarea")).toBeNull();
    const gate = find(element, ".gate");
    expect(gate.textContent).toContain("Asso Test");
    const hrefs = [...element.renderRoot.querySelectorAll("a")].map((link) => link.getAttribute("href"));
    expect(hrefs).toEqual(["tel:15", "tel:112", "sms:114", "tel:3114", "https://asso.fr/vie"]);
    gate.querySelector("details")?.remove();
    expect(gate.textContent?.trim().split(/\s+/).length).toBeLessThanOrEqual(60);
  });

  it("has an empty log before the first message comes into it", async () => {
    talking();
    const element = mount();
    await element.updateComplete;
    press(element, texts.gate.start);
    await element.updateComplete;
    const log = find(element, "[role=log]");
    expect(log.hidden).toBe(false);
    expect(log.children).toHaveLength(0);
    await vi.waitFor(() => expect(log.children).toHaveLength(1));
  });

  it("keeps the focus where it is when an answer comes", async () => {
    talking(recorded("orientation"));
    const element = mount();
    await begin(element);
    find(element, "textarea").focus();
    await say(element, "un dentiste");
    expect((element.renderRoot as ShadowRoot).activeElement?.id).toBe("message");
    expect(element.renderRoot.querySelectorAll("[data-test=body]").length).toBeGreaterThan(3);
  });

  it("marks the reply that was chosen, and keeps the others", async () => {
    talking(recorded("question"));
    const element = mount();
    await begin(element);
    press(element, texts.chips[0]!);
    await settled();
    await element.updateComplete;
    const current = [...element.renderRoot.querySelectorAll(".replies [aria-current=true]")];
    expect(current.map((button) => button.textContent?.trim())).toEqual([`${texts.chips[0]} (${texts.answer.chosen})`]);
    expect(element.renderRoot.querySelectorAll(".replies")[0]?.children).toHaveLength(texts.chips.length);
  });

  it("puts the numbers of an emergency first, as an alert once, not after a reload", async () => {
    talking(recorded("emergency"));
    const element = mount();
    await begin(element);
    await say(element, "il ne respire plus");
    const alarm = find(element, "[data-test=emergency]");
    expect(alarm.getAttribute("role")).toBe("alert");
    expect(alarm.querySelector("a")?.getAttribute("href")).toBe("tel:15");
    element.remove();
    const again = mount();
    await again.updateComplete;
    expect(find(again, "[data-test=emergency]").hasAttribute("role")).toBe(false);
    expect(find(again, "[role=log]").getAttribute("aria-live")).toBe("off");
  });

  it("shows a fault as an alert with a way to try again", async () => {
    serve(() => Promise.reject(new TypeError("down")));
    const element = mount();
    await begin(element);
    await say(element, "bonjour");
    expect(find(element, "[role=alert].trouble").textContent).toContain(texts.problem.network);
    expect(find<HTMLTextAreaElement>(element, "textarea").value).toBe("bonjour");
    talking([{ text: "Me revoilà." }]);
    press(element, texts.problem.retry);
    await settled();
    await element.updateComplete;
    expect(find(element, "[role=log]").textContent).toContain("Me revoilà.");
    expect(find(element, ".trouble").textContent?.trim()).toBe("");
  });

  it("offers people without a server, and erases only when told twice", async () => {
    const calls = talking();
    const element = mount({ human: "L’asso répond le lundi." });
    await element.updateComplete;
    press(element, texts.human.open);
    await element.updateComplete;
    expect(find(element, "[data-test=human]").textContent).toContain("L’asso répond le lundi.");
    expect(calls).toEqual([]);
    press(element, texts.human.close);
    await begin(element);
    press(element, texts.erase.open);
    await element.updateComplete;
    expect(calls.some((call) => call.method === "DELETE")).toBe(false);
    press(element, texts.erase.yes);
    await settled();
    await element.updateComplete;
    expect(calls.some((call) => call.method === "DELETE")).toBe(true);
    expect(find(element, "[role=status]").textContent).toBe(texts.status.erased);
    expect(find(element, ".gate")).toBeTruthy();
  });
});

/** Puts `attack` into every text of a recorded answer. */
function poisoned(value: unknown, attack: string): unknown {
  if (typeof value === "string") return attack;
  if (Array.isArray(value)) return value.map((item) => poisoned(item, attack));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, ["kind", "role"].includes(key) ? item : poisoned(item, attack)]));
}

function harmless(root: ParentNode): void {
  expect(root.querySelectorAll("script, img, iframe, object, embed, svg[onload], [onerror], [onclick], [style]")).toHaveLength(0);
  for (const link of root.querySelectorAll("a[href]")) expect(link.getAttribute("href")).toMatch(/^(https:\/\/|tel:|sms:|mailto:)/);
}

describe("text is only ever text", () => {
  it.each(ATTACKS)("%s", async (attack) => {
    talking();
    const element = mount({ title: attack, organisation: attack, human: attack, launcher: attack, accent: attack, privacyUrl: attack });
    await begin(element);
    for (const name of ["orientation", "deadlines", "question", "emergency", "answer"]) {
      const wrong = poisoned(recorded(name), attack) as unknown[];
      talking(wrong);
      element.conversation.powers = readPowers({ bodies: { [attack]: { can: [attack], cannot: [attack], sources: [attack], checked: attack } } });
      await say(element, attack);
      const page = document.implementation.createHTMLDocument("");
      fillPage(page, readAnswer(wrong, element.conversation.powers)!, new Date());
      harmless(page.body);
    }
    harmless(element.renderRoot);
    const typed = [...element.renderRoot.querySelectorAll(".typed")];
    expect(typed.map((one) => [one.textContent, one.children.length])).toEqual(Array(5).fill([attack, 0]));
    expect((window as unknown as { hurt?: number }).hurt).toBeUndefined();
  });

  it("makes no link of what a person typed", async () => {
    talking([{ text: "D'accord : https://mal.example et 06 00 00 00 00" }]);
    const element = mount();
    await begin(element);
    await say(element, "https://mal.example 0600000000 a@mal.example");
    expect(find(element, "[role=log]").querySelectorAll("a")).toHaveLength(0);
  });
});

describe("what bodies can and cannot do", () => {
  const SAID = ["Il reçoit les plaintes.", "Il ne rembourse pas.", "Source : Une loi ; Une page, 22 novembre 2026"];
  const spaced = (text: string | null | undefined): string => text?.replace(/\s/g, " ") ?? "";
  const folded = (element: RecoursSante): Element[] => [...element.renderRoot.querySelectorAll("details.powers")];

  it("is folded in the cards of the bodies that it is known of", async () => {
    talking(recorded("orientation"));
    const element = mount();
    await begin(element);
    await say(element, "Mon dentiste refuse la C2S");
    const orders = answerOf("orientation").custom.bodies.filter((body) => body.id === "order_council");
    expect(orders.length).toBeGreaterThan(0);
    expect(folded(element)).toHaveLength(orders.length);
    expect(folded(element)[0]?.hasAttribute("open")).toBe(false);
    const said = spaced(folded(element)[0]?.textContent);
    for (const words of SAID.slice(0, 2)) expect(said).toContain(words);
    expect(said).toContain("Source : Une loi, et 1 de plus, 22 novembre 2026");
  });

  it("is read again with the next answer when it did not come, and nobody is troubled", async () => {
    talking(recorded("orientation"));
    const fetched = globalThis.fetch;
    let fails = true;
    vi.stubGlobal("fetch", (url: string, request: RequestInit) =>
      fails && url.endsWith(".json") ? Promise.reject(new TypeError("network")) : fetched(url, request),
    );
    const element = mount();
    await begin(element);
    expect(element.conversation.trouble).toBeNull();
    fails = false;
    await say(element, "Mon dentiste refuse la C2S");
    expect(folded(element).length).toBeGreaterThan(0);
  });

  it("is on paper and in the saved text, in full", () => {
    const answer = readAnswer(recorded("orientation"), readPowers(POWERS))!;
    const page = document.implementation.createHTMLDocument("");
    fillPage(page, answer, new Date(2026, 10, 25));
    for (const said of [page.body.textContent, plainText(answer, new Date(2026, 10, 25))]) {
      for (const words of SAID) expect(spaced(said)).toContain(words);
    }
  });

  it.each([null, [], "x", { bodies: [1] }, { bodies: { order_council: "x", __proto__: { can: 3 } } }])("may be anything: %j", (wrong) => {
    const answer = readAnswer(recorded("orientation"), readPowers(wrong))!;
    expect(answer.custom.bodies.flatMap((body) => [...body.can, ...body.cannot])).toEqual([]);
  });
});

describe("the page for paper", () => {
  it("holds the whole answer, nothing folded, with addresses written out", () => {
    const page = document.implementation.createHTMLDocument("");
    fillPage(page, answerOf("orientation"), new Date(2026, 10, 25));
    expect(page.title).toBe("recours-sante-2026-11-25");
    expect(page.documentElement.lang).toBe("fr");
    expect(page.querySelectorAll("details, button")).toHaveLength(0);
    expect(page.querySelectorAll("article")).toHaveLength(6);
    expect(page.body.textContent).toContain("https://");
  });
});
