// What German sentences say of their day beside naming it: that it is declined, kept, or taken by something else.
import { wordSet } from '../grammar/words.ts';
import type { Corrections, Declining, Introductions, Tone } from '../heard-language.ts';

export const germanDeclining: Declining = {
  verbs: wordSet(
    'braeucht braeuchte braeuchten chan kumm ging kann kannst koennen koennt koennte koennten schaff schaffe schaffs schafft schaffen klappt klappts klappen geht gehts gehen passt passts passen ' +
      'komm komme kommt kommen brauch brauche brauchs braucht brauchen will wollen wird werden wuerd taugt haut hinhaut schaff schaffma geh kanns kanni koennens krieg kriege kriegen bekomme bekommen',
  ),
  after: wordSet(
    'kommen kumma kemma erscheinen wahrnehmen einhalten teilnehmen antreten hingehen hinkommen vorbeikommen dabei da hin statt aus moeglich ' +
      'noetig gebraucht drin ausgehen hinhauen machbar einzuhalten wahrzunehmen her rein verfuegbar abkoemmlich entbehren bringen vorbeibringen hinbringen abgeben unter',
  ),
  between: wordSet('mehr so ganz recht zu zum'),
  noMore: wordSet('mehr'),
  clauses: wordSet(
    'weil da den der dem denn und also wegen drum darum deshalb deswegen daher bitte wir er sie unsere unser meine mein die das',
  ),
  changes:
    /^(?:ab(?:zu)?sag|abgesagt|storn|verschieb|verschob|verleg|streich|gestrichen|loesch|geloescht|can[cz]el|umbuch|umgebucht|aender|umleg|vorzieh|vergess|verlier|verpass|hergeb|wegfall|ausfall)/,
  doubts: wordSet('ob sicher weiss falls vielleicht eventuell moeglicherweise womoeglich'),
  none: wordSet('kein keine keinen keinem keiner'),
  lacking: wordSet(
    'zeit lust moeglichkeit chance gelegenheit auto wagen betreuung kinderbetreuung babysitter fahrer mitfahrgelegenheit luft kraft nerven ' +
      'geld sinn umstaende fahrgelegenheit zug bus kapazitaet frei urlaub',
  ),
};

export const germanCorrections: Corrections = {
  not: wordSet('nicht net ned nit nid noed'),
  insteadOf: wordSet('statt anstatt'),
  mayFollow: wordSet('nicht net ned nit nid noed'),
  binding: wordSet('der den dem das die'),
  around: wordSet(
    'nein nee ja warte warten warts wart moment stopp stop halt quatsch falsch ach aeh aehm oeh hm also ich meine mein meinte gemeint ' +
      'hab habe gesagt bitte sorry entschuldigung verzeihung am an den der die das dem um auf fuer termin uhr gegen in im zum vom von es ' +
      'war ist sie sind dann doch lieber eigentlich natuerlich ein guten tag hallo aber erst schon eben jetzt',
  ),
  hesitations: wordSet('aeh aehm oeh oehm eh ehm em hm hmm moment momentmal warte warten wart'),
  leads: wordSet('am den der dem'),
  reasons: [
    /^(?:das|der|den|dies|da|dann) (?:ja |doch |hier )?(?:ist|is|isch|sind|war|waren|waere|waer|hab|habe|haben|hat|bin|muss|gehoert|gibts|gibt)(?= |$)/,
  ],
  reasonsOfWish: [
    /^(?:das|da|dann) (?:ja |doch )?(?:kann|kanns|koennen|kommt|komme|will|geht|gehts|passt|klappt|schaff|schaffe|krieg|brauch|brauche)(?= |$)/,
  ],
  verbsOfReasons: wordSet('ist is isch war waere waer hab habe haben hat bin muss kann geht'),
  inReasons: wordSet(
    'frau mann ihrer ihren seiner seinen sohn sohns tochter kinder kind mutter mama vater papa oma opa schwester bruder chef kollege kollegin freundin freund enkel ' +
      'schwiegermutter schwiegervater tante onkel nachbarin nachbar chor kegeln yoga sport training turnen fussball schwimmen probe zahnarzt arzt schule kita ' +
      'elternabend dran anderes geburtstag urlaub arbeit schicht fruehschicht spaetschicht dienst',
  ),
  beforeReason: wordSet(
    'ach oh quatsch nein nee halt stopp stop warte wart warten moment mal entschuldigung sorry verzeihung bloedsinn falsch',
  ),
  knownBefore: wordSet('ja doch schon'),
};

const dayNames = '(?:(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend)';
/** What is to become of an appointment. */
const change =
  '(?:ab(?:zu)?sag\\w*|abgesagt|stornier\\w*|zu stornieren|streich\\w*|gestrichen|(?:ge)?loesch\\w*|abbestell\\w*|can[cz]el\\w*|rausnehmen|rausgenommen|verschieb\\w*|verschoben|verleg\\w*|umbuch\\w*)';
/** Up to a new sentence, in which the caller may ask for it themselves. */
const sameSentence =
  '(?:(?!(?:also|deshalb|deswegen|drum|darum|daher|bitte|muss|muesste|moechte|koennen|koennten)\\b)\\S+ ){0,6}?';
const done = '(?:abgesagt|storniert|gestrichen|geloescht|abbestellt|rausgenommen)';
/** What is said before the verb of a statement: without it the verb begins a question. */
const beforeVerb =
  'eins|zwei|drei|vier|fuenf|sechs|sieben|acht|neun|zehn|elf|zwoelf|halb|\\d+|da|das|den|der|die|dem|dies|deshalb|deswegen|drum|darum|daher|also|leider|jetzt|nun|dann|trotzdem|heute|morgen|uebermorgen|uhr|termin|woche|' +
  'diesmal|nachher|eigentlich|daraufhin|somit|folglich|tag|natuerlich|gerade|grad|\\w+tag|mittwoch|sonnabend|\\w+(?:ten|sten)|januar|februar|maerz|april|mai|juni|juli|august|\\w+ember|oktober|massage|frueh|nachmittag|vormittag|abend|bitte|aber';
const acquaintance = '(?:nachbar|kolleg|bekannt|freund|vermieter|mitbewohner)\\w*';

export const germanTone: Tone = {
  keeps: [
    /\b(?:brauche?|braeuchte|schaff\w*|komme?|warte) (?:ich|wir|es)\b/,
    /\b(?:ich|wir) (?:brauche?n?|braeuchten?|schaff\w*|komme?n?|warte)\b/,
    /\bbin (?:ich )?(?:ja |auch )?(?:da|dabei|frei)\b/,
    /\b(?:muss|will|moechte|kann|darf|soll|koennte) (?:.* )?(?:haben|sein|kommen|wahrnehmen|behalten)$/,
    /\b(?:hab\w*|haette?) (?:ich|wir) (?:.* )?(?:zeit|frei|luft)\b|\b(?:zeit|luft|frei) (?:hab\w*|haett\w*)\b/,
    /\b(?:doch|trotzdem) (?:.* )?(?:kommen|kann|geht)\b|\b(?:kann|geht|klappt)\b.* (?:doch|wieder)\b/,
    /\b(?:ist|waere?) (?:\w+ )?(?:der|die|das) einzige\w*\b|\b(?:bleib\w*|steht|stehen|lass\w*|gilt|behalt\w*)\b/,
    /\bin ordnung\b|\bwichtig\b|\bsehen wir uns\b|\b(?:ist|isch|waere?|waer) (?:mir )?(?:gut|super|prima|fein|perfekt|ideal|schoen|recht|okay|ok|toll|klasse|spitze|wunderbar|machbar)\b/,
    /\bpasst (?:mir|uns|ihm|ihr|gut|besser|super|wunderbar|prima)\b|\bgeht(?: gut| klar| schon)?$/,
    /\bkann ich$|\bich kann(?: am| den)? \S+$/,
  ],
  tells: [
    /^(?:und |also |aber )?(?:wann|was|wie|wieviel|wo(?! (?:ich|wir|er|sie)\b.* (?:kriegt?|kriegen?|bekommt?|bekommen?|hab|habe|haben)$)|warum|wieso)\b/,
    /^(?:und |aber |was )?(?:wenn|falls)\b|\b(?:falls|ob|vielleicht|eventuell)\b/,
    /^(?:weil|da ich|da wir|denn)\b/,
    /\b(?:kann|koennt|koennte) (?:(?:gut|schon|auch|ja|natuerlich|durchaus) )*sein,? (?:dass|ich|wir)\b/,
    /\b(?:ich|wir) (?:selber|selbst) (?:komme?n?|bin|kann|schaff\w*)\b|\b(?:ich|wir) (?:(?:selber|selbst|aber) )*komme?n? (?:aber|trotzdem|selber|selbst|allein|schon)\b/,
    /\bkomm\w* .*\b(?:auf jeden fall|definitiv|ganz sicher)$|\bso lassen\b|\b(?:lassen|bleib\w*) (?:so )?wie\b/,
    /\b(?:oder (?:wie|was|nicht|doch nicht)|stimmt das|oder stimmts|ist das (?:so|richtig)|das anders|ich schon)$/,
    /\bam \S+(?:tag|woch|abend) (?:\S+ )?(?:gebucht|vereinbart|ausgemacht|angerufen|gesprochen|gemacht)\b/,
    /\b(?:hab\w*|hatt\w*|ist|wurde|seid|sind)\b.* (?:abgesagt|storniert|gestrichen|geloescht)(?: worden)?$/,
    /\b(?:vo[nm]) (?:\S+ )?\S+ (?:verschoben|verlegt|umgebucht)\w*/,
    /\bmelde (?:ich )?mich\b|\brufe? (?:ich )?(?:.* )?an$|\b(?:wieder|zurueck) (?:da|zurueck)\b|\berst naechste woche wieder\b/,
    /\bnein zu[mr]?\b|\bnicht (?:auch|doch)\b|^brauchen sie\b|\bich hab\w* (?:\S+ )+angerufen/,
    /^(?:ja |ok |okay |gut |also )+(?:warten|warte|moment|mal schauen|schauen|ueberlege|was|wie)\b/,
  ],
  unasked: [
    // Another person wants it.
    new RegExp(`\\b(?:ich|wir|man) soll(?:en)? ${sameSentence}${change}`),
    new RegExp(
      `\\b(?:gesagt|gemeint|geschrieben|geraten|empfohlen|meint|meinte|sagt|sagte|schreibt|schrieb|findet|fand|denkt|glaubt)(?: dass)? (?:ich|wir|man) (?:muss|muesst\\w*|duerft\\w*|koennt\\w*|kann|darf) ${sameSentence}${change}`,
    ),
    /(?<!\b(?:ich|wir) )\b(?:will|wollte|moechte|verlangt|verlangte|meint|meinte|findet|fand|raet|besteht|bittet|draengt) (?:(?:darauf|unbedingt|auch|halt|ja) )*dass (?:ich|wir)\b/,
    /\b(?:mein\w*|unser\w*) \S+ (?:sagt|meint|meinte|findet) (?:(?:den|der|die|das|dann|da|sag|streich|ich) )+/,
    /(?<!\b(?:wie|ehrlich|offen|kurz) )\b(?:sagt|sagte|meint|meinte|gesagt|gemeint|geschrieben)(?: (?:dann|da|halt|eben|einfach|doch|mir|ich))* (?:streich\w*|sag|sagen|sage|nimm|nehm\w*|loesch\w*|storn\w*)\b/,
    /\blaut (?:mein|unser|de|ein)\w*/,
    // It is asked about.
    new RegExp(`\\bsoll\\w* (?:ich|wir|man)\\b(?: \\S+)*? ${change}`),
    new RegExp(
      `^(?!.*\\b(?:weil|nachdem|wegen|aufgrund|zumal|krankheitsbedingt)\\b)(?:|.*(?<!(?:^| )(?:${beforeVerb})) )(?:muss|muesste) ich (?:\\S+ )*?${change}`,
    ),
    new RegExp(`\\b(?:haben|hatten) sie (?:\\S+ )*?${done}`),
    /\b(?:ist|waere|ists|waers) (?:es |das )?(?:\w+ )?(?:besser|gescheiter|sinnvoll\w*|noetig|notwendig|klueger|ratsam|vernuenftig\w*)\b/,
    /\boder (?:wie|was|nicht|etwa)$|\b(?:meinen|denken|glauben|finden) sie\b|\bwas (?:sagen|meinen|raten) sie\b/,
    // It is bound to a condition.
    /\bausser (?:wenn|falls|dass|es|ich|wir|sie)\b|\bes sei denn\b|\b(?:sofern|solange|sobald|angenommen|vorausgesetzt|je nachdem)\b/,
    /\bbevor (?!ichs?\b.*\bvergess)|\b(?:notfalls|im notfall|zur not|im zweifel\w*|gegebenenfalls|schlimmstenfalls|ansonsten|andernfalls|in (?:dem|diesem) fall)\b|\bsonst (?:streich|sagen|nehmen|storn|loesch)/,
    // It waits.
    /\bwart\w* (?:sie |wir )?(?:noch|bis|erst|mal ab)\b|\babwarten\b/,
    // It is done, or was nearly done.
    new RegExp(
      `\\b(?:hab\\w*|hatte\\w*|hat|wurde|ist|war) (?:(?!haett|muess|muss|moecht|wuerd|koenn|kann|will|wollt|soll|also)\\S+ )*?(?:${dayNames}|termin\\w*|ich|wir)(?: (?!haett|muess|muss|moecht|wuerd|koenn|kann|will|wollt|soll|also)\\S+)*? ${done}(?! werden| haben)\\b`,
    ),
    new RegExp(`\\b(?:urspruenglich|kurz davor|drauf und dran|beinahe|fast|um ein haar|nahe dran)\\b.*${change}`),
    // It is another person's.
    /^(?!.*\b(?:kund|anruf|patient|klient)\w*).*\b(?:ihren|seinen|deren|dessen) termin\b/,
    new RegExp(`\\b(?:von|fuer) (?:mein|unser|ein)\\w* ${acquaintance}|\\bmeine?[rs] ${acquaintance}(?: \\S+)*? ${change}`),
    new RegExp(`\\b(?:mein|unser)\\w* ${acquaintance} (?:kann|schafft|will|moechte)\\b`),
    new RegExp(
      `^(?!.*\\b(?:kund|anruf|patient|klient)).*\\b(?:(?:will|moechte|muss|mag) er\\b(?: \\S+)*? ${change}|(?:er|der) (?:\\S+ ){0,4}?${change} (?:will|moechte|muss)\\b)`,
    ),
  ],
  prefers: [
    /\b(?:besser|am besten|bevorzug\w*|wuensch\w*|klappt)\b|\blieber (?:\S+ )?(?:woche|monat)\b/,
    /\bnehme? (?:ich|wir)\b|\b(?:ich|wir) nehme?n?\b/,
    /\bauf (?:den |die )?\S+ (?:legen|verschieben|verlegen|umbuchen|schieben)\b|\b(?:legen|verschieben|verlegen|umbuchen|schieben) auf\b/,
    /\b(?:eintrag\w*|eingetragen|einplan\w*|reservier\w*|buchen|buche|vormerken|vergeben)\b|\b(?:einen|noch einen|was) (?:termin )?frei\b/,
    /\bmoechte ich (?:einen|nen) termin\b|\bhaben sie\b.* (?:termin|was|frei)\b/,
  ],
  moves: [/\b(?:verschieb\w*|verlegen|umbuchen|verlege|umlegen|vorverlegen|vorziehen)\b/],
  goes: /\b(?:ab(?:zu)?sag|abgesagt|storn|streich|gestrichen|loesch|can[cz]el)/,
  hinders: [
    /\b(?:nur|bloss|aber|ausser|hoechstens) (?:wenn|falls|sofern)\b/,
    /\b(?:mon|diens|donners|frei|sams|sonn)tag bleibt (?:stehen|bestehen|drin|so)\b|\b(?:mittwoch|sonnabend) bleibt (?:stehen|bestehen|drin|so)\b/,
    /\bhab\w* (?:ich|wir) (?:(?:da|schon|ja|leider) )*(?:ein\w*|was|mein\w*|unser\w*|kein\w*)|\beinen termin hab/,
    /\bmuss (?:ich|wir|er|sie|die|der|das|mein\w*)\b|\bmuessen wir\b/,
    /\b(?:ist|kommt|kommen|will|braucht|brauchen|hat|geht|gehen|muss) (?:mein|unser|der|die|das|ihr|jemand)\w*/,
    /\b(?:ist|hat|haben sie) zu\b|\bfaellt aus\b|\bleider\b|\btut mir leid\b|\bschade\b/,
    /\b(?:stressig|kompliziert|schwierig|umstaendlich|schlecht|unguenstig|ungut|bloed|doof)\b/,
    /\bzu (?:frueh|spaet|kurzfristig|stressig|eng|knapp|voll|weit|teuer|schnell|nah|bald|lang|anstrengend)\b/,
    /\bbrauche? (?:ich|wir) |\bkriege? ich\b|\bmelde (?:ich )?mich\b|\bfrage? (?:ich|wir)\b|\bich frage?\b|\bsage? ich(?! mal)/,
    /\bhoeren wir\b|(?<!\b(?:letzte|erste)[nrs]? (?:was|den|das|die) )\bsie gesagt\b|\bum \S+ herum\b/,
    /\bwissen wir\b|\bweiss ich\b|\brufe? ich\b|\bich rufe?\b|\bsehen wir\b/,
    /\bwar(?:en)? (?:ich|wir)\b|\bwaere? (?:ich|wir) .*ge\w+en$|\bgehen (?:mein|wir)/,
    /\b(?:verschieb\w*|verleg\w*|schieb\w*)\b(?!.*\b(?:auf|um|nach|zum|in)\b)(?<!\b(?:auf|um|nach|zum|in)\b.*)/,
    /\b(?:egal (?:an )?welche[rmn]? tag|(?<!ganze[rn] |halbe[rn] )tag (?:(?:is|ist|waere?) )?(?:(?:mir|uns) )?(?:ganz )?egal|andere[nrsm]? tag|irgendwann (?:so )?um|irgendein\w* tag|jede[nrm] tag)\b/,
    /\bbin ich (?:bei|beim|im|in|auf|weg|noch)\b|\b(?:kommt|kommen) jemand\b/,
  ],
};

export const germanIntroductions: Introductions = {
  greetings: wordSet('guten gruess tag morgen abend hallo servus moin hi hey gott grueezi'),
  forms: [
    { before: [], after: ['mein', 'name'] },
    { before: [], after: ['ist', 'mein', 'name'] },
    { before: ['mein', 'name', 'ist'], after: [] },
    { before: ['mein', 'name'], after: [] },
    { before: [], after: ['am', 'apparat'] },
    { before: [], after: ['am', 'telefon'] },
    { before: ['hier', 'ist'], after: [], greeted: true },
    { before: ['hier', 'spricht'], after: [] },
    { before: [], after: ['hier'], greeted: true },
  ],
};

/** What callers say around a day that neither names one nor turns what they want, and what is put in its place. */
export const germanAsides: readonly (readonly [RegExp, string])[] = [
  // Reasons.
  [
    /\b(?:mir|ihm|ihr|uns) gehts?(?: es)?(?: (?:gar|leider|heute|im moment|echt|wirklich|seit gestern|seit vorgestern|seit heute frueh|seit ein paar tagen))* nicht (?:so )?(?:gut|besonders)\b/g,
    '',
  ],
  [/\bauf einmal\b/g, ''],
  [/\bich liege? (?:mit (?:\w+ ){1,2}|\w+ )?flach\b/g, ''],
  [/\b(auf|bei|zu) ner\b/g, '$1 der'],
  [/,? (?:danach|hinterher|anschliessend) muss ich (?:\w+ ){0,3}(?:arbeit|arbeiten|los|weg|schule|dienst|schicht)$/, ''],
  [/^(?:mein|meine|unser|unsere) \w+ (?:faehrt|bringt) mich,? (?:und )?/, ''],
  // Where it was found.
  [
    /^(?:(?:mein|meine) \w+ hat|ich hab|ich habe) (?:mir )?(?:das|es|den) (?:hier )?aufgeschrieben,? (?:und )?(?:hier|da) steht (?:da |hier )?/,
    '',
  ],
  [/ (?:steht|stehts) (?:\w+ )?auf (?:meinem|meim|mein|dem|der|meiner) (?:termin)?(?:kaertchen|karte|zettel)(?= |$)/g, ''],
  // Asking, for doing it.
  [
    /\bich (?:wollte?|moecht|moechte|wuerde gern) (?:mal |nur |bloss )?(?:nach)?fragen,? ob (?:man|ich|sie|ihr|wir) (?=.*\b(?:absagen|stornieren|streichen|verschieben|verlegen|umbuchen) (?:kann|koennte|koennen|koennten|koennt)\b)/g,
    '',
  ],
  [/\b(?:sausen|ausfallen|platzen) lassen\b/g, 'absagen'],
  [
    /^((?:ja |hallo |also |guten tag )*)ich (?:braeuchte?|brauche?|haette|moechte|will)(?: (?:mal|gern|gerne|bitte))? (?:einen|nen|ein) anderen termin,? (?=was|wie|haben|ham|ginge|geht|kann|koennte)/,
    '$1',
  ],
  // "Denn" in a question gives no reason.
  [/\b(waer|schauts|siehts|schaut|sieht|geht|ginge|gaebs|gaebe|haette|haetten|kann|koennte|koennten) denn\b/g, '$1'],
  // What is to stay, beside what is not.
  [
    /(?<=\S),? (?:und |aber )?(?:die|den|der|das) (?:beiden )?anderen? (?:termine? )?(?:(?:sollen|soll|koennen|kann|duerfen|darf|muessen|muss|noch|ruhig|so|alle|bitte) )*(?:bleiben|bleibt|behalte ich|behalten|lassen wir)(?: bitte| stehen| so| drin| bestehen)*$/,
    '',
  ],
  [/(?<=\S),? (?:und )?nicht (?:schon )?jetzt(?: schon)?$/, ''],
  // "26.5., das ist der Dienstag nach Pfingsten"
  [
    new RegExp(`(?<=\\d\\.|\\b\\w+st[er]n?|\\b\\w+te[nr]?),? das (?:ist|waere|waer) (?:dann )?(?:der|ein) (?=${dayNames})`, 'g'),
    ' ',
  ],
  [/\b(?:so )?wie (?:heute|jetzt)(?: auch)?(?= (?:um|halb|viertel|dreiviertel|\d))/g, ''],
  // A greeting is no tomorrow.
  [/\bguten? morgen\b/g, 'guten tag'],
  // As few write it.
  [/\bin aller (?=frueh|herrgottsfrueh)/g, 'in der '],
  [/\b(ein|zwei|drei|vier|fuenf|sechs|sieben|acht|neun)(?=(?:zwanzig|dreissig)st)/g, '$1und'],
  [/\bvon den (zweien|dreien|beiden) (de[nr]|das|die) (\w+)/g, '$2 $3 von den $1'],
  [/\bach,? ne\b/g, 'ach nee'],
];
