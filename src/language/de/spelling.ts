// How German times and days are spelt in more than one way.
import type { Spelling } from '../grammar/words.ts';

const compound =
  /^((?:mon|diens|mitt|donners|frei|sams|sonn)(?:tag|woch)|sonnabend|heute|morgen|uebermorgen)(frueh|morgens?|(?:vor|nach)?mittags?|abends?|nachts?)$/;

export const germanSpelling: Spelling = {
  text: text =>
    text
      .replace(/(\d)\s*[\u2044/]\s*(\d)\s+(?=\d|\p{L})/gu, fractionWord)
      .replace(/(\d)-(?=uhr)/g, '$1 ')
      .replace(/(\d)uhr(?=\d|\b)/g, '$1 uhr ')
      .replace(/\b(\d{1,2})\s?h\s?(\d{2})?\b(?!\w)/g, '$1 uhr $2')
      .replace(/\b((?:drei|vier|fuenf|sech|sieb|acht|neun))zen(?=t(?:e[nrsm]?)?\b|\b)/g, '$1zehn')
      .replace(/(\d)\s*-\s*(?=\d{1,2}\s*(?:uhr|pm|am)\b)/g, '$1 - ')
      // On the telephone "zwanzig" is heard with a soft end.
      .replace(/\b(\p{L}*(?:zwanz|drei(?:ss|z)|vierz|fuenfz|fuffz))ich\b/gu, '$1ig')
      .replace(/\bbuss?(?:-|\s)?(?:und|u\.)(?:-|\s)?bettag\b/g, 'buss und bettag'),
  word: word => {
    const [, day, part] = compound.exec(word) ?? [];
    return day !== undefined && part !== undefined ? [day, part] : [word];
  },
};

const fractions: Readonly<Record<string, string>> = { '1/2': 'halb', '1/4': 'viertel', '3/4': 'dreiviertel' };

/** "1/2 3" is "halb drei", never the first of February. */
function fractionWord(written: string, over: string, under: string): string {
  const word = fractions[`${over}/${under}`];
  return word === undefined ? written : `${word} `;
}
