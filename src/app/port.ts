// Whether a port is free, asked before anything is started.
import { createServer } from 'node:net';
import { Fault } from '../domain/fault.ts';
import type { Config } from './config/config.ts';
import { readRunning } from './running-service.ts';

/** Throws `port_in_use`; it says so where the service of the same data folder seems to hold the port. */
export async function portMustBeFree({ host, port, dataDir }: Pick<Config, 'host' | 'port' | 'dataDir'>): Promise<void> {
  if (port === 0 || (await isFree(port, host))) return;
  const running = await readRunning(dataDir);
  const holder = running?.address.endsWith(`:${port}`) ? ` by the Rebook that runs on ${dataDir}: stop it,` : ':';
  throw portInUse(port, holder);
}

export const portInUse = (port: number, holder = ':'): Fault =>
  new Fault('port_in_use', `port ${port} is taken${holder}${holder === ':' ? '' : ' or'} set PORT to a free one`);

/** Another fault than a taken port is left to the one who listens. */
export const isFree = (port: number, host = '127.0.0.1'): Promise<boolean> =>
  new Promise(resolve => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'EADDRINUSE'));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
