// Faults on request: what the sandbox shall do wrong, to which calls, how often.
import { z } from 'zod';

export const faultSchema = z.object({
  match: z.object({
    /** `*`: every call of the API. `webhook`: what the sandbox sends. */
    operation: z.enum(['reschedule', 'cancel', 'get', 'list', 'slots', 'create', 'webhook', '*']),
    uid: z.string().optional(),
  }),
  /** How often; left out: until cleared. */
  times: z.number().int().positive().optional(),
  /**
   * status: answers `status` (and `message`). delay: answers late. lost_answer: takes effect, then hangs up. reset: hangs
   * up without effect. unusable_body: takes effect, answers 2xx without a booking. lagging_pointer: a booking read alone does not
   * name yet where it was moved to. late: a change is checked as it arrives
   * and takes effect `delayMs` later, whatever has happened in between; with `status` it is answered so at once. another_booking:
   * takes effect, and answers with another booking. zoneless: times are given without their zone.
   * For webhooks: drop, double, delay, zoneless.
   */
  kind: z.enum([
    'status',
    'delay',
    'lost_answer',
    'reset',
    'unusable_body',
    'lagging_pointer',
    'late',
    'another_booking',
    'drop',
    'double',
    'zoneless',
  ]),
  status: z.number().int().min(400).max(599).optional(),
  message: z.string().optional(),
  /** Of a `status`: in which of Cal.com's two shapes it comes, or as the page of an edge, which is nothing of Cal.com's. */
  shape: z.enum(['envelope', 'bare', 'html']).optional(),
  /** Waited before the effect (with `afterEffect`: after it), whatever the kind. */
  delayMs: z.number().nonnegative().optional(),
  /** The effect takes place first, then the fault. */
  afterEffect: z.boolean().optional(),
});
export type Fault = z.infer<typeof faultSchema>;
export type FaultTarget = Fault['match']['operation'];

export interface FaultBox {
  add(fault: Fault): void;
  clear(): void;
  /** The first fault that matches, used up by one; webhook faults are never matched by `*`. */
  take(operation: FaultTarget, uid?: string): Fault | undefined;
  list(): readonly Fault[];
}

export function createFaultBox(): FaultBox {
  let faults: Fault[] = [];
  return {
    add: fault => {
      faults.push({ ...faultSchema.parse(fault) });
    },
    clear: () => {
      faults = [];
    },
    list: () => faults,
    take: (operation, uid) => {
      const fault = faults.find(({ match }) => {
        const here = match.operation === operation || (match.operation === '*' && operation !== 'webhook');
        return here && (match.uid === undefined || match.uid === uid);
      });
      if (fault?.times !== undefined) {
        fault.times -= 1;
        if (fault.times === 0) faults = faults.filter(other => other !== fault);
      }
      return fault;
    },
  };
}
