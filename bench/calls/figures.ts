// Measures a cancel call beside one INSERT, beside what a user would write instead, and beside the least it can cost: all in one run,
// in rounds in which each has its turn, since the machine is never the same for long.
import { Client } from 'pg';
import { openBench } from '../open-bench.ts';
import { benchProcess } from '../process.ts';
import { settleDatabase } from '../settle.ts';
import { watchCalendar } from './calendar-share.ts';
import { startContenders } from './contenders.ts';
import { watchMachine } from './machine.ts';
import { processorTable, resultTable, turnText, wantedTable } from './report.ts';
import { createPlayer, type Player, type Turn } from './rounds.ts';

const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const appointments = Number(process.env.BENCH_APPOINTMENTS ?? 8_000);

export async function bench(): Promise<void> {
  const calendar = watchCalendar();
  const open = await openBench(appointments);
  const client = new Client({ connectionString: open.databaseUrl });
  try {
    const contenders = await startContenders(open, appointments);
    await client.connect();
    const turns = new Map<Player, Turn[]>();
    for (const contender of contenders) turns.set(await createPlayer(contender, client, calendar), []);
    for (let round = 0; round < rounds; round += 1) await play(turns, round, open.databaseUrl);
    for (const player of turns.keys()) await player.check();
    await client.end();
    for (const { stop } of contenders) await stop();
    const started = await benchProcess(open.env);
    const results = [...turns].map(([{ contender }, each]) => ({ name: contender.name, turns: each }));
    for (const text of [resultTable(results), processorTable(results), wantedTable(results, started)])
      process.stdout.write(`\n${text}\n`);
  } finally {
    await open.close();
  }
}

/** Everybody's turn, each round in another order. */
async function play(turns: Map<Player, Turn[]>, round: number, databaseUrl: string): Promise<void> {
  const players = [...turns.keys()];
  const first = round % players.length;
  const machine = await watchMachine();
  for (const player of [...players.slice(first), ...players.slice(0, first)]) {
    await settleDatabase(databaseUrl);
    const turn = await player.turn();
    turns.get(player)?.push(turn);
    process.stdout.write(`round ${round + 1}  ${turnText(player.contender.name, turn)}\n`);
  }
  process.stdout.write(`round ${round + 1}  the machine: ${await machine()}\n`);
}
