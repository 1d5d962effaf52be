// The table of codes as docs/answers.md shows it.
import { faultMessage } from '../../src/channels/server/fault-messages.ts';
import { type Code, codes, isSpokenCode } from '../../src/domain/codes.ts';
import { nextActionOf, renderAnswer } from '../../src/language/render/say.ts';

const example = {
  zone: 'Europe/Berlin',
  answeredAt: '2026-10-01T08:00:00.000Z',
  startsAt: '2026-10-09T12:00:00.000Z',
  oldStartsAt: '2026-10-09T12:00:00.000Z',
  newStartsAt: '2026-10-12T08:30:00.000Z',
  until: '2026-10-08T12:00:00.000Z',
  fee: { amountCents: 1000, currency: 'EUR' },
  quota: 2,
  choices: [{ startsAt: '2026-10-09T12:00:00.000Z' }, { startsAt: '2026-10-09T14:00:00.000Z' }],
  alternatives: ['2026-10-12T09:00:00.000Z'],
  handover: { kind: 'transfer' as const, number: '+493087654321' },
};

export function codesTable(): string {
  const rows = (Object.keys(codes) as Code[]).map(code => {
    const { status, httpStatus, retry } = codes[code];
    const [next, text] = isSpokenCode(code)
      ? [nextActionOf(code, example, 'de'), renderAnswer(code, example, 'de')]
      : ['', faultMessage(code)];
    return `| \`${code}\` | ${status} | ${httpStatus} | ${retry ? 'yes' : 'no'} | ${next} | ${text} |`;
  });
  return [
    '| code | status | HTTP | again? | next_action | what a German caller hears, for example, or a program reads |',
    '|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}
