// German words that say nothing about a day or a time. In alphabetical groups, so that a word is found and its neighbours are seen.
import { wordSet } from '../grammar/words.ts';
import type { Fillers } from '../heard-language.ts';

export const germanFillers: Fillers = {
  things: wordSet(
    // Telephones and programs.
    `akte akten ansage apps assistent assistentin automat bandansage bildschirm bot chatbot computer computers
    computerstimme datenbank handys hoerer homepage internet kartei karteikarte ki kuli laptop lautsprecher leitung
    leitungen maschine mikrofon mobiltelefon netz notizbuch notizzettel papier portal rechner rechners roboter
    smartphone software sprachassistent sprachassistentin sprachcomputer stift stimme system systeme systems tablet
    telefonassistent telefonassistentin telefonbot telefons unterlagen webseite website zettelchen`,
    // Persons in general.
    `angestellte angestellten angestellter anrufende anrufenden anrufender anrufer anruferin anrufern anrufers
    ansprechpartner ansprechpartnerin ansprechperson assistenz auszubildende auszubildenden azubi azubine barbier
    bearbeiter bearbeiterin behandler behandlerin benutzer benutzerin boss chef chefin chefs coiffeur coiffeurin
    coiffeuse empfangsdame experte experten expertin fachfrau fachmann geselle gesellin gespraechspartnerin inhaber
    inhaberin interessent interessenten interessentin klient klienten klientin kollege kollegen kollegin kunde kunden
    kundin kundschaft lehrling leiter leiterin mandant mandanten mandantin meister meisterin mitarbeiter mitarbeiterin
    mitarbeitern mitarbeiters neukunde neukunden neukundin nutzer nutzerin nutzers patient patienten patientin person
    personal rezeptionist rezeptionistin sachbearbeiter sachbearbeiterin sekretaer sekretaerin sekretariat
    sprechstundenhilfe stammkunde stammkunden stammkundin stylist stylisten stylistin team teilnehmer teilnehmerin
    therapeut therapeuten therapeutin zustaendig zustaendige zustaendigen zustaendiger`,
    // Family.
    `angehoerige angehoerigen angehoeriger betreuer betreuerin betreuers bruder bruders cousin cousine ehefrau ehegatte
    ehegattin ehemann ehemanns ehepartner ehepartnerin elternteil freund freundes freundin gatte gatten gattin
    grossmama grossmutter grosspapa grossvater lebensgefaehrte lebensgefaehrten lebensgefaehrtin lebenspartner
    lebenspartnerin liebling mama mamas mami mannes mitbewohner mitbewohnerin mutter muttern mutti nachbar nachbarin
    nachbarn neffe neffen nichte oma omas omi onkel onkels opa opas opi papa papas papi partner partnerin partners
    patentante schatz schwaegerin schwager schwagers schwester schwesterherz schwiegermama schwiegermutter
    schwiegersohn schwiegertochter schwiegervater sohn sohnemann sohnes stiefmutter stiefsohn stieftochter stiefvater
    tante tochter toechterchen vater vaters vati verlobte verlobten verlobter`,
    // Places of the company.
    `abteilung anschrift autohaus betrieb betriebs eingang filiale friseursalon frisiersalon frisoersalon gegend geschaeft
    geschaeftes haarsalon kanzlei ladens laedchen niederlassung ort parkplatz raum rezeption standort stuhl theke
    tresen tuer zentrale zimmer`,
    // Services.
    `ansatz ansatzfarbe coloration nachsorge augenbrauen balayage bart bartpflege bartschnitt blondieren blondierung brauen brautfrisur
    damenschnitt dauerwelle extensions faerbe faerben faerbung farbe foehn foehnen formschnitt frisur glaettung
    glossing haar haare haaren haareschneiden haarkur haarschnitt haarschnitts haarverlaengerung herrenschnitt
    highlights hochsteckfrisur keratin kinderhaarschnitt kopfmassage lack lackieren maschinenschnitt nachschneiden
    olaplex pony rasieren rasur schneide schneiden schneidet schnitt spitzen steckfrisur straehnchen straehnen stylen
    styling toenung trockenschnitt waschen wimpern zupfen`,
    // Animals.
    `hamster hase hasen kaninchen kater katers kaetzchen meerschweinchen welpe welpen wellensittich`,
    // Where things are read from.
    `kaertchen liste terminliste`,
  ),
  anywhere: wordSet(
    // Whatever suits.
    `hauptsache piepegal powidl scheissegal schnuppe schnurz schnurzegal schnurzpiepegal wurscht wurst`,
    // Around a day or a time.
    `allerdings beispielsweise bspw daet daeten daetn daets ehrlicherweis gellet heissts logischerweis naemli naemlichen
    noamal nochamal nochma nomal obacht pass se terminmaessig vorgenannte vorgenannten wart warte wartet zeitlich
    zeitmaessig`,
    // Heard in calls.
    `moeglichst klingt scho hahaha nochmal spricht stattdessen etwas seh ichs wirs mirs alleine allein de zaehle nett ditt glei n schnell gewesen angebotenen waehlt luft gekauft hoeren`,
    // Greetings and goodbyes.
    `ade adieu ahoi baba begruesse begruessen begruessung bussi ciao glueckauf griass grueezi gruess gruesse gruessen
    gruessle gruesst gruezi gruss gude guten guude hallihallo hallo halloechen hey hi huhu lebewohl moin moinmoin
    mahlzeit miteinand mitanand mitenand morschn pfiadi pfiat pfueat pfueati salut servus tschau tschaui tschoe tschuess tschuesschen tschuessi wiederhoeren
    wiederhoern wiederschauen wiederschaun wiedersehen wiedersehn willkommen`,
    // Thanks, please and pardon.
    `aufwand bedank bedanke bedanken bedankst bedankt bemuehung bemuehungen bitt bitte bitten bitteschoen bittesehr bittest
    bittet bittschoen dank dankbar dankbare danke danken dankenswerterweise dankeschoen dankesehr dankt entschuldige
    entschuldigen entschuldigens entschuldigense entschuldigung entschuldigungen erbitte erbitten erbittet
    freundlicherweise freundlichkeit geduld gefaelligkeit gefaelligst gefallen gelts gern gerne gnade gnaedigst guetig
    guetigst herzlich herzlichen herzlichst herzlichste hochachtungsvoll hoeflichkeit liebend liebenswuerdigerweise
    merci mersi muehe muehen nachsicht netterweise pardon schuldigen schuldigens schuldigung sry thanks thx tschuldige
    tschuldigen tschuldigens tschuldigung tschulligung umstaende umstand unannehmlichkeit unannehmlichkeiten vergelts
    verstaendnis verzeih verzeihen verzeihens verzeihense verzeiht verzeihung vielen`,
    // Assent.
    `ah ausgezeichnet bestens bidde biddschoen bittscheen bravo cool dufte eben ebend einverstanden exakt fantastisch fein
    gebongt geil genau genial geritzt gewiss gnau grossartig gut herrlich hervorragend ideal ja jaa jaaa
    jaha jaja jau jawohl jawoi jawoll jenau jewiss jo joo jou jupp klar klaro klasse knorke laessig logisch logo
    mega natuerli natuerlich ok okay oke okee okey okeydokey oki okidoki ordnung perfekt perfetto phantastisch prima
    richtig roger selbstredend selbstverstaendlich sicherlich sichi spitze stimmts super superb supi suppi tipptopp
    toll top wunderbar wunderschoen yo`,
    // Hesitation and sounds.
    `ach achja achso aeh aehh aehja aehm aehmm aha ahja ahm ahso alsdann also alsodann eh ehm eija eijo gewissermassen gott
    gottchen gottes gottseidank guckemal guckense guckma guetiger ha haha halt he heh hehe hei hem hihi himmel hm hmm
    hmmm hoerens hopp hoppa horch horchens mann manno mannomann mensch menschenskind mh mhh naja nu nun nunja     ochja oeh oehm oh ohja quasi schaun schauns sehense sozusagen tschakka uh uhm verstehens verstehense verstehst
    verstehste weisste wissens wissense wisster wissts woasst zumglueck`,
    // Regional particles.
    `amal amoi amol daad daads dad dat datn dei deins derf derfad derfat derfs derfst det dette dia dir dit duerfad eahna
    eana eba ehwa eich euch fai fei ge geb geh gehns gehst gei gell gelle gellen gelln gellnse gelnse gelt gem gems
    gengs gib goi haet haett haettad haettat haettema haettmer haettn haetts hald haltso han hani hant hen hend hett
    hettat hetti hettn hetts hoab hob hobi hobs ich ihna ihne isch ischs isses kann kannt
    kannts kunnt kunnten kunnts ma mal mechad mechat mecht mechten mechtn mer mia miassat miassn miasst mir moan moane
    moant moechad moechat moecht mol muass muassi muasst nech nuh oisdann oiso sei seins soi soin soit soitn sowieso
    taet taeten taetn taets taetst uns unsa wa waar waars waer waera waern waers waert wah wer woidn woin woit woll
    wolld wollt wui wuist`,
    // Personal pronouns.
    `deinerseits deinetwegen dich du einander er es euretwegen ihm ihn ihnen ihr ihrerseits ihretwegen irgendjemand
    irgendjemandem irgendjemanden irgendwem irgendwen irgendwer irgendwie jemand jemandem jemanden jemandes jemands
    man mans meinerseits meinethalben meinetwegen mich seinerseits seinetwegen selber selbst sich sie unsereiner
    unsereins unsererseits unseretwegen wem wen wessen wir`,
    // Possessives.
    `deim dein deine deinem deinen deiner deines euer euers eure eurem euren eurer eures ihre ihrem ihren ihrer ihres ihrs
    meim mein meine meinem meinen meiner meines meinm meins seim sein seine seinem seinen seiner seines unsan unser
    unsere unserem unseren unserer unseres unserm unsern unsers unsre unsrem unsren unsrer`,
    // Articles and demonstratives.
    `das dem den denen der deren des dessen die dies eine einen nen solch solche solchem solchen solcher solcherlei solches
    son sone sonem sonen soner`,
    // Conjunctions that make no choice.
    `aach aba abber aber apropos au auch bei dadurch damit dass demnach dennoch ebenfalls ebenso falls folglich fuer fuern
    fuers gleichwohl hierbei hierdurch hierfuer hiermit hierueber hierzu indem insofern inwiefern inwieweit mit mithin
    mitm mitn mittels ob obs obse samt sofern somit soweit sowie trotzdem uebrigens un und unn wenn wenner
    wennich wenns wennse wodurch wofuer womit woran worum`,
    // Question words.
    `wann wanns wannse wannste wers woher wohin`,
    // "Haben", without its past.
    `hab habe haben habend habens habense habenwa habenwir habich habm habn habs habt habtn habts haette haettemer haetten
    haettens haettense haettenwa haettenwir haetter haettest haetteste haettet haettich haettma haettste haettwa ham
    hamer hamm hamma hammas hamn hams hamse hamsen hamwa hamwer hamwir hast haste hastn`,
    // "Sein", without its past.
    `isn isne isse isser ist istn ists seien seiens seiense seinse waere waeren waerens waerense waerenwa waerenwir waerest
    waeret waerma waermer waerse waersn waerst waerste`,
    // "Werden".
    `werd werde werden werdens werdense werdet werdma werdn werds werma wern wird wirdn wirds wirst wuerd wuerde wuerden
    wuerdens wuerdense wuerdenwa wuerdenwir wuerder wuerdest wuerdeste wuerdet wuerdich wuerdma wuerdmer wuerdn wuerds
    wuerdse wuerdst wuerdste`,
    // "Können".
    `kamma kammas kammer kanner kannich kannma kannman kanns kannse kannst kannste kannstn kannwa kennse kennt kennta
    kennten kenntens kenntense koemma koemmer koenn koennen koennens koennense koenner koennma koennmer koennse koennt
    koennta koennte koennten koenntens koenntense koenntenwir koennter koenntest koennteste koenntet koenntich
    koenntma koenntmer koenntn koenntr koennts koenntse koenntste koennwa koennwir`,
    // "Wollen", "mögen", "sollen", "müssen", "dürfen".
    `darf darfer darfich darfma darfmer darfs darfst darfste duerfen duerfens duerfense duerfma duerfmer duerfn duerfnse
    duerft duerfte duerften duerftens duerftense duerftest duerftet duerftich duerftma duerftmer mag mags magst magste
    moechte moechten moechtens moechtense moechtenwir moechter moechtest moechteste moechtet moechtich moechtma
    moechtmer moechtn moechts moegen moegens moegense moegt muessen muessens muessense muessma muessmer muessn
    muessnse muesst muesste muessten muesstens muesstense muesstenwir muesster muesstest muessteste muesstet muesstich
    muesstma muesstmer muesstn muss musse musser mussich mussma mussmer musst mussts musswa soll sollen sollens
    sollense soller sollich sollma sollmer solln sollnse solls sollst sollste sollt sollte sollten solltens solltense
    sollter solltest sollteste solltet solltich solltma solltmer solltn sollts sollwa sollwir will willer willich
    wills willse willst willste wollen wollend wollens wollense wollma wollmer wolln wollnse wollnwa wollte wollten
    wolltens wolltense wollter wolltest wollteste wolltet wolltich wolltma wolltmer wolltn wollts wollwa wollwir`,
    // "Gehen" and "machen".
    `denkbar denkbare denkbaren durchfuehrbar einrichte einrichten einrichtet einzurichten erlaube erlauben erlaubens
    erlaubst erlaubt ermoegliche ermoeglichen ermoeglicht ermoeglichten gehen gehn geht gehtn gehts gehtse gehtsn
    gemma gestatte gestatten gestattens gestattet ginge gingen gingens gingense ginget hinbekaeme hinbekommen
    hinkriege hinkriegen hinkriegt hinzubekommen hinzukriegen machbar machbare machbaren machbarer machbares machen
    machens machense machenwa machenwir machma machmer machmers machn macht machtn machts machwa machwir moeglich
    moegliche moeglichem moeglichen moeglicher moegliches realisierbar umsetzbar`,
    // "Brauchen", "bekommen", "geben".
    `bedarf beduerfen bekaem bekaeme bekaemen bekaemst bekomm bekomme bekommst bekommste benoetig benoetige benoetigen
    benoetigend benoetigst benoetigt benoetigten braeucht braeuchte braeuchten braeuchtens braeuchtense braeuchtest
    braeuchtet braeuchtich braeuchtma braeuchtn braeuchts brauch brauche brauchen brauchens brauchense brauchma
    brauchmer brauchs brauchst brauchste brauchten erhaelt erhalte erhaltst erhielte existieren existiert gaeb gaebe
    gaeben gaebs gebe geben gebens gebense gebs gebt gibst gibste gibt gibts gibtsn krieg kriege kriegen kriegens
    kriegense kriegma kriegmer kriegn kriegs kriegst kriegste kriegt kriegwa laegen vorhanden vorhandene vorhandenen
    vorhandener`,
    // Saying and asking.
    `aeussere aeussern aeussert anfrage anfragen anfragt angebe angeben angibt anzufragen anzugeben ausdruecken ausspreche
    aussprechen ausspricht bedeute bedeuten bedeutet befragen benenne benennen benennt bittend buchstabiere
    buchstabieren buchstabierens buchstabiert diktiere erfrage erfragen erklaer erklaere erklaeren erklaerens erkundig
    erkundige erkundigen erkundigt erlaeutern ersuche ersuchen ersucht erwaehne erwaehnen formuliere formulieren
    formuliert frag frage fragen fragens fragense fragma fragn frags fragst fragste fragt fragts hinweise hinweisen
    hinzuweisen laute lauten lautet nenn nenne nennen nennens nennense nennst nennt sach sachma sachn sachs sag sage
    sagen sagens sagense sagenwir sagma sagmal sagmer sagn sagnwa sagnwir sags sagst sagste sagt sagts schildere
    schildern schildert verdeutlichen`,
    // Understanding, meaning, hoping.
    `beachte beachten beachtet begreife begreifen begreift daecht daechte daechten denk denke denken denkens denkense
    denkich denkst denkste denkt faend faende faenden find finde finden findens findense findet findst findste fuehle
    fuehlen fuehlt glaub glaube glauben glaubens glaubense glaubich glaubs glaubst glaubste glaubt hoff hoffe hoffen
    hoffens hoffentlich hoffst hofft interessier interessiere interessieren interessiert interessierte kapiere
    kapieren kenn kenne kennen kennens kennense kennst kennste meinens meinense meinst meinste meint meinte spueren
    verstaendlich versteh verstehe verstehen verstehn versteht verstuende vorstellen vorstellst vorzustellen wissen
    wuesst wuesste wuessten wuesstens wuesstest wundere wundern wundert`,
    // Looking up.
    `abchecken abfragen abzuchecken abzufragen angucke angucken anguckst anguckt anschaue anschauen anschaun anschaust
    anschaut ansehe ansehen ansehst anseht ansieh ansieht anzugucken anzuschauen anzusehen blaettern checken checkens
    checkense durchschaue durchschauen durchschaust durchschaut durchsehe durchsehen durchsehst durchseht
    durchzuschauen durchzusehen ermitteln feststellen festzustellen guck gucke gucken guckens guckenwir guckmal
    guckmer guckn gucks gucksdu guckst guckste guckt guckts heraussuche heraussuchen heraussucht herauszusuchen
    hineinschaue hineinschauen hineinschaust hineinschaut hineinzuschauen kiek kieken kiekn kuck kucke kucken kuckens
    kuckense kuckn kuckst kuckt lesen lesens lueg nachgucke nachgucken nachguckst nachguckt nachkucke nachkucken
    nachkuckst nachkuckt nachlese nachlesen nachlest nachliest nachpruefe nachpruefen nachpruefst nachprueft
    nachschaue nachschauen nachschaun nachschaust nachschaut nachsehen nachsieh nachsieht nachzugucken nachzukucken
    nachzulesen nachzupruefen nachzuschauen nachzusehen orientieren pruefen pruefens pruefense raussuche raussuchen
    raussucht rauszusuchen reingucke reingucken reinguckst reinguckt reinschaue reinschauen reinschaun reinschaust
    reinschaut reinsehe reinsehen reinsehst reinseht reinsieht reinzugucken reinzuschauen reinzusehen schau schaue
    schauen schauens schauense schauenwir schauma schaumal schaumamal schaumer schaunmer schaunse schaus schaust
    schauste schaut schauts such suche suchen suchens suchense suchn suchst suchste sucht ueberpruefen vorlesen
    vorliest vorzulesen`,
    // Booking.
    `abmache abmachen abzumachen anlege anlegen anlegt anmelde anmelden anmeldest anmeldet ansetze ansetzt anzulegen
    anzumelden arrangieren aufnehmen aufzunehmen ausmache ausmachen ausmacht auszumachen beanspruchen beantrage
    beantragen buch buche buchen buchens buchense buchst bucht durchfuehren durchzufuehren einbuche einbuchen einbucht
    eingebe eingeben eingibt einplane einplanen einplant einquetschen einschiebe einschieben einschiebt einstellen
    einteilen eintraegt eintrage eintragen eintragens einzubuchen einzugeben einzuplanen einzuschieben einzustellen
    einzuteilen einzutragen erstelle erstellen festlege festlegen festlegt festmache festmachen festmacht festzulegen
    festzumachen fixieren koordinieren leg lege legen legens legt merk merke merken merkens merkt notier notiere
    notieren notierens notierense notierst organisieren reinnehme reinnehmen reinquetschen reinschiebe reinschieben
    reinschiebt reinzunehmen reinzuquetschen reinzuschieben reservier reserviere reservieren reservierens
    reservierense reservierst setz setze setzen setzens setzt speichere speichern speichert terminier terminiere
    terminieren terminierst traegt trag trage tragen tragens unterbringen unterbringt unterzubringen vereinbar
    vereinbare vereinbaren vereinbarens vereinbarense vereinbarst vormerke vormerken vormerkt vornehme vornehmen
    vorzumerken vorzunehmen`,
    // Offering and helping.
    `anbiete anbieten anbietens anbietet anzubieten assistieren ausrichte ausrichten auszurichten behilflich biet biete
    bieten bietens bietense bietet durchstelle durchstellen durchstellt durchzustellen empfehle empfehlen empfehlens
    empfiehlt helfens helfense hilfestellung hilfsbereit schlaegt schlag schlage schlagen schlagens verbinde verbinden
    verbindens verbindense verbindet vermerke vermerken vorschlaegt vorschlage vorschlagen vorzuschlagen weitergebe
    weitergeben weitergibt weiterhelfe weiterhelfen weiterhilft weiterleite weiterleiten weiterleitet weiterverbinden
    weiterzugeben weiterzuhelfen weiterzuleiten`,
    // Coming.
    `aufkreuzen erscheinen herkommen herzukommen hinkommen hinzukommen kommen kommens kommense kommn reinkommen
    reinzukommen vorbeikommen vorbeischauen vorbeizukommen vorbeizuschauen vorstellig`,
    // Stance.
    `absichtlich absolut aeusserst anstandslos ausdruecklich besonders bestimmt da dann deutlich doch dort dorten drin
    dringend dringendst dringlich drinne drinnen durchaus ehrlich ehrlicherweise ehrlichgesagt eindeutig einfach
    einfachheitshalber endlich erforderlich erforderliche erfreulicherweise extra freiwillig ganz gar gemeinsam
    genauestens gluecklicherweise guenstigerweise haltmal hier hierher hierhin hoechst hoechstpersoenlich hoeflich
    idealerweise insbesondere interessehalber jedenfalls jednfalls klugerweise konkret kurzerhand kurzfristig
    logischerweise miteinander mitsamt noetig notwendig notwendigerweise nunmal offengestanden ohnehin online
    ordnungshalber persoenlich praktisch praktischerweise problemlos puenktlich rechtzeitig reibungslos rein
    richtiggehend ruhig schlicht schlichtweg sehr sicherheitshalber sinnvollerweise spasseshalber speziell spontan
    sprich total ueberhaupt unbedingt unkompliziert unproblematisch unverbindlich verbindlich vernuenftigerweise
    verstaendlicherweise voellig vorsichtshalber vorsorglich wohl ziemlich zufaellig zufaelligerweise zugegeben
    zugegebenermassen zusammen zwingend`,
    // Polite and judging adjectives.
    `angenehm angenehme angenehmen angenehmes aufgeregt aufgeregte aufgeregten aufgeregtes aufmerksam aufmerksame
    aufmerksamen aufmerksames begeistert begeisterte begeisterten begeisterter begeistertes bequeme bequemen bequemes
    dankbaren dankbares ehrliche ehrlichen ehrlicher ehrliches einfache einfachen einfaches entspannt entspannte
    entspannten entspanntes erforderlichen erforderlicher erforderliches erfreut erfreute erfreuten erfreuter
    erfreutes erleichtert erleichterte erleichterten erleichterter erleichtertes feine feinen feines flexibel flexible
    flexiblen flexibler flexibles freundlich freundliche freundlichen freundlicher freundliches froh frohe frohen
    frohes geduldig geduldige geduldigen geduldiges geehrte geehrten geehrter geehrtes genaue genauem genauen genaues
    geniale genialen genialer geniales geschaetzte geschaetzten geschaetzter geschaetztes gespannt gespannte
    gespannten gespannter gespanntes gluecklich glueckliche gluecklichen glueckliches gross gute gutem gutes herrliche
    herrlichen herrliches herzliche herzlicher herzliches hilfreich hilfreiche hilfreichen hilfreiches hilfsbereite
    hilfsbereiten hoefliche hoeflichen hoeflicher hoefliches ideale idealen ideales interessierten interessierter
    interessiertes klare klaren klares klein kompetent kompetente kompetenten kompetentes konkrete konkreten konkretes
    korrekte korrekten korrekter korrektes kundenfreundlich kundenfreundliche kundenfreundlichen kundenfreundlicher
    kundenfreundliches leicht leichte leichten leichtes lieb liebe liebem lieben liebes nervoes nervoese nervoesen
    nervoeses nette nettem netten netter nettes neugierig neugierige neugierigen neugieriges noetige noetigen noetiges
    notwendige notwendigen notwendiges peinlich peinliche peinlichen peinlicher peinliches perfekte perfekten
    perfektes praktische praktischen praktisches richtige richtigen richtiger richtiges schoen schoene schoenen
    schoenes sichere sicheren sicheres spontane spontanen spontanes tolle tollen tolles unkomplizierte unkomplizierten
    unkompliziertes verbindliche verbindlichen verbindlicher verbindliches verehrte verehrten verehrter verehrtes
    verstaendnisvoll verstaendnisvolle verstaendnisvollen verstaendnisvoller verstaendnisvolles wert werte wunderbare
    wunderbaren wunderbarer wunderbares wunderschoene wunderschoenen wunderschoener wunderschoenes zufrieden
    zufriedene zufriedenen zufriedenes zuverlaessig zuverlaessige zuverlaessigen zuverlaessiges zuvorkommend
    zuvorkommende zuvorkommenden zuvorkommender zuvorkommendes`,
    // Feelings.
    `anliegen beduerfnis beduerfnisse begehren begeisterung dankbarkeit erleichterung freude freuden freuen freut freuten
    gefuehl gefuehle gefuehlen glueck gluecksfall herz herzen hoffnung hoffnungen interesse interessen laune lust
    schaem schaeme schaemen scham spass vergnuegen vertraue vertrauen wuensch wuensche wuenschen wuenschens wuenschst
    wuenscht wunder wunsch wunsches zufriedenheit`,
    // Appointment and calendar.
    `agenda anmeldung buchung buchungsanfrage buchungsportal buchungssystem eintrag eintrags eintragung eintragungen
    kalender kalendereintrag kalendern kalenders moeglichkeit organisation planer planung reservierung
    reservierungsanfrage termin terminabsprache terminabstimmung terminanfrage terminangelegenheit terminanliegen
    terminassistent terminassistentin terminauskunft terminbuch terminbuchung terminchen termindaten termindetails
    termineintrag termines terminfrage termingeschichte terminkaertchen terminkalender terminkalenders terminkarte
    terminle terminlich terminliche terminlichen terminmanagement terminplan terminplaner terminplanung terminportal
    termins terminsache terminservice terminsuche terminsystem terminvereinbarung terminvergabe terminvorschlag
    terminzettel vereinbarung vormerkung vorschlag vorschlags zeitpunkt`,
    // The matter of the call.
    `absicht angabe angaben angebot angebote anliegens anmerkung art auskuenfte auskunft bemerkung daten detail details
    dienstleistung dienstleistungen ding dingens dings dingsbums dingsda einzelheit einzelheiten ergebnis formalitaet
    formalitaeten fraegchen geschichte gespraechspartner hinsicht hinweis info information informationen infos
    intention kontakt kontaktdaten kontext leistung leistungen loesung loesungen notiz notizen sache sachlage
    sachverhalt satz service situation stichwort thema themen vermerk vorgaenge vorgang vorgangs weise woertchen wort
    worte worten ziel zusammenhang zweck`,
    // Written German, as language models use it.
    `anbei anruferanliegen anstreben anzustreben ausdrueckliche ausdruecklichen beabsichtige beabsichtigen beabsichtigt
    bearbeiten bearbeitung diesbezueglich diesbezuegliche diesbezueglichen durchfuehrung erbeten erbetene erbetenen
    erfolge erfolgen erfolgt fordern fordert gedenke gedenken gedenkt gegebenermassen gemeint gemeinte gemeinten
    gemeinter kommuniziere kommunizieren kundenanfrage kundenanliegen kundenseitig kundenwunsch seitens signalisieren
    sodass spezifisch spezifische spezifischen strebt veranlasse veranlassen verlange verlangen verlangt
    zusammenfassend zusammenfassung`,
    // Keeping the conversation going.
    `achtung akustisch augenblick augenblickchen augenblicklein belaestige belaestigen belaestigung genaueres kleinigkeit
    kompliziert langsam momentchen stoer stoere stoeren stoert stoerung umstaendlich vorsicht warten wartens wartense
    zwischenfrage`,
    // What callers say beside these.
    `- a alles als am an angerufen anrufen auf aus ausgemacht auto beim bekommen beliebig besser besten
    bin bist bloss brille bus ca ca. circa dabei dafuer dame darum datum dazu denn deshalb deswegen
    durch echt egal ei eigentlich eigentliche eilig einem einer eingetragen erst etwa faellt fest frei freien ganze
    ganzen ganzer gebucht gegeben gegen gehabt gehe gekommen gel gemacht genannt genannte genannten genommen gesagt
    gesehen getan geworden gleich grad halte handy hats hatte hattest heisst herum hund im in ins irgendwann irgendwas
    jederzeit jenen jener jetzt junge kam komm komme kommt konnte laden leid leider lieber liegt mach mache
    meen meene melde moment muess musste na naemlich nehm nehme nehmen noch nur passen passt passts punkt reden
    ruf rufe rum rund sagte schaff schaffe schaffen schafft schieben schon sehe sehen seid sieht sind sitz sitze so
    stand steh stehen steht stressig tach tag telefon termine tja tue tun tut uhr uhrzeit um uma
    umbuchen ungefaehr vereinbart verlegen verlegt verschieben verschoben vielleicht vorgelesen vorgemerkt war wars
    was wegen weil weiss wie wieder wirklich wurde wurden wusste zeit zettel zu zum zur zwecks`,
  ),
  ofAppointment: wordSet(
    // More services, which may be had elsewhere as well.
    `akupunktur anprobe bartschneiden bartstutzen befundbesprechung befundgespraech bleaching brautstyling bremsen
    dentalhygiene enthaarung erstberatung erstbesprechung erstgespraech erstuntersuchung fangopackung farbberatung
    fussmassage fusspflege gesichtspflege haarwaesche hautanalyse hoertest impfberatung klimaservice
    kopfhautbehandlung kosmetikbehandlung kostenvoranschlag kurzhaarschnitt laserbehandlung lymphdrainage
    mikroneedling nachkontrolle naegelmachen nageldesign neuschnitt professionelle prophylaxe radwechsel raeder
    reifen reparatur ruckenmassage rueckenmassage schminken sehtest servicetermin sportmassage strahnen testament
    thaimassage tuevtermin vermessung vertragsbesprechung vorgespraech wachsen waxing wimpernlifting
    wimpernverlaengerung wurzelbehandlung zahnreinigung zahnspange zahnsteinentfernung`,
    // More reasons.
    `arbeitsmaessig autopanne ballett bandscheibe bewerbung dienstmaessig elternsprechstunde fahrstunden
    fuehrerscheinpruefung gesundheitshalber kurzarbeit panne probetag schulisch schwimmkurs spaetdienste
    zugverspaetung`,
    // Heard in calls.
    `erkaeltet rezept furchtbar kemma rueckgaengig hatten hattet hin runter davon aufgeschrieben entbehren mehr tu knapp spaete vertan verreckt spaet feierabend angemeldet haus operiert aufpasst verschwitzt vielmals springt bestaetigt zeuge stadt einfahrt dazwischen eingeteilt willen laesst lasst worden ging`,
    // What leads from a day to what it is the day of.
    `von vom`,
    // Cancelling, as it is said shortest.
    `absagen abzusagen stornieren streichen canceln loeschen weg raus los sausen knicken`,
    // Cancelling.
    `abbestelle abbestellen abbestellt abblasen abgeblasen abgemeldet abgesagt abgesagte abgesagter abmelde abmelden
    abmeldung absag absagbar absage absageanfrage absagens absagense absagewunsch absagn absags absagst absagt
    abzubestellen abzublasen abzumelden annulliere annullieren annulliert annullierung ausfaellt ausfall ausfallen
    ausgefallen ausgetragen ausstreichen austrage austragen auszufallen auszutragen cancel cancele cancellen cancelst
    cancelt entfaellt entfallen entfiele fallen flachfaellt flachfallen freigebe freigeben freigegeben freizugeben
    gecanceld gecancelt geloescht gestrichen herausnehmen herauszunehmen hinfaellig loesch loesche loeschens loescht
    loeschung loswerden loszuwerden raus rausgenommen rausnehme rausnehmen rausstreichen rauszunehmen rauszustreichen
    stornier storniere stornierens stornierense stornierst storniert stornierung stornierungen stornierungsanfrage
    stornierungswunsch storno stornobitte stornos streich streiche streichst streicht streichung terminabsage
    terminabsagen terminstornierung wegfaellt wegfallen wegzufallen zurueckziehen zurueckzuziehen`,
    // Moving.
    `abaendern abzuaendern aender aendere aendern aenderns aendernse aendert aenderung aenderungen aenderungswunsch
    geaendert rumschieben schieb schiebe schiebens schiebt terminaenderung terminaenderungen terminumbuchung
    terminverlegung terminverschiebung terminverschiebungen umaendern umbuche umbucht umbuchung umbuchungen
    umdisponieren umgebucht umgelegt umgeplant umlege umlegen umplane umplanen umsetzen umterminieren umtragen
    umzuaendern umzubuchen umzudisponieren umzulegen umzuplanen umzusetzen umzutragen veraendern verlagere verlagern
    verlagert verleg verlege verlegens verlegense verlegst verlegung verschieb verschiebbar verschiebe verschiebens
    verschiebense verschiebs verschiebst verschiebt verschiebung verschiebungen verschiebungswunsch verschobene
    verschobenen`,
    // Regret and hindrance.
    `achje aergerlich bedauere bedauerlich bedauerlicherweise bedauern bedauert bedaure bloed bloede bloederweise
    dazwischengekommen dazwischenkommt doof dummerweise herrje herrjemine knifflig kollidiert konflikt menno mist ohje
    oje ojeh ojemine pff phu problematisch puh puuh schad schade schlecht schlechter schwer schwierig terminkollision
    terminkonflikt terminueberschneidung tjaa tjo ueberschneiden ueberschneidet ueberschneidung ueberschneidungen
    unangenehm unerwartet unerwartete ungelegen ungeschickt ungluecklicherweise unguenstig ungut unmoeglich unpassend
    unpraktisch unverhofft unvorhergesehen unvorhergesehenes verhindert verhinderung verhinderungsgrund versehentlich`,
    // What leads to a reason.
    `anlass aufgrund begruendung daher drum gruende gruenden grund infolge ursache weils weilse zumal`,
    // The present state.
    `abgemacht aktuell aktuelle aktuellen aktueller aktuelles alt alte alten alter altes angegeben angegebene angegebenen
    angegebener angegebenes angesetzt angesetzte angesetzten anscheinend augenscheinlich besagte besagtem besagten
    besagter besagtes bestehend bestehende bestehenden bestehender bestehendes betreffende betreffendem betreffenden
    betreffender betreffendes bisherig bisherige bisherigen bisheriger bisheriges derzeit derzeitig derzeitige
    derzeitigen derzeitiger drinstehen drinsteht eingeplant eingetragene eingetragenen eingetragener entsprechend
    entsprechende entsprechenden entsprechender erwaehnt erwaehnte erwaehntem erwaehnten erwaehnter erwaehntes etz
    etza genanntem genannter genanntes geplant geplante geplanten geplanter jetz jetza jetzad jetzat jetze jetzert
    momentan momentane momentanen momentaner notiert notierte offenbar offensichtlich scheinbar terminiert terminierte
    terminierten urspruenglich urspruengliche urspruenglichen urspruenglicher urspruengliches vermerkt vorgemerkte
    vorgemerkten vorgesehen vorgesehene vorgesehenen`,
    // Where somebody is and what they have.
    `binich bins bisch biste hat hatse hatter samma san simma simmer sin sinds sindse sindwir sinn`,
    // Work.
    `abgabe arbeit arbeite arbeiten arbeitest arbeitet arbeitgeber arbeits arbeitsplan arbeitsplatz arbeitstermin
    arbeitszeit arbeitszeiten ausgelastet aussendienst baustelle baustellen bereitschaft bereitschaftsdienst beruf
    beruflich berufliche beruflichen berufstaetig beschaeftigt besprechung besprechungen betriebsausflug betriebsfeier
    betriebsrat betriebsversammlung bewerbungsgespraech buero bueros deadline dienst dienste dienstlich dienstliche
    dienstlichen dienstplan dienstreise dienstreisen eingespannt einspringe einspringen einspringt einzuspringen
    fortbildung fortbildungen fruehdienst fruehschicht geschaeftlich geschaeftliche geschaeftlichen geschaeftsreise
    geschaeftsreisen geschaeftstermin gespraech gespraeche homeoffice inventur job jobs konferenz konferenzen
    kundentermin kundentermine lehrgaenge lehrgang maloche malochen meeting meetings messe messen mitarbeitergespraech
    nachtdienst nachtschicht nebenjob notaufnahme notdienst personalgespraech praktikum probearbeiten projekt projekte
    rufbereitschaft schicht schichtarbeit schichtdienst schichten schichtplan schichtwechsel schulung schulungen
    seminar seminare sitzung sitzungen spaetdienst spaetschicht stress tagdienst tagschicht tagung tagungen
    telefonkonferenz telko ueberstunden vertrete vertreten vertretung videokonferenz viel vorstellungsgespraech
    weiterbildung workshop workshops`,
    // Health.
    `ambulanz angeschlagen ansteckend arm bauchschmerzen bein bett bettlaegerig chemo chemotherapie corona covid darm
    dialyse durchfall eingriff erkaeltung erkaeltungen fieber fuss gesundheitlich gesundheitliche gesundheitlichen
    grippal grippe halsschmerzen heiser heiserkeit husten infekt infektion klinik kliniken klinikum knie kopfschmerzen
    krank kranke kranken krankenhaeuser krankenhaus krankenhausaufenthalt krankenschein krankenstand kranker
    krankgeschrieben krankheit krankheiten krankheitsbedingt krankheitsfall krankmeldung krankschreibung kreislauf
    kreisssaal kur kuraufenthalt magen magendarm migraene narkose notfaelle notfall op operation operationen
    quarantaene reha rehaklinik ruecken rueckenschmerzen schmerz schmerzen schnupfen schwanger schwangerschaft
    schwindel schwindelig spital therapie uebel uebelkeit unpaesslich unwohl virus wehen zahnschmerzen`,
    // Doctors, offices, garages.
    `aemter aerzte aerztin amt amtstermin anwaeltin anwalt arbeitsamt arzt arztbesuch arztes arztpraxis arzttermin
    arzttermine augenaerztin augenarzt autos bank banktermin behandlung behandlungen behoerde behoerden behoerdengang
    beratung beratungstermin blut blutabnahme buergeramt ct ergotherapie facharzt finanzamt frauenaerztin frauenarzt
    friseur friseurin friseurtermin frisoer frisoerin gelnaegel gericht gerichtstermin gesichtsbehandlung gynaekologe
    gynaekologin hausaerztin hausarzt hautaerztin hautarzt impfen impftermin impfung inspektion jobcenter
    kieferorthopaede kieferorthopaedin kinderaerztin kinderarzt kontrolle kontrolltermin kosmetik kosmetikstudio
    krankengymnastik logopaedie manikuere manikueren massage mrt naegel nagel nagelstudio notar notarin notartermin
    oelwechsel orthopaede orthopaedin pedikuere physio physiotherapeut physiotherapeutin physiotherapie pkw psychologe
    psychologin psychotherapie rechtsanwaeltin rechtsanwalt reifenwechsel roentgen steuerberater steuerberaterin
    tieraerztin tierarzt tuev untersuchung untersuchungen verhandlung vorladung vorsorge vorsorgeuntersuchung wagen
    werkstatt zahnaerztin zahnarzt zahnarztes zahnarzttermin`,
    // School and children.
    `abi abitur auftritt baby babys babysitter babysitterin betreuung bua bub buben chor einschulung elternabend
    elterngespraech elternsprechtag enkel enkelin enkelkind enkelkinder enkelkindern enkeln enkelsohn enkeltochter
    examen fahrpruefung fahrschule fahrstunde fussball grosse grossem grossen grosses hochschule hort jungen jungs
    kids kind kinder kinderbetreuung kindergarten kindern kindes kita kitas klassenausflug klassenfahrt klausur
    klausuren kleine kleinem kleinen kleines konzert krippe madel maedchen maedel maedels nachhilfe probe proben
    pruefung pruefungen pruefungstermin saeugling schulausflug schule schulen schulfeier schulfest schulfrei
    schulveranstaltung spiel studium tagesmutter training trainings turnier uni universitaet unterricht verein vereins
    vorlesung vorlesungen zeugnis zeugnisausgabe`,
    // Holidays and journeys.
    `abwesend abwesenheit ausfluege ausflug ausland auswaertig auswaerts berge camping faehrt fahr fahre fahren fahrt
    fahrten ferien ferienwohnung flieg fliege fliegen fliegt fluege flug flughafen flugs flugzeug fort hotel
    kreuzfahrt kurzurlaub meer ortsabwesend reise reisen reist skifahren skiurlaub strand unterwegs urlaub urlaube
    urlaubs urlaubsbedingt urlaubsreise verplant verreise verreisen verreist wandere wandern weg wegfahre wegfahren
    wegzufahren zelten`,
    // Family, feasts and mourning.
    `abhole abholen abholt abzuholen aufpasse aufpassen aufzupassen babysitten gestorben verstorben beerdigt beerdigung beerdigungen begleite
    begleiten begleitet begraebnis beisetzung bekannte bekannten bestattung besuch besuche besuchen besucher besucht
    bringe bringen bringt brueder eingeladen einladung einladungen eltern familiaer familiaere familiaeren
    familienfeier familienfest familientreffen feier feiere feiern feiert freunde freunden freundinnen friedhof gaeste
    gast geburtstag geburtstage geburtstags geburtstagsfeier geschwister geschwistern grosseltern heirate heiraten
    heiratet hinbringen hinzubringen hochzeit hochzeiten hochzeitsfeier hole jubilaeum jugendweihe klassentreffen
    kommunion konfirmation kuemmere kuemmern kuemmert party pflege pflegedienst pflegefall pflegen privat private
    privaten privater schwiegereltern soehne soehnen standesamt taufe toechter toechtern trauer trauerfeier trauung
    treff treffe treffen trifft urnenbeisetzung verwandte verwandten verwandter verwandtschaft`,
    // Traffic, weather, household.
    `ableser bahn bahnausfall bahnen bahnstreik besichtigung besichtigungstermin besorgungen busse defekt ehrenamt
    einkaufen elektriker erledigen erledigung erledigungen feuerwehr glatteis handwerker handwerkern heizungsmonteur
    hochwasser hundes hundeschule installateur kaputt katze klempner liefertermin lieferung los mitfahrgelegenheit
    moebellieferung monteur paket renoviere renovieren renovierung schnee schornsteinfeger stau staus streik streiks
    streikt sturm transport uebergabe umziehe umziehen umzieht umzuege umzug umzugswagen umzuziehen unwetter verkehr
    verkehrs wohnungsbesichtigung wohnungsuebergabe zuege zug zugausfall`,
    // What the call is about.
    `anbelangt angeht anlangt belangt betraefe betreff betreffen betreffend betreffs betrifft beziehe beziehen bezieht
    bezueglich bezug drehe drehen dreht gehoere gehoeren gemaess handele handeln handelt hinsichtlich laut wegens wegn
    zugehoerig`,
    // Calling.
    `anruf anrufe anrufs anzurufen rufn`,
    // Other plans.
    `angelegenheit angelegenheiten auftraege auftrag auftrags ebba ebber ebbes interview persoenliche persoenlichem
    persoenlichen persoenlicher persoenliches plaene plan plane planen planens planst plant problem problemchen
    probleme problems sowas sowat verabrede verabreden verabredet verabredung verabredungen veranstaltung
    veranstaltungen verpflichtung verpflichtungen vortraege vortrag wasn wat`,
    // Helping others.
    `braucht brauchts helf helfe helfen helft hilfe hilfst hilfste hilft unterstuetze unterstuetzen unterstuetzt
    unterstuetzung`,
  ),
  ofWish: wordSet(
    // Heard in calls.
    `ausweichen draus wagen bringen vorbeibringen abgeben aufmachen aufmacht geoeffnet offen bleibt schaffs spaetestens vorziehen vorverlegen tauschen wechseln siehts geschaut legst`,
    // Preferring.
    `bevorzuge bevorzugen bevorzugt bevorzugte bevorzugten bevorzugter bevorzugtes favorisiere favorisieren favorisiert
    favorisierte favorit gernstens gewuenscht gewuenschte gewuenschtem gewuenschten gewuenschter gewuenschtes liebsten
    praeferenz praeferiere praeferieren praeferiert praeferierte terminwunsch vorzugsweise wunschdatum wunschgemaess
    wunschtag wunschtermin wunschtermins`,
    // Suiting.
    `einhaelt einhalte einhalten einrichtbar einzuhalten funktionieren funktioniert funktionierte funktionierts gelegen
    gelegener guenstig guenstige guenstigen guenstiger guenstiges haut hauts hineinpasst hinhauen hinhaut klaeppt
    klappen klappt klappte klappten klappts passend passende passenden passender passendes passte passten passtn recht
    reinpassen reinpasst reinpasste taugt wahrnehme wahrnehmen wahrnimmt wahrzunehmen`,
    // Taking and accepting.
    `akzeptiere akzeptieren akzeptiert annehmen anzunehmen bestaetig bestaetige bestaetigen bestaetigens erscheine freu
    freue freuma hinkaeme hinkomme kaem kaeme kaemen kaemst kaemt kommst kommste naehm naehme naehmen nehma nehmens
    nehmense nehmenwir nehmer nehms nehmt nehmwa nimm nimmst nimmt reinkaeme reinkomme vorbeikaeme vorbeikomme
    vorbeischaue zusagen zuzusagen`,
    // Free times.
    `buchbar buchbare buchbarem buchbaren buchbarer buchbares freie freiem freier freies freiwerdend freiwerdende
    freiwerdenden lueckchen luecke plaetzchen platz slot slots terminslot verfuegbar verfuegbare verfuegbarem
    verfuegbaren verfuegbarer verfuegbares verfuegbarkeit verfuegbarkeiten zeitfenster zeitslot`,
  ),
};
