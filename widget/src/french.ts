/** French typography and dates, for display only. */
import { texts } from "./texts";

/** A no-break space (U+00A0). */
const NBSP = "\u00a0";

/** Returns a server text as French prints it: ’ for ', a no-break space before : ; ? ! » and after «. */
export function typeset(text: string): string {
  return text
    .replace(/(\p{L})'(?=[\p{L}«])/gu, "$1’")
    .replace(/ ([:;?!»])/g, `${NBSP}$1`)
    .replace(/« /g, `«${NBSP}`);
}

/** Returns an ISO day (`2026-03-01`) in words (`1er mars 2026`), or null for anything else. */
export function dayInWords(iso: string): string | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  if (!parts) return null;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const name = texts.dates.months[month - 1];
  const real = new Date(Date.UTC(year, month - 1, day));
  if (!name || real.getUTCDate() !== day || real.getUTCMonth() !== month - 1) return null;
  return `${day === 1 ? texts.dates.first : day}${NBSP}${name} ${year}`;
}

/** Returns a date of the data for display: an ISO day in words, anything else (a year, a remark) as it is. */
export function dateShown(date: string): string {
  return dayInWords(date) ?? typeset(date);
}

/** Returns the ISO day of a moment, in the time zone of the person. */
export function isoDay(moment: Date): string {
  const pad = (value: number): string => String(value).padStart(2, "0");
  return `${moment.getFullYear()}-${pad(moment.getMonth() + 1)}-${pad(moment.getDate())}`;
}

/** Returns a French telephone number in pairs (`02 41 87 22 53`), four digits as `36 46`; anything else as it is. */
export function phoneShown(phone: string): string {
  const digits = phone.replace(/[\s.]/g, "");
  if (!/^(\d{10}|\d{4})$/.test(digits)) return phone;
  return (digits.match(/../g) ?? []).join(NBSP);
}
