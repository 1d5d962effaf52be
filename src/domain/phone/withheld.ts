// Says which texts stand for a number that the caller hides.
import { plainAddress } from './written-number.ts';

/** Words that say a number is hidden or not there; without accents, umlauts as two letters. */
const hiding = [
  'anonym(?:ous|e[rn]?|o)?|anonimo|unknown|unbekannt(?:e[rn]?)?|sconosciuto|inconnue?',
  'restricted|blocked|private?|privat(?:e[rn]|o)|prive|hidden|secret|geheime?|verborgene?|confidential',
  'withheld|suppressed|unterdrueckt(?:e[rn]?)?|masquee?|unavailable|outofarea|clir',
  'no|not|non|none|kein(?:e[rn]?)?|ohne|nicht|null|nil|undefined',
].join('|');
/** Words that stand beside them. */
const beside = [
  'caller|calling|call|id|identity|number|numero|num|nummer|nr|rufnummer|telefonnummer|phone|name|information|party',
  'anrufer|anruf|teilnehmer|available|provided|present|disponibile|verfuegbar|uebermittelt|angezeigt|vorhanden|bekannt',
].join('|');
const ofTheseWords = new RegExp(`^(?:${hiding}|${beside})+$`);
const oneHides = new RegExp(hiding);
const longestWording = 50;

/** "Anonymous" and its like on a keypad. */
const keypad = new Set(['266696687', '86282452253', '8656696', '2562533', '7378742833']);
const nobodysHost = /@(?:[^@]*\.)?(?:anonymous|unknown|restricted|unavailable|privacy)\.invalid(?:[:;?]|$)/;

/**
 * True where the caller hides their number: no text, words that say so ("No Caller ID"), only zeros, keypad spellings, or a SIP
 * address of nobody (RFC 3323).
 */
export function isWithheld(text: string | null | undefined): boolean {
  const address = plainAddress(text ?? '').toLowerCase();
  if (nobodysHost.test(address)) return true;
  const [user = ''] = address.replace(/^(?:tel|sips?|callto):(?:\/\/)?/, '').split(/[@;?]/, 1);
  const word = asWord(user);
  if (word === '' || word === 'na' || /^0{4,}$/.test(word) || keypad.has(word.replace(/^00/, ''))) return true;
  return word.length <= longestWording && ofTheseWords.test(word) && oneHides.test(word);
}

const asWord = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\u0308/gu, 'e')
    .replace(/[^\p{L}\p{N}]/gu, '');
