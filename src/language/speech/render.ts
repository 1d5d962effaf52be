// The sentence of a code in a language: the one catalogue of what callers hear.
import type { Code } from '../../domain/codes.ts';
import type { Language } from '../../domain/values.ts';
import { english } from './english.ts';
import { german } from './german.ts';
import type { SpeechParameters } from './parameters.ts';
import { sayer } from './say.ts';

/** One or two speakable sentences; the same code and parameters always give the same words. */
export function renderAnswer(code: Code, parameters: SpeechParameters, language: Language): string {
  const catalogue = language === 'de' ? german : english;
  return catalogue[code](sayer(parameters, language));
}
