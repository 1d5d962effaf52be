// Which appointment a booking at Cal.com is: by its uid, by the uid it was moved from, or by the chain before that.
import type { CalcomAccounts } from '../calcom/accounts.ts';
import type { CallOptions } from '../calcom/client.ts';
import { type AppointmentState, appointment } from '../domain/appointment.ts';
import { claim } from '../domain/claim.ts';
import { appointmentStream, bookingStream } from '../domain/ids.ts';
import type { Executor } from '../eventstore/execute.ts';
import { walkBack } from './look.ts';
import type { Subject } from './record.ts';

export interface SubjectDependencies {
  executor: Executor;
  accounts: Pick<CalcomAccounts, 'clientFor'>;
  /** An appointment that came without a claim, from an import for instance. */
  appointmentOf(companyId: string, booking: { uid: string } | { numericId: number }): Promise<string | undefined>;
}

export interface NamedBooking {
  companyId: string;
  /** The booking, and after it the one it was moved from, where that is known. */
  uids: readonly string[];
  numericId: number | null;
  /** False where it was not moved from anywhere: then Cal.com is not asked. */
  chain?: boolean;
}

/** What nobody waits for. */
export const inBackground: CallOptions = { priority: 'background', maxWaitMs: 20_000 };

/** `unseen`: Cal.com could not tell where it came from. */
export async function subjectOfBooking(
  { companyId, uids, numericId, chain = true }: NamedBooking,
  deps: SubjectDependencies,
): Promise<(Subject & { state: AppointmentState }) | 'unseen' | undefined> {
  const { executor, accounts } = deps;
  const ownerOf = async (uid: string) => {
    // Once claimed it is claimed for good.
    const { state } = await executor.load(claim, bookingStream(companyId, uid));
    return state.owner;
  };
  let appointmentId: string | undefined;
  for (const uid of uids) appointmentId ??= (await ownerOf(uid)) ?? (await unclaimedOwner(companyId, uid, numericId, deps));
  const earliest = uids.at(-1);
  if (appointmentId === undefined && earliest !== undefined && chain) {
    const isKnown = async (uid: string) => (await ownerOf(uid)) !== undefined;
    const found = await walkBack(accounts.clientFor(companyId), earliest, isKnown, inBackground);
    if (found.kind === 'unseen') return 'unseen';
    if (found.kind === 'known') appointmentId = await ownerOf(found.uid);
  }
  if (appointmentId === undefined) return undefined;
  const { state } = await executor.load(appointment, appointmentStream(companyId, appointmentId), { fresh: true });
  return { companyId, appointmentId, state };
}

export async function unclaimedOwner(
  companyId: string,
  uid: string,
  numericId: number | null,
  { appointmentOf }: Pick<SubjectDependencies, 'appointmentOf'>,
): Promise<string | undefined> {
  const byUid = await appointmentOf(companyId, { uid });
  return byUid ?? (numericId === null ? undefined : appointmentOf(companyId, { numericId }));
}
