// The ledger of a call: records each request before anything else, and its answer once.
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { answerOfTry, type CallState, call, closingOf, type LedgerEntry } from '../../domain/call/call.ts';
import { accepted } from '../../domain/decision.ts';
import type { CallEvent, DataOf, NewEvent } from '../../domain/event-catalogue.ts';
import { canonicalJson, commandIdOf, derivedId } from '../../domain/ids.ts';
import type { RequestContext } from '../../domain/metadata.ts';
import { cleanText } from '../../domain/storable-text.ts';
import type { Executor } from '../../platform/eventstore/execute.ts';
import type { RepeatedDeliveries } from './repeated-deliveries.ts';

export type RecordedAnswer = NonNullable<LedgerEntry['answer']>;

/** An attempt at a request that this process works on. */
export interface OpenRequest {
  kind: 'open';
  requestKey: string;
  n: number;
  commandId: string;
  calledAt: string;
  /** Another process began on it, and perhaps died over it. */
  resumed: boolean;
}

export interface LedgerRequest {
  stream: string;
  requestKey: string;
  function: string;
  /** The signature it came under; undefined where nobody signed, staff's requests. */
  delivery?: string | undefined;
  /** What a language model called a function that is none of ours. */
  functionAsSent?: string | undefined;
  arguments: DataOf<'FunctionCalled'>['personal']['arguments'];
  context: RequestContext;
  /** Whose line was called, where the line is one branch's. */
  branchId?: string | undefined;
  /** Written together with the first request of a call. */
  started: DataOf<'CallStarted'> | undefined;
}

/** A repeat this soon after its answer gets the same answer, whatever it was. */
const repeatWindowMs = 20_000;

/**
 * What a request is to the ledger: a repeat that already has its answer, one to be resumed, or a new try.
 * `stillLast` tells whether a modification is still the last of its appointment, `repeatedAs` which try a delivery was a repeat of.
 */
export async function openRequest(
  executor: Executor,
  asked: LedgerRequest,
  now: Date,
  stillLast: (answer: RecordedAnswer) => Promise<boolean>,
  repeatedAs: RepeatedDeliveries['find'],
): Promise<OpenRequest | { kind: 'answered'; answer: RecordedAnswer } | { kind: 'foreign' }> {
  const { stream, requestKey, context } = asked;
  // The cached state is enough: every append is guarded by the expected revision.
  const state = executor.peek(call, stream)?.state ?? call.initial;
  if (isForeign(state)) return { kind: 'foreign' };
  const delivered = asked.delivery === undefined ? undefined : state.deliveries.get(asked.delivery);
  if (delivered) {
    // Signed bytes that name no function may come to another address: they are what they were the first time.
    const answer = answerOfTry(state, delivered);
    if (answer) return { kind: 'answered', answer };
    if (delivered.requestKey !== requestKey) return { kind: 'foreign' };
  }
  const entry = state.requests.get(requestKey);
  const stands = entry !== undefined && closingOf(state, { requestKey, n: entry.n }) === undefined;
  // Bytes that got the answer of an earlier try get that one again, also while a later try has just been answered.
  const earlier = entry && entry.n > 1 ? await answerGivenTo(asked.delivery) : undefined;
  if (earlier) return { kind: 'answered', answer: earlier };
  if (stands && !entry.answer) return open(requestKey, entry.n, entry.calledAt, true);
  if (stands && entry.answer && (isRecent(entry.answer, now) || (await stillLast(entry.answer)))) {
    return { kind: 'answered', answer: entry.answer };
  }
  const answer = entry?.n === 1 ? await answerGivenTo(asked.delivery) : undefined;
  if (answer) return { kind: 'answered', answer };
  const n = (entry?.n ?? 0) + 1;
  const commandId = commandIdOf(requestKey, n);
  // Not derived: the store takes known ids for a repeated append, and two who open the same try must not both succeed.
  const calledId = randomUUID();
  const written = await executor.execute({
    aggregate: call,
    stream,
    commandId,
    context,
    optimistic: true,
    decide: (current: CallState) =>
      isForeign(current) || isDelivered(current, asked) || (current.requests.get(requestKey)?.n ?? 0) >= n
        ? accepted<CallEvent>()
        : accepted<CallEvent>(...callEvents(current)),
  });
  // Another process has written to this call meanwhile: the ledger is asked again, with what that has added.
  if (written.kind === 'appended' && written.events.length === 0) return openRequest(executor, asked, now, stillLast, repeatedAs);
  return open(requestKey, n, now.toISOString(), false);

  async function answerGivenTo(delivery: string | undefined): Promise<RecordedAnswer | undefined> {
    const tried = delivery === undefined ? undefined : await repeatedAs(delivery);
    return tried && answerOfTry(state, tried);
  }
  function isForeign(current: CallState): boolean {
    return current.companyId !== undefined && current.companyId !== context.companyId;
  }
  function callEvents(current: CallState): NewEvent<CallEvent>[] {
    const started: NewEvent<CallEvent>[] =
      asked.started && !current.started
        ? [{ id: derivedId('call-started', asked.started.callId), type: 'CallStarted', data: asked.started }]
        : [];
    const called: NewEvent<CallEvent> = {
      id: calledId,
      type: 'FunctionCalled',
      data: {
        requestKey,
        n,
        function: asked.function,
        ...(asked.delivery !== undefined && { delivery: asked.delivery }),
        personal: {
          ...(asked.functionAsSent !== undefined && { function: asked.functionAsSent }),
          arguments: asked.arguments,
        },
      },
    };
    return [...started, called];
  }
}

const isDelivered = (state: CallState, { delivery }: LedgerRequest): boolean =>
  delivery !== undefined && state.deliveries.has(delivery);

const open = (requestKey: string, n: number, calledAt: string, resumed: boolean): OpenRequest => ({
  kind: 'open',
  requestKey,
  n,
  commandId: commandIdOf(requestKey, n),
  calledAt,
  resumed,
});

/** Either way: an answer of the future was given by a clock that was ahead. */
const isRecent = (answer: RecordedAnswer, now: Date): boolean =>
  Math.abs(now.getTime() - Date.parse(answer.answeredAt)) < repeatWindowMs;

/**
 * An event of the ledger has an id of its own beside those of the command's decision. What it says is part of it, so that
 * another answer of the same try is a conflict, and not taken for a repeat of the one that stands.
 */
const ledgerEventId = (commandId: string, { type, data }: NewEvent<CallEvent>): string =>
  derivedId('ledger', commandId, type, canonicalJson(data));

/** The same words: everything else in an answer follows from them. */
const isSame = (recorded: RecordedAnswer, answer: DataOf<'FunctionAnswered'>): boolean =>
  recorded.code === answer.code && canonicalJson(recorded.parameters) === canonicalJson(answer.parameters);

/**
 * Writes what was found out and the answer, in one append; gives the answer that stands, which may be another's. With `heard` the
 * caller has heard it already: where another stands it is written beside that one.
 */
export async function recordAnswer(
  executor: Executor,
  stream: string,
  context: RequestContext,
  request: Pick<OpenRequest, 'requestKey' | 'n' | 'commandId'>,
  findings: NewEvent<CallEvent>[],
  answer: DataOf<'FunctionAnswered'>,
  { heard = false } = {},
): Promise<RecordedAnswer | undefined> {
  const { requestKey, n, commandId } = request;
  const events: NewEvent<CallEvent>[] = [...findings, { type: 'FunctionAnswered', data: answer }];
  const written = await executor.execute({
    aggregate: call,
    stream,
    commandId,
    context,
    decide: (current: CallState) => {
      const entry = current.requests.get(requestKey);
      const withIds = (all: readonly NewEvent<CallEvent>[]) =>
        all.map(event => ({ ...event, id: ledgerEventId(commandId, event) }));
      if (!entry || (entry.n === n && !entry.answer) || entry.n < n) return accepted<CallEvent>(...withIds(events));
      const recorded = entry.answer?.n === n && isSame(entry.answer, answer);
      if (!heard || recorded || entry.besides.has(n)) return accepted<CallEvent>();
      return accepted<CallEvent>(...withIds([{ type: 'FunctionAnswered', data: { ...answer, beside: true } }]));
    },
  });
  return written.state.requests.get(requestKey)?.answer;
}

/** Ends a try that was not answered, or, with `promise_not_kept`, one whose answer turned out not to be so. */
export async function closeRequest(
  executor: Executor,
  stream: string,
  context: RequestContext,
  data: DataOf<'RequestClosed'>,
): Promise<void> {
  const { requestKey, n, code } = data;
  const commandId = derivedId('close', requestKey, n, code);
  await executor.execute({
    aggregate: call,
    stream,
    commandId,
    context,
    decide: (current: CallState) => {
      const closing = closingOf(current, data);
      const entry = current.requests.get(requestKey);
      const isOpen = closing === undefined && entry?.n === n && !entry.answer;
      const isBroken = code === 'promise_not_kept' && closing !== 'promise_not_kept';
      return isOpen || isBroken ? accepted<CallEvent>({ type: 'RequestClosed', data }) : accepted<CallEvent>();
    },
  });
}

type Json = z.infer<ReturnType<typeof z.json>>;
const longestText = 500;
const mostEntries = 30;
const deepest = 4;

/** Arguments as they are stored: plain JSON with bounded text, width and depth, and without null bytes. */
export function sanitised(value: Record<string, unknown>): Record<string, Json> {
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries.slice(0, mostEntries).map(([key, item]) => [clean(key), cut(item, 0)]));
}

function cut(value: unknown, depth: number): Json {
  if (typeof value === 'string') return clean(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'boolean' || value === null) return value;
  if (depth >= deepest || typeof value !== 'object') return null;
  if (Array.isArray(value)) return value.slice(0, mostEntries).map(item => cut(item, depth + 1));
  const entries = Object.entries(value).slice(0, mostEntries);
  return Object.fromEntries(entries.map(([key, item]) => [clean(key), cut(item, depth + 1)]));
}

const clean = (text: string): string => cleanText(text.slice(0, longestText));
