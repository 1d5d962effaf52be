// What German sentences say of their day beside naming it: that it is declined, kept, or taken by something else.
import type { Declining, Tone } from '../heard-language.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

export const germanDeclining: Declining = {
  verbs: words(
    'braeucht braeuchte braeuchten chan kumm ging kann kannst koennen koennt koennte koennten ko koa schaff schaffe schaffs schafft schaffen klappt klappts klappen geht gehts gehen passt passts passen ' +
      'komm komme kommt kommen brauch brauche brauchs braucht brauchen will wollen wird werden wuerd taugt haut hinhaut schaff schaffma geh i kanns kanni koennens',
  ),
  after: words(
    'kommen kumma kemma erscheinen wahrnehmen einhalten teilnehmen antreten hingehen hinkommen vorbeikommen dabei da hin weg raus los statt aus moeglich ' +
      'noetig gebraucht drin ausgehen hinhauen machbar einzuhalten wahrzunehmen her rein verfuegbar abkoemmlich',
  ),
  between: words('mehr so ganz recht zu zum'),
  clauses: words(
    'weil da denn und also wegen drum darum deshalb deswegen daher bitte wir er sie unsere unser meine mein die das',
  ),
  changes:
    /^(?:ab(?:zu)?sag|abgesagt|storn|verschieb|verschob|verleg|streich|gestrichen|loesch|geloescht|can[cz]el|umbuch|umgebucht|aender|umleg|vorzieh|vergess|verlier|verpass|hergeb|wegfall|ausfall)/,
  doubts: words('ob sicher weiss falls vielleicht eventuell moeglicherweise womoeglich'),
  none: words('kein keine keinen keinem keiner'),
  lacking: words(
    'zeit lust moeglichkeit chance gelegenheit auto wagen betreuung kinderbetreuung babysitter fahrer mitfahrgelegenheit luft kraft nerven ' +
      'geld umstaende fahrgelegenheit zug bus kapazitaet frei urlaub',
  ),
};

export const germanTone: Tone = {
  keeps:
    /\b(?:(?:brauche?|braeuchte|schaff\w*|komme?) (?:ich|wir|es)|(?:ich|wir) (?:brauche?n?|braeuchten?|schaff\w*|komme?n?)|bin ich (?:ja |auch )?(?:da|dabei|frei)|will ich (?:ja )?kommen|in ordnung|bleib\w*|wichtig|geht(?: gut| klar| schon)?$|kann ich$|ich kann(?: am| den)? \S+$)/,
  prefers:
    /\b(?:besser|am besten|bevorzug\w*|wuensch\w*|nehme? (?:ich|wir)|(?:ich|wir) nehme?n?|passt (?:mir|uns|ihm|ihr|gut|besser|super|wunderbar|prima)|klappt|auf (?:den |die )?\S+ (?:legen|verschieben|verlegen|umbuchen|schieben)|(?:legen|verschieben|verlegen|umbuchen|schieben) auf)\b/,
  goes: /\b(?:ab(?:zu)?sag|abgesagt|storn|streich|gestrichen|loesch|can[cz]el)/,
  hinders:
    /\b(?:hab\w* (?:ich|wir) (?:(?:da|schon|ja|leider) )*(?:ein\w*|was|mein\w*|unser\w*|kein\w*)|einen termin hab|muss (?:ich|wir|er|sie)|(?:ist|kommt|kommen|will|braucht) (?:mein|unser)|(?:ist|hat) zu\b|brauche? (?:ich|wir) |kriege? ich|melde (?:ich )?mich|frage? (?:ich|wir)\b|ich frage?\b|sage? ich(?! mal)|wissen wir|war(?:en)? (?:ich|wir)|gehen (?:mein|wir))/,
};
