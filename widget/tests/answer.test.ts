import { render } from "lit";
import { describe, expect, it } from "vitest";
import { compose, placeOf, type Part } from "../src/answer";
import { readAnswer } from "../src/contract";
import { phoneShown, typeset } from "../src/french";
import { siteShown } from "../src/links";
import { outline } from "../src/outline";
import { plainText } from "../src/save";
import { answerParts } from "../src/view/parts";
import type { App } from "../src/view/app";
import { answerOf, RECORDED } from "./helpers";

const flat = (text: string): string => text.toLowerCase().replace(/\s+/g, " ").trim();

function shown(parts: readonly Part[]): string {
  const box = document.createElement("div");
  render(answerParts({} as App, parts), box);
  return flat(box.textContent ?? "");
}

describe("nothing that was said is lost", () => {
  it.each(RECORDED)("%s", (name) => {
    const answer = answerOf(name);
    const all = shown(compose(answer)) + flat(answer.buttons.map((button) => ` ${typeset(button.title)} `).join(""));
    for (const line of answer.texts.join("\n").split("\n").filter((one) => one.trim())) {
      const bare = line.replace(/^(• |- |\d{1,2}\. )/, "").replace(/\s:$/, "");
      const value = bare.replace(/^[^:]{1,20} : /, "");
      const forms = [bare, bare.replace(/\.$/, ""), value, phoneShown(value), siteShown(value)].map((one) => flat(typeset(one)));
      const label = answer.custom.deadlines.find((due) => bare.startsWith(`${due.label} : `))?.label;
      if (label) forms.push(flat(typeset(bare.slice(label.length + 3))));
      const source = answer.custom.bodies.find((body) => body.contact?.source && line.includes(body.contact.source));
      if (source?.contact) forms.push(flat(typeset(source.contact.source)));
      expect(forms.some((form) => all.includes(form)), line).toBe(true);
    }
  });
});

describe("an orientation", () => {
  const parts = compose(answerOf("orientation"));
  const kinds = parts.map((part) => part.kind);

  it("has its parts in the order of the text", () => {
    expect(kinds).toEqual([
      "lead", "bodies", "bodies", "bodies", "steps", "write", "deadlines", "list", "list", "list", "sources", "text",
    ]);
  });

  it("opens the first bodies and folds the others", () => {
    const bodies = parts.filter((part) => part.kind === "bodies");
    expect(bodies.map((part) => part.folded)).toEqual([false, true, true]);
    expect(bodies.map((part) => part.cards.length)).toEqual([2, 3, 1]);
  });

  it("does not repeat what a card shows, and keeps what it does not", () => {
    const cards = parts.flatMap((part) => (part.kind === "bodies" ? part.cards : []));
    expect(cards[0]?.notes).toEqual([]);
    expect(cards[2]?.notes).toEqual(["Discrimination : appelez le 39 28. Pour rencontrer un délégué près de chez vous : defenseurdesdroits.fr."]);
  });

  it("shows a date in words with a deadline that has one", () => {
    const answer = answerOf("deadlines");
    const dated = answer.custom.deadlines.filter((due) => due.date);
    expect(dated.length).toBeGreaterThan(0);
    const box = document.createElement("div");
    render(answerParts({} as App, compose(answer)), box);
    expect(box.querySelectorAll(".deadlines button")).toHaveLength(dated.length);
    expect(box.querySelector(".day")?.textContent).toMatch(/^\d/);
  });

  it("is saved as text with its sources and its date", () => {
    const text = plainText(answerOf("orientation"), new Date(2026, 10, 25));
    expect(text).toContain("Ordre départemental des chirurgiens-dentistes 49");
    expect(text).toContain("25\u00a0novembre 2026");
    expect(text).toMatch(/https:\/\/\S+/);
  });
});

describe("other answers", () => {
  it("puts a contact that was asked for into a card, without repeating it", () => {
    const parts = compose(answerOf("contact"));
    expect(parts.map((part) => part.kind)).toEqual(["text", "bodies", "text"]);
    expect(parts[2]).toMatchObject({ lines: expect.not.arrayContaining([expect.stringContaining("Adresse :")]) });
  });

  it("leaves the numbered choices to the buttons", () => {
    expect(compose(answerOf("clarification")).some((part) => part.kind === "steps")).toBe(false);
  });

  it("reads an outline of plain lines", () => {
    expect(outline(["Un.\nDeux :\n- a\n- b\nTrois.", "1. x\n2. y"])).toEqual([
      { kind: "text", lines: ["Un."] },
      { kind: "list", title: "Deux", items: ["a", "b"] },
      { kind: "text", lines: ["Trois."] },
      { kind: "steps", title: "", items: ["x", "y"] },
    ]);
  });

  it("shows the text of a kind that it does not know", () => {
    const answer = readAnswer([{ text: "Bonjour." }, { custom: { kind: "new", bodies: 5, numbers: "x", deadlines: [null, 3, {}] } }]);
    expect(compose(answer!)).toEqual([{ kind: "text", lines: ["Bonjour."] }]);
  });

  it.each([[[]], [[null, 3, "x"]], [[{ custom: { kind: "orientation" } }]], [[{ text: "  " }]]])("says nothing for %j", (messages) => {
    expect(readAnswer(messages)).toBeNull();
  });

  it("joins a place as the text does", () => {
    const contact = answerOf("contact").custom.bodies[0]!.contact!;
    expect(placeOf(contact)).toBe("32 Rue Louis Gain, 49937 ANGERS Cedex 9");
  });
});
