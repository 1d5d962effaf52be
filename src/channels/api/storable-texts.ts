// Texts no store can keep are refused at the door, by their place. Null bytes in a body are not: they are dropped where it is read.
import type { FastifyInstance } from 'fastify';
import { ApiFault } from '../server/errors.ts';

/** Bytes of UTF-8. What is searched by stays under PostgreSQL's limit of an index entry (2,704 bytes). */
const longestText = 2_000;
const storable = `a text of at most ${longestText} bytes, in an address without control characters`;
/** Nobody's words in an address. */
const controlCharacter = /\p{Cc}/u;

/** Refuses texts of more than 2,000 bytes, and control characters in addresses, as `request_invalid`. */
export function refuseUnstorableTexts(app: FastifyInstance): void {
  app.addHook('preValidation', async request => {
    const wrong =
      fieldOfUnstorable(request.params, controlCharacter) ??
      fieldOfUnstorable(request.query, controlCharacter) ??
      fieldOfUnstorable(request.body);
    if (wrong !== undefined)
      throw new ApiFault('request_invalid', [{ field: wrong, given: 'a text that cannot be stored', wanted: storable }]);
  });
}

/** The field of the first such text, names of fields included; a name that is one is left out of it. */
function fieldOfUnstorable(value: unknown, unwanted?: RegExp, path = ''): string | undefined {
  if (typeof value === 'string') return isStorable(value, unwanted) ? undefined : path;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    if (!isStorable(name, unwanted)) return path;
    const wrong = fieldOfUnstorable(inner, unwanted, path === '' ? name : `${path}.${name}`);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

const isStorable = (text: string, unwanted?: RegExp): boolean =>
  Buffer.byteLength(text) <= longestText && unwanted?.test(text) !== true;
