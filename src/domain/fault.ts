// A fault: something broke. It is thrown, carries a code, and never personal data or secrets.

export class Fault extends Error {
  readonly code: string;
  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'Fault';
    this.code = code;
  }
}

/** Name, message and stack of our own making; a driver's error may quote a row, so only its name and code are kept. */
export function describedError(error: unknown): object {
  if (error instanceof Fault) return { name: error.name, message: error.message, stack: error.stack };
  if (error instanceof Error) return { name: error.name, stack: error.stack?.split('\n').slice(1).join('\n') };
  return { name: typeof error };
}
