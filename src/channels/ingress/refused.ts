// The exception of a request that is rejected before it is read or parsed.
import { type Code, codes } from '../../domain/codes.ts';
import { Fault } from '../../domain/fault.ts';

/** Carries its HTTP status and, where the request may come again, after how many seconds. */
export class Refused extends Fault {
  readonly statusCode: number;
  readonly retryAfter: number | undefined;
  constructor(code: Code, retryAfterMs?: number) {
    super(code, 'the request was not accepted');
    this.name = 'Refused';
    this.statusCode = codes[code].httpStatus;
    this.retryAfter = retryAfterMs === undefined ? undefined : Math.max(1, Math.ceil(retryAfterMs / 1_000));
  }
}
