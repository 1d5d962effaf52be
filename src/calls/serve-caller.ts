// What a caller asked for, function by function; a company may have switched it off.
import type { ReceptionDependencies } from './dependencies.ts';
import { serveSlots } from './functions/find-slots.ts';
import { serveList } from './functions/list-appointments.ts';
import { madeBefore } from './ledger/resume.ts';
import type { CallFunction, CallRequest } from './request.ts';
import { type Finding, findingOf, type Work } from './result.ts';
import { serveChange } from './serve-change.ts';

/** Answers one function call; a refusal is a finding like any other. */
export async function serveCaller(request: CallRequest, work: Work, deps: ReceptionDependencies): Promise<Finding> {
  const asked = request.function;
  // What this very try had done before its process died is told, whatever was switched off since.
  const made = await madeBefore(work, deps);
  const off = made ? undefined : switchedOff(asked.name, work);
  if (off) return off;
  switch (asked.name) {
    case 'cancel_appointment':
    case 'reschedule_appointment':
      return serveChange(request, asked, made, work, deps);
    case 'list_appointments':
      return serveList(request, asked, work, deps);
    case 'find_slots':
      return serveSlots(request, asked, work, deps);
  }
}

/** The hand-over, where the company is paused or does not let callers do this. */
function switchedOff(name: CallFunction['name'], work: Work): Finding | undefined {
  const { paused, functionsOff } = work.settings;
  if (paused === true) return findingOf(work, 'company_paused', {});
  return functionsOff?.includes(name) ? findingOf(work, 'function_off', {}) : undefined;
}
