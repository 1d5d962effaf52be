// The vault makes one key for each person, wraps it anew while it is in use, and never gives back one that was destroyed.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyVault } from '../../../src/platform/vault/copy-vault.ts';
import { newMasterKey } from '../../../src/platform/vault/master-keys.ts';
import { open, seal } from '../../../src/platform/vault/seal.ts';
import { openVault, type Vault } from '../../../src/platform/vault/vault.ts';
import { emptyDatabase } from '../../support/database.ts';

let database: Awaited<ReturnType<typeof emptyDatabase>>;
let folder: string;
const opened: Vault[] = [];
const given = (keys: string) => ({ databaseUrl: database.url, masterKey: { kind: 'given' as const, keys } });
async function vaultOf(place: Parameters<typeof openVault>[0]): Promise<Vault> {
  const vault = await openVault(place);
  opened.push(vault);
  return vault;
}
const master = newMasterKey();

beforeAll(async () => {
  database = await emptyDatabase();
  folder = await mkdtemp(join(tmpdir(), 'rebook-vault-'));
});
afterAll(async () => {
  await Promise.all(opened.map(vault => vault.close()));
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function keyOf(vault: Vault, subject: string) {
  const key = (await vault.toOpen([subject])).get(subject);
  return typeof key === 'object' ? key.bytes.toString('hex') : key;
}

test('whoever asks first makes the key, and all get the same one', async () => {
  const vaults = await Promise.all([1, 2, 3].map(() => vaultOf(given(master))));
  const made = await Promise.all(vaults.flatMap(vault => [vault.toSeal(['a', 'b']), vault.toSeal(['b', 'a'])]));
  const keys = made.map(each => JSON.stringify(['a', 'b'].map(subject => each.get(subject))));
  expect(new Set(keys).size).toBe(1);
  expect((await vaults[0]?.toOpen(['a', 'c']))?.has('c')).toBe(false);
});

test('a destroyed key is never made again, whoever had it in memory', async () => {
  const [one, other] = [await vaultOf(given(master)), await vaultOf(given(master))];
  await one.toSeal(['d']);
  await other.toSeal(['d']);
  await one.destroy(['d', 'never-made'], new Date());
  expect((await one.toSeal(['d', 'never-made'])).get('d')).toBe('destroyed');
  // The other one has it until it hears of the erasure.
  expect(await keyOf(other, 'd')).toMatch(/^[0-9a-f]{64}$/);
  other.forget();
  expect([await keyOf(other, 'd'), await keyOf(other, 'never-made')]).toEqual(['destroyed', 'destroyed']);
});

test('a key that was asked for before it was forgotten is not kept', async () => {
  const vault = await vaultOf(given(master));
  await vault.toSeal(['e']);
  vault.forget();
  const asked = vault.toOpen(['e']);
  vault.forget();
  await asked;
  const other = await vaultOf(given(master));
  await other.destroy(['e'], new Date());
  expect(await keyOf(vault, 'e')).toBe('destroyed');
});

describe('the master key', () => {
  test('a vault does not open with another one', async () => {
    await expect(openVault(given(newMasterKey()))).rejects.toMatchObject({ code: 'master_key_unknown' });
  });

  test('is exchanged while keys are used: NEW,OLD, then NEW alone', async () => {
    const before = await vaultOf(given(master));
    await before.toSeal(['f']);
    const key = await keyOf(before, 'f');
    const next = newMasterKey();
    const both = await vaultOf(given(`${next},${master}`));
    await both.toSeal(['g']);
    expect((await both.rotate()).rotated).toBeGreaterThan(0);
    expect(await both.rotate()).toEqual({ rotated: 0, damaged: [] });
    expect(await both.masters()).toHaveLength(1);
    const after = await vaultOf(given(next));
    expect(await keyOf(after, 'f')).toBe(key);
    // Back, for the tests that follow.
    await (await vaultOf(given(`${master},${next}`))).rotate();
  });

  test('of a file is taken from there by a vault that is open', async () => {
    const path = join(folder, 'master-key');
    await writeFile(path, `${master}\n`);
    const vault = await vaultOf({ databaseUrl: database.url, masterKey: { kind: 'file', path } });
    const next = newMasterKey();
    await writeFile(path, `${next}\n${await readFile(path, 'utf8')}`);
    const other = await vaultOf({ databaseUrl: database.url, masterKey: { kind: 'file', path } });
    await other.rotate();
    vault.forget();
    expect(await keyOf(vault, 'f')).toBe(await keyOf(other, 'f'));
    await vault.toSeal(['made after the rotation']);
    expect(await other.masters()).toHaveLength(1);
    await (await vaultOf(given(`${master},${next}`))).rotate();
  });
});

test('a copy has the keys and the destroyed, and an older copy brings nothing back', async () => {
  const target = await emptyDatabase();
  const vault = await vaultOf(given(master));
  await vault.toSeal(['h', 'i']);
  await copyVault(database.url, target.url);
  await vault.register.enter({
    companyId: 'c',
    customerId: 'h',
    by: 'x',
    reasonCode: 'y',
    erasedAt: new Date(),
    subjects: ['h'],
  });
  await vault.destroy(['h'], new Date());
  await copyVault(database.url, target.url);
  const copy = await openVault({ databaseUrl: target.url, masterKey: { kind: 'given', keys: master } });
  expect([await keyOf(copy, 'h'), await keyOf(copy, 'i')]).toEqual(['destroyed', await keyOf(vault, 'i')]);
  expect(await copy.register.entries()).toMatchObject([{ customerId: 'h', subjects: ['h'] }]);
  // And back: what was destroyed in the one is destroyed in both.
  await copy.destroy(['i'], new Date());
  await copyVault(target.url, database.url);
  vault.forget();
  expect(await keyOf(vault, 'i')).toBe('destroyed');
  await copy.close();
  await target.drop();
});

describe('what is sealed', () => {
  const key = { subject: 'customer-a.1', bytes: Buffer.alloc(32, 1) };
  const place = { stream: 'customer-a.1', id: 'id-1', type: 'CustomerRegistered' };
  const words = { name: 'Ada', note: 'ü\u2028"' };
  const bytesOf = (personal: unknown, where = place) => seal({ ...key }, where, personal).sealed ?? '';

  test('is opened where it was put, and is the same each time', () => {
    expect(open(key, place, bytesOf(words))).toEqual(words);
    expect(bytesOf(words)).toBe(bytesOf(words));
    expect(bytesOf(words)).not.toContain('Ada');
  });

  test.each([
    ['another stream', key, { ...place, stream: 'customer-a.2' }],
    ['another event', key, { ...place, id: 'id-2' }],
    ['another type', key, { ...place, type: 'CustomerContactChanged' }],
    ['another person', { ...key, subject: 'customer-a.2' }, place],
    ['another key', { ...key, bytes: Buffer.alloc(32, 2) }, place],
  ])('is not opened at %s', (_, other, where) => {
    expect(() => open(other, where, bytesOf(words))).toThrowError(expect.objectContaining({ code: 'event_unreadable' }));
  });

  test('is not opened where a bit of it was changed', () => {
    const bytes = Buffer.from(bytesOf(words), 'base64');
    for (const at of [0, 13, bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => open(key, place, changed.toString('base64'))).toThrowError(
        expect.objectContaining({ code: 'event_unreadable' }),
      );
    }
  });

  test('differs in its nonce wherever words or place differ', () => {
    const nonces = [words, { name: 'Bea' }].flatMap(personal =>
      [place, { ...place, id: 'id-2' }, { ...place, stream: 'b' }].map(where =>
        Buffer.from(bytesOf(personal, where), 'base64').subarray(0, 12).toString('hex'),
      ),
    );
    expect(new Set(nonces).size).toBe(nonces.length);
  });
});
