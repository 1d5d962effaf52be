// Says in words what a check of events against the transparency log has found.
import type { VerifyFinding } from '../../../platform/proof/verify-store.ts';
import type { ExportFinding } from '../../../proof/check-export.ts';

const checkpointProblems = {
  contradicted: 'the signature is good, and the events make another tree: something before it was changed after it was signed',
  too_large: 'it vouches for more events than there are: the end of the store was cut off, or this is another store',
  signature_invalid: 'the signature is not that of the key: the checkpoint was changed',
  signature_unknown: 'no known key has signed it',
  note_malformed: 'it is not written as a signed note',
  checkpoint_malformed: 'it is not written as a checkpoint of its size',
} as const;

/** What was found in a whole store: where, and what it means. */
export function storeFinding(finding: VerifyFinding): string {
  switch (finding.kind) {
    case 'altered':
      return `${placeOf(finding)}: the event is not the one that was recorded; its data, metadata, type, id or place was changed`;
    case 'exchanged':
      return `${placeOf(finding)}: it stands where another event was recorded, which stands at index ${finding.other}: the two were exchanged`;
    case 'removed':
      return finding.count === 1
        ? `index ${finding.index}: the event that was recorded there is missing: it was removed`
        : `index ${finding.index}: ${finding.count} events that were recorded from there on are missing: they were removed`;
    case 'added':
      return `${placeOf(finding)}: the event was not recorded: it was added later, before others`;
    case 'replaced':
      return `${placeOf(finding)}: from here on nothing is as it was recorded: the events were replaced by others`;
    case 'tile':
      return `tile ${finding.index} of level ${finding.level}: the log's own record was changed or is missing; the events are not concerned`;
    case 'truncated':
      return `stream ${finding.stream}: it was deleted or given limits, so that readers of the stream miss events`;
    case 'no_checkpoint':
      return `the log has ${finding.size} leaves and no checkpoint with a good signature: none was signed, or they were removed`;
    case 'checkpoints_missing':
      return missingCheckpoints(finding);
    case 'log_cut':
      return `the log ${finding.log} says that it has ${finding.size} leaves, and its tiles have ${finding.inTiles}: its record was cut off`;
    case 'log_missing':
      return `the log ${finding.log} is not in the database, or under another key: it was removed or exchanged`;
    case 'checkpoint':
      return `checkpoint of ${finding.size} events (${finding.from}): ${checkpointProblems[finding.problem]}`;
    default:
      return finding satisfies never;
  }
}

function missingCheckpoints({ log, signed, there }: Extract<VerifyFinding, { kind: 'checkpoints_missing' }>): string {
  const what = `the log ${log} has signed at least ${signed.count} checkpoints, the last of ${signed.largest} events`;
  return `${what}; ${there.there} are there, the last of ${there.largest}: others were removed, and events after that may have been changed`;
}

const placeOf = ({ index, event }: Extract<VerifyFinding, { event: unknown }>): string =>
  `index ${index}, ${event.stream}@${event.revision}, position ${event.position}`;

/** What was found in an export. */
export function exportFinding(finding: ExportFinding): string {
  switch (finding.kind) {
    case 'checkpoint':
      return `its checkpoint: ${checkpointProblems[finding.problem]}`;
    case 'not_included':
      return `revision ${finding.revision}: the log has something else at index ${finding.index}: the event was changed`;
    case 'empty':
      return 'it holds no event: every one may have been left out';
    case 'not_in_order':
      return `revision ${finding.revision} (index ${finding.index}): it is of another stream, or an event before it was left out`;
    case 'since':
      return `the older checkpoint of ${finding.size} events: ${sinceProblem(finding)}`;
    default:
      return finding satisfies never;
  }
}

function sinceProblem({ size, problem }: Extract<ExportFinding, { kind: 'since' }>): string {
  switch (problem) {
    case 'other_log':
      return 'it is of another log';
    case 'not_grown':
      return 'the log has not only grown since: what it vouches for was changed';
    case 'proof_missing':
      return `the file has no proof from there: export it with a checkpoint of ${size} events in --since, or name the tiles with --tiles`;
    default:
      return checkpointProblems[problem];
  }
}
