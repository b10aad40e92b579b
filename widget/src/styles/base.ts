/** Type, buttons, links and focus. Sizes follow the text size of the person (em), and nothing of the site comes in. */
import { css } from "lit";

export const base = css`
  :host {
    all: initial;
    display: block;
    /* The size of the person's browser or of the page, never below 16 px; then large type. */
    font-size: max(16px, 1rem);
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  .panel,
  .launcher {
    font: 1.125em/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", "DejaVu Sans", sans-serif;
    color: var(--ink);
    text-align: start;
    overflow-wrap: anywhere;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h2, h3, h4, h5, p, ul, ol, dl, dd, address {
    margin: 0;
    padding: 0;
    font: inherit;
  }
  ul, ol {
    list-style: none;
  }
  b, strong, h2, h3, h4, h5 {
    font-weight: 650;
  }
  small {
    font-size: 0.83em;
  }
  a {
    color: var(--accent);
    text-decoration: underline;
    text-decoration-thickness: 0.08em;
    text-underline-offset: 0.2em;
  }
  a:hover {
    text-decoration-thickness: 0.14em;
  }
  .icon {
    width: 1.25em;
    height: 1.25em;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  button {
    display: inline-flex;
    align-items: center;
    gap: 0.5em;
    min-height: 2.75em;
    min-width: 2.75em;
    margin: 0;
    padding: 0.45em 0.9em;
    border: 1.5px solid var(--line);
    border-radius: 0.7em;
    background: var(--card);
    color: var(--ink);
    font: inherit;
    line-height: 1.3;
    text-align: start;
    cursor: pointer;
  }
  button:hover {
    border-color: var(--accent);
    background: var(--tint);
  }
  button.main {
    justify-content: center;
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 650;
  }
  button.main:hover {
    background: var(--ink);
    border-color: var(--ink);
    color: var(--paper);
  }
  button.quiet {
    border-color: transparent;
    background: none;
    color: var(--accent);
    padding-inline: 0.5em;
  }
  button.quiet:hover {
    background: var(--tint);
  }
  button[aria-disabled="true"] {
    opacity: 0.6;
    cursor: progress;
  }
  :focus {
    outline: none;
  }
  :focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
    box-shadow: 0 0 0 2px var(--paper);
    border-radius: 0.3em;
  }
  button:focus-visible {
    border-radius: 0.7em;
  }
  summary {
    min-height: 2.75em;
    padding: 0.6em 0;
    color: var(--accent);
    cursor: pointer;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (max-width: 30em) {
    .roomy {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    button, a {
      transition: background-color 120ms, border-color 120ms;
    }
  }
  @media (forced-colors: active) {
    :focus-visible {
      outline-color: Highlight;
    }
    button, .card, .panel, textarea {
      border: 1.5px solid ButtonText !important;
    }
    button[aria-current="true"] {
      border-width: 4px !important;
    }
  }
`;
