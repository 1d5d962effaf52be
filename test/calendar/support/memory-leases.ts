// Leases in memory under the rules of the table, for tests in simulated time; the table itself has tests of its own.
import type { CalendarJob, Lease, LeaseRelease, Leases, OwedLook } from '../../../src/calendar/lease/lease.ts';
import type { Clock } from '../../../src/domain/clock.ts';
import { Fault } from '../../../src/domain/fault.ts';

interface Row {
  token: number;
  resting: LeaseRelease['kind'] | undefined;
  until: Date;
  modificationId: string;
  firstSentAt: Date | null;
}

export interface MemoryLeases extends Leases {
  row(work: Pick<CalendarJob, 'companyId' | 'appointmentId'>): Readonly<Row> | undefined;
}

/** `isPending` stands for `calendar_jobs`. */
export function createMemoryLeases(clock: Clock, isPending: (work: CalendarJob) => Promise<boolean>): MemoryLeases {
  const rows = new Map<string, Row & { work: CalendarJob }>();
  let tokens = 0;
  const keyOf = ({ companyId, appointmentId }: Pick<CalendarJob, 'companyId' | 'appointmentId'>) =>
    `${companyId}.${appointmentId}`;

  /** `before`: what the row said of something sent when it was taken. */
  function held(
    work: CalendarJob,
    token: number,
    before: Date | null,
    inherited: boolean,
    owedLook: OwedLook | undefined,
  ): Lease {
    const key = keyOf(work);
    let firstSentAt = before;
    const mine = () => {
      const row = rows.get(key);
      return row?.token === token ? row : undefined;
    };
    async function renew(ms: number, sent: boolean) {
      const row = mine();
      if (!row || row.until <= clock.now()) throw new Fault('lease_lost', 'the lease is lost');
      row.until = new Date(Math.max(row.until.getTime(), clock.now().getTime() + ms));
      if (!sent) return;
      row.firstSentAt ??= clock.now();
      firstSentAt ??= clock.now();
    }
    return {
      get firstSentAt() {
        return firstSentAt;
      },
      get until() {
        return mine()?.until ?? new Date(0);
      },
      inherited,
      owedLook,
      extend: ms => renew(ms, false),
      markSent: ms => renew(ms, true),
      clearSent: async () => {
        firstSentAt = null;
        const row = mine();
        if (row) row.firstSentAt = null;
      },
      release: async rest => {
        const row = mine();
        if (!row) return;
        if (rest.kind === 'done') rows.delete(key);
        else Object.assign(row, { token: 0, resting: rest.kind, until: rest.notBefore, firstSentAt });
      },
    };
  }

  return {
    row: work => rows.get(keyOf(work)),
    async take(work, { ms, urgent, sending = false }) {
      const known = rows.get(keyOf(work));
      if (known && known.until > clock.now() && !(urgent && known.resting !== undefined)) return undefined;
      tokens += 1;
      rows.set(keyOf(work), {
        work,
        token: tokens,
        resting: undefined,
        until: new Date(clock.now().getTime() + ms),
        modificationId: known && known.firstSentAt !== null ? known.modificationId : work.modificationId,
        firstSentAt: known?.firstSentAt ?? (sending ? clock.now() : null),
      });
      const inherited = known !== undefined && known.firstSentAt !== null && known.modificationId !== work.modificationId;
      const owed = known?.resting === 'first_look' || known?.resting === 'second_look' ? known.resting : undefined;
      return held(work, tokens, known?.firstSentAt ?? null, inherited, known && owed && { kind: owed, notBefore: known.until });
    },
    async dueLooks(limit) {
      const due: Awaited<ReturnType<Leases['dueLooks']>> = [];
      for (const { work, resting, firstSentAt } of [...rows.values()].filter(row => row.until <= clock.now())) {
        if (resting === 'first_look' || resting === 'second_look') due.push({ ...work, which: resting });
        else if (firstSentAt !== null && !(await isPending(work))) due.push({ ...work, which: 'first_look' });
      }
      return due.slice(0, limit);
    },
    async takeLook(work, which, ms) {
      const row = rows.get(keyOf(work));
      const another = which === 'first_look' ? 'second_look' : 'first_look';
      if (!row || row.resting === another || row.until > clock.now()) return undefined;
      tokens += 1;
      Object.assign(row, { token: tokens, resting: undefined, until: new Date(clock.now().getTime() + ms) });
      return held(row.work, tokens, row.firstSentAt, false, { kind: which, notBefore: clock.now() });
    },
  };
}
