/** The script of a web site: reads its own attributes, knows the element, and shows a button where no element is. */
import { RecoursSante } from "./view/element";

const NAME = "recours-sante";
const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript : null;

function start(): void {
  if (document.querySelector(NAME) || script?.dataset.launcher === "none") return;
  document.body.append(document.createElement(NAME));
}

if (!customElements.get(NAME)) {
  RecoursSante.defaults = { ...script?.dataset };
  RecoursSante.origin = script?.src ? new URL(".", script.src).href : location.origin;
  customElements.define(NAME, RecoursSante);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
}
