// Takes one request from ledger to answer within its deadline. The caller hears only what is true at that moment, and what they
// hear is recorded, late if need be.
import { LRUCache } from 'lru-cache';
import { kindAskedWith } from '../domain/appointment/modification-kinds.ts';
import { call } from '../domain/call/call.ts';
import type { SpokenCode } from '../domain/codes.ts';
import { type CompanyState, company } from '../domain/company/company.ts';
import type { DataOf } from '../domain/event-catalogue.ts';
import { describedError, Fault } from '../domain/fault.ts';
import { companyStream } from '../domain/ids.ts';
import type { Language } from '../domain/values.ts';
import type { Place } from '../platform/jobs/admission.ts';
import { type Answer, answerFrom } from './answer/answer.ts';
import { unpromised, withHandOver } from './answer/hand-over.ts';
import { type LineOwner, unrecordedAnswer } from './answer/unrecorded-answer.ts';
import type { Decided, Progress } from './change.ts';
import type { Deadline } from './deadline.ts';
import { leavingAtCalendar, noPlace, withinDeadline } from './deadline.ts';
import { keepPromise } from './decide/keep-promise.ts';
import type { CallsDependencies } from './dependencies.ts';
import { createLateAnswers } from './ledger/late-answers.ts';
import { type LedgerRequest, type OpenRequest, openRequest, type RecordedAnswer, recordAnswer } from './ledger/ledger.ts';
import { nothingDecided, pendingResult } from './ledger/progress.ts';
import { isStillLast } from './ledger/resume.ts';
import { answeredData, type RequestScope, type Result } from './result.ts';

/**
 * What a request is about; every step of it goes through these dependencies, which end with the request. Called at once, so that
 * what needs no ledger can begin; what it gives is called once the request stands in its ledger.
 */
export type Working = (deps: CallsDependencies) => (scope: RequestScope) => Promise<Result>;

export interface Answering {
  /** `name` is the request's name in logs and metrics. Never rejects. */
  answerOnce(asked: LedgerRequest, name: string, deadline: Deadline, working: Working): Promise<Answer>;
  /** An answer where there is no company or no call to record it with, and an error in the log. */
  refuse(called: LineOwner | undefined, code: SpokenCode, reason: string): Answer;
  /**
   * What this process knows of a request: it works on it, or has yet to record its answer; or, from a moment on, it has answered
   * only that the request did not work.
   */
  knows(stream: string, requestKey: string): 'at_it' | { faultAnsweredSince: Date } | undefined;
  /** Gives answers that are not recorded yet a moment more. */
  stop(): Promise<void>;
}

const lineOwnerOf = ({ context: { companyId }, branchId }: LedgerRequest): LineOwner => ({ companyId, branchId });

/** How far one request has come. */
interface Course {
  opened: OpenRequest | undefined;
  /** Known from the beginning, since nothing can be looked up where a store is away. */
  settings: CompanyState['settings'];
  now: Date;
  progress: Progress;
}

export function createAnswering(deps: CallsDependencies): Answering {
  /** Requests in flight in this process: an overlapping repeat joins the running one. */
  const running = new Map<string, Promise<Answer>>();
  const late = createLateAnswers(deps.clock, deps.log);
  const faultsAnswered = new LRUCache<string, Date>({ max: 20_000 });

  const answerOf = (code: SpokenCode, called: LineOwner | undefined): Answer => unrecordedAnswer(code, called, deps);

  function refuse(called: LineOwner | undefined, code: SpokenCode, reason: string): Answer {
    deps.log.error({ code, companyId: called?.companyId }, reason);
    return answerOf(code, called);
  }

  async function answerOnce(asked: LedgerRequest, name: string, deadline: Deadline, working: Working): Promise<Answer> {
    const began = deps.clock.elapsed();
    const key = `${asked.stream} ${asked.requestKey}`;
    const known = running.get(key) ?? late.heard(key);
    if (known) return joined(known, asked, deadline);
    const course: Course = { opened: undefined, settings: undefined, now: deps.clock.now(), progress: nothingDecided() };
    const promise = deps.stage(
      'call',
      () => admitted(key, asked, course, deadline, working).catch(error => whenFaulty(key, asked, course, error)),
      ({ status, code }) => ({ function: name, companyId: asked.context.companyId, status, code }),
    );
    running.set(key, promise);
    deps.requestsInFlight.began();
    try {
      const answer = await promise;
      deps.observe?.answered(name, answer.status, answer.code, deps.clock.elapsed() - began);
      const { correlationId, companyId } = asked.context;
      const { status, code } = answer;
      // Those are counted: each of them must cost little.
      if (code !== 'overloaded') deps.log.info({ callId: correlationId, companyId, function: name, status, code }, 'answered');
      return answer;
    } finally {
      deadline.end();
      running.delete(key);
      deps.requestsInFlight.ended();
    }
  }

  /** A repeat that came while the first was in flight: it gets the same answer. */
  async function joined(known: Answer | Promise<Answer>, asked: LedgerRequest, deadline: Deadline): Promise<Answer> {
    try {
      const answer = await known;
      await noted(asked, deadline);
      return answer;
    } finally {
      deadline.end();
    }
  }

  /** A repeat under a signature of its own: from then on its bytes get the answer it was given. */
  async function noted({ delivery, ...asked }: LedgerRequest, deadline: Deadline): Promise<void> {
    const state = deps.executor.peek(call, asked.stream)?.state;
    const n = state?.requests.get(asked.requestKey)?.n;
    if (delivery === undefined || n === undefined || state?.deliveries.has(delivery)) return;
    const tried = { requestKey: asked.requestKey, n };
    await deadline
      .within(() => deps.repeatedDeliveries.note(delivery, tried, deps.clock.now()))
      .catch(error => logFault(asked, error, 'a repeat was not noted'));
  }

  /** Worked on where there is a place; else nothing is begun. What is answered already needs none. */
  async function admitted(
    key: string,
    asked: LedgerRequest,
    course: Course,
    deadline: Deadline,
    working: Working,
  ): Promise<Answer> {
    const known = deps.executor.peek(call, asked.stream)?.state.requests.get(asked.requestKey);
    const place = known?.answer ? noPlace : await deps.admission.enter();
    if (place === 'full') return answerOf('overloaded', lineOwnerOf(asked));
    try {
      return await answering(key, asked, course, deadline, working, place);
    } finally {
      place.leave();
    }
  }

  async function answering(
    key: string,
    asked: LedgerRequest,
    course: Course,
    deadline: Deadline,
    working: Working,
    place: Place,
  ): Promise<Answer> {
    const { now, progress } = course;
    const { companyId } = asked.context;
    const bounded = leavingAtCalendar(withinDeadline(deps, deadline), place);
    const work = working(bounded);
    const folded = await bounded.executor.load(company, companyStream(companyId));
    const { settings } = folded.state;
    if (!settings) return refuse(undefined, 'unknown_line', 'the line belongs to a company without settings');
    course.settings = settings;
    const stillLast = (answer: RecordedAnswer) => isStillLast(companyId, answer, bounded);
    const opened = await deps.stage(
      'ledger.open',
      () => openRequest(bounded.executor, asked, now, stillLast, bounded.repeatedDeliveries.find),
      ({ kind }) => ({ kind }),
    );
    if (opened.kind === 'foreign') return refuse(lineOwnerOf(asked), 'line_conflict', 'the call belongs to another company');
    if (opened.kind === 'answered') {
      await noted(asked, deadline);
      return answerFrom(opened.answer, opened.answer.personal);
    }
    course.opened = opened;
    const { state } = await bounded.executor.load(call, asked.stream);
    const { context } = asked;
    const scope: RequestScope = { request: opened, call: state, company: folded, settings, now, context, deadline, progress };
    const result = await withHandOver(await work(scope), asked, scope, bounded);
    return recorded(key, asked, opened, result, settings.language, deadline);
  }

  /**
   * Recorded before it is sent, where there is time; otherwise it is sent at once, since it is true, and recorded afterwards. A
   * callback is promised only once it stands.
   */
  async function recorded(
    key: string,
    asked: LedgerRequest,
    request: OpenRequest,
    result: Result,
    language: Language,
    deadline: Deadline,
  ): Promise<Answer> {
    const data = answeredData(asked, request, result, language);
    try {
      const record = () => recordAnswer(deps.executor, asked.stream, asked.context, request, result.events, data);
      const stands = await deps.stage('ledger.answer', () => deadline.within(record));
      if (stands) return answerFrom(stands, stands.personal);
    } catch (error) {
      logFault(asked, error, 'an answer is recorded late');
    }
    const spoken = unpromised(result);
    return laterRecorded(key, asked, request, spoken, answeredData(asked, request, spoken, language), undefined);
  }

  function laterRecorded(
    key: string,
    asked: LedgerRequest,
    request: OpenRequest,
    result: Result,
    data: DataOf<'FunctionAnswered'>,
    decided: Decided | undefined,
  ): Answer {
    const answer = answerFrom(data, data.personal);
    late.add(key, answer, async () => {
      if (decided) await keepPromise(decided, asked, request, deps);
      await recordAnswer(deps.executor, asked.stream, asked.context, request, result.events, data, { heard: true });
    });
    return answer;
  }

  /** A request of which nothing is decided stays open in the ledger, so that a repeat resumes it instead of hearing the fault again. */
  function whenFaulty(key: string, asked: LedgerRequest, course: Course, error: unknown): Answer {
    logFault(asked, error, 'a request failed');
    const { opened, now, progress } = course;
    const settings = course.settings;
    if (opened && progress.decided && settings) {
      const result = pendingResult({ settings, now, progress }, progress.decided);
      const data = answeredData(asked, opened, result, settings.language);
      return laterRecorded(key, asked, opened, result, data, progress.decided);
    }
    if (!faultsAnswered.has(key)) faultsAnswered.set(key, now);
    // An earlier process may have decided, and nothing shows whether it did.
    const unseen = opened?.resumed && kindAskedWith(asked.function) !== undefined;
    return answerOf(unseen ? 'change_not_visible' : 'internal_fault', lineOwnerOf(asked));
  }

  function logFault(asked: LedgerRequest, error: unknown, message: string): void {
    const { correlationId, companyId } = asked.context;
    const code = error instanceof Fault ? error.code : 'internal_fault';
    deps.log.error({ callId: correlationId, companyId, code, err: describedError(error) }, message);
  }

  return {
    answerOnce,
    refuse,
    knows(stream, requestKey) {
      const key = `${stream} ${requestKey}`;
      if (running.has(key) || late.heard(key)) return 'at_it';
      const since = faultsAnswered.get(key);
      return since && { faultAnsweredSince: since };
    },
    stop: late.stop,
  };
}
