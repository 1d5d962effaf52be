// The names of days, months and times of day.
import type { Language } from '../../domain/values.ts';

type Words = Record<string, number>;

/** ISO weekdays, 1 = Monday. */
export const weekdays: Record<Language, Words> = {
  de: { montag: 1, dienstag: 2, mittwoch: 3, donnerstag: 4, freitag: 5, samstag: 6, sonnabend: 6, sonntag: 7 },
  en: { monday: 1, tuesday: 2, wednesday: 3, thursday: 4, friday: 5, saturday: 6, sunday: 7 },
};

export const months: Record<Language, Words> = {
  de: {
    januar: 1,
    jaenner: 1,
    februar: 2,
    feber: 2,
    maerz: 3,
    april: 4,
    mai: 5,
    juni: 6,
    juno: 6,
    juli: 7,
    august: 8,
    september: 9,
    oktober: 10,
    november: 11,
    dezember: 12,
  },
  en: {
    january: 1,
    february: 2,
    march: 3,
    april: 4,
    may: 5,
    june: 6,
    july: 7,
    august: 8,
    september: 9,
    october: 10,
    november: 11,
    december: 12,
  },
};

/** Hours a part of the day covers, from inclusive to exclusive. */
export const dayParts: Record<Language, Record<string, [number, number]>> = {
  de: {
    morgens: [0, 12],
    frueh: [0, 12],
    morgen: [0, 12],
    vormittags: [6, 13],
    vormittag: [6, 13],
    mittags: [11, 15],
    mittag: [11, 15],
    nachmittags: [12, 19],
    nachmittag: [12, 19],
    abends: [17, 24],
    abend: [17, 24],
    nachts: [20, 30],
  },
  en: { morning: [0, 12], noon: [11, 15], afternoon: [12, 19], evening: [17, 24], night: [18, 24], am: [0, 12], pm: [12, 24] },
};
