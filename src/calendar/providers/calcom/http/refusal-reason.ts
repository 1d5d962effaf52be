// What of Cal.com's words may be shown to staff and written to a log: names and codes that are known, never free text.

/** Fields of Cal.com's bodies and of every booking form. A company's own fields may be named after anything. */
const fields = [
  'attendeePhoneNumber',
  'smsReminderNumber',
  'aiAgentCallPhoneNumber',
  'name',
  'email',
  'title',
  'notes',
  'guests',
  'location',
  'rescheduleReason',
  'reschedulingReason',
  'cancellationReason',
  'rescheduledBy',
  'emailVerificationCode',
  'seatUid',
  'start',
  'timeZone',
  'language',
] as const;
const codes = [
  'error_required_field',
  'email_validation_error',
  'invalid_number',
  'phone_number_invalid',
  'should not exist',
  'must be a valid ISO 8601 date string',
  'Cannot POST',
  'Cannot GET',
  'Bad Request Exception',
] as const;

/** What stands for a field that is not among the known ones. */
const ownField = 'a field of its own';

/**
 * The known names and codes in Cal.com's text, codes first, as one line: `error_required_field: attendeePhoneNumber`. Undefined
 * where none is known.
 */
export function reasonIn(message: string): string | undefined {
  const said = codes.filter(code => message.includes(code));
  if (said.length === 0) return undefined;
  // Only what is said of a field names one: in other texts the same word is a word.
  const matches = [...message.matchAll(/\{(\w+)\}|(\w+) property is wrong|property (\w+) should not exist/g)];
  const names = matches.map(([, inBraces, wrong, unknown]) => known(inBraces ?? wrong ?? unknown ?? ''));
  return names.length === 0 ? said.join(', ') : `${said.join(', ')}: ${[...new Set(names)].join(', ')}`;
}

const known = (name: string): string => fields.find(field => field === name) ?? ownField;
