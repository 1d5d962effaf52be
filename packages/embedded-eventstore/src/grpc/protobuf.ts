// Protobuf's wire format, as far as messages that come and go by the thousand need it.

/** Lengths of fields with their key and length; field numbers are below 16, so a key is one byte. */
export const fieldBytes = (length: number | undefined): number => (length === undefined ? 0 : 1 + varintBytes(length) + length);
export const numberBytes = (value: number | bigint): number => 1 + varintBytes(value);

export function varintBytes(value: number | bigint): number {
  let bytes = 1;
  let large = value;
  for (; typeof large === 'bigint' && large > Number.MAX_SAFE_INTEGER; large >>= 7n) bytes += 1;
  for (let rest = Number(large); rest >= 128; rest = Math.floor(rest / 128)) bytes += 1;
  return bytes;
}

/** Bytes of a length that is known before, and how far they are written. */
export interface Output {
  bytes: Buffer;
  at: number;
}

export const createOutput = (length: number): Output => ({ bytes: Buffer.allocUnsafe(length), at: 0 });

function putVarint(out: Output, value: number): void {
  let rest = value;
  while (rest >= 128) {
    out.bytes[out.at++] = (rest % 128) | 128;
    rest = Math.floor(rest / 128);
  }
  out.bytes[out.at++] = rest;
}

/** Key and length of a field whose content follows. */
export function putOpen(out: Output, id: number, length: number): void {
  out.bytes[out.at++] = (id << 3) | 2;
  putVarint(out, length);
}

/** Fields that are written out already. */
export function putRaw(out: Output, fields: Uint8Array): void {
  out.bytes.set(fields, out.at);
  out.at += fields.length;
}

export function putContent(out: Output, id: number, content: Uint8Array): void {
  putOpen(out, id, content.length);
  putRaw(out, content);
}

export function putAscii(out: Output, id: number, value: string): void {
  putOpen(out, id, value.length);
  out.at += out.bytes.write(value, out.at, 'latin1');
}

/** `length`: in UTF-8. */
export function putText(out: Output, id: number, value: string, length: number): void {
  putOpen(out, id, length);
  out.at += out.bytes.write(value, out.at, 'utf8');
}

export function putNumber(out: Output, id: number, value: number | bigint): void {
  out.bytes[out.at++] = id << 3;
  let rest = value;
  for (; typeof rest === 'bigint' && rest > Number.MAX_SAFE_INTEGER; rest >>= 7n) out.bytes[out.at++] = Number(rest & 127n) | 128;
  putVarint(out, Number(rest));
}

/** Reads the fields of one message; throws RangeError where its bytes end too early. */
export interface Reader {
  /** The next field's number; 0 at the end. */
  next(): number;
  /** The current field's bytes: a view, not a copy. */
  content(): Buffer;
  text(): string;
  /** The current field's number. */
  number(): bigint;
  skip(): void;
}

export function createReader(bytes: Buffer): Reader {
  let at = 0;
  let type = 0;

  function byte(): number {
    const value = bytes[at];
    if (value === undefined) throw new RangeError('a message ends too early');
    at += 1;
    return value;
  }
  /** Of what fits into 32 bits: keys and lengths. */
  function varint(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const part = byte();
      value += (part & 127) * factor;
      if (part < 128) return value;
    }
  }
  function large(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const part = byte();
      value |= BigInt(part & 127) << shift;
      if (part < 128) break;
    }
    return BigInt.asUintN(64, value);
  }
  function advance(length: number): number {
    const from = at;
    at += length;
    if (at > bytes.length) throw new RangeError('a message ends too early');
    return from;
  }
  function content(): Buffer {
    if (type !== 2) throw new RangeError('a field is of another kind');
    const length = varint();
    const from = advance(length);
    return bytes.subarray(from, at);
  }
  return {
    next() {
      if (at >= bytes.length) return 0;
      const key = varint();
      type = key & 7;
      return key >>> 3;
    },
    content,
    text: () => content().toString('utf8'),
    number() {
      if (type !== 0) throw new RangeError('a field is of another kind');
      return large();
    },
    skip() {
      if (type === 0) large();
      else if (type === 1) advance(8);
      else if (type === 2) advance(varint());
      else if (type === 5) advance(4);
      else throw new RangeError('a field is of no known kind');
    },
  };
}
