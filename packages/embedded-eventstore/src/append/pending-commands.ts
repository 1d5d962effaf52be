// Commands that wait for their outcome: each is answered exactly once, at the latest at its deadline.
import type { Command, Outcome } from './command.ts';

export interface Submission {
  readonly command: Command;
  readonly outcome: Promise<Outcome>;
  /** Whatever is answered first counts. */
  answer(outcome: Outcome): void;
  isAnswered(): boolean;
}

export interface Submissions {
  /** `deadline`: milliseconds since 1970. */
  add(command: Command, deadline: number): Submission;
  /** Answers all that are open. */
  closeAll(): void;
}

const deadlineCheckMs = 100;

/** `now`: milliseconds since 1970. */
export function createSubmissions(now: () => number): Submissions {
  const open = new Map<Submission, number>();
  let timer: NodeJS.Timeout | undefined;

  function checkDeadlines(): void {
    const time = now();
    for (const [submission, deadline] of open) if (deadline <= time) submission.answer({ kind: 'timed_out' });
    if (open.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  return {
    add(command, deadline) {
      const { promise, resolve } = withResolver<Outcome>();
      const submission: Submission = {
        command,
        outcome: promise,
        answer(outcome) {
          if (open.delete(submission)) resolve(outcome);
        },
        isAnswered: () => !open.has(submission),
      };
      open.set(submission, deadline);
      timer ??= setInterval(checkDeadlines, deadlineCheckMs);
      return submission;
    },
    closeAll() {
      for (const submission of open.keys()) submission.answer({ kind: 'closed' });
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
