// Words of the record that have a text of their own; what a later program adds is shown as it stands there.
export const ways = ['call', 'number', 'phonetic', 'exact_name', 'call_data', 'company_and_day'] as const;
export const statuses = ['cancelled', 'rescheduled', 'pending'] as const;
export const outcomes = ['found', 'nobody', 'several', 'name_needed', 'name_differs', 'no_appointment', 'not_recorded'] as const;
export const functions = ['list_appointments', 'cancel_appointment', 'reschedule_appointment', 'find_slots'] as const;

const isOneOf =
  <T extends string>(words: readonly T[]) =>
  (word: string): word is T =>
    words.some(known => known === word);

export const isWay = isOneOf(ways);
export const isStatus = isOneOf(statuses);
export const isOutcome = isOneOf(outcomes);
export const isFunction = isOneOf(functions);
