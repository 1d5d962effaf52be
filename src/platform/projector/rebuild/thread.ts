// The thread that rebuilds. It stands behind all others before it loads anything: loading is work as well.
import { constants, setPriority } from 'node:os';

// On Linux the priority is the calling thread's; elsewhere the whole process would be put behind.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW);
await import('./thread-work.ts');
