// The vowels of German spelling, and the ways each may be heard.

/** Ways to write or mishear one vowel: dots get lost (Muller), ü is heard as i, ä as e. */
export const vowels: readonly [RegExp, string[]][] = [
  [/^(?:ei|ai|ey|ay)/, ['ei']],
  [/^(?:eu|oi|oy|aeu)/, ['eu']],
  [/^au/, ['au']],
  [/^ou/, ['au', 'u']],
  [/^(?:ue)/, ['u', 'i']],
  [/^(?:oe)/, ['o', 'e']],
  [/^(?:ae)/, ['a', 'e']],
  [/^(?:ie|i|y|j)/, ['i']],
  [/^a/, ['a']],
  [/^e/, ['e']],
  [/^o/, ['o']],
  [/^u/, ['u']],
];

