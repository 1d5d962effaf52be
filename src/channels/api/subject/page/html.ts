// Writes HTML in which every value is escaped: what a caller said may look like markup.

export interface Html {
  markup: string;
}
type Value = string | number | Html | readonly Html[] | undefined | null;

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as it may stand between tags and in quoted attributes. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, character => entities[character] ?? '');

/**
 * Values that are no HTML are escaped; lists are joined.
 *
 *     html`<td>${name}</td>`   // <td>&lt;b&gt;</td>
 */
export function html(parts: TemplateStringsArray, ...values: Value[]): Html {
  return { markup: parts.reduce((before, part, index) => `${before}${markupOf(values[index - 1])}${part}`) };
}

function markupOf(value: Value): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string' || typeof value === 'number') return escaped(String(value));
  return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('');
}

/** Each line of a text on its own. */
export const lines = (text: string): Html => ({ markup: text.split('\n').map(escaped).join('<br>') });
