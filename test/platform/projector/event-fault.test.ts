// Which faults one event can have caused, and so are no reason to stop for.
import { describe, expect, test } from 'vitest';
import { errorCode, folding, isOfTheEvent } from '../../../src/platform/projector/event-fault.ts';

const withCode = (code: string) => Object.assign(new Error('from the database'), { code });

describe('an event is parked', () => {
  test.each(['22P02', '22003', '23505', '23502', '21000', '54000'])('for %s', code =>
    expect(isOfTheEvent(withCode(code))).toBe(true),
  );
  test('for whatever its fold throws', () => {
    for (const thrown of [new Error('no such row'), withCode('42P01'), 'text']) {
      let caught: unknown;
      try {
        folding(() => {
          throw thrown;
        });
      } catch (error) {
        caught = error;
      }
      expect(isOfTheEvent(caught)).toBe(true);
    }
  });
});

describe('an event is not parked', () => {
  test.each(['42P01', '42501', '40P01', '40001', '55P03', '57014', '57P01', '53100', '08006', 'XX000', 'ECONNRESET'])(
    'for %s',
    code => {
      expect(isOfTheEvent(withCode(code))).toBe(false);
      expect(errorCode(withCode(code))).toBe(code);
    },
  );
  test('for what the client says', () => expect(isOfTheEvent(new Error('Connection terminated unexpectedly'))).toBe(false));
});
