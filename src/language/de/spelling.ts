// How German times and days are spelt in more than one way.
import type { Spelling } from '../grammar/words.ts';

const compound =
  /^((?:mon|diens|mitt|donners|frei|sams|sonn)(?:tag|woch)|sonnabend)(frueh|morgens?|(?:vor|nach)?mittags?|abends?|nachts?)$/;

export const germanSpelling: Spelling = {
  text: text => text.replace(/(\d)uhr(?=\d|\b)/g, '$1 uhr ').replace(/\b(\d{1,2})\s?h\s?(\d{2})?\b(?!\w)/g, '$1 uhr $2'),
  word: word => {
    const [, day, part] = compound.exec(word) ?? [];
    return day !== undefined && part !== undefined ? [day, part] : [word];
  },
};
