// English: put together from its parts.
import { replacing, type Spelling, wordSet } from '../grammar/words.ts';
import type { HeardLanguage } from '../heard-language.ts';
import type { LanguagePack, SpokenLanguage } from '../pack.ts';
import { englishFeastsElsewhere } from './calendar-words.ts';
import { englishReadOut } from './company-words.ts';
import { englishDayRules } from './days/days.ts';
import { englishDisclosed } from './disclosed/disclosed.ts';
import { englishFillers } from './fillers.ts';
import { englishMoments } from './moments.ts';
import { englishNotifications } from './notifications.ts';
import { englishNumber, englishNumbers } from './number-words.ts';
import { englishListRules, englishPickRules } from './picks.ts';
import { englishCourtesies, englishRemarks } from './remarks.ts';
import { englishRequests } from './requests.ts';
import { englishSentences, englishUnderWay } from './sentences.ts';
import { englishServices } from './services.ts';
import { englishTimeRules } from './times.ts';
import { englishAsides, englishCorrections, englishDeclining, englishIntroductions, englishTone } from './tone.ts';

const ordinalUnits = 'first|second|third|fourth|fifth|sixth|seventh|eighth|ninth';
/** "Friday's", as it is left without its apostrophe. */
const possessive = /^(?:today|tomorrow|yesterday|morning|afternoon|evening|(?:mon|tues|wednes|thurs|fri|satur|sun)day)s$/;
/** How recognisers and hurried writers spell days. */
const misheard = new Map([
  ['wensday', 'wednesday'],
  ['wednsday', 'wednesday'],
  ['wendsday', 'wednesday'],
  ['thirsday', 'thursday'],
  ['thurday', 'thursday'],
  ['thusday', 'thursday'],
  ['tusday', 'tuesday'],
  ['tueday', 'tuesday'],
  ['chewsday', 'tuesday'],
  ['munday', 'monday'],
  ['saterday', 'saturday'],
  ['satday', 'saturday'],
  ['tomorow', 'tomorrow'],
  ['tommorow', 'tomorrow'],
  ['tommorrow', 'tomorrow'],
  ['morn', 'morning'],
  ['arvo', 'afternoon'],
]);
const tensBeforeUnits = new RegExp(`\\b(20|30) (?=(?:${ordinalUnits})\\b)`, 'g');

const withoutAsides = replacing([...englishAsides, ...englishCourtesies]);

const englishSpelling: Spelling = {
  text: text =>
    withoutAsides(text)
      .replace(/\bo clock\b/g, 'oclock')
      .replace(/(\d)\s*[\u2044/]\s*4 (?=to|past)/g, (said, over) => (over === '1' ? 'quarter ' : said))
      .replace(/\bno(?:t)? (?:before|earlier than) (?=\S)/g, 'from ')
      .replace(/\bno(?:t)? (?:after|later than) (?=\S)/g, 'until ')
      // Neither end of the list: what is meant follows.
      .replace(/\b(?:not|neither) the first(?: one)?,? (?:and not|nor|or) the last(?: one)?,? ?(?:but )?(?=\S)/g, '')
      .replace(/\bnot the (first|second|last)(?: one)?,? (?:but )?the other(?: one)?\b/g, 'the other one than the $1')
      .replace(/\bfive and twenty (?=past|to)/g, 'twenty five ')
      .replace(
        /^(?:i am|im|i|hes|shes|theyre|were|we are|(?:my|our) (?:\w+ )?\w+s|(?:my|our) (?:\w+ )?\w+ is) booked (?:in )?(?=(?:on|for|at|today|tomorrow)\b|\w+day\b)/,
        '',
      )
      .replace(/\b(?:instead of|rather than)\b/g, 'without')
      .replace(/\b(between|from) (\d{1,2})-(?=\d{1,2}\b)/g, '$1 $2 - ')
      .replace(/\b(?:apart from|aside from|other than|with the exception of|excluding|excepting|save for)\b/g, 'except')
      .replace(/\b(all|everything|every one|both|any)\b(.*?)\b(?:bar|save)\b/g, '$1$2except')
      .replace(/\bas of\b/g, 'from')
      .replace(/\bno (?=(?:\w+day|morning|afternoon|evening)s\b)/g, 'not ')
      .replace(/\bno (longer|good|use)\b/g, 'not $1')
      // "We'd", and no Wednesday.
      .replace(
        /\bwed (?=(?:like|love|rather|prefer|said|agreed|arranged|had|have|pencilled|booked|planned|need|needed|want|wanted|hoped|hoping|been|be|better|only|already|just|originally|both|all|put|made|talked|got|take|come|go|really|actually)\b)/g,
        'we would ',
      )
      .replace(/\bi am\b/g, 'i')
      .replace(
        /\b(?:(?:just |give me )*(?:a|one|half a) sec(?:ond)?|the second (?=(?:i|we) (?:get|hear|can|come)\b)|in the middle of|in the first place|at (?:long )?last|first of all|at first|a (?:third|half|quarter) of(?= (?:the|them|us|it|my|our|your|those|these)\b))\b/g,
        ' well ',
      )
      .replace(/\s(?:sorry|actually)[.!]?\s*$/, ' ')
      .replace(/(?<=\w),? (?:(?:sorry|apologies),? )?i mean(?:t)?,? (?=\S)/g, ' um ')
      .replace(/\btil\b/g, 'till')
      .replace(/\btwelth\b/g, 'twelfth')
      .replace(/\bforth\b/g, 'fourth')
      .replace(/\bfryday\b/g, 'friday')
      .replace(/\b(\d{1,2})\s*ish\b/g, '$1')
      .replace(/(\d)\s*-\s*(?=\d{1,2}\s*(?:am|pm))/g, '$1 - ')
      .replace(tensBeforeUnits, (_, tens) => (tens === '20' ? 'twenty ' : 'thirty '))
      .replace(/\b([ap])\s(?:m|em)\b|\b(p)ee\s?em\b/g, (_, half, pee) => `${half ?? pee}m`)
      .replace(/(oclock|o clock)\b/g, ' oclock'),
  word: word => [misheard.get(word) ?? (possessive.test(word) ? word.slice(0, -1) : word)],
};

const heard: HeardLanguage = {
  spelling: englishSpelling,
  numbers: englishNumbers,
  dayRules: englishDayRules,
  timeRules: englishTimeRules,
  pickRules: englishPickRules,
  // Language models mix the two.
  or: wordSet('or oder'),
  notAfterOr: wordSet('later earlier so spaeter frueher'),
  but: wordSet('but'),
  instead: wordSet('no nope sorry rather actually'),
  corrections: englishCorrections,
  remarks: englishRemarks,
  requests: englishRequests,
  services: englishServices,
  fillers: englishFillers,
  feastsIn: englishFeastsElsewhere,
  titles: wordSet('mr mrs ms miss dr. dr doctor salon mr. mrs. with'),
  introductions: englishIntroductions,
  possessives: wordSet('my our his her their'),
  listRules: englishListRules,
  tone: englishTone,
  fromTo: [
    /^(?:(?:the|my|it|that|one|appointment|just|please|move) )*from (?<from>.+?) to (?<to>.+)$/i,
    /^(?:can|could) (?:we|you|i) (?:please )?(?:push|move|change|shift|switch|reschedule|put|bring) (?:my |the )?(?<from>.+?)(?: appointment| one| slot)? to (?<to>.+)$/i,
    /^(?:so )?(?:i'm|i am|im|we're|we are) booked in (?:for|on) (?<from>.+?),? and (?:i was|i'm|we were) wondering (?:if|whether) (?<to>.+?) (?:would|could|might) (?:work|suit|be ok|be okay|be possible)(?: instead)?$/i,
    /^(?<to>.+) instead of (?<from>.+)$/i,
  ],
  because: wordSet('because cause cos cuz when once'),
  negations: wordSet('not dont cant cannot wont doesnt isnt arent aint couldnt wouldnt didnt except without never'),
  declining: englishDeclining,
  placeholders: {
    nothing: ['unknown', 'unspecified', 'it', 'empty', 'not provided', 'not specified', 'not given'],
    nobody: [
      'customer',
      'the customer',
      'caller',
      'the caller',
      'guest',
      'user',
      'name',
      'full name',
      'customer name',
      'caller name',
      'first name',
      'last name',
      'first name last name',
      'firstname lastname',
    ],
  },
  consent: {
    yes: [
      'yes',
      'y',
      'yeah',
      'yep',
      'yup',
      'sure',
      'ok',
      'okay',
      'fine',
      'agreed',
      'of course',
      'certainly',
      'absolutely',
      'go ahead',
      'no problem',
      'sure thing',
      'that works',
      'all right',
      'alright',
      'do it',
      'i accept',
      'i agree',
      'thats fine',
      'that is fine',
    ],
    no: ['no', 'n', 'nope', 'no thanks', 'no thank you', 'not really', 'i dont', 'i do not'],
    around: [
      'please',
      'thanks',
      'thank',
      'you',
      'thats',
      'that',
      'is',
      'its',
      'it',
      's',
      'with',
      'me',
      'by',
      'i',
      'm',
      'am',
      'then',
      'well',
      'um',
      'uh',
      'er',
      'right',
      'good',
      'the',
      'fee',
      'ill',
      'll',
      'pay',
      'will',
    ],
  },
};

const spoken: SpokenLanguage = {
  ...englishMoments,
  number: englishNumber,
  count: englishNumber,
  joints: { or: 'or', and: 'and' },
  booked: (time, service) => `${time} for ${service}`,
  bookedWith: (time, staff) => `${time} with ${staff}`,
  several: (time, count) => `${time} ${count === 2 ? 'twice' : `${englishNumber(count)} times`}`,
  notConfirmed: 'subject to our confirmation',
  underWay: englishUnderWay,
  handover: {
    transfer: "I'll put you through.",
    callback: "We'll call you back.",
    none: 'Please contact us directly.',
  },
  waiting: 'Let me check.',
  plus: 'plus',
  readOut: englishReadOut,
  sentences: englishSentences,
};

export const english: LanguagePack = {
  locale: 'en-GB',
  heard,
  spoken,
  written: englishNotifications,
  disclosed: englishDisclosed,
};
