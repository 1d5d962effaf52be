// A time as Cal.com writes it. One rule holds for webhooks, lists and answers: an instant names its zone.
import { z } from 'zod';

const withZone = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/i;

/**
 * ISO 8601 with `Z` or an offset. A time without one is not an instant: JavaScript would read it in the zone of the machine, and
 * nobody has said which zone was meant. It is refused, and Cal.com is asked where it is needed.
 */
export const instantSchema = z
  .string()
  .refine(value => withZone.test(value) && !Number.isNaN(Date.parse(value)), 'not an instant with its zone');

/** The instant, or null where none is given or what is given is none. */
export const optionalInstantSchema = instantSchema
  .nullish()
  .catch(null)
  .transform(value => value ?? null);
