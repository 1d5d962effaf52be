// The languages of the console: which one is spoken, and its catalogue, loaded when it is.
import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Catalogue } from './catalogue.ts';

const catalogues = {
  de: () => import('./de.ts').then(({ de }): Catalogue => de),
  en: () => import('./en.ts').then(({ en }): Catalogue => en),
};
export type Language = keyof typeof catalogues;

const remembered = 'rebook.language';
export const isLanguage = (text: string): text is Language => Object.hasOwn(catalogues, text);

/** The one that was chosen here before, else the browser's first that is known, else English. */
function firstLanguage(): Language {
  const wanted = [localStorage.getItem(remembered) ?? '', ...navigator.languages.map(one => one.slice(0, 2))];
  return wanted.find(isLanguage) ?? 'en';
}

/** What dates and amounts are written by. */
export const localeOf: Record<Language, string> = { de: 'de-DE', en: 'en-GB' };

/** Starts with the language of this browser. */
export async function startLanguages(): Promise<i18n> {
  const language = firstLanguage();
  document.documentElement.lang = language;
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: { translation: await catalogues[language]() } },
    // React shows text as text.
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return i18next;
}

export async function speak(language: Language): Promise<void> {
  i18next.addResourceBundle(language, 'translation', await catalogues[language]());
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  localStorage.setItem(remembered, language);
}
