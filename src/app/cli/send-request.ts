// Sends requests to a running service over HTTP.

import { Fault } from '../../domain/fault.ts';
import type { Config } from '../config/config.ts';
import { readRunning } from '../running-service.ts';

export interface ServiceAnswer {
  status: number;
  body: unknown;
}

/** The service's address: the given one, else the one it wrote down, else the configured port. */
export async function serviceAddress(config: Config, url: string | undefined): Promise<string> {
  if (url !== undefined) return givenAddress(url);
  return (await readRunning(config.dataDir))?.address ?? `http://${config.host}:${config.port}`;
}

/** The same of its health, metrics and documentation. */
export async function opsAddress(config: Config, url: string | undefined): Promise<string> {
  if (url !== undefined) return givenAddress(url);
  const running = await readRunning(config.dataDir);
  const { host, port } = config.ops ?? config;
  return running?.opsAddress ?? running?.address ?? `http://${host}:${port}`;
}

function givenAddress(url: string): string {
  if (!URL.canParse(url)) throw new Fault('usage', '--url is not an address');
  return url.replace(/\/+$/, '');
}

/** Throws `service_unreachable` where there is no answer, or none in time. */
export async function send(url: string, init: RequestInit = {}, timeoutMs = 120_000): Promise<ServiceAnswer> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) });
    text = await response.text();
  } catch (error) {
    throw new Fault('service_unreachable', `no answer from ${new URL(url).origin}; is the service running? (rebook start)`, {
      cause: error,
    });
  }
  return { status: response.status, body: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
