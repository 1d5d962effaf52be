// Times in requests, as Cal.com takes them: UTC where they name no zone, never the zone of this machine.

const dayOnly = /^\d{4}-\d{2}-\d{2}$/;
const withZone = /(Z|[+-]\d{2}:?\d{2})$/i;

/** Milliseconds since the epoch; `NaN` for what is no time. */
export function millisecondsOf(text: string): number {
  const trimmed = text.trim();
  return Date.parse(dayOnly.test(trimmed) || withZone.test(trimmed) ? trimmed : `${trimmed}Z`);
}

/** The JSON text with its times as a server tells them that has forgotten their zone. */
export const withoutZones = (json: string): string =>
  json.replace(/"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})"/g, '"$1"');
