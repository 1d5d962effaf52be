// What is really sent while time is simulated: noted for the judge, and waited for by the clock.

/** A request as its sender knows it. */
export interface Sent {
  method: string;
  path: string;
  body: string;
  at: number;
  /** Its answer, or that none came: it ran out of time, or the connection broke. */
  ended?: { at: number; httpStatus: number | undefined };
}

/** The sandbox may hold back what nobody waits for any more; a request that really is in flight has come this far by then. */
const onItsWayMs = 8;

/** Notes what is sent, and counts requests in flight, less those the sandbox holds back in simulated time. */
export function countFetches(now: () => Date) {
  const original = globalThis.fetch;
  let underWay = 0;
  let heldBack = 0;
  let changed = performance.now();
  function count(sent: number, held: number) {
    underWay += sent;
    heldBack += held;
    changed = performance.now();
  }
  const sent: Sent[] = [];
  globalThis.fetch = async (input, init) => {
    count(1, 0);
    const { pathname: path } = new URL(input instanceof Request ? input.url : input);
    const one: Sent = { method: init?.method ?? 'GET', path, body: String(init?.body ?? ''), at: now().getTime() };
    sent.push(one);
    let httpStatus: number | undefined;
    try {
      const answer = await original(input, init);
      const body = await answer.arrayBuffer();
      httpStatus = answer.status;
      return new Response(body, { status: answer.status, headers: answer.headers });
    } finally {
      count(-1, 0);
      one.ended = { at: now().getTime(), httpStatus };
    }
  };
  return {
    sent,
    held: (by: 1 | -1) => count(0, by),
    busy: () => underWay > heldBack || (underWay > 0 && performance.now() - changed < onItsWayMs),
    restore: () => {
      globalThis.fetch = original;
    },
  };
}
