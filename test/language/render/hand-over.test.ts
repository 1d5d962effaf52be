// No sentence promises what the set-up cannot do, and what the agent does next is what the sentence says.
import { describe, expect, test } from 'vitest';
import { answerFrom } from '../../../src/calls/answer/answer.ts';
import { codes, type HandOverKind, handOverKinds, isSpokenCode, nextActions } from '../../../src/domain/codes.ts';
import { languageSchema } from '../../../src/domain/values.ts';
import { packOf } from '../../../src/language/packs.ts';
import type { HandedOver, SpeechParameters } from '../../../src/language/render/parameters.ts';
import { handsOver, nextActionOf } from '../../../src/language/render/say.ts';
import { everySentence, staffNames } from '../../support/speech-document.ts';

const number = '+493087654321';
const handedOver: Record<HandOverKind, HandedOver> = {
  transfer: { kind: 'transfer', number },
  callback: { kind: 'callback' },
  none: { kind: 'none' },
};
/** Words of a promise, whoever writes the sentence. */
const promises: Record<HandOverKind, RegExp> = {
  transfer: /verbinde[n]? Sie|put you through|transfer/i,
  callback: /rufen Sie zurück|zurückrufen|call you back/i,
  none: /direkt bei uns|contact us directly/i,
};
const every = Object.keys(codes).filter(isSpokenCode);
const sentences = everySentence();

describe.each(languageSchema.options)('in %s', language => {
  const spoken = sentences.filter(sentence => sentence.language === language);

  test.each(every)('%s says what its kind of hand-over is, and nothing of another', code => {
    const ofCode = spoken.filter(sentence => sentence.code === code);
    expect(ofCode.length).toBeGreaterThan(0);
    for (const { said, parameters, next, variant } of ofCode) {
      const isHandedOver = handsOver(code, parameters, language, staffNames);
      const kind = parameters.handover?.kind;
      expect(kind !== undefined, variant).toBe(isHandedOver);
      for (const one of handOverKinds) {
        expect(promises[one].test(said), `${variant}: ${said}`).toBe(one === kind);
        expect(said.endsWith(packOf(language).spoken.handover[one]), said).toBe(one === kind);
      }
      expect(next === 'transfer', said).toBe(kind === 'transfer');
      expect(nextActions).toContain(next);
    }
  });

  test.each(every)('%s promises nothing where there is no hand-over, nor where nothing was recorded of it', code => {
    for (const { parameters } of spoken.filter(sentence => sentence.code === code)) {
      for (const handover of [handedOver.none, undefined]) {
        const { handover: _, ...rest } = parameters;
        const recorded: SpeechParameters = handover ? { ...rest, handover } : rest;
        const answer = answerFrom({ status: codes[code].status, code, parameters: recorded, language }, undefined);
        expect(answer.message).not.toMatch(promises.transfer);
        expect(answer.message).not.toMatch(promises.callback);
        expect([answer.next_action === 'transfer', answer.handover_number]).toEqual([false, null]);
      }
    }
  });

  test('the number goes with a transfer, and with nothing else', () => {
    for (const { code, parameters, next } of spoken) {
      const answer = answerFrom({ status: codes[code].status, code, parameters, language }, { staffNames });
      expect([answer.next_action, answer.handover_number]).toEqual([next, next === 'transfer' ? number : null]);
    }
  });

  test('an answer that offers is chosen from, and one that offers nothing is not', () => {
    for (const { parameters, next, said } of spoken.filter(({ next }) => next === 'choose' || next === 'ask')) {
      const offered = (parameters.choices?.length ?? 0) + (parameters.alternatives?.length ?? 0) > 0;
      expect(next === 'choose', said).toBe(offered);
    }
  });
});

test('the fourth failure to understand and the third refusal hand the caller over, and none before', () => {
  const next = (code: 'date_unclear' | 'slot_unavailable', parameters: SpeechParameters) =>
    nextActionOf(code, { ...parameters, handover: handedOver.transfer }, 'de');
  expect([0, 1, 2, 3].map(unclearBefore => next('date_unclear', { unclearBefore }))).toEqual(['ask', 'ask', 'ask', 'transfer']);
  expect([0, 1, 2].map(refusedBefore => next('slot_unavailable', { refusedBefore }))).toEqual(['ask', 'ask', 'transfer']);
});

test('a caller who is called back, or told to get in touch, is at the end of the call', () => {
  const next = (kind: HandOverKind) => nextActionOf('company_paused', { handover: handedOver[kind] }, 'de');
  expect(handOverKinds.map(next)).toEqual(['transfer', 'end', 'end']);
});
