// A process that has only just loaded the product turns its first requests away as overload.
import { setTimeout as pause } from 'node:timers/promises';

/** Waits until the service at the address (`http://host:port`) turns nobody away. */
export async function attentive(address: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if ((await fetch(`${address}/health/live`)).ok) return;
    await pause(50);
  }
  throw new Error('the service turns everybody away');
}
