import { describe, expect, it } from "vitest";
import { calendarFile } from "../src/calendar";
import { contrast, isLegible, rgb } from "../src/colour";
import { readConfig, serverAddress } from "../src/config";
import type { Deadline } from "../src/contract";
import { dateShown, dayInWords, phoneShown, typeset } from "../src/french";
import { uniqueId } from "../src/ids";
import { mailHref, mapHref, phoneHref, safeHref } from "../src/links";
import { ACCENT, DARK, DARK_PAPERS, LIGHT, LIGHT_PAPERS } from "../src/styles/colours";
import { fill } from "../src/texts";

const NBSP = "\u00a0";

describe("French", () => {
  it.each([
    ["l'ordre d'Angers", "l’ordre d’Angers"],
    ["Pourquoi ? Oui !", `Pourquoi${NBSP}? Oui${NBSP}!`],
    ["« a » : b ; c", `«${NBSP}a${NBSP}»${NBSP}: b${NBSP}; c`],
    ["https://a.fr/b?c=d", "https://a.fr/b?c=d"],
    ["07:30", "07:30"],
  ])("sets %s", (plain, set) => expect(typeset(plain)).toBe(set));

  it.each([
    ["2026-03-01", `1er${NBSP}mars 2026`],
    ["2027-01-03", `3${NBSP}janvier 2027`],
    ["2026-02-30", null],
    ["2026", null],
    ["", null],
  ])("says the day %s", (iso, words) => expect(dayInWords(iso)).toBe(words));

  it("keeps a date that is no day", () => expect(dateShown("version de 2020")).toBe("version de 2020"));

  it.each([
    ["02.41.87.22.53", "02 41 87 22 53"],
    ["3646", "36 46"],
    ["116 117", "116 117"],
    ["+33 1 02", "+33 1 02"],
  ])("shows the number %s", (phone, shown) => expect(phoneShown(phone).replaceAll(NBSP, " ")).toBe(shown));

  it("fills names in and leaves unknown ones", () => expect(fill("{a} {b}", { a: 1 })).toBe("1 {b}"));
});

describe("links", () => {
  it.each([
    "javascript:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>",
    "vbscript:x",
    "file:///etc/passwd",
    "blob:https://a.fr/1",
    "//a.fr",
    "https://me:word@a.fr/",
    "",
    "n'importe quoi",
  ])("makes none of %j", (address) => expect(safeHref(address)).toBeNull());

  it("takes https, mail and telephone; http becomes https", () => {
    expect(safeHref("https://a.fr/b?c=d")).toBe("https://a.fr/b?c=d");
    expect(safeHref("http://www.ameli.fr")).toBe("https://www.ameli.fr/");
    expect(safeHref("tel:15")).toBe("tel:15");
  });

  it("calls numbers only", () => {
    expect(phoneHref("02.41.87.22.53")).toBe("tel:0241872253");
    expect(phoneHref("114", "sms")).toBe("sms:114");
    for (const bad of ["", "x", "1", "12;phone-context=a", "javascript:1", "*31#06"]) expect(phoneHref(bad)).toBeNull();
  });

  it("writes to addresses only", () => {
    expect(mailHref("a.b@c-d.fr")).toBe("mailto:a.b@c-d.fr");
    for (const bad of ["", "a", "a@b", "a@b.fr?bcc=x@y.fr", "a b@c.fr", "a@b.fr,c@d.fr"]) expect(mailHref(bad)).toBeNull();
  });

  it("asks a map for a place, whatever is in it", () => {
    expect(mapHref("1 rue & <b>?#")).toBe("https://www.openstreetmap.org/search?query=1%20rue%20%26%20%3Cb%3E%3F%23");
  });
});

describe("the calendar file", () => {
  const due: Deadline = {
    id: "D",
    label: "Saisir la commission ; vite, s'il vous plaît",
    direction: "act",
    date: "2026-12-31",
    rule: "Vous avez 2 mois.\nEND:VCALENDAR " + "é".repeat(80),
    basis: "Code, article 1",
  };
  const file = calendarFile(due, "id-1", new Date("2026-11-25T08:09:10.500Z"));
  const unfolded = file.replace(/\r\n /g, "");

  it("takes a whole day, up to the next one, also at the end of a year", () => {
    expect(unfolded).toContain("\r\nDTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n");
    expect(unfolded).toContain("\r\nDTSTAMP:20261125T080910Z\r\n");
  });

  it("escapes what has a meaning, so that a text cannot end the event", () => {
    expect(unfolded).toContain("SUMMARY:Saisir la commission\u00a0\\; vite\\, s’il vous plaît (Recours Santé)");
    expect(unfolded.split("\r\n").filter((line) => line === "END:VCALENDAR")).toHaveLength(1);
    expect(unfolded).toContain("2 mois.\\nEND:VCALENDAR");
  });

  it("folds lines at 75 octets and ends each with CR LF", () => {
    for (const line of file.split("\r\n")) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
    expect(file.replace(/\r\n/g, "")).not.toMatch(/[\r\n]/);
    expect(file.endsWith("END:VCALENDAR\r\n")).toBe(true);
  });

  it("refuses what is no day", () => expect(() => calendarFile({ ...due, date: "bientôt" }, "i", new Date())).toThrow(RangeError));
});

describe("colours", () => {
  it("measures contrast as WCAG does", () => {
    expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 5);
    expect(contrast(rgb("#767676")!, rgb("#fff")!)).toBeCloseTo(4.54, 2);
  });

  it.each([
    [LIGHT, ACCENT.light, "#ffffff"],
    [DARK, ACCENT.dark, "#06201f"],
  ])("of the palette can be read", (palette, accent, onAccent) => {
    const between = (one: string, other: string): number => contrast(rgb(one)!, rgb(other)!);
    for (const paper of [palette.paper, palette.card, palette.tint]) {
      for (const text of [palette.ink, accent]) expect(between(text, paper)).toBeGreaterThanOrEqual(4.5);
    }
    for (const paper of [palette.paper, palette.card]) {
      expect(between(palette.soft, paper)).toBeGreaterThanOrEqual(4.5);
      expect(between(palette.line, paper)).toBeGreaterThanOrEqual(3);
    }
    for (const paper of [palette["danger-paper"], palette.paper, palette.card]) {
      expect(between(palette.danger, paper)).toBeGreaterThanOrEqual(4.5);
    }
    expect(between(palette.amber, palette["amber-paper"])).toBeGreaterThanOrEqual(4.5);
    expect(between(accent, onAccent)).toBeGreaterThanOrEqual(4.5);
  });

  it("takes an accent only where it can be read", () => {
    expect(isLegible("#7a1f5c", LIGHT_PAPERS)).toBe(true);
    expect(isLegible("#7a1f5c", DARK_PAPERS)).toBe(false);
    for (const bad of ["red", "#ff0", "#12345", "", "url(x)"]) expect(isLegible(bad, LIGHT_PAPERS)).toBe(false);
  });
});

describe("the configuration", () => {
  const page = "https://asso.fr/page";
  it.each([
    ["https://bot.fr/", "https://bot.fr"],
    ["https://bot.fr/sante/", "https://bot.fr/sante"],
    ["http://127.0.0.1:5005", "http://127.0.0.1:5005"],
    ["http://bot.fr", null],
    ["javascript:alert(1)", null],
    ["data:text/html,a", null],
    ["http://[", null],
  ])("takes the server %s", (value, address) => expect(serverAddress(value, page)).toBe(address));

  it("takes the origin of the script where nothing is said, and texts of the site", () => {
    const config = readConfig({ organisation: "Asso <b>", theme: "rose", privacyUrl: "/vie-privee" }, "https://bot.fr/", page);
    expect(config).toMatchObject({ server: "https://bot.fr", organisation: "Asso <b>", theme: "auto", privacyUrl: "https://asso.fr/vie-privee" });
  });

  it("takes no script for the privacy page", () => {
    expect(readConfig({ privacyUrl: "javascript:alert(1)" }, "https://bot.fr/", page)?.privacyUrl).toBe("");
  });
});

describe("ids", () => {
  it("gives version 4 UUIDs, with and without randomUUID", () => {
    const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
    expect(uniqueId()).toMatch(uuid);
    const { getRandomValues } = crypto;
    const original = globalThis.crypto;
    Object.defineProperty(globalThis, "crypto", { value: { getRandomValues: getRandomValues.bind(original) }, configurable: true });
    try {
      expect(uniqueId()).toMatch(uuid);
      expect(uniqueId()).not.toBe(uniqueId());
    } finally {
      Object.defineProperty(globalThis, "crypto", { value: original, configurable: true });
    }
  });
});
