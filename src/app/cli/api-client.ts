// Sends requests to a running service's API, with the key of an operator.
import { Option } from 'commander';
import type { z } from 'zod';
import { Fault } from '../../domain/fault.ts';
import type { Config } from '../config/config.ts';
import { CommandFailed } from './command-failed.ts';
import { send, serviceAddress } from './send-request.ts';
import { printable } from './terminal.ts';

export interface ApiOptions {
  url?: string;
  key?: string;
}

export const keyOption = () => new Option('--key <key>', 'API key of an operator or admin').env('REBOOK_API_KEY');

/** The given key, else the first configured one of an admin, who may do all for every company, else of an operator. Throws `usage` where there is none. */
export function operatorKey(config: Config, given: string | undefined): string {
  const configured = (wanted: string) => config.apiKeys.find(({ role }) => role === wanted)?.key;
  const key = given ?? configured('admin') ?? configured('operator');
  if (key === undefined)
    throw new Fault('usage', 'no API key: set DATA_DIR to the folder of the service, or give --key or REBOOK_API_KEY');
  return key;
}

/** The answer's body as the schema reads it. Throws `service_unreachable`, and `Unsuccessful` for any other answer. */
export async function ask<T>(
  config: Config,
  options: ApiOptions,
  request: { path: string; method?: 'POST' | 'DELETE'; body?: object; timeoutMs?: number },
  schema: z.ZodType<T>,
): Promise<T> {
  const address = await serviceAddress(config, options.url);
  const { status, body } = await send(
    `${address}${request.path}`,
    {
      headers: {
        authorization: `Bearer ${operatorKey(config, options.key)}`,
        ...(request.body && { 'content-type': 'application/json' }),
      },
      ...(request.method && { method: request.method }),
      ...(request.body && { method: request.method ?? 'POST', body: JSON.stringify(request.body) }),
    },
    request.timeoutMs,
  );
  const read = schema.safeParse(body);
  if (status === 401) throw new CommandFailed(keyRefused(address, config, options));
  if (status === 403) throw new CommandFailed('the key may not do that: give the one of an admin with --key or REBOOK_API_KEY');
  if (status !== 200 || !read.success) throw new CommandFailed(`the service answered HTTP ${status}\n${printable(body)}`);
  return read.data;
}

/** Mostly the key is of another data folder than the service that answered. */
const keyRefused = (address: string, { dataDir }: Config, { key }: ApiOptions): string =>
  key === undefined
    ? `${address} does not accept the key of ${dataDir}: set DATA_DIR to the folder of that service, or give --key or REBOOK_API_KEY`
    : `${address} does not accept the key of --key or REBOOK_API_KEY`;
