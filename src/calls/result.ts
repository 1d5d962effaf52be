// The result of working on a request: the code of the answer, the parameters of its sentence, and the events to record.
import type { CallState } from '../domain/call/call.ts';
import { codes, type SpokenCode } from '../domain/codes.ts';
import type { CompanyState } from '../domain/company/company.ts';
import type { CallEvent, DataOf, NewEvent } from '../domain/event-catalogue.ts';
import type { RequestContext } from '../domain/metadata.ts';
import type { Facts, Terms } from '../domain/policy/terms.ts';
import type { Language } from '../domain/values.ts';
import { needsStaff, type StaffNames } from '../language/render/lists.ts';
import type { SpeechParameters, SpokenChoice } from '../language/render/parameters.ts';
import type { Loaded } from '../platform/eventstore/execute.ts';
import type { Progress } from './change.ts';
import type { Deadline } from './deadline.ts';
import type { LedgerRequest, OpenRequest } from './ledger/ledger.ts';
import type { FoundAppointment } from './lookups.ts';

export interface Result {
  code: SpokenCode;
  parameters: SpeechParameters;
  events: NewEvent<CallEvent>[];
  appointmentId?: string | undefined;
  modificationId?: string | undefined;
  /** How much of the appointment's stream the answer rests on. */
  appointmentRevision?: bigint | undefined;
  /** What an announced fee was worked out from: it is no refusal yet, and replay must get the same fee. */
  feeBasis?: { facts: Facts; terms: Terms } | undefined;
  /** As the caller gave it. */
  customerName?: string | undefined;
  /** Of the staff that tell the choices apart. */
  staffNames?: StaffNames | undefined;
}

/** A request in progress and everything its result may rest on. */
export interface RequestScope {
  request: OpenRequest;
  call: CallState;
  company: Loaded<CompanyState>;
  settings: NonNullable<CompanyState['settings']>;
  /** Fixed once for the whole request. */
  now: Date;
  context: RequestContext;
  deadline: Deadline;
  progress: Progress;
}

interface ResultDetail {
  customerName?: string | undefined;
  events?: Result['events'];
  choices?: SpokenChoice[] | undefined;
  alternatives?: string[];
  startsAt?: string;
  appointmentId?: string;
  /** What was not clear. */
  about?: SpeechParameters['about'];
  staffNames?: StaffNames;
  closed?: true;
}

/** A result with what every sentence needs: the zone, and when it is answered. */
export function resultOf(scope: Pick<RequestScope, 'settings' | 'now'>, code: SpokenCode, detail: ResultDetail): Result {
  const { customerName, events, choices, alternatives, startsAt, appointmentId, about, staffNames, closed } = detail;
  return {
    code,
    parameters: {
      zone: scope.settings.timeZone,
      answeredAt: scope.now.toISOString(),
      ...(choices !== undefined && { choices }),
      ...(alternatives !== undefined && { alternatives }),
      ...(startsAt !== undefined && { startsAt }),
      ...(about !== undefined && { about }),
      ...(closed && { closed }),
    },
    events: events ?? [],
    ...(customerName !== undefined && { customerName }),
    ...(appointmentId !== undefined && { appointmentId }),
    ...(staffNames !== undefined && { staffNames }),
  };
}

/** An appointment as something to choose. */
export function choiceOf(found: FoundAppointment, scope: RequestScope): SpokenChoice {
  const service = found.serviceId === null ? undefined : scope.company.state.services.get(found.serviceId)?.name;
  return {
    startsAt: found.startsAt,
    ...(service !== undefined && { service }),
    ...(found.awaitingConfirmation && { awaitingConfirmation: true }),
    ...(found.underWay !== undefined && { underWay: found.underWay }),
  };
}

/** Appointments as choices, with their staff where the service does not tell apart what begins at one time. */
export function choicesOf(
  found: readonly FoundAppointment[],
  scope: RequestScope,
): { choices: SpokenChoice[]; staffNames?: StaffNames } {
  const choices = found.map(one => choiceOf(one, scope));
  if (!needsStaff(choices)) return { choices };
  const { staff } = scope.company.state;
  const names = found.flatMap(({ staffId }) => {
    const name = staffId === null ? undefined : staff.get(staffId)?.personal?.name;
    return staffId === null || name === undefined ? [] : [[staffId, name] as const];
  });
  const withStaff = choices.map((choice, index) => {
    const staffId = found[index]?.staffId ?? undefined;
    return staffId === undefined ? choice : { ...choice, staffId };
  });
  return { choices: withStaff, staffNames: Object.fromEntries(names) };
}

/** The result as the event that records its answer. */
export function answeredData(
  asked: Pick<LedgerRequest, 'function'>,
  request: Pick<OpenRequest, 'requestKey' | 'n'>,
  result: Result,
  language: Language,
): DataOf<'FunctionAnswered'> {
  return {
    requestKey: request.requestKey,
    n: request.n,
    function: asked.function,
    status: codes[result.code].status,
    code: result.code,
    parameters: result.parameters,
    language,
    ...(result.appointmentId !== undefined && { appointmentId: result.appointmentId }),
    ...(result.modificationId !== undefined && { modificationId: result.modificationId }),
    ...(result.appointmentRevision !== undefined && { appointmentRevision: result.appointmentRevision.toString() }),
    ...result.feeBasis,
    ...personalOf(result),
  };
}

function personalOf({ customerName, staffNames }: Result): Pick<DataOf<'FunctionAnswered'>, 'personal'> {
  const personal = {
    ...(customerName !== undefined && { customerName }),
    ...(staffNames !== undefined && { staffNames }),
  };
  return Object.keys(personal).length > 0 ? { personal } : {};
}
