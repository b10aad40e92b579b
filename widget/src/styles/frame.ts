/** The button that opens, the panel with its top, middle and bottom; phones, small heights, print. */
import { css } from "lit";

export const frame = css`
  .launcher {
    position: fixed;
    inset: auto max(1rem, env(safe-area-inset-right)) max(1rem, env(safe-area-inset-bottom)) auto;
    z-index: 2147483000;
    max-width: calc(100vw - 2rem);
    padding: 0.65em 1.15em;
    border: 0;
    border-radius: 2em;
    background: var(--accent);
    color: var(--on-accent);
    font-size: 1em;
    font-weight: 650;
    box-shadow: 0 0.35em 1.4em rgb(6 32 31 / 35%);
  }
  .launcher:hover {
    background: var(--ink);
    color: var(--paper);
  }
  .launcher:focus-visible {
    border-radius: 2em;
  }
  .panel {
    display: flex;
    flex-direction: column;
    background: var(--paper);
    border: 1px solid var(--hair);
  }
  :host(:not([inline])) .panel {
    position: fixed;
    inset: auto 1rem 1rem auto;
    z-index: 2147483000;
    width: min(28rem, calc(100vw - 2rem));
    /* Large text or a low window: all the height there is. */
    height: min(max(84vh, 46rem), 54rem);
    max-height: calc(100vh - 2rem);
    border-radius: 1.1rem;
    box-shadow: 0 1rem 3.5rem rgb(6 32 31 / 32%);
    overflow: hidden auto;
  }
  :host([inline]) .panel {
    max-width: 46rem;
    border-radius: 1.1rem;
  }
  .top {
    display: flex;
    align-items: center;
    gap: 0.65em;
    padding: 0.7em 0.8em 0.7em 1.1em;
    border-bottom: 1px solid var(--hair);
  }
  .top > .icon {
    width: 1.9em;
    height: 1.9em;
    color: var(--accent);
  }
  .names {
    flex: 1;
    line-height: 1.2;
  }
  .names h2 {
    font-size: 1.12em;
    letter-spacing: -0.01em;
  }
  .names p {
    font-size: 0.83em;
    color: var(--soft);
  }
  .close {
    justify-content: center;
    padding: 0.4em;
    border-color: transparent;
    background: none;
  }
  .numbers {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.5em;
    padding: 0 1.1em;
    background: var(--danger-paper);
    color: var(--danger);
    border-bottom: 1px solid var(--hair);
  }
  .numbers-word {
    font-size: 0.89em;
    font-weight: 650;
  }
  .numbers ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0;
  }
  .numbers a {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.25em;
    min-width: 2.45em;
    min-height: 2.45em;
    padding: 0 0.3em;
    color: inherit;
  }
  /* Never squeezed to nothing by very large text: the whole panel scrolls before that. */
  .middle {
    flex: 1 0 9em;
    min-height: 0;
    display: flex;
    flex-direction: column;
  }
  .middle:has(.sheet) {
    flex-basis: 18em;
  }
  /* What is unseen is placed in its scrolling box, or it would make the panel longer. */
  .log,
  .gate,
  .sheet {
    position: relative;
  }
  .log,
  .gate {
    flex: 1;
    min-height: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 1.1em;
  }
  .log:focus-visible {
    outline-offset: -3px;
    border-radius: 0;
    box-shadow: none;
  }
  :host([inline]) .middle {
    flex: none;
  }
  :host([inline]) .log,
  :host([inline]) .gate {
    overflow: visible;
  }
  .bottom {
    border-top: 1px solid var(--hair);
    padding: 0.5em 1.1em;
    padding-bottom: max(0.35em, env(safe-area-inset-bottom));
    background: var(--paper);
    border-radius: 0 0 1.05rem 1.05rem;
  }
  .always {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    margin-inline: -0.5em;
    font-size: 0.83em;
  }
  .always button {
    min-height: 3em;
  }
  /* A phone: the whole screen. */
  @media (max-width: 30em) {
    :host(:not([inline])) .panel {
      inset: 0;
      width: 100%;
      height: 100vh;
      height: 100dvh;
      max-height: none;
      border: 0;
      border-radius: 0;
    }
    .top {
      padding-block: 0.3em;
    }
    .top > .icon {
      width: 1.6em;
      height: 1.6em;
    }
    .numbers {
      font-size: 0.83em;
      gap: 0 0.2em;
    }
    .numbers a {
      min-width: 3em;
      min-height: 3em;
      padding: 0 0.2em;
    }
    .top, .numbers, .log, .gate, .bottom {
      padding-inline: 0.85em;
    }
  }
  /* Little height (a zoomed screen, a phone lying down): everything scrolls together. */
  @media (max-height: 36em) {
    :host(:not([inline])) .panel {
      display: block;
      height: auto;
      max-height: 100vh;
      inset-block: 0;
      overflow-y: auto;
    }
    .log, .gate {
      overflow: visible;
    }
    .top {
      padding-block: 0.3em;
    }
  }
  @media print {
    .launcher, .composer, .always, .replies, .tools, .feedback, .numbers, .status, .trouble, .close {
      display: none !important;
    }
    :host(:not([inline])) .panel {
      position: static;
      width: auto;
      height: auto;
      max-height: none;
      overflow: visible;
      box-shadow: none;
    }
    .log {
      overflow: visible;
    }
  }
`;
