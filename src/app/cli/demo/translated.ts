// What a caller of the demonstration has heard, in English: the recorded parts of the answer, said by the English catalogue.
import { z } from 'zod';
import { answerFrom } from '../../../calls/answer/answer.ts';
import type { ObservedEffects } from './observe-effects.ts';
import type { Turn } from './steps.ts';

const recordedSchema = z.object({
  status: z.string(),
  code: z.string(),
  appointmentId: z.string().optional(),
  parameters: z.record(z.string(), z.unknown()),
});

/** The same turns with an English translation each. */
export function translated(turns: Turn[], events: ObservedEffects['events']): Turn[] {
  const answered = events.filter(({ type }) => type === 'FunctionAnswered');
  return turns.map(turn => {
    const place = answered.findIndex(({ stream }) => stream === `call-${turn.callId}`);
    // A call's answers stand in its stream in their order.
    const [event] = place < 0 ? [] : answered.splice(place, 1);
    if (!event) return turn;
    const recorded = recordedSchema.parse(event.data);
    return { ...turn, english: answerFrom({ ...recorded, language: 'en' }, undefined).message };
  });
}
