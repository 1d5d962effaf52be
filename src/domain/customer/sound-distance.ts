// How far two names are apart by their sounds: what a recogniser confuses costs little, and another sound costs one. The prices are
// those of German speech on a telephone line (8 kHz), where d and t, or i and ü, are hard to tell.
import type { Sounds } from './name-sounds.ts';

/** Pairs of sounds that are confused, and what that costs. */
const confused: Record<string, number> = {};
for (const [pairs, cost] of [
  ['eQ', 0.05],
  ['pb td kg fv ij', 0.2],
  ['6a 6R aR', 0.25],
  ['uU oO aQ SX', 0.3],
  ['Ui Oe Xk 6e', 0.4],
  ['sS CS Cs', 0.5],
  ['EA', 0.6],
] as const)
  for (const [one = '', other = ''] of pairs.split(' ')) {
    confused[one + other] = cost;
    confused[other + one] = cost;
  }

/** What is heard or not: h and j, an e before the last l or n, an r after the last vowel. */
function lossOf(row: string, at: number): number {
  const sound = row[at];
  if (sound === 'h' || sound === 'j') return 0.35;
  const rest = row.length - at;
  // Seidl and Seidel are one.
  if (sound === 'e' && rest === 2 && row.endsWith('l') && at > 1) return /[^aeiouAEWOUQ]/.test(row[at - 1] ?? '') ? 0.05 : 0.25;
  if (sound === 'e' && rest === 2 && row.endsWith('n') && at > 1) return 0.25;
  if (sound === 'r' && rest === 1 && /[aeiou6]r$/.test(row)) return 0.25;
  return 1;
}

/** How far two words are apart by the best of their readings; at least `most` where it would be more. */
export function soundDistance(a: Sounds, b: Sounds, most: number): number {
  let least = most;
  for (const one of a.readings) for (const other of b.readings) least = Math.min(least, rowDistance(one, other, least));
  return least;
}

const longestRow = 64;
const above = new Float64Array(longestRow + 1);
const current = new Float64Array(longestRow + 1);

/** Edit distance with these prices, given up where it reaches `most`. */
function rowDistance(a: string, b: string, most: number): number {
  if (a === b) return 0;
  if (a.length > longestRow || b.length > longestRow || Math.abs(a.length - b.length) > 3) return most;
  above[0] = 0;
  for (let at = 0; at < b.length; at += 1) above[at + 1] = (above[at] ?? 0) + lossOf(b, at);
  for (let row = 0; row < a.length; row += 1) {
    const loss = lossOf(a, row);
    current[0] = (above[0] ?? 0) + loss;
    let least = current[0];
    for (let at = 0; at < b.length; at += 1) {
      const swap = a[row] === b[at] ? 0 : (confused[`${a[row]}${b[at]}`] ?? 1);
      const cost = Math.min((above[at] ?? 0) + swap, (above[at + 1] ?? 0) + loss, (current[at] ?? 0) + lossOf(b, at));
      current[at + 1] = cost;
      least = Math.min(least, cost);
    }
    if (least >= most) return most;
    above.set(current.subarray(0, b.length + 1));
  }
  return Math.min(most, above[b.length] ?? most);
}
