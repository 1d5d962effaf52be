// A process whose main thread is busy on request, with the event store in its other thread.
import { pino } from 'pino';
import { startEmbeddedEventStore } from '../../src/server.ts';

const databaseUrl = process.argv[2] ?? '';
const store = await startEmbeddedEventStore({ databaseUrl, log: pino({ level: 'silent' }) });

process.on('message', async message => {
  if (message === 'be busy') {
    process.send?.('busy');
    // The message has to leave before the thread is taken.
    setTimeout(() => {
      const until = Date.now() + 3_000;
      while (Date.now() < until);
      process.send?.('free');
    }, 20);
  } else if (message === 'ping') process.send?.('pong');
  else {
    await store.stop();
    process.exit(0);
  }
});
process.send?.(store.connectionString);
