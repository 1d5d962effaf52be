// Passes the answers of one call on as those of another, at the pace of their reader.
import type { ClientReadableStream, ServerDuplexStream, ServerWritableStream, ServiceError } from '@grpc/grpc-js';

/** `change`: the answer in the reader's words; undefined leaves it out. */
export function relay<Answer>(
  from: ClientReadableStream<Answer>,
  to: ServerWritableStream<unknown, Answer> | ServerDuplexStream<unknown, Answer>,
  failure: (error: ServiceError) => Partial<ServiceError>,
  change: (answer: Answer) => Answer | undefined,
): void {
  from.on('data', (answer: Answer) => {
    const changed = change(answer);
    if (changed === undefined || to.cancelled || to.destroyed) return;
    if (!to.write(changed)) from.pause();
  });
  to.on('drain', () => from.resume());
  from.on('end', () => to.end());
  from.on('error', (error: ServiceError) => {
    if (!to.cancelled) to.emit('error', failure(error));
  });
  to.on('cancelled', () => from.cancel());
  to.on('error', () => undefined);
}
