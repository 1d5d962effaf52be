// All checkpoints that were ever given out, from each place for copies that can be asked.
import type { KeptCheckpoint } from '../../platform/proof/verify-checkpoints.ts';
import { copiedCheckpoints } from './folder-copies.ts';

export interface PlacesForCopies {
  proofDir: string | undefined;
  natsUrl: string | undefined;
  /** `REBOOK_PROOF` unless given. */
  streamName?: string;
}

/** Of logs of these names. `onSilent` hears the variable of a place that could not be asked to its end. */
export async function* allCopies(
  { proofDir, natsUrl, streamName = 'REBOOK_PROOF' }: PlacesForCopies,
  origins: readonly string[],
  onSilent: (place: string) => void,
): AsyncGenerator<KeptCheckpoint> {
  const places: [string, () => AsyncGenerator<string>][] = [];
  if (proofDir !== undefined) for (const origin of origins) places.push(['PROOF_DIR', () => copiedCheckpoints(proofDir, origin)]);
  if (natsUrl !== undefined) places.push(['NATS_URL', () => fromBroker({ natsUrl, streamName })]);
  for (const [from, notes] of places)
    try {
      for await (const note of notes()) yield { from, note };
    } catch {
      onSilent(from);
    }
}

async function* fromBroker(options: { natsUrl: string; streamName: string }): AsyncGenerator<string> {
  const { publishedCheckpoints } = await import('./broker-copies.ts');
  yield* publishedCheckpoints(options);
}
