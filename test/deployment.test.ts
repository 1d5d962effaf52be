// What deploy/ gives to systemd and Kubernetes is what these understand, and asks of the service what it has.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { configVariables, loadConfig } from '../src/app/config/config.ts';
import { makeSigningKey } from '../src/proof/note.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const file = (name: string): string => readFileSync(join(root, name), 'utf8');

describe('the systemd unit', () => {
  const unit = file('deploy/systemd/rebook.service');
  const settings = [...unit.matchAll(/^(\w+)=(.*)$/gm)].map(([, name = '', value = '']) => ({ name, value }));
  const valuesOf = (name: string) => settings.flatMap(one => (one.name === name ? [one.value] : []));
  let folder: string;
  let copy: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rebook-unit-'));
    copy = join(folder, 'rebook.service');
    // The program is somewhere else here.
    writeFileSync(copy, unit.replace('/usr/bin/node', process.execPath).replace(/^Documentation=.*$/m, ''));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const analyse = (...args: string[]) => spawnSync('systemd-analyze', args, { encoding: 'utf8' });
  const isInstalled = !analyse('--version').error;

  test.skipIf(!isInstalled)('is one that systemd takes', () => {
    const { status, stderr } = analyse('verify', copy);
    expect([status, stderr.split('\n').filter(line => line.includes('rebook.service'))]).toEqual([0, []]);
  });

  test.skipIf(!isInstalled)('is hardened: systemd gives it an exposure below 2 of 10', () => {
    const { status, stdout } = analyse('security', '--offline=true', '--threshold=20', copy);
    expect([status, stdout.split('\n').at(-2)]).toEqual([0, expect.stringContaining('OK')]);
  });

  test.each([
    ['DynamicUser', 'yes'],
    ['NoNewPrivileges', 'yes'],
    ['ProtectSystem', 'strict'],
    ['ProtectHome', 'yes'],
    ['CapabilityBoundingSet', ''],
    ['RestartPreventExitStatus', '2'],
    ['StateDirectory', 'rebook'],
  ])('%s is %j', (name, value) => {
    expect(valuesOf(name)).toEqual([value]);
  });

  test('sets variables the service knows, and keeps its data where it may write', () => {
    const environment = new Map(
      valuesOf('Environment').flatMap(line => line.split(' ').map(pair => pair.split('=') as [string, string])),
    );
    expect([...environment.keys()].filter(name => ![...configVariables, 'NODE_ENV'].includes(name))).toEqual([]);
    expect(environment.get('DATA_DIR')).toBe('/var/lib/rebook');
  });

  test('leaves the service as long to stop as it takes', () => {
    const [, seconds] = /stopWithinMs = (\d+)_000/.exec(file('src/app/service.ts')) ?? [];
    expect(Number(valuesOf('TimeoutStopSec')[0])).toBeGreaterThan(Number(seconds));
  });
});

/** The types of the Kubernetes API that we use, and where `kubernetes-types` has them. */
const typeOf: Record<string, string> = {
  'apps/v1 Deployment': "import('kubernetes-types/apps/v1').Deployment",
  'v1 Service': "import('kubernetes-types/core/v1').Service",
  'v1 Secret': "import('kubernetes-types/core/v1').Secret",
  'policy/v1 PodDisruptionBudget': "import('kubernetes-types/policy/v1').PodDisruptionBudget",
};
const kindSchema = z.looseObject({ apiVersion: z.string(), kind: z.string() });
type Manifest = z.infer<typeof kindSchema>;

const manifestsOf = (name: string): Manifest[] =>
  parseAllDocuments(file(name)).map(document => {
    expect(document.errors).toEqual([]);
    return kindSchema.parse(document.toJS());
  });

/** What the compiler says of the manifests as values of Kubernetes' own types: a wrong type, or a field that is not there. */
function faultsOf(manifests: readonly Manifest[]): string[] {
  const name = join(root, 'test/manifests-of-deploy.ts');
  const text = manifests
    .map(one => `const _: ${typeOf[`${one.apiVersion} ${one.kind}`] ?? 'never'} = ${JSON.stringify(one)};`)
    .map((line, index) => line.replace('_', `manifest${index}`))
    .join('\n');
  const options = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    module: ts.ModuleKind.ESNext,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.getSourceFile = (path, ...more) =>
    path === name ? ts.createSourceFile(name, text, ts.ScriptTarget.ESNext) : getSourceFile.call(host, path, ...more);
  host.fileExists = path => path === name || fileExists.call(host, path);
  return ts
    .getPreEmitDiagnostics(ts.createProgram([name], options, host))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

describe('the Kubernetes manifests', () => {
  const manifests = manifestsOf('deploy/kubernetes/rebook.yaml');
  const secrets = manifestsOf('deploy/kubernetes/secret.example.yaml');
  const containerSchema = z.looseObject({
    env: z.array(z.object({ name: z.string(), value: z.string() })),
    ports: z.array(z.object({ name: z.string(), containerPort: z.number() })),
    securityContext: z.object({
      allowPrivilegeEscalation: z.literal(false),
      readOnlyRootFilesystem: z.literal(true),
      capabilities: z.object({ drop: z.tuple([z.literal('ALL')]) }),
    }),
    resources: z.object({
      requests: z.object({ cpu: z.string(), memory: z.string() }),
      limits: z.object({ memory: z.string() }),
    }),
    volumeMounts: z.array(z.object({ name: z.string(), mountPath: z.string() })),
  });
  const deploymentSchema = z.looseObject({
    spec: z.looseObject({
      replicas: z.number(),
      template: z.looseObject({
        metadata: z.looseObject({ labels: z.record(z.string(), z.string()) }),
        spec: z.looseObject({
          terminationGracePeriodSeconds: z.number(),
          securityContext: z.looseObject({ runAsNonRoot: z.literal(true) }),
          containers: z.array(containerSchema).length(1),
        }),
      }),
    }),
  });
  const { spec } = deploymentSchema.parse(manifests.find(({ kind }) => kind === 'Deployment'));
  const [container] = spec.template.spec.containers;
  if (!container) throw new Error('no container');
  const own = Object.fromEntries(container.env.map(({ name, value }) => [name, value]));
  const secret = z.looseObject({ stringData: z.record(z.string(), z.string()) }).parse(secrets[0]).stringData;

  test('fit the types of the Kubernetes API, and have no field it does not know', { timeout: 120_000 }, () => {
    expect(faultsOf([...manifests, ...secrets])).toEqual([]);
    const [first] = manifests;
    const misspelt = JSON.parse(JSON.stringify(first).replace('readinessProbe', 'readynessProbe'));
    expect(faultsOf([kindSchema.parse(misspelt)])).toEqual([expect.stringContaining('readynessProbe')]);
  });

  test('are two instances that never go together', () => {
    expect(manifests.map(({ kind }) => kind)).toEqual(['Deployment', 'Service', 'PodDisruptionBudget']);
    expect(spec.replicas).toBe(2);
    const labels = spec.template.metadata.labels;
    for (const { kind, spec: other } of manifests.slice(1)) {
      const { selector } = z.looseObject({ selector: z.record(z.string(), z.unknown()) }).parse(other);
      expect([kind, selector.matchLabels ?? selector]).toEqual([kind, labels]);
    }
  });

  test('set variables the service knows: with the secret filled in they are a configuration of production', () => {
    const variables = { ...secret, ...own };
    expect(Object.keys(variables).filter(name => ![...configVariables, 'NODE_ENV'].includes(name))).toEqual([]);
    const masterKey = Buffer.alloc(32, 1).toString('base64');
    const made = { PROOF_KEY: makeSigningKey('example.com/log'), MASTER_KEY: masterKey };
    const config = loadConfig({ ...variables, ...made }, { dotEnv: false });
    const portOf = (name: string) => container.ports.find(port => port.name === name)?.containerPort;
    expect(config).toMatchObject({ production: true, ownApiKeys: false, port: portOf('http') });
    expect(config.ops).toEqual({ host: '0.0.0.0', port: portOf('ops') });
    expect(container.volumeMounts.map(({ mountPath }) => mountPath)).toContain(config.dataDir);
  });

  test('probe the address that is not public, which the Service does not pass on', () => {
    for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe']) {
      expect(container[probe]).toMatchObject({ httpGet: { port: 'ops' } });
    }
    expect(JSON.stringify(manifests.find(({ kind }) => kind === 'Service'))).not.toContain('ops');
  });

  test('leave the service as long to stop as it takes', () => {
    const [, seconds] = /stopWithinMs = (\d+)_000/.exec(file('src/app/service.ts')) ?? [];
    expect(spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThan(Number(seconds) + 5);
  });
});

test('the bill of materials names every package at its version, and marks those of development', () => {
  const manifest = z
    .object({
      scripts: z.object({ sbom: z.string().startsWith('npm ') }),
      dependencies: z.record(z.string(), z.string()),
      devDependencies: z.record(z.string(), z.string()),
    })
    .parse(JSON.parse(file('package.json')));
  const [npm = '', ...args] = manifest.scripts.sbom.split(' ');
  const printed = execFileSync(npm, args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const property = z.object({ name: z.string(), value: z.string() });
  const component = z.object({ name: z.string(), version: z.string(), properties: z.array(property).default([]) });
  const bill = z.object({ bomFormat: z.literal('CycloneDX'), components: z.array(component) }).parse(JSON.parse(printed));
  const marked = (name: string, version: string) =>
    bill.components
      .find(one => one.name === name && one.version === version)
      ?.properties.some(one => one.name === 'cdx:npm:package:development' && one.value === 'true');
  for (const [name, version] of Object.entries(manifest.dependencies))
    expect([name, marked(name, version)]).toEqual([name, false]);
  expect(marked('vitest', manifest.devDependencies.vitest ?? '')).toBe(true);
});
