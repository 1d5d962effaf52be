// The compose file and the image: what they set the service understands, and it starts with it.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { configVariables, loadConfig } from '../src/app/config/config.ts';

const file = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');

const composeSchema = z.object({
  services: z.record(
    z.string(),
    z.looseObject({
      image: z.string().optional(),
      profiles: z.array(z.literal('monitoring')).optional(),
      ports: z.array(z.string()).default([]),
      volumes: z.array(z.string()).default([]),
      environment: z.record(z.string(), z.string().nullable()).default({}),
      healthcheck: z.looseObject({ test: z.array(z.string()).min(2) }).optional(),
      depends_on: z.record(z.string(), z.object({ condition: z.literal('service_healthy') })).default({}),
    }),
  ),
  volumes: z.record(z.string(), z.null()),
});
const compose = composeSchema.parse(parse(file('docker-compose.yml')));
const service = (name: string) => {
  const found = compose.services[name];
  if (!found) throw new Error(`no service ${name}`);
  return found;
};

/** What Compose makes of the service's variables in a shell that has `shell` set. */
function environmentOf(name: string, shell: Record<string, string>): Record<string, string> {
  const entries = Object.entries(service(name).environment).flatMap(([key, value]) => {
    if (value === null) return shell[key] === undefined ? [] : [[key, shell[key]]];
    const filled = value.replace(/\$\{(\w+)(:[-+])([^}]*)\}/g, (_, variable, operator, text) =>
      operator === ':-' ? shell[variable] || text : shell[variable] && text,
    );
    return [[key, filled.replace('undefined', '')]];
  });
  return Object.fromEntries(entries);
}

const imageEnvironment = Object.fromEntries(
  [...file('Dockerfile').matchAll(/^ENV (.+)$/gm)].flatMap(([, pairs]) => pairs?.split(' ').map(pair => pair.split('=')) ?? []),
);

describe('the variables of compose file, image and example', () => {
  const known = new Set<string>([...configVariables, 'NODE_ENV']);

  test.each([
    ['docker-compose.yml', Object.keys(service('rebook').environment)],
    ['Dockerfile', Object.keys(imageEnvironment)],
    ['.env.example', [...file('.env.example').matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name ?? '')],
  ])('of %s are ones the service knows', (_, names) => {
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter(name => !known.has(name))).toEqual([]);
  });

  test('leave none out: every variable can be set in .env, and the example explains it', () => {
    const passedOn = Object.keys(service('rebook').environment);
    const explained = file('.env.example');
    for (const variable of configVariables) {
      expect(passedOn).toContain(variable);
      expect(explained).toMatch(new RegExp(`^#? ?${variable}=`, 'm'));
    }
  });
});

describe('the service in compose', () => {
  // Where no keys are set, some are made and kept in the data folder.
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rebook-compose-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const configIn = (shell: Record<string, string>) =>
    loadConfig({ ...imageEnvironment, ...environmentOf('rebook', shell), DATA_DIR: folder });

  const keys = {
    CALCOM_API_KEY: 'cal_live_0123456789abcdef',
    CALCOM_WEBHOOK_SECRET: 'a-secret-of-some-length-0001',
    MASTER_KEY: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=',
    RETELL_API_KEY: 'key_0123456789abcdef01234567',
    PROOF_KEY: 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz',
    API_KEYS: JSON.stringify([{ name: 'front', role: 'admin', companies: '*', key: 'rk_0123456789abcdef0123456789abcdef' }]),
  };

  test('is given every server, since the image embeds none', () => {
    const config = configIn(keys);
    expect(config).toMatchObject({ host: '0.0.0.0', calcomBaseUrl: 'https://api.cal.com' });
    for (const [address, server] of [
      [config.databaseUrl, 'postgres'],
      [config.eventstoreUrl, 'kurrentdb'],
      [config.natsUrl, 'nats'],
    ]) {
      expect(address).toContain(server);
      expect(service('rebook').depends_on).toHaveProperty(server ?? '');
    }
  });

  test('is production and insists on keys, at whichever Cal.com', () => {
    const shell = { CALCOM_BASE_URL: 'https://cal.example.org' };
    expect(environmentOf('rebook', shell).NODE_ENV).toBe('production');
    expect(() => configIn(shell)).toThrow();
    expect(configIn({ ...shell, ...keys }).calcomBaseUrl).toBe('https://cal.example.org');
  });
});

describe('the servers in compose', () => {
  test('are the ones of production, each with a health check', () => {
    expect(service('kurrentdb').image).toBe('kurrentplatform/kurrentdb:26.1.1');
    expect(service('postgres').image).toBe('postgres:17');
    expect(service('nats').image).toMatch(/^nats:/);
    for (const name of ['kurrentdb', 'postgres', 'nats']) expect(service(name).healthcheck).toBeDefined();
    expect(file('Dockerfile')).toContain('HEALTHCHECK');
  });

  test('are reachable from this machine only, and keep their data', () => {
    for (const { ports, volumes } of Object.values(compose.services)) {
      expect(ports.filter(port => !port.startsWith('127.0.0.1:'))).toEqual([]);
      expect(volumes.length).toBeGreaterThan(0);
      expect(volumes.some(volume => Object.hasOwn(compose.volumes, volume.split(':')[0] ?? ''))).toBe(true);
      for (const volume of volumes) {
        const [source = '', , mode] = volume.split(':');
        if (!source.startsWith('./')) expect(compose.volumes).toHaveProperty(source);
        else expect([existsSync(new URL(`../${source}`, import.meta.url)), mode]).toEqual([true, 'ro']);
      }
    }
  });
});

describe('the profile `monitoring`', () => {
  test('is Prometheus and Grafana, which nobody gets without asking', () => {
    const inProfile = Object.entries(compose.services).flatMap(([name, { profiles }]) => (profiles ? [name] : []));
    expect(inProfile).toEqual(['prometheus', 'grafana']);
  });

  test('scrapes the service where its metrics are, with the alerts, and shows the dashboard', () => {
    const prometheus = z
      .object({
        global: z.object({ scrape_interval: z.string() }),
        rule_files: z.array(z.string()),
        scrape_configs: z.array(
          z.object({ job_name: z.string(), static_configs: z.array(z.object({ targets: z.array(z.string()) })) }),
        ),
      })
      .parse(parse(file('ops/prometheus.yml')));
    const { OPS_HOST, OPS_PORT } = environmentOf('rebook', {});
    expect(OPS_HOST).toBe('0.0.0.0');
    expect(prometheus.scrape_configs.map(one => [one.job_name, one.static_configs[0]?.targets])).toEqual([
      ['rebook', [`rebook:${OPS_PORT}`]],
    ]);
    const mounted = (name: string) => service(name).volumes.map(volume => volume.split(':')[1]);
    for (const rules of prometheus.rule_files) expect(mounted('prometheus')).toContain(rules);
    const { providers } = z
      .object({ apiVersion: z.literal(1), providers: z.array(z.object({ options: z.object({ path: z.string() }) })).length(1) })
      .loose()
      .parse(parse(file('ops/grafana/dashboards.yml')));
    expect(mounted('grafana')).toContain(`${providers[0]?.options.path}/rebook.json`);
    expect(file('ops/grafana/datasource.yml')).toContain('http://prometheus:9090');
  });
});

describe('the image', () => {
  const stages = file('Dockerfile')
    .split(/^FROM /m)
    .slice(1);

  test('is built in two stages on Node 24, and does not run as root', () => {
    expect(stages).toHaveLength(2);
    for (const stage of stages) expect(stage).toMatch(/^node:24/);
    expect(stages[1]).toMatch(/^USER node$/m);
    expect(stages[1]).not.toMatch(/npm ci|COPY src|packages/);
  });

  test('copies only what its context lets through', () => {
    const allowed = file('.dockerignore')
      .split('\n')
      .filter(line => line.startsWith('!'))
      .map(line => line.slice(1));
    const copied = [...file('Dockerfile').matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(
      ([, sources]) => sources?.split(' ') ?? [],
    );
    expect(copied.length).toBeGreaterThan(5);
    for (const source of copied) expect(allowed).toContain(source.replace('./', ''));
  });
});
