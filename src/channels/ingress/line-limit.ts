// Keeps the log readable under a flood: writes so many lines of each kind, and counts the others.

export interface LineLimitOptions {
  most?: number;
  withinMs?: number;
  now?: () => number;
}

/**
 * Whether a line of this kind is to be written now: undefined where it is not, else the fields to add, `suppressed` being how
 * many of its kind were left out since the last one. Kinds are codes of ours, so that there are few.
 */
export type LineLimit = (kind: string) => { suppressed?: number } | undefined;

export function createLineLimit({
  most = 50,
  withinMs = 10_000,
  now = () => performance.now(),
}: LineLimitOptions = {}): LineLimit {
  const kinds = new Map<string, { since: number; written: number; suppressed: number }>();
  return kind => {
    const at = now();
    const lines = kinds.get(kind) ?? { since: at, written: 0, suppressed: 0 };
    kinds.set(kind, lines);
    if (at - lines.since > withinMs) Object.assign(lines, { since: at, written: 0 });
    if (lines.written >= most) {
      lines.suppressed += 1;
      return undefined;
    }
    lines.written += 1;
    const { suppressed } = lines;
    lines.suppressed = 0;
    return suppressed > 0 ? { suppressed } : {};
  };
}
