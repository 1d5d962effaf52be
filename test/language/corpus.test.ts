// What callers and language models say, each in its situation: nothing is understood as something else, and little is asked that a
// receptionist would have understood.
import { expect, test } from 'vitest';
import { outcomeOf } from './corpus/evaluate.ts';
import { type Verdict, verdictOn } from './corpus/judge.ts';
import { corpus, corpusFiles, corpusKinds, type Utterance } from './corpus/utterances.ts';

/** The most that may be asked without need. Of sentences full of reasons more is asked, and of traps it is right to ask more. */
const mostAsked = { ordinary: 0.08, sentences: 0.18, traps: 0.25 };
/** The most questions that may name only what cannot be meant: words no list knows stand between a word that is known and its sense. */
const mostMisled = { ordinary: 0.01, sentences: 0.02, traps: 0.025 };

const described = (said: Utterance, outcome: unknown) =>
  `${said.now} ${said.do} ${JSON.stringify(said.args)}: ${JSON.stringify(outcome)} for ${JSON.stringify(said.right)}`;

const judged = new Map(
  await Promise.all(
    corpusFiles.map(async file => {
      const all = corpus(file).map(async said => {
        const outcome = await outcomeOf(said);
        return { said, outcome, verdict: verdictOn(said, outcome) };
      });
      return [file, await Promise.all(all)] as const;
    }),
  ),
);

test('the corpus has at least 1,500 utterances', () => {
  expect(corpusFiles.flatMap(corpus).length).toBeGreaterThan(1_500);
});

test.each(corpusFiles)('%s: nothing is understood as something else', file => {
  const wrong = (judged.get(file) ?? []).filter(({ verdict }) => verdict === 'wrong');
  expect(wrong.map(({ said, outcome }) => described(said, outcome))).toEqual([]);
});

const kinds = Object.entries(corpusKinds) as [keyof typeof corpusKinds, readonly string[]][];
const judgedAs = (verdict: Verdict, files: readonly string[]) => {
  const all = files.flatMap(file => judged.get(file) ?? []);
  const those = all.filter(one => one.verdict === verdict);
  return { share: those.length / all.length, list: those.map(({ said, outcome }) => described(said, outcome)).join('\n') };
};

test.each(kinds)('%s: little is asked without need', (kind, files) => {
  const { share, list } = judgedAs('asked', files);
  expect(share, list).toBeLessThanOrEqual(mostAsked[kind]);
});

test.each(kinds)('%s: questions hardly ever suggest something else', (kind, files) => {
  const { share, list } = judgedAs('misled', files);
  expect(share, list).toBeLessThanOrEqual(mostMisled[kind]);
});
