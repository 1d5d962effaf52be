// The exception of a command that was carried out and did not succeed.

/** Ends with exit code 1; the message, if any, is printed. */
export class CommandFailed extends Error {
  constructor(message = '') {
    super(message);
    this.name = 'Unsuccessful';
  }
}
