// The thread that rebuilds. It lowers its priority before it loads anything: loading is work as well.
import { constants, setPriority } from 'node:os';

// On Linux the priority is the calling thread's; elsewhere it would be the whole process's.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW);
await import('./thread-work.ts');
