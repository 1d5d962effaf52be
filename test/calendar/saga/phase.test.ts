// How far a run has come, by what it has observed: what may have been sent is never forgotten too early.
import { describe, expect, it } from 'vitest';
import type { Tried } from '../../../src/calendar/provider.ts';
import { nothingUnderWay, phaseAfter, sentUnder } from '../../../src/calendar/saga/phase.ts';
import { type Observation, type Phase, type Sent, type Step, startOf } from '../../../src/calendar/saga/situation.ts';

const at = new Date('2026-10-05T08:00:00.000Z');
const having = (phase: Phase, ...observations: Observation[]): Phase =>
  observations.reduce((known, observation) => phaseAfter(known, observation, at), phase);
const tried = (result: Tried): Observation => ({ kind: 'tried', tried: result });
const refused = (code: 'slot_unavailable' | 'conflict' | 'already_cancelled'): Tried => ({
  kind: 'refused',
  httpStatus: 400,
  code,
  message: '',
});
const lost: Tried = { kind: 'connection_lost' };
const unsent: Tried = { kind: 'unreachable', code: 'ECONNREFUSED' };
const yes: Tried = { kind: 'unreadable', httpStatus: 201 };

describe('what may have been sent', () => {
  it.each<[string, Sent, Tried, Sent]>([
    ['a refusal in its own words is over', 'nothing', refused('slot_unavailable'), 'refused'],
    ['a conflict is not', 'nothing', refused('conflict'), 'unclear'],
    ['what got no answer may take effect', 'nothing', lost, 'unclear'],
    ['what never got there may not', 'nothing', unsent, 'nothing'],
    ['what never got there changes nothing of what was refused before', 'refused', unsent, 'refused'],
    ['a refusal ends nothing that is in flight', 'unclear', refused('slot_unavailable'), 'unclear'],
    ['an earlier change’s request stays one', 'inherited', lost, 'inherited'],
  ])('%s', (_, before, result, sent) => {
    expect(having(startOf(before), tried(result)).sent).toBe(sent);
  });

  it('is what the lease says when a run begins', () => {
    expect(sentUnder({ firstSentAt: null, inherited: false })).toBe('nothing');
    expect(sentUnder({ firstSentAt: at, inherited: false })).toBe('unclear');
    expect(sentUnder({ firstSentAt: at, inherited: true })).toBe('inherited');
  });

  const reverts: Step = { kind: 'record', outcome: { kind: 'reverted', code: 'slot_unavailable' } };
  it.each<[string, boolean, Phase, Step]>([
    ['it never got there', true, having(startOf('nothing'), tried(unsent)), { kind: 'send', afterMs: 0 }],
    [
      'the only request was refused, and did nothing',
      true,
      having(startOf('nothing'), tried(refused('slot_unavailable'))),
      reverts,
    ],
    [
      'the look is still to come',
      false,
      having(startOf('nothing'), tried(refused('slot_unavailable'))),
      { kind: 'look', afterMs: 0 },
    ],
    ['another one is in flight', false, having(startOf('unclear'), tried(refused('slot_unavailable'))), reverts],
    ['the last one got no answer', false, having(startOf('nothing'), tried(lost)), reverts],
  ])('may be forgotten by the lease where %s: %s', (_, forgotten, phase, step) => {
    expect(nothingUnderWay(phase, step)).toBe(forgotten);
  });
});

it('a yes that could not be read is not forgotten by any try after it', () => {
  const phase = having(startOf('nothing'), tried(yes), tried(refused('slot_unavailable')));
  expect(phase).toMatchObject({ kind: 'said_yes', sent: 'unclear', cause: { code: 'slot_unavailable' } });
});

it('refusals that a competing change explains are counted over all tries', () => {
  const phase = having(startOf('nothing'), tried(refused('already_cancelled')), tried(lost), tried(refused('conflict')));
  expect(phase).toMatchObject({ kind: 'failed', conflicts: 2 });
});

it('looks count since the last try, and since the booking is known by another uid', () => {
  const looked: Observation = { kind: 'looked', seen: { kind: 'not_found' } };
  const phase = having(startOf('unclear'), looked, looked);
  expect(phase.looks).toEqual([
    { at, found: 'not_found' },
    { at, found: 'not_found' },
  ]);
  expect(having(phase, tried(lost)).looks).toEqual([]);
  expect(having(phase, { kind: 'linked', refused: undefined }).looks).toEqual([]);
});

it('whether the time is free is asked again after each try', () => {
  const checked = having(startOf('nothing'), tried(lost), { kind: 'slot_checked', slot: 'taken' });
  expect(checked).toMatchObject({ slot: 'taken' });
  expect(having(checked, tried(lost))).toMatchObject({ slot: undefined });
});
