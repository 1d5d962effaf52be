// What staff do at the console, in a real browser: find and cancel, decide what is open, follow a call; and nothing is lost on the way.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { World } from '../support/world.ts';
import { type Language, noChromium, openBrowser, openPage, signInOn, widths } from './support/chromium.ts';
import { auditKey, blindKey, createDesk, receptionKey } from './support/desk.ts';

const devices = Object.entries(widths).flatMap(([device, width]) =>
  (['de', 'en'] as const).map(language => ({ device, width, language })),
);

describe.skipIf(noChromium)('at the console', () => {
  let world: World;
  let browser: Browser;
  let serial = 800;
  beforeAll(async () => {
    [world, browser] = await Promise.all([createDesk(), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await world?.stop();
  });

  async function open(path: string, { width = widths.desktop, language = 'en' as Language, key = receptionKey } = {}) {
    const opened = await openPage(browser, world, { width, language });
    await opened.page.goto(path);
    await signInOn(opened.page, key);
    return opened;
  }
  /** A customer of this test alone, with an appointment tomorrow, for whose cancellation there is a fee. */
  async function booked(name: string, startsAt = '2026-11-24T12:00:00.000Z', extra: object = {}) {
    serial += 1;
    const id = String(serial);
    const phone = `+4915112340${id}`;
    await world.customer(id, name, phone);
    await world.appointment(id, id, startsAt, undefined, { service_id: 'cut', staff_id: 'eva', branch_id: 'mitte', ...extra });
    await world.settle();
    return { id, phone, stream: `appointment-salon.${id}` };
  }
  const button = (page: Page, name: RegExp) => page.getByRole('button', { name });

  test.each(devices)(
    '$device, $language: a customer is found by number, and their appointment cancelled with the fee waived',
    async ({ width, language }) => {
      const { id, phone, stream } = await booked(`Gast Nummer${serial + 1}`);
      const { page, wrong, close } = await open('/console/find', { width, language });
      await page.getByRole('textbox').fill(phone.replace('+49', '0'));
      await button(page, /^(Find|Finden)$/).click();
      await page.getByRole('link', { name: /^Gast Nummer/ }).click();
      await button(page, /^(Cancel Gast|Gast .* absagen)/).click();
      await page
        .getByText(/10[.,]00/)
        .first()
        .waitFor();
      await page.getByLabel(/The fee is not charged|Die Gebühr wird erlassen/).check();
      await page.getByLabel(/Why is it not charged|Warum wird sie erlassen/).fill('goodwill');
      const go = button(page, /^(Cancel appointment|Termin absagen)$/);
      await go.dblclick();
      await page
        .getByRole('status')
        .getByText(/^(Done|Erledigt)$/)
        .waitFor();
      await button(page, /^(Close|Schließen)$/)
        .last()
        .click();
      await page
        .getByText(/^(Cancelled|Abgesagt)$/)
        .first()
        .waitFor();
      const decided = (await world.events(stream)).filter(({ type }) => type === 'AppointmentCancelled');
      expect(decided).toHaveLength(1);
      expect(decided[0]?.data).toMatchObject({
        waiver: { by: 'reception', reasonCode: 'goodwill' },
        terms: { fee: { amountCents: 0 } },
      });
      const { access } = (await world.must('GET', `/v1/access?customer=${id}&kind=waiver`)) as { access: unknown[] };
      expect(access).toMatchObject([{ key: 'reception', operation: 'cancelAppointment' }]);
      expect(wrong).toEqual([]);
      await close();
    },
  );

  test.each(devices)(
    '$device, $language: a change that no machine can settle comes up by itself, and is decided',
    async ({ width, language }) => {
      const { page, close } = await open('/console', { width, language });
      // Once one change has come up, whatever was asked when the page was opened has been answered.
      const asked = page.waitForResponse(answer => answer.url().includes('/v1/pending'));
      await page.getByRole('heading', { level: 1 }).waitFor();
      await asked;
      const again = page.waitForResponse(answer => answer.url().includes('/v1/pending'));
      await world.customer(`first-${width}-${language}`, 'Gast Vorher');
      await again;
      const { phone, stream } = await booked(`Offen Nummer${serial + 1}`, '2026-12-08T10:00:00.000Z', {
        booking: { numeric_id: 990_000 + serial },
      });
      const answer = await world.call('cancel_appointment', { appointment_date: '2026-12-08' }, { from: phone });
      expect(answer.code).toBe('cancellation_needs_operator');
      const panel = page.getByRole('region', { name: /Needs a decision|Zu entscheiden/ });
      const entry = panel
        .locator('div')
        .filter({ hasText: `Offen Nummer${serial}` })
        .filter({ has: page.getByRole('button') })
        .last();
      await entry.getByText(`Offen Nummer${serial}`).waitFor();
      await button(page, /^(Keep ours|Unseres behalten)$/)
        .last()
        .click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(/^(Reason|Grund)/).fill('seen_at_calcom');
      await dialog.getByRole('button', { name: /^(Keep ours|Unseres behalten)$/ }).click();
      await dialog.waitFor({ state: 'detached' });
      await panel.getByText(`Offen Nummer${serial}`).waitFor({ state: 'detached' });
      const resolved = (await world.events(stream)).filter(({ type }) => type === 'ModificationResolved');
      expect(resolved.map(({ data }) => data)).toMatchObject([
        { resolution: 'keep', by: 'reception', reasonCode: 'seen_at_calcom' },
      ]);
      await close();
    },
  );

  test.each(devices)(
    '$device, $language: a call is followed from what was asked to what was said',
    async ({ width, language }) => {
      const { page, close } = await open('/console/calls', { width, language });
      await page.getByRole('link').filter({ hasText: /2026/ }).last().click();
      await page.getByRole('heading', { level: 1, name: /^(Call of|Anruf von)/ }).waitFor();
      await page.goto('/console/calls/call_cancelled');
      const steps = page.getByRole('region', { name: /Step by step|Schritt für Schritt/ });
      await steps.waitFor();
      const text = await steps.innerText();
      for (const said of [
        /Asked to cancel|Um Absage gebeten/,
        /known from earlier in the call|schon im Anruf bekannt/,
        /Appointment 653|Termin 653/,
        /revision \d|Revision \d/,
        /Cal\.com has done it|Cal\.com hat es ausgeführt/,
        /Donnerstag, dem dritten Dezember/,
      ])
        expect(text).toMatch(said);
      // The picture is told in words as well.
      await page.getByRole('img', { name: /Cause and effect of 9 steps|Ursache und Wirkung von 9 Schritten/ }).waitFor();
      await close();
    },
  );

  test('a customer who must still hear is told, and leaves the list', async () => {
    const { id, phone } = await booked(`Gast Nummer${serial + 1}`, '2026-12-09T10:00:00.000Z');
    const { page, close } = await open('/console');
    await world.call('cancel_appointment', { appointment_date: '2026-12-09' }, { from: phone });
    const panel = page.getByRole('region', { name: 'Still to be told' });
    await panel.getByText(/Ihr Termin am Mittwoch, 9. Dezember 2026, 11:00 Uhr ist abgesagt/).waitFor();
    await panel.getByRole('button', { name: 'They know' }).first().click();
    await panel.getByText(`Gast Nummer${id}`).waitFor({ state: 'detached' });
    expect(await world.sql('select done_by from notifications where appointment_id = $1', [id])).toEqual([
      { done_by: 'reception' },
    ]);
    await close();
  });

  test('a session that ends under somebody’s hands loses nothing they typed', async () => {
    const { id, stream } = await booked(`Gast Nummer${serial + 1}`);
    const { page, close } = await open(`/console/customers/${id}`);
    await button(page, /^Cancel Gast/).click();
    await page.getByLabel('The customer agrees to the fee').check();
    await page.getByLabel('In the customer’s words').fill('hat sich den Fuß gebrochen');
    await world.sql('update console_session set ended_at = now()');
    await button(page, /^Cancel appointment$/).click();
    await page.getByText('Your session is over').waitFor();
    await page.getByLabel('Access key').fill(receptionKey);
    await button(page, /^Sign in$/).click();
    await page.getByText('Your session is over').waitFor({ state: 'detached' });
    expect(await page.getByLabel('In the customer’s words').inputValue()).toBe('hat sich den Fuß gebrochen');
    await button(page, /^Cancel appointment$/).click();
    await page.getByRole('status').getByText('Done').waitFor();
    expect((await world.types(stream)).filter(type => type === 'AppointmentCancelled')).toHaveLength(1);
    await close();
  });

  test('an answer that is lost changes nothing twice, and what was typed stays', async () => {
    const { id, stream } = await booked(`Gast Nummer${serial + 1}`);
    const { page, close } = await open(`/console/customers/${id}`);
    await button(page, /^Cancel Gast/).click();
    expect(await button(page, /^Cancel appointment$/).isEnabled()).toBe(false);
    await page.getByLabel('The customer agrees to the fee').check();
    await page.getByLabel('In the customer’s words').fill('kommt nicht');
    const keys: (string | undefined)[] = [];
    page.on('request', request => {
      if (request.url().endsWith('/cancel')) keys.push(request.headers()['idempotency-key']);
    });
    // The request arrives, and its answer never does.
    await page.route('**/cancel', async route => {
      await route.fetch();
      await route.abort();
    });
    await button(page, /^Cancel appointment$/).click();
    await page.getByText('The service did not answer. Nothing you typed is lost.').waitFor();
    expect(await page.getByLabel('In the customer’s words').inputValue()).toBe('kommt nicht');
    await page.unroute('**/cancel');
    await button(page, /^Cancel appointment$/).click();
    await page.getByRole('status').getByText('Done').waitFor();
    expect((await world.types(stream)).filter(type => type === 'AppointmentCancelled')).toHaveLength(1);
    // The same key: the second one is the first one again.
    expect(keys).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/), keys[0]]);
    await close();
  });

  test('while the service is away the console says so, and it goes on by itself once it is back', async () => {
    const { page, close } = await open('/console');
    await page.getByText('Hansi Hinterseher').first().waitFor();
    await page.route('**/v1/**', route => route.abort());
    await button(page, /^The day after$/).click();
    await page.getByText(/What you see is as of \d\d:\d\d/).waitFor();
    await page.unroute('**/v1/**');
    await page.getByText('No connection to the service').waitFor({ state: 'detached' });
    await page.getByText('Erika Beispiel').first().waitFor();
    await close();
  });

  test('a name that is markup is shown as it is written, and runs nothing', async () => {
    const markup = "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>";
    const { id } = await booked(markup);
    const { page, wrong, close } = await open(`/console/customers/${id}`);
    await page.getByRole('heading', { level: 1, name: markup }).waitFor();
    expect(await page.locator('#console img, #console script').count()).toBe(0);
    expect(await page.title()).not.toBe('run');
    expect(wrong).toEqual([]);
    await close();
  });

  test('signing in leads to the address that was opened, and to no other, whatever it asks for', async () => {
    for (const asked of [
      '/console/calls?next=https://evil.example',
      '/console/find?next=//evil.example',
      '/console//evil.example',
    ]) {
      const { page, hosts, close } = await open(asked);
      expect(new URL(page.url()).host).toBe(new URL(world.rebook.address).host);
      expect([...hosts]).toEqual([new URL(world.rebook.address).host]);
      await close();
    }
  });

  test('a key that sees no names finds appointments by number, and no name is on its pages', async () => {
    const { page, close } = await open('/console', { key: blindKey });
    await page.getByText('Customer 340').first().waitFor();
    await page.getByRole('link', { name: 'Find' }).click();
    expect(await page.getByText('Your key sees no names').count()).toBe(1);
    await page.getByRole('textbox').fill('650');
    await button(page, /^Find$/).click();
    await page.getByRole('link', { name: 'Customer 340' }).waitFor();
    expect(await page.content()).not.toMatch(/Erika|Beispiel|Eva Muster/);
    await close();
  });

  test('another company’s customers are not there', async () => {
    await world.customer('900', 'Fremd Muster', '+4915112399999', 'other');
    const { page, close } = await open('/console/customers/900');
    await page.getByText('Nothing found for “900”').waitFor();
    await close();
  });

  test('auditors see each answer decided again', async () => {
    const { page, close } = await open('/console/calls/call_cancelled', { key: auditKey });
    const panel = page.getByRole('region', { name: 'Decided again today' });
    await panel.getByText('Equal').waitFor();
    expect(await panel.getByText('Differs').count()).toBe(0);
    expect(await page.getByRole('navigation').getByRole('link').allInnerTexts()).toEqual(['Calls']);
    await close();
  });

  test('with the keyboard alone: past the bar, to another place, into a dialog and out of it', async () => {
    const { page, close } = await open('/console');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.locator('body').press('Tab');
    const focused = () => page.evaluate('document.activeElement.textContent');
    await expect.poll(focused).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('content');
    await page.getByRole('link', { name: 'Find' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Find' }).waitFor();
    await expect.poll(focused).toBe('Find');
    await page.goto('/console/customers/340');
    await button(page, /^Cancel Erika/).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await expect.poll(() => page.evaluate("document.activeElement.closest('[role=dialog]') !== null")).toBe(true);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate("String(document.activeElement.getAttribute('aria-label'))")).toMatch(/^Cancel Erika/);
    await close();
  });

  test('signing out leaves nothing in the page or the browser', async () => {
    const { page, close } = await open('/console');
    await page.getByText('Erika Beispiel').first().waitFor();
    await button(page, /^You: reception$/).click();
    await button(page, /^Sign out$/).click();
    await page.getByLabel('Access key').waitFor();
    expect(await page.content()).not.toContain('Erika');
    expect(await page.context().cookies()).toEqual([]);
    expect(await page.evaluate('JSON.stringify({ ...localStorage, ...sessionStorage })')).not.toMatch(/Erika|key-of/);
    await close();
  });
});
