// Checks an exported stream with nothing but the file and the keys that count.
import { type Checkpoint, type OpenedCheckpoint, openCheckpoint } from './checkpoint.ts';
import { leafHash, type StoredBytes } from './leaf.ts';
import { hasOnlyGrown, isIncluded } from './merkle.ts';
import type { VerifierKey } from './note.ts';
import { isOneLog, knownBy, openSuccession, type Succession } from './succession.ts';

export interface ExportedEvent extends StoredBytes {
  /** Of its leaf in the log. */
  index: number;
  /** What proves it: RFC 6962, section 2.1.1. */
  inclusion: readonly Uint8Array[];
}

/** Proves that a log has only grown since it had `size` leaves: RFC 6962, section 2.1.2. */
export interface Growth {
  size: number;
  hashes: readonly Uint8Array[];
}

export interface StreamExport {
  stream: string;
  checkpoint: string;
  /** Of one stream, in its order. */
  events: readonly ExportedEvent[];
  growth: readonly Growth[];
  /** Notes by which one key is known by another: `succession.ts`. */
  successions: readonly string[];
}

type CheckpointProblem = Extract<OpenedCheckpoint, { problem: unknown }>['problem'];

export type ExportFinding =
  /** Nobody known vouches for any of it. */
  | { kind: 'checkpoint'; problem: CheckpointProblem }
  /** It holds no event, so it says nothing. */
  | { kind: 'empty' }
  /** The event is not the one that stands in the log. */
  | { kind: 'not_included'; revision: bigint; index: number }
  /** It is of another stream, or out of its order, or one before it is missing. */
  | { kind: 'not_in_order'; revision: bigint; index: number }
  | { kind: 'since'; size: number; problem: CheckpointProblem | 'other_log' | 'not_grown' | 'proof_missing' };

export interface CheckedExport {
  checkpoint: Checkpoint | undefined;
  findings: readonly ExportFinding[];
}

/** `since`: checkpoints that the one who checks has kept, as they were given out. */
export function checkExport(exported: StreamExport, given: readonly VerifierKey[], since: readonly string[] = []): CheckedExport {
  const successions = exported.successions.flatMap(note => openSuccession(note) ?? []);
  const keys = knownBy(given, successions);
  const trusted = successions.filter(({ from }) => keys.some(({ text }) => text === from.text));
  const checkpoint = openCheckpoint(exported.checkpoint, keys);
  if ('problem' in checkpoint) return { checkpoint: undefined, findings: [{ kind: 'checkpoint', problem: checkpoint.problem }] };
  const findings: ExportFinding[] = exported.events.length === 0 ? [{ kind: 'empty' }] : [];
  let before: ExportedEvent | undefined;
  for (const event of exported.events) {
    const { revision, index, inclusion } = event;
    const isIn = isIncluded({ index, leaf: leafHash(event), hashes: inclusion }, checkpoint);
    if (!isIn) findings.push({ kind: 'not_included', revision, index });
    const follows = revision === (before?.revision ?? -1n) + 1n && index > (before?.index ?? -1);
    if (event.stream !== exported.stream || !follows) findings.push({ kind: 'not_in_order', revision, index });
    before = event;
  }
  for (const note of since) {
    const finding = checkGrowth(openCheckpoint(note, keys), checkpoint, exported.growth, trusted);
    if (finding) findings.push(finding);
  }
  return { checkpoint, findings };
}

function checkGrowth(
  older: OpenedCheckpoint,
  newer: Checkpoint,
  growth: readonly Growth[],
  successions: readonly Succession[],
): ExportFinding | undefined {
  if ('problem' in older) return { kind: 'since', size: 0, problem: older.problem };
  const { size } = older;
  if (!isOneLog(older.origin, newer.origin, successions)) return { kind: 'since', size, problem: 'other_log' };
  const needsProof = size > 0 && size < newer.size;
  const proof = growth.find(one => one.size === size);
  if (needsProof && !proof) return { kind: 'since', size, problem: 'proof_missing' };
  return hasOnlyGrown(older, newer, proof?.hashes ?? []) ? undefined : { kind: 'since', size, problem: 'not_grown' };
}
