// How English callers ask for something outright after a story, and what a story must not hold for that.
import { wordSet } from '../grammar/words.ts';
import type { Requests } from '../heard-language.ts';

const lead = '(?:(?:so|and|therefore|then|well|now|um|yeah|ok|okay|anyway) )';
const days = '(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|today|tomorrows?|tonight)';
const change = '(?:cancel|scrap|drop|delete|remove|lose|take|knock|strike|clear|scratch|bin|call)';

export const englishRequests: Requests = {
  asking: [
    new RegExp(`^${lead}*(?:please )?(?:can|could|would|will) (?:you|we|i)(?= )`),
    new RegExp(`^(?:and )?(?:so|therefore)(?: (?:please|just))* ${change}(?= )`),
    new RegExp(`^${lead}*(?:please|lets|let us)(?: (?:just|please))* ${change}(?= )`),
  ],
  stating: [
    new RegExp(`^${lead}*(?:i|we|ill|well|id|wed|im|were)(?= )`),
    new RegExp(`^${lead}+(?:the|my|our|that) (?:one|appointment|booking|slot|visit|session)(?= )`),
    new RegExp(`^${lead}+(?:the )?${days}(?= )`),
    new RegExp(`^${lead}*theres no (?:point|need)(?= )`),
  ],
  bare: [
    new RegExp(`^${lead}*(?:just )?${change}(?= )`),
    new RegExp(`^(?:(?:the )?${days}|(?:the|my|our|that) (?:one|visit|session))(?= )`),
  ],
  wishing: [
    /^(?:so|therefore)(?= )/,
    /^(?:(?:please|could you|can you|lets|would you|so|just) )+(?:make|push|put|move|shift|bring|swap|switch|say)(?= )/,
    /^(?:could|can|shall) (?:we|i|you)(?= )/,
    /^(?:how|what) about(?= )/,
    /^(?:make it|push it|put it|lets say|lets do|id rather)(?= )/,
  ],
  weak: [/^(?:please|have you|is there|any chance|do you)(?= )/],
  follows: wordSet('so therefore but'),
  turns:
    /\b(?:if|whether|unless|maybe|perhaps|when|why|which|every|each|(?<!after )all|except|instead|keep\w*|leave|stay\w*|stands?|whatever|only|not that|appointments?|booking|bookings|one|ones|other|others|another|cancel\w*|resched\w*|postpon\w*|swap\w*|scrap\w*|delet\w*)\b|\b(?:mov|chang)\w* (?:it|my|the|that)\b|\b(?:dont|not|never|wont|cant|cannot|without|on|the|at|for|from|by|my|our|this|next|do|does|did|should|must|shall|am|would|could|can|will|and|or|you|to|that|said|say|saying|ask|asked|(?:tell|told|telling) \w+)$/,
  turnsWish: /\b(?:earlier|later|earliest|latest|before|after|since|until|till)\b/,
  subordinate: /\b(?:that|to|how|where|who|because|cos|cause|since)$|\b(?:you|i|we|they|he|she|it|\w+ to)$/,
  dependent: /$^/,
  opinions:
    /\b(?:think|believe|say|says|saying|said|mean|means|suppose|guess|know|knew|sure|certain|want|wants|wanted|expect|hope|reckon|imagine|tell|told|ask|asked|agree|see why|remember|feel)\b/,
  governs:
    /\b(?:need|want|make|take|get|manage|see|come|have|have to|should|would|could|must|let|going to|gonna|intend|plan|wish|like|dare|do|dont|wont)$|\b(?:not|never)$/,
  goes: /\b(?:take .*(?:out|off)|come (?:out|off)|comes (?:out|off)|scrap|off|no good|no use|no point|no need|no go|pull out|call .* off|knock .* (?:off|out)|strike|bin)\b/,
};
