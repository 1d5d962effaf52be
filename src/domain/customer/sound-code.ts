// The Cologne phonetic code of a word, which German names of one sound share.
import { colognePhonetic } from 'cologne-phonetic';
import { LRUCache } from 'lru-cache';

/** Words repeat (first names most of all), and their sound is what takes long. */
const sounds = new LRUCache<string, string>({ max: 20_000 });

export function soundOf(word: string): string {
  const known = sounds.get(word);
  if (known !== undefined) return known;
  const sound = colognePhonetic(word);
  sounds.set(word, sound);
  return sound;
}
