// What English sentences say of their day beside naming it: that it is declined, kept, or taken by something else.
import { wordSet } from '../grammar/words.ts';
import type { Corrections, Declining, Introductions, Tone } from '../heard-language.ts';

export const englishDeclining: Declining = {
  verbs: wordSet('cant cannot can could able wont make makes come coming need needs needed attend manage suit suits work works'),
  after: wordSet(
    'good needed going gonna be around here there in longer available free possible get get happening happen do keep required needing',
  ),
  between: wordSet('to it any really at all'),
  noMore: new Set(),
  clauses: wordSet('because cause cos since and so as sorry please im my we were hes shes theyre the'),
  changes:
    /^(?:cancel|mov|chang|reschedul|postpon|delet|drop|los|miss|forget|swap|wait|till|until|give|take|let$|up$|off$|away$|go$)/,
  doubts: wordSet('if whether sure certain know might maybe perhaps possibly unless'),
  none: new Set(),
  lacking: new Set(),
};

export const englishCorrections: Corrections = {
  not: wordSet('not'),
  // As "instead of" is spelt.
  insteadOf: wordSet('without'),
  mayFollow: new Set(),
  binding: new Set(),
  around: wordSet(
    'no nope yes yeah wait hang hold on oh ah um uh er erm sorry i mean meant said say please the at for it its is was that thats to in ' +
      'one appointment my actually of oclock well apologies hi hello this be so then could can we make do',
  ),
  hesitations: wordSet('um uh er erm eh hmm hm wait'),
  leads: wordSet('the on'),
  reasons: [
    /^(?:thats|that is|that was|thatd be|thatll be|its|it is|it was|(?:then )?ive got|(?:then )?i have|thats when|thats where|(?:thats|that was) (?:when|where|the one for))(?= |$)/,
  ],
  reasonsOfWish: [/^(?:(?:that|it) )?(?:i|we|it|that) (?:cant|cannot|dont|wont|doesnt|couldnt)(?= |$)/],
  verbsOfReasons: wordSet('is was'),
  inReasons: wordSet(
    'wife wifes husband husbands son sons daughter daughters mum mums mom moms dad dads sister sisters brother brothers boss partner partners kid kids ' +
      'choir yoga gym football swimming training school work dentist doctor doctors birthday shift holiday early late',
  ),
  beforeReason: wordSet('no nope sorry wait hang hold on oh ah actually rather'),
  knownBefore: wordSet('a an'),
};

/** What is to become of an appointment. */
const change = '(?:cancel\\w*|delete|drop|scrap|skip|call off|take|move|reschedule|postpone)';

export const englishTone: Tone = {
  keeps: [
    /\b(?:need|want|wants|needs)\b(?! to| it (?:off|gone|cancel)| (?:\S+ )?(?:cancel|off|gone|mov|taken))/,
    /\b(?:can|could|will|ill|well|able to|going to|gonna|id like to|love to|happy to) (?:\S+ )?(?:make|do|come|take|attend|manage)\b/,
    /\b(?:im|i am) (?:fine|here|back|around|free)\b|\bbe there\b|\b(?:im|were|am|be) coming\b|\bworks\b|\bsuits\b|\bstays\b|\bstands\b|\bstill on\b|\bim free\b|\bget (?:the|a) (?:bus|train|taxi|lift)\b/,
    /\b(?:is|s|be) (?:fine|good|great|perfect|lovely|grand|ideal|essential|important|ok|okay)\b|\bimportant\b|\bit is$|\bi like\b/,
    /\b(?:hang on to|hold on to|insist|keep|leave|let)\b|\bthe only (?:day|time|one)\b/,
  ],
  tells: [
    /^(?:so |and |but )?(?:when|what|how|where|which|why|did you|have you)\b/,
    /\b(?:whether|unless|maybe|perhaps)\b|\bif (?!you|its|it is|thats|possible|i may|i could|i can|that|at all)|^(?:what )?if\b/,
    /^(?:because|cause|cos|cuz|as|since)\b/,
    /\b(?:could|might|may) (?:\w+ )?be (?:that )?(?:i|we)\b|\b(?:but|though) (?:i|we|im|ill|were|well) (?:myself )?(?:can|will|am|come|coming|be there)\b/,
    /\b(?:booked|called|rang|spoke|made|phoned|said)\b (?:\S+ )?on \S+day\b|\bi (?:booked|made) (?:it )?\S*day\b/,
    /\byou (?:\S+ )?cancelled\b|\b(?:was|were|got|been) cancelled\b|\balready cancelled\b/,
    /\b(?:call|see|speak|talk|back|ring)\b (?:\S+ )?(?:you |to you |me )?(?:\S+ )?next week\b/,
    /\bno to\b|\b(?:undo|undelete|restore|reinstate|uncancel|rebook)\b/,
    /^(?:(?:so|and|then|but) )*(?:couldnt|cant|arent|didnt|wouldnt|dont|do|does|isnt|should|must|shall|am) (?:i|you|we)\b|\bdo (?:i|we) (?:still |really )?(?:need|have)\b|\b(?:i|we) (?:might|may)\b(?! not)|\byou have$/,
    /\b(?:any|every|all|anything|anytime|everything)\b.* but\b/,
    /^(?:(?:ok|okay|yes|yeah|right|well|so) )+(?:wait|hang on|hold on|let me|how|what|one)\b/,
  ],
  unasked: [
    // Another person wants it.
    new RegExp(
      `^(?!.*\\b(?:caller|customer|patient|client)s?\\b).*(?<!\\b(?:i|we)(?: \\w+)? )\\b(?:said|says|saying|told|tells|thinks|thought|reckons|reckoned|wants|wanted|asked|asks|suggested|suggests|recommends|recommended|insists|advised|begged)(?: (?:that|to me|me|us|for))* (?:to|i should|i must|i have to|i had to|i ought to|id better|i need to|i can|i could|we should|we must|we have to) (?:\\S+ ){0,2}?${change}`,
    ),
    /\baccording to\b/,
    new RegExp(`\\bi (?:should|ought to) (?:\\S+ ){0,2}?${change}`),
    // It is asked about.
    new RegExp(`\\b(?:would|will) (?:i|we) (?:have|need) to ${change}`),
    new RegExp(`\\b(?:should|shall|must|do|did|ought) (?:i|we)\\b (?:\\S+ ){0,4}?${change}`),
    new RegExp(`\\b(?:is it|would it be|do you think|dyou think|wouldnt it be) (?:\\S+ )*?${change}`),
    // It is bound to a condition.
    /\b(?:provided|providing|as long as|as soon as|in case|depending on|depends|assuming|(?<!\bi )suppose|worst case|otherwise|in that case|if need be)\b|\bonce (?:i|my|we|our|he|she|they|the|youve)\b/,
    // It waits.
    /\b(?:hold off|not yet|wait (?:until|till|for|a bit))\b/,
    // It is done, or was nearly done.
    /\b(?:ive|i|we|weve|you|youve|he|hes|she|shes|they|theyve) (?:(?:already|just|had|have|has|only) )*(?:cancelled|canceled)\b/,
    /\b(?:cancelled|canceled) (?:his|her|their)\b|^(?!.*\b(?:caller|customer|patient|client)s?\b).*\b(?:his|her|their) (?:\S+ )?(?:appointments?|slot|booking|\w+day)\b/,
    // It is another person's.
    /\b(?:friends?|neighbou?rs?|colleagues?|coworkers?|flatmates?|roommates?)(?: of (?:mine|ours))? (?:cant|cannot|wont|wants|needs|would|has)\b/,
    new RegExp(`^(?!.*\\b(?:caller|customer|patient|client)s?\\b).*\\b(?:he|she) (?:wants|needs|has|would like) to ${change}`),
    /\boriginally\b|\b(?:nearly|almost)\b.*\bcancel|\bwas (?:\w+ )?(?:about|going|close) to\b/,
  ],
  prefers: [
    /\b(?:rather|prefer\w*|better|instead)\b|\bbook an\b/,
    /\b(?:book|put|fit|squeeze|pencil|get|slot) (?:me|us|him|her|them)\b(?! off| out)/,
    /\b(?:move|change|push|put|switch|shift|bring|reschedule|postpone|bump) (?:\S+ ){0,4}(?:to|for|until|till) /,
  ],
  moves: [
    /\b(?:move|moved|moving|reschedule|rescheduled|rescheduling|postpone|(?<!\b(?:oil|tyre|tire|wheel) )change|switch|shift)\b/,
  ],
  goes: /\b(?:cancel|delet|drop|scrap|lose)/,
  hinders: [
    /\b(?:only|but|except|provided|assuming) (?:if|when|that)\b|\bunless\b|\bif (?:the|my|our|he|she|they|someone)\b/,
    /\b(?:i|we|ive|weve) (?:have |got |have got )?(?:an?|my|her|him|the|to) |\b(?:i|we) have (?!time\b)/,
    /\b(?:she|he|they|shes|hes|theyre|her|him|them)\b/,
    /\b(?:any|every|all|anything|anytime|everything)\b.* but\b|\baround \S*day\b|\bsorry about\b|\bask me\b|\bhaving\b|\bin for\b/,
    /\b(?:any|another|other|whatever|whichever|different) (?:\S+ )?day\b|\bday (?:doesnt|does not) matter\b/,
    /\bneed me\b|\bim needed\b|\bwould have\b|\bim on\b|\bim (?:at|in)\b|\b(?:is|are) (?:my|in the) /,
    /\b(?:call|ring|see) (?:me|you)\b|\blet you know\b|\b(?:ill|well) (?:know|call|ring|see|let)\b/,
    /\bneed to (?:move|cancel|change)\b|^(?:please )?(?:scrap|remove|move|postpone|clear|cancel|lose|drop)\b(?!.*\bto\b)|\bclear of\b/,
    /\b(?:was|were) (?:supposed|meant|in)\b|\bi (?:had|came|was)\b/,
    /\btoo (?!\w*day)\w+|\bannoying\b|\bsad\b|\bunfortunately\b|\bafraid\b|\bawkward\b/,
    /\b(?:change|move|switch) (?:it |that )?\S+ to \S+$/,
  ],
};

export const englishIntroductions: Introductions = {
  greetings: wordSet('hi hello hey hiya morning afternoon evening good'),
  forms: [
    { before: ['its'], after: ['here'] },
    { before: ['its'], after: ['speaking'] },
    { before: ['its'], after: ['calling'] },
    { before: ['this', 'is'], after: ['here'] },
    { before: ['this', 'is'], after: ['speaking'] },
    { before: ['this', 'is'], after: ['calling'] },
    { before: ['my', 'name', 'is'], after: [] },
    { before: ['my', 'names'], after: [] },
    { before: ['the', 'name', 'is'], after: [] },
    { before: ['its'], after: [], greeted: true },
    { before: ['this', 'is'], after: [], greeted: true },
    { before: [], after: ['here'], greeted: true },
  ],
};

/** What callers say around a day that neither names one nor turns what they want, and what is put in its place. */
export const englishAsides: readonly (readonly [RegExp, string])[] = [
  // Reasons.
  [/\bi (?:fly|go|travel|head|leave|move)(?: \w+)? before (?:that|then)\b/g, ''],
  [/\b(?:train|bus|flight|plane|ferry) (?:gets in|is running|runs|is|arrives|lands|comes in) late\b/g, 'train'],
  [
    /(?:\bbut )?\b(?:im|i am|we are|were) (?:still )?stuck (?:in|at|on) (?:the )?(?!\w*day\b|today|tomorrow|\w+ing\b)[a-z]+\d*$/,
    '',
  ],
  [/(?:\bbut )?\bsomething(?:s| has) (?:just )?come up\b/g, ''],
  [/^i (?:cant|cannot) (?:do|make) my usual(?: one| slot| time| day)?(?: so| and)?,? /, ''],
  // Courtesy.
  [/(?<!\bnot )\bat all\b/g, ''],
  [/\bany more\b/g, 'anymore'],
  [/\bsome time (?=(?:after|before|between)\b)/g, ''],
  [/(?<=\S) (?:sharp|on the dot)(?= |$)/g, ''],
  // Of the day and its time.
  [/\b(same time) (?:as (?:before|now|it is|always|usual)|as it was)\b/g, '$1'],
  [/\bkeep (?:the|that|my) (?:same )?day\b/g, 'same day'],
];
