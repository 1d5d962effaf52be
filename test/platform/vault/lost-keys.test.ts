// A key that was given up is followed by another one, unless its person is erased; a damaged one keeps nobody from the others.

import { Client } from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyVault } from '../../../src/platform/vault/copy-vault.ts';
import { newMasterKey } from '../../../src/platform/vault/master-keys.ts';
import { applyRegister } from '../../../src/platform/vault/restored.ts';
import { openVault, type Vault } from '../../../src/platform/vault/vault.ts';
import { emptyDatabase } from '../../support/database.ts';

let database: Awaited<ReturnType<typeof emptyDatabase>>;
const opened: Vault[] = [];
const log: string[] = [];
const master = newMasterKey();
async function instance(keys = master, url = database.url): Promise<Vault> {
  const logger = pino({}, { write: line => log.push(line) });
  const vault = await openVault({ databaseUrl: url, masterKey: { kind: 'given', keys } }, logger);
  opened.push(vault);
  return vault;
}
beforeAll(async () => {
  database = await emptyDatabase();
});
afterAll(async () => {
  await Promise.all(opened.map(vault => vault.close()));
  await database.drop();
});

const sealing = async (vault: Vault, subject: string) => {
  const key = (await vault.toSeal([subject])).get(subject);
  return typeof key === 'object' ? key.subject : key;
};
const opening = async (vault: Vault, name: string) => {
  const key = (await vault.toOpen([name])).get(name);
  return typeof key === 'object' ? key.subject : key;
};
async function sql(text: string, url = database.url): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(text).finally(() => client.end());
}

describe('a key that was given up', () => {
  test('is followed by the next one, the same for all instances, and opens nothing', async () => {
    const [one, other] = [await instance(), await instance()];
    await one.toSeal(['a', 'b']);
    await one.giveUp(['a'], new Date());
    other.forget();
    expect(await Promise.all([one, other, one].map(vault => sealing(vault, 'a')))).toEqual(['a~2', 'a~2', 'a~2']);
    const bytes = [one, other].map(async vault => JSON.stringify((await vault.toOpen(['a~2'])).get('a~2')));
    expect(new Set(await Promise.all(bytes)).size).toBe(1);
    expect(await opening(one, 'a')).toBe('lost');
    expect(await sealing(one, 'b')).toBe('b');
    await one.giveUp(['a~2'], new Date());
    expect(await sealing(one, 'a')).toBe('a~3');
  });

  test('is followed by none once its person is erased, and what followed it is destroyed as well', async () => {
    const [one, other] = [await instance(), await instance()];
    await one.giveUp(['c'], new Date());
    expect([await sealing(one, 'c'), await sealing(other, 'c')]).toEqual(['c~2', 'c~2']);
    expect(await one.destroy(['c'], new Date())).toEqual(['c~2']);
    expect(await sealing(one, 'c')).toBe('destroyed');
    expect([await opening(one, 'c'), await opening(one, 'c~2')]).toEqual(['destroyed', 'destroyed']);
    await one.giveUp(['c', 'c~2'], new Date());
    expect(await sealing(await instance(), 'c')).toBe('destroyed');
  });

  test('is followed by none where an instance has not heard yet that its person was erased', async () => {
    const [one, behind] = [await instance(), await instance()];
    await one.giveUp(['d'], new Date());
    // It has in memory that the key was given up, and has made no other one.
    expect(await opening(behind, 'd')).toBe('lost');
    await one.destroy(['d'], new Date());
    expect(await sealing(behind, 'd')).toBe('destroyed');
    expect(await opening(one, 'd~2')).toBeUndefined();
  });

  test('comes back by a copy of the vault that has it, and not where its person was erased', async () => {
    const target = await emptyDatabase();
    const vault = await instance();
    await vault.toSeal(['e', 'f', 'g']);
    await copyVault(database.url, target.url);
    await vault.giveUp(['e', 'f'], new Date());
    expect([await sealing(vault, 'e'), await sealing(vault, 'f')]).toEqual(['e~2', 'f~2']);
    // Erased in the other one: everything of theirs goes here as well.
    const copy = await instance(master, target.url);
    await copy.destroy(['f'], new Date());
    const erasure = { companyId: 'c', customerId: 'g', by: 'x', reasonCode: 'y', erasedAt: new Date(), subjects: ['g'] };
    await copyVault(target.url, database.url, [erasure]);
    vault.forget();
    expect(await Promise.all(['e', 'f', 'g'].map(name => sealing(vault, name)))).toEqual(['e', 'destroyed', 'destroyed']);
    expect(await Promise.all(['e~2', 'f~2', 'g'].map(name => opening(vault, name)))).toEqual(['e~2', 'destroyed', 'destroyed']);
    await copy.close();
    opened.splice(opened.indexOf(copy), 1);
    await target.drop();
  });
});

test('who is in a register is erased with every key, and those that were there are named', async () => {
  const vault = await instance();
  await vault.toSeal(['h', 'i']);
  await vault.giveUp(['h'], new Date());
  await vault.toSeal(['h']);
  const entry = { companyId: 'c', customerId: 'h', by: 'x', reasonCode: 'y', erasedAt: new Date(), subjects: ['h', 'i', 'j'] };
  expect((await applyRegister(vault, [entry])).sort()).toEqual(['h~2', 'i']);
  expect(await applyRegister(vault, [entry])).toEqual([]);
  expect(await Promise.all(['h', 'i', 'j'].map(name => sealing(vault, name)))).toEqual(['destroyed', 'destroyed', 'destroyed']);
});

describe.each([
  ['with a bit changed', 'set_byte(wrapped, 20, get_byte(wrapped, 20) # 1)'],
  ['cut off', 'substr(wrapped, 1, 5)'],
  ['empty', "''::bytea"],
])('a key that is damaged, %s,', (_, damage) => {
  test('stops neither start nor rotation, and is named', async () => {
    const database = await emptyDatabase();
    const vault = await instance(master, database.url);
    await vault.toSeal(['damaged', 'whole']);
    await sql(`update vault.data_key set wrapped = ${damage} where subject = 'damaged'`, database.url);
    log.length = 0;
    const next = newMasterKey();
    const other = await instance(`${next},${master}`, database.url);
    expect([...(await other.toOpen(['whole', 'damaged'])).keys()]).toEqual(['whole']);
    expect(other.damaged()).toEqual(['damaged']);
    expect(log.map(line => JSON.parse(line)).filter(({ code }) => code === 'data_key_damaged')).toMatchObject([
      { subject: 'damaged' },
    ]);
    await expect(other.toSeal(['damaged'])).rejects.toMatchObject({ code: 'data_key_damaged' });
    expect(await other.rotate()).toEqual({ rotated: 1, damaged: ['damaged'] });
    expect(await other.check()).toEqual({ keys: 2, damaged: ['damaged'], masterUnknown: [] });
    expect(await opening(await instance(next + ',' + master, database.url), 'whole')).toBe('whole');
    // It is given up, and nothing is amiss any more.
    await other.giveUp(['damaged'], new Date());
    expect([other.damaged(), await sealing(other, 'damaged')]).toEqual([[], 'damaged~2']);
    const after = await instance(next, database.url);
    expect(await after.check()).toEqual({ keys: 2, damaged: [], masterUnknown: [] });
    for (const one of [vault, other, after]) await one.close();
    await database.drop();
  });
});
