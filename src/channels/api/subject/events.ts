// An event of a person as the answer shows it: as a sentence, with its details, and as it is stored.
import { answerFrom } from '../../../calls/answer/answer.ts';
import { isSpokenCode, type SpokenCode } from '../../../domain/codes.ts';
import type { Recorded } from '../../../domain/event-catalogue.ts';
import { speechParametersSchema } from '../../../language/render/parameters.ts';
import { renderAnswer } from '../../../language/render/say.ts';
import { detailsOf, wordIn } from './details.ts';
import type { Reader } from './reader.ts';
import type { DisclosedEventBody } from './schema.ts';

export function eventBody(event: Recorded, reader: Reader): DisclosedEventBody {
  const { id, stream, revision, type, metadata, data } = event;
  return {
    event_id: id,
    stream,
    revision: revision.toString(),
    type,
    at: metadata.occurredAt,
    by: metadata.actor.kind,
    channel: metadata.channel,
    what: wordIn(reader.texts.events, type) ?? type,
    ...spokenIn(event, reader),
    details: detailsOf(event, reader),
    erased: event.erased === true,
    data: { ...data },
  };
}

/** Of an answer the words that were heard; what other codes mean stands among the details. */
function spokenIn(event: Recorded, { language }: Reader): Pick<DisclosedEventBody, 'said' | 'meaning'> {
  if (event.type !== 'FunctionAnswered') return { said: null, meaning: null };
  const { data } = event;
  if (!isSpokenCode(data.code)) return { said: null, meaning: null };
  const said = answerFrom(data, data.personal).message;
  return { said, meaning: data.language === language ? null : translated(data.code, data, language) };
}

const translated = (
  code: SpokenCode,
  { parameters, personal }: Extract<Recorded, { type: 'FunctionAnswered' }>['data'],
  language: Reader['language'],
): string => renderAnswer(code, speechParametersSchema.parse(parameters), language, personal?.staffNames);
