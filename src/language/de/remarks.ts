// Clauses of German sentences that carry no day: how they begin and end, and what makes them more than that.
import { wordSet } from '../grammar/words.ts';
import type { Remarks } from '../heard-language.ts';

/** Whatever a reason tells of, it is said with one of these, or of somebody's own. */
const verbs =
  'ist|sind|war|waren|hat|haben|hab|habe|wurde|wurden|wird|kommt|kommen|liegt|liegen|liege|steht|stehen|stehe|steh|sitze|sitzt|geht|gehts|' +
  'gings|zieht|ziehen|faehrt|fahren|fahre|fliegen|fliege|laeuft|macht|muss|muessen|zahlt|tut|faellt|fehlt|fehlen|heiratet|feiert|braucht|streikt|arbeite|arbeitet|humpelt|lahmt|gehts|hatte|spinnt|klemmt|schreibt|landet|laesst|holt|bringt|bekommt|kriegt|meint|sagt|verlangt|tropft|brennt';
const dayNames = '(?:(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend)';

export const germanRemarks: Remarks = {
  begin: [
    /^(?:weil|denn|nachdem|zumal)(?= )/,
    new RegExp(
      `^(?:mein|meine|unser|unsere) (?!termin|naechste|letzte|aktuelle|name\\b|nummer\\b)\\S+(?: \\S+){0,3}? (?:${verbs})(?= |$)`,
    ),
    /^ich bin (?:krank|im|in|auf|beim|bei|noch|grad|gerade|leider|selber|seit|momentan|unterwegs|gestuerzt|umgeknickt|hingefallen|ausgerutscht) /,
    new RegExp(`^(?:mir|mich|uns|ich|wir|er|sie|es|da|dann) (?:${verbs})(?= )`),
    new RegExp(`^(?:der|die|das|dem|ein|eine) (?!termin)[a-z]{3,}(?: \\S+){0,3}? (?:${verbs})(?= |$)`),
  ],
  reason: /^(?:weil|denn)(?= )/,
  wishFollows:
    /^(?:also|deshalb|deswegen|drum|darum|daher|ginge|geht|gaebe|gibt|waere|haetten|haben|koennten|koennen|kann|koennte)(?= )/,
  own: /\b(?:ich|wir|mir|mich|uns|man)\b/,
  end: [
    /^(?:also|deshalb|deswegen|drum|darum|daher|folglich|aber|bitte|trotzdem|jedenfalls)(?= |$)/,
    /^(?:ich|wir) (?:muss|muesst|muesste|muessen|muessten|moecht|moechte|moechten|wollt|wollte|wollten|will|wollen|wuerd|wuerde|wuerden|kann|koennte|koennen|brauch|brauche|brauchen|braeucht|braeuchte|haett|haette|haetten|hab|habe|haben|hatte|hatten|soll|sollte|sollten|schaff|schaffe|schaffen|komm|komme|kommen|sag|sage|sagen|ruf|rufe|krieg|kriege)(?= |$)/,
    /^(?:koennten|koennen|koennt|wuerden|kann|koennte|muss|muesste|moechte|haetten|streichen|loeschen|stornieren|nehmen|sagen|ginge|geht|gaebe|haben) (?:sie|ich|wir|man|ihr|mir)(?= |$)/,
    /^(?:den|der|die|dem|meinen|mein|unseren|unser|dieser|diesen) (?:termin|am|um|von|vom|heute|heutige[nr]?|morgige[nr]?|uebermorgen)(?= |$)/,
    new RegExp(`^(?:den|der|dieser|diesen) ${dayNames}(?= |$)`),
    /^(?:den|das|die|der) (?:brauch\w*|muss|koennen|kann|schaff\w*|wird|moecht\w*|will|soll|wuerd\w*|haett\w*|krieg\w*)(?= )/,
    /^(?:das|es) (?:wird|klappt|geht|kann|schaff|schaffe|waere)(?= |$)/,
    /^und (?:ich|wir|das|den|der|da|deshalb|deswegen|drum|darum|jetzt|muss|kann)(?= |$)/,
  ],
  points:
    /\b(?:termin\w*|ihn|ihnen|euch|ihr|dass|dran|daran|drauf|darauf|dafuer|davon|damit|dazu|draus|daraus|behalt\w*|darf|soll\w*|wuerde?n?|gerne?|lieber|unbedingt|wichtig\w*|trotzdem|doch|freue?n?|hoffe|wenn|falls|ob|vielleicht|eventuell|wann|warum|wieso|wie|jede[nrs]?|immer|gilt|bleib\w*|absag\w*|abgesagt|verschieb\w*|verschoben|storn\w*|verleg\w*|umbuch\w*|umgebucht|gestrichen|streich\w*|heiss\w*|name\w*|angerufen|gebucht|ausgemacht|vereinbart|eingetragen|gesagt)\b|\b(?:weil|denn) (?:mir|mich|uns|ich|wir) (?:de[nr]|die|das)\b|\b(?:mir|mich|uns|ich|wir) (?:de[nr]|die)(?: \w+)?$|^(?:mir|mich|uns|ich|wir) (?:\w+ )?das\b|\b(?:ich|wir)\b.*\b(?:\w*komm\w*|will|wollen?|moechte?n?|mag|brauche?n?|kann|koenn\w*)\b|\b(?:will|moechte|mag|brauche?|kann|koennte) ich\b|\b(?:de[nr]|das|die)$|^da ist (?:der|die|noch|nochmal) /,
  pointsOfWish: /\b(?:wenn|falls|ob|vielleicht|eventuell|wann|dass|termin\w*|ausser|lieber)\b/,
  owner:
    /^(?!(?:vor|nach|ab|bis|seit|zwischen|waehrend|um|in|an|ueber|zu) )(?:\S+ )?(?:meine[nm]?|mein|unsere[nm]?|unser)$|^(?:mit|fuer|wegen|bei|von) (?:de[nmr]|die|das|einem|einer|meiner|unserer)$/,
  sake: /^(?:wegen|fuer) (?:de[nmsr]|die|das|einem|einen|einer|eine|meine[nmsr]?|mein|unsere[nmr]?|unser)$/,
  articles: wordSet('ein eine einem einen einer ne ner nem'),
};

const sound = '(?:(?:aeh+m*|oeh+m*|ehm*|hm+|na|naja|so|sagen wir(?: mal)?|sagn ma|sag ich mal|ich sag mal),? )+';
const number =
  '(?:\\d|(?:eins?|zw[eo]i?|drei|vier|fuenf|sech|sieb|acht|neun|zehn|elf|zwoelf|zwanzig|erst|zweit|dritt)\\w*\\b|(?:ein|zwei|drei|vier|fuenf|sechs|sieben|acht|neun)und\\w+)';
const laterThanHours = '(?:dreissig|vierzig|fuenfzig|(?:fuenf|fuenfund)(?:dreissig|vierzig|fuenfzig)|30|35|40|45|50|55)\\b';
const day = '(?:(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|heute|uebermorgen)';
const soft = '(?:(?:ihnen|euch|dir|fuer sie|bei ihnen|bei euch|irgendwie|irgend|noch|nur|ueberhaupt|ja|so|da|denn) )*';
/** Who only looks something up has said nothing yet. */
const beforeMore = `(?=.*(?:\\b${day}|\\b(?:morgen|um|am)\\b|${number}))`;
const meanwhile = '(?:(?:nur|mal|eben|kurz|grad|gerade|schnell|noch|erst|einen moment|ganz) )*';

/** Courtesy, looking things up, and sounds inside a time, and what is put in their place. */
export const germanCourtesies: readonly (readonly [RegExp, string])[] = [
  // "Wenn es Ihnen nichts ausmacht" sets no condition.
  [
    new RegExp(
      `,? ?\\b(?:wenns|(?:wenn|falls|sofern|soweit)(?: (?:es|das))?) ${soft}(?:nichts ausmacht|keine (?:grossen |allzu grossen )?(?:umstaende|muehe|probleme?|arbeit) (?:macht|bereitet)|nicht (?:zu|allzu) viel (?:muehe|arbeit|verlangt) (?:macht|ist)|nichts dagegen spricht|recht (?:ist|waere)|moeglich(?: ist| waere)?|machbar(?: ist| waere)?|geht|ginge|passt|klappt)\\b,?`,
      'g',
    ),
    ' ',
  ],
  [/\bsoweit (?:es )?moeglich\b/g, ' '],
  [
    /\bich hoff(?:e)?,? (?:das|es) (?:ist|geht|waere) (?:(?:noch|jetzt|ihnen|euch|nicht|so|fuer sie) )*(?:zu )?(?:kurzfristig|spaet|schlimm|in ordnung|okay|ok|recht|knapp)\b(?:,? (?:aber|und))?/g,
    ' ',
  ],
  // Looking something up.
  [
    new RegExp(
      `\\b(?:lassen sie|lass|lasst) mich ${meanwhile}(?:ueberlegen|schauen|gucken|nachsehen|nachschauen|nachgucken|nachdenken|sehen)\\b${beforeMore}`,
      'g',
    ),
    ' ',
  ],
  [
    new RegExp(
      `\\bich (?:muss|schau|schaue|guck|gucke) ${meanwhile}(?:in (?:meine[nm]?|den|dem) (?:termin)?(?:kalender|planer|handy) )?${meanwhile}(?:gucken|schauen|nachsehen|nachschauen|sehen|nachgucken|rein|nach)\\b${beforeMore}`,
      'g',
    ),
    ' ',
  ],
  [
    new RegExp(
      `\\bwo (?:hab|habe) ich (?:(?:denn|ihn|es|das|nur|bloss|jetzt) )*(?:den |meinen |die )?(?:zettel|kalender|karte|kaertchen|terminkarte)\\b(?: denn| nur)*${beforeMore}`,
      'g',
    ),
    ' ',
  ],
  [new RegExp(`\\b(?:(?:eine|ne) )?sekunde\\b${beforeMore}`, 'g'), ' '],
  // When something happened.
  [/\b(gestern|vorgestern) (?:nacht|abend|frueh|mittag|vormittag|nachmittag)\b/g, '$1'],
  [/\b(?:in )?(?:den|die) letzten (?:naechten?|tagen?|wochen|monaten?)\b(?! (?:de[sr]|vo[rnm]|im|in)\b)/g, ' '],
  // Greetings name no part of the day, nor tomorrow.
  [/\b(?:(?:schoenen|einen|recht) )*guten? (?:abend|nachmittag|vormittag|mittag)\b/g, 'guten tag'],
  [
    /\b(?:und )?(?:(?:noch|ihnen|euch|einen|dann) )*schoenen (?:abend|nachmittag|vormittag|mittag|morgen|tag|feierabend)\b(?! termin)(?: noch)?/g,
    ' ',
  ],
  [/\b(?:und )?(?:(?:noch|ihnen|euch|ein|dann) )*schoenes wochenende\b(?: noch)?/g, ' '],
  [
    new RegExp(
      `^(?:morgen|morschn|moing|morjen|mosche),? (?=ich (?:muesste?|moechte?|wollte?|haette?|rufe?)\\b.*\\b(?:${day}|\\d{1,2}\\.|${number} ?(?:januar|februar|maerz|april|mai|juni|juli|august|september|oktober|november|dezember)))`,
    ),
    '',
  ],
  // When it was booked.
  [
    /\b(?:gestern|vorgestern|vorhin|neulich|kuerzlich|letztens|letzte woche|letzten monat|vor (?:einer|ein paar|zwei|drei) (?:wochen?|tagen))\b(?=(?: (?!auf )\w+){0,7} (?:gemacht|gebucht|vereinbart|ausgemacht|abgemacht|reserviert|bekommen|gekriegt)\b)/g,
    ' ',
  ],
  // An article, and no one o'clock.
  [
    /(?<!\b(?:uhr|um|nach|vor|halb|viertel|gegen|ab|bis|in) )\bein (?=(?!paar|monat|jahr|viertel|dreiviertel|halb|\w+tag\b|mittwoch|sonnabend)[a-z]{4,}\b)/g,
    'einen ',
  ],
  // What has been done elsewhere.
  [/\bich lass mir\b/g, 'mir'],
  [/\b(?:machen|schneiden|faerben|richten|reparieren|behandeln|wachsen|impfen) lassen\b/g, ' '],
  // Where it is read from.
  [new RegExp(`\\b(?:hier|da) steht (?=(?:am |der |den )?${day})`, 'g'), ' also '],
  [/\b(?:anstelle|an stelle|statt) (?:von|vom)(?= )/g, 'statt'],
  [/\bno (?=(?:was|wos|ebbes|an|oan|frei|platz|amal|amoi)\b)/g, 'noch '],
  [/\bich (?:melde mich|rufe? (?:noch ?mal )?an) (?=wegen\b)/g, ' '],
  [/^folgendes:?,? /, ''],
  // Of a time the company has named.
  [
    /((?:\buhr(?: [a-z]+ig)?|\b(?:halb|(?:viertel|kurz|zehn|fuenf) (?:vor|nach)) \w+|\d{1,2}[:.]\d{2}(?: uhr)?)) (?:hatten|haben) sie (?:(?:ja|doch|vorhin|eben) )*(?:gesagt|vorgeschlagen|angeboten)\b/g,
    '$1',
  ],
  // It is to go.
  [/\bhat sich (?:(?:damit|somit|dadurch|leider|eh|jetzt|schon) )*(?:erledigt|eruebrigt)\b/g, 'absagen'],
  [/\bbescheid (?:geben|sagen)\b/g, 'sagen'],
  // Until when somebody cannot, beside a bound that says the same.
  [
    /(?<=\b(?:ab|nach|erst) .*),? vorher (?:bin|muss|arbeite|hab|habe) ich(?: (?:noch|im|in|der|die|auf|zur|zum|beim|bei|arbeit|arbeiten|buero|schule|dienst|schicht|uni|los|weg|tuev|arzt))+$/,
    '',
  ],
  [
    /(?<=\b(?:bis|vor|spaetestens) .*),? (?:dann|danach) muss ich(?: (?:noch|wieder|zur|zum|in|die|auf|arbeit|arbeiten|buero|schule|dienst|schicht|los|weg))+$/,
    '',
  ],
  [/,? da (?:bin|komme?) ich (?:aus|von) (?:der|meiner) (?:arbeit|schule|schicht|fruehschicht|uni)\b/g, ''],
  [/,? da (?:hab|habe) ich (?:dann )?(?:feierabend|schulschluss|dienstschluss)\b/g, ''],
  // Sounds inside a time.
  [new RegExp(`\\b(um|am|gegen|ab|halb|viertel|dreiviertel|vor|nach|den|dem|der|zum) ${sound}(?=${number}|${day})`, 'g'), '$1 '],
  [new RegExp(`\\b(\\d{1,2}|${number}),? ${sound}(?=uhr\\b)`, 'g'), '$1 '],
  [new RegExp(`\\bviertel ${sound}(?=(?:vor|nach)\\b)`, 'g'), 'viertel '],
  [new RegExp(`\\buhr,? ${sound}(?=${laterThanHours})`, 'g'), 'uhr '],
];
