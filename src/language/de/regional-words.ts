// Words as they are said in the regions, and how they are written: Bavarian and Austrian, Swabian, Swiss, Saxon and Berlin, Low German.
// A word that means something else elsewhere is left out: nobody knows it then, and it is asked about.

/** Every way to put one of the beginnings before one of the ends. */
const formsOf = (written: string, beginnings: string, ends: string): [string, string][] =>
  beginnings.split(' ').flatMap(beginning => ends.split(' ').map((end): [string, string] => [beginning + end, written]));

/** Other forms of one word. */
const saidAs = (written: string, forms: string): [string, string][] => formsOf(written, forms, '');

const dayEnds = 'tag tach tog dag dach dog tak dak';
const alemannicEnds = 'tig dig ti di';

const weekdays = [
  ...formsOf('montag', 'mon moon mohn moan maan man', dayEnds),
  ...formsOf('montag', 'maen men', alemannicEnds),
  ...formsOf('dienstag', 'diens diensch dings dens', dayEnds),
  ...formsOf('dienstag', 'ziisch zisch zyysch zies', alemannicEnds),
  ...saidAs('dienstag', 'erchtag erchtog erchdog irchtag irta irda aftermontag aftermendig'),
  ...formsOf('mittwoch', 'mitt mit midd mid migg mett', 'woch wuch wocha wuche wocka'),
  ...saidAs('mittwoch', 'middeweek middeweken mittewoch'),
  ...formsOf('donnerstag', 'donners donnersch dunners dunnersch donnas donnasch dunnas dunnasch', dayEnds),
  ...formsOf('donnerstag', 'donnersch dunnersch donners dunners', alemannicEnds),
  ...formsOf('donnerstag', 'donsch donnsch dunsch dunnsch donns dunns', alemannicEnds),
  ...formsOf('donnerstag', 'pfinz pfins pfinsch', 'tag tog dog da ta'),
  ...formsOf('freitag', 'frei free frii frej', dayEnds),
  ...formsOf('freitag', 'frii fri', alemannicEnds),
  ...formsOf('samstag', 'sams samsch soms', dayEnds),
  ...formsOf('samstag', 'samsch sams', alemannicEnds),
  ...formsOf('samstag', 'sater soter', 'dag'),
  ...saidAs('sonnabend', 'sonnabnd sonnamd sonnamt sonnaamd sonnobend sonnabad suennabend suennobend'),
  ...formsOf('sonntag', 'sonn sunn suenn soen', dayEnds),
  ...formsOf('sonntag', 'sunn', alemannicEnds),
];

const days = [
  ...saidAs('heute', 'heit heint haint hait huet hueuet'),
  ...saidAs('morgen', 'morgn moing moang moagn moargn muargn morjen morjn morng morn'),
  ...saidAs(
    'uebermorgen',
    'uebermorgn uebermorn uebermoing uebermoang uebermoagn iwwermorje iebermorgn uebamorgn uebamoagn uebermorchn uebermorjen uebermorje',
  ),
  ...saidAs('einen', 'eenen eenn'),

  ...saidAs('woche', 'woch wuche wuch wocha wuchn'),
  ...saidAs('naechste', 'naechschte naegschte naegscht naechscht naegste naechschde nexte naexte naextn'),
  ...saidAs('naechsten', 'naechschten naegschten naechschda naegsten naexten naechstn'),
  ...saidAs('kommende', 'kumende kummende'),
  ...saidAs('wochen', 'wochn wuchen wuchan'),
  ...saidAs('monat', 'monad'),
];

const partsOfDay = [
  ...saidAs('frueh', 'fria friah frua fruah fruh frieh fruie'),
  ...formsOf('vormittag', 'vor vua voa', 'mittach mittog middag middach middog'),
  ...formsOf('mittag', 'mi', 'ttach ttog ddag ddach ddog'),
  ...saidAs('mittags', 'zmittag zmittags zmittog middags'),
  ...formsOf(
    'nachmittag',
    'nach noch nom nam nomm namm no na noe nommi nammi',
    'mittach mittog mittag middag middach middog ittach itach',
  ),
  ...formsOf('nachmittag', 'nommi nammi', 'dag dog daach daag ttag tach'),
  ...formsOf('nachmittags', 'nach noch nom namm', 'mittachs mittogs middags ittachs'),
  ...formsOf('vormittags', 'vor', 'mittachs mittogs middags'),
  ...saidAs('abend', 'obend obnd abnd aamd oobend oabend owend ovend obed'),
  ...saidAs('abends', 'obends zobed zabig'),
  ...saidAs('nacht', 'nocht'),
];

const hours = [
  ...saidAs('eins', 'eens oins oans'),
  ...saidAs('zwei', 'zwee zwaa zwoi zwoa zwoei twee'),
  ...saidAs('drei', 'dreie dree drui droi drue drueue'),
  ...saidAs('vier', 'fier vieri viari veer viere fiere'),
  ...saidAs('fuenf', 'fuenfe fuenfi fuemf fuemfe finfe fimf fimfe foif foifi foeif foeifi fuefi fiev fief fuenwe'),
  ...saidAs('sechs', 'sechse sechsi saechs saechse saechsi soess'),
  ...saidAs('sieben', 'siebene siebne siebni sibni simne siwwe siwwene soeven'),
  ...saidAs('acht', 'achti'),
  ...saidAs('neun', 'neune nueni negen'),
  ...saidAs('zehn', 'zehne zehni zaeh zaehni zeni zene teihn tein'),
  ...saidAs('elf', 'elfe elfi elwe elwi oelfi oelf oelfe oelven'),
  ...saidAs('zwoelf', 'zwoelfe zwoelfi zwoelwe zwelfe zwelf zwoeufi twoelf'),
  ...saidAs('fuenfzehn', 'fuffzehn fuchzehn fuchzehne'),
  ...saidAs('dreissig', 'dreizig driessg drissg'),
  ...saidAs('halb', 'halbi halwer halba halwa hoib hoiba hoiwa hoibe hoeb halv halwe'),
  ...saidAs('viertel', 'viertl vierdl viertla vertel viatl viertele veertel'),
  ...saidAs('dreiviertel', 'dreiviertl dreivirtl dreivierdl dreivertel dreiviatl'),
  ...saidAs('stunde', 'stund stuendchen stuendle'),
];

/** What sentences are made of, so that what they deny or keep is heard as well. */
const others = [
  ...saidAs('ich', 'i ick icke ik ike'),
  ...saidAs('ist', 'is ischd iss'),
  ...saidAs('nicht', 'nich nedd'),
  ...saidAs('kein', 'koa koi keen kaa'),
  ...saidAs('keine', 'koane koine keene'),
  ...saidAs('keinen', 'koan koin koana keenen keinn'),
  ...saidAs('nimmer', 'nimma'),
  ...saidAs('einer', 'ana'),
  ...saidAs('auf', 'uff'),
  ...saidAs('von', 'vo'),
  ...saidAs('muss', 'mues'),
  ...saidAs('sollte', 'soett'),
  ...saidAs('tut', 'tuet'),
  ...saidAs('auch', 'och ooch'),
  ...saidAs('tagen', 'tog'),
  ...saidAs('absagen', 'absaga obsagn absogn obsogn abseggen absaage'),
  ...saidAs('verschieben', 'verschieba verschiam verschuebe vaschiam vaschiem'),
  ...saidAs('stornieren', 'storniern stornian'),
  ...saidAs('komme', 'kimm'),
  ...saidAs('nummer', 'nummero'),
  ...saidAs('ja', 'joa'),
  ...saidAs('mein', 'mei'),
  ...saidAs('gut', 'jut guat goed'),
  ...saidAs('kann', 'kon ko kaunn'),
  ...saidAs('gesagt', 'gsagt gsogt jesacht jesagt'),
  ...saidAs('gemeint', 'gmeint gmoant jemeint'),
  ...saidAs('gehabt', 'ghabt ghobt'),
  ...saidAs('gemacht', 'gmacht jemacht'),
  ...saidAs('nichts', 'nischt nuescht'),
];

export const germanRegional: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...weekdays, ...days, ...partsOfDay, ...hours, ...others]),
  monatsersten: 'ersten des monats',
  monatsletzten: 'letzten des monats',
};
