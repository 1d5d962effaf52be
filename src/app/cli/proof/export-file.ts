// The file an exported stream is kept in: JSON, so that others can read it.
import { z } from 'zod';
import { Fault } from '../../../domain/fault.ts';
import type { ExportedEvent, StreamExport } from '../../../proof/check-export.ts';

const format = 'rebook-proof-1';
const hashes = z.array(z.base64().transform(text => Buffer.from(text, 'base64')));

const fileSchema = z.object({
  format: z.literal(format),
  stream: z.string(),
  /** The signed note, as it was given out. */
  checkpoint: z.string(),
  events: z.array(
    z.object({
      index: z.number().int().min(0),
      revision: z.string().regex(/^\d+$/).transform(BigInt),
      id: z.string(),
      type: z.string(),
      contentType: z.enum(['application/json', 'application/octet-stream']),
      /** How the bytes of `metadata` and `data` are written: as the text they are, or in base64. */
      encoding: z.enum(['utf8', 'base64']),
      metadata: z.string(),
      data: z.string(),
      inclusion: hashes,
    }),
  ),
  growth: z.array(z.object({ size: z.number().int().min(0), hashes })),
  /** Notes by which a key has named its successor. */
  successions: z.array(z.string()).default([]),
});

const inBase64 = (list: readonly Uint8Array[]): string[] => list.map(bytes => Buffer.from(bytes).toString('base64'));
const isText = (bytes: Uint8Array): boolean => Buffer.from(Buffer.from(bytes).toString('utf8')).equals(bytes);

export const exportText = ({ stream, checkpoint, events, growth, successions }: StreamExport): string =>
  `${JSON.stringify(
    {
      format,
      stream,
      checkpoint,
      events: events.map(written),
      growth: growth.map(({ size, hashes: list }) => ({ size, hashes: inBase64(list) })),
      successions: [...successions],
    } satisfies z.input<typeof fileSchema>,
    null,
    2,
  )}\n`;

function written({ index, revision, id, type, isJson, metadata, data, inclusion }: ExportedEvent) {
  const encoding = isText(metadata) && isText(data) ? ('utf8' as const) : ('base64' as const);
  return {
    index,
    revision: revision.toString(),
    id,
    type,
    contentType: isJson ? ('application/json' as const) : ('application/octet-stream' as const),
    encoding,
    metadata: Buffer.from(metadata).toString(encoding),
    data: Buffer.from(data).toString(encoding),
    inclusion: inBase64(inclusion),
  };
}

/** Throws `usage` where the text is no such file. */
export function parseExport(text: string, file: string): StreamExport {
  const parsed = fileSchema.safeParse(jsonIn(text));
  if (!parsed.success) {
    const place = parsed.error.issues[0]?.path.join('.');
    throw new Fault('usage', `${file} is no export of \`rebook replay --proof\`${place ? `: see ${place}` : ''}`);
  }
  const { stream, checkpoint, events, growth, successions } = parsed.data;
  return {
    stream,
    checkpoint,
    events: events.map(({ contentType, encoding, metadata, data, ...event }) => ({
      ...event,
      stream,
      isJson: contentType === 'application/json',
      metadata: Buffer.from(metadata, encoding),
      data: Buffer.from(data, encoding),
    })),
    growth,
    successions,
  };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
