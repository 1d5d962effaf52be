// The command line's way in.
import { runProgram } from './program.ts';
import { systemTerminal } from './terminal.ts';

// The reader of the output may close the pipe. Later output is dropped, and the command still stops cleanly.
for (const output of [process.stdout, process.stderr]) {
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
  });
}

const exitCode = await runProgram(process.argv.slice(2), systemTerminal);
// The event store's client keeps its channel open after it was disposed of, so the process is ended; output is flushed first.
await new Promise(resolve => process.stdout.write('', resolve));
process.exit(exitCode);
