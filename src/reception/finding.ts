// What working on a request found out: the code of the answer, what its sentence needs, and the events that say how.
import type { CallState } from '../domain/call.ts';
import type { Code } from '../domain/codes.ts';
import type { CompanyState } from '../domain/company.ts';
import type { CallEvent, NewEvent } from '../domain/events/catalogue.ts';
import type { RequestContext } from '../domain/metadata.ts';
import type { Facts, Terms } from '../domain/terms.ts';
import type { Loaded } from '../eventstore/execute.ts';
import type { SpeechParameters } from '../language/speech/parameters.ts';
import type { OpenRequest } from './ledger.ts';

export interface Finding {
  code: Code;
  parameters: SpeechParameters;
  events: NewEvent<CallEvent>[];
  appointmentId?: string | undefined;
  modificationId?: string | undefined;
  /** How much of the appointment's stream the answer rests on. */
  appointmentRevision?: bigint | undefined;
  /** Of a fee that is told: it is no refusal yet, and must come out the same when it is worked out again. */
  told?: { facts: Facts; terms: Terms } | undefined;
  /** As the caller gave it. */
  customerName?: string | undefined;
}

/** A request under work and what it may rest on. */
export interface Work {
  request: OpenRequest;
  call: CallState;
  company: Loaded<CompanyState>;
  settings: NonNullable<CompanyState['settings']>;
  /** Fixed once for the whole request. */
  now: Date;
  context: RequestContext;
}
