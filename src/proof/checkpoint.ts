// Checkpoints: the size and the root of a log's tree, as a note that the log has signed (https://c2sp.org/tlog-checkpoint).
import { hashBytes, type TreeHead } from './merkle.ts';
import { type NoteProblem, openNote, type SigningKey, type VerifierKey } from './note.ts';

export interface Checkpoint extends TreeHead {
  /** Names the log. */
  origin: string;
}

/** The note for a tree's head. The key's name is the log's origin. */
export const signCheckpoint = ({ size, root }: TreeHead, key: SigningKey): string =>
  key.sign(`${key.name}\n${size}\n${Buffer.from(root).toString('base64')}\n`);

export type OpenedCheckpoint = Checkpoint | { problem: NoteProblem | 'checkpoint_malformed' };

/** What a checkpoint says, where one of these keys has signed it for its own log. */
export function openCheckpoint(note: string, keys: readonly VerifierKey[]): OpenedCheckpoint {
  const opened = openNote(note, keys);
  if ('problem' in opened) return opened;
  const checkpoint = parseCheckpoint(opened.text);
  if (!checkpoint) return { problem: 'checkpoint_malformed' };
  return keys.some(({ name }) => name === checkpoint.origin) ? checkpoint : { problem: 'signature_unknown' };
}

/** What is said, whoever says it; undefined where the text is no checkpoint's. Extension lines are passed over. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const [, origin = '', size = '', encoded = ''] =
    /^([^\n]+)\n(0|[1-9]\d*)\n([A-Za-z0-9+/=]+)\n(?:[^\n]+\n)*(?:\n|$)/.exec(text) ?? [];
  const root = Buffer.from(encoded, 'base64');
  const isWhole = root.length === hashBytes && root.toString('base64') === encoded && Number.isSafeInteger(Number(size));
  return isWhole ? { origin, size: Number(size), root } : undefined;
}
