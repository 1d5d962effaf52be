// A fault: something broke. It is thrown, carries a code, and never personal data or secrets.

export class Fault extends Error {
  readonly code: string;
  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'Fault';
    this.code = code;
  }
}
