import { describe, expect, it } from "vitest";
import { BadLineError, Lines, readLines } from "../src/ndjson";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("Lines", () => {
  it("puts lines and letters together that were cut anywhere", () => {
    const whole = bytes('{"text":"Réponse à l’été 🦷"}\n{"text":"b"}\n');
    for (let size = 1; size <= whole.length; size += 1) {
      const lines = new Lines();
      const found: unknown[] = [];
      for (let at = 0; at < whole.length; at += size) found.push(...lines.push(whole.slice(at, at + size)));
      expect([...found, ...lines.end()]).toEqual([{ text: "Réponse à l’été 🦷" }, { text: "b" }]);
    }
  });

  it("skips blank lines and takes a last line without an end", () => {
    const lines = new Lines();
    expect(lines.push(bytes('\n\r\n  \n{"a":1}\n\n{"b":2}'))).toEqual([{ a: 1 }]);
    expect(lines.end()).toEqual([{ b: 2 }]);
    expect(lines.end()).toEqual([]);
  });

  it("refuses a line that is no JSON", () => {
    expect(() => new Lines().push(bytes("<html>\n"))).toThrow(BadLineError);
  });
});

describe("readLines", () => {
  it("reads to the end of the stream", async () => {
    const body = new Response('{"a":1}\n{"b":2}\n').body;
    expect(await readLines(body!)).toEqual([{ a: 1 }, { b: 2 }]);
  });

  it("refuses a stream that was cut in a line", async () => {
    await expect(readLines(new Response('{"a":1}\n{"b":').body!)).rejects.toThrow(BadLineError);
  });
});
