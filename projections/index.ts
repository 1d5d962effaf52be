// All read models. Adding one is one file and one line here.
import { answers } from './answers.ts';
import { appointmentModifications } from './appointment-modifications.ts';
import { appointments } from './appointments.ts';
import { calendarJobs } from './calendar-jobs.ts';
import { callbacks } from './callbacks.ts';
import { calls } from './calls.ts';
import { companies } from './companies.ts';
import { branches, lines, openingHours, policies, services, staffMembers } from './company-parts.ts';
import { customers } from './customers.ts';
import { erasures } from './erasures.ts';
import { modificationRefusals } from './modification-refusals.ts';
import { notifications } from './notifications/notifications.ts';
import { openRequests } from './open-requests.ts';
import { personalStreams } from './personal-streams.ts';

export const projections = [
  appointments,
  appointmentModifications,
  modificationRefusals,
  answers,
  calls,
  callbacks,
  customers,
  companies,
  branches,
  services,
  staffMembers,
  openingHours,
  policies,
  lines,
  notifications,
  openRequests,
  calendarJobs,
  personalStreams,
  erasures,
];
