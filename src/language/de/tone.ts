// What German sentences say of their day beside naming it: that it is declined, kept, or taken by something else.
import { wordSet } from '../grammar/words.ts';
import type { Corrections, Declining, Tone } from '../heard-language.ts';

export const germanDeclining: Declining = {
  verbs: wordSet(
    'braeucht braeuchte braeuchten chan kumm ging kann kannst koennen koennt koennte koennten schaff schaffe schaffs schafft schaffen klappt klappts klappen geht gehts gehen passt passts passen ' +
      'komm komme kommt kommen brauch brauche brauchs braucht brauchen will wollen wird werden wuerd taugt haut hinhaut schaff schaffma geh kanns kanni koennens',
  ),
  after: wordSet(
    'kommen kumma kemma erscheinen wahrnehmen einhalten teilnehmen antreten hingehen hinkommen vorbeikommen dabei da hin statt aus moeglich ' +
      'noetig gebraucht drin ausgehen hinhauen machbar einzuhalten wahrzunehmen her rein verfuegbar abkoemmlich',
  ),
  between: wordSet('mehr so ganz recht zu zum'),
  clauses: wordSet(
    'weil da den der dem denn und also wegen drum darum deshalb deswegen daher bitte wir er sie unsere unser meine mein die das',
  ),
  changes:
    /^(?:ab(?:zu)?sag|abgesagt|storn|verschieb|verschob|verleg|streich|gestrichen|loesch|geloescht|can[cz]el|umbuch|umgebucht|aender|umleg|vorzieh|vergess|verlier|verpass|hergeb|wegfall|ausfall)/,
  doubts: wordSet('ob sicher weiss falls vielleicht eventuell moeglicherweise womoeglich'),
  none: wordSet('kein keine keinen keinem keiner'),
  lacking: wordSet(
    'zeit lust moeglichkeit chance gelegenheit auto wagen betreuung kinderbetreuung babysitter fahrer mitfahrgelegenheit luft kraft nerven ' +
      'geld umstaende fahrgelegenheit zug bus kapazitaet frei urlaub',
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
      'war ist sie sind dann doch lieber eigentlich natuerlich ein guten tag hallo aber',
  ),
  hesitations: wordSet('aeh aehm oeh oehm eh ehm em hm hmm'),
};

export const germanTone: Tone = {
  keeps: [
    /\b(?:brauche?|braeuchte|schaff\w*|komme?|warte) (?:ich|wir|es)\b/,
    /\b(?:ich|wir) (?:brauche?n?|braeuchten?|schaff\w*|komme?n?|warte)\b/,
    /\bbin (?:ich )?(?:ja |auch )?(?:da|dabei|frei)\b/,
    /\b(?:muss|will|moechte|kann|darf|soll|koennte) (?:.* )?(?:haben|sein|kommen|wahrnehmen|behalten)$/,
    /\b(?:hab\w*|haette?) (?:ich|wir) (?:.* )?(?:zeit|frei)\b/,
    /\b(?:doch|trotzdem) (?:.* )?(?:kommen|kann|geht)\b|\b(?:kann|geht|klappt)\b.* (?:doch|wieder)\b/,
    /\b(?:bleib\w*|steht|stehen|lass\w*|gilt|behalt\w*)\b/,
    /\bin ordnung\b|\bwichtig\b|\bsehen wir uns\b|\b(?:ist|isch|waere?|waer) (?:mir )?(?:gut|super|prima|fein|perfekt|ideal|schoen|recht|okay|ok|toll|klasse|spitze|wunderbar|machbar)\b/,
    /\bpasst (?:mir|uns|ihm|ihr|gut|besser|super|wunderbar|prima)\b|\bgeht(?: gut| klar| schon)?$/,
    /\bkann ich$|\bich kann(?: am| den)? \S+$/,
  ],
  tells: [
    /^(?:und |also |aber )?(?:wann|was|wie|wieviel|wo(?! (?:ich|wir|er|sie)\b.* (?:kriegt?|kriegen?|bekommt?|bekommen?|hab|habe|haben)$)|warum|wieso)\b/,
    /^(?:und |aber |was )?(?:wenn|falls)\b|\b(?:falls|ob|vielleicht|eventuell)\b/,
    /^(?:weil|da ich|da wir|denn)\b/,
    /\bam \S+(?:tag|woch|abend) (?:\S+ )?(?:gebucht|vereinbart|ausgemacht|angerufen|gesprochen|gemacht)\b/,
    /\b(?:hab\w*|ist|wurde|seid|sind)\b.* (?:abgesagt|storniert|gestrichen|geloescht)(?: worden)?$/,
    /\b(?:vo[nm]) (?:\S+ )?\S+ (?:verschoben|verlegt|umgebucht)\w*/,
    /\bmelde (?:ich )?mich\b|\brufe? (?:ich )?(?:.* )?an$|\b(?:wieder|zurueck) (?:da|zurueck)\b|\berst naechste woche wieder\b/,
    /\bnein zu[mr]?\b|\bnicht (?:auch|doch)\b|^brauchen sie\b|\bich hab\w* (?:\S+ )+angerufen/,
    /^(?:ja |ok |okay |gut |also )+(?:warten|warte|moment|mal schauen|schauen|ueberlege|was|wie)\b/,
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
    /\b(?:mon|diens|donners|frei|sams|sonn)tag bleibt (?:stehen|bestehen|drin|so)\b|\b(?:mittwoch|sonnabend) bleibt (?:stehen|bestehen|drin|so)\b/,
    /\bhab\w* (?:ich|wir) (?:(?:da|schon|ja|leider) )*(?:ein\w*|was|mein\w*|unser\w*|kein\w*)|\beinen termin hab/,
    /\bmuss (?:ich|wir|er|sie|die|der|das|mein\w*)\b|\bmuessen wir\b/,
    /\b(?:ist|kommt|kommen|will|braucht|brauchen|hat|geht|gehen|muss) (?:mein|unser|der|die|das|ihr|jemand)\w*/,
    /\b(?:ist|hat|haben sie) zu\b|\bfaellt aus\b|\bleider\b|\btut mir leid\b|\bschade\b/,
    /\b(?:stressig|kompliziert|schwierig|umstaendlich|schlecht|unguenstig|ungut|bloed|doof)\b/,
    /\bzu (?:frueh|spaet|kurzfristig|stressig|eng|knapp|voll|weit|teuer|schnell|nah|bald|lang|anstrengend)\b/,
    /\bbrauche? (?:ich|wir) |\bkriege? ich\b|\bmelde (?:ich )?mich\b|\bfrage? (?:ich|wir)\b|\bich frage?\b|\bsage? ich(?! mal)/,
    /\bhoeren wir\b|\bsie gesagt\b|\bum \S+ herum\b/,
    /\bwissen wir\b|\bweiss ich\b|\brufe? ich\b|\bich rufe?\b|\bsehen wir\b/,
    /\bwar(?:en)? (?:ich|wir)\b|\bwaere? (?:ich|wir) .*ge\w+en$|\bgehen (?:mein|wir)/,
    /\b(?:verschieb\w*|verleg\w*|schieb\w*)\b(?!.*\b(?:auf|um|nach|zum|in)\b)(?<!\b(?:auf|um|nach|zum|in)\b.*)/,
    /\b(?:egal (?:an )?welche[rmn]? tag|(?<!ganze[rn] |halbe[rn] )tag (?:(?:is|ist|waere?) )?(?:(?:mir|uns) )?(?:ganz )?egal|andere[nrsm]? tag|irgendwann (?:so )?um|irgendein\w* tag|jede[nrm] tag)\b/,
    /\bbin ich (?:bei|beim|im|in|auf|weg|noch)\b|\b(?:kommt|kommen) jemand\b/,
  ],
};
