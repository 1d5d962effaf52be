// How each kind of step is drawn: its sign, its colour, and in whose column of the picture it stands.
import {
  IconAlertTriangle,
  IconBan,
  IconCalendarCheck,
  IconCalendarX,
  IconCheck,
  IconLock,
  IconMessage,
  IconPhone,
  IconPhoneOff,
  IconQuestionMark,
  IconScale,
  IconUserCheck,
  IconUserQuestion,
} from '@tabler/icons-react';
import type { Step } from '../../api/types.ts';

type Kind = Step['kind'];
export type Lane = 'caller' | 'rebook' | 'calendar';

const signs: Record<Kind, { icon: typeof IconPhone; lane: Lane; colour: string }> = {
  started: { icon: IconPhone, lane: 'caller', colour: 'gray' },
  asked: { icon: IconQuestionMark, lane: 'caller', colour: 'cyan' },
  identified: { icon: IconUserCheck, lane: 'rebook', colour: 'teal' },
  not_identified: { icon: IconUserQuestion, lane: 'rebook', colour: 'orange' },
  locked_out: { icon: IconLock, lane: 'rebook', colour: 'red' },
  lockout_released: { icon: IconLock, lane: 'rebook', colour: 'gray' },
  refused: { icon: IconBan, lane: 'rebook', colour: 'red' },
  decided: { icon: IconScale, lane: 'rebook', colour: 'teal' },
  calendar_done: { icon: IconCalendarCheck, lane: 'calendar', colour: 'teal' },
  calendar_not_concerned: { icon: IconCalendarCheck, lane: 'calendar', colour: 'gray' },
  calendar_linked: { icon: IconCalendarCheck, lane: 'calendar', colour: 'gray' },
  calendar_failed: { icon: IconCalendarX, lane: 'calendar', colour: 'red' },
  calendar_deferred: { icon: IconCalendarX, lane: 'calendar', colour: 'orange' },
  reverted: { icon: IconAlertTriangle, lane: 'rebook', colour: 'red' },
  resolved: { icon: IconCheck, lane: 'rebook', colour: 'teal' },
  answered: { icon: IconMessage, lane: 'caller', colour: 'cyan' },
  closed: { icon: IconAlertTriangle, lane: 'rebook', colour: 'orange' },
  callback_promised: { icon: IconPhone, lane: 'rebook', colour: 'orange' },
  callback_done: { icon: IconCheck, lane: 'rebook', colour: 'teal' },
  told: { icon: IconCheck, lane: 'rebook', colour: 'teal' },
  ended: { icon: IconPhoneOff, lane: 'caller', colour: 'gray' },
  analysed: { icon: IconCheck, lane: 'rebook', colour: 'gray' },
};

export const iconOf = (kind: Kind) => signs[kind].icon;
export const laneOf = (kind: Kind): Lane => signs[kind].lane;
export const colourOf = ({ kind, status }: Step): string =>
  kind === 'answered' && status === 'refused' ? 'red' : signs[kind].colour;
