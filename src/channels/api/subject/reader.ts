// In whose language and zone an answer about a person is written: moments, amounts and names as they read them.
import { DateTime } from 'luxon';
import { isSpokenCode } from '../../../domain/codes.ts';
import type { CompanyState } from '../../../domain/company/company.ts';
import type { FeeRule } from '../../../domain/policy/policy.ts';
import type { Language, Money } from '../../../domain/values.ts';
import { type DisclosedLanguage, type UnspokenCode, unspokenCodes } from '../../../language/disclosed.ts';
import { packOf } from '../../../language/packs.ts';
import { renderAnswer } from '../../../language/render/say.ts';

type Settings = NonNullable<CompanyState['settings']>;

export interface Reader {
  language: Language;
  texts: DisclosedLanguage;
  settings: Settings;
  company: CompanyState;
  /** An ISO instant in the company's zone: "Fr., 10. Okt. 2026, 14:30 Uhr". */
  moment(instant: string): string;
  money(amount: Money): string;
  number(value: number): string;
  /** The name of a service, branch or member of staff; the id where nobody knows it. */
  nameOf(kind: 'branch' | 'service' | 'staff', id: string): string;
  /** Where a rule holds: `company`, `service:ID` … */
  scope(name: string): string;
  /** A code as a sentence; undefined where there is none. */
  sentence(code: string): string | undefined;
  fee(rule: FeeRule, currency: string): string;
}

export function readerOf(company: CompanyState, settings: Settings, language: Language): Reader {
  const { locale, disclosed: texts } = packOf(language);
  // Ids of the calendar are numbers too, and are written as they are.
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 2, useGrouping: false });
  const moment = (instant: string): string => {
    const local = DateTime.fromISO(instant, { zone: settings.timeZone });
    return local.isValid ? local.setLocale(locale).toFormat(texts.momentFormat) : instant;
  };
  const money = ({ amountCents, currency }: Money): string =>
    new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amountCents / 100);
  const number = (value: number): string => numbers.format(value);
  const nameOf: Reader['nameOf'] = (kind, id) => {
    if (kind === 'branch') return company.branches.get(id)?.name ?? id;
    return kind === 'service' ? (company.services.get(id)?.name ?? id) : (company.staff.get(id)?.personal?.name ?? id);
  };
  return {
    ...{ language, texts, settings, company, moment, money, number, nameOf },
    scope(name) {
      const [kind, id = ''] = name.split(':');
      return kind === 'branch' || kind === 'service' || kind === 'staff'
        ? texts.scopes[kind](nameOf(kind, id))
        : texts.scopes.company('');
    },
    sentence(code) {
      if (isSpokenCode(code)) return renderAnswer(code, {}, language);
      return isUnspoken(code) ? texts.codes[code] : undefined;
    },
    fee(rule, currency) {
      switch (rule.kind) {
        case 'fixed':
          return texts.fees.fixed(money({ amountCents: rule.amountCents, currency }));
        case 'tiers':
          return rule.tiers
            .map(({ underHours, amountCents }) => texts.fees.tier(number(underHours), money({ amountCents, currency })))
            .join('; ');
        case 'percentage':
          return texts.fees.percentage(number(rule.percent));
      }
    },
  };
}

const isUnspoken = (code: string): code is UnspokenCode => unspokenCodes.some(known => known === code);
