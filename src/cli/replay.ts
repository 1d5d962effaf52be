// `rebook replay`: a stream as it happened, and for a call every answer worked out again.
import { type Command, InvalidArgumentError } from 'commander';
import { DateTime } from 'luxon';
import { loadConfig } from '../config.ts';
import { categoryOf } from '../domain/ids.ts';
import { connectEventStore, type EventStore } from '../eventstore/store.ts';
import { openEventStoreUrl } from './open-servers.ts';
import { eventLines, eventRecord } from './replay-events.ts';
import { isWithin, type ReplayUntil } from './replay-until.ts';
import { table } from './table.ts';
import { printable, type Terminal } from './terminal.ts';
import { Unsuccessful } from './unsuccessful.ts';

/** One answer of a call's stream, as it was given and as the streams alone give it today. */
export interface ReplayedAnswer {
  function: string;
  n: number;
  given: { status: string; code: string };
  recomputed: { status: string; code: string };
  equal: boolean;
}

interface ReplayOptions {
  at?: Date;
  revision?: bigint;
  json?: boolean;
  personal?: boolean;
}

export function addReplay(program: Command, terminal: Terminal): void {
  program
    .command('replay')
    .argument('<stream>', 'its name, as in appointment-COMPANY.ID, call-ID, customer-COMPANY.ID, company-ID')
    .description('print what happened in a stream; for a call, work every answer out again and compare')
    .option('--at <time>', 'only what was recorded up to this time (ISO 8601)', parseTime)
    .option('--revision <n>', 'only the events up to this revision', parseRevision)
    .option('--personal', 'show names, numbers and free text as well')
    .option('--json', 'print events and answers as JSON')
    .addHelpText('after', '\nThe exit code is 1 where the stream does not exist, or an answer comes out differently.')
    .action(async (stream: string, { at, revision, json, personal = false }: ReplayOptions) => {
      const opened = await openEventStoreUrl(loadConfig(terminal.env), terminal);
      const store = connectEventStore(opened.url, terminal.clock);
      try {
        const until: ReplayUntil = { at, revision };
        const events = (await store.read(stream)).filter(event => isWithin(event, until));
        if (events.length === 0) throw new Unsuccessful(`no events in ${stream}`);
        const answers = await replayedAnswers(store, stream, until);
        if (json) terminal.out(printable({ stream, events: events.map(event => eventRecord(event, personal)), answers }));
        else terminal.out([eventLines(events, personal), ...(answers.length > 0 ? ['', answerLines(answers)] : [])].join('\n'));
        if (answers.some(answer => !answer.equal)) throw new Unsuccessful('an answer comes out differently');
      } finally {
        await store.close();
        await opened.stop();
      }
    });
}

async function replayedAnswers(store: EventStore, stream: string, until: ReplayUntil): Promise<ReplayedAnswer[]> {
  if (!['call', 'request'].includes(categoryOf(stream))) return [];
  const { replayStream } = await import('../reception/replay.ts');
  return replayStream(store, stream, until);
}

function answerLines(answers: ReplayedAnswer[]): string {
  const said = ({ status, code }: ReplayedAnswer['given']) => (status === code ? status : `${status} (${code})`);
  const rows = answers.map(answer => [
    answer.function,
    String(answer.n),
    said(answer.given),
    said(answer.recomputed),
    answer.equal ? 'yes' : 'NO',
  ]);
  return table(['FUNCTION', 'TRY', 'ANSWERED', 'WORKED OUT AGAIN', 'EQUAL'], rows);
}

function parseTime(text: string): Date {
  const time = DateTime.fromISO(text);
  if (!time.isValid) throw new InvalidArgumentError('not an ISO 8601 time');
  return time.toJSDate();
}

function parseRevision(text: string): bigint {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('not a revision');
  return BigInt(text);
}
