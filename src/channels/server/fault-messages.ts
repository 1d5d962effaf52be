// What a program gets as the message of each fault, in English.
import type { Code, FaultCode, SpokenCode } from '../../domain/codes.ts';
import type { Language } from '../../domain/values.ts';
import { renderAnswer } from '../../language/render/say.ts';

const languageOfPrograms: Language = 'en';

const messages: Record<FaultCode, string> = {
  signature_invalid: 'The request is not validly signed.',
  key_invalid: 'The key is missing or not valid.',
  forbidden: 'This key may not do that.',
  https_needed:
    'A key is entered over HTTPS alone, or on the machine itself at http://localhost. A proxy must say so with X-Forwarded-Proto.',
  resource_not_found: 'There is no such thing here.',
  conflict: 'That contradicts what is already in force.',
  calendar_unreachable: 'The calendar cannot be asked at the moment.',
  customer_already_merged: 'That customer has been merged with another one already.',
  customer_erased:
    'That customer was erased, or is about to be. The id stays taken; whoever comes again gets a record of their own.',
  customer_has_duplicates: 'Others have been merged into that customer; merge the other way round.',
  customer_not_merged: 'That customer is not merged with another one.',
  idempotency_key_reused: 'This key already belongs to another request.',
  request_in_progress: 'This request is being worked on. Please try again in a moment.',
  appointment_not_over: 'The appointment has not begun yet.',
  booking_claimed: 'That booking belongs to another appointment.',
  booking_uid_needed: 'It is not known which booking this is. The uid of the booking is needed.',
  body_invalid: 'The body of the request cannot be read.',
  request_invalid: 'The request is incomplete or wrong.',
  body_too_large: 'The request is too large.',
  append_too_large: 'This is too much to record in one piece.',
  event_store_unavailable:
    'The event store does not answer just now, and the request may have been carried out all the same. It may be sent again, a write with its Idempotency-Key.',
  database_unavailable: 'The database cannot be reached just now. Please try again in a moment.',
  read_models_behind: 'That cannot be seen yet. Please try again in a moment.',
  read_models_busy: 'The read models are in use just now. Please try again in a moment.',
  read_models_outdated: 'That read model was made by an earlier version of the program. It has to be rebuilt first.',
  reconciliation_running: 'This company is being compared with the calendar already. Please try again in a few minutes.',
  read_model_has_dependents: 'A view of your own stands on this read model. Drop it, rebuild, and make it again.',
  rebuild_cancelled: 'The rebuild of the read model was given up; it is as it was. Please try again.',
  rebuild_running: 'A read model is being rebuilt. Please try again when that is done.',
  rate_limited: 'There were too many requests. Please wait.',
};

/** Where the sentence a caller hears is no answer to a program. */
const forPrograms: Partial<Record<SpokenCode, string>> = {
  internal_fault: 'The request failed on our side. It may be sent again.',
  overloaded: 'The service has too much to do just now. Please try again after the time given in Retry-After.',
};

const isFault = (code: Code): code is FaultCode => Object.hasOwn(messages, code);

export const faultMessage = (code: Code): string =>
  isFault(code) ? messages[code] : (forPrograms[code] ?? renderAnswer(code, {}, languageOfPrograms));
