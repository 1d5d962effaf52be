// Cal.com's webhooks: taken in before they are answered, and worked off by a loop that recognises what it has done itself.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Pool } from 'pg';
import { z } from 'zod';

const pauseMs = 250;
const body = z.looseObject({ triggerEvent: z.string(), payload: z.looseObject({ uid: z.string() }) });

/** False where the signature is not Cal.com's. */
export async function takeWebhook(pool: Pool, raw: Buffer, signature: unknown, secret: string): Promise<boolean> {
  const wanted = createHmac('sha256', secret).update(raw).digest();
  const given = Buffer.from(String(signature), 'hex');
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return false;
  const text = raw.toString('utf8');
  const { triggerEvent, payload } = body.parse(JSON.parse(text));
  await pool.query({
    name: 'webhook',
    text: 'insert into webhook_inbox (booking_uid, trigger, body) values ($1, $2, $3) on conflict do nothing',
    values: [payload.uid, triggerEvent, text],
  });
  return true;
}

/** Runs for as long as the process. */
export function recogniseWebhooks(pool: Pool): void {
  const recognise = async (): Promise<void> => {
    await pool.query({
      name: 'recognise',
      text: `update webhook_inbox w set recognised = true, body = null from appointments a
             where not w.recognised and w.trigger = 'BOOKING_CANCELLED' and a.booking_uid = w.booking_uid and a.status = 'cancelled'`,
    });
    setTimeout(recognise, pauseMs);
  };
  setTimeout(recognise, pauseMs);
}
