// Who calls in the benchmark, and what they have: as many companies, each with one line, and an appointment for each caller.

export const companies = 60;
/** Of all appointments; no policy forbids to cancel one so far ahead. */
export const startsAt = new Date(Date.now() + 30 * 86_400_000);
startsAt.setUTCHours(9, 0, 0, 0);
export const endsAt = new Date(startsAt.getTime() + 1_800_000);

export const companyOf = (index: number): string => `company-${index % companies}`;
export const lineOf = (index: number): string => `+4930${5_000_000 + (index % companies)}`;
export const phoneOf = (index: number): string => `+49151${String(10_000_000 + index)}`;
export const callIdOf = (index: number): string => `bench_${index}`;
/** `owner`: whose bookings they are, as all contenders have theirs in the same calendar. */
export const bookingUidOf = (index: number, owner = 'bench'): string => owner + String(index).padStart(22 - owner.length, '0');
export const calcomKeyOf = (companyId: string, owner = 'bench'): string => `cal_${owner}_${companyId}`;

/** Whose key it is, and of which company. */
export function ownerOfKey(key: string): { owner: string; companyId: string } {
  const [, owner = '', companyId = ''] = key.split('_');
  return { owner, companyId };
}
