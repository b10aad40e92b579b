/** Addresses that may become links. They come from the data of the assistant, never from what a person typed. */

const SCHEMES = ["https:", "mailto:", "tel:", "sms:"];

/** Returns `address` when it may be a link, else null. Plain http becomes https: most French sites answer it. */
export function safeHref(address: string): string | null {
  let url: URL;
  try {
    url = new URL(address.trim());
  } catch {
    return null;
  }
  if (url.protocol === "http:") url.protocol = "https:";
  return SCHEMES.includes(url.protocol) && !url.username && !url.password ? url.href : null;
}

/** Returns the link that calls a number (or writes to it, with `sms`), or null when it is no number. */
export function phoneHref(phone: string, scheme: "tel" | "sms" = "tel"): string | null {
  const digits = phone.replace(/[\s.()-]/g, "");
  return /^\+?\d{2,15}$/.test(digits) ? `${scheme}:${digits}` : null;
}

/** Returns the link that writes to an e-mail address, or null when it is none. */
export function mailHref(email: string): string | null {
  const address = email.trim();
  return /^[\w.+-]+@[\w-]+(\.[\w-]+)+$/.test(address) ? `mailto:${address}` : null;
}

/** Returns the address of a map that shows `place`. Nothing is asked of the map before the person opens it. */
export function mapHref(place: string): string {
  return `https://www.openstreetmap.org/search?query=${encodeURIComponent(place)}`;
}

/** Returns what is shown of a web address: without scheme, `www.` and final slash. */
export function siteShown(address: string): string {
  return address.trim().replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, "");
}
