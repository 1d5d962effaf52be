// The dashboard asks for metrics that are there, with labels they have, and each panel says what is normal.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { createMetrics } from '../../../src/channels/api/operations/metrics.ts';

const place = z.object({ h: z.int().positive(), w: z.int().positive(), x: z.int().min(0), y: z.int().min(0) });
const source = z.object({ type: z.literal('prometheus'), uid: z.literal('$' + '{datasource}') });
const rowSchema = z.object({ id: z.int(), type: z.literal('row'), title: z.string(), gridPos: place });
const panelSchema = z.object({
  id: z.int(),
  type: z.enum(['timeseries', 'bargauge', 'state-timeline']),
  title: z.string(),
  description: z.string(),
  datasource: source,
  gridPos: place,
  fieldConfig: z.object({
    defaults: z.object({
      unit: z.enum(['s', 'short', 'bytes', 'reqps', 'none']),
      thresholds: z.object({ steps: z.array(z.object({ color: z.string(), value: z.number().nullable() })) }),
    }),
  }),
  targets: z.array(z.object({ refId: z.string(), datasource: source, expr: z.string(), legendFormat: z.string() })).min(1),
});
const dashboardSchema = z.object({
  title: z.string(),
  uid: z.string(),
  schemaVersion: z.int().min(39),
  templating: z.object({ list: z.array(z.object({ name: z.string(), type: z.string() })) }),
  panels: z.array(z.discriminatedUnion('type', [rowSchema, panelSchema])),
});
const file = (name: string) => readFileSync(new URL(`../../../ops/${name}`, import.meta.url), 'utf8');
const dashboard = dashboardSchema.parse(JSON.parse(file('dashboard.json')));
const panels = dashboard.panels.filter(panel => panel.type !== 'row');
const queries = panels.flatMap(({ title, targets }) => targets.map(({ expr }) => ({ title, expr })));

/** Name → labels; of a histogram the names of its series. */
const known = new Map(
  createMetrics()
    .registry.getMetricsAsArray()
    .flatMap((metric): [string, string[]][] => {
      const labels = 'labelNames' in metric && Array.isArray(metric.labelNames) ? metric.labelNames.map(String) : [];
      const isHistogram = 'buckets' in metric;
      return isHistogram
        ? ['_bucket', '_sum', '_count'].map(part => [`${metric.name}${part}`, part === '_bucket' ? [...labels, 'le'] : labels])
        : [[metric.name, labels]];
    }),
);
/** What Prometheus adds to each of them. */
const ofPrometheus = ['instance', 'job'];
const words = new Set([
  ...['sum', 'max', 'min', 'rate', 'increase', 'topk', 'histogram_quantile', 'by', 'on', 'group_left'],
  ...[...known.values()].flat(),
  ...ofPrometheus,
]);

/** Without what stands in quotation marks and what Grafana fills in. */
const bare = (expr: string): string => expr.replaceAll(/"[^"]*"|\$\w+/g, '').replaceAll(/\[\w*\]/g, '');
const metricsIn = (expr: string): string[] => (bare(expr).match(/[a-z_]\w*/g) ?? []).filter(word => !words.has(word));

describe.each(queries)('$title: $expr', ({ expr }) => {
  test('asks for metrics that are there', () => {
    const names = metricsIn(expr);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter(name => !known.has(name))).toEqual([]);
  });

  test('by labels these metrics have', () => {
    const allowed = [...metricsIn(expr).flatMap(name => known.get(name) ?? []), ...ofPrometheus];
    const wanted = [
      ...[...expr.matchAll(/(\w+)\s*(?:=~|!~|!=|=)\s*"/g)].map(([, label = '']) => label),
      ...[...expr.matchAll(/by \(([\w, ]+)\)/g)].flatMap(([, labels = '']) => labels.split(/,\s*/)),
    ];
    expect(wanted.filter(label => !allowed.includes(label))).toEqual([]);
  });

  test('of the instances that are chosen', () => {
    const selectors = expr.match(/\{[^}]*\}/g) ?? [];
    expect(selectors.length).toBe(metricsIn(expr).length);
    for (const selector of selectors) expect(selector).toContain('instance=~"$instance"');
  });
});

test('each legend names labels the query leaves', () => {
  for (const { title, targets } of panels) {
    for (const { expr, legendFormat } of targets) {
      const shown = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = '']) => label);
      const kept = [...expr.matchAll(/by \(([\w, ]+)\)/g)].flatMap(([, labels = '']) => labels.split(/,\s*/));
      expect([title, shown.filter(label => ![...kept, 'instance'].includes(label))]).toEqual([title, []]);
    }
  }
});

test.each(panels)('$title says what is normal', ({ description }) => {
  expect(description).toMatch(/^Normal: .{20,}\.$/);
});

test('a line that is drawn is explained', () => {
  const drawn = panels.filter(
    ({ type, fieldConfig }) => type === 'timeseries' && fieldConfig.defaults.thresholds.steps.length > 1,
  );
  expect(drawn.length).toBeGreaterThan(4);
  expect(drawn.map(({ title, description }) => [title, /\(the line[,)]|One is a fault|200 runs/.test(description)])).toEqual(
    drawn.map(({ title }) => [title, true]),
  );
});

test('the limits are those of the alerts', () => {
  const limitOf = (metric: string) =>
    panels.find(({ targets }) => targets.some(({ expr }) => expr.includes(metric)))?.fieldConfig.defaults.thresholds.steps.at(-1)
      ?.value;
  const alerts = z
    .object({ groups: z.array(z.object({ rules: z.array(z.object({ expr: z.string() })) })) })
    .parse(parse(file('alerts.yml')))
    .groups.flatMap(({ rules }) => rules.map(({ expr }) => expr));
  for (const metric of ['rebook_pending_oldest_seconds', 'rebook_lockouts_total', 'rebook_projection_lag_seconds']) {
    const limit = Number(alerts.find(expr => expr.includes(metric))?.match(/> (\d+)$/)?.[1]);
    expect([metric, limitOf(metric)]).toEqual([metric, limit]);
  }
});

test('it shows what was promised', () => {
  const asked = queries.map(({ expr }) => expr).join('\n');
  for (const metric of [
    'rebook_decisions_total',
    'rebook_call_stage_seconds_bucket',
    'rebook_projection_lag_seconds',
    'rebook_calendar_circuit_open',
    'rebook_calendar_queue',
    'rebook_pending_changes',
    'process_cpu_seconds_total',
  ])
    expect(asked).toContain(metric);
});

test('every metric of ours is on it', () => {
  const asked = queries.flatMap(({ expr }) => metricsIn(expr)).map(name => name.replace(/_(bucket|sum|count)$/, ''));
  const ours = [...known.keys()].filter(name => name.startsWith('rebook_')).map(name => name.replace(/_(bucket|sum|count)$/, ''));
  expect([...new Set(ours)].filter(name => !asked.includes(name))).toEqual(['rebook_projection_position']);
});

test('its panels have ids of their own, and none lies on another', () => {
  const ids = dashboard.panels.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const fields = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, at) => `${x + (at % w)},${y + Math.floor(at / w)}`),
  );
  expect(new Set(fields).size).toBe(fields.length);
  for (const { gridPos } of dashboard.panels) expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
});

test('Prometheus and the instances are chosen in it', () => {
  expect(dashboard.templating.list.map(({ name, type }) => [name, type])).toEqual([
    ['datasource', 'datasource'],
    ['instance', 'query'],
  ]);
});
