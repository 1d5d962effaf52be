// Compares the events as they are with the leaves that were recorded, and says what was done to them where they differ. It keeps so
// many of both in memory and no more.

/** A leaf as it is now, and where its event stands. */
export interface FoundLeaf {
  hash: Buffer;
  stream: string;
  revision: bigint;
  position: bigint;
}

export type LeafDifference =
  /** The event is not the one that was recorded: data, metadata, type, id or place in its stream. */
  | { kind: 'altered'; index: number; event: FoundLeaf }
  /** What was recorded at `index` and at `other` stands at the other's place. */
  | { kind: 'exchanged'; index: number; other: number; event: FoundLeaf }
  /** So many events that were recorded from `index` on are not there. */
  | { kind: 'removed'; index: number; count: number }
  /** An event that was not recorded stands before what was recorded at `index`. */
  | { kind: 'added'; index: number; event: FoundLeaf }
  /** From `index` on nothing is as it was recorded; nothing more is compared. */
  | { kind: 'replaced'; index: number; event: FoundLeaf };

/** How far apart two places may be that are still recognised as each other's. */
const lookahead = 256;
/** After so many differences nobody reads on. */
const mostDifferences = 20;

export interface LeafComparison {
  /** The next events. */
  found(leaves: readonly FoundLeaf[]): Promise<void>;
  /** There are no more events. */
  end(): Promise<void>;
  differences(): readonly LeafDifference[];
}

/**
 * `next` gives recorded leaves in order, some at a time, and undefined after the last. Events beyond it are no difference: they are not
 * recorded yet.
 */
export function compareLeaves(next: () => Promise<readonly Buffer[] | undefined>): LeafComparison {
  const events: FoundLeaf[] = [];
  const recorded: Buffer[] = [];
  const differences: LeafDifference[] = [];
  /** What was recorded where an event is another one. */
  const altered: { at: number; leaf: Buffer }[] = [];
  let hasEnded = false;
  let isOver = false;
  /** Of the first of `recorded`. */
  let index = 0;

  async function fill(count: number): Promise<void> {
    while (!hasEnded && recorded.length < count) {
      const leaves = await next();
      if (leaves) recorded.push(...leaves);
      else hasEnded = true;
    }
  }

  function drop(fromEvents: number, fromRecorded: number): void {
    events.splice(0, fromEvents);
    recorded.splice(0, fromRecorded);
    index += fromRecorded;
  }

  function note(difference: LeafDifference): void {
    differences.push(difference);
    if (differences.length >= mostDifferences) isOver = true;
  }

  /** Takes what is equal, and explains what is not once enough of both is known. */
  async function settle(isLast: boolean): Promise<void> {
    while (!isOver && events.length > 0) {
      await fill(1);
      const equal = equalAtFront(events, recorded);
      drop(equal, equal);
      const [event] = events;
      if (!event) return;
      if (recorded.length === 0) {
        isOver = hasEnded;
        continue;
      }
      if (events.length < 2 * lookahead && !isLast) return;
      await fill(2 * lookahead);
      explain(event);
    }
  }

  function explain(event: FoundLeaf): void {
    const meeting = nextMeeting(events, recorded);
    if (!meeting && recorded.length >= 2 * lookahead && events.length >= 2 * lookahead) {
      note({ kind: 'replaced', index, event });
      isOver = true;
      return;
    }
    // With little left on one side, the others are simply more or fewer.
    const { ofEvents, ofRecorded } = meeting ?? { ofEvents: events.length, ofRecorded: recorded.length };
    explainBefore(ofEvents, ofRecorded);
    drop(ofEvents, ofRecorded);
  }

  /** Before they meet again so many events stand where so many leaves were recorded. */
  function explainBefore(ofEvents: number, ofRecorded: number): void {
    const pairs = Math.min(ofEvents, ofRecorded);
    for (let at = 0; at < pairs; at += 1) {
      const event = events[at];
      const leaf = recorded[at];
      if (!event || !leaf || event.hash.equals(leaf)) continue;
      altered.push({ at: differences.length, leaf });
      note({ kind: 'altered', index: index + at, event });
    }
    if (ofRecorded > pairs) note({ kind: 'removed', index: index + pairs, count: ofRecorded - pairs });
    for (const event of events.slice(pairs, ofEvents)) note({ kind: 'added', index: index + pairs, event });
  }

  return {
    async found(leaves) {
      if (isOver) return;
      events.push(...leaves);
      await settle(false);
    },
    async end() {
      await settle(true);
      if (isOver) return;
      let missing = recorded.length;
      recorded.length = 0;
      while (!hasEnded) {
        await fill(lookahead);
        missing += recorded.length;
        recorded.length = 0;
      }
      if (missing > 0) note({ kind: 'removed', index, count: missing });
    },
    differences: () => withExchanges(differences, altered),
  };
}

function equalAtFront(events: readonly FoundLeaf[], recorded: readonly Buffer[]): number {
  const most = Math.min(events.length, recorded.length);
  for (let at = 0; at < most; at += 1) {
    const leaf = recorded[at];
    if (!leaf || !events[at]?.hash.equals(leaf)) return at;
  }
  return most;
}

/** Of two altered events each may be what was recorded at the other's place, however far apart they are. */
function withExchanges(found: readonly LeafDifference[], altered: readonly { at: number; leaf: Buffer }[]): LeafDifference[] {
  const differences = [...found];
  const merged = new Set<LeafDifference>();
  for (const [place, { at, leaf }] of altered.entries()) {
    const one = found[at];
    const partner = altered.slice(place + 1).find(other => {
      const difference = found[other.at];
      return (
        one?.kind === 'altered' && difference?.kind === 'altered' && isExchanged(one.event, leaf, difference.event, other.leaf)
      );
    });
    const other = partner && found[partner.at];
    if (one?.kind !== 'altered' || other?.kind !== 'altered' || merged.has(one)) continue;
    differences[at] = { kind: 'exchanged', index: one.index, other: other.index, event: one.event };
    merged.add(other);
  }
  return differences.filter(difference => !merged.has(difference));
}

const isExchanged = (one: FoundLeaf, oneLeaf: Buffer, other: FoundLeaf, otherLeaf: Buffer): boolean =>
  one.hash.equals(otherLeaf) && other.hash.equals(oneLeaf);

/** The nearest places from which on the two go together: two in a row, or the end of both. */
function nextMeeting(
  events: readonly FoundLeaf[],
  recorded: readonly Buffer[],
): { ofEvents: number; ofRecorded: number } | undefined {
  const places = new Map(recorded.map((leaf, at) => [leaf.toString('latin1'), at]));
  let best: { ofEvents: number; ofRecorded: number } | undefined;
  events.forEach((event, ofEvents) => {
    const ofRecorded = places.get(event.hash.toString('latin1'));
    if (ofRecorded === undefined) return;
    const [after, following] = [events[ofEvents + 1], recorded[ofRecorded + 1]];
    const goesOn = !after || !following || after.hash.equals(following);
    if (goesOn && (!best || ofEvents + ofRecorded < best.ofEvents + best.ofRecorded)) best = { ofEvents, ofRecorded };
  });
  return best;
}
