// How English callers name a company's services: forms of their names, everyday words, and which words are no name.
import type { ServiceWords } from '../grammar/service-names.ts';
import { wordSet } from '../grammar/words.ts';

/** "Colouring", "coloured" and "color" of "colour". */
function englishForms(word: string): string[] {
  const stem = /^(.+?)(?:ing|e)$/.exec(word)?.[1] ?? word;
  const forms = [word, `${word}s`, word.replace(/s$/, ''), stem, `${stem}e`, `${stem}ing`, `${stem}ed`, `${stem}es`];
  return forms.flatMap(form => [
    form,
    form.replace('colour', 'color'),
    form.replace('color', 'colour').replace('colouur', 'colour'),
  ]);
}

/** Each of these says that one of those names may be meant. */
const say = (said: string, means: RegExp) => said.split(', ').map(one => [one, means] as const);

/** How callers name what is done for them, whatever the company calls it. */
export const englishServices: ServiceWords = {
  formsOf: englishForms,
  heads: wordSet('massage therapy treatment cleaning haircut'),
  everyday: [
    ...say(
      'haircut, hair cut, cut, trim, hair trim, hair cutting, hair trimmed, get my hair cut',
      /(?<!beard )\b(?:hair ?)?cut\b|(?<!beard )\btrim\b|schnitt\b/,
    ),
    ...say(
      'colour, color, colouring, coloring, hair colour, hair color, hair coloured, hair colored, hair dyed, hair dye, dye, tint',
      /\bcolou?r|\bdye|(?<!brow )(?<!lash )\btint\b|farb|faerb/,
    ),
    ...say('highlights, streaks, foils', /highlight|foil|balayage/),
    ...say('nails, nail appointment, nails done', /nail|manicure/),
    ...say('lashes, eyelashes', /lash/),
    ...say('brows, eyebrows', /brow/),
    ...say('oil change, oil', /\boil\b/),
    ...say('tyre change, tire change, tyres, tires, tyre swap, tire swap, wheel change', /t[iy]re|wheel change/),
    ...say('brakes, brake', /brake/),
    ...say('mot', /\bmot\b/),
    ...say('checkup, check up, dental check', /check ?up|examination/),
    ...say('cleaning, clean, teeth cleaning, teeth cleaned, hygienist, scale and polish', /\bclean|hygien|scale/),
    ...say('filling', /filling/),
    ...say('physio, physiotherapy', /physio/),
    ...say('massage', /massage/),
  ],
  nouns: wordSet(
    'haircut haircuts cut trim colour color colouring highlights lowlights balayage roots perm blowdry fringe beard shave nails ' +
      'manicure pedicure acrylics eyebrows brows lashes wax waxing facial massage consultation checkup filling cleaning crown ' +
      'physio vaccine servicing tyre tyres brakes exhaust clutch battery inspection wheel alignment conveyancing probate acupuncture ' +
      'bleach braces chiropody extraction implant keratin microneedling osteopathy peel reflexology relaxer restyle retouch threading ' +
      'toner updo veneers whitening hygiene eyelash brow tint',
  ),
  beside: wordSet(
    'and with without incl including for by from ladies mens men women kids children child long short large small new old min minutes ' +
      'hour half full appointment service follow up first second premium basic standard special',
  ),
  around: wordSet(
    'the my our that this its for about to at with i me it is please just only appointment booking one where get getting done have ' +
      'hair yes yeah hi hello thanks sorry or and first last next second er um oh well so actually',
  ),
  wishes: wordSet('want wanted would like id need have got can could you ill to be has'),
};
