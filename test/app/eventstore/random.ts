// Numbers that a seed decides, so that a run can be had again.

export interface Random {
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number;
  of<const T>(choices: readonly [T, ...T[]]): T;
  /** A whole number from `least` to `most`, log-uniformly: 1 to 2 is as likely as 30 to 60. */
  length(least: number, most: number): number;
}

const resolution = 1_000_000;

/** The mulberry32 generator. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * limit);
  };
  return {
    below,
    of: choices => choices[below(choices.length)] ?? choices[0],
    length: (least, most) => Math.round(least * (most / least) ** (below(resolution) / (resolution - 1))),
  };
}
