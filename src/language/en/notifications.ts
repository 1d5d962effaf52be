// The English texts a customer is sent after a change.
import type { WrittenLanguage } from '../pack.ts';

export const englishNotifications: WrittenLanguage = {
  greeting: 'Hello,',
  closing: 'Kind regards',
  momentFormat: 'cccc, d LLLL yyyy, HH:mm',
  fee: amount => `The fee is ${amount}.`,
  subjects: {
    cancelled: 'Your appointment is cancelled',
    rescheduled: 'Your appointment has been moved',
    reschedule_requested: 'Your appointment is requested',
    cancellation_reverted: 'Your appointment still stands',
    reschedule_reverted: 'Your appointment stays as it was',
    moved_by_calendar: 'Your appointment has been moved',
    cancelled_by_calendar: 'Your appointment is cancelled',
    cancellation_not_made: 'Your cancellation',
    reschedule_not_made: 'Your request for another time',
    move_rejected: 'The new time was declined',
    new_time_requested: 'Your appointment needs a new time',
    host_changed: 'Your appointment is with someone else',
    length_changed: 'Your appointment has a new length',
    host_and_length_changed: 'Your appointment has changed',
  },
  sentences: {
    cancelled: from => `Your appointment on ${from} is cancelled.`,
    rescheduled: (from, to) => `Your appointment on ${from} has been moved to ${to}.`,
    reschedule_requested: (from, to) =>
      `We've put in your request for ${to} instead of your appointment on ${from}. We still have to confirm it, and we'll let you know.`,
    cancellation_reverted: from => `Your appointment on ${from} could not be cancelled and still stands. Please contact us.`,
    reschedule_reverted: (from, to) => `Your appointment could not be moved to ${to} and stays on ${from}. Please contact us.`,
    moved_by_calendar: (from, to) => `We have moved your appointment on ${from} to ${to}.`,
    cancelled_by_calendar: from => `We have cancelled your appointment on ${from}.`,
    cancellation_not_made: from => `The cancellation of your appointment on ${from} could not be carried out. Please contact us.`,
    reschedule_not_made: (from, to) => `Your appointment on ${from} could not be moved to ${to}. Please contact us.`,
    move_rejected: (from, to) =>
      `The move of your appointment to ${to} was declined. Your old appointment on ${from} no longer stands either. There is no fee for the move. Please contact us.`,
    host_changed: from => `Someone else from our team will see you at your appointment on ${from}. The time stays the same.`,
    length_changed: (from, until) => `Your appointment on ${from} now lasts until ${until}. It still starts at the same time.`,
    host_and_length_changed: (from, until) =>
      `Someone else from our team will see you at your appointment on ${from}, and it now lasts until ${until}. It still starts at the same time.`,
    new_time_requested: from =>
      `Your appointment on ${from} cannot take place as planned. Please choose a new time with the link in the email about it, or contact us. There is no fee.`,
  },
};
