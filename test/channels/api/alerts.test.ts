// Each alert asks for a metric that is there, with labels it has, and has its paragraph; the figures are those the people who run it were promised.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { calendarHealth } from '../../../src/app/health/health.ts';
import { createMetrics } from '../../../src/channels/api/operations/metrics.ts';
import { isCode } from '../../../src/domain/codes.ts';

const rulesSchema = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string(),
          expr: z.string(),
          for: z.string().optional(),
          labels: z.object({ severity: z.enum(['warning', 'critical']) }),
          annotations: z.object({ summary: z.string(), description: z.string() }),
        }),
      ),
    }),
  ),
});
const text = readFileSync(new URL('../../../ops/alerts.yml', import.meta.url), 'utf8');
const alerts = rulesSchema.parse(parse(text)).groups.flatMap(({ rules }) => rules);
const { registry } = createMetrics();

/** Name → labels, as the registry declares them. */
const known = new Map(
  registry
    .getMetricsAsArray()
    .flatMap((metric): [string, string[]][] =>
      'buckets' in metric ? [[`${metric.name}_bucket`, [...labelsOf(metric), 'le']]] : [[metric.name, labelsOf(metric)]],
    ),
);

function labelsOf(metric: object): string[] {
  return 'labelNames' in metric && Array.isArray(metric.labelNames) ? metric.labelNames.map(String) : [];
}

/** What Prometheus itself knows of what it scrapes. */
known.set('up', []);
const metricsIn = (expr: string): string[] => expr.match(/\brebook_\w+|\bup(?=\{)/g) ?? [];

describe.each(alerts)('$alert', ({ expr }) => {
  test('asks for metrics that are there', () => {
    const names = metricsIn(expr);
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect([...known.keys()]).toContain(name);
  });

  test('by labels these metrics have', () => {
    const [name = ''] = metricsIn(expr);
    const wanted = [
      ...[...expr.matchAll(/(\w+)\s*(?:=~?|!=)\s*"/g)].map(([, label]) => label),
      ...[...expr.matchAll(/by \(([\w, ]+)\)/g)].flatMap(([, labels]) => (labels ?? '').split(/,\s*/)),
    ];
    for (const label of wanted) expect([...(known.get(name) ?? []), 'instance', 'job']).toContain(label);
  });
});

test.each(
  alerts.flatMap(({ alert, expr }) =>
    [...expr.matchAll(/increase\((rebook_\w+)(?:\{(.*?)\})?/g)].map(([, name, by]) => ({ alert, name, by })),
  ),
)('$alert counts from the first one: its series are there at zero', async ({ name = '', by = '' }) => {
  const equal = [...by.matchAll(/(\w+)="(.*?)"/g)].map(([, label = '', value]) => [label, value] as const);
  const values = (await registry.getSingleMetric(name)?.get())?.values ?? [];
  const matching = values.filter(({ labels }) =>
    equal.every(([label, value]) => new Map(Object.entries(labels)).get(label) === value),
  );
  expect(matching.length).toBeGreaterThan(0);
  expect(matching.map(({ value }) => value)).toEqual(matching.map(() => 0));
});

test.each([
  ['closed', 0],
  ['half_open', 1],
  ['open', 1],
] as const)(
  'an account whose circuit is %s shows %i, by its change and when it is asked for, and as degraded while it is 1',
  async (state, shown) => {
    const metrics = createMetrics();
    const value = async () => (await metrics.registry.getSingleMetric('rebook_calendar_circuit_open')?.get())?.values[0]?.value;
    metrics.calendar({ type: 'circuit', account: 'one', state });
    expect(await value()).toBe(shown);
    const accounts = [{ account: 'one', companies: ['salon'], state, keyRefused: false, waiting: { caller: 0, background: 0 } }];
    metrics.load({
      pending: [],
      queue: { active: 0, caller: 0, background: 0 },
      lags: [],
      accounts,
      keys: { damaged: 0, ofErased: 0 },
    });
    expect(await value()).toBe(shown);
    const health = calendarHealth({
      all: () => [{ account: 'one', companies: ['salon'], circuit: { state: () => state }, keyRefused: () => undefined }],
    });
    expect(health).toEqual({
      state: shown ? 'degraded' : 'ok',
      detail: { one: state },
      ...(shown && { each: { one: { companies: 'salon', state } } }),
    });
  },
);

test('each alert has a paragraph that says what to do, and no paragraph is of an alert that is gone', () => {
  const document = readFileSync(new URL('../../../docs/operations.md', import.meta.url), 'utf8');
  const [, section = ''] = /^## Alerts$([\s\S]*?)(?=^## )/m.exec(document) ?? [];
  const paragraphs = [...section.matchAll(/^\*\*(Rebook\w+)\.\*\* (.+)$/gm)].map(([, alert, text = '']) => ({ alert, text }));
  expect(paragraphs.map(({ alert }) => alert).toSorted()).toEqual(alerts.map(({ alert }) => alert).toSorted());
  for (const { alert, text } of paragraphs) expect([alert, text.length > 150]).toEqual([alert, true]);
});

test('the codes they ask for are those of the catalogue', () => {
  const asked = alerts.flatMap(({ expr }) => [...expr.matchAll(/code="(\w+)"/g)].map(([, code = '']) => code));
  expect(asked).toEqual(['internal_fault']);
  expect(asked.filter(code => !isCode(code))).toEqual([]);
});

test('the four that were promised, with their figures', () => {
  const exprOf = (name: string) => alerts.find(({ alert }) => alert === name)?.expr;
  expect(exprOf('RebookCalendarCircuitOpen')).toMatch(/rebook_calendar_circuit_open.* == 1$/);
  expect(exprOf('RebookChangePendingTooLong')).toMatch(/rebook_pending_oldest_seconds.* > 600$/);
  expect(exprOf('RebookLockouts')).toMatch(/rebook_lockouts_total\[1h\]/);
  expect(exprOf('RebookProjectionsBehind')).toMatch(/rebook_projection_lag_seconds/);
});
