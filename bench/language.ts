// How callers are understood: the corpus by group, and how long one text takes.

import { meaningsOf } from '../src/language/parse/meaning.ts';
import { outcomeOf } from '../test/language/corpus/evaluate.ts';
import { type Verdict, verdictOn } from '../test/language/corpus/judge.ts';
import { corpus, corpusFiles } from '../test/language/corpus/utterances.ts';

/** Texts that cost the most: as long as they may be, and full of words that mean several things. */
const hostile = [
  'drei zehn oder vier zehn oder acht zehn '.repeat(5).slice(0, 200),
  'am zweiten dritten vierten '.repeat(8).slice(0, 200),
  'nächsten Mittwoch oder Donnerstag um halb drei oder viertel vier am 14.12. oder 12-04 '.repeat(3).slice(0, 200),
  'the second of the third of the fourth at ten to two '.repeat(4).slice(0, 200),
  '1/2 3 1/4 4 14 12 10 30 930 1430 '.repeat(6).slice(0, 200),
  'bla blubb irgendwas '.repeat(10).slice(0, 200),
];
const rounds = 300;
const hugeTexts = 10_000;

const noneYet = (): Record<Verdict, number> => ({ right: 0, asked: 0, misled: 0, wrong: 0 });

export async function bench(): Promise<void> {
  const groups = new Map<string, Record<Verdict, number>>();
  const total = noneYet();
  for (const said of corpusFiles.flatMap(corpus)) {
    const verdict = verdictOn(said, await outcomeOf(said));
    const name = `${said.lang} ${said.group}`;
    const group = groups.get(name) ?? noneYet();
    group[verdict] += 1;
    total[verdict] += 1;
    groups.set(name, group);
  }
  for (const [name, { right, asked, misled, wrong }] of [...groups].sort()) {
    process.stdout.write(
      `${name.padEnd(30)} right ${String(right).padStart(4)}  asked ${String(asked).padStart(3)}  misled ${String(misled).padStart(3)}  wrong ${String(wrong).padStart(3)}\n`,
    );
  }
  const all = Object.values(total).reduce((sum, some) => sum + some);
  process.stdout.write(
    `${all} utterances: ${total.right} right, ${total.asked} asked without need (${((100 * total.asked) / all).toFixed(1)} %), ${total.misled} with something else suggested, ${total.wrong} wrong\n`,
  );
  speed();
}

function speed(): void {
  const context = { now: new Date('2026-11-23T09:00:00Z'), zone: 'Europe/Berlin', language: 'de' as const };
  const read = (text: string) => {
    const start = performance.now();
    meaningsOf({ day: text, time: undefined }, context);
    return performance.now() - start;
  };
  const texts = [
    ...corpusFiles.flatMap(corpus).flatMap(({ args }) => Object.values(args)),
    ...hostile.flatMap(text => Array.from({ length: rounds }, () => text)),
  ];
  for (const text of texts) read(text);
  const sorted = texts.map(read).sort((a, b) => a - b);
  const at = (part: number) => (sorted[Math.floor(sorted.length * part)] ?? 0).toFixed(2);
  process.stdout.write(
    `one text of at most 200 characters: median ${at(0.5)} ms, p99 ${at(0.99)} ms, slowest ${at(0.9999)} ms\n`,
  );
  const start = performance.now();
  for (let index = 0; index < hugeTexts; index += 1) read(`${hostile[index % hostile.length]} `.repeat(50));
  process.stdout.write(`${hugeTexts} texts of 10,000 characters: ${(performance.now() - start).toFixed(1)} ms\n`);
}
