/** One body: who, why, how to reach it, where that comes from. */
import { html, nothing, type TemplateResult } from "lit";
import { placeOf, type Card } from "../answer";
import type { Body, Contact } from "../contract";
import { phoneShown, typeset } from "../french";
import { mailHref, mapHref, phoneHref } from "../links";
import { contactSource, powersLists, powersSource } from "../save";
import { texts } from "../texts";
import * as icons from "./icons";
import { heading, items, labelled, siteLink, spokenBefore } from "./words";

const words = texts.answer;

/** The card of a body; `number` is its place in the order to contact, or 0 when there is none. */
export function bodyCard(card: Card, number: number): TemplateResult {
  const { body, notes } = card;
  const { contact } = body;
  return html`<article class="card" data-test="body" data-role=${body.role}>
    <p class="role">${number ? html`<span class="ordinal" aria-hidden="true">${number}</span>` : nothing}${words.roles[body.role]}</p>
    ${heading(4, body.name)}
    ${body.reason ? html`<p class="reason">${typeset(body.reason)}</p>` : nothing}
    ${contact ? reach(contact, contact.name !== body.name) : nothing}
    ${notes.map((note) => html`<p class="aside">${typeset(note)}</p>`)}
    ${powers(body)}
    ${contact ? origin(contact) : nothing}
  </article>`;
}

/** What the body can and cannot do, folded: the first thing to know is how to reach it. */
function powers(body: Body): TemplateResult | typeof nothing {
  const lists = powersLists(body);
  if (!lists.length) return nothing;
  return html`<details class="powers" data-test="powers">
    <summary>${words.powers}<span class="unseen">\u00a0: ${typeset(body.name)}</span></summary>
    ${lists.map(([title, lines]) => html`<h5>${title}</h5>${items(lines)}`)}
    <p class="origin">${powersSource(body, 1)}</p>
  </details>`;
}

function reach(contact: Contact, named: boolean): TemplateResult {
  const place = placeOf(contact);
  const call = phoneHref(contact.phone);
  const write = mailHref(contact.email);
  return html`${named && contact.name ? html`<p class="office">${typeset(contact.name)}</p>` : nothing}
    <dl class="facts">
      ${contact.phone ? labelled(icons.phone, words.phone, call ? html`<a class="strong" href=${call}>${spokenBefore(words.call)}${phoneShown(contact.phone)}</a>` : html`${contact.phone}`) : nothing}
      ${contact.email ? labelled(icons.mail, words.email, write ? html`<a href=${write}>${contact.email}</a>` : html`${contact.email}`) : nothing}
      ${place ? labelled(icons.place, words.address, html`<address>${place}</address>${siteLink(mapHref(place), words.map)}`) : nothing}
      ${contact.url ? labelled(icons.site, words.site, siteLink(contact.url)) : nothing}
    </dl>`;
}

function origin(contact: Contact): TemplateResult | typeof nothing {
  const source = contactSource(contact.source, contact.sourceDate);
  const unsure = contact.confidence !== "high";
  if (!source && !unsure) return nothing;
  return html`<p class="origin">${unsure ? html`<strong class="tag">${words.to_check}</strong> ` : nothing}${source}</p>`;
}
