/** The text of an answer as blocks: paragraphs, lists, numbered steps, bodies. Knows how it is laid out, not what it says. */

export type Block =
  | { kind: "text"; lines: string[] }
  | { kind: "list" | "steps"; title: string; items: string[] }
  /** Each item is a body: its name, then what is said of it. */
  | { kind: "bodies"; title: string; items: string[][] };

type Mark = "list" | "steps" | "bodies";

const MARKS: readonly (readonly [Mark, RegExp])[] = [
  ["bodies", /^• /],
  ["list", /^- /],
  ["steps", /^\d{1,2}\. /],
];

/** Returns the blocks of texts, in their order; every word of every line is in one of them. */
export function outline(texts: readonly string[]): Block[] {
  return texts.join("\n\n").split(/\n{2,}/).flatMap((part) => blocksOf(part.split("\n").filter((line) => line.trim())));
}

function blocksOf(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  for (const line of lines) {
    const [mark, sign] = MARKS.find(([, pattern]) => pattern.test(line)) ?? [];
    const last = blocks[blocks.length - 1];
    if (mark && sign) add(blocks, mark, line.replace(sign, "").trim());
    else if (last?.kind === "bodies") last.items[last.items.length - 1]?.push(line.trim());
    else if (last?.kind === "text") last.lines.push(line.trim());
    else blocks.push({ kind: "text", lines: [line.trim()] });
  }
  return blocks;
}

function add(blocks: Block[], mark: Mark, item: string): void {
  const last = blocks[blocks.length - 1];
  if (last?.kind !== mark) blocks.push({ kind: mark, title: titleFrom(blocks), items: [] } as Block);
  const block = blocks[blocks.length - 1];
  if (block?.kind === "bodies") block.items.push([item]);
  else if (block && block.kind !== "text") block.items.push(item);
}

/** Takes a last line that ends with a colon out of the paragraph before a list: it is the title of the list. */
function titleFrom(blocks: Block[]): string {
  const last = blocks[blocks.length - 1];
  const line = last?.kind === "text" ? last.lines[last.lines.length - 1] : undefined;
  if (last?.kind !== "text" || !line || !/\s:$/.test(line)) return "";
  last.lines.pop();
  if (!last.lines.length) blocks.pop();
  return line.replace(/\s:$/, "");
}
