/** Bringing a new line into view without moving the focus. */
import type { Entry } from "../store";

/** Room above a line, in pixels. */
const ROOM = 12;

/**
 * Scrolls so that the last words of the person, and the beginning of the answer below them, can be seen; of an
 * emergency, the numbers to call: there may be no room for both.
 */
export function reveal(root: ParentNode, inline: boolean, entries: readonly Entry[]): void {
  const last = entries[entries.length - 1];
  const from = last?.who === "bot" || last?.who === "feedback" ? lastPerson(entries) ?? last : last;
  const lineOf = (entry: Entry | undefined): HTMLElement | null =>
    entry ? root.querySelector<HTMLElement>(`[data-entry="${CSS.escape(entry.id)}"]`) : null;
  const line = lineOf(last)?.querySelector<HTMLElement>(".alarm") ?? lineOf(from);
  const log = root.querySelector<HTMLElement>(".log");
  if (!line || !log) return;
  if (inline) {
    // Only when the line is out of sight: a page that someone else scrolls is left alone.
    const { top, bottom } = line.getBoundingClientRect();
    if (top < 0 || bottom > window.innerHeight * 0.6) window.scrollBy({ top: top - ROOM });
    return;
  }
  // The log and, where there is little height, the panel around it.
  for (const box of [log, log.closest<HTMLElement>(".panel")]) {
    if (!box || box.scrollHeight <= box.clientHeight + 1) continue;
    box.scrollBy({ top: line.getBoundingClientRect().top - box.getBoundingClientRect().top - ROOM });
  }
}

function lastPerson(entries: readonly Entry[]): Entry | undefined {
  return [...entries].reverse().find((entry) => entry.who === "person");
}
