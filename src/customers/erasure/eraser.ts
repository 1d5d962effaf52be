// Forgets customers. A request is carried out as soon as nothing about the customer is pending, also after a crash.
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import { type EraseCustomer, recordErasure, requestErasure } from '../../../commands/customer/erase-customer.ts';
import type { Clock } from '../../domain/clock.ts';
import { customer } from '../../domain/customer/customer.ts';
import { Fault } from '../../domain/fault.ts';
import { customerStream, derivedId } from '../../domain/ids.ts';
import type { RequestContext } from '../../domain/metadata.ts';
import type { Executor } from '../../platform/eventstore/execute.ts';
import type { EventStore } from '../../platform/eventstore/store.ts';
import type { Database } from '../../platform/postgres/schema.ts';
import type { Vault } from '../../platform/vault/vault.ts';
import { mergedCustomer } from '../merged-customer.ts';
import { clearAnswersOfRequests } from './kept-answers.ts';
import { type AwaitedEnd, type BeyondUs, beyondUs, pendingOf, type RecordOf, streamsOf, subjectsOf, wordsOf } from './person.ts';
import { contactsOf, numbersOf, streamsWithNumbers } from './unidentified.ts';

export interface EraserDependencies {
  db: Kysely<Database>;
  executor: Executor;
  store: Pick<EventStore, 'read' | 'inTheClear'>;
  vault: Pick<Vault, 'destroy' | 'register'>;
  /** True once the read models have seen all that stands in the store; false after `timeoutMs`. */
  caughtUp(timeoutMs: number): Promise<boolean>;
  clock: Clock;
  log: Logger;
}

/** All records of the person, and what no erasure of ours reaches: what others have of them, and events that are not encrypted. */
export type Erasure = { records: string[]; beyondUs: BeyondUs; eventsInTheClear: number } & (
  | { state: 'erased' }
  | { state: 'waiting'; for: AwaitedEnd[] }
  | { state: 'unknown' }
);

export interface Eraser {
  /** Asks for the person this record belongs to, with all their records, and carries it out where nothing is pending. */
  erase(command: EraseCustomer, context: RequestContext): Promise<Erasure>;
  /** Carries out what was asked for; gives what it waits for. Throws `read_models_behind`. */
  carryOut(record: RecordOf): Promise<AwaitedEnd[]>;
}

const catchUpMs = 10_000;
/** A call that is under way may say something of the person once more, while its words are listed. */
const mostRounds = 3;

const ownContext = ({ companyId, customerId }: RecordOf): RequestContext => ({
  correlationId: derivedId('erasure', companyId, customerId),
  companyId,
  subject: customerId,
  actor: { kind: 'system', id: 'eraser' },
  channel: 'operator',
});

export function createEraser({ db, executor, store, vault, caughtUp, clock, log }: EraserDependencies): Eraser {
  async function mustBeCaughtUp(): Promise<void> {
    if (!(await caughtUp(catchUpMs))) throw new Fault('read_models_behind', 'the read models have not caught up');
  }

  /** Asks for all records of the person and gives them; undefined where there is none. What was asked for before adds nothing. */
  async function ask(command: EraseCustomer, context: RequestContext): Promise<string[] | undefined> {
    const { companyId, customerId } = command;
    const records = [...(await mergedCustomer(companyId, customerId, executor)).recordIds].sort();
    for (const id of records) {
      const asked = await executor.execute({
        aggregate: customer,
        stream: customerStream(companyId, id),
        commandId: derivedId('erase', context.correlationId, companyId, id),
        context: { ...context, subject: id },
        decide: state => requestErasure(state, { ...command, customerId: id }),
      });
      if (asked.kind === 'refused') return undefined;
    }
    return records;
  }

  async function erase(command: EraseCustomer, context: RequestContext): Promise<Erasure> {
    const { companyId } = command;
    const records = await ask(command, context);
    if (!records) return { state: 'unknown', records: [], beyondUs: { bookings: [], messages: [] }, eventsInTheClear: 0 };
    const waits: AwaitedEnd[] = [];
    const left: BeyondUs = { bookings: [], messages: [] };
    let eventsInTheClear = 0;
    for (const id of records) {
      const record = { companyId, customerId: id };
      waits.push(...(await carryOut(record)));
      const others = await beyondUs(db, record);
      left.bookings.push(...others.bookings);
      left.messages.push(...others.messages);
      eventsInTheClear += await countInTheClear(record);
    }
    const erasure = { records, beyondUs: left, eventsInTheClear };
    return waits.length > 0 ? { ...erasure, state: 'waiting', for: waits } : { ...erasure, state: 'erased' };
  }

  /** Of all streams that go with the record. */
  async function countInTheClear(record: RecordOf): Promise<number> {
    const { state } = await executor.load(customer, customerStream(record.companyId, record.customerId), { fresh: true });
    const { streams, appointments } = await streamsOf(db, record);
    let count = 0;
    for (const stream of new Set([...state.erasedSubjects, ...subjectsOf(record, streams, appointments)]))
      count += await store.inTheClear(stream);
    return count;
  }

  /**
   * In this order, and each step again after a crash: what goes is entered in the register, the keys are destroyed, kept answers are
   * deleted, and the event is appended from which the read models drop the words. What has come meanwhile is a further round.
   */
  async function carryOut(record: RecordOf): Promise<AwaitedEnd[]> {
    const { companyId, customerId } = record;
    const stream = customerStream(companyId, customerId);
    const { state } = await executor.load(customer, stream, { fresh: true });
    if (!state.erasure) return [];
    const { by, reasonCode } = state.erasure;
    // The process that asked may have died between two records of one person.
    await ask({ ...record, by, reasonCode }, ownContext(record));
    // After the first round nobody can read them any more.
    let numbers: string[] | undefined;
    for (let round = 0; round < mostRounds; round += 1) {
      await mustBeCaughtUp();
      const { streams, appointments } = await streamsOf(db, record);
      const history = await store.read(stream);
      const waits = await pendingOf(db, record, { streams, appointments, contacts: contactsOf(history) });
      if (waits.length > 0) return waits;
      numbers ??= numbersOf(history);
      const unidentified = await streamsWithNumbers(db, store, companyId, numbers);
      const entered = { ...record, by, reasonCode, erasedAt: clock.now() };
      const { subjects } = await vault.register.enter({
        ...entered,
        subjects: subjectsOf(record, [...streams, ...unidentified], appointments),
      });
      // Other instances have these in memory until an event says that they are gone.
      const ended = await vault.destroy(subjects, entered.erasedAt);
      await clearAnswersOfRequests(db, companyId, subjects);
      const cleared = await wordsOf(db, record, subjects, appointments);
      const appended = await executor.execute({
        aggregate: customer,
        stream,
        commandId: derivedId('erased', companyId, customerId, JSON.stringify([cleared, subjects, ended])),
        context: ownContext(record),
        decide: current => recordErasure(current, { ...record, by, reasonCode, cleared, subjects }, ended.length > 0),
      });
      if (appended.kind === 'appended' && appended.events.length === 0) return [];
      log.info({ code: 'customer_erased', companyId, customerId, round }, 'a customer was erased');
    }
    return [];
  }

  return { erase, carryOut };
}
