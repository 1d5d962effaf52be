// Prints the demonstration: everything for people, or JSON for programs.
import { styleText } from 'node:util';
import type { ObservedEffects } from './observe-effects.ts';
import type { Step, Turn } from './steps.ts';

export interface PlayedStep {
  step: Step;
  turns: Turn[];
  witnessed: ObservedEffects;
  /** Requests to Cal.com that found no connection. */
  refused: number;
  problems: string[];
}

/** Prints a step, which is numbered from 1. */
export type PrintStep = (index: number, played: PlayedStep) => void;

/** One line of JSON for each. */
export const printJson =
  (write: (text: string) => void): PrintStep =>
  (_, { step, turns, witnessed, problems }) =>
    write(`${JSON.stringify({ title: step.title, turns, ...witnessed, problems })}\n`);

type Style = Parameters<typeof styleText>[0];
const width = 110;

/** Everything: every answer, event, request and changed row. */
export function printAll(write: (text: string) => void, colour: boolean): PrintStep {
  const paint = (style: Style, text: string) => (colour ? styleText(style, text) : text);
  const line = (text = '') => write(`${text}\n`);
  const label = (name: string) => paint('dim', name.padEnd(10));
  return (index, { step, turns, witnessed, refused, problems }) => {
    line(`\n${paint('bold', `${index}. ${step.title}`)}`);
    for (const { who, says, answer, english } of turns) {
      line(`   ${label('caller')} ${who}: „${says}“`);
      line(`   ${label('hears')} ${paint('cyan', `„${answer.message}“`)}  ${paint('dim', `${answer.status}/${answer.code}`)}`);
      if (english !== undefined) line(`   ${label('')} ${paint('dim', english)}`);
    }
    rows(
      'events',
      witnessed.events.map(
        ({ stream, revision, type, data }) => `${stream}@${revision}  ${paint('green', type)}${details(data)}`,
      ),
    );
    rows(
      'Cal.com',
      witnessed.requests.map(
        request => `${request.method} ${request.path} ${JSON.stringify(request.body ?? {})} → ${request.status ?? 'no answer'}`,
      ),
      refused > 0 ? `connection refused ${refused} times, then the circuit is open and nothing is tried` : 'no request',
    );
    rows(
      'rows',
      witnessed.rows.map(({ table, key, changes }) => `${table}[${shorten(key)}]  ${changed(changes)}`),
      'none changed',
    );
    line(
      problems.length === 0
        ? `   ${paint('green', '✓ as it must be')}`
        : problems.map(problem => `   ${paint('red', `✗ ${problem}`)}`).join('\n'),
    );
  };

  function rows(name: string, texts: string[], empty = 'none'): void {
    const shown = texts.length === 0 ? [empty] : texts;
    for (const [index, text] of shown.entries()) line(`   ${label(index === 0 ? name : '')} ${text}`);
  }
}

const telling = ['status', 'code', 'way', 'bookingUid', 'until', 'n'];

/** The few fields of an event that show what happened. */
function details(data: Record<string, unknown>): string {
  const shown = telling.flatMap(key =>
    typeof data[key] === 'string' && data[key] !== '' ? [`${key}=${String(data[key])}`] : [],
  );
  const to = data.to;
  if (typeof to === 'object' && to !== null && 'startsAt' in to) shown.push(`to=${String(to.startsAt)}`);
  return shown.length > 0 ? `  ${shown.join(' ')}` : '';
}

const shown = [
  'status',
  'state',
  'starts_at',
  'calcom_v2_booking_id',
  'pending_change',
  'fee_charged',
  'within_policy',
  'code',
  'kind',
  'booking_status',
  'customer_id',
  'converted_appointment_id',
  'cancelled_at',
  'attempts',
  'row',
];

/** The columns that show something, old value first. */
function changed(changes: Record<string, [unknown, unknown]>): string {
  const texts = Object.entries(changes)
    .filter(([column, [, after]]) => shown.includes(column) && after !== null)
    .map(([column, [before, after]]) =>
      before === null ? `${column}=${plain(after)}` : `${column}: ${plain(before)} → ${plain(after)}`,
    );
  const text = texts.join(', ') || Object.keys(changes).join(', ');
  return text.length > width ? `${text.slice(0, width)}…` : text;
}

const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
/** Keys differ in their ends. */
const shorten = (key: string): string => (key.length > 12 ? `…${key.slice(-8)}` : key);
