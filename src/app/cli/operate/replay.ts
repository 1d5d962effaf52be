// `rebook replay`: prints a stream as it happened, and for a call recomputes every answer.
import { type Command, InvalidArgumentError } from 'commander';
import { DateTime } from 'luxon';
import type { ReplayedAnswer } from '../../../audit/replay.ts';
import type { Recorded } from '../../../domain/event-catalogue.ts';
import { categoryOf } from '../../../domain/ids.ts';
import type { EventStore } from '../../../platform/eventstore/store.ts';
import type { Config } from '../../config/config.ts';
import { CommandFailed } from '../command-failed.ts';
import { configurationOf } from '../configuration.ts';
import { table } from '../table.ts';
import { printable, type Terminal } from '../terminal.ts';
import { decidedIn, eventLines, eventRecord } from './replay-events.ts';
import { isWithin, type ReplayUntil } from './replay-until.ts';

interface ReplayOptions {
  at?: Date;
  revision?: bigint;
  json?: boolean;
  personal?: boolean;
  proof?: string;
  since: string[];
}

export function addReplay(program: Command, terminal: Terminal): void {
  program
    .command('replay')
    .argument('<stream>', 'its name, as in appointment-COMPANY.ID, call-ID, request-COMPANY.KEY, customer-COMPANY.ID, company-ID')
    .option('--at <time>', 'only what was recorded up to this time (ISO 8601, in UTC where it names no zone)', parseTime)
    .option('--revision <n>', 'only the events up to this revision', parseRevision)
    .option('--personal', 'show names, numbers and free text as well')
    .option('--json', 'print events and answers as JSON')
    .option(
      '--proof <file>',
      'write the events as they are stored, personal data included, with what proves that they are in the log',
    )
    .option('--since <file>', 'a checkpoint somebody has kept, from which the file proves growth; may be repeated', collect, [])
    .addHelpText('after', '\nThe exit code is 1 where the stream does not exist, or an answer comes out differently.')
    .action(async (stream: string, { at, revision, json, personal = false, proof, since }: ReplayOptions) => {
      const { connectEventStore } = await import('../../../platform/eventstore/store.ts');
      const { openFilledStores } = await import('../open-servers.ts');
      const { connectVault } = await import('../../../platform/vault/vault.ts');
      const { vaultPlaceOf } = await import('../../config/vault-place.ts');
      const config = configurationOf(terminal);
      const opened = await openFilledStores(config, terminal);
      const vault = connectVault(vaultPlaceOf(config, opened.databaseUrl));
      const store = connectEventStore(opened.eventStoreUrl, terminal.clock, { vault });
      try {
        const until: ReplayUntil = { at, revision };
        const all = await store.read(stream);
        if (all.length === 0) throw new CommandFailed(`no events in ${stream}${await meant(store, stream, placeOf(config))}`);
        const events = all.filter(event => isWithin(event, until));
        if (events.length === 0) throw new CommandFailed(`no events in ${stream} up to there`);
        if (proof !== undefined) {
          const { writeProof } = await import('../proof/export.ts');
          const wanted = new Set(events.map(event => event.revision));
          const { databaseUrl } = opened;
          await writeProof(
            { stream, file: proof, since, isWanted: one => wanted.has(one) },
            { store, databaseUrl, config, terminal },
          );
        }
        const answers = await replayedAnswers(store, stream, { events, personal });
        if (json)
          terminal.out(
            printable({
              stream,
              events: events.map(event => eventRecord(event, personal)),
              answers,
            }),
          );
        else terminal.out([eventLines(events, personal), ...after(answers, decidedIn(events))].join('\n'));
        if (answers.some(answer => !answer.equal)) throw new CommandFailed('an answer comes out differently');
      } finally {
        await store.close();
        await vault.close();
        await opened.stop();
      }
    });
}

/** What was answered there; of an appointment, where its decisions were made. */
function after(answers: ReplayedAnswer[], streams: string[]): string[] {
  if (answers.length > 0) return ['', answerLines(answers)];
  return streams.length > 0 ? ['', 'Its decisions are made again by', ...streams.map(name => `  rebook replay ${name}`)] : [];
}

const collect = (one: string, others: string[]): string[] => [...others, one];

const categories = ['call', 'request', 'appointment', 'customer', 'company', 'booking', 'line'];

/** What was probably meant: the id was given without the kind of its stream. */
async function meant(store: EventStore, id: string, place: string): Promise<string> {
  const candidates = categories.map(category => `${category}-${id}`);
  const found = await Promise.all(candidates.map(async name => ((await store.read(name)).length > 0 ? [name] : [])));
  const names = found.flat();
  return names.length > 0
    ? `: did you mean ${names.join(' or ')}?`
    : ` of ${place}; a stream is called call-ID, request-COMPANY.KEY, appointment-COMPANY.ID, customer-COMPANY.ID or company-ID`;
}

/** Never the connection string, which may hold a password. */
const placeOf = ({ eventstoreUrl, dataDir }: Config): string =>
  eventstoreUrl === undefined ? `the data folder ${dataDir}` : 'the store of EVENTSTORE_URL';

/** The answers among these events, each decided again; none where the stream is no call's and no request's. */
async function replayedAnswers(
  store: EventStore,
  stream: string,
  { events, personal }: { events: Recorded[]; personal: boolean },
): Promise<ReplayedAnswer[]> {
  if (!['call', 'request'].includes(categoryOf(stream))) return [];
  const { replayAnswers } = await import('../../../audit/replay.ts');
  const keyOf = ({ requestKey, n }: { requestKey: string; n: number }) => `${requestKey} ${n}`;
  const within = new Set(events.flatMap(event => (event.type === 'FunctionAnswered' ? [keyOf(event.data)] : [])));
  return (await replayAnswers(store, stream, { personal })).filter(answer => within.has(keyOf(answer)));
}

function answerLines(answers: ReplayedAnswer[]): string {
  const rows = answers.map(({ function: name, n, answer, recomputedCode, equal, erased }) => [
    name,
    String(n),
    answer.status,
    answer.code,
    recomputedCode ?? '(no decision)',
    equal ? (erased ? 'yes (words erased)' : 'yes') : 'NO',
    answer.message,
  ]);
  return table(['FUNCTION', 'TRY', 'STATUS', 'CODE', 'DECIDED AGAIN', 'EQUAL', 'SAID'], rows);
}

function parseTime(text: string): Date {
  // Read in UTC where it names no zone, like every time in the store: not in the zone of the machine it runs on.
  const time = DateTime.fromISO(text, { zone: 'utc' });
  if (!time.isValid) throw new InvalidArgumentError('not an ISO 8601 time');
  return time.toJSDate();
}

function parseRevision(text: string): bigint {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('not a revision');
  return BigInt(text);
}
