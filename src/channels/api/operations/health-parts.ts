// The parts of the service and their states.

export interface Part {
  /** `degraded` is shown but does not take the service out of rotation. */
  state: 'ok' | 'degraded' | 'down';
  detail?: Detail;
  /** The same of each of several, by name. */
  each?: Record<string, Detail>;
}
type Detail = Record<string, string | number | boolean | null>;
export type Health = Record<string, Part>;
