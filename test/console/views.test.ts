// Every view in both languages, on a phone and on a desk: accessible by WCAG 2.2 AA, nothing broken, nothing from another host.
// With PICTURES it takes a picture of each (`npm run pictures`), with EVERY_PICTURE in all forms.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { World } from '../support/world.ts';
import { type Language, noChromium, openBrowser, openPage, signInOn, violationsOf, widths } from './support/chromium.ts';
import { createDesk, receptionKey } from './support/desk.ts';

const pictures = process.env.PICTURES;

interface View {
  name: string;
  path: string;
  /** What is done there before it is looked at. */
  show?(page: Page, language: Language): Promise<unknown>;
  /** Until all of it is there. */
  ready: RegExp;
  /** How it is shown in the documents; left out: at a desk, in English. */
  pictured?: string;
}

const views: View[] = [
  { name: 'today', path: '/console', ready: /Lena Brandt: / },
  {
    name: 'today-by-staff',
    pictured: 'phone-de',
    path: '/console',
    ready: /Tom Schneider/,
    show: page => page.getByText(/^(By staff|Nach Personal)$/).click(),
  },
  { name: 'empty-day', path: '/console?day=2026-11-29', ready: /No appointments on this day|Keine Termine an diesem Tag/ },
  { name: 'find', path: '/console/find', ready: /Whom are you looking for|Wen suchen Sie/ },
  {
    name: 'found',
    pictured: 'phone-en',
    path: '/console/find',
    ready: /Erika Beispiel/,
    async show(page) {
      await page.getByRole('textbox').fill('bei');
      await page.getByRole('button', { name: /^(Find|Finden)$/ }).click();
    },
  },
  { name: 'customer', path: '/console/customers/344', ready: /call_cancelled|Cancelled: |Abgesagt: / },
  {
    name: 'cancel',
    pictured: 'phone-de',
    path: '/console/customers/340',
    ready: /Fee €10|Gebühr 10,00/,
    show: page => page.getByRole('button', { name: /^(Cancel Erika|Erika Beispiel absagen)/ }).click(),
  },
  {
    name: 'move',
    pictured: 'phone-en',
    path: '/console/customers/340',
    ready: /The rules allow it|Die Regeln erlauben es/,
    async show(page) {
      await page.getByRole('button', { name: /^(Move Erika|Erika Beispiel verschieben)/ }).click();
      await page.getByLabel(/New time|Neue Uhrzeit/).fill('14:00');
    },
  },
  { name: 'calls', path: '/console/calls', ready: /Not identified|Nicht erkannt/ },
  { name: 'call', pictured: 'desktop-de', path: '/console/calls/call_cancelled', ready: /Step by step|Schritt für Schritt/ },
];

describe.skipIf(noChromium)('the console', () => {
  let world: World;
  let browser: Browser;
  beforeAll(async () => {
    [world, browser] = await Promise.all([createDesk(), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await world?.stop();
  });

  const schemes: Record<Language, 'light' | 'dark'> = { de: 'light', en: 'dark' };
  const kinds = Object.entries(widths).flatMap(([device, width]) =>
    (['de', 'en'] as const).map(language => ({
      device,
      width,
      language,
      scheme: schemes[language],
    })),
  );
  test.each(kinds)('$device, $language: every view is accessible and whole', async ({ device, width, language, scheme }) => {
    const { page, wrong, hosts, close } = await openPage(browser, world, { width, language, scheme });
    await page.goto('/console');
    await page.getByRole('heading', { name: 'Rebook' }).waitFor();
    const found = [...(await look({ name: 'sign-in' }, page))];
    await signInOn(page, receptionKey);
    for (const view of views) {
      await page.goto(view.path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await view.show?.(page, language);
      await page.getByText(view.ready).first().waitFor();
      await page.waitForLoadState('load');
      found.push(...(await look(view, page)));
    }
    expect(found).toEqual([]);
    expect(wrong).toEqual([]);
    expect([...hosts]).toEqual([new URL(world.rebook.address).host]);
    await close();

    async function look({ name, pictured = 'desktop-en' }: Pick<View, 'name' | 'pictured'>, shown: Page): Promise<string[]> {
      if (pictures && (process.env.EVERY_PICTURE || pictured === `${device}-${language}`)) {
        await mkdir(pictures, { recursive: true });
        await shown.screenshot({ path: join(pictures, `console-${name}-${device}-${language}.png`), fullPage: true });
      }
      const sideways = await shown.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
      const violations = await violationsOf(shown);
      return [...violations, ...(sideways ? ['it is wider than the screen'] : [])].map(one => `${name}: ${one}`);
    }
  });
});
