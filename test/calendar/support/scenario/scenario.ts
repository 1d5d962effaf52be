// A seeded scenario: callers, staff and operators change appointments while Cal.com fails in every way, webhooks come late,
// twice or never, and processes die.

import { judgeAgreement, judgeTruth } from '../judge/judge.ts';
import { judgeAllowances } from '../judge/judge-allowances.ts';
import { judgeFees } from '../judge/judge-fees.ts';
import { judgeOthers } from '../judge/judge-others.ts';
import { judgeRequests } from '../judge/judge-requests.ts';
import { apiKey } from '../world.ts';
import { historyOf } from './history.ts';
import { openStage, type Playing, type Stage } from './stage.ts';
import { nextStep } from './steps.ts';

/** What is wrong at the end; `running` is a fault of the scenario or of the code under it. */
export interface Violation {
  of: 'agreement' | 'truth' | 'requests' | 'fees' | 'allowances' | 'others' | 'running';
  what: string;
}

export interface Ending {
  seed: number;
  steps: string[];
  violations: Violation[];
}

/** Plays one scenario to its end and tells what is wrong then. */
export async function play(seed: number, playing: Playing = {}): Promise<Ending> {
  const stage = await openStage(seed, playing);
  const { world, random, callers } = stage;
  const steps: string[] = [];
  const violations: Violation[] = [];
  const violated = (of: Violation['of'], found: readonly string[]) => violations.push(...found.map(what => ({ of, what })));
  try {
    const count = 8 + random.below(14);
    for (let index = 0; index < count; index += 1) {
      steps.push(await nextStep(stage));
      await world.clock.pass(random.below(400));
      await stage.takeWebhooks();
    }
    await settle(stage);
    if (stage.waiting() > 0) violated('running', [`${stage.waiting()} webhooks not worked off`]);
    if (!stage.drops) violated('agreement', await judgeAgreement(world, { isReconciled: false }));
    violated('agreement', await reconciled(stage));
    violated('agreement', await judgeAgreement(world, { isReconciled: true }));
    violated('truth', judgeTruth(world, callers.answers, stage.unconfirmed));
    violated('requests', judgeRequests(world));
    violated('fees', judgeFees(world, stage.uids));
    violated('others', judgeOthers(stage));
    await world.clock.pass(1_000);
    violated('allowances', await judgeAllowances(world));
  } catch (error) {
    violated('running', [error instanceof Error ? error.message : 'failed']);
  }
  if (violations.length > 0) steps.push(...historyOf(world), ...callers.answers.map(one => JSON.stringify(one)));
  await stage.close();
  return { seed, steps, violations };
}

/** An allowance that was claimed for nothing is given back by then. */
const fewestRounds = 4;

/** Cal.com is well again, and time passes until nothing is open, or for an hour. */
async function settle({ world, takeWebhooks, waiting, anythingOpen }: Stage): Promise<void> {
  world.sandbox.clearFaults();
  world.sandbox.setKeyTaken(apiKey, true);
  for (let round = 0; round < fewestRounds || (round < 30 && (await anythingOpen())); round += 1) {
    await world.clock.pass(2 * 60_000);
    await takeWebhooks();
  }
  for (let round = 0; round < 50 && waiting() > 0; round += 1) {
    await takeWebhooks();
    await world.clock.pass(1_000);
  }
}

/** What no webhook reported is found; a second run finds nothing to repair. */
async function reconciled({ world, reconcileOnce }: Stage): Promise<string[]> {
  await reconcileOnce();
  const count = world.store.all().length;
  const again = await reconcileOnce();
  const repaired = again?.findings.filter(({ action }) => action === 'repaired') ?? [];
  if (!again) throw new Error('reconciliation failed');
  return repaired.length > 0 || world.store.all().length !== count ? ['a second reconciliation changed something'] : [];
}
