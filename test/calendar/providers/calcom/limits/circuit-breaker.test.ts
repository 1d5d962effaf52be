import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type CircuitBreaker,
  createCircuitBreaker,
  type Verdict,
} from '../../../../../src/calendar/providers/calcom/limits/circuit-breaker.ts';
import { createManualClock, type ManualClock } from '../../../../support/manual-clock.ts';

let clock: ManualClock;
let circuit: CircuitBreaker;
let changes: string[];

beforeEach(() => {
  clock = createManualClock('2026-10-05T08:00:00.000Z');
  changes = [];
  circuit = createCircuitBreaker({ clock, onChange: state => changes.push(state) });
});

afterEach(() => {
  vi.useRealTimers();
});

const call = (verdict: Verdict) => circuit.run(async () => ({ value: verdict, verdict }));
async function calls(verdict: Verdict, times: number) {
  for (let index = 0; index < times; index += 1) await call(verdict);
}

/** A call whose end the test decides. */
function slowCall() {
  let end: (verdict: Verdict) => void = () => undefined;
  const outcome = circuit.run(
    () =>
      new Promise<{ value: string; verdict: Verdict }>(resolve => {
        end = verdict => resolve({ value: 'slow', verdict });
      }),
  );
  return { outcome, end: (verdict: Verdict) => end(verdict) };
}

describe('the circuit', () => {
  it('opens at the fifth failure in a row, not before', async () => {
    await calls('failure', 4);
    expect(circuit.state()).toBe('closed');
    await call('failure');
    expect(circuit.state()).toBe('open');
    expect(circuit.openUntil()).toEqual(new Date('2026-10-05T08:01:00.000Z'));
  });

  it('begins counting again after a success', async () => {
    await calls('failure', 4);
    await call('success');
    await calls('failure', 4);
    expect(circuit.state()).toBe('closed');
  });

  it('counts neither for nor against what says nothing, and what is thrown', async () => {
    await calls('failure', 4);
    await call('neutral');
    await expect(circuit.run(() => Promise.reject(new Error('ours')))).rejects.toThrow('ours');
    expect(circuit.state()).toBe('closed');
    await call('failure');
    expect(circuit.state()).toBe('open');
  });

  it('runs nothing while open, and says until when', async () => {
    await calls('failure', 5);
    let ran = false;
    const outcome = await circuit.run(async () => {
      ran = true;
      return { value: 1, verdict: 'success' };
    });
    expect(outcome).toEqual({ ran: false, until: new Date('2026-10-05T08:01:00.000Z') });
    expect(ran).toBe(false);
  });

  it('stays open for a minute of our clock and closes after two successes', async () => {
    await calls('failure', 5);
    await clock.advance(59_999);
    expect(circuit.state()).toBe('open');
    await clock.advance(1);
    expect(circuit.state()).toBe('half_open');
    await call('success');
    expect(circuit.state()).toBe('half_open');
    await call('success');
    expect(circuit.state()).toBe('closed');
    expect(changes).toEqual(['open', 'half_open', 'closed']);
  });

  it('stays open for a minute of elapsed time, also where the clock is set back meanwhile', async () => {
    let setBackMs = 0;
    const now = () => new Date(clock.now().getTime() - setBackMs);
    // cockatiel reads the clock of the machine.
    vi.useFakeTimers({ toFake: ['Date'], now: now() });
    circuit = createCircuitBreaker({ clock: { ...clock, now } });
    await calls('failure', 5);
    setBackMs = 3_600_000;
    vi.setSystemTime(now());
    expect(circuit.openUntil()).toEqual(new Date('2026-10-05T07:01:00.000Z'));
    await clock.advance(59_999);
    expect(await call('success')).toMatchObject({ ran: false });
    await clock.advance(1);
    vi.setSystemTime(now());
    expect(await call('success')).toMatchObject({ ran: true });
    expect(circuit.state()).toBe('half_open');
  });

  it.each([0, 1])('opens for another minute at a failure after %d successes on trial', async successes => {
    await calls('failure', 5);
    await clock.advance(60_000);
    await calls('success', successes);
    await call('failure');
    expect(circuit.state()).toBe('open');
    expect(circuit.openUntil()).toEqual(new Date('2026-10-05T08:02:00.000Z'));
    await clock.advance(60_000);
    await calls('success', 2);
    expect(circuit.state()).toBe('closed');
  });

  it('needs five failures again once it has closed', async () => {
    await calls('failure', 5);
    await clock.advance(60_000);
    await calls('success', 2);
    await calls('failure', 4);
    expect(circuit.state()).toBe('closed');
  });

  it('is not closed by a trial that never got there', async () => {
    await calls('failure', 5);
    await clock.advance(60_000);
    await calls('neutral', 3);
    expect(circuit.state()).toBe('half_open');
    await call('failure');
    expect(circuit.state()).toBe('open');
  });

  it('lets one try at a time through while half open, and answers the others at once', async () => {
    await calls('failure', 5);
    await clock.advance(60_000);
    const trial = slowCall();
    expect(await call('success')).toEqual({ ran: false, until: new Date('2026-10-05T08:01:01.000Z') });
    trial.end('success');
    expect(await trial.outcome).toEqual({ ran: true, value: 'slow' });
    expect(await call('success')).toMatchObject({ ran: true });
  });

  it('is not closed by calls from before it opened that come in late', async () => {
    const early = [slowCall(), slowCall()];
    await calls('failure', 5);
    for (const { end, outcome } of early) {
      end('success');
      await outcome;
    }
    expect(circuit.state()).toBe('open');
    await clock.advance(60_000);
    await call('success');
    expect(circuit.state()).toBe('half_open');
  });
});
