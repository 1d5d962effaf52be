// Records when a call begins, ends and is analysed; and before it begins, gives Retell what we know of the caller.
import { DateTime } from 'luxon';
import type { Logger } from 'pino';
import type { CallSource } from '../../calls/call-source.ts';
import type { Deadline } from '../../calls/deadline.ts';
import type { CallsDependencies } from '../../calls/dependencies.ts';
import { asTheyStand } from '../../calls/find/find.ts';
import type { CompanyOfCall } from '../../calls/line.ts';
import type { Lookups } from '../../calls/lookups.ts';
import type { CallState } from '../../domain/call/call.ts';
import type { Clock } from '../../domain/clock.ts';
import { type CompanyState, company } from '../../domain/company/company.ts';
import { handOverAt } from '../../domain/company/hand-over.ts';
import type { CallEvent, NewEvent } from '../../domain/event-catalogue.ts';
import { Fault } from '../../domain/fault.ts';
import { companyStream, derivedId } from '../../domain/ids.ts';
import { parsePhoneNumber } from '../../domain/phone-number.ts';
import { defaultLanguage, defaultTimeZone } from '../../domain/values.ts';
import { reservesOf } from '../../language/render/lists.ts';
import { spokenDate, spokenTime } from '../../language/render/moments.ts';
import type { Executor } from '../../platform/eventstore/execute.ts';
import { instantOf } from '../voice/call-data.ts';
import { createCallRecord, ended } from '../voice/call-record.ts';

import { originOf, type RetellCall, type RetellWebhook } from './payloads.ts';

export interface CallLifecycle {
  /** The line and caller of an event; also of an inbound call that has no id yet. */
  originOf(body: RetellWebhook): CallSource;
  /** Writes the event to the call's stream, once. */
  record(
    found: CompanyOfCall,
    event: 'call_started' | 'call_ended' | 'call_analyzed',
    body: RetellCall,
    deadline: Deadline,
  ): Promise<void>;
  /**
   * The agent's dynamic variables: today, who takes the caller over, and their next appointments. Without them a model invents dates. Values that
   * cannot be looked up in time are left out; never rejects.
   */
  inbound(
    found: CompanyOfCall | undefined,
    body: { from_number?: string | null | undefined },
    deadline: Deadline,
  ): Promise<object>;
}

/** The variables where nothing is known: a valid answer, and the call goes on. */
export const nothingKnown = { call_inbound: {} };

const nextAppointments = 3;
/** There is no call yet that anything could be linked to. */
const beforeAnyCall = '';
const aheadMs = 366 * 24 * 3_600_000;

interface LifecycleDependencies {
  executor: Executor;
  queries: Lookups;
  caughtUp: CallsDependencies['caughtUp'];
  clock: Clock;
  log: Logger;
}

export function createCallLifecycle(deps: LifecycleDependencies): CallLifecycle {
  const { executor, queries, clock, log } = deps;
  const recordCall = createCallRecord(executor);
  return {
    originOf(body) {
      if (body.event !== 'call_inbound') return originOf(body.call);
      const { agent_id, from_number, to_number } = body.call_inbound;
      return originOf({ call_id: 'inbound', call_type: 'phone_call', direction: 'inbound', agent_id, from_number, to_number });
    },

    async record(found, event, body, deadline) {
      const events = (state: CallState) => lifecycleEvents(state, event, body);
      await recordCall(found, { vendor: 'retell', event, source: originOf(body), events }, deadline);
    },

    async inbound(found, body, deadline) {
      if (!found) return nothingKnown;
      const { companyId, country } = found;
      const loaded = await orNothing(companyId, () => deadline.within(() => executor.load(company, companyStream(companyId))));
      if (!loaded) return nothingKnown;
      const { state } = loaded;
      const caller = () =>
        deadline.within(() => appointmentVariables(companyId, state, parsePhoneNumber(body.from_number, country)));
      const now = clock.now();
      const handOver = handOverAt(state, found.branchId, now);
      const variables = {
        ...todayVariables(state, now),
        // Empty where nobody answers now: a variable that is not set would be read out by its name.
        handover_number: handOver.kind === 'reachable' ? handOver.number : '',
        ...(await orNothing(companyId, caller)),
      };
      return { call_inbound: { dynamic_variables: variables, metadata: { company: companyId } } };
    },
  };

  async function orNothing<T>(companyId: string, look: () => Promise<T>): Promise<T | undefined> {
    try {
      return await look();
    } catch (error) {
      const code = error instanceof Fault ? error.code : 'internal_fault';
      log.error({ code, companyId }, 'the variables for a call could not be looked up');
      return undefined;
    }
  }

  async function appointmentVariables(companyId: string, state: CompanyState, number: string | undefined) {
    const customers = number === undefined ? [] : await queries.customersByPhone(companyId, number);
    const [only, ...others] = customers;
    const settings = state.settings;
    if (!only || others.length > 0 || !settings) return { next_appointments: '', known_caller: 'false' };
    const now = clock.now();
    const ahead = { from: now, to: new Date(now.getTime() + aheadMs) };
    const next = async () => {
      const all = await queries.appointmentsOf(companyId, only.id, beforeAnyCall, ahead);
      return all.filter(({ newTimeRequested }) => !newTimeRequested).slice(0, nextAppointments);
    };
    const standing = await asTheyStand(next, named => named, { context: { companyId } }, deps);
    const spoken = standing.map(found => {
      const { startsAt } = found;
      const local = DateTime.fromISO(startsAt, { zone: settings.timeZone });
      const { timeZone, language } = settings;
      const words = [
        spokenDate(startsAt, timeZone, language),
        spokenTime(startsAt, timeZone, language),
        ...reservesOf(found, language),
      ];
      return `${local.toFormat('yyyy-MM-dd HH:mm')} (${words.join(', ')})`;
    });
    return { next_appointments: spoken.join('; '), known_caller: 'true' };
  }
}

function lifecycleEvents(state: CallState, event: string, body: RetellCall): NewEvent<CallEvent>[] {
  if (event === 'call_ended') {
    const endedAt = instantOf(body.end_timestamp);
    return ended(state, body.call_id, {
      ...(body.disconnection_reason && { disconnectionReason: body.disconnection_reason }),
      ...(body.duration_ms !== undefined && { durationMs: body.duration_ms }),
      ...(endedAt !== undefined && { endedAt }),
    });
  }
  if (event === 'call_analyzed' && !state.analyzed) {
    const analysis = body.call_analysis;
    return [
      {
        type: 'CallAnalyzed',
        id: derivedId('call-analyzed', body.call_id),
        data: {
          ...(analysis?.in_voicemail !== undefined && { inVoicemail: analysis.in_voicemail }),
          ...(analysis?.call_successful !== undefined && { callSuccessful: analysis.call_successful }),
          ...(analysis?.user_sentiment && { userSentiment: analysis.user_sentiment }),
          ...(analysis?.call_summary && { personal: { summary: analysis.call_summary.slice(0, 5000) } }),
        },
      },
    ];
  }
  return [];
}

function todayVariables(state: CompanyState, now: Date) {
  const settings = state.settings;
  const zone = settings?.timeZone ?? defaultTimeZone;
  const local = DateTime.fromJSDate(now, { zone }).setLocale(settings?.language ?? defaultLanguage);
  return {
    today: local.toFormat('yyyy-MM-dd'),
    weekday: local.toFormat('cccc'),
    tomorrow: local.plus({ days: 1 }).toFormat('yyyy-MM-dd'),
    current_time: local.toFormat('HH:mm'),
    time_zone: zone,
    company_name: settings?.name ?? '',
  };
}
