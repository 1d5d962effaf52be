// How German callers ask for something outright after a story, and what a story must not hold for that.
import { wordSet } from '../grammar/words.ts';
import type { Requests } from '../heard-language.ts';

const lead = '(?:(?:also|und|deshalb|deswegen|drum|darum|daher|folglich|dann|bitte|jetzt|halt|nun|naja|von daher|insofern) )';
const dayNames = '(?:(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend)';
const modals =
  '(?:muss|muesst|muesste|muessen|muessten|moecht|moechte|moechten|wuerd|wuerde|wuerden|wollt|wollte|wollten|will|wollen|kann|koennen|koennt|koennte|schaff|schaffe|schaffen|schaffs|brauch|brauche|brauchen|braeucht|braeuchte|braeuchten|komm|komme|kommen|krieg|kriege|kriegen|lass|lasse|lassen|sag|sage)';

export const germanRequests: Requests = {
  asking: [
    new RegExp(
      `^${lead}*(?:streichen|stornieren|loeschen|canceln|nehmen|sagen|tragen|machen|lassen|setzen|werfen|schmeissen|koennen|koennten|koennt|wuerden|wuerdet) (?:sie|ihr|wir|se)(?= )`,
    ),
    new RegExp(
      `^(?:${lead}+(?:${modals}|macht|lohnt|hat|ist|faellt|wird|geht|braucht)|da (?:macht|lohnt)) (?:ich|wir|man|der|die|das|den|sich|es|mein|meine|meinen|unser|unsere|unseren)(?= )`,
    ),
    new RegExp(`^${lead}*(?:streich|storniere?|loesch|nimm|cancel) (?:mir|mich|uns|den|die|das|bitte|mal)(?= )`),
  ],
  stating: [
    new RegExp(`^${lead}*(?:ich|wir|mir|man) ${modals}(?= )`),
    new RegExp(
      `^${lead}*(?:der|den) (?:termin|${dayNames}|\\S+ten?|\\S+ste)(?: (?:am|um|vom|heute|morgen|uebermorgen|frueh) ?\\S*){0,2} (?:faellt|muss|kann|koennen|koennt|brauch\\w*|braeucht\\w*|schaff\\w*|geht|ist|waere|soll|sollte|muessen|hat)(?= )`,
    ),
    new RegExp(`^${lead}*(?:das|es|des|dat) (?:wird|klappt|geht|schaff\\w*|kann|muss)(?= )`),
  ],
  bare: [
    new RegExp(
      `^${lead}*(?:den|die|der|das|meinen|unseren) (?:termin|am|um|vom|von|heutige[nr]?|morgige[nr]?|${dayNames}|\\S+te[nr]?)(?= )`,
    ),
    new RegExp(
      `^${lead}*(?:der|die|das|den|mein|meine|meinen|unser|unsere|unseren) \\S+ (?:am|um|vom|heute|morgen|uebermorgen|von)(?= )`,
    ),
    new RegExp(`^${lead}*(?:am )?(?:heute|morgen|uebermorgen|${dayNames})(?= )`),
  ],
  wishing: [
    /^(?:also|deshalb|deswegen|drum|darum|daher|stattdessen|folglich)(?= )/,
    /^(?:lieber|am besten|dann lieber|dann bitte|dann halt|dann doch)(?= )/,
    /^(?:bitte )?(?:verlegen|verschieben|legen|umbuchen|tun|machen)(?: (?:sie|wir|ihn|es|den|mich|bitte))* (?:auf|draus|am|den)(?= )/,
    /^(?:koennten|koennen|koennt|kann|koennte) (?:wir|sie|ich|man|ihr)(?= )/,
  ],
  weak: [/^(?:bitte|geht|ginge|gings|gaebe|gibt|waere|haetten|passt)(?= )/, /^machen (?:sie|wir)(?= )/],
  follows: wordSet('also deshalb deswegen drum darum daher folglich aber'),
  turns:
    /\b(?:wenn|wenns|falls|sofern|ob|vielleicht|eventuell|womoeglich|moeglicherweise|wann|warum|wieso|weshalb|welche[nrsm]?|jede[nrsm]?|alle[nrs]?|ausser|statt|anstatt|anstelle|trotzdem|behalt\w*|bleib\w*|gilt|gelten|bloss|keinesfalls|keineswegs|niemals|fall|termine?|termins|andere[nrsm]?|hoechstens|nur|nicht dass|kann sein|koennte sein|moeglich\w*|wahrscheinlich|wohl|angeblich|demnaechst)\b|\b(?:ab(?:zu)?sag|abgesagt|storn|streich|gestrichen|loesch|geloescht|cancel|verschieb|verschob|verleg|umbuch|umgebucht|umleg|vorzieh|hergeb)|\b(?:de[nrms]|die|das|am|um|im|vom|zum|zur|bis|ab|auf|fuer|von|mit|an|in|wegen|meine[nmrs]?|unsere[nmrs]?)$|\b(?:nicht|nie|niemand|keiner|kein|nix)(?: \S+)? (?:gesagt|sagte|sage|gemeint|behauptet|verlangt|gebeten|geschrieben)$/,
  turnsWish: /\b(?:frueher|spaeter|frueheste\w*|spaeteste\w*|erst|solange|solang|bevor|seit)\b/,
  subordinate:
    /\b(?:dass|damit|sodass|weil|obwohl|bevor|nachdem|wo|der|die|das|den) (?:ich|wir|sie|er|man|mir|uns|ihr)$|\b(?:soll|sollte|sollen|muss|muesste|muessen|darf|duerfte|will|wollen|brauche?|braucht|brauchen|werde|haette) (?:ich|wir|man|er|sie|es)$|\bdass\b/,
  dependent:
    /\b(?:zu|abzusagen)\b|\b(?:muss|muesste|will|wollte|soll|sollte|kann|koennte|darf|hat|habe|haben|hatte|hatten|wird|werde|werden|moechte)$/,
  opinions:
    /\b(?:glaub\w*|denk\w*|finde? (?:das |es |ich )?nicht$|meint|meinte|meinen|ich mein|ich meine|weiss|wissen|sicher|sagt|sagte|(?<!ehrlich )gesagt|heisst|hiess|behaupt\w*|hoffe?n?|erwart\w*|will|wollen|woll\w*|versteh\w*|einseh\w*|erinner\w*)\b/,
  governs:
    /\b(?:moecht\w*|wuerd\w*|soll\w*|muss|muess\w*|kann|kannst|koenn\w*|darf|duerf\w*|brauch\w*|werd\w*|wird|lass\w*|mag|moeg\w*|vor|plan\w*|trau\w*|mach\w*|nehm\w*|tun|tu|dran|daran|lust|grund|einfall\w*)\b|\b(?:nicht|net|ned|nit|kein\w*|nix|nichts|nie)$/,
  goes: /\b(?:raus\w*|herausnehm\w*|ausfall\w*|faellt .*(?:aus|weg|flach)|hinfaellig|entfaellt|abbestell\w*|austrag\w*|(?:kann|muss|soll|darf) (?:\w+ )?weg)\b|^(?:\w+ ){0,2}sagen (?:sie|wir) (?:(?:bitte|doch|halt|dann|mal|einfach) )*(?:den|die|das|meinen|unseren|am) (?!.*\b(?:noch|nochmal|wieder|durch|an|zu|dass)\b)/,
};
