// English words that say nothing about a day or a time. In alphabetical groups, so that a word is found and its neighbours are seen.
import { wordSet } from '../grammar/words.ts';
import type { Fillers } from '../heard-language.ts';

export const englishFillers: Fillers = {
  things: wordSet(
    // Services of a salon.
    `haircut haircuts cut cuts trim trims colour color colouring highlights lowlights balayage roots perm blowdry blow dry
    shampoo fringe beard shave fade hairdresser hairdressers hairdo barber stylist nails nail manicure pedicure gel
    acrylics eyebrows brows lashes wax waxing facial facials massage massages tan beautician`,
    // Services of a practice.
    `consultation consultations checkup surgery nurse gp dentist hygienist filling cleaning crown physio physiotherapist
    therapist treatment treatments bloods smear vaccine jab prescription review assessment exercises`,
    // Services of a garage.
    `van motor mot nct service servicing oil tyre tyres brakes exhaust clutch battery inspection diagnostic repair valet
    wheel alignment mechanic garage`,
    // Services of a lawyer.
    `solicitor lawyer barrister contract conveyancing probate lease`,
  ),
  anywhere: wordSet(
    // Around a day or a time.
    `offered mentioned brilliant daywise fab fabulous fussed kinda marvellous preferred righteo schedulewise sense sometime sorta timewise
    welly whatsoever workwise`,
    // Heard in calls.
    `asked`,
    // Courtesy words.
    `apologetic apologies apologise apologises apologising apologize apologizes apologizing apology appreciate appreciated
    appreciates appreciating appreciation appreciative beg begging bye byebye byee cheerio cheers compliments
    courteous courtesy excuse excuses excusing faithfully forgive forgiveness forgives forgiving gday goodbye goodbyes
    grateful gratefully gratitude greetings hello helloo hey heya hi hiya howdy howya kind kindest kindly kindness
    pardon pardoned pardons permission please pls plz polite politely regards regret regretfully regrets regretting
    respectfully respects sincere sincerely sincerest soz ta tarra thank thankful thankfully thanking thanks thankyou
    thanx thx warmest warmly welcome wishes yours`,
    // Forms of address to the one on the line.
    `bud darlin darling dear dearie deary duck ducks ducky dude flower guv guvnor hon honey hun love lovey luv maam madam
    mister petal poppet sir sweetheart sweetie treasure`,
    // Interjections, hesitation and backchannel sounds.
    `aaah aagh aah ach ah aha ahem ahh argh arrah aw aww ay aye bah blah blimey christ cor crikey cripes crumbs dang darn
    drat eek eh ehh ehm em emm er erm ermm err errm gah gee golly gosh grr ha hah haha heck heh hehe hehehe hm hmm
    hmmm hmph hooray huh hurrah jaysus jeez jesus lol lordy mercy mhmm mm mmhm mmhmm mmm mmmm och oh ohh oi oof ooh
    ooops oops ouch ow phew psst right rightio righto righty sheesh shucks sigh so tsk tut ugh uh uhh uhhh uhhuh uhm
    um umm ummm urgh urm wahey wha whew whoa whoops whoopsie woah wow wowza yada yay yikes yo yoohoo`,
    // Assent sounds.
    `absolutely affirmative agreed certainly correct correctly definitely exactly gotcha indeed precisely quite roger sure
    surely totally true understood yah yea yeah yeahh yeh yep yepp yes yessir yup`,
    // Mild swear words as fillers.
    `blasted bloody blooming bollocks darned feckin fecking flippin flipping freaking fricking frigging`,
    // Pronouns.
    `any anybody anyone anything he her herself him himself his i it itself me meself mine my myself our ourselves she that
    their them themself themselves these they this those us we what whatever which who whoever whom whose yall ye yer
    yiz you your yourself yourselves yous youse`,
    // Articles and neutral determiners.
    `a an certain own such the wee`,
    // Auxiliaries and modals, affirmative, present or polite.
    `are be being can could dare do does doing has have having is might must ought shall should will would`,
    // Spoken contractions, apostrophe removed, affirmative.
    `betcha canya cmon couldja dya dye dyou gimme gonna gotta hafta hasta hed heres hes howd howre hows id ill im ima imma
    innit isit itd itll its ive lemme lets needa oughta shed shell shes thatd thatll thats thered therell theres theyd
    theyll theyre theyve tryna ur wanna weve whatcha whatd whatll whatre whats whered wheres whod wholl whos willya
    wouldja ya yaknow yknow youd youll youre youve`,
    // Prepositions that tie the day in without shifting it.
    `along at concerning down for in into on onto re regarding upon via`,
    // Place adverbs of the talk itself.
    `here there where whereabouts wherever`,
    // Conjunctions that add or give a cause, no alternative.
    `accordingly additionally also although and because cause consequently cos coz cuz furthermore hence if moreover
    thereby therefore tho though whereby whether`,
    // Question words.
    `how`,
    // Adverbs of stance.
    `admittedly alas amazingly annoyingly anyhoo anyhow anyway anyways apparently assuredly basically btw candidly
    cheerfully clearly conceivably confidentially crucially curiously decidedly def deffo defo disappointingly
    distinctly doubtless doubtlessly effectively embarrassingly essentially evidently fairly fortunately frankly
    frustratingly fundamentally funnily fyi genuinely gladly happily honestly hopefully however ideally imo
    importantly incidentally incredibly inevitably interestingly ironically irritatingly literally logically luckily
    maybe mercifully naturally nevertheless nonetheless notably objectively obviously obvs oddly overall perhaps
    personally plainly poss possibly potentially predictably preferably presumably privately prob probably probs
    professionally provisionally publicly realistically really reasonably regrettably remarkably reportedly rightly
    sadly seemingly sensibly seriously significantly simply strangely surprisingly tbh technically tentatively totes
    tragically truly ultimately understandably undoubtedly unfortunately unluckily unquestionably unsurprisingly
    weirdly wisely worryingly`,
    // Adverbs of manner.
    `attentively automatically badly calmly carefully cautiously comfortably consciously courteously deliberately
    desperately digitally diligently easily efficiently effortlessly electronically formally freely generously gently
    graciously hereby informally intentionally loudly manually neatly nicely officially openly patiently properly
    purposely quickly quietly safely seamlessly securely separately slowly smoothly swiftly telephonically
    thoughtfully together urgently verbally vocally willingly`,
    // Degree words without an amount of time.
    `absurdly awfully completely crazily deeply dreadfully enormously entirely especially even exceedingly extraordinarily
    extremely fierce fully greatly highly hugely immensely particularly perfectly pretty proper ridiculously
    specifically terribly thoroughly tremendously utterly very well wholeheartedly`,
    // Small fillers of spoken English.
    `again allright alright alrighty etc etcetera grand just like listen look mean means ok okay okey okeydoke okeydokey
    okie okily then way whatnot whatsit`,
    // Verbs of speaking, asking, saying, forms in which a weekday is hardly the day of the talk.
    `accent admit admits admitting advise advises advising answer answering answers ask asking asks assure assures assuring
    bet calling chatting clarification clarifies clarify clarifying comment commenting communicate communicates
    communicating confess confessing convey conveying conveys declare declares declaring describe describes describing
    dialing dialling emphasise emphasises emphasising emphasize emphasizes emphasizing enquire enquires enquiries
    enquiring enquiry explain explaining explains express expressed expresses expressing greet greeting indicate
    indicated indicates indicating informing informs inquire inquires inquiries inquiring inquiry insist insisting
    insists interpret interrupt interrupting interruption interrupts mention mentioning mentions notifies notifying
    phoning phrase phrased phrasing pronounce pronouncing pronunciation propose proposes proposing queries query
    querying question questioning questions reassure reassuring relay relaying repeat repeating repeats rephrase
    rephrasing request requesting requests reword ringing say saying sentence specified specifies specify specifying
    spell spells state stated states stating suggest suggesting suggestion suggestions suggests summarise summarize
    summary swear talking telephoning telling translate translating voice voicing warn warning word worded wording
    words`,
    // Verbs of thinking, knowing, seeming, forms in which a weekday is not the day of thinking.
    `appearing appears assume assumes aware believe believes believing consider considering considers figure figured
    figures figuring gather gathers guess guesses guessing imagine imagines imagining knowing knows mindful notice
    notices noticing presume presumes presuming realise realises realising realize realizes realizing recall recalling
    recalls reckon reckoning reckons recognise recognises recognising recognize recognizes recognizing remember
    remembering remembers seem seemed seeming seems sounding sounds suppose supposes supposing suspect suspects think
    thinking thinks understand understanding understands wonder wondered wondering wonders`,
    // Verbs and nouns of wanting, needing, choosing, hoping.
    `accept acceptance accepted accepting accepts agree agreeing agrees aim aiming aims choice choices choose chooses
    choosing chose chosen desire desired desires desiring eager fancies fancy fancying hope hopeful hopes hoping
    inclined intend intending intends intention intentions interest interested keen likes liking loves loving need
    needing needs opt opted opting opts prefer preferable preference preferences preferring prefers prepared require
    requires requiring seek seeking seeks select selected selecting selection selects settle settles settling tempted
    want wanted wanting wants willing`,
    // Verbs and nouns of moving and cancelling.
    `adjust adjusting adjustment adjustments adjusts alter alteration alterations altering alters amend amending amendment
    amendments amends bin binning cancelation cancelations canceling cancellation cancellations cancelling
    cancels change changes changing clear clearing clears defer deferral deferring defers delete deletes deleting
    deletion ditch ditching edit editing edits erase erases erasing juggle juggling modification modifications
    modifies modify modifying move nudge nudging postpone postponement postpones postponing rearrange rearrangement
    rearranges rearranging reassign reassigning rebook rebooking rebooks rejig rejigging remove removes removing
    reorganise reorganises reorganising reorganize reorganizes reorganizing replan replanning reschedule reschedules
    rescheduling reshuffle reshuffling scrap scrapping scratch shove shoving shuffle shuffling slide sliding slip swap
    swapping swaps switch switches switching swop transfer transferring transfers undo undoing update updates updating
    void voiding withdraw withdrawing withdraws`,
    // Verbs and nouns of booking and finding a place in the diary.
    `access accessing accommodate accommodates accommodating add adding adds allow allowing allows arrange arranges
    arranging assign assigning assigns book bookable booking bookings books browse browsing check checking create
    creates creating enable enables enabling enter entering enters entries entry find finding finds fit fits fix
    fixing get gets getting give gives got grab grabbing grabs handle handles handling identification identifies
    identify identifying input inputting insert inserting inserts jot jotting let letting locate locates locating
    lookup mark marking marks nip nipping note notes noting offer offering offers organise organises organising
    organize organizes organizing pencil penciling pencilling pencils permit permits permitting pop popping process
    processes processing provide provides providing put puts putting register registering registers reservation
    reservations reserve reserves reserving retrieve retrieving schedule scheduler schedules scheduling scroll
    scrolling search searches searching secure secures securing set sets setting setup slot slots slotted slotting
    sort sorting sorts squeeze squeezes squeezing timeslot timeslots trying type types typing verification verifies
    verify verifying view views`,
    // Coming, attending, being able, suiting.
    `ability able acceptable ace achievable agreeable appropriate attend attendance attending attends availabilities
    availability available best capable come coming convenience convenient conveniently cool dandy deal doable
    excellent feasible fine free handy ideal join joining joins magic make makes making manage manageable manages
    managing open peachy perfect possibilities possibility possible satisfactory smashing sound spot suit suitability
    suitable suited suiting suits superb sweet tremendous viable workable`,
    // Other light verbs of the call, no time in them.
    `address addresses addressing annoy assist assistance assisting assists attach attaching bear bearing belong belonging
    belongs bless bother bothered bothering bothers carry click clicking clicks concern concerns connect connecting
    connects consult consults cope copes coping copy copying dealing deals disconnect disturb disturbing disturbs
    ensure ensures ensuring face faces facilitate facilitates facilitating facing guarantee guaranteeing guarantees
    hang hanging happen happens help helps hurry involve involves involving link linked listening listens log logging
    login pointing read reads reconnect refer referring refers relate related relates relating resolve resolves
    resolving rush rushing share shares sharing solve solves solving spare support supporting supports tap tapping
    trust trusting trusts use uses using wait waiting waits worries worry worrying`,
    // Words about the call and the telephone.
    `background button buttons buzz buzzing chatbot connection conversation crackling crackly dial dialog dialogue dials
    faint fuzzy garbled handset hash headphones headset helpline hotline landline landlines line lines mic microphone
    mobile muffled mute muted network noise noises operator operators receiver robotic signal speakerphone static
    switchboard telephone telephones tone unmute volume wifi wireless`,
    // Words about calendars, diaries, appointments.
    `advance agenda agendas app appointment appointments apps appt appts calendar calendars computer computers data
    database day detail details device devices diaries diary folder forename forthcoming gap gaps inbox info
    information initials internet keyboard laptop list lists name names nickname notebook online opening openings
    organiser organizer outbox planner portal queue record records screen screens server session sessions software
    space spaces spelling surname surnames system systems technology time upcoming vacancies vacancy vacant
    waitinglist waitlist web webpage website websites`,
    // Machine on the line.
    `ai artificial assistant assistants automated automatic bot bots computerised computerized human humans machine
    machines person real robot robots`,
    // Neutral persons as language models name them.
    `caller callers department dept individual member members patient persons receptionist receptionists requester
    secretaries secretary speaker speakers stranger user users`,
    // Business premises.
    `branch branches establishment facilities facility firm premises`,
    // Feelings of the caller.
    `afraid amazed angry annoyed annoying anxious apologetically ashamed astonished baffled bemused bewildered bored boring
    calm chuffed comfortable compassion compassionate concerned confidence confident content contented cross curiosity
    curious delighted disappointed disappointing disappointment dissatisfied embarrassed embarrassing embarrassment
    emotion emotional encouraged feel feeling feelings feels flabbergasted frightened frustrated frustrating
    frustration furious glad gobsmacked guilt guiltily guilty gutted heartbroken honored honoured humbled impatient
    irritated irritating miffed mortified nervous optimistic peeved perplexed pity pleased proud puzzled relief
    relieved sad sadness satisfied scared shame shocked stumped surprise surprised surprising sympathetic thrilled
    touched upset worried`,
    // Adjectives of politeness, praise and blame of persons, things or the call.
    `actual adaptable apparent basic careless charming cheeky clever common confidential considerate cooperative crucial
    daft decent dumb easy efficient essential evident extraordinary flexible foolish forgetful friendly fussy generous
    genuine gracious helpful honest inconsiderate incredible intelligent interesting main necessary obliging obvious
    official ordinary picky private professional punctual quick reasonable relevant reliable respectful responsible
    rude safe selfish sensible serious silly simple smart smooth standard stupid swift thoughtful thoughtless truthful
    unbelievable urgent useful vital`,
    // Abstract nouns of courtesy and chance.
    `attention attitude behalf blame chance chances crossed decision decisions delight ease effort efforts fact facts fault
    faults feedback fingers fuss honor honour idea ideas impression inconvenience intent joy luck manner manners
    memory patience pleasure purpose respect sake solution solutions success trustworthy truth`,
    // What callers say beside these.
    `- about ahead anytime around arranged as been better booked bring call called came car date did dot gave go going good
    great had hair instead ish know meant needed oclock of only phone push said saw says see supposed take tell
    thought to told visit was were whenever works`,
  ),
  ofAppointment: wordSet(
    // More services, which may be had elsewhere as well.
    `acupuncture bikini bleach braces brow chiropody coolant extraction extractions eyelash eyelashes filler hairwash
    hygiene implant keratin mani microneedling osteopathy peel reflexology relaxer restyle retouch rotation threading toner updo veneers whitening xrays`,
    // Heard in calls.
    `knock head pull playing up lose table missed written havent hasnt`,
    // Cancelling, as it is said shortest.
    `cancel anymore off point`,
    // Work and duties.
    `apprenticeship assignment assignments audit audits boss bosses calving clients colleague colleagues committee
    conference conferences convention council court courts coworker coworkers customers deadline deadlines duties duty
    election elections employee employees employer factory farm farming freelance harvest hearing hearings inspections
    internship interview interviewed interviewing interviews inventory job jobs jury lambing lawyers legal management
    manager managers meet meeting meetings meets milking office offices offsite oncall onsite overtime parish patients
    placement presentation presentations presenting probation project projects promotion roster rostered rota seminar
    seminars shift shifting shifts shop shops site sites solicitors stocktake stocktaking strike strikes striking
    supervisor testify testifying trained trainee training trial trials tribunal union volunteer volunteered
    volunteering volunteers vote voting warehouse webinar webinars witness work worked worker working workload
    workshop workshops`,
    // Travel and absence.
    `abroad airport airports away backpacking beach boarding break breaks camping campsite caravan caravanning city
    citybreak concert concerts country countryside cruise cruises elsewhere embassy emigrate emigrating ferries ferry
    festival festivals flies flight flights fly flying gig gigs hiking holidaying honeymoon honeymooning hotel hotels
    immigration journey journeys off out outside overseas passport plane planes seaside sightseeing skiing somewhere
    staycation travel traveling travelled travelling travels trip trips vacation vacationing vacations visa`,
    // Transport trouble.
    `accident bicycle bike bikes bus buses cab cabs cars commute commuter commuting delay delayed delaying delays detour
    diversion drive driver drivers drives driving engine flat fuel gridlock jam jammed lift lifts lorry mechanics
    motorbike motorway parked parking petrol platform puncture recovery road roads roadworks running station stuck
    tailback taxi taxis tire tires tow traffic train trains tram trams transport truck tube vans vehicle vehicles`,
    // Illness and injury of the caller or another.
    `ache aches aching allergic allergies allergy ankle anxiety arm arms asthma backache bed bedridden bronchitis bug
    burnout chickenpox cold colds contagious corona coronavirus cough coughing coughs covid cramps depressed
    depression diagnosis diarrhea diarrhoea dizziness dizzy drained dying earache exhausted exhaustion fatigue
    fatigued feet fever feverish flu foot fracture hangover hayfever headache headaches hip hungover hurting hurts
    illness illnesses infection infections infectious injure injuries injury isolate isolating isolation knee knees
    leg legs measles migraine migraines nausea nauseous neck norovirus pain painful pains period pneumonia poorly
    puking quarantine rash recover recovering recuperate recuperating rough shingles shoulder sick sickness sinus
    sinuses sneezing sore sprain stomach stress stressed stressful symptoms teeth temperature throat throwing tired
    tonsillitis tooth toothache tummy unwell vertigo viral virus vomit vomiting wrist`,
    // Medical visits elsewhere.
    `ambulance antenatal biopsy checkups chemist chemo chemotherapy chiropodist chiropractor clinic clinics consultant
    consultants counselling counsellor dental dentists dialysis doctors emergencies emergency hospital hospitals
    injection injections jabs maternity medication meds midwife mri nurses op operation operations ops optician
    opticians orthodontist osteopath pharmacy physios physiotherapy podiatrist procedure procedures radiotherapy
    results scan scans specialist specialists surgeon surgeries test testing tests therapy transfusion ultrasound
    vaccination vet vets ward xray`,
    // School, study, courses.
    `assembly audition auditions campus childminder class classes college colleges course courses creche daycare debs exam
    examination examinations exams graduate graduating graduation homework kindergarten lecture lectures lesson
    lessons nursery playgroup playschool practice preschool prom recital rehearsal rehearsals school schooling schools
    studies study studying teacher teachers tutorial tutorials uni university`,
    // Family events, death, feasts of persons.
    `adoption anniversary babies baby baptism barmitzvah bereaved bereavement birth birthday birthdays bride bridesmaid
    burial celebrate celebrating celebration celebrations ceremonies ceremony christening communion cremation custody
    dead death deaths dies divorce divorced engaged engagement expecting funeral funerals grave groom hen labor labour
    married marry marrying memorial mourning naming newborn parties party pregnancy pregnant reunion separation stag
    wake wedding weddings`,
    // Care of others, visitors, people the caller has that day.
    `arrive arrives arriving aupair babysit babysits babysitter babysitting bairn bairns bringing brings carer carers
    caring cat cats child childcare children collect collecting collects comes company dog dogs drop dropping everyone
    fetch fetching friend friends grandchild grandchildren granddaughter granddaughters grandkids grandson grandsons
    guest guests helping horse horses inlaws kid kiddies kids lads minder minding nannies nanny neighbor neighbors
    neighbour neighbours parents people pet pets pick picking picks puppy seeing sitter somebody someone toddler
    toddlers twins visiting visitor visitors visits wean weans`,
    // Kin, single persons.
    `aunt auntie aunty bloke boy boyfriend boyfriends boys brother brotherinlaw brothers cousin cousins da dad daddy dads
    daughter daughters ex families family father fatherinlaw fathers fiance fiancee flatmate flatmates girl girlfriend
    girlfriends girls godchild goddaughter godfather godmother godson gran grandad grandda grandfather grandma
    grandmother grandpa grandparent grandparents granny guy guys housemate housemates hubby husband husbands inlaw lad
    landlady landlord lass lodger ma mam mammy mams man men missus mom mommy moms mother motherinlaw mothers mum mummy
    mums nan nana nephew nephews niece nieces pa parent partner partners relation relations relative relatives
    roommate roommates sibling siblings sis sister sisterinlaw sisters son sons spouse stepbrother stepdad
    stepdaughter stepfather stepmother stepmum stepsister stepson tenant tenants twin uncle wife wifes wives woman
    women`,
    // House, deliveries, tradesmen.
    `bathroom boiler builder builders burglary carpenter cleaner cleaners courier decorator decorators deliver delivered
    deliveries delivering delivery electrician engineer estate fire flood flooding gardener handyman heating home
    house houses installation installed installing kitchen leak leaking leaks locked lockedout mortgage movers moving
    package painter painters parcel plumber plumbers plumbing removalists removals renovating renovation renovations
    repaired repairing repairs roof roofer tradesman tradesmen viewing viewings workman workmen`,
    // Leisure and other plans on the day.
    `ball band barbecue bbq camogie camp choir church cinema competition competitions cricket dance dancing drinks event
    events fair fishing fitness football function functions gaa gala game games golf gym hobby hockey hunting hurling
    market mass match matches mosque outing pilates plan planned planning plans prayer prayers pub race races racing
    reception restaurant rugby sailing scouts shooting show shows soccer swim swimming synagogue temple tennis theatre
    tournament yoga`,
    // Weather and breakdown of the world.
    `blackout fog foggy gale gales heatwave hurricane ice icy outage power rain raining snow snowed snowing snowy storm
    storms stormy weather wind windy`,
    // Unavailability and clash said of the day.
    `awful awkward bad blocked busier busy caught chaos chaotic chockablock clash clashed clashes clashing closed collide
    collides complicated complication complications conflict conflicting conflicts difficult difficulties difficulty
    disaster doublebooked doubt doubtful doubts dreadful full hard hassle hectic hinder hopeless horrible impossible
    inconvenient interfere interferes interfering issue issues jampacked nightmare nuisance overbooked overcommitted
    overlap overlapping overlaps overloaded overstretched overwhelmed packed prevent prevented preventing prevents
    problem problematic problems rubbish shut shutting struggle struggles struggling sudden suddenly swamped taken
    terrible tied tight tricky trouble troubles unable unavailable unavoidable unavoidably uncertain uncomfortable
    unexpected unexpectedly unforeseen unlikely unsuitable unsuited unsure worse worst`,
    // Calls upon the caller for that day.
    `arrangement arrangements chore chores circumstance circumstances commitment commitments committed crisis due errand
    errands expected forced invitation invite invited invites loads lot lots matter obligated obligation obligations
    obliged organised organized owing promise promised reason reasons required scheduled situation situations
    something stuff summoned task tasks thing things thingy tons`,
    // Slips of the caller.
    `confused confusing confusion error errors glitch mishap misheard misread missing mistake mistaken mistakenly mistakes
    misunderstanding misunderstood mixed mixup muddle muddled slipped wrong`,
    // Past or passive of moving and booking.
    `allocated altered amended assigned bumped changed current currently deferred existing given made moved penciled
    pencilled postponed present pushed rearranged rebooked rescheduled reserved swapped switched transferred`,
    // Pushing the appointment along.
    `bump bumping bumps pushes pushing`,
    // Past events.
    `accidents admitted bleeding breakdown breakdowns broke broken bruised burgled burst clamped collapsed collision
    concussion crash crashed deceased diagnosed died discharged fallen fell flooded forgot forgotten fractured
    hospitalised hospitalized hurt infected injured overlooked passed punctured sprained stranded towed twisted
    vaccinated wound`,
    // Moved here from list 1 by the adversary pass.
    `absurd accidentally adviser advisor agent agents barbers barbershop bit bro bruv buddy building business case client
    crap crappy crazy customer dates disruption english enough favor favors favour favours fella fellas folks
    foolishly gentleman gentlemen gents important inability inadvertently ladies lady mate matey much opportunities
    opportunity pal paperwork personal place places recorded recording recordings rep representative reps revise
    revises revising revision ridiculous salons serve serves serving shit shite shoot short sign signing snag speaking
    staff stupidly submit submits submitting team turn turning turns unintentionally unknowingly useless`,
  ),
  ofWish: wordSet(
    // Heard in calls.
    `forward looking room back something much still`,
  ),
};
