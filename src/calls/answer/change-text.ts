// The message a customer is sent about a change once it is made: staff see it before they decide.
import { defaultTimeZone, type Language } from '../../domain/values.ts';
import { type NotificationText, notificationText } from '../../language/render/notification.ts';
import { textOfMade } from '../../language/render/notification-kind.ts';
import { operationOf, type SpeechParameters } from '../../language/render/parameters.ts';

/** From the parameters of an answer. Null where the time it is about is not among them. */
export function changeText(parameters: SpeechParameters, language: Language): NotificationText | null {
  const { zone = defaultTimeZone, oldStartsAt, newStartsAt, fee, company } = parameters;
  if (oldStartsAt === undefined) return null;
  return notificationText(textOfMade(operationOf(parameters)), { zone, oldStartsAt, newStartsAt, fee, company }, language);
}
