// One key succeeds another: a note that both have signed. Those who know one of the two know the other by it.
import { openNote, parseVerifierKey, type SigningKey, type VerifierKey } from './note.ts';

export interface Succession {
  from: VerifierKey;
  to: VerifierKey;
}

const version = 'rebook-succession-1';

/** The note: version, the earlier verifier key, the later one; then both signatures. */
export function signSuccession(from: SigningKey, to: SigningKey): string {
  const text = `${version}\n${from.verifierKey}\n${to.verifierKey}\n`;
  return from.sign(text) + to.sign(text).slice(text.length + 1);
}

/** Undefined where the text is no such note, or one of the two has not signed it. */
export function openSuccession(note: string): Succession | undefined {
  const [, fromText = '', toText = ''] = /^rebook-succession-1\n([^\n]+)\n([^\n]+)\n\n/.exec(note) ?? [];
  const [from, to] = [parseVerifierKey(fromText), parseVerifierKey(toText)];
  if (!from || !to) return undefined;
  const isSignedBy = (key: VerifierKey): boolean => 'text' in openNote(note, [key]);
  return isSignedBy(from) && isSignedBy(to) ? { from, to } : undefined;
}

/** These keys, and those that are known by them: each succeeds one of them, or precedes one, and so on. */
export function knownBy(keys: readonly VerifierKey[], successions: readonly Succession[]): VerifierKey[] {
  const known = new Map(keys.map(key => [key.text, key]));
  for (let before = -1; before < known.size; ) {
    before = known.size;
    for (const { from, to } of successions) {
      if (known.has(from.text)) known.set(to.text, to);
      else if (known.has(to.text)) known.set(from.text, from);
    }
  }
  return [...known.values()];
}

/** True where one log succeeds the other, over the same events, or both do so along a chain: by their names. */
export function isOneLog(origin: string, other: string, successions: readonly Succession[]): boolean {
  const reached = new Set([origin]);
  for (let before = -1; before < reached.size; ) {
    before = reached.size;
    for (const { from, to } of successions)
      if (reached.has(from.name) || reached.has(to.name)) for (const { name } of [from, to]) reached.add(name);
  }
  return reached.has(other);
}
