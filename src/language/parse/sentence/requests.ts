// What is asked for outright, after a story that carries nothing: "die Kasse zahlt das nicht mehr, also streichen Sie den Dienstag". What the
// story tells, and what it denies, does not turn what is asked for after it.
import { startsLike } from '../../grammar/phrases.ts';
import type { TextReading } from '../../grammar/readings.ts';
import type { HeardLanguage } from '../../heard-language.ts';
import { type Around, saysNothingIn } from './remarks.ts';

type Read = (words: readonly string[]) => TextReading[];

/** Beside the words: how the rest of them is read, and whether a reading is sure. */
export interface RequestAround extends Around {
  isCancelled: boolean;
  read: Read;
  isCertain: (reading: TextReading) => boolean;
}

/** A text in which more clauses may begin is not told apart. */
const mostTried = 4;

/**
 * The readings of what is asked for outright, without the story before it; undefined where nothing is, or where the story may turn it: it
 * holds a day, a time, a service, a condition, a change, or denies what the request depends on ("ich möchte nicht den Dienstag absagen").
 */
export function askedOutright(words: readonly string[], around: RequestAround): TextReading[] | undefined {
  let tried = 0;
  for (let at = 2; at < words.length; at += 1) {
    if (!mayAsk(words, at, around) || !carriesNoTurn(words, at, around)) continue;
    tried += 1;
    if (tried > mostTried) return undefined;
    const rest = words.slice(at);
    const readings = saysWhatToDo(rest, around) ? around.read(rest) : [];
    if (readings.length > 0 && readings.every(around.isCertain) && readings.some(({ phrases }) => phrases.length > 0))
      return readings;
  }
  return undefined;
}

/** A clause begins here that may ask for something, and that what stands before it does not govern. */
function mayAsk(words: readonly string[], at: number, { packs, isWish }: RequestAround): boolean {
  const story = words.slice(0, at).join(' ');
  const rest = words.slice(at).join(' ');
  const isDenied = isDeniedIn(words.slice(0, at), packs);
  return packs.some(({ requests, tone }) => {
    const { asking, stating, bare, weak } = requests;
    if (isWish) return begins(words, at, requests.wishing) || (isDenied && begins(words, at, weak));
    if (begins(words, at, asking)) return true;
    if (begins(words, at, stating)) return !isDenied || !requests.opinions.test(story);
    if (!begins(words, at, bare) || requests.subordinate.test(story) || requests.dependent.test(rest)) return false;
    // "Mein Mann fährt nicht am Dienstag weg"
    const isClear = tone.goes.test(rest) || requests.goes.test(rest) || isDeniedIn(words.slice(at), packs);
    return !isDenied || (isClear && !requests.opinions.test(story) && !requests.governs.test(story));
  });
}

const isDeniedIn = (words: readonly string[], packs: readonly HeardLanguage[]): boolean =>
  packs.some(({ negations }) => words.some(word => negations.has(word)));

const begins = (words: readonly string[], at: number, beginnings: readonly RegExp[]): boolean =>
  beginnings.some(beginning => startsLike(words, at, beginning) > 0);

/** Before a request the story may deny what it tells, but holds nothing that is meant, and no condition. */
function carriesNoTurn(words: readonly string[], to: number, around: RequestAround): boolean {
  const { packs, isWish } = around;
  const said = words.slice(0, to).join(' ');
  const isTurned = packs.some(({ requests }) => requests.turns.test(said) || (isWish && requests.turnsWish.test(said)));
  return !isTurned && saysNothingIn(words, 0, to, around, true);
}

/** It is to go, or is declined; of a wanted day the beginning of the clause says that it is wanted. */
function saysWhatToDo(rest: readonly string[], { packs, isWish, isCancelled }: RequestAround): boolean {
  if (isWish) return true;
  const said = rest.join(' ');
  const isToGo = packs.some(
    ({ requests, tone, declining }) =>
      tone.goes.test(said) || requests.goes.test(said) || (!isCancelled && rest.some(word => declining.changes.test(word))),
  );
  return isToGo || isDeniedIn(rest, packs);
}
