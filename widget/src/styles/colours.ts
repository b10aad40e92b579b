/** The palette: ink and deep teal on warm paper; by night, pale teal on deep ink. One accent, one red for danger. */
import { css, unsafeCSS } from "lit";

/** Colours by day. */
export const LIGHT = {
  paper: "#fcfbf8",
  card: "#ffffff",
  tint: "#e4f0ee",
  ink: "#12292e",
  soft: "#475c61",
  line: "#7b8f92",
  hair: "#d5dedd",
  danger: "#a4161a",
  "danger-paper": "#fdf0ee",
  amber: "#6b4a00",
  "amber-paper": "#fdf3d8",
};

/** Colours by night. */
export const DARK: typeof LIGHT = {
  paper: "#0e1b1f",
  card: "#16272c",
  tint: "#1b3a3d",
  ink: "#eaf2f0",
  soft: "#b3c4c4",
  line: "#7d9396",
  hair: "#2c4247",
  danger: "#ffaaa0",
  "danger-paper": "#38191a",
  amber: "#ffdf94",
  "amber-paper": "#3a2e10",
};

export const ACCENT = { light: "#0a5a5e", dark: "#7fd6cb" };

/** The colours on which an accent must be legible as text, and that stand on it. */
export const LIGHT_PAPERS = [LIGHT.paper, LIGHT.card, LIGHT.tint];
export const DARK_PAPERS = [DARK.paper, DARK.card, DARK.tint];

function variables(colours: Record<string, string>, accent: string): string {
  const rows = Object.entries(colours).map(([name, value]) => `--${name}: ${value};`);
  return [...rows, `--accent: ${accent};`].join(" ");
}

const light = unsafeCSS(variables({ ...LIGHT, "on-accent": "#ffffff" }, `var(--accent-light, ${ACCENT.light})`));
const dark = unsafeCSS(variables({ ...DARK, "on-accent": "#06201f" }, `var(--accent-dark, ${ACCENT.dark})`));

export const colours = css`
  :host {
    ${light}
    color-scheme: light;
  }
  :host([data-theme="dark"]) {
    ${dark}
    color-scheme: dark;
  }
  @media (prefers-color-scheme: dark) {
    :host([data-theme="auto"]) {
      ${dark}
      color-scheme: dark;
    }
  }
`;
