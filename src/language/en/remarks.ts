// Clauses of English sentences that carry no day: how they begin and end, and what makes them more than that.
import { wordSet } from '../grammar/words.ts';
import type { Remarks } from '../heard-language.ts';

/** Whatever a reason tells of, it is said with one of these, or of somebody's own. */
const verbs =
  'is|are|was|were|has|have|had|comes|coming|came|goes|going|went|got|gets|gone|lies|needs|done|broke|broken|died|passed|started|stopped|told|put';

export const englishRemarks: Remarks = {
  begin: [
    /^(?:because|cause|cos|since|as)(?= )/,
    /^(?:my|our) (?!appointment|appointments|slot|next|last|usual|booking)\S+ \S+/,
    /^(?:ive|weve|shes|hes|theyve|i have|we have|he has|she has) (?!need)\S+/,
    /^(?:i|we) (?:had|got|broke|hurt|lost|fell|caught|started|forgot|twisted|sprained|sold|work|live|slipped|pulled|found|just|only)(?= )/,
    /^(?:im|i am|were|we are|i was|we were) (?:stuck|off|away|ill|sick|poorly|running|working|moving|flying|having|getting|waiting|going|in|at|on|still|just|so) /,
    new RegExp(`^(?:the|a|an) (?!appointment|one|first|second|last)[a-z]{3,}(?: \\S+){0,3}? (?:${verbs})(?= |$)`),
    /^the (?!appointments|ones)[a-z]{3,}s (?=\w+(?:ed|ing|en|told|put|done)\b)/,
  ],
  reason: /^(?:because|cause|cos|since)(?= )/,
  wishFollows: /^(?:so|therefore|could|can|is there|any chance|have you|would|do you)(?= )/,
  own: /\b(?:i|im|ive|ill|id|we|weve|were|well|me|us)\b/,
  end: [
    /^(?:so|therefore|then|but|please)(?= |$)/,
    /^(?:i|we) (?:need|have to|must|cant|cannot|wont|want|wanted|would|could|am going to|was wondering)(?= |$)/,
    /^(?:ill|well|id|wed|im|were) (?:have|need|like|be|never|not|going|just|ringing|calling)(?= |$)/,
    /^(?:could|can|would|will) (?:you|i|we)(?= |$)/,
    /^(?:the|my|our|that) (?:one|appointment|booking|slot)(?= |$)/,
    /^and (?:i|we|ill|id|so|could|can|need)(?= |$)/,
  ],
  points:
    /\b(?:appointments?|slots?|booking|booked|one|want\w*|needs?|like|keep\w*|can|could|if|whether|unless|you|your|youre|youve|hope|rather|prefer\w*|forward|love|suits?|works?|time|when|why|how|every|each|always|still|definitely|cancel\w*|resched\w*|said|name\w*|called|rang|important|only)\b|\b(?:i|we)\b.*\b(?:mov|chang)\w*|\b(?:it|that|this|for|to|on|with|about|of)$/,
  pointsOfWish: /\b(?:if|whether|unless|maybe|perhaps|except|appointments?|rather|only)\b/,
  owner:
    /^(?!(?:before|after|from|until|till|since|during|on|in|at) )(?:\S+ )?(?:my|our)$|^(?:with|for) (?:the|a|an|his|her|their)$/,
  sake: /^for (?:the|a|an|my|our|his|her|their)$/,
  articles: wordSet('a an'),
};

const sound = '(?:(?:u+h+m*|u+m+|er+m*|like|say|well),? )+';
const number =
  '(?:\\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thir|twen|fir|sec|third|fif|nin)\\w*\\b)';
const day = '(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tomorrow|half|quarter)';

/** Who only looks something up has said nothing yet. */
const beforeMore = `(?=.*(?:\\b${day}|\\b(?:at|on)\\b|${number}))`;

/** Courtesy, looking things up, and sounds inside a time, and what is put in their place. */
export const englishCourtesies: readonly (readonly [RegExp, string])[] = [
  // "If it's not too much trouble" sets no condition.
  [
    /,? ?\bif (?:(?:it|that)(?:s| is| isnt| is not)? ?)?(?:not )?(?:(?:at all|all) )?(?:too much (?:trouble|bother|hassle)|no (?:trouble|bother|hassle)|a bother|any trouble|(?:at all )?possible|okay|ok|alright|all right)(?: (?:with|for) you)?\b/g,
    ' ',
  ],
  [
    /\bi hope (?:this|it|that)(?:s| is| isnt| is not) (?:not )?(?:too )?(?:short notice|late|ok|okay|alright|bad)\b(?: (?:but|and))?/g,
    ' ',
  ],
  [/\bi dont suppose (?:youve|you have|youd have|theres|there is)(?: got)?\b/g, 'have you '],
  // Looking something up.
  [new RegExp(`\\b(?:bear|bare) with me\\b${beforeMore}`, 'g'), ' '],
  [
    new RegExp(`\\blet me (?:just )?(?:have a (?:think|look)|think|look|check|see)\\b(?! (?:if|whether)\\b)${beforeMore}`, 'g'),
    ' ',
  ],
  [
    new RegExp(
      `\\bi(?:m| am) just (?:getting|checking|looking at|opening|finding) (?:my|the) (?:diary|calendar|phone|book)(?: out| up)?\\b${beforeMore}`,
      'g',
    ),
    ' ',
  ],
  // Greetings name no part of the day.
  [/(?<!\b(?:a|an|the|any|very|really) )\bgood (?:morning|afternoon|evening)\b(?! (?:slot|appointment|time|one))/g, 'hello'],
  [
    /\b(?:and )?(?:(?:you )?have|enjoy|hope you have) (?:a|an|your|the) (?:(?:lovely|nice|good|great|rest of your|rest of the) )*(?:weekend|day|evening|afternoon|morning|week)\b/g,
    ' ',
  ],
  // Who comes, or why it is trouble.
  [/\b(my|our|the) little (?:ones?|man|lad|girl)\b/g, '$1 child'],
  [
    /\b(?:(?:so|really|very|terribly) )*sorry (?:to|for) (?:mess|messing|bother|bothering|mess you|be|being) (?:you )?(?:about|around|a pain|difficult)?\b(?: but)?/g,
    ' ',
  ],
  [/\bi was (?:hoping|thinking|wondering)\b(?: (?:for|of|about))?(?! (?:if|whether))/g, ' '],
  // It is to go.
  [
    /\btake (me|us|him|her|them|(?:the|my|our) (?!\w+day\b)[a-z]+) (?:out|off)\b(?: (?:of )?(?:the|your) (?:book|books|diary|list|calendar))?/g,
    ' cancel ',
  ],
  [/\bcan be cancelled\b/g, ' cancel '],
  [
    /(?<=\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|time|slot|half))s (?=(?:good|fine|great|perfect|ok|okay|best|better|ideal|lovely)\b)/g,
    ' ',
  ],
  // When it was booked.
  [/\b(?:i|we|he|she|my \w+) (booked|made)(?: \w+)? (?:last week|yesterday|last month|the other day|earlier|just now)\b/g, '$1'],
  // Sounds inside a time.
  [new RegExp(`\\b(at|on|the|about|around|half|past|to|for) ${sound}(?=${number}|${day})`, 'g'), '$1 '],
  [new RegExp(`\\b(half|quarter) ${sound}(?=(?:past|to)\\b)`, 'g'), '$1 '],
];
