// The page a person reads about themselves: one file without a script, piece by piece.
import type { Disclosure } from '../../../../customers/disclosure/disclosure.ts';
import { appointmentOf, callOf, type PersonalDataHead, requestOf } from '../contents.ts';
import { turn } from '../json-chunks.ts';
import type { Reader } from '../reader.ts';
import type { DisclosedEventBody } from '../schema.ts';
import { type Html, html } from './html.ts';
import { accessSection, beginning, closed, customerSection, generalSection, notificationsSection, opened } from './sections.ts';
import { policy, style } from './style.ts';
import { eventTable, versionTable } from './tables.ts';

export async function* pageChunks(head: PersonalDataHead, found: Disclosure, reader: Reader): AsyncGenerator<string> {
  const { headings } = reader.texts;
  yield `<!doctype html>
<html lang="${reader.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">
`;
  yield html`<title>${headings.title} – ${head.company.name}</title>`.markup;
  yield `<style>${style}</style></head><body>\n`;
  yield html`${beginning(head, reader)}<main>\n${customerSection(head, reader)}`.markup;
  yield* section('appointments', found.appointments, reader, one => {
    const { appointment_id: id, versions } = appointmentOf(one, reader);
    return html`<h3>${headings.appointment} ${id}</h3>${versionTable(headings.history, versions, reader)}`;
  });
  yield* section('calls', found.calls, reader, one => {
    const call = callOf(one, reader);
    return conversation(headings.call, call.events, call.left_out_text, call.call_id, reader);
  });
  yield* section('requests', found.requests, reader, one => {
    const request = requestOf(one, reader);
    return conversation(headings.request, request.events, request.left_out_text, request.request_id, reader);
  });
  yield html`${notificationsSection(head, reader)}${accessSection(head, reader)}${generalSection(head, reader)}</main></body></html>\n`
    .markup;
}

async function* section<T>(
  name: 'appointments' | 'calls' | 'requests',
  items: readonly T[],
  reader: Reader,
  bodyOf: (item: T) => Html,
): AsyncGenerator<string> {
  yield opened(name, reader).markup;
  if (items.length === 0) yield html`<p class="note">${reader.texts.headings.none}</p>`.markup;
  for (const item of items) {
    yield bodyOf(item).markup;
    await turn();
  }
  yield closed.markup;
}

function conversation(
  heading: string,
  events: readonly DisclosedEventBody[],
  leftOut: string | null,
  id: string,
  reader: Reader,
): Html {
  const [first] = events;
  const title = first ? `${heading}, ${reader.moment(first.at)}` : heading;
  const missing = leftOut === null ? html`` : html`<p class="notice">${leftOut}</p>`;
  return html`<h3>${title}</h3>${missing}${eventTable(`${heading} ${id}`, events, reader)}`;
}
