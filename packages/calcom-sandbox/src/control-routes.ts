// The handles over HTTP, under /sandbox, for other processes.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { SandboxControl } from './control.ts';
import { faultSchema } from './faults.ts';
import { amendmentSchema, eventTypeSchema, seedBookingSchema } from './model.ts';

const staffAction = z.object({ uid: z.string(), reason: z.string().optional() });
const staffMove = staffAction.extend({ start: z.string() });
const absence = z.object({ uid: z.string(), absent: z.boolean().optional() });
const amendment = amendmentSchema.extend({ uid: z.string() });
const rebooking = z.object({
  uid: z.string(),
  start: z.string(),
  trigger: z.enum(['BOOKING_RESCHEDULED', 'BOOKING_CREATED']).optional(),
});
const uidParameter = z.object({ uid: z.string() });
const rateLimit = z.object({ limit: z.union([z.number().int().positive(), z.literal('unlimited')]) });
const keyTaken = z.object({ apiKey: z.string(), taken: z.boolean() });
const connection = z.object({ url: z.string(), secret: z.string() });

export function addControlRoutes(app: FastifyInstance, control: SandboxControl): void {
  app.get('/sandbox/bookings', async () => control.bookings());
  app.get('/sandbox/bookings/:uid', async (request, reply) => {
    return control.booking(uidParameter.parse(request.params).uid) ?? reply.code(404).send({ error: 'no such booking' });
  });
  app.post('/sandbox/bookings', async request => control.seed(seedBookingSchema.parse(request.body)));
  app.post('/sandbox/event-types', async request => control.seedEventType(eventTypeSchema.parse(request.body)));
  app.get('/sandbox/requests', async () => control.requests());
  app.delete('/sandbox/requests', async () => {
    control.clearRequests();
    return { cleared: true };
  });
  app.get('/sandbox/webhooks', async () => control.deliveries());
  app.put('/sandbox/webhooks', async request => {
    const { url, secret } = connection.parse(request.body);
    control.connectWebhooks({ urlOf: () => url, secretOf: () => secret });
    return { connected: true };
  });
  app.post('/sandbox/faults', async request => {
    control.fault(faultSchema.parse(request.body));
    return { added: true };
  });
  app.delete('/sandbox/faults', async () => {
    control.clearFaults();
    return { cleared: true };
  });
  app.put('/sandbox/rate-limit', async request => {
    control.setRateLimit(rateLimit.parse(request.body).limit);
    return { set: true };
  });
  app.put('/sandbox/keys', async request => {
    const { apiKey, taken } = keyTaken.parse(request.body);
    control.setKeyTaken(apiKey, taken);
    return { set: true };
  });
  app.post('/sandbox/staff/cancel', async request => {
    const { uid, reason } = staffAction.parse(request.body);
    return control.staffCancel(uid, reason);
  });
  app.post('/sandbox/staff/reject', async request => {
    const { uid, reason } = staffAction.parse(request.body);
    return control.staffReject(uid, reason);
  });
  app.post('/sandbox/staff/confirm', async request => control.staffConfirm(staffAction.parse(request.body).uid));
  app.post('/sandbox/staff/request-reschedule', async request => {
    const { uid, reason } = staffAction.parse(request.body);
    return control.staffRequestReschedule(uid, reason);
  });
  app.post('/sandbox/staff/reschedule', async request => {
    const { uid, start, reason } = staffMove.parse(request.body);
    return control.staffReschedule(uid, start, reason);
  });
  app.post('/sandbox/staff/amend', async request => {
    const { uid, ...to } = amendment.parse(request.body);
    return control.staffAmend(uid, to);
  });
  app.post('/sandbox/staff/mark-absent', async request => {
    const { uid, absent } = absence.parse(request.body);
    return control.staffMarkAbsent(uid, absent);
  });
  app.post('/sandbox/attendee/rebook', async request => {
    const { uid, start, trigger } = rebooking.parse(request.body);
    return control.attendeeRebooks(uid, start, trigger);
  });
  app.post('/sandbox/staff/create', async request => control.staffCreate(seedBookingSchema.parse(request.body)));
}
