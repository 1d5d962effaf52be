// The names of a subject's keys: the first is the subject's own, and each that was given up is followed by the next, `subject~2`.

/** No id holds it: `idSchema`, and the ids of calls (`channels/voice/call-data.ts`). */
const mark = '~';

/** Whose key it is. */
export const subjectOfKey = (key: string): string => key.slice(0, key.includes(mark) ? key.indexOf(mark) : undefined);

export const isLaterKey = (key: string): boolean => key.includes(mark);

/** The key that follows this one. */
export function nextKey(key: string): string {
  const generation = isLaterKey(key) ? Number(key.slice(key.indexOf(mark) + 1)) : 1;
  return `${subjectOfKey(key)}${mark}${generation + 1}`;
}
