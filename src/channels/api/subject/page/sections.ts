// The sections of the page about a person that are made whole: who they are, messages, who looked, general statements.
import type { PersonalDataHead } from '../contents.ts';
import type { Reader } from '../reader.ts';
import { type Html, html, lines } from './html.ts';
import { eventTable, table, time } from './tables.ts';

export const sectionNames = ['customer', 'appointments', 'calls', 'requests', 'notifications', 'access'] as const;

/** The beginning of a section. */
export const opened = (name: (typeof sectionNames)[number], reader: Reader): Html =>
  html`<section id="${name}"><h2>${reader.texts.headings[name]}</h2><p class="source">${reader.texts.headings.sourceOfPart}: ${reader.texts.parts[name]}</p>\n`;
export const closed = html`</section>\n`;

export function beginning(head: PersonalDataHead, reader: Reader): Html {
  const { headings } = reader.texts;
  const links = [...sectionNames, 'general' as const].map(name => html`<li><a href="#${name}">${headings[name]}</a></li>`);
  return html`<header><h1>${headings.title}</h1><dl><dt>${headings.company}</dt><dd>${head.company.name}</dd><dt>${headings.records}</dt><dd>${head.records.join(', ')}</dd><dt>${headings.madeAt}</dt><dd>${time(head.generated_at, reader)}</dd></dl><p>${headings.howToRead}</p>${head.erasure ? html`<p class="notice">${head.erasure.text}</p>` : html``}${head.left_out.text === null ? html`` : html`<p class="notice">${head.left_out.text}</p>`}<p class="note">${headings.times} ${head.company.time_zone}. ${headings.copies}</p></header>
<nav aria-label="${headings.contents}"><ul>${links}</ul></nav>
`;
}

export function customerSection(head: PersonalDataHead, reader: Reader): Html {
  const { headings, fields } = reader.texts;
  const records = head.customer.items.map(({ customer_id: id, contacts, events }) => {
    const rows = contacts.map(
      ({ from, until, name, phone, email }) =>
        html`<tr><td>${time(from, reader)}</td><td>${until === null ? headings.now : time(until, reader)}</td><td>${name}</td><td>${phone}</td><td>${email}</td></tr>\n`,
    );
    const columns = [headings.from, headings.until, fields.name, fields.phone, fields.email];
    return html`<h3>${headings.records} ${id}</h3>${table(headings.contacts, columns, rows, reader)}${eventTable(headings.history, events, reader)}`;
  });
  return html`${opened('customer', reader)}${records}${closed}`;
}

export function notificationsSection(head: PersonalDataHead, reader: Reader): Html {
  const { headings } = reader.texts;
  const rows = head.notifications.items.map(one => {
    const text =
      one.text === null
        ? html`${headings.forStaffOnly}: ${one.kind}`
        : html`<strong>${one.subject}</strong><br>${lines(one.text)}`;
    const { name, phone, email } = one.sent_to ?? {};
    const to = [name, phone, email].filter(part => typeof part === 'string').join('\n');
    return html`<tr><td>${time(one.created_at, reader)}</td><td>${text}</td><td>${one.state_text}${one.sent_at === null ? html`` : html`<br>${time(one.sent_at, reader)}`}</td><td>${lines(to)}</td></tr>\n`;
  });
  const columns = [headings.when, headings.text, headings.state, headings.sentTo];
  return html`${opened('notifications', reader)}${table(headings.notifications, columns, rows, reader)}${closed}`;
}

export function accessSection(head: PersonalDataHead, reader: Reader): Html {
  const { headings } = reader.texts;
  const rows = head.access.items.map(
    one =>
      html`<tr><td>${time(one.at, reader)}</td><td>${one.role_text}</td><td>${one.text}</td><td>${one.operation}</td></tr>\n`,
  );
  const columns = [headings.when, headings.role, headings.what, headings.operation];
  return html`${opened('access', reader)}${table(headings.access, columns, rows, reader)}${closed}`;
}

export function generalSection(head: PersonalDataHead, reader: Reader): Html {
  const rules = head.rules_text === null ? head.rules.map(({ text }) => text) : [head.rules_text];
  const statements = head.general.map(({ name, title, texts }) => {
    const own = texts.map(text => html`<p>${text}</p>`);
    const list = name === 'automated_decisions' ? html`<ul>${rules.map(rule => html`<li>${rule}</li>`)}</ul>` : html``;
    return html`<h3>${title}</h3>${own}${list}\n`;
  });
  return html`<section id="general"><h2>${reader.texts.headings.general}</h2>${statements}${closed}`;
}
