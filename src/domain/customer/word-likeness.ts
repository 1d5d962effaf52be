// How much two words of names are alike. Two names that many people carry are two, however alike they are, unless nobody can hear the
// difference (Meyer, Maier); a name merely misheard or misspelt is that name.
import { jaroWinkler } from '@skyra/jaro-winkler';
import { commonNames, type KnownNames } from './known-names.ts';
import { differInLength, type Sounds, soundsOf } from './name-sounds.ts';
import { isOtherSpelling, isShortForm } from './short-forms.ts';
import { soundDistance } from './sound-distance.ts';

/** From here on two words are one name. */
export const likeEnough = 0.85;
/** The most two words can be alike that are two names. */
const anotherName = 0.84;
/** What sounds the same, and what is said for short. */
const sameSound = 0.95;
const shortForm = 0.9;
/** No further apart than this, nobody hears a difference. */
const unheard = 0.05;
/** Words as long as this may differ by so much: one or two sounds that are confused, never by another sound. */
const mostApart = (sounds: number): number =>
  sounds <= 2 ? 0.05 : sounds === 3 ? 0.3 : sounds === 4 ? 0.45 : sounds <= 6 ? 0.65 : 0.9;

/** A word, and how a German writes what they hear of it where that is another spelling (Şahin, Schahin). */
export interface SpokenWord {
  word: string;
  heard: string;
}

/** 0 to 1, the same whichever way round; at least `likeEnough` where they are one name. */
export const wordLikeness = (a: SpokenWord, b: SpokenWord, known: KnownNames = commonNames()): number =>
  likenessOfOne(a, b, known) ?? Math.min(jaroWinkler(a.heard, b.heard), anotherName);

/** The same, for words that are one name; undefined where they are two. */
export function likenessOfOne(a: SpokenWord, b: SpokenWord, known: KnownNames): number | undefined {
  if (a.word === b.word) return 1;
  // B. and P. sound alike, and are two initials.
  if (a.word.length === 1 || b.word.length === 1) return undefined;
  if (isShortForm(a.word, b.word)) return shortForm;
  if (isOtherSpelling(a.word, b.word)) return sameSound;
  const distance = distanceOf(a, b, known);
  return distance === undefined
    ? undefined
    : Math.max(jaroWinkler(a.heard, b.heard), distance <= unheard ? sameSound : likeEnough);
}

/** Whether nobody hears a difference. */
export const soundsTheSame = (a: SpokenWord, b: SpokenWord): boolean =>
  a.word === b.word || soundDistance(soundsOf(a.heard), soundsOf(b.heard), 2 * unheard) <= unheard;

/** Undefined where they are two names. */
function distanceOf(a: SpokenWord, b: SpokenWord, known: KnownNames): number | undefined {
  const [ofA, ofB] = [soundsOf(a.heard), soundsOf(b.heard)];
  const most = mostApart(Math.max(lengthOf(ofA), lengthOf(ofB)));
  const distance = soundDistance(ofA, ofB, most + 0.001);
  if (distance > most || differInLength(ofA, ofB, false)) return undefined;
  const [isCommonA, isCommonB] = [known.isCommon(a.word), known.isCommon(b.word)];
  if (isCommonA && isCommonB) return distance <= unheard && !differInLength(ofA, ofB, true) ? distance : undefined;
  // A word no list holds is the common name it is nearest to, and no other.
  const isAnother =
    (!isCommonA && known.hasNearer(a.heard, distance, b.word)) || (!isCommonB && known.hasNearer(b.heard, distance, a.word));
  return isAnother ? undefined : distance;
}

const lengthOf = ({ readings }: Sounds): number => readings[0]?.length ?? 0;
