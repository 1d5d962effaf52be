// Listens to everything a world logs, at its most talkative, and finds at the end whether a person or a key stands in it.

/** Fields of requests that hold a person's data or words. */
const personalFields = new Set(['name', 'phone', 'email', 'customer_name', 'reason', 'from_number', 'phoneNumber', 'transcript']);
/** Shorter words and withheld numbers mean nobody. */
const shortest = 4;
const nobodys = /^(anonymous|restricted|unknown|unavailable|private)$/i;

export interface LogWitness {
  write(line: string): void;
  /** Notes what a request holds of a person. */
  heard(body: unknown): void;
  /** A customer's name, number or mail, or a key; of a name each word is looked for, too. */
  knows(...secrets: (string | undefined)[]): void;
  /** How much was searched, and for how much. */
  extent(): { lines: number; secrets: number };
  /** Throws with the place, not with the secret. */
  verify(): void;
}

export function watchLog(also?: (line: string) => void): LogWitness {
  const lines: string[] = [];
  const texts = new Set<string>();
  const words = new Set<string>();

  function note(text: string): void {
    const trimmed = text.trim().slice(0, 200);
    if (trimmed.length < shortest || nobodys.test(trimmed)) return;
    // As it stands in JSON; and a number however it is written.
    texts.add(JSON.stringify(trimmed).slice(1, -1));
    if (/^\+?[\d\s/()-]{7,}$/.test(trimmed)) texts.add(trimmed.replace(/\D/g, ''));
  }
  function heard(body: unknown): void {
    if (typeof body !== 'object' || body === null) return;
    for (const [key, value] of Object.entries(body)) {
      if (typeof value !== 'string') heard(value);
      else if (personalFields.has(key) || value.includes('@')) note(value);
    }
  }
  return {
    write: line => {
      lines.push(line);
      also?.(line);
    },
    heard,
    knows: (...secrets) => {
      for (const secret of secrets) {
        if (secret === undefined) continue;
        note(secret);
        for (const word of secret.split(/[^\p{L}]+/u))
          if (word.length >= shortest && /^\p{Lu}\p{Ll}/u.test(word)) words.add(word);
      }
    },
    extent: () => ({ lines: lines.length, secrets: texts.size + words.size }),
    verify() {
      // Hardly any stands anywhere in it, and one look at the whole log tells which.
      const log = lines.join('\n');
      const textsThere = [...texts].filter(text => log.includes(text));
      const wordsThere = [...words].filter(word => log.includes(word));
      if (textsThere.length + wordsThere.length === 0) return;
      const asWord = new RegExp(`(?<!\\p{L})(${[...wordsThere, '\u0000'].join('|')})(?!\\p{L})`, 'u');
      for (const line of lines) {
        if (asWord.test(line) || textsThere.some(text => line.includes(text)))
          throw new Error(`a person or a key stands in the log: ${placeOf(line)}`);
      }
    },
  };
}

/** What was logged there, by its message and the names of its fields. */
function placeOf(line: string): string {
  const record: unknown = JSON.parse(line);
  if (typeof record !== 'object' || record === null) return 'a line that is no record';
  const message = 'msg' in record && typeof record.msg === 'string' && record.msg.length < 60 ? record.msg : 'a message';
  return `"${message}" with ${Object.keys(record).join(', ')}`;
}
