/** Danger, first screen, quick replies, tools, what is under way, the box of the message, the sheets. */
import { css } from "lit";

export const parts = css`
  .alarm {
    padding: 1em 1.05em;
    border: 3px solid var(--danger);
    border-radius: 0.9em;
    background: var(--danger-paper);
  }
  .alarm h3 {
    color: var(--danger);
    font-weight: 650;
  }
  .alarm h3 {
    margin-bottom: 0.5em;
    font-size: 1.42em;
    line-height: 1.2;
  }
  .calls {
    display: grid;
    gap: 0.5em;
  }
  .alarm .calls {
    margin-bottom: 0.9em;
  }
  .call {
    display: flex;
    align-items: center;
    gap: 0.7em;
    min-height: 3em;
    padding: 0.4em 0.9em;
    border-radius: 0.7em;
    background: var(--danger);
    color: var(--card);
    line-height: 1.25;
    text-decoration: none;
  }
  .call:hover {
    text-decoration: underline;
  }
  .call small {
    display: block;
  }
  .sheet .calls {
    grid-template-columns: repeat(auto-fit, minmax(9.5em, 1fr));
    margin-top: 0.4em;
  }
  .sheet .call {
    background: none;
    border: 1.5px solid var(--danger);
    color: var(--danger);
    padding-inline: 0.7em;
  }
  .sheet .call .icon {
    display: none;
  }
  .gate > * + * {
    margin-top: 0.9em;
  }
  .gate .intro {
    font-size: 1.13em;
    line-height: 1.4;
  }
  .gate details p + p {
    margin-top: 0.55em;
  }
  .gate summary {
    padding-block: 0.3em;
  }
  .gate .main {
    width: 100%;
    min-height: 3.1em;
    font-size: 1.06em;
  }
  .replies {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    margin-top: 1em;
  }
  .replies button {
    border-color: var(--accent);
    border-radius: 1.5em;
    padding-inline: 1.05em;
    color: var(--accent);
  }
  .replies button[aria-current="true"] {
    background: var(--tint);
    border-width: 3px;
    font-weight: 650;
  }
  .replies button[aria-current="true"]::before {
    content: "✓" / "";
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.3em;
    margin: 1em -0.5em 0;
    font-size: 0.89em;
  }
  .feedback {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5em 0.7em;
    padding: 0.8em 1.05em;
    border-radius: 0.9em;
    background: var(--tint);
  }
  @media (max-width: 30em) {
    .writing .icon {
      display: none;
    }
  }
  .status {
    font-size: 0.94em;
    color: var(--soft);
  }
  .status[data-busy]::before {
    content: "";
    display: inline-block;
    width: 0.65em;
    height: 0.65em;
    margin-inline-end: 0.55em;
    border-radius: 50%;
    background: var(--accent);
  }
  @media (prefers-reduced-motion: no-preference) {
    .status[data-busy]::before {
      animation: breathe 1.4s ease-in-out infinite alternate;
    }
    @keyframes breathe {
      to {
        opacity: 0.25;
        transform: scale(0.7);
      }
    }
  }
  .trouble:not(:empty) > p {
    margin-block: 0.2em 0.4em;
    padding: 0.4em 0.8em;
    line-height: 1.4;
    border-inline-start: 0.3em solid var(--amber);
    background: var(--amber-paper);
    color: var(--amber);
  }
  .trouble button {
    margin-bottom: 0.4em;
  }
  .composer label {
    display: block;
    font-weight: 650;
  }
  .hint {
    font-size: 0.83em;
    line-height: 1.4;
    color: var(--soft);
  }
  .writing {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-end;
    gap: 0.5em;
    margin-top: 0.35em;
  }
  textarea {
    flex: 1 1 9em;
    min-height: 2.75em;
    max-height: 9em;
    margin: 0;
    padding: 0.5em 0.75em;
    border: 1.5px solid var(--line);
    border-radius: 0.7em;
    background: var(--card);
    color: var(--ink);
    font: inherit;
    line-height: 1.4;
    resize: vertical;
    field-sizing: content;
  }
  textarea:focus-visible {
    border-radius: 0.7em;
    outline-offset: 0;
  }
  /* Below the conversation and not over it: what has the focus is never hidden. */
  .sheet {
    flex: none;
    min-height: 12em;
    max-height: 85%;
    overflow-y: auto;
    padding: 0.8em 1.1em;
    border-top: 3px solid var(--accent);
    background: var(--card);
  }
  :host([inline]) .sheet {
    min-height: 0;
    max-height: none;
  }
  .sheet > * + * {
    margin-top: 0.7em;
  }
  .sheet h3 {
    font-size: 1.3em;
    line-height: 1.25;
  }
  .people li {
    padding: 0.7em 0;
    border-top: 1px solid var(--hair);
  }
  .choice {
    display: flex;
    flex-wrap: wrap;
    gap: 0.6em;
  }
  @media (max-height: 36em) {
    .sheet {
      max-height: none;
    }
  }
`;
