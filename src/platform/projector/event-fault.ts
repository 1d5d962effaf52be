// Says which errors one event can have caused, as opposed to the connection, the server or the schema: only such an event is
// parked.

/** A fold could not take an event. */
class FoldFault extends Error {
  constructor(cause: unknown) {
    super('an event could not be folded', { cause });
    this.name = 'FoldFault';
  }
}

/** Runs a function that depends on events and rows alone, so that its errors are known to be theirs. */
export function folding<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw cause instanceof FoldFault ? cause : new FoldFault(cause);
  }
}

/**
 * SQLSTATE classes and codes an event's data can lead to: values that do not fit, constraints, one row hit twice by a statement,
 * a value too long for an index. https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const ofData = /^(22...|23...|21000|54000)$/;

export function isOfTheEvent(error: unknown): boolean {
  return error instanceof FoldFault || ofData.test(codeOf(error) ?? '');
}

/** The code of a fault, of the database or of ours, for logs. */
export function errorCode(error: unknown): string {
  return (error instanceof FoldFault ? codeOf(error.cause) : codeOf(error)) ?? 'projection_failed';
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
