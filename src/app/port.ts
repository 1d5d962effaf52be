// The ports the service listens on: asked before anything is started, and taken at the end.
import { createServer } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { Fault } from '../domain/fault.ts';
import type { Config } from './config/config.ts';
import { readRunning } from './running-service.ts';

interface Place {
  host: string;
  port: number;
  /** Says what to change where the port is taken. */
  variable: 'PORT' | 'OPS_PORT';
}

export const publicPlace = ({ host, port }: Pick<Config, 'host' | 'port'>): Place => ({ host, port, variable: 'PORT' });
export const opsPlace = (ops: NonNullable<Config['ops']>): Place => ({ ...ops, variable: 'OPS_PORT' });

/** Throws `port_in_use`; it says so where the service of the same data folder seems to hold the port. */
export async function portsMustBeFree(config: Pick<Config, 'host' | 'port' | 'ops' | 'dataDir'>): Promise<void> {
  for (const place of [publicPlace(config), ...(config.ops ? [opsPlace(config.ops)] : [])]) {
    if (place.port === 0 || (await isFree(place.port, place.host))) continue;
    const running = await readRunning(config.dataDir);
    const isRunning = [running?.address, running?.opsAddress].some(address => address?.endsWith(`:${place.port}`));
    throw portInUse(place, isRunning ? ` by the Rebook that runs on ${config.dataDir}: stop it,` : ':');
  }
}

const portInUse = ({ port, variable }: Place, holder = ':'): Fault =>
  new Fault('port_in_use', `port ${port} is taken${holder}${holder === ':' ? '' : ' or'} set ${variable} to a free one`);

/** Gives `http://host:port`. Throws `port_in_use`. */
export async function listen(app: FastifyInstance, place: Place): Promise<string> {
  try {
    return await app.listen({ host: place.host, port: place.port });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') throw portInUse(place);
    throw error;
  }
}

/** Another fault than a taken port is left to the one who listens. */
export const isFree = (port: number, host = '127.0.0.1'): Promise<boolean> =>
  new Promise(resolve => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'EADDRINUSE'));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
