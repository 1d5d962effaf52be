// Requests as a browser sends them from the console's own pages.
import type { World } from '../../support/world.ts';

/** What a page of the console sends along, and what another site's page cannot. */
export const ownPage = { 'sec-fetch-site': 'same-origin', 'rebook-console': '1' };

export interface Asked {
  method?: string;
  path: string;
  body?: object;
  cookie?: string;
  headers?: Record<string, string>;
}

/** Sends it without a key; from an own page unless `headers` says otherwise. */
export const askAs = (world: World, { method = 'GET', path, body, cookie, headers = ownPage }: Asked): Promise<Response> =>
  fetch(`${world.rebook.address}${path}`, {
    method,
    redirect: 'manual',
    headers: { ...headers, ...(cookie && { cookie }), ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });

/** Signs in and gives the cookie as the next request sends it. Throws where the key is not taken. */
export async function signIn(world: World, key: string, cookie?: string): Promise<string> {
  const answer = await askAs(world, { method: 'POST', path: '/console/session', body: { key }, ...(cookie && { cookie }) });
  if (answer.status !== 200) throw new Error(`not signed in: ${answer.status}`);
  return cookieOf(answer);
}

export const cookieOf = (answer: Response): string => (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
