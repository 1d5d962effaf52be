// Pages of the log in order: while one is sent, the next is read.
import type { StoredEvent } from '../log/event.ts';
import { pageEvents, type Reader } from '../log/reader.ts';

/** The events after a position up to another, as `Reader.logForwards` gives them. */
export type LogPages = (after: bigint, upTo: bigint) => Promise<StoredEvent[]>;

export function createLogPages(reader: Pick<Reader, 'logForwards'>): LogPages {
  let ahead: { after: bigint; page: Promise<StoredEvent[]> } | undefined;
  return async (after, upTo) => {
    const page = await (ahead?.after === after ? ahead.page : reader.logForwards(after, upTo, pageEvents));
    ahead = undefined;
    const last = page.at(-1)?.position;
    if (last !== undefined && last < upTo) {
      ahead = { after: last, page: reader.logForwards(last, upTo, pageEvents) };
      // The reader that asks for it hears that it failed.
      ahead.page.catch(() => undefined);
    }
    return page;
  };
}
