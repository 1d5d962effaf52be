// Whether an error says that PostgreSQL is away, and nothing about what was asked of it.

/**
 * SQLSTATE class 08, a server that stops, starts or was asked to end the session, too many connections
 * (https://www.postgresql.org/docs/current/errcodes-appendix.html), and what Node.js says of a connection that was lost or never made.
 */
const codes = /^(08...|57P0[1-5]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH)$/;
/** What the driver says without a code. */
const sentences =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client .* is not queryable)/;

export function isDatabaseUnavailable(error: Error): boolean {
  // A request whose client has gone has such a code, too; it has a status.
  if ('statusCode' in error) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return code === undefined ? sentences.test(error.message) : codes.test(code);
}
