// Requests that were recorded and have no answer yet: what a process that has ended left behind is found here.
import { tableProjection } from '../src/platform/projector/projection.ts';

export const openRequests = tableProjection({
  ofOneStream: true,
  version: 1,
  table: {
    name: 'open_requests',
    columns: {
      request_key: 'uuid not null',
      try: 'integer not null',
      company_id: 'text not null',
      stream: 'text not null',
      function: 'text not null',
      called_at: 'timestamptz not null',
    },
    key: ['request_key', 'try'],
    indexes: ['(called_at)'],
  },
  keyOf(event) {
    switch (event.type) {
      case 'FunctionCalled':
      case 'FunctionAnswered':
      case 'RequestClosed':
        return { request_key: event.data.requestKey, try: event.data.n };
      default:
        return undefined;
    }
  },
  fold: (_, event) =>
    event.type === 'FunctionCalled'
      ? {
          company_id: event.metadata.companyId,
          stream: event.stream,
          function: event.data.function,
          called_at: event.metadata.occurredAt,
        }
      : undefined,
});
