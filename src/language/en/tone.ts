// What English sentences say of their day beside naming it: that it is declined, kept, or taken by something else.
import type { Declining, Tone } from '../heard-language.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

export const englishDeclining: Declining = {
  verbs: words(
    'cant cannot can could able wont make makes come coming need needs needed want attend manage suit suits work works',
  ),
  after: words(
    'good needed going gonna be around here there in longer available free possible get get happening happen do keep required needing',
  ),
  between: words('to it any really at all'),
  clauses: words('because cause cos since and so as sorry please im my we were hes shes theyre the'),
  changes: /^(?:cancel|mov|chang|reschedul|postpon|delet|drop|los|miss|forget|swap|wait|till|until)/,
  doubts: words('if whether sure certain know might maybe perhaps possibly unless'),
  none: words(''),
  lacking: words(''),
};

export const englishTone: Tone = {
  keeps:
    /\b(?:(?:need|want|wants|needs)(?! to| it (?:off|gone|cancel))\b|can (?:make|do|come)|be there|(?:im|were|am) coming|works\b|is fine|suits|stays|important)/,
  prefers: /\b(?:rather|prefer\w*|better|book (?:me|us|him|her)|(?:move|change|push) (?:it|that|this|mine|me|us) to|instead)\b/,
  goes: /\b(?:cancel|delet|drop|scrap|lose)/,
  hinders:
    /\b(?:(?:i|we|ive|weve) (?:have |got |have got )?(?:an?|my|her|him|the|to) |need me|would have|im on\b|call me|see you|let you know|need to (?:move|cancel|change)|is in the|(?:was|were) in\b|(?:is|are) my )/,
};
