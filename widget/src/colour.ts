/** The accent colour of a site, taken only when text stays legible with it (WCAG 2.2, 1.4.3). */

/** The least contrast of text. */
const LEAST = 4.5;

type Rgb = readonly [number, number, number];

/** Returns the parts (0 to 255) of `#rgb` or `#rrggbb`, or null for anything else. */
export function rgb(colour: string): Rgb | null {
  const short = /^#([\da-f])([\da-f])([\da-f])$/i.exec(colour.trim());
  const long = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(colour.trim());
  const parts = (short?.slice(1).map((part) => part + part) ?? long?.slice(1))?.map((part) => parseInt(part, 16));
  return parts ? [parts[0]!, parts[1]!, parts[2]!] : null;
}

function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Returns the contrast of two colours, from 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** Returns whether text in `accent` can be read on every one of the `papers`, which are colours as `#rrggbb`. */
export function isLegible(accent: string, papers: readonly string[]): boolean {
  const colour = rgb(accent);
  return colour !== null && papers.every((paper) => contrast(colour, rgb(paper) ?? colour) >= LEAST);
}
