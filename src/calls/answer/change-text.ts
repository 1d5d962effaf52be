// The message a customer is sent about a change once it is made: staff see it before they decide.
import { defaultTimeZone, type Language } from '../../domain/values.ts';
import { type NotificationText, notificationText } from '../../language/render/notification.ts';
import type { SpeechParameters } from '../../language/render/parameters.ts';

/** From the parameters of an answer: a move where a new time is among them. Null where the time it is about is not. */
export function changeText(parameters: SpeechParameters, language: Language): NotificationText | null {
  const { zone = defaultTimeZone, oldStartsAt, newStartsAt, fee, company } = parameters;
  if (oldStartsAt === undefined) return null;
  const kind = newStartsAt === undefined ? 'cancelled' : 'rescheduled';
  return notificationText(kind, { zone, oldStartsAt, newStartsAt, fee, company }, language);
}
