// Short forms of given names: who is Josef in the books calls as Sepp. Source: compiled by the authors of this project; CC0.

/** A short form, and the names it stands for. Names that many people carry in full (Hanna, Lena, Nina) are not short forms here. */
const table = `
alex: alexander alexandra aleksander aleksandra alexis
andi: andreas andrea andre
andy: andreas andrea andre
anni: anna annemarie anneliese annette
annie: anna annemarie
basti: sebastian bastian
bastl: sebastian
beppe: giuseppe josef
beppo: giuseppe josef
becky: rebecca rebekka
ben: benjamin benedikt
benni: benjamin benedikt
benny: benjamin benedikt
berni: bernhard bernd bernadette
berndi: bernd bernhard
bertl: albert herbert hubert berta robert norbert
biggi: birgit brigitte
bini: sabine
bine: sabine
bill: william wilhelm
bob: robert
burgi: walburga notburga
charly: karl carl charles charlotte
charlie: karl carl charles charlotte
chris: christian christoph christopher christine christina christiane christa
christl: christine christina christiane christa
conni: cornelia konstanze constanze konrad constantin
conny: cornelia konstanze constanze konrad constantin
dani: daniel daniela danuta
danny: daniel
didi: dieter dietmar dietrich
dave: david
dolfi: adolf
dorle: dorothea dorothee
dori: dorothea doris
ecki: eckhard eckart ekkehard
edi: eduard edgar edmund
eddi: eduard edgar edmund
eddy: eduard edgar edmund
elli: elisabeth elfriede eleonore elena
evi: eva eveline
fabi: fabian fabienne
ferdi: ferdinand
ferdl: ferdinand
flo: florian florentine
flori: florian
franzi: franziska franz
franzl: franz
freddy: friedrich alfred manfred
fredi: friedrich alfred manfred
fritz: friedrich
fritzi: friederike friedrich fritz
gabi: gabriele gabriela gabriella
gaby: gabriele gabriela gabriella
geli: angelika angela
gerd: gerhard
gert: gerhard
gerdi: gerda gerhard
gerti: gertrud gertraud
gianni: giovanni
gitti: brigitte gitta
gitte: brigitte
girgl: georg
gosia: malgorzata
gundi: gundula kunigunde gudrun
gustl: august gustav auguste augustine
guenni: guenter guenther
hanni: johanna hannelore
hannerl: johanna
hans: johannes johann
hansi: hans johannes johann
hansl: hans johannes johann
hannes: johannes
hape: hanspeter
hajo: hansjoachim
hartl: leonhard hartmut
harry: harald
hedi: hedwig
hedy: hedwig
heidi: adelheid heidemarie heidrun
heiner: heinrich
heini: heinrich heinz
heinz: heinrich
heli: helene helmut helga
herbie: herbert
hias: matthias mathias
hiasl: matthias mathias
hilde: hildegard brunhilde mathilde
hubsi: hubert
hubi: hubert
irmi: irmgard irma irmtraud
jackie: jacqueline
jenny: jennifer
jessi: jessica
jessy: jessica
jim: james
joe: johannes josef joachim johann
jo: johannes josef joachim johann johanna
jochen: joachim
joschi: josef joachim
jogi: joachim georg
josi: josefine josephine
julchen: julia
jule: julia juliane juliana
jupp: josef
kalle: karl karlheinz
karli: karl
kasia: katarzyna
katha: katharina
kathi: katharina katherina katarina
kathl: katharina
kaethe: katharina
kati: katharina katrin kathrin katja
katy: katharina katrin kathrin
krzysiek: krzysztof
krzys: krzysztof
lenchen: helene magdalena lena
leni: helene magdalena lena leonie marlene
lenerl: magdalena helene
leo: leonhard leopold leonard leonardo
lieschen: elisabeth
liesl: elisabeth
lisl: elisabeth
lisbeth: elisabeth
lisa: elisabeth
lotte: charlotte lieselotte liselotte
lotti: charlotte lieselotte liselotte
loisl: alois
lois: alois
maex: max maximilian
magda: magdalena
manni: manfred hermann
manu: manuel manuela emanuel
marei: maria
mariele: maria
maridl: maria
mathi: mathilde
mattes: matthias mathias
matze: matthias mathias
max: maximilian
maxi: max maximilian maximiliane
michi: michael michaela
michl: michael
mitzi: maria
mizzi: maria
mike: michael
moni: monika
nandl: anna
nannerl: anna
natti: natalie nathalie
naz: ignaz
nick: nikolaus nicolas nikolas dominik
nicki: nicole nikolaus
nico: nikolaus nicolas nikolas nicolai
niko: nikolaus nicolas nikolas nikolai
ola: aleksandra alexandra
olli: oliver
olly: oliver
pauli: paul paula pauline
paulchen: paul
peppi: josef
peppo: josef
pepi: josef josefine
pepperl: josef
peterle: peter
phil: philipp philip
pino: giuseppe
piotrek: piotr
poldi: leopold leopoldine
poldl: leopold
raffi: raphael rafael
rafi: raphael rafael
reni: renate irene
resi: theresia theresa therese teresa
resl: theresia theresa therese teresa
rick: richard
ricki: richard ulrike friederike
robbi: robert
robby: robert
rob: robert
roli: roland
rosi: rosemarie rosa rosina rosalinde roswitha
rosl: rosa rosina
rudi: rudolf ruediger
rudl: rudolf
sabsi: sabine
sali: salome
sam: samuel samantha
sami: samuel
schorsch: georg
schorschi: georg
schosch: georg
sebi: sebastian
sepp: josef
seppi: josef
sepperl: josef
sissi: elisabeth
sisi: elisabeth
siggi: siegfried siegmund sigrid sieglinde
sigi: siegfried siegmund sigrid sieglinde
simmerl: simon
stani: stanislaus stanislaw
staszek: stanislaw
stefferl: stefan
steffi: stefanie stephanie stefan stephan
stoffel: christoph
stoffl: christoph
susi: susanne susanna
susann: susanne
suse: susanne
theo: theodor
thommy: thomas
tomi: thomas
tommi: thomas
tommy: thomas
tom: thomas
tomek: tomasz
toni: anton antonia antonio antonie
tonerl: anton antonia
traudl: gertraud waltraud edeltraud gertrud
traudi: gertraud waltraud edeltraud gertrud
trudi: gertrud gertraud
trude: gertrud
uli: ulrich ulrike
ulli: ulrich ulrike
ursel: ursula
urschl: ursula
uschi: ursula
ulla: ursula ulrike
vali: valentin valentina
vicky: viktoria victoria
vicki: viktoria victoria
vinz: vinzenz
vroni: veronika
vreni: verena
walli: walburga waltraud
waldi: waldemar oswald
wastl: sebastian
werni: werner
wiggerl: ludwig
wickerl: ludwig viktor
willi: wilhelm wilfried
willy: wilhelm wilfried
will: wilhelm william
winni: winfried
wojtek: wojciech
wolf: wolfgang
wolfi: wolfgang
wolferl: wolfgang
xandi: alexander alexandra
xandl: alexander
xaverl: xaver
zenz: kreszenz
zenzi: kreszentia kreszenz
zosia: zofia
dima: dmitri dmitrij dmitry dimitri
wolodja: wladimir vladimir
serjoscha: sergej sergei sergey
aljoscha: alexej alexei aleksej aleksei
kolja: nikolai nikolaj nikolay
jura: juri jurij yuri
schenja: jewgeni jewgenij evgeny evgeni
tolja: anatoli anatolij anatoly
kostja: konstantin
ljuda: ljudmila
ahmad: ahmed achmed
muhammad: mohammed mohamed mohamad mohammad muhammed muhammet mehmet
mohamed: mohammed mohamad mohammad muhammed muhammet
mohamad: mohammed mohammad muhammed muhammet
mohammad: mohammed muhammed muhammet
muhammed: mohammed muhammet
youssef: yusuf yousef yussuf jussuf joseph
yousef: yusuf yussuf jussuf
husain: hussein hussain hueseyin
hussain: hussein hueseyin
hussein: hueseyin
`;

/** Spellings of one name, which the table writes in one way. */
const spellings = new Map([
  ['joseph', 'josef'],
  ['stephan', 'stefan'],
  ['steffan', 'stefan'],
  ['guenther', 'guenter'],
  ['catharina', 'katharina'],
  ['katarina', 'katharina'],
  ['caethe', 'kaethe'],
  ['cathi', 'kathi'],
  ['kathy', 'kathi'],
  ['cathy', 'kathi'],
  ['niclas', 'nikolas'],
  ['niklas', 'nikolas'],
  ['tony', 'toni'],
  ['rudy', 'rudi'],
  ['susy', 'susi'],
  ['maxl', 'maxi'],
  ['walpurga', 'walburga'],
  ['elisabetha', 'elisabeth'],
  ['elizabeth', 'elisabeth'],
]);

const oneSpelling = (word: string): string => spellings.get(word) ?? word;

const standsFor = new Map(
  table
    .trim()
    .split('\n')
    .map(line => line.split(': '))
    .map(([short = '', names = '']): [string, ReadonlySet<string>] => [short, new Set(names.split(' '))]),
);

/** Whether one of the words is a short form of the other, never two short forms of one name (Andi, Andrea and Andreas). */
export function isShortForm(a: string, b: string): boolean {
  const [one, other] = [oneSpelling(a), oneSpelling(b)];
  return standsFor.get(one)?.has(other) === true || standsFor.get(other)?.has(one) === true;
}

/** English names whose spellings nobody hears apart, though no rule of sounds tells it. */
const ofOneSound = ['mike maik meik', 'stephen steven', 'sean shawn shaun', 'geoffrey jeffrey', 'neil neal', 'stuart stewart'];
const soundOfName = new Map(ofOneSound.flatMap(names => names.split(' ').map(name => [name, names] as const)));

/** Whether the words are two spellings of one English name. */
export const isOtherSpelling = (a: string, b: string): boolean => {
  const sound = soundOfName.get(a);
  return sound !== undefined && sound === soundOfName.get(b);
};
