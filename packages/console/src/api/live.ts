// Follows the changes of a company as they happen, and asks again for what is shown.
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { noteReachable, noteUnreachable } from '../app/connection.ts';

/** Many changes come at once: what is shown is asked for again at most so often. */
const gatherMs = 400;
/** A browser tries a lost connection again by itself, but not one that was answered with an error. */
const againMs = 3_000;

/** Marks a query whose answer changes as things happen. */
export const live = { meta: { live: true } } as const;

const askAgain = (queries: QueryClient): Promise<void> =>
  queries.invalidateQueries({ predicate: ({ meta }) => meta?.live === true });

/** Follows the company until another is chosen. `changed` is called with the type of each change. */
export function useChanges(company: string | undefined, changed: (type: string) => void): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (company === undefined) return undefined;
    let source: EventSource | undefined;
    let again: number | undefined;
    let gathered: number | undefined;
    const gather = (): void => {
      gathered ??= window.setTimeout(() => {
        gathered = undefined;
        void askAgain(queries);
      }, gatherMs);
    };
    const open = (): void => {
      source = new EventSource(`/v1/changes?company=${encodeURIComponent(company)}`);
      source.addEventListener('ready', () => {
        noteReachable();
        gather();
      });
      source.addEventListener('change', ({ data }: MessageEvent<string>) => {
        changed(typeIn(data));
        gather();
      });
      source.addEventListener('error', () => {
        if (source?.readyState !== EventSource.CLOSED) return noteUnreachable();
        window.clearTimeout(again);
        again = window.setTimeout(open, againMs);
        // Whether it is the session or the service is seen by asking.
        void queries.invalidateQueries({ queryKey: ['key'] });
      });
    };
    open();
    return () => {
      source?.close();
      window.clearTimeout(again);
      window.clearTimeout(gathered);
    };
  }, [company, queries, changed]);
}

function typeIn(data: string): string {
  const told: unknown = JSON.parse(data);
  return typeof told === 'object' && told !== null && 'type' in told && typeof told.type === 'string' ? told.type : '';
}
