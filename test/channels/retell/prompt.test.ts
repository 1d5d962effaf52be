// The prompt tells the agent what to do with every answer, and names nothing that is not there.
import { describe, expect, test } from 'vitest';
import { answerSchema } from '../../../src/calls/answer/answer.ts';
import { callFunctions } from '../../../src/calls/functions/index.ts';
import { toolDefinitions } from '../../../src/channels/retell/function-definitions.ts';
import { markedPrompt, promptIn, withOurPart } from '../../../src/channels/retell/prompt/prompt.ts';
import { variableDefaults } from '../../../src/channels/retell/setup/plan.ts';
import { codes, nextActions } from '../../../src/domain/codes.ts';
import { languageSchema } from '../../../src/domain/values.ts';

const statuses = [...new Set(Object.values(codes).map(({ status }) => status))].filter(status => status !== 'error');
const functions = toolDefinitions('https://rebook.example').map(({ name }) => name);
const argumentNames = new Set(callFunctions.flatMap(one => Object.keys(one.arguments.shape)));

/** What a list item is about: the words before its colon. */
const handled = (prompt: string): string[] =>
  [...prompt.matchAll(/^- ([a-z_, ]+): (.+)$/gm)].flatMap(([, names = '', rule = '']) =>
    rule.length > 15 ? names.split(', ') : [],
  );

describe.each(languageSchema.options)('the prompt in %s', language => {
  const prompt = promptIn(language);

  test.each(statuses)('says what the status %s means', status => expect(handled(prompt)).toContain(status));
  test.each([...nextActions])('says what to do on the next action %s', action => expect(handled(prompt)).toContain(action));
  test.each(functions)('says when to call %s', name => expect(handled(prompt)).toContain(name));

  test('names only functions, arguments, fields, statuses and actions that are there', () => {
    const known = new Set<string>([
      ...functions,
      ...argumentNames,
      ...Object.keys(answerSchema.shape),
      ...statuses,
      ...nextActions,
      ...Object.keys(variableDefaults),
      // The ending of several arguments.
      '_iso',
    ]);
    const named = [...prompt.matchAll(/\b[a-z]+(?:_[a-z]+)+\b|(?<!\w)_[a-z]+\b/g)].map(([name]) => name);
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter(name => !known.has(name))).toEqual([]);
  });

  test('gives each function all arguments that it cannot do without', () => {
    for (const { name, required } of callFunctions) {
      const [, rule = ''] = new RegExp(`^- ${name}: (.+)$`, 'm').exec(prompt) ?? [];
      for (const argument of required) expect(rule, name).toContain(argument);
    }
  });

  test('uses only variables that have a default', () => {
    const used = [...prompt.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name);
    expect(used.length).toBeGreaterThan(3);
    expect(used.filter(name => !Object.hasOwn(variableDefaults, name))).toEqual([]);
  });

  test('takes a fee only after a yes', () => {
    const [, rule = ''] = /^- confirm_fee: (.+)$/m.exec(prompt) ?? [];
    expect(rule).toContain('fee_accepted: true');
    expect(rule).toMatch(/klaren Ja|clear yes/);
  });

  test('has 6,000 characters at most', () => expect(markedPrompt(language).length).toBeLessThanOrEqual(6_000));
});

describe('our part of the customer’s prompt', () => {
  test('stands after their text, and is all there is where they have none', () => {
    expect(withOurPart('Du heißt Anna.\n', 'de')).toBe(`Du heißt Anna.\n\n${markedPrompt('de')}`);
    for (const none of [null, undefined, '', ' \n']) expect(withOurPart(none, 'en')).toBe(markedPrompt('en'));
  });

  test('is replaced in its place, and theirs stays on both sides', () => {
    const theirs = `Before.\n<!-- rebook: begin, of an earlier version -->\nold\n<!-- rebook: end -->\nAfter.`;
    const once = withOurPart(theirs, 'en');
    expect(once).toBe(`Before.\n${markedPrompt('en')}\nAfter.`);
    expect(withOurPart(once, 'en')).toBe(once);
    expect(withOurPart(once, 'de')).toBe(`Before.\n${markedPrompt('de')}\nAfter.`);
  });

  test.each([
    ['a beginning without an end', 'x\n<!-- rebook: begin -->\ny'],
    ['an end without a beginning', 'x\n<!-- rebook: end -->\ny'],
    ['an end before its beginning', '<!-- rebook: end -->\n<!-- rebook: begin -->'],
    ['two of them', `${markedPrompt('de')}\n${markedPrompt('de')}`],
  ])('is not guessed at: %s', (_, text) => {
    expect(() => withOurPart(text, 'de')).toThrow(expect.objectContaining({ code: 'retell_prompt_markers' }));
  });
});
