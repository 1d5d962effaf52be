// The answer to a request: always the same fields, because agents read missing ones aloud.
import { z } from 'zod';
import { isSpokenCode, nextActions, type SpokenCode } from '../../domain/codes.ts';
import type { DataOf } from '../../domain/event-catalogue.ts';
import { Fault } from '../../domain/fault.ts';
import { defaultTimeZone, type Language } from '../../domain/values.ts';
import { speakableName } from '../../language/render/company-words.ts';
import { reservesOf } from '../../language/render/lists.ts';
import { localMoment, spokenDate, spokenMoney, spokenTime } from '../../language/render/moments.ts';
import { type SpokenChoice, speechParametersSchema } from '../../language/render/parameters.ts';
import { nextActionOf, renderAnswer } from '../../language/render/say.ts';
import { changeText } from './change-text.ts';

export const answerSchema = z.object({
  success: z.boolean(),
  status: z.string(),
  code: z.string(),
  /** One or two sentences a voice can speak, in the company's language. */
  message: z.string(),
  appointment_id: z.string().nullable(),
  /** As the caller gave it; never read from our records. */
  customer_name: z.string().nullable(),
  /** Local dates `YYYY-MM-DD` and times `HH:mm` in the company's zone. */
  old_date: z.string().nullable(),
  old_time: z.string().nullable(),
  new_date: z.string().nullable(),
  new_time: z.string().nullable(),
  fee: z.object({ amount_cents: z.number(), currency: z.string(), spoken: z.string() }).nullable(),
  choices: z.array(z.object({ date: z.string(), time: z.string(), spoken: z.string() })).nullable(),
  alternatives: z.array(z.object({ date: z.string(), time: z.string(), spoken: z.string() })).nullable(),
  unclear_field: z
    .string()
    .nullable()
    .describe(
      'The argument that was not understood, by its name: ask the caller for that one again. Null where none was unclear.',
    ),
  next_action: z
    .enum(nextActions)
    .describe(
      'What the agent does after speaking the message. `transfer`: transfer the call to `handover_number`. `ask`, `choose`, `confirm_fee`: listen, and call again with what the caller says. `end`: nothing more can be done about it; say goodbye. `none`: ask whether there is anything else.',
    ),
  handover_number: z.string().nullable().describe('E.164; null unless `next_action` is `transfer`.'),
  /** The message the customer will be sent if they agree. */
  preview: z.object({ subject: z.string(), mail: z.string(), sms: z.string() }).nullable(),
});
export type Answer = z.infer<typeof answerSchema>;

/** The recorded parts of an answer; everything else is derived from them, today as on the day it was given. */
export interface RecordedParts {
  status: string;
  code: string;
  parameters: unknown;
  language: Language;
  appointmentId?: string | undefined;
}

const yes = new Set(['cancelled', 'rescheduled', 'listed', 'slots']);

/** The answer as Retell gets it, from what was recorded: the same parts always give the same words. */
export function answerFrom(recorded: RecordedParts, personal: DataOf<'FunctionAnswered'>['personal']): Answer {
  const code = known(recorded.code);
  const parameters = speechParametersSchema.parse(recorded.parameters);
  const { zone = defaultTimeZone, answeredAt, oldStartsAt, newStartsAt, fee, choices, alternatives, handover } = parameters;
  const { language } = recorded;
  const { customerName, staffNames = {} } = personal ?? {};
  const next = nextActionOf(code, parameters, language, staffNames);
  const moment = (choice: SpokenChoice) => {
    const { startsAt, service, staffId } = choice;
    const staff = staffId === undefined ? undefined : staffNames[staffId];
    const names = [service, staff].flatMap(name => speakableName(name, language) ?? []);
    const said = [spokenDate(startsAt, zone, language, answeredAt), spokenTime(startsAt, zone, language)];
    return {
      date: localDate(startsAt, zone),
      time: localTime(startsAt, zone),
      spoken: [...said, ...names, ...reservesOf(choice, language)].join(', '),
    };
  };
  return {
    success: yes.has(recorded.status),
    status: recorded.status,
    code,
    message: renderAnswer(code, parameters, language, staffNames),
    appointment_id: recorded.appointmentId ?? null,
    customer_name: customerName ?? null,
    old_date: oldStartsAt === undefined ? null : localDate(oldStartsAt, zone),
    old_time: oldStartsAt === undefined ? null : localTime(oldStartsAt, zone),
    new_date: newStartsAt === undefined ? null : localDate(newStartsAt, zone),
    new_time: newStartsAt === undefined ? null : localTime(newStartsAt, zone),
    fee: fee === undefined ? null : { amount_cents: fee.amountCents, currency: fee.currency, spoken: spokenMoney(fee, language) },
    choices: choices?.map(moment) ?? null,
    alternatives: alternatives?.map(startsAt => moment({ startsAt })) ?? null,
    unclear_field: parameters.unclearField ?? null,
    next_action: next,
    handover_number: next === 'transfer' && handover?.kind === 'transfer' ? handover.number : null,
    preview: code === 'fee_confirmation_required' ? changeText(parameters, language) : null,
  };
}

const localDate = (instant: string, zone: string): string => localMoment(instant, zone).toFormat('yyyy-MM-dd');
const localTime = (instant: string, zone: string): string => localMoment(instant, zone).toFormat('HH:mm');

function known(code: string): SpokenCode {
  if (!isSpokenCode(code)) throw new Fault('answer_unreadable', `no answer has the code ${code}`);
  return code;
}
