// The types the console is written against: what it asks of the API, as the API's document has it.
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript';
import { z } from 'zod';
import { apiDocument } from './api-document.ts';

/** The operations the console uses. One that is missing here is missing in its types, so that it does not compile. */
const used = new Set([
  'cancelAppointment',
  'getAppointment',
  'getCall',
  'getCompany',
  'getCustomer',
  'getNotificationText',
  'getOwnKey',
  'listAppointments',
  'listCallbacks',
  'listCalls',
  'listCompanies',
  'listModifications',
  'listNotifications',
  'listPending',
  'markCallbackDone',
  'markNotificationDone',
  'previewChange',
  'replayAnswers',
  'rescheduleAppointment',
  'resolveModification',
  'searchCustomers',
]);

const operation = z.looseObject({ operationId: z.string(), responses: z.record(z.string(), z.unknown()) });
const document = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), operation)) });

/** The text of the file: its answers alone, since every error has the same form. */
export async function consoleTypes(): Promise<string> {
  const { paths, ...rest } = document.parse(JSON.parse(JSON.stringify(await apiDocument())));
  const wanted = Object.entries(paths).flatMap(([path, methods]) => {
    const kept = Object.entries(methods).filter(([, { operationId }]) => used.has(operationId));
    return kept.length === 0 ? [] : [[path, Object.fromEntries(kept.map(([method, one]) => [method, bare(one)]))] as const];
  });
  const text = JSON.stringify(withoutWords({ ...rest, paths: Object.fromEntries(wanted) }));
  return `${COMMENT_HEADER}${astToString(await openapiTS(text))}`;
}

const bare = (one: z.infer<typeof operation>) => ({ ...one, responses: { 200: one.responses[200] } });

/** Descriptions and examples are for readers of the document. */
function withoutWords(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutWords);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(
    ([name, field]) =>
      !(['description', 'summary'].includes(name) && typeof field === 'string') && !['example', 'examples'].includes(name),
  );
  return Object.fromEntries(kept.map(([name, field]) => [name, withoutWords(field)]));
}
