// Commands that wait for their outcome: each is answered exactly once, at the latest at its deadline.
import type { Command, Outcome } from './command.ts';

export interface PendingCommand {
  readonly command: Command;
  readonly outcome: Promise<Outcome>;
  /** Whatever is answered first counts. */
  answer(outcome: Outcome): void;
  isAnswered(): boolean;
}

export interface PendingCommands {
  /** `deadline`: milliseconds since 1970. */
  add(command: Command, deadline: number): PendingCommand;
  /** Answers all that are open. */
  closeAll(): void;
}

const deadlineCheckMs = 100;

/** `now`: milliseconds since 1970. */
export function createPendingCommands(now: () => number): PendingCommands {
  const open = new Map<PendingCommand, number>();
  let timer: NodeJS.Timeout | undefined;

  function checkDeadlines(): void {
    const time = now();
    for (const [pendingCommand, deadline] of open) if (deadline <= time) pendingCommand.answer({ kind: 'timed_out' });
    if (open.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  return {
    add(command, deadline) {
      const { promise, resolve } = withResolver<Outcome>();
      const pendingCommand: PendingCommand = {
        command,
        outcome: promise,
        answer(outcome) {
          if (open.delete(pendingCommand)) resolve(outcome);
        },
        isAnswered: () => !open.has(pendingCommand),
      };
      open.set(pendingCommand, deadline);
      timer ??= setInterval(checkDeadlines, deadlineCheckMs);
      return pendingCommand;
    },
    closeAll() {
      for (const pendingCommand of open.keys()) pendingCommand.answer({ kind: 'closed' });
      clearInterval(timer);
      timer = undefined;
    },
  };
}

/** What `Promise.withResolvers` gives from Node 22 on. */
function withResolver<T>(): { promise: Promise<T>; resolve(value: T): void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>(given => {
    resolve = given;
  });
  return { promise, resolve };
}
