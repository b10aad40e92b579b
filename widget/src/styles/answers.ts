/** What is said: who speaks, sentences, bodies, steps, deadlines, letters, sources. */
import { css } from "lit";

export const answers = css`
  .entry + .entry,
  .entry + .feedback,
  .feedback + .entry,
  .note {
    margin-top: 1.4em;
  }
  .who {
    display: flex;
    align-items: center;
    gap: 0.35em;
    margin-bottom: 0.3em;
    font-size: 0.83em;
    font-weight: 650;
    color: var(--soft);
  }
  .person {
    width: fit-content;
    max-width: 88%;
    margin-inline-start: auto;
  }
  .person .who {
    justify-content: flex-end;
  }
  .typed {
    padding: 0.6em 0.95em;
    border-radius: 1em 1em 0.25em 1em;
    background: var(--tint);
    white-space: pre-wrap;
  }
  .note {
    padding-block: 0.6em;
    border-block: 1px dashed var(--line);
    font-size: 0.94em;
    color: var(--soft);
  }
  .said p + p,
  .lead p + p,
  .said + .said {
    margin-top: 0.55em;
  }
  .lead h3 {
    margin-bottom: 0.35em;
    font-size: 1.42em;
    line-height: 1.2;
    letter-spacing: -0.015em;
    text-wrap: balance;
  }
  .part {
    margin-top: 1.5em;
  }
  .part + .said {
    margin-top: 1.3em;
  }
  .part > h3 {
    margin-bottom: 0.55em;
    font-size: 1.16em;
    line-height: 1.3;
  }
  .card {
    padding: 0.95em 1.05em;
    border: 1px solid var(--hair);
    border-inline-start: 0.3em solid var(--accent);
    border-radius: 0.35em 0.9em 0.9em 0.35em;
    background: var(--card);
  }
  .card[data-role="also"],
  .card[data-role="next"] {
    border-inline-start-color: var(--line);
  }
  .card + .card {
    margin-top: 0.8em;
  }
  .role {
    display: flex;
    align-items: center;
    gap: 0.5em;
    font-size: 0.83em;
    font-weight: 650;
    color: var(--accent);
  }
  .ordinal {
    display: inline-grid;
    place-items: center;
    min-width: 1.6em;
    height: 1.6em;
    border-radius: 50%;
    background: var(--accent);
    color: var(--on-accent);
  }
  .card h4 {
    margin-top: 0.25em;
    font-size: 1.09em;
    line-height: 1.3;
  }
  .card h5 {
    margin-top: 0.7em;
  }
  .reason {
    margin-top: 0.3em;
  }
  .office {
    margin-top: 0.7em;
    font-size: 0.94em;
    color: var(--soft);
  }
  .facts {
    margin-top: 0.45em;
  }
  .fact {
    display: grid;
    grid-template-columns: 1.25em minmax(0, 1fr);
    gap: 0 0.65em;
    padding-block: 0.4em;
  }
  .fact + .fact {
    border-top: 1px solid var(--hair);
  }
  .fact > .icon {
    margin-top: 0.15em;
    color: var(--soft);
    grid-row: span 2;
  }
  .fact dt {
    font-size: 0.78em;
    line-height: 1.35;
    color: var(--soft);
  }
  .fact dd {
    grid-column: 2;
  }
  .fact a,
  .people a,
  .sources a {
    display: inline-block;
    padding-block: 0.18em;
  }
  .strong {
    font-size: 1.2em;
    font-weight: 650;
    font-variant-numeric: tabular-nums;
  }
  .aside {
    margin-top: 0.5em;
    font-size: 0.94em;
  }
  .powers {
    margin-top: 0.4em;
  }
  .powers h5:first-of-type {
    margin-top: 0.1em;
  }
  .origin {
    margin-top: 0.55em;
    font-size: 0.78em;
    line-height: 1.45;
    color: var(--soft);
  }
  .tag {
    padding: 0.05em 0.45em;
    border-radius: 0.3em;
    background: var(--amber-paper);
    color: var(--amber);
  }
  .fold {
    border-block: 1px solid var(--hair);
  }
  .fold + .fold {
    margin-top: 0;
    border-top: 0;
  }
  .fold[open] {
    padding-bottom: 1em;
  }
  .fold-title {
    font-weight: 650;
  }
  .fold-names {
    display: block;
    font-size: 0.89em;
    color: var(--soft);
  }
  .dots li,
  .steps li {
    display: grid;
    grid-template-columns: 1.1em minmax(0, 1fr);
  }
  .dots li + li {
    margin-top: 0.4em;
  }
  .dots li::before {
    content: "";
    width: 0.4em;
    height: 0.4em;
    margin-top: 0.6em;
    border-radius: 50%;
    background: var(--accent);
  }
  .steps {
    counter-reset: step;
  }
  .steps li {
    grid-template-columns: 2em minmax(0, 1fr);
    counter-increment: step;
  }
  .steps li + li {
    margin-top: 0.7em;
  }
  .steps li::before {
    content: counter(step);
    font-weight: 650;
    font-size: 1.2em;
    line-height: 1.3;
    color: var(--accent);
  }
  .deadlines li {
    padding: 0.7em 0;
    border-top: 1px solid var(--hair);
  }
  .deadlines button {
    margin-top: 0.5em;
  }
  .day {
    width: fit-content;
    margin-block: 0.25em;
    padding: 0.1em 0.55em;
    border-radius: 0.35em;
    background: var(--amber-paper);
    color: var(--amber);
    font-size: 1.15em;
    font-weight: 650;
  }
  .letter {
    padding: 1em 1.05em;
    border: 1px solid var(--hair);
    border-radius: 0.9em;
    background: var(--card);
  }
  .letter button {
    margin-top: 0.8em;
  }
  .sources {
    font-size: 0.94em;
  }
`;
