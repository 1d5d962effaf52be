// What strangers may flood a service with.
export const floodKinds = [
  'unsigned',
  'badly signed',
  'nested brackets',
  'huge bodies',
  'wrong keys',
  'unknown webhooks',
  'oversize headers',
  'unknown functions',
  'unknown addresses',
  'slow bodies',
  'slow headers',
  'silent connections',
] as const;

export type FloodKind = (typeof floodKinds)[number];
