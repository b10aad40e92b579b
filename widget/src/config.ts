/** What the webmaster says in the attributes of the script or of the element. */
import { texts } from "./texts";

export type Theme = "auto" | "light" | "dark";

export interface Config {
  /** The address of the assistant, without final slash. */
  server: string;
  title: string;
  launcher: string;
  theme: Theme;
  /** `#rrggbb`, or empty for the colour of the widget. */
  accent: string;
  /** Who runs the service, or empty. */
  organisation: string;
  /** The page on personal data (https), or empty. */
  privacyUrl: string;
  /** One sentence of the site about a person to talk to, or empty. */
  human: string;
}

/** Returns the address of a server, or null when it is none. Plain http is for this machine only. */
export function serverAddress(value: string, page: string): string | null {
  let url: URL;
  try {
    url = new URL(value, page);
  } catch {
    return null;
  }
  const local = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname) || url.origin === new URL(page).origin;
  if (url.protocol !== "https:" && !(url.protocol === "http:" && local)) return null;
  return (url.origin + url.pathname).replace(/\/+$/, "");
}

/**
 * Returns the configuration that `data` (the data-… attributes, those of the element over those of the script) gives,
 * or null without a server. `fallback` is the address the script came from; `page` that of the page.
 */
export function readConfig(data: DOMStringMap, fallback: string, page: string): Config | null {
  const server = serverAddress(data.server ?? fallback, page);
  if (!server) return null;
  const privacy = data.privacyUrl ? new URL(data.privacyUrl, page) : null;
  return {
    server,
    title: data.title ?? texts.title,
    launcher: data.launcher ?? texts.launcher,
    theme: data.theme === "light" || data.theme === "dark" ? data.theme : "auto",
    accent: data.accent ?? "",
    organisation: data.organisation ?? "",
    privacyUrl: privacy && /^https?:$/.test(privacy.protocol) ? privacy.href : "",
    human: data.human ?? "",
  };
}
