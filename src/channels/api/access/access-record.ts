// The access record: whose personal data a key was shown, and what it did that only a person may decide. Written before the answer leaves.
import type { FastifyRequest } from 'fastify';
import type { Kysely } from 'kysely';
import type { Clock } from '../../../domain/clock.ts';
import { callStream } from '../../../domain/ids.ts';
import type { Database } from '../../../platform/postgres/schema.ts';

/** `read` and `export` show personal data; the others are deeds. */
export const accessKinds = [
  'read',
  'export',
  'override',
  'waiver',
  'resolution',
  'release',
  'erasure',
  'key_change',
  'sign_in',
] as const;
/** Of these a customer can be the one they concern: who signs in has seen nobody yet. */
export const disclosedKinds = accessKinds.filter(kind => kind !== 'sign_in');
export type DisclosedKind = (typeof disclosedKinds)[number];
export type AccessKind = (typeof accessKinds)[number];

/** Whose data it is, and what it concerns: ids alone. */
export interface Concerned {
  companyId: string | null;
  customerIds: readonly string[];
  /** Streams, appointments, staff or keys, where no customer is known. */
  subjects?: readonly string[];
}

export interface AccessEntry extends Concerned {
  kind: AccessKind;
}

declare module 'fastify' {
  interface FastifyRequest {
    accessed: AccessEntry[];
  }
  interface FastifyContextConfig {
    /** Whose personal data an answer holds, for keys that may see it. */
    shows?: ((answer: never, request: FastifyRequest) => Concerned[]) | undefined;
  }
}

export interface AccessRecordDependencies {
  db: Kysely<Database>;
  clock: Pick<Clock, 'now'>;
}

/** Who it was: a key's name and role, and the route or command. */
export interface Accessor {
  name: string;
  role: string;
  operation: string;
}

/** Notes what was done or shown. Throws where it cannot be written: then it must not be shown. */
export async function noteAccess(
  { db, clock }: AccessRecordDependencies,
  { name, role, operation }: Accessor,
  entries: readonly AccessEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map(({ kind, companyId, customerIds, subjects = [] }) => ({
    accessed_at: clock.now(),
    kind,
    ...{ key_name: name, role, operation },
    company_id: companyId,
    customer_ids: [...customerIds],
    subjects: [...subjects],
  }));
  await db.insertInto('access_record').values(rows).execute();
}

/** Adds what this request shows or does; it is written before its answer is sent. */
export const recordAccessed = (request: FastifyRequest, entry: AccessEntry): void => void request.accessed.push(entry);

/** Whom rows concern, by company: the customer, or where they name none the call or appointment. */
export function concernedIn(rows: readonly Record<string, unknown>[]): Concerned[] {
  return textsOf(rows, row => row.company_id).map(companyId => {
    const those = rows.filter(row => row.company_id === companyId);
    return {
      companyId,
      customerIds: textsOf(those, row => row.customer_id),
      subjects: textsOf(those, row => {
        if (typeof row.customer_id === 'string') return undefined;
        return row.call_id ? callStream(String(row.call_id)) : row.appointment_id;
      }),
    };
  });
}

const textsOf = (rows: readonly Record<string, unknown>[], of: (row: Record<string, unknown>) => unknown): string[] => [
  ...new Set(rows.map(of).filter(value => typeof value === 'string')),
];
