/** The few drawings of the widget. They say nothing that the words beside them do not say. */
import { svg, type SVGTemplateResult, html, type TemplateResult } from "lit";

function icon(drawing: SVGTemplateResult): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${drawing}</svg>`;
}

/** A signpost: the mark of the assistant. */
export const mark = icon(svg`<path d="M12 2v20M12 4h7l2.5 2.75L19 9.500h-7M12 11.500H5L2.500 14.250 5 17h7" />`);
export const cross = icon(svg`<path d="M6 6l12 12M18 6L6 18" />`);
export const phone = icon(
  svg`<path d="M6.500 3h3l1.500 5-2 1.500a12 12 0 0 0 5.500 5.500l1.500-2 5 1.500v3a2 2 0 0 1-2 2A16.500 16.500 0 0 1 4.500 5a2 2 0 0 1 2-2z" />`,
);
export const mail = icon(svg`<path d="M3 5.500h18v13H3zM3 6.500l9 7 9-7" />`);
export const place = icon(
  svg`<path d="M12 21.500s-7-6.300-7-11.500a7 7 0 0 1 14 0c0 5.200-7 11.500-7 11.500z" /><circle cx="12" cy="10" r="2.500" />`,
);
export const site = icon(
  svg`<circle cx="12" cy="12" r="9" /><path d="M3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18" />`,
);
export const calendar = icon(svg`<path d="M4 5.500h16v15H4zM4 10h16M8.500 3v4M15.500 3v4M12 12.500v5M9.500 15h5" />`);
export const copy = icon(svg`<path d="M9 8h11v13H9zM15 8V4H4v13h5" />`);
export const print = icon(svg`<path d="M7 8V3h10v5M7 17H4V8h16v9h-3M7 13.500h10V21H7z" />`);
export const save = icon(svg`<path d="M12 3v12M7 10.500l5 5 5-5M4 20.500h16" />`);
export const person = icon(svg`<circle cx="12" cy="8" r="4" /><path d="M4 21c1-5 4-7 8-7s7 2 8 7" />`);
export const erase = icon(svg`<path d="M4.500 7h15M9.500 7V4h5v3M6.500 7l1 14h9l1-14M10.500 11v6M13.500 11v6" />`);
export const send = icon(svg`<path d="M4 12h15M13 5.500l6.500 6.500-6.500 6.500" />`);
