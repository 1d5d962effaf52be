// Every command: its name, what it does in one line, and where its code is. Only the code of the command that is run is loaded.
import type { Command } from 'commander';
import type { Terminal } from './terminal.ts';

/** Adds the command, with its arguments and options, to the program. */
type AddCommand = (program: Command, terminal: Terminal) => void;

export interface CommandEntry {
  name: string;
  description: string;
  load(): Promise<AddCommand>;
}

/** In the order of `rebook --help`. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'start',
    description: 'run the service until a signal stops it (SIGTERM, Ctrl-C)',
    load: async () => (await import('./start.ts')).addStart,
  },
  {
    name: 'demo',
    description: 'start everything with data of its own, play five calls and show what each of them did',
    load: async () => (await import('./demo/command.ts')).addDemo,
  },
  {
    name: 'call',
    description: 'send a function call as Retell would, and print what the caller hears',
    load: async () => (await import('./call/call.ts')).addCall,
  },
  {
    name: 'import',
    description: 'import customers and appointments into a company of a running service',
    load: async () => (await import('./import/import.ts')).addImport,
  },
  {
    name: 'replay',
    description: 'print what happened in a stream; for a call, decide every answer again and compare',
    load: async () => (await import('./operate/replay.ts')).addReplay,
  },
  {
    name: 'verify',
    description: 'check all events, or an exported stream, against the transparency log; exit code 1 if something was changed',
    load: async () => (await import('./proof/verify.ts')).addVerify,
  },
  {
    name: 'proof',
    description: 'the transparency log: its verifier key, a checkpoint now, a new signing key',
    load: async () => (await import('./proof/proof.ts')).addProof,
  },
  {
    name: 'status',
    description: 'show the state of a running service; exit code 1 if it is not ready',
    load: async () => (await import('./status.ts')).addStatus,
  },
  {
    name: 'pending',
    description: 'list the changes without an outcome at the calendar, the oldest first',
    load: async () => (await import('./operate/pending.ts')).addPending,
  },
  {
    name: 'parked',
    description: 'streams a read model could not follow: list them, retry them, or drop an event',
    load: async () => (await import('./operate/retry-parked.ts')).addParked,
  },
  {
    name: 'reconcile',
    description: 'compare the calendar with the streams, repair what differs, and print what was found',
    load: async () => (await import('./operate/reconcile.ts')).addReconcile,
  },
  {
    name: 'keys',
    description: 'API keys of staff and programs: list them, make one, revoke one, while the service runs',
    load: async () => (await import('./operate/keys.ts')).addKeys,
  },
  {
    name: 'subject',
    description: 'write everything that is stored of one person, for the person: JSON, or a page in German or English',
    load: async () => (await import('./operate/subject.ts')).addSubject,
  },
  {
    name: 'erase',
    description: 'erase what is personal of a customer for good, and list what others still hold',
    load: async () => (await import('./operate/erase.ts')).addErase,
  },
  {
    name: 'vault',
    description: 'the master key of what is encrypted: wrap all data keys anew, while the service runs',
    load: async () => (await import('./vault/vault.ts')).addVault,
  },
  {
    name: 'retell-functions',
    description: 'print the tools to import into a Retell agent, functions and transfer, as JSON',
    load: async () => (await import('./retell/retell-functions.ts')).addRetellFunctions,
  },
  {
    name: 'retell-setup',
    description: 'set up an agent at Retell: functions, transfer, prompt and webhooks; shows what differs and asks',
    load: async () => (await import('./retell/retell-setup.ts')).addRetellSetup,
  },
  {
    name: 'rebuild',
    description: 'make read models again from the events; a running service goes on with the old ones until then',
    load: async () => (await import('./data/rebuild.ts')).addRebuild,
  },
  {
    name: 'migrate',
    description: 'bring the tables of the database up to date (the service does so itself when it starts)',
    load: async () => (await import('./data/migrate.ts')).addMigrate,
  },
  {
    name: 'backup',
    description: 'write the embedded data into one file',
    load: async () => (await import('./data/backup.ts')).addBackup,
  },
  {
    name: 'restore',
    description: 'make the embedded data from a backup',
    load: async () => (await import('./data/restore.ts')).addRestore,
  },
  {
    name: 'copy-events',
    description: 'copy all events into another event store, and compare the two',
    load: async () => (await import('./data/copy-events.ts')).addCopyEvents,
  },
  {
    name: 'eventstore',
    description: 'run the embedded event store alone, until a signal stops it (SIGTERM, Ctrl-C)',
    load: async () => (await import('./data/eventstore.ts')).addEventstore,
  },
];
