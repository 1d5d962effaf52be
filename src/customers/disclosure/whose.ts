// Decides whose the requests of a call are. A call may have several callers, and a caller may have guessed: where it is not certain that
// a request is the person's own, it is left out, since what it says may be another's (GDPR Article 15(4)).
import type { Recorded } from '../../domain/event-catalogue.ts';
import type { Appointments } from './owners.ts';
import { areTogetherAt, isNameAmong, type Person } from './person.ts';
import { type Asked, type CallTaken, takeApart } from './requests-of-call.ts';

/** What of a call, or of a request of staff, is the person's. */
export interface OwnPart {
  events: Recorded[];
  /** Requests in it that are, or may be, another's. */
  leftOut: number;
}

type Verdict = 'theirs' | 'anothers' | 'unclear';

/** What the requests whose caller is known tell of the others in the same call. */
interface Callers {
  /** The person was identified in it. */
  own: boolean;
  /** Somebody else was, or may have been. */
  others: boolean;
  /** Names of others who have the number it came from; undefined: it is no number of the person's. */
  namesOfNumber: readonly string[] | undefined;
}

/** Undefined where nothing in it is theirs; `unclear` where it may be theirs as well as another's. */
export async function ownPartOf(
  events: readonly Recorded[],
  person: Person,
  appointments: Pick<Appointments, 'ownerAt'>,
): Promise<OwnPart | 'unclear' | undefined> {
  const call = takeApart(events);
  const known = await Promise.all(call.requests.map(asked => whoseByRecord(asked, call, person, appointments)));
  const callers: Callers = {
    own: known.includes('theirs'),
    others: known.includes('anothers') || known.includes('unclear'),
    namesOfNumber: othersOfNumber(call, person),
  };
  const verdicts = call.requests.map((asked, index) => known[index] ?? whoseOfNobody(asked, callers, person));
  const own = call.requests.filter((_, index) => verdicts[index] === 'theirs');
  const isOfTheirNumber = !callers.others && callers.namesOfNumber?.length === 0;
  if (own.length === 0 && !isOfTheirNumber) return verdicts.includes('unclear') ? 'unclear' : undefined;
  const leftOut = call.requests.length - own.length;
  const kept = new Set([...own.flatMap(asked => asked.events), ...restOf(call, own, leftOut > 0)]);
  const part = events.filter(event => kept.has(event));
  return { events: part.map(event => withoutOthersName(event, callers, person)), leftOut };
}

/** By who was identified, else by the appointment; undefined where neither is known. */
async function whoseByRecord(
  asked: Asked,
  call: CallTaken,
  person: Person,
  appointments: Pick<Appointments, 'ownerAt'>,
): Promise<Verdict | undefined> {
  const isTheirs = (id: string): boolean => person.recordIds.includes(id);
  const owners = await Promise.all(asked.appointmentIds.map(id => appointments.ownerAt(id, asked.position)));
  const known = owners.filter(owner => owner !== undefined);
  const partners = person.parted.filter(record => areTogetherAt(record, asked.position));
  const isOfBoth = asked.customerIds.some(id => isTheirs(id) || partners.some(({ customerId }) => customerId === id));
  if (isOfBoth && partners.length > 0) return whoseOfTwo(asked, call, person, known);
  const ids = asked.customerIds.length > 0 ? asked.customerIds : known;
  if (ids.length === 0) return undefined;
  return ids.every(isTheirs) ? 'theirs' : 'anothers';
}

/** Nobody was identified, and no appointment is named: the number and the names tell. */
function whoseOfNobody({ names }: Asked, { own, others, namesOfNumber }: Callers, person: Person): Verdict {
  if (!own && namesOfNumber === undefined) return 'anothers';
  const isShared = others || (namesOfNumber ?? []).length > 0;
  if (names.length === 0) return isShared ? 'unclear' : 'theirs';
  if (!names.every(name => isNameAmong(name, person.names))) return 'unclear';
  return names.some(name => isNameAmong(name, namesOfNumber ?? [])) ? 'unclear' : 'theirs';
}

/** Two records were one then and are two persons' now: the appointment tells whose it was, else the number, else the name. */
function whoseOfTwo(asked: Asked, call: CallTaken, person: Person, owners: readonly string[]): Verdict {
  if (owners.length > 0) return owners.every(id => person.recordIds.includes(id)) ? 'theirs' : 'anothers';
  const partners = person.parted.filter(record => areTogetherAt(record, asked.position));
  const number = call.started?.data.personal?.customerNumber;
  const byNumber =
    number === undefined
      ? undefined
      : oneOf(
          person.numbers.has(number),
          partners.some(({ numbers }) => numbers.includes(number)),
        );
  if (byNumber) return byNumber;
  const names = partners.flatMap(partner => partner.names);
  const byName = asked.names.map(name => oneOf(isNameAmong(name, person.names), isNameAmong(name, names)));
  if (byName.length > 0 && byName.every(verdict => verdict === 'theirs')) return 'theirs';
  return byName.includes('anothers') ? 'anothers' : 'unclear';
}

const oneOf = (isOwn: boolean, isOthers: boolean): Verdict | undefined =>
  isOwn === isOthers ? undefined : isOwn ? 'theirs' : 'anothers';

/** Names of others who have the number of the call; undefined where it is no number of the person's. */
function othersOfNumber({ started }: CallTaken, { numbers, parted }: Person): readonly string[] | undefined {
  const number = started?.data.personal?.customerNumber;
  const own = number === undefined ? undefined : numbers.get(number);
  if (!started || number === undefined || !own || (own.until !== undefined && started.position >= own.until)) return undefined;
  return [...own.sharedWith, ...parted.filter(record => record.numbers.includes(number)).flatMap(({ names }) => names)];
}

/** Of the call itself: not what was said in all of it, where not all of it is theirs. */
function restOf(call: CallTaken, own: readonly Asked[], hasOthers: boolean): Recorded[] {
  const callbacks = new Set(
    own.flatMap(({ events }) => events.flatMap(event => (event.type === 'CallbackPromised' ? [event.data.callbackId] : []))),
  );
  return call.rest.filter(event => {
    if (event.type === 'CallbackDone') return callbacks.has(event.data.callbackId);
    return !hasOthers || (event.type !== 'CallAnalyzed' && event.type !== 'CallerNotified');
  });
}

/** The call's own data about its caller may name another. */
function withoutOthersName(event: Recorded, { others }: Callers, person: Person): Recorded {
  if (event.type !== 'CallStarted' || !event.data.personal) return event;
  const { customerNumber, name, customerId } = event.data.personal;
  const personal = {
    ...(customerNumber !== undefined && (!others || person.numbers.has(customerNumber)) && { customerNumber }),
    ...(name !== undefined && isNameAmong(name, person.names) && { name }),
    ...(customerId !== undefined && person.recordIds.includes(customerId) && { customerId }),
  };
  return { ...event, data: { ...event.data, personal } };
}
