// Says which texts stand for a number that the caller hides.
import { plainAddress } from './written-number.ts';

/** What networks, telephone systems and Retell write: without case, spaces, punctuation and accents, umlauts as two letters. */
const words = new Set(
  `
  anonymous anonymouscaller anonym anonymeranrufer anonimo anonyme
  unknown unknowncaller unknownnumber unknowncallerid callerunknown
  unbekannt unbekannteranrufer unbekannterteilnehmer unbekanntenummer unbekannterufnummer nummerunbekannt rufnummerunbekannt
  sconosciuto numerosconosciuto inconnu numeroinconnu
  restricted restrictednumber restrictedcaller blocked blockednumber blockedcaller blockedcallerid
  private privatenumber privatecaller privatecall privat privatenummer privatnummer privato numeroprivato numeroprive
  withheld withheldnumber numberwithheld callerwithheld idwithheld calleridwithheld
  unterdrueckt unterdruecktenummer unterdrueckterufnummer nummerunterdrueckt rufnummerunterdrueckt
  masque numeromasque
  unavailable idunavailable calleridunavailable numberunavailable notavailable notprovided outofarea
  nichtverfuegbar nummernichtverfuegbar rufnummernichtverfuegbar nichtuebermittelt rufnummernichtuebermittelt
  nocallerid noid nonumber nocallernumber keinenummer keinerufnummer ohnenummer ohnerufnummer
  hidden hiddennumber hiddencaller secret geheim geheimnummer clir
  null nil none undefined na
  `
    .trim()
    .split(/\s+/),
);

/** "Anonymous" and its like on a keypad. */
const keypad = new Set(['266696687', '86282452253', '8656696', '2562533', '7378742833']);

const nobodysHost = /@(?:[^@]*\.)?(?:anonymous|unknown|restricted|unavailable|privacy)\.invalid(?:[:;?]|$)/;

/** True where the caller hides their number: no text, a word for it, only zeros, or a SIP address of nobody (RFC 3323). */
export function isWithheld(text: string | null | undefined): boolean {
  const address = plainAddress(text ?? '').toLowerCase();
  if (nobodysHost.test(address)) return true;
  const [user = ''] = address.replace(/^(?:tel|sips?|callto):(?:\/\/)?/, '').split(/[@;?]/, 1);
  const word = asWord(user);
  return word === '' || words.has(word) || /^0{4,}$/.test(word) || keypad.has(word.replace(/^00/, ''));
}

const asWord = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\u0308/gu, 'e')
    .replace(/[^\p{L}\p{N}]/gu, '');
