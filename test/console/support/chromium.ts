// A real Chromium for the console's stories. A machine without one runs the rest, and says what was not run.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';
import { packOf } from '../../../src/language/packs.ts';
import type { World } from '../../support/world.ts';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where it is installed: `CHROMIUM` names it, or it is looked for where Debian puts it. Undefined where there is none. */
export const chromiumPath = [process.env.CHROMIUM ?? '', ...places].find(path => path !== '' && existsSync(path));

/** For `describe.skipIf`; says so once, since a story that is left out looks like one that passed. */
export const noChromium = chromiumPath === undefined;
if (noChromium)
  console.warn('No Chromium here: the console’s stories in a browser are not run. Set CHROMIUM, or install chromium.');

export const openBrowser = (): Promise<Browser> =>
  // As root it has no sandbox of its own; all it opens is our own page.
  chromium.launch({ executablePath: chromiumPath ?? '', args: ['--no-sandbox', '--disable-dev-shm-usage'] });

export type Language = 'de' | 'en';
export interface Viewing {
  width: number;
  language: Language;
  scheme?: 'light' | 'dark';
}

export const widths = { phone: 390, desktop: 1440 };

/** A page that shows the console in a browser of its own, at the time of the world, and notes what goes wrong in it. */
export async function openPage(browser: Browser, world: World, { width, language, scheme = 'light' }: Viewing) {
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 844 : 900 },
    locale: packOf(language).locale,
    colorScheme: scheme,
    timezoneId: 'America/New_York',
    reducedMotion: 'reduce',
    baseURL: world.rebook.address,
  });
  const page = await context.newPage();
  const wrong: string[] = [];
  const hosts = new Set<string>();
  page.on('pageerror', error => wrong.push(error.message));
  page.on('console', message => {
    // The browser writes a line for each answer with an error: those are looked at where they are caused.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) wrong.push(message.text());
  });
  page.on('request', request => hosts.add(new URL(request.url()).host));
  await page.clock.setSystemTime(world.clock.now());
  return { page, wrong, hosts, close: () => context.close() };
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds wrong with the page as it is shown, each with its place; none where it is accessible. */
export async function violationsOf(page: Page): Promise<string[]> {
  // The page’s own rules let no script in: it is put there past them, as a browser’s own tools are.
  await page.evaluate(axeSource);
  const found: unknown = await page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(tags)} }).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ' ' + target.join(' ') + ': ' + failureSummary)))`,
  );
  return Array.isArray(found) ? found.map(String) : ['axe gave nothing'];
}

/** Signs in on the page that asks for it. */
export async function signInOn(page: Page, key: string): Promise<void> {
  await page.getByRole('textbox', { name: /key|schlüssel/i }).fill(key);
  await page.getByRole('button', { name: /^(Sign in|Anmelden)$/ }).click();
  await page.getByRole('navigation').first().waitFor();
}
