// Which companies share an account at Cal.com, and which accounts are in use.
import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { createCalcomAccounts } from '../../../../src/calendar/providers/calcom/accounts.ts';
import { createManualClock } from '../../../support/manual-clock.ts';

const keys: Record<string, string> = { salon: 'cal_one', branch: 'cal_one', barber: 'cal_two' };
const accounts = createCalcomAccounts({
  baseUrl: 'http://127.0.0.1:9',
  apiKeyOf: companyId => keys[companyId],
  clock: createManualClock('2026-10-05T08:00:00.000Z'),
  log: pino({ level: 'silent' }),
});

describe('companies at Cal.com', () => {
  it('share client and circuit where they share a key, and only there', () => {
    expect(accounts.clientFor('salon')).toBe(accounts.clientFor('branch'));
    expect(accounts.clientFor('salon')).not.toBe(accounts.clientFor('barber'));
    expect(accounts.all()).toHaveLength(2);
  });

  it('are named without their key', () => {
    for (const { account } of accounts.all()) expect(account).toMatch(/^[0-9a-f]{8}$/);
  });

  it('whose key was replaced are shown by the new one alone', () => {
    accounts.clientFor('barber');
    keys.barber = 'cal_three';
    const replaced = accounts.all().map(({ companies }) => companies);
    expect(replaced).toEqual([['branch', 'salon']]);
    accounts.clientFor('barber');
    expect(accounts.all().map(({ companies }) => companies)).toEqual([['branch', 'salon'], ['barber']]);
  });

  it('without a key are a fault that says so', () => {
    expect(() => accounts.clientFor('stranger')).toThrow(expect.objectContaining({ code: 'calcom_key_missing' }));
  });
});
