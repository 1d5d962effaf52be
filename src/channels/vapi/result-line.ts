// An answer in one line: Vapi hands it to the model as it is, and reads no further than a line.
import type { Answer } from '../../calls/answer/answer.ts';

/**
 * The sentence that is spoken, and after it what a model needs beside it, as compact JSON: every field of the answer that says
 * something. `Der Termin ist abgesagt. {"success":true,"status":"cancelled",…}`
 */
export function resultLine({ message, preview: _, ...rest }: Answer): string {
  const said = Object.entries(rest).filter(([, value]) => value !== null);
  return `${message.replace(/\s+/g, ' ')} ${JSON.stringify(Object.fromEntries(said))}`;
}
