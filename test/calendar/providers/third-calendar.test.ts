// A third calendar cannot be forgotten anywhere: where it is missing the sources do not compile, and nowhere else.
import { expect, test } from 'vitest';
import { compiledWith, replaced } from '../../support/compiled.ts';

const [reference, registry] = ['src/domain/appointment/booking-reference.ts', 'src/calendar/providers/providers.ts'];
const added = 'src/calendar/providers/paper/paper-provider.ts';
/** All that is wired, and with it all that asks a calendar. */
const roots = ['src/app/start.ts'];

const concern = (text: string) =>
  replaced(text, "): 'booking' | 'numeric_only'", "): 'paper_booking' | 'booking' | 'numeric_only'");
const named = (text: string) => replaced(text, "'calcom' | 'diary'", "'calcom' | 'diary' | 'paper'");
const provider = (parts: string) => `
import type { CalendarProvider } from '../../provider.ts';
export const createPaperProvider = (like: CalendarProvider): CalendarProvider => {
  const { change, look, read, findUid, list, isFree, judge, slots, reserve, release, webhooks, accountOf } = like;
  return { ${parts} };
};
`;
const whole = 'change, look, read, findUid, list, isFree, judge, slots, reserve, release, webhooks, accountOf';

test('one that is named and not there does not compile where it would be chosen and made', { timeout: 240_000 }, () => {
  const errors = compiledWith({ [reference]: concern, [registry]: named }, roots);
  const places = errors.map(error => error.split(' ')[0]).sort();
  expect(places).toEqual([registry, registry, reference].sort());
  expect(errors.join('\n')).toMatch(/Property 'paper' is missing/);
});

test('one that cannot do all does not compile where it is defined', { timeout: 240_000 }, () => {
  const errors = compiledWith({ [added]: () => provider(replaced(whole, 'reserve, ', '')) }, []);
  expect(errors).toEqual([expect.stringMatching(/paper-provider\.ts TS2741 Property 'reserve' is missing/)]);
});

test('one that is there, chosen and made compiles', { timeout: 240_000 }, () => {
  const chosen = (text: string) =>
    replaced(
      replaced(
        replaced(
          named(text),
          "    case 'no_booking':",
          "    case 'paper_booking':\n      return 'paper';\n    case 'no_booking':",
        ),
        '    calcom: createCalcomProvider(accounts),',
        '    calcom: createCalcomProvider(accounts),\n    paper: createPaperProvider(createCalcomProvider(accounts)),',
      ),
      'import { createSlotHolds }',
      "import { createPaperProvider } from './paper/paper-provider.ts';\nimport { createSlotHolds }",
    );
  const concerned = (text: string) =>
    replaced(
      concern(text),
      "    case 'numeric_only':\n      return undefined;",
      "    case 'numeric_only':\n    case 'paper_booking':\n      return undefined;",
    );
  expect(compiledWith({ [reference]: concerned, [registry]: chosen, [added]: () => provider(whole) }, roots)).toEqual([]);
});
