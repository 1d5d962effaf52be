// What callers and language models say, each in its situation: nothing is understood as something else, and little is asked that a
// receptionist would have understood.
import { expect, test } from 'vitest';
import { corpus, corpusFiles, outcomeOf, type Utterance, verdictOn } from './corpus/evaluate.ts';

/** The most that may be asked without need. The traps were written to be misunderstood: there it is right to ask more. */
const mostAsked = { ordinary: 0.08, traps: 0.3 };

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

test.each([
  ['what is said in passing, in German and English', corpusFiles.filter(file => file !== 'traps'), mostAsked.ordinary],
  ['the traps', ['traps'], mostAsked.traps],
])('%s: little is asked without need', (_, files, most) => {
  const all = files.flatMap(file => judged.get(file) ?? []);
  const asked = all.filter(({ verdict }) => verdict === 'asked');
  expect(asked.length / all.length, asked.map(({ said, outcome }) => described(said, outcome)).join('\n')).toBeLessThanOrEqual(
    most,
  );
});
