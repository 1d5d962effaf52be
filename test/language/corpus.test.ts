// What callers and language models say, each in its situation: nothing is understood as something else, and little is asked that a
// receptionist would have understood.
import { expect, test } from 'vitest';
import { corpus, outcomeOf, type Utterance, verdictOn } from './corpus/evaluate.ts';

/** The most that may be asked without need, of all that could have been done. */
const mostAsked = 0.08;

const told = (said: Utterance, outcome: unknown) =>
  `${said.now} ${said.do} ${JSON.stringify(said.args)}: ${JSON.stringify(outcome)} for ${JSON.stringify(said.right)}`;

test('of the whole corpus nothing is understood as something else, and little is asked without need', async () => {
  const all = corpus();
  const judged = await Promise.all(
    all.map(async said => {
      const outcome = await outcomeOf(said);
      return { said, outcome, verdict: verdictOn(said, outcome) };
    }),
  );
  expect(all.length).toBeGreaterThan(1_500);
  expect(judged.filter(({ verdict }) => verdict === 'wrong').map(({ said, outcome }) => told(said, outcome))).toEqual([]);
  const asked = judged.filter(({ verdict }) => verdict === 'asked');
  expect(asked.length / all.length, asked.map(({ said, outcome }) => told(said, outcome)).join('\n')).toBeLessThanOrEqual(
    mostAsked,
  );
});
