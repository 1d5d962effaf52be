// Finds the name that was probably meant.
import { distance } from 'fastest-levenshtein';

/** The known name that differs from the given one in few letters, case and underscores aside; undefined where none does. */
export function nearName(given: string, known: Iterable<string>): string | undefined {
  const plain = (name: string) => name.toLowerCase().replaceAll(/[_-]/g, '');
  const wanted = plain(given);
  const near = [...known]
    .map(name => ({ name, letters: distance(plain(name), wanted) }))
    .filter(({ name, letters }) => letters <= allowed(Math.min(plain(name).length, wanted.length)))
    .sort((a, b) => a.letters - b.letters);
  return near[0]?.name;
}

/** Short names are near to many others. */
const allowed = (length: number): number => (length < 5 ? 0 : length < 8 ? 1 : 2);

/** ` (did you mean …?)` where a known name is near, else nothing. */
export function didYouMean(given: string, known: Iterable<string>): string {
  const near = nearName(given, known);
  return near === undefined ? '' : ` (did you mean ${near}?)`;
}
