// The one way to the API: typed by its document, with what a session needs, and faults as one kind of error.
import createClient from 'openapi-fetch';
import { noteReachable, noteSignedOut, noteUnreachable } from '../app/connection.ts';
import type { paths } from './schema.d.ts';

/** On a slow network an answer may take long; after this it is taken for lost. */
const patienceMs = 20_000;

/** Sent with every request: another site's page cannot send it. */
export const ownHeaders = { 'rebook-console': '1' };

async function send(request: Request): Promise<Response> {
  try {
    const answer = await fetch(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(patienceMs)]) });
    noteReachable();
    if (answer.status === 401) noteSignedOut();
    return answer;
  } catch (error) {
    // One that was given up by us says nothing of the connection.
    if (!request.signal.aborted) noteUnreachable();
    throw error;
  }
}

export const api = createClient<paths>({ baseUrl: window.location.origin, headers: ownHeaders, fetch: send });

/** What the service refuses: its code of the catalogue, and its sentence. */
export class ApiFault extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, message: string, status: number) {
    super(message);
    this.name = 'ApiFault';
    this.code = code;
    this.status = status;
  }
}

/** The answer itself. Throws `ApiFault`, and what `fetch` throws where nothing answers. */
export async function answered<T>(asked: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await asked;
  if (data !== undefined) return data;
  throw faultIn(error, response.status);
}

/** The fault that an answer's body tells of. */
export function faultIn(body: unknown, status: number): ApiFault {
  const error = member(body, 'error');
  const code = member(error, 'code');
  const message = member(error, 'message');
  return new ApiFault(typeof code === 'string' ? code : 'internal_fault', typeof message === 'string' ? message : '', status);
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined;
}
