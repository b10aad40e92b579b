/** A deadline as a calendar file (iCalendar, RFC 5545), made in the browser. */
import type { Deadline } from "./contract";
import { typeset } from "./french";
import { fill, texts } from "./texts";

/** The longest line (RFC 5545, section 3.1), in octets. */
const MOST_OCTETS = 75;
/** A reminder seven days before. */
const REMINDER = "-P7D";

/**
 * Returns the text of an `.ics` file with one event that takes the whole day of the deadline.
 * `id` names the event for the calendar; `now` is when the file is made. Raises RangeError without an ISO day.
 */
export function calendarFile(deadline: Deadline, id: string, now: Date): string {
  const start = new Date(`${deadline.date}T00:00:00Z`);
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const day = (moment: Date): string => moment.toISOString().slice(0, 10).replace(/-/g, "");
  const next = new Date(start.getTime() + 86_400_000);
  const summary = fill(texts.calendar.summary, { label: typeset(deadline.label) });
  const basis = deadline.basis ? [fill(texts.calendar.basis, { basis: deadline.basis })] : [];
  const description = [deadline.rule, ...basis, texts.calendar.check].map(typeset).join("\n");
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Recours Sante//Widget//FR",
    "CALSCALE:GREGORIAN",
    "BEGIN:VEVENT",
    `UID:${id}@recours-sante.invalid`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${day(start)}`,
    `DTEND;VALUE=DATE:${day(next)}`,
    `SUMMARY:${escaped(summary)}`,
    `DESCRIPTION:${escaped(description)}`,
    "TRANSP:TRANSPARENT",
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `DESCRIPTION:${escaped(summary)}`,
    `TRIGGER:${REMINDER}`,
    "END:VALARM",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ]
    .map(folded)
    .join("\r\n");
}

function escaped(text: string): string {
  return text.replace(/\\/g, "\\\\").replace(/[;,]/g, "\\$&").replace(/\r\n|[\r\n]/g, "\\n");
}

/** Cuts a line at 75 octets, never inside a letter; what follows begins with a space. */
function folded(line: string): string {
  const encoder = new TextEncoder();
  let [result, octets] = ["", 0];
  for (const letter of line) {
    const size = encoder.encode(letter).length;
    if (octets + size > MOST_OCTETS) {
      result += "\r\n ";
      octets = 1;
    }
    result += letter;
    octets += size;
  }
  return result;
}
