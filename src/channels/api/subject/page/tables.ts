// The tables of the page about a person.
import { wordIn } from '../details.ts';
import type { Reader } from '../reader.ts';
import type { DisclosedEventBody, PersonalData } from '../schema.ts';
import { type Html, html, lines } from './html.ts';

/** With a caption and named columns; a note where it has no rows. */
export function table(caption: string, columns: readonly string[], rows: readonly Html[], reader: Reader): Html {
  if (rows.length === 0) return html`<p class="note">${reader.texts.headings.none}</p>`;
  const heads = columns.map(column => html`<th scope="col">${column}</th>`);
  return html`<div class="table"><table class="${columns.includes(reader.texts.headings.details) ? 'events' : 'rows'}"><caption>${caption}</caption><thead><tr>${heads}</tr></thead><tbody>${rows}</tbody></table></div>\n`;
}

export const time = (instant: string, { moment }: Reader): Html => html`<time datetime="${instant}">${moment(instant)}</time>`;

const definitions = (pairs: readonly { label: string; value: string }[]): Html =>
  pairs.length === 0
    ? html``
    : html`<dl>${pairs.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${lines(value)}</dd></div>`)}</dl>`;

function happened({ what, said, meaning, erased }: DisclosedEventBody, { texts }: Reader): Html {
  const spoken = said === null ? html`` : html`<blockquote>${texts.quoted(said)}</blockquote>`;
  const translated = meaning === null ? html`` : html`<p class="note">${texts.headings.meaning}: ${texts.quoted(meaning)}</p>`;
  const gone = erased ? html`<p class="note">${texts.headings.personalGone}</p>` : html``;
  return html`${what}${spoken}${translated}${gone}`;
}

export function eventTable(caption: string, events: readonly DisclosedEventBody[], reader: Reader): Html {
  const { headings, channels } = reader.texts;
  const rows = events.map(
    event =>
      html`<tr><td>${time(event.at, reader)}</td><td>${happened(event, reader)}</td><td>${channels[event.channel]}</td><td>${definitions(event.details)}</td></tr>\n`,
  );
  return table(caption, [headings.when, headings.what, headings.by, headings.details], rows, reader);
}

type Version = PersonalData['appointments']['items'][number]['versions'][number];

/** How it stood, in a line or two. */
function standing({ stands }: Version, reader: Reader): Html {
  const { words, fields } = reader.texts;
  const status = wordIn(words, stands.status) ?? stands.status;
  const places = [
    [fields.serviceId, stands.service],
    [fields.staffId, stands.staff],
    [fields.branchId, stands.branch],
  ].flatMap(([label, value]) => (label && value ? [{ label, value }] : []));
  const at = stands.starts_at === null ? [] : [{ label: fields.startsAt, value: reader.moment(stands.starts_at) }];
  const ends = stands.ends_at === null ? [] : [{ label: fields.endsAt, value: reader.moment(stands.ends_at) }];
  return definitions([{ label: fields.status, value: status }, ...at, ...ends, ...places]);
}

export function versionTable(caption: string, versions: readonly Version[], reader: Reader): Html {
  const { headings } = reader.texts;
  const rows = versions.map(
    version =>
      html`<tr><td>${time(version.at, reader)}</td><td>${happened(version, reader)}</td><td>${definitions(version.details)}</td><td>${standing(version, reader)}</td></tr>\n`,
  );
  return table(caption, [headings.when, headings.what, headings.details, headings.stands], rows, reader);
}
