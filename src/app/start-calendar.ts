// The calendars and everything that keeps the streams and the calendars alike.
import type { Logger } from 'pino';
import { createCalendar } from '../calendar/calendar.ts';
import { createCalcomAccounts } from '../calendar/providers/calcom/accounts.ts';
import { reportRequests, takeRequests } from '../calendar/providers/calcom/limits/shared-budget.ts';
import { createCalendarProviders } from '../calendar/providers/providers.ts';
import type { Metrics } from '../channels/api/operations/metrics.ts';
import { type Clock, createClockWatch } from '../domain/clock.ts';
import { followLive } from '../platform/eventstore/live-events.ts';
import { createFutureBounds } from '../platform/postgres/future-bounds.ts';
import { createListener } from '../platform/postgres/listener.ts';
import { createSweeper } from '../platform/postgres/sweeper.ts';
import type { Config } from './config/config.ts';
import { type Servers, sandboxKeyOf } from './servers.ts';
import type { ReadSide } from './start-read-side.ts';
import { started } from './stops.ts';

export interface CalendarSideOptions {
  config: Config;
  servers: Servers;
  clock: Clock;
  log: Logger;
  metrics: Metrics;
  readSide: Pick<ReadSide, 'db' | 'polls' | 'store' | 'executor' | 'requests'>;
}

export type CalendarSide = Awaited<ReturnType<typeof startCalendarSide>>;

export function startCalendarSide({ config, servers, clock, log, metrics, readSide }: CalendarSideOptions) {
  return started(async onStop => {
    const { db, polls, store, executor, requests } = readSide;
    const watch = createClockWatch(clock, log);
    const accounts = createCalcomAccounts({
      baseUrl: servers.calcomBaseUrl,
      apiKeyOf: id => (servers.sandbox ? sandboxKeyOf(id) : config.secretsOf(id).calcomApiKey),
      budgetOf: account => ({
        take: asked => takeRequests(db, account, asked, clock.now()),
        report: requests => reportRequests(db, account, requests),
      }),
      clock,
      log,
      observe: metrics.calendar,
      seenTime: theirs => watch.compare('calendar', theirs),
    });
    const calendars = createCalendarProviders(db, accounts);
    const listener = createListener({ databaseUrl: servers.databaseUrl, clock, log, counts: metrics });
    onStop(listener.stop);
    const calendar = createCalendar({
      executor,
      store,
      db,
      polls,
      calendar: calendars.calcom,
      clock,
      log,
      metrics,
      replyBudgetMs: config.replyBudgetMs,
      reconcileEveryMs: config.reconcileMinutes * 60_000,
      listen: listener.listen,
      whenIdle: requests.whenIdle,
    });
    const live = await followLive(store, clock, log, {
      observe(event) {
        executor.observe(event);
        calendar.observe(event);
      },
      unreadable: executor.unreadable,
      following: executor.following,
    });
    onStop(live.stop);
    const bounds = createFutureBounds({ db: polls, clock, watch });
    const { keepDays, accessRecordDays } = config;
    const sweeper = createSweeper({ db, clock, log, keepDays, accessRecordDays, whenIdle: requests.whenIdle });
    for (const part of [calendar, sweeper, bounds]) {
      part.start();
      onStop(part.stop);
    }
    return { watch, accounts, calendars, calendar, live, listener };
  });
}
