// Decides one change of one appointment: gathers the facts, claims what the change needs, and appends the decision.
import { changeAppointment } from '../../../commands/appointment/change-appointment.ts';
import { appointment } from '../../domain/appointment/appointment.ts';
import type { AppointmentState, Modification } from '../../domain/appointment/appointment-state.ts';
import { notConcerned } from '../../domain/appointment/booking-reference.ts';
import type { SpokenCode } from '../../domain/codes.ts';
import { type CompanyState, company } from '../../domain/company/company.ts';
import { type RefusalDetail, refused, type SpokenDecision } from '../../domain/decision.ts';
import type { AppointmentEvent } from '../../domain/event-catalogue.ts';
import { appointmentStream, companyStream } from '../../domain/ids.ts';
import type { Facts } from '../../domain/policy/terms.ts';
import type { Command, Executed, Loaded } from '../../platform/eventstore/execute.ts';
import type { Change } from '../change.ts';
import type { CalendarTurn, CalendarWork, ChangeDependencies } from '../dependencies.ts';
import { decidedAs, decidedBy } from '../ledger/progress.ts';
import { type Claims, takeClaims } from './claims.ts';
import { gatherFacts, type Judge, timeWanted } from './facts.ts';

/**
 * `stands`: the decision holds; it may still be pending at the calendar. `code`: why nothing new was decided, where it held
 * before.
 */
export type DecidedChange =
  | { kind: 'refused'; code: SpokenCode; detail: RefusalDetail; state: AppointmentState; revision: bigint }
  | {
      kind: 'stands';
      code: SpokenCode | undefined;
      modification: Modification;
      state: AppointmentState;
      revision: bigint;
      /** As the stream holds it, where another instance may have carried out this very change. Nothing is told before. */
      confirmed(): Promise<Pick<Standing, 'modification' | 'revision'>>;
      /** The stream is seen to hold this very decision. */
      isOwn(): Promise<boolean>;
    };

type Standing = Extract<DecidedChange, { kind: 'stands' }>;

/** Decides, appends, and hands what is pending to the calendar's worker. Its outcome is awaited elsewhere. */
export async function decideChange(change: Change, deps: ChangeDependencies): Promise<DecidedChange> {
  const first = await deps.executor.load(company, companyStream(change.companyId));
  const decided = await decideOn(change, first, deps);
  if (decided.kind !== 'refused') return decided;
  // The refusal rests on the company's stream too: it holds only if that has not moved on.
  const latest = await deps.executor.load(company, companyStream(change.companyId), { fresh: true });
  return latest.revision === first.revision ? decided : decideOn(change, latest, deps);
}

/** What would be decided now: nothing is claimed or appended. */
export async function wouldDecide(change: Change, deps: ChangeDependencies): Promise<SpokenDecision<AppointmentEvent>> {
  const folded = await deps.executor.load(company, companyStream(change.companyId), { fresh: true });
  const stream = appointmentStream(change.companyId, change.appointmentId);
  const { state } = await deps.executor.load(appointment, stream, { fresh: true });
  const judged = judge(change, folded.state);
  const gathered = await gatherFacts(change, state, folded, deps);
  const { slot } = await deps.calendarOf(state.booking).reserve(...timeWanted(change, state, gathered, folded, judged, false));
  return judged({ ...gathered, slot })(state);
}

/** Repeated until no other change was faster in claiming what this one needs. */
async function decideOn(change: Change, folded: Loaded<CompanyState>, deps: ChangeDependencies): Promise<DecidedChange> {
  for (;;) {
    const decided = await tryOnce(change, folded, deps);
    if (decided !== 'again') return decided;
  }
}

/** `again`: another change has claimed something meanwhile, or what was refused before the claims is permitted by now. */
async function tryOnce(change: Change, folded: Loaded<CompanyState>, deps: ChangeDependencies): Promise<DecidedChange | 'again'> {
  const { state } = await deps.executor.load(appointment, appointmentStream(change.companyId, change.appointmentId));
  const judged = judge(change, folded.state);
  const gathered = await gatherFacts(change, state, folded, deps);
  const claims = await takeClaims(change, state, gathered, folded, judged, deps);
  if (claims.kind === 'lost') return 'again';

  const { executed, unclaimed, turn } = await append(change, state, claims, judged(claims.facts), deps);
  if (unclaimed) {
    await claims.giveBack('change_in_progress');
    return 'again';
  }
  const decided = withFacts(decisionOf(executed, change.commandId), claims.facts);
  if (decided.kind === 'refused') {
    turn?.drop();
    await claims.giveBack(decided.code);
  } else {
    if (change.progress) change.progress.decided = decidedAs(change, decided.modification);
    carryOut(change, decided, turn, deps);
  }
  return decided;
}

const judge =
  (change: Change, folded: CompanyState): Judge =>
  facts =>
  state =>
    changeAppointment(change.operation, state, change, { facts, company: folded });

/**
 * Appends the decision. `unclaimed`: it would be permitted, and needs an allowance that was not claimed; nothing is appended. `turn`: asked
 * for at the calendar beside the append.
 */
async function append(
  change: Change,
  before: AppointmentState,
  claims: Claims,
  decide: (state: AppointmentState) => SpokenDecision<AppointmentEvent>,
  deps: ChangeDependencies,
): Promise<{ executed: Executed<AppointmentState, SpokenCode>; unclaimed: boolean; turn: CalendarTurn | undefined }> {
  let unclaimed = false;
  let atCalendar = false;
  let turn: CalendarTurn | undefined;
  const command: Command<AppointmentState, AppointmentEvent, SpokenCode> = {
    aggregate: appointment,
    stream: appointmentStream(change.companyId, change.appointmentId),
    commandId: change.commandId,
    context: { ...change.context, ...(before.details && { subject: before.details.customerId }) },
    decide(state): SpokenDecision<AppointmentEvent> {
      const decision = decide(state);
      atCalendar = notConcerned(state.booking) === undefined;
      unclaimed = claims.lacksAllowance && decision.kind === 'accepted' && decision.events.length > 0;
      return unclaimed ? refused('change_in_progress') : decision;
    },
    isRepeat: state => state.commandIds.includes(change.commandId),
    appending(events) {
      const decided = events && decidedBy(change, events);
      if (change.progress) change.progress.decided = decided;
      turn?.drop();
      turn = decided && atCalendar ? deps.turnFor(workOn(change, decided)) : undefined;
    },
  };
  try {
    const executed = await deps.executor.execute(command);
    return { executed, unclaimed, turn };
  } catch (fault) {
    turn?.drop();
    throw fault;
  }
}

const workOn = (
  { companyId, appointmentId }: Change,
  { modificationId }: Pick<Modification, 'modificationId'>,
): CalendarWork => ({
  companyId,
  appointmentId,
  modificationId,
});

/** What is pending goes to the calendar, in its turn where it has one. */
function carryOut(change: Change, decided: Standing, turn: CalendarTurn | undefined, deps: ChangeDependencies): void {
  if (decided.modification.state !== 'pending') turn?.drop();
  else if (turn) turn.go(decided);
  else deps.handOver(workOn(change, decided.modification));
}

/** Whatever a refusal says, it can be decided again only with what it rested on. */
const withFacts = (decided: DecidedChange, facts: Facts): DecidedChange =>
  decided.kind === 'refused' ? { ...decided, detail: { ...decided.detail, facts } } : decided;

function decisionOf(executed: Executed<AppointmentState, SpokenCode>, commandId: string): DecidedChange {
  const { state, revision } = executed;
  if (executed.kind === 'refused') return { kind: 'refused', code: executed.code, detail: executed.detail, state, revision };
  const modification = state.last;
  if (!modification) return { kind: 'refused', code: 'appointment_not_found', detail: {}, state, revision };
  if (executed.kind === 'appended' && modification.commandId !== commandId) {
    // Resumed after something later was decided: that later decision is what holds now.
    return { kind: 'refused', code: 'appointment_changed', detail: { startsAt: state.period.startsAt }, state, revision };
  }
  const code = executed.kind === 'already' ? executed.code : undefined;
  const confirmed: Standing['confirmed'] = async () => {
    const standing = executed.kind === 'appended' ? await executed.confirmed() : executed;
    return { modification: standing.state.last ?? modification, revision: standing.revision };
  };
  const isOwn: Standing['isOwn'] = async () => executed.kind === 'appended' && executed.isOwn();
  return { kind: 'stands', code, modification, state, revision, confirmed, isOwn };
}
