// The sentence of a code in a language: the one catalogue of what callers hear.
import type { Code } from '../../domain/codes.ts';
import type { Language } from '../../domain/values.ts';
import { german } from '../de/sentences.ts';
import { english } from '../en/sentences.ts';
import type { SpeechParameters } from './parameters.ts';
import { sayer } from './say.ts';

/** One or two speakable sentences; the same code and parameters always give the same words. */
export function renderAnswer(code: Code, parameters: SpeechParameters, language: Language): string {
  const catalogue = language === 'de' ? german : english;
  return catalogue[code](sayer(parameters, language));
}
